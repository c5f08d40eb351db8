package markup

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"stet/internal/article"
)

// pictures that the bodies of the tests may show.
var pictures = []article.Picture{
	{ID: "gate", Width: 1600, Height: 900, Alt: "A steel gate", Caption: "The gate at night.", Credit: "I. Aalto"},
	{ID: "gauge"},
}

// holds checks what is true of every Doc, whatever the source.
func holds(t testing.TB, source string, doc Doc) {
	t.Helper()
	if !utf8.ValidString(doc.HTML) || !utf8.ValidString(doc.Text) {
		t.Errorf("not UTF-8")
	}
	if !proven(doc.HTML) {
		t.Errorf("HTML that is not proven: %q", doc.HTML)
	}
	body := parseHTML(t, doc.HTML)
	if got := tree(t, policy().Sanitize(doc.HTML)); got != tree(t, doc.HTML) {
		t.Errorf("the policy would change proven HTML\n from %s\n to   %s", tree(t, doc.HTML), got)
	}
	sameTree(t, doc.HTML, body)
	sameBlocks(t, doc, body)
	if got, want := squeeze(doc.Text), squeeze(visible(body)); got != want {
		t.Errorf("Text is not what a reader sees\n text %q\n page %q", got, want)
	}
	if doc.Words != CountWords(doc.Text) {
		t.Errorf("%d words, want %d", doc.Words, CountWords(doc.Text))
	}
	spansHold(t, source, doc)
}

var policy = sync.OnceValue(newPolicy)

func tree(t testing.TB, fragment string) string {
	t.Helper()
	var b strings.Builder
	if err := html.Render(&b, parseHTML(t, fragment)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func parseHTML(t testing.TB, fragment string) *html.Node {
	t.Helper()
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(fragment), body)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	return body
}

// sameTree holds when a browser's parser sees the elements as they are
// written, none moved, added or dropped, and every one of them allowed.
func sameTree(t testing.TB, fragment string, body *html.Node) {
	t.Helper()
	var written, seen []string
	for z := html.NewTokenizer(strings.NewReader(fragment)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind == html.StartTagToken {
			name, _ := z.TagName()
			written = append(written, string(name))
		}
		if kind == html.CommentToken || kind == html.DoctypeToken || kind == html.SelfClosingTagToken {
			t.Errorf("a %v in the HTML", kind)
		}
	}
	for n := range body.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		seen = append(seen, n.Data)
		attrs, ok := allowed[n.Data]
		if !ok {
			t.Errorf("element %q", n.Data)
		}
		for _, a := range n.Attr {
			if attrs[a.Key] == nil {
				t.Errorf("attribute %q on %q", a.Key, n.Data)
			}
		}
	}
	if !slices.Equal(written, seen) {
		t.Errorf("a parser sees other elements than are written\n written %v\n seen    %v", written, seen)
	}
}

func sameBlocks(t testing.TB, doc Doc, body *html.Node) {
	t.Helper()
	elements := 0
	for n := range body.ChildNodes() {
		if n.Type == html.ElementNode {
			elements++
		} else if strings.TrimSpace(n.Data) != "" {
			t.Errorf("text %q between the blocks", n.Data)
		}
	}
	parts := make([]string, len(doc.Blocks))
	for i, b := range doc.Blocks {
		parts[i] = b.HTML
	}
	if strings.Join(parts, "\n") != doc.HTML {
		t.Errorf("the blocks do not make up the HTML")
	}
	if elements != len(doc.Blocks) {
		t.Errorf("%d blocks, %d elements", len(doc.Blocks), elements)
	}
}

// added are the elements whose words are the page's and not the copy's.
var added = []string{"footnote-ref", "footnote-back", "missing-picture", "embed-host"}

// visible is what a reader of the HTML sees of the copy.
func visible(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "class" && slices.Contains(added, a.Val) {
				return
			}
		}
		inline := slices.Contains([]string{"a", "b", "em", "strong", "del", "code", "span", "sup", "img"}, n.Data)
		if n.Type == html.ElementNode && !inline {
			b.WriteByte(' ')
			defer b.WriteByte(' ')
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func spansHold(t testing.TB, source string, doc Doc) {
	t.Helper()
	at := 0
	for _, b := range doc.Blocks {
		if b.From < at {
			t.Errorf("block %q starts at %d, before %d", b.Kind, b.From, at)
		}
		at = b.To
	}
	for _, s := range spans(doc) {
		if s.From < 0 || s.From > s.To || s.To > len(source) {
			t.Errorf("span %v is not within 0..%d", s, len(source))
			continue
		}
		if utf8.ValidString(source) && !(utf8.ValidString(source[:s.From]) && utf8.ValidString(source[:s.To])) {
			t.Errorf("span %v cuts a character", s)
		}
	}
}

func spans(doc Doc) []article.Span {
	all := slices.Concat(doc.TKs, doc.Cells)
	for _, b := range doc.Blocks {
		all = append(all, b.Span)
	}
	for _, h := range doc.Outline {
		all = append(all, h.Span)
	}
	for _, l := range append(slices.Clone(doc.Links), doc.Refused...) {
		all = append(all, l.Span)
	}
	for _, x := range doc.Stray {
		all = append(all, x.Span)
	}
	for _, i := range doc.Images {
		all = append(all, i.Span)
	}
	for _, m := range doc.Marks {
		all = append(all, m.Span)
	}
	for _, c := range doc.Unknown {
		all = append(all, c.Span)
	}
	return all
}
