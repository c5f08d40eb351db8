package newsroom

import (
	"slices"
	"strings"
	"unicode/utf8"

	"stet/internal/article"
	"stet/internal/intake"
)

// Proposal is a change or comment of the document that a story came from, as
// it stands in the story now.
type Proposal struct {
	article.Change
	Spot  *Spot `json:"spot,omitempty"`  // its words, or where they stood; nil = it cannot be told
	Was   *Spot `json:"was,omitempty"`   // of moved words: where they stood
	Stuck bool  `json:"stuck,omitempty"` // another verdict has to be carried out by hand
}

// Spot is a place in the body, in UTF-16 units: around words that are in it,
// empty where they would stand. Chunks are the words with what stands around.
type Spot struct {
	From   int             `json:"from"`
	To     int             `json:"to"`
	Chunks []article.Chunk `json:"chunks"`
}

// Proposals lists the changes and comments of the document that a story came
// from, in its order. A story that was written here has none.
func (r *Room) Proposals(id article.ID) ([]Proposal, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return nil, err
	}
	receipt, _, err := r.db.Intake(id)
	if err != nil {
		return nil, err
	}
	return proposals(a.Body, receipt.Changes), nil
}

func proposals(body string, changes []article.Change) []Proposal {
	list := make([]Proposal, len(changes))
	for i, c := range changes {
		l := intake.Locate(body, c)
		list[i] = Proposal{Change: c, Spot: spotAt(body, c, l.Here, opAt[c.Kind]), Was: spotAt(body, c, l.From, article.Out), Stuck: l.Stuck}
	}
	countUTF16(body, list)
	return list
}

// opAt says what a change did to the words at its place.
var opAt = map[article.ChangeKind]article.Op{
	article.Inserted: article.In, article.Deleted: article.Out, article.MovedText: article.In, article.Comment: article.Same,
}

func spotAt(body string, c article.Change, at *article.Span, op article.Op) *Spot {
	if at == nil {
		return nil
	}
	text := c.Text
	if c.Kind == article.Comment {
		text = body[at.From:at.To]
	} else {
		text = outerSpace(c.Source, text)
	}
	s := &Spot{From: at.From, To: at.To, Chunks: []article.Chunk{}}
	for _, chunk := range []article.Chunk{
		{Op: article.Same, Text: textBefore(body[:at.From])}, {Op: op, Text: text}, {Op: article.Same, Text: textBehind(body[at.To:])},
	} {
		if chunk.Text != "" {
			s.Chunks = append(s.Chunks, chunk)
		}
	}
	return s
}

// outerSpace gives a text the white space that stands around its source.
func outerSpace(source, text string) string {
	bare := strings.TrimLeft(source, " \n")
	return source[:len(source)-len(bare)] + text + bare[len(strings.TrimRight(bare, " \n")):]
}

// around is how many bytes of a paragraph are shown on either side of a change.
const around = 120

// textBefore is the end of a text's last paragraph, cut between words.
func textBefore(text string) string {
	text = text[strings.LastIndex(text, "\n\n")+1:]
	text = strings.TrimLeft(text, "\n")
	if len(text) <= around {
		return text
	}
	text = text[len(text)-around:]
	if blank := strings.IndexByte(text, ' '); blank >= 0 {
		return "…" + text[blank:]
	}
	for !utf8.RuneStart(text[0]) {
		text = text[1:]
	}
	return "…" + text
}

// textBehind is the start of a text's first paragraph, cut between words.
func textBehind(text string) string {
	if end := strings.Index(text, "\n\n"); end >= 0 {
		text = text[:end]
	}
	text = strings.TrimRight(text, "\n")
	if len(text) <= around {
		return text
	}
	cut := around
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	text = text[:cut]
	if blank := strings.LastIndexByte(text, ' '); blank >= 0 {
		text = text[:blank+1]
	}
	return text + "…"
}

// countUTF16 turns the places of proposals from bytes of body into UTF-16
// units, in one pass however many there are.
func countUTF16(body string, list []Proposal) {
	var ends []*int
	for _, p := range list {
		for _, s := range []*Spot{p.Spot, p.Was} {
			if s != nil {
				ends = append(ends, &s.From, &s.To)
			}
		}
	}
	slices.SortFunc(ends, func(a, b *int) int { return *a - *b })
	spans := make([]article.Span, len(ends))
	for i, end := range ends {
		spans[i] = article.Span{From: *end, To: *end}
	}
	for i, s := range article.UTF16Spans(body, spans) {
		*ends[i] = s.From
	}
}
