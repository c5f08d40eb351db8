package markup

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// corpus is a file of the public test corpora that lie beside the project.
// Without them a test is skipped and says so; in CI that is a failure.
func corpus(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../../shared/corpora", path))
	if err == nil {
		return b
	}
	if _, missing := os.Stat("../../../shared"); os.Getenv("CI") == "true" && missing == nil {
		t.Fatalf("the corpora are here, but not this one: %v", err)
	}
	t.Skipf("needs the test corpora in ../shared: %v", err)
	return nil
}

// differs names the examples of the specification that the dialect reads
// otherwise; -update writes it, the reasons are in docs/format.md.
const differs = "testdata/commonmark-differs"

// TestCommonMark holds every example of the specification to the laws, and
// counts those that come out as it says: same elements, same text, same links.
func TestCommonMark(t *testing.T) {
	spec := string(corpus(t, "commonmark-spec/spec.txt"))
	d := New()
	var out strings.Builder
	examples := readSpec(spec)
	equal := 0
	for i, e := range examples {
		doc := d.Parse(e.markdown, nil)
		holds(t, e.markdown, doc)
		want, got := specTree(t, e.html), specTree(t, doc.HTML)
		if want == got {
			equal++
		} else {
			fmt.Fprintf(&out, "%d %s\n", i+1, e.section)
		}
		if testing.Verbose() && want != got {
			t.Logf("example %d, %s\n%s\nwant %s\ngot  %s", i+1, e.section, e.markdown, want, got)
		}
	}
	t.Logf("%d of %d examples of CommonMark come out as the specification says", equal, len(examples))
	if *update {
		if err := os.WriteFile(differs, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, _ := os.ReadFile(differs); string(want) != out.String() {
		t.Errorf("other examples differ than before:\n%s", out.String())
	}
}

type example struct{ section, markdown, html string }

func readSpec(spec string) []example {
	fence := strings.Repeat("`", 32)
	section := regexp.MustCompile(`(?m)^#+ (.*)$`)
	var examples []example
	name := ""
	for {
		before, rest, found := strings.Cut(spec, fence+" example\n")
		if !found {
			return examples
		}
		for _, m := range section.FindAllStringSubmatch(before, -1) {
			name = m[1]
		}
		body, after, _ := strings.Cut(rest, fence+"\n")
		markdown, html, _ := strings.Cut(body, "\n.\n")
		if strings.HasPrefix(body, ".\n") {
			markdown, html = "", body[2:]
		}
		tabs := strings.NewReplacer("→", "\t")
		examples = append(examples, example{name, tabs.Replace(markdown) + "\n", tabs.Replace(html)})
		spec = after
	}
}

// specTree writes a page as a tree in which the dialect's own dress does not
// show: crossheads one step down, links that may not ship and pictures as
// their words, white space as one space.
func specTree(t *testing.T, fragment string) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		name, shown := n.Data, n.Type == html.ElementNode
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case name == "img":
			b.WriteString(attr(n, "alt"))
			return
		case attr(n, "class") == "missing-picture":
			b.WriteString(alt(n))
			return
		case name == "h1":
			name = "h2"
		case name == "h5" || name == "h6":
			name = "h4"
		case name == "figure":
			name = "p"
		case name == "figcaption" || attr(n, "class") == "table":
			return
		case name == "a":
			url, ok := shippable(attr(n, "href"))
			shown = ok
			name += " " + url + " " + attr(n, "title")
		}
		if shown {
			fmt.Fprintf(&b, " <%s> ", name)
			defer b.WriteString(" </> ")
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(parseHTML(t, fragment))
	return squeeze(b.String())
}

func alt(n *html.Node) string {
	for c := range n.ChildNodes() {
		if c.Data == "span" {
			return visible(c)
		}
	}
	return ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// TestPayloads feeds the dialect what others have used against sanitisers,
// bare and inside each place where text may stand.
func TestPayloads(t *testing.T) {
	var payloads []string
	var purify []struct{ Payload string }
	readJSON(t, "DOMPurify/expect.json", &purify)
	for _, p := range purify {
		payloads = append(payloads, p.Payload)
	}
	var naughty []string
	readJSON(t, "blns/blns.json", &naughty)
	payloads = append(payloads, naughty...)
	places := []string{"%s", "[x](%s)", "[%s](https://example.org)", "![%s](media/gate)", "![x](%s \"%s\")", "<%s>",
		"![x](media/gate \"%s\"){credit=\"%s\"}", "## %s", "> %s", "- %s", "| %s |\n|---|\n| %s |", "`%s`", "```%s\n%s\n```",
		":::factbox %s\n%s\n:::", ":::pullquote {by=\"%s\"}\nx\n:::", ":::embed %s\n:::", ":::%s\nx\n:::",
		"{==%s==}{>>cq: %s<<}", "x[^a]\n\n[^a]: %s", "[x]: %s\n\n[x]"}
	d := New()
	for _, p := range payloads {
		for _, place := range places {
			source := strings.ReplaceAll(place, "%s", p)
			holds(t, source, d.Parse(source, pictures))
		}
	}
	t.Logf("%d payloads in %d places", len(payloads), len(places))
}

// TestMade holds the project's own bad inputs to the laws.
func TestMade(t *testing.T) {
	corpus(t, "stet-made/CASES.tsv")
	paths, err := filepath.Glob("../../../shared/corpora/stet-made/[mt]*/*.md")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	slow := []string{"emph-mismatch.md", "emph-mult3.md", "brackets.md", "backticks.md"} // TestBudget has their like
	d := New()
	for _, path := range paths {
		if b, err := os.ReadFile(path); err != nil {
			t.Error(err)
		} else if !slices.Contains(slow, filepath.Base(path)) {
			holds(t, string(b), d.Parse(string(b), nil))
		}
	}
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	if err := json.Unmarshal(corpus(t, path), into); err != nil {
		t.Fatal(err)
	}
}
