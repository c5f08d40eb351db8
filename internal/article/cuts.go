package article

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// Cut is a paragraph that was taken out of a body and is not back.
type Cut struct {
	Text string    `json:"text"` // as it was, without the blank lines around it
	Rev  int64     `json:"rev"`  // the last revision that has all of it
	Gone int64     `json:"gone"` // the first without it
	At   time.Time `json:"at"`   // of Gone
	By   string    `json:"by"`
}

// Drawer gathers the cuts of a story, revision by revision. The zero value is
// that of a story before its first one.
type Drawer struct {
	cuts   []Cut // oldest first
	rev    int64
	body   string
	shrunk map[string]shrunk    // by what is left of it
	brief  map[string]time.Time // paragraphs of a word or two that stand, and since when
	since  int64
}

// shrunk is a paragraph that is being deleted bit by bit.
type shrunk struct {
	text  string // all of it
	rev   int64
	at    time.Time // when it last became shorter
	stood bool      // it is more than typing that was given up
}

const (
	mostCuts  = 200
	fewest    = 3   // words of a paragraph, however short it stood
	longest   = 200 // bytes of a word or two; what is longer is a paragraph
	inOneGo   = time.Minute
	crosshead = "#"
	closing   = "”’»\"')*_"
)

// Since is the revision up to which the drawer has let cuts go for want of
// room; 0 = it has all. The history has the others.
func (d *Drawer) Since() int64 { return d.since }

// Rev is the revision that the drawer has seen last; 0 = none.
func (d *Drawer) Rev() int64 { return d.rev }

// Cuts are the paragraphs in the drawer, the latest cut first. Those that were
// cut together stand in their order.
func (d *Drawer) Cuts() []Cut {
	cuts := slices.Clone(d.cuts)
	slices.SortStableFunc(cuts, func(a, b Cut) int { return int(b.Gone - a.Gone) })
	return cuts
}

// See takes in the next revision of the body. A paragraph that is gone from it
// is a cut, unless it was retyped, split, joined to another or moved; one that
// is back leaves the drawer.
func (d *Drawer) See(rev int64, at time.Time, by, body string) {
	first := d.rev == 0
	before, last := d.body, d.rev
	d.rev, d.body = rev, body
	if first || before == body {
		d.stand(body, time.Time{})
		return
	}
	defer d.stand(body, at)
	rows := changedRows(before, body)
	var in strings.Builder
	for i := range rows {
		in.WriteString(rows[i].After())
	}
	now := squeezed(in.String())
	d.cuts = slices.DeleteFunc(d.cuts, func(c Cut) bool { return strings.Contains(now, squeezed(c.Text)) })
	was := d.shrunk
	d.shrunk = map[string]shrunk{}
	for i := range rows {
		out, left := strings.TrimSpace(rows[i].Before()), strings.TrimSpace(rows[i].After())
		whole, ok := was[out]
		if !ok || at.Sub(whole.at) > inOneGo {
			whole = shrunk{out, last, at, d.stood(out, at)}
		}
		whole.at = at
		switch {
		case out == "" || strings.Contains(now, squeezed(out)):
		case left != "" && retyped(out, left):
			if strings.Contains(out, left) {
				d.shrunk[left] = whole
			}
		case wordsIn(whole.text) >= fewest, whole.stood && left == "":
			d.cuts = append(d.cuts, Cut{Text: whole.text, Rev: whole.rev, Gone: rev, At: at, By: by})
		}
	}
	if over := len(d.cuts) - mostCuts; over > 0 {
		d.since = d.cuts[over-1].Gone
		d.cuts = d.cuts[over:]
	}
}

// stand notes which short paragraphs stand in a body, and since when.
func (d *Drawer) stand(body string, at time.Time) {
	before := d.brief
	d.brief = map[string]time.Time{}
	for _, p := range paragraphs(body) {
		p = strings.TrimSpace(p)
		if len(p) > longest || wordsIn(p) == 0 || wordsIn(p) >= fewest {
			continue
		}
		since, stood := before[p]
		if !stood {
			since = at
		}
		d.brief[p] = since
	}
}

// stood tells a paragraph of a word or two from a few letters that somebody
// thought better of: it is a crosshead or a sentence, came with the story, or
// was left alone for a while.
func (d *Drawer) stood(text string, at time.Time) bool {
	since, ok := d.brief[text]
	said := strings.HasPrefix(text, crosshead) || strings.HasSuffix(strings.TrimRight(text, closing), ".") || strings.ContainsAny(text, "!?…。！？")
	return wordsIn(text) > 0 && (said || ok && at.Sub(since) > inOneGo)
}

// changedRows pairs the paragraphs in which two texts differ.
func changedRows(before, after string) []Row {
	var rows []Row
	a, b := paragraphs(before), paragraphs(after)
	for _, run := range diff(trimmed(a), trimmed(b)) {
		out, in := a[:len(run.out)], b[:len(run.in)]
		a, b = a[len(out):], b[len(in):]
		if !run.same {
			rows = append(rows, pairUp(out, in)...)
		}
	}
	return rows
}

// retyped reports whether two paragraphs are two states of one.
func retyped(before, after string) bool {
	bags := bagsOf([]string{before, after})
	return bags[0].likeness(&bags[1]) >= alike
}

// squeezed is a text without white space: paragraphs that were joined or split
// read the same in it.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// wordsIn counts the words of a paragraph, a long one by its size; the lines
// that open and close a box have none that readers see.
func wordsIn(text string) int {
	n := 0
	if len(text) > longest {
		return fewest
	}
	if strings.HasPrefix(text, ":::") && !strings.Contains(text, " ") {
		return 0
	}
	for _, w := range words(text) {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// PutBack is body with a cut in it again: where it stood in old, the body of
// the revision that had it, or at the nearest place that is left; false = old
// has no such paragraph, or body has it where it was.
func PutBack(body, old, cut string) (after string, ok bool) {
	rows := Align(old, body)
	i := slices.IndexFunc(rows, func(r Row) bool { return r.Change > 0 && strings.TrimSpace(r.Before()) == cut })
	if i < 0 {
		return body, false
	}
	picks := make([]Pick, rows[i].Change)
	picks[rows[i].Change-1] = PickBoth
	return Mix(rows, picks), true
}
