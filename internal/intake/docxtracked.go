package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"stet/internal/article"
)

// tracked are the changes and comments of a document.
type tracked struct {
	changes []*proposal
	starts  map[int]*proposal // by their first anchor
	within  []*proposal       // that are being read, the innermost last
	anchors int               // that were given
	joined  int               // paragraphs whose end was deleted

	comments map[string]*node
	open     map[string]*proposal // comments whose passage is being read
	moving   string               // the move whose range is open
}

// proposal is a change or comment whose place in the body is not known yet.
type proposal struct {
	article.Change
	start, end, from int             // anchors; 0 = none
	out              bool            // its words are not in the text
	words            inline          // those
	text             strings.Builder // words that are in it
	block            bool            // they were a paragraph of their own
	move             string          // "from NAME", "to NAME"
}

func newTracked() tracked {
	return tracked{starts: map[int]*proposal{}, comments: map[string]*node{}, open: map[string]*proposal{}}
}

func (t *tracked) readComments(root *node) {
	for _, n := range root.kids {
		if n.name == "comment" {
			t.comments[n.get("id")] = n
		}
	}
}

// gone are the words of the outermost change that is out of the text; nil =
// what is read is in it.
func (t *tracked) gone() *inline {
	for _, p := range t.within {
		if p.out {
			return &p.words
		}
	}
	return nil
}

// passage tells what is open around a text that it was read.
func (t *tracked) passage(text string) {
	const longest = 300 // bytes; a comment on a whole story names its beginning
	for _, p := range t.open {
		if p.text.Len() < longest {
			p.text.WriteString(text)
		}
	}
	if t.gone() == nil {
		for _, p := range t.within {
			p.text.WriteString(text)
		}
	}
}

// anchor makes a place in the text.
func (r *docxReader) anchor() int {
	r.tracked.anchors++
	r.inline.runs = append(r.inline.runs, run{style: style{anchor: r.tracked.anchors}})
	return r.tracked.anchors
}

// changed reads text that was inserted, deleted or moved.
func (r *docxReader) changed(n *node) {
	t := &r.tracked
	if t.gone() != nil {
		r.runs(n) // part of what is deleted
		return
	}
	p := r.proposalOf(n)
	t.within = append(t.within, p)
	r.runs(n)
	t.within = t.within[:len(t.within)-1]
	if !p.out {
		p.end = r.anchor()
	}
}

// proposalOf is the change that an element belongs to: the one right before
// it where that is of the same kind and hand.
func (r *docxReader) proposalOf(n *node) *proposal {
	t := &r.tracked
	p := &proposal{Change: article.Change{By: article.OneLine(n.get("author")), At: n.get("date")}}
	switch n.name {
	case "ins":
		p.Kind = article.Inserted
	case "moveTo":
		p.Kind, p.move = article.Inserted, "to "+t.moving
	case "moveFrom":
		p.Kind, p.move, p.out = article.Deleted, "from "+t.moving, true
	default:
		p.Kind, p.out = article.Deleted, true
	}
	if runs := r.inline.runs; len(runs) > 0 && len(t.changes) > 0 {
		last, anchor := t.changes[len(t.changes)-1], runs[len(runs)-1].anchor
		same := last.Kind == p.Kind && last.By == p.By && last.move == p.move && !slices.Contains(t.within, last)
		if same && anchor != 0 && (anchor == last.end || (p.out && anchor == last.start)) {
			if !p.out {
				r.inline.runs = runs[:len(runs)-1]
			}
			return last
		}
	}
	p.start = r.anchor()
	t.starts[p.start] = p
	t.changes = append(t.changes, p)
	return p
}

// edge reads the ends of what does not nest, and may stand anywhere: comments
// and moves. It says false for anything else.
func (r *docxReader) edge(n *node) bool {
	t := &r.tracked
	switch n.name {
	case "moveFromRangeStart", "moveToRangeStart":
		t.moving = n.get("name")
	case "moveFromRangeEnd", "moveToRangeEnd":
		t.moving = ""
	case "commentRangeStart":
		r.comment(n.get("id"))
	case "commentRangeEnd":
		delete(t.open, n.get("id"))
	default:
		return false
	}
	return true
}

// comment makes a place for a comment, once.
func (r *docxReader) comment(id string) {
	t := &r.tracked
	n := t.comments[id]
	if n == nil {
		return
	}
	delete(t.comments, id)
	p := &proposal{Change: commentOf(n), start: r.anchor()}
	t.changes = append(t.changes, p)
	t.open[id] = p
}

func commentOf(n *node) article.Change {
	return article.Change{Kind: article.Comment, By: article.OneLine(n.get("author")), At: n.get("date"), Text: plainText(n)}
}

// hollow holds for a paragraph of which nothing is left but places.
func (t *tracked) hollow(in inline) bool {
	places := false
	for _, r := range in.runs {
		if r.note != "" || strings.TrimSpace(r.text) != "" {
			return false
		}
		places = places || r.anchor != 0
	}
	return places
}

// carry marks the deletions of a paragraph that is gone as a whole.
func (t *tracked) carry(in inline) {
	for _, r := range in.runs {
		if p := t.starts[r.anchor]; p != nil && p.out {
			p.block = true
		}
	}
}

// anchors are the places of a block without its words.
func (in *inline) anchors() []run {
	return slices.DeleteFunc(slices.Clone(in.runs), func(r run) bool { return r.anchor == 0 })
}

func (in *inline) signs() string {
	var b strings.Builder
	for _, r := range in.anchors() {
		b.WriteString(anchorSign(r.anchor))
	}
	return b.String()
}

// settle takes the places out of the body and lists the changes.
func (r *docxReader) settle(res *Result) {
	t := &r.tracked
	body, at := takeAnchors(res.Article.Body)
	for _, left := range r.inline.anchors() {
		at[left.anchor] = len(body)
	}
	t.pairMoves()
	res.Article.Body, res.Article.Pictures = body, r.known
	res.Pictures = r.pictures
	undecided := 0
	for _, p := range t.changes {
		if p.Kind == article.Comment {
			p.Passage = article.OneLine(p.text.String())
			p.Here = placeOf(body, at, p.start, 0)
		} else if !p.settle(body, at) {
			continue
		} else {
			undecided++
		}
		p.list(res)
	}
	for _, id := range slices.Sorted(maps.Keys(t.comments)) { // that the text does not point at
		p := &proposal{Change: commentOf(t.comments[id])}
		p.list(res)
	}
	if undecided == 0 {
		return
	}
	why := "The text reads as its last author left it; the story is on hold until you have looked at each change."
	if res.Article.Flag == article.NoFlag {
		res.Article.Flag = article.Hold
	}
	what := "one tracked change"
	if undecided > 1 {
		what = fmt.Sprintf("%d tracked changes", undecided)
	}
	res.Receipt.Changed = append(res.Receipt.Changed, article.Note{Text: what, Why: why, Field: wholeCopy})
}

// list puts the change into the receipt; a comment also goes to the internal
// note, which never ships.
func (p *proposal) list(res *Result) {
	c := p.Change
	c.ID = len(res.Receipt.Changes) + 1
	res.Receipt.Changes = append(res.Receipt.Changes, c)
	if c.Kind != article.Comment || c.Text == "" {
		return
	}
	why := "A comment"
	if c.By != "" {
		why += " by " + c.By
	}
	said := why
	if c.Passage != "" {
		said += " on “" + c.Passage + "”"
	}
	res.Receipt.Moved = append(res.Receipt.Moved, article.Note{Text: c.Text, Why: said + ".", Field: fieldNote})
	res.Article.InternalNote = strings.TrimPrefix(res.Article.InternalNote+"\n"+said+": "+c.Text, "\n")
}

// pairMoves makes one change of the two halves of a move: what left one place
// stands at another.
func (t *tracked) pairMoves() {
	for i := 0; i < len(t.changes); i++ {
		gone := t.changes[i]
		name, ok := strings.CutPrefix(gone.move, "from ")
		if !ok || name == "" {
			continue
		}
		text, _ := (&inline{runs: slices.Clone(gone.words.runs)}).render(&lost{})
		for _, here := range t.changes {
			if here.move == "to "+name && here.Kind == article.Inserted && article.OneLine(here.text.String()) == article.OneLine(text) {
				here.Kind, here.from, here.block = article.MovedText, gone.start, gone.block
				t.changes = slices.Delete(t.changes, i, i+1)
				i--
				break
			}
		}
	}
}

// settle finds the change's places and its words as they are written in the
// body; false = it changed no words.
func (p *proposal) settle(body string, at map[int]int) bool {
	if p.out {
		raw := ""
		for _, r := range p.words.runs {
			raw += r.text
		}
		text, md := p.words.render(&lost{})
		if md == "" {
			md = escapeAll(text)
		}
		p.Text = text
		if text == "" {
			p.Text, md = raw, " "
		} else {
			md = outerSpace(raw, md)
		}
		p.Here = placeOf(body, at, p.start, 0)
		p.Source = md
		if p.block && p.Here != nil {
			p.Here, p.Source = blockPlace(body, p.Here.At, text, md)
		}
		return raw != ""
	}
	p.Text = strings.TrimSpace(p.text.String())
	from, ok := at[p.start]
	to, whole := at[p.end]
	if ok && whole && to > from {
		p.Here, p.Source = placeAt(body, from, to-from), body[from:to]
	}
	if p.Kind == article.MovedText {
		p.From = placeOf(body, at, p.from, 0)
	}
	return p.Text != ""
}

// outerSpace gives Markdown back the space that stood around its text.
func outerSpace(raw, md string) string {
	if strings.TrimLeft(raw, " \t\n") != raw {
		md = " " + md
	}
	if strings.TrimRight(raw, " \t\n") != raw {
		md += " "
	}
	return md
}

// blockPlace is where a paragraph that was deleted as a whole would stand, and
// the paragraph with the line ends that part it from the others.
func blockPlace(body string, at int, text, md string) (*article.Place, string) {
	if md = openBlock(strings.TrimSpace(md)); text == strings.TrimSpace(md) {
		md = Escape(text)
	}
	if at == len(body) {
		return placeAt(body, at, 0), "\n\n" + md
	}
	if start := strings.LastIndexByte(body[:at], '\n') + 1; blockSign.MatchString(body[start:at]) {
		at = start
	}
	return placeAt(body, at, 0), md + "\n\n"
}

func placeOf(body string, at map[int]int, anchor, size int) *article.Place {
	place, ok := at[anchor]
	if !ok {
		return nil
	}
	return placeAt(body, place, size)
}
