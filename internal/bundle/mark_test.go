package bundle

import (
	"bytes"
	"html"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	gmhtml "github.com/yuin/goldmark/renderer/html"

	"stet/internal/article"
)

// hugoReads is Markdown as Hugo sets goldmark up, but for raw HTML, which stays,
// so that what Eleventy gets can be read too; words that it would make fine
// quotes of are left as they are.
var hugoReads = goldmark.New(
	goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList, extension.Linkify),
	goldmark.WithParserOptions(parser.WithAttribute()),
	goldmark.WithRendererOptions(gmhtml.WithUnsafe()),
)

// odd are pieces of copy that Markdown, Hugo or the dialect might trip over.
var odd = []string{
	"word", " ", " ", "\n", "\n\n", "*", "**", "~~", "_", "`", "``", "*em*", "**strong**", "~~gone~~", "a*b*c", "(**\"so\"**)", "**He said:**then", "*a***b**",
	"[x](https://a.example/?a=1&copy;=2)", "<b>", "&amp;", "&copy", "\\", "{{< x >}}", "{{% y", "`{{< z`", "{#id}", "# ", "## head\n", "- one\n", "1. two\n", "1986. That", "+ three\n",
	"> quote\n", "---", "***", "===", ": def", "|a|b|", "\n\n|a|b|\n|-|-|\n|c|**d|**|\n\n", "```\ncode {{< q >}} \\\n```\n", ":::factbox Title *x*\n", ":::\n", ":::pullquote Who\n", "[^1]", "\n\n[^1]: A *note*\n\n", "https://bare.example/x",
	"www.bare.example", " me@bare.example ", "中文**强调**中文", "é", "\u00a0", "\u200b", "!", "![alt *x*](media/" + harbour + ")", "\n\n    indented\n", "  \n", "\\\n", "$x$", "^up^", "'", "\"", "--", "...", "<!--more-->", "`<!--more-->`", "**`{{< q >}}`**",
}

func randomCopy(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(14) {
		b.WriteString(odd[r.IntN(len(odd))])
	}
	return b.String()
}

var (
	tags       = regexp.MustCompile(`<(em|strong|del|li|td|th|a|h2|h3|h4|code|blockquote|br|ul|ol)[ >]`)
	anyTag     = regexp.MustCompile(`(?s)<!--.*?-->|<[^>]*>`)
	shortcodes = regexp.MustCompile(`\{\{< stet-[^>]*(?:"[^"]*"[^>]*)*>\}\}`)
)

// said are the words of HTML, and meant its tags, but for those of footnotes,
// which each program numbers in its own way.
func said(markup string) string {
	return strings.Join(strings.Fields(html.UnescapeString(anyTag.ReplaceAllString(strings.NewReplacer("<li>", " ", "</td>", " ", "</th>", " ", "<p>", " ", "<br>", " ", "<cite>", " ").Replace(markup), ""))), " ")
}

func meant(markup string) []string {
	found := []string{}
	for _, m := range tags.FindAllStringSubmatch(markup, -1) {
		found = append(found, m[1])
	}
	return found
}

// Whatever is typed, a reader of plain Markdown gets the words and the shapes
// that the page has: no star too many, no line that became a heading.
func TestMarkKeepsWordsAndShapes(t *testing.T) {
	const seed = 20261130
	r := rand.New(rand.NewPCG(seed, 3))
	pictures := []article.Picture{{ID: harbour, Alt: "a"}}
	for range 3000 {
		source := randomCopy(r)
		doc := dialect.Parse(source, pictures)
		m := &mark{tongue: eleventyTongue{}}
		text := m.blocks(pieces(doc.HTML))
		var out bytes.Buffer
		if err := hugoReads.Convert([]byte(text), &out); err != nil {
			t.Fatal(err)
		}
		if want, got := said(doc.HTML), said(out.String()); got != want {
			t.Errorf("of\n%q\nwritten\n%s\nread\n%q, want\n%q", source, text, got, want)
		}
		if want, got := meant(doc.HTML), meant(out.String()); !slices.Equal(got, want) {
			t.Errorf("of\n%q\nwritten\n%s\nread %v, want %v\n%s", source, text, got, want, out.String())
		}
		if t.Failed() {
			return
		}
		for _, rest := range []string{"{{<", "{{%", "<!--more-->"} {
			if left := shortcodes.ReplaceAllString((&mark{tongue: hugoTongue{}}).blocks(pieces(doc.HTML)), ""); strings.Contains(left, rest) {
				t.Fatalf("of %q Hugo would run %s in\n%s", source, rest, left)
			}
		}
	}
}

var blockComment = regexp.MustCompile(`<!-- (/?)wp:([a-z-]+)`)

// The blocks of WordPress and the cards of Ghost hold every word, in its place,
// and every block that begins ends.
func TestBlocksKeepWords(t *testing.T) {
	const seed = 20261130
	r := rand.New(rand.NewPCG(seed, 4))
	for range 1000 {
		a := article.Article{ID: id(5), Status: article.Ready, Language: "en", Pictures: []article.Picture{{ID: harbour, Alt: "a", Type: "image/gif"}}, Body: randomCopy(r)}
		e := exported(t, told(a))
		inset := e.inset(func(f file) string { return f.path })
		want := said(strings.Join(slices.Concat(inset.Above, inset.Blocks, inset.Below), "\n"))
		blocks := e.gutenberg(inset)
		if got := said(blocks); got != want {
			t.Fatalf("of %q WordPress gets\n%s\n%q, want\n%q", a.Body, blocks, got, want)
		}
		open := []string{}
		for _, m := range blockComment.FindAllStringSubmatch(blocks, -1) {
			if m[1] == "" {
				open = append(open, m[2])
			} else if len(open) == 0 || open[len(open)-1] != m[2] {
				t.Fatalf("of %q WordPress gets\n%s\nwhere %s ends", a.Body, blocks, m[2])
			} else {
				open = open[:len(open)-1]
			}
		}
		ghost := footnoteBack.ReplaceAllString(e.ghostHTML(inset), "")
		if got, want := said(ghost), strings.ReplaceAll(want, " ↩︎", ""); got != want {
			t.Fatalf("of %q Ghost gets\n%s\n%q, want\n%q", a.Body, ghost, got, want)
		}
	}
}
