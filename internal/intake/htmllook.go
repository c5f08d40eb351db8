package intake

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"stet/internal/article"
)

// lost counts what could not be carried over, so that the receipt says it.
type lost struct {
	emphasis, white int
	links, pictures []string
}

var (
	whiteStyle  = regexp.MustCompile(`(?i)(?:^|[;\s])color\s*:\s*(?:#fff(?:fff)?|white)\b`)
	boldStyle   = regexp.MustCompile(`(?i)font-weight\s*:\s*(?:bold|[6-9]00)`)
	plainStyle  = regexp.MustCompile(`(?i)font-weight\s*:\s*(?:normal|[1-4]00)`)
	italicStyle = regexp.MustCompile(`(?i)font-style\s*:\s*italic`)
)

// restyle takes over what an element says of its text's look.
func (r *htmlReader) restyle(n *html.Node) {
	look := attr(n, "style")
	switch n.DataAtom {
	case atom.B, atom.Strong:
		r.style.strong = !plainStyle.MatchString(look)
	case atom.I, atom.Em, atom.Cite, atom.Dfn:
		r.style.em = true
	case atom.A:
		r.link(n)
	case atom.Span, atom.Font:
		r.style.strong = r.style.strong || boldStyle.MatchString(look)
		r.style.em = r.style.em || italicStyle.MatchString(look)
	case atom.S, atom.Del, atom.Strike:
		r.lost.emphasis++
	}
	if whiteStyle.MatchString(look) && visible(n) != "" {
		r.lost.white++
	}
}

func (r *htmlReader) link(n *html.Node) {
	href := attr(n, "href")
	url, ok := safeURL(href)
	if ok {
		r.style.href = url
		return
	}
	if text := visible(n); href != "" && !strings.HasPrefix(href, "#") && text != "" {
		r.lost.links = append(r.lost.links, text)
	}
}

// sayLost puts into the receipt what formatting could not come along.
func (r *htmlReader) sayLost() {
	say := func(text, why string) {
		r.clean.notes = append(r.clean.notes, article.Note{Text: text, Why: why, Field: wholeCopy})
	}
	if n := r.lost.emphasis; n > 0 {
		say(passages(n), "Bold, italics or strike-through could not be kept here; the words were.")
	}
	if n := r.lost.white; n > 0 {
		say(passages(n), "White text: a reader may not have seen it. Check that it belongs to the story.")
	}
	for _, text := range r.lost.links {
		say(text, "The link was left out: it leads to no web or mail address.")
	}
	for _, name := range r.lost.pictures {
		say(name, "A picture stood here; pictures do not come with pasted text yet.")
	}
}

func passages(n int) string {
	if n == 1 {
		return "one passage"
	}
	return fmt.Sprintf("%d passages", n)
}

// picture notes an image that is not brought in. One of a pixel's size counts
// readers and is nothing to see.
func (r *htmlReader) picture(n *html.Node) {
	r.inline.add(" ", r.style)
	if w, h := attr(n, "width"), attr(n, "height"); w == "1" || h == "1" || w == "0" || h == "0" {
		return
	}
	name := article.OneLine(attr(n, "alt"))
	if name == "" {
		name = "picture"
	}
	r.lost.pictures = append(r.lost.pictures, name)
}
