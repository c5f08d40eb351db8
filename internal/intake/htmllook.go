package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"stet/internal/article"
)

// lost counts what could not be carried over, so that the receipt says it.
type lost struct {
	emphasis, white, raised int
	links, pictures         []string
	damaged                 []string       // pictures of the page that cannot be used
	rerouted                []article.Note // links that lead past a redirect or a counter now
}

var (
	whiteStyle   = regexp.MustCompile(`(?i)(?:^|[;\s])color\s*:\s*(?:#fff(?:fff)?|white|rgb\(255, ?255, ?255\))(?:\W|$)`)
	boldStyle    = regexp.MustCompile(`(?i)(?:^|[;\s])font-weight\s*:\s*(?:bold|[6-9]00)`)
	plainStyle   = regexp.MustCompile(`(?i)(?:^|[;\s])font-weight\s*:\s*(?:normal|[1-4]00)`)
	italicStyle  = regexp.MustCompile(`(?i)(?:^|[;\s])font-style\s*:\s*(?:italic|oblique)`)
	uprightStyle = regexp.MustCompile(`(?i)(?:^|[;\s])font-style\s*:\s*normal`)
)

// restyle takes over what an element says of its text's look: what it is, and
// above that its style, as a browser does.
func (r *htmlReader) restyle(n *html.Node) {
	switch n.DataAtom {
	case atom.B, atom.Strong:
		r.style.strong = true
	case atom.I, atom.Em, atom.Cite, atom.Dfn:
		r.style.em = true
	case atom.A:
		r.link(n)
	case atom.Code, atom.Kbd, atom.Samp:
		r.style.code = r.clean.exact
	case atom.S, atom.Del, atom.Strike:
		if r.style.struck = r.clean.exact; !r.clean.exact {
			r.lost.emphasis++
		}
	case atom.Sup, atom.Sub:
		if hasWords(n) && !r.notes.within(n) {
			r.lost.raised++
		}
	}
	look := attr(n, "style")
	if look == "" {
		return
	}
	switch {
	case boldStyle.MatchString(look):
		r.style.strong = true
	case plainStyle.MatchString(look):
		r.style.strong = false
	}
	switch {
	case italicStyle.MatchString(look):
		r.style.em = true
	case uprightStyle.MatchString(look):
		r.style.em = false
	}
	if whiteStyle.MatchString(look) && hasWords(n) {
		r.lost.white++
	}
}

func (r *htmlReader) link(n *html.Node) {
	href := attr(n, "href")
	if href == "" || strings.HasPrefix(href, "#") {
		return
	}
	if url, ok := r.lost.link(href, visible(n)); ok {
		r.style.href = url
	}
}

// link is the address that a text leads to, without what counts its readers on
// the way; false = it leads nowhere that a story may.
func (l *lost) link(address, text string) (string, bool) {
	url, off, ok := safeURL(address)
	if !ok && text != "" {
		l.links = append(l.links, text)
	}
	if why := off.why(url); ok && why != "" {
		l.rerouted = append(l.rerouted, article.Note{Text: text, Why: why, Field: wholeCopy})
	}
	return url, ok
}

// notes say what could not come along.
func (l *lost) notes() []article.Note {
	notes := slices.Clone(l.rerouted)
	say := func(text, why string) {
		notes = append(notes, article.Note{Text: text, Why: why, Field: wholeCopy})
	}
	if n := l.emphasis; n > 0 {
		say(passages(n), "Bold, italics or strike-through could not be kept here; the words were.")
	}
	if n := l.raised; n > 0 {
		say(passages(n), "Raised or lowered letters stand on the line now. Check figures such as m² and H₂O.")
	}
	if n := l.white; n > 0 {
		say(passages(n), "White text: a reader may not have seen it. Check that it belongs to the story.")
	}
	for _, text := range l.links {
		say(text, "The link was left out: it leads to no web or mail address.")
	}
	for _, name := range l.pictures {
		notes = append(notes, article.Note{Text: name, Why: notFetched, Field: fieldPictures})
	}
	for _, name := range l.damaged {
		notes = append(notes, article.Note{Text: name, Why: "A picture that is no JPEG, PNG, GIF or WebP, or is damaged: it was left out.", Field: fieldPictures})
	}
	return notes
}

func passages(n int) string {
	if n == 1 {
		return "one passage"
	}
	return fmt.Sprintf("%d passages", n)
}
