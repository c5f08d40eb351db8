package proof

import (
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
)

// Read is what a lawyer read of a story last.
type Read struct {
	Said   string               // who noted it, when and with which words
	Proof  *Proof               // of the revision that was read; nil = nobody knows which
	Unread []article.UnreadText // what lineups call the story that was not
}

// legalFields are what a lawyer reads beside the body, by path, with what each
// is called.
var legalFields = []struct{ path, label string }{
	{"overline", "Overline"}, {"headlines.main", "Headline"}, {"headlines.front", "Front headline"}, {"headlines.search", "Search headline"},
	{"headlines.social", "Social headline"}, {"headlines.push", "Push headline"}, {"headlines.print", "Print headline"}, {"standfirst", "Standfirst"},
	{"trailText", "Trail text"}, {"searchDescription", "Search description"}, {"socialDescription", "Social description"}, {"bylines", "Byline"},
	{"dateline", "Dateline"}, {"slug", "Web address"},
}

// legalCopy is every word that a legal read covers, each line numbered, with
// what was changed since the last read marked.
func legalCopy(p Proof) []text {
	words, links := legalWords(p)
	all := slices.Concat(words, links)
	if p.Read != nil && p.Read.Proof != nil {
		was, led := legalWords(*p.Read.Proof)
		all = changed(slices.Concat(was, led), all)
	}
	end := len(words) // where links stand, behind what the story is called elsewhere
	all = slices.Concat(all[:end], lineupHeads(p), all[end:])
	return append(legend(p, all), all...)
}

// legalWords is the story's own words, and apart from them where its links lead.
func legalWords(p Proof) (all, links []text) {
	for _, field := range legalFields {
		f, err := article.FieldAt(field.path)
		if err != nil {
			continue // the table of fields has all of them: a test holds that
		}
		if words := f.Get(p.Story); words != "" {
			all = append(all, labelled(field.label, words, field.path == "headlines.main"))
		}
	}
	b := body{bare: false}
	for i, block := range p.Doc.Blocks {
		b.block(block, i == 0)
	}
	for i, t := range b.texts {
		for j := range t.runs {
			b.texts[i].runs[j].look.underline = false // that says something else here
		}
	}
	all = append(all, b.texts...)
	for i, picture := range p.Story.Pictures {
		for _, words := range []struct{ label, text string }{{"Caption", picture.Caption}, {"Alt text", picture.Alt}, {"Credit", picture.Credit}} {
			if words.text != "" {
				all = append(all, labelled(fmt.Sprintf("%s of picture %d", words.label, i+1), words.text, false))
			}
		}
	}
	return all, notes("Links", b.links)
}

func labelled(label, words string, large bool) text {
	t := text{runs: []run{{label + ": ", look{italic: true, label: true}}, {strings.ReplaceAll(words, "\n", " "), look{bold: large}}}, size: bodySize, above: 1.5}
	if large {
		t.size = 15
	}
	return t
}

// lineupHeads is what lineups call the story; those that nobody read are marked
// against the nearest that was.
func lineupHeads(p Proof) []text {
	var all []text
	for _, h := range p.Heads {
		t := labelled(h.Where, h.Text, false)
		if p.Read != nil {
			for _, u := range p.Read.Unread {
				if u.Where == h.Where && after(u.Chunks) == h.Text {
					t.runs = append(t.runs[:1], told(u.Chunks)...)
				}
			}
		}
		all = append(all, t)
	}
	return all
}

// legend says what the marks mean, and of which read.
func legend(p Proof, all []text) []text {
	words := "No lawyer has read it yet."
	switch {
	case p.Read == nil:
	case p.Read.Proof == nil:
		words = "A lawyer has read it (" + p.Read.Said + "); which words, nobody noted."
	case marksAny(all):
		words = "Changed since the lawyer’s read (" + p.Read.Said + "): what is underlined came in, what is struck through went out. A bar stands beside each such line."
	default:
		words = "Nothing was changed since the lawyer’s read (" + p.Read.Said + ")."
	}
	return []text{{runs: []run{{words, look{italic: true}}}, size: 9, plain: true}}
}
