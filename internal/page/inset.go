package page

import (
	"cmp"
	"strings"
)

// Inset is a story's text as it stands in a page of somebody else's, which
// says headline, standfirst, byline and date itself.
type Inset struct {
	Lang, Dir string
	Byline    string   // with roles and links, for pages that name one author only
	Above     []string // retractions, and a dateline that does not run in
	Blocks    []string // one per block of the Doc
	Below     []string // other notes to readers, credit, usage terms
}

// NewInset makes the parts; each is one element.
func NewInset(in Input) Inset {
	v := newView(in)
	i := Inset{Lang: v.lang, Dir: v.dir, Blocks: v.body(), Byline: part(v.byline), Above: nonEmpty(part(v.retraction))}
	if v.dateline != "" && !v.runsIn() {
		i.Above = append(i.Above, part(func(h *writer) { h.element("p", "story-dateline", v.dateline) }))
	}
	i.Below = nonEmpty(part(v.corrections),
		part(func(h *writer) { h.element("p", "story-credit", v.a.Credit) }),
		part(func(h *writer) { h.element("p", "story-terms", cmp.Or(v.a.UsageTerms, v.in.Section.UsageTerms)) }))
	return i
}

func part(write func(*writer)) string {
	h := newWriter()
	write(h)
	return strings.TrimSuffix(h.String(), "\n")
}
