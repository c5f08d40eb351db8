package proof

import (
	"cmp"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/markup"
)

// printCopy is what the printed page gets of a story: the headline that it has
// there, the words, and the captions by themselves, since the page has its own
// places for them. No line of it is numbered.
func printCopy(p Proof) []text {
	a := p.Story
	var all []text
	add := func(words string, size, above float64, l look) {
		if words != "" {
			all = append(all, text{runs: []run{{words, l}}, size: size, above: above})
		}
	}
	add(a.Overline, 10, 1, look{italic: true})
	add(a.Headlines.For(article.Print), 19, 1, look{bold: true})
	add(a.Standfirst, 12, 2, look{})
	add(strings.Join(a.Bylines, ", "), 10, 3, look{bold: true})
	add(a.Dateline, 10, 1, look{italic: true})
	running, captions := body{bare: true}, body{bare: true}
	for i, block := range p.Doc.Blocks {
		into := &running
		if block.Kind == markup.Figure {
			into = &captions
		}
		into.block(block, i == 0)
	}
	for _, t := range running.texts {
		t.size--
		all = append(all, t)
	}
	all = append(all, captioned(a, captions.texts)...)
	for i := range all {
		all[i].plain = true
	}
	return all
}

// captioned are the captions, that of the lead picture first.
func captioned(a *article.Article, inBody []text) []text {
	var all []text
	if i := slices.IndexFunc(a.Pictures, func(p article.Picture) bool { return p.ID == a.LeadPicture }); i >= 0 {
		lead := a.Pictures[i]
		words := strings.TrimSpace(lead.Caption + " " + lead.Credit)
		all = append(all, text{runs: []run{{cmp.Or(words, "The lead picture has no caption."), look{italic: words == ""}}}, size: 10, above: 1})
	}
	for _, t := range inBody {
		if len(t.runs) > 0 {
			t.above = 1
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return append([]text{{runs: []run{{"Captions", look{bold: true}}}, size: 10, above: 8}}, all...)
}
