package table

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"stet/internal/article"
)

// Sort is a column that rows are sorted by.
type Sort string

// The sorts. What has no section and nobody at it comes last. Of equal rows the
// one saved last is first; those of the same headline or slugline stand in an
// order of their own, which stays while the program runs.
const (
	Updated  Sort = "updated" // saved last first
	Headline Sort = "headline"
	Slugline Sort = "slugline"
	Section  Sort = "section" // in the order the desk shows them
	Length   Sort = "words"   // the longest first
	Assignee Sort = "assignee"
)

// Sorts that a list can be asked for.
var Sorts = []Sort{Updated, Headline, Slugline, Section, Length, Assignee}

// Query asks for rows of the table. Zero values ask for every story that is
// not in the trash, newest first.
type Query struct {
	View      View
	Status    article.Status // of those that somebody works on, neither spiked nor killed; "" = any, and those too
	SectionID string
	Words     string // every word must be in headline, slugline, slug, assignee or section name, in any case
	Sort      Sort
	Reverse   bool
	Now       time.Time      // decides which embargoes are in force
	Me        article.Person // whose stories are "mine"
	Sections  []Name         // in the order the desk shows them
	Language  language.Tag   // of the house, for sorting words
	Offset    int            // of the first row wanted, 0 = the first
	Limit     int            // rows wanted
	Find      article.ID     // a story whose place is wanted; "" = none
}

// Name is a section by its id.
type Name struct{ ID, Name string }

// Answer is the rows asked for and what stands around them.
type Answer struct {
	IDs      []article.ID
	Total    int // rows that match
	Place    int // of Query.Find among them, -1 = it is not
	Views    map[View]int
	Sections map[string]int // by id; of stories that are not in the trash
	Trashed  map[string]int // by id; of those that are
	Version  int64          // another one = rows may stand elsewhere
}

// kept is the rows of the last question: a list that is scrolled asks the same
// again for other places.
type kept struct {
	question question
	sections []Name
	version  int64
	until    int64 // Unix milliseconds at which an embargo ends
	rows     []int32
	views    map[View]int
	counts   map[string]int
	trashed  map[string]int
}

// question is what of a query decides the rows.
type question struct {
	view           View
	status         article.Status
	section, words string
	sort           Sort
	reverse        bool
	me             article.Person
}

// Ask answers a query. The table must be filled.
func (t *Table) Ask(q *Query) Answer {
	t.lockSorted(q)
	defer t.mu.Unlock()
	t.match(q)
	k := &t.last
	a := Answer{IDs: []article.ID{}, Total: len(k.rows), Place: -1, Views: k.views, Sections: k.counts, Trashed: k.trashed, Version: t.version}
	from := min(max(q.Offset, 0), len(k.rows))
	for _, n := range k.rows[from:min(from+max(q.Limit, 0), len(k.rows))] {
		a.IDs = append(a.IDs, article.IDFromBytes(t.rows[n].id))
	}
	if id, err := q.Find.Bytes(); err == nil {
		if n, ok := t.byID[id]; ok {
			a.Place = slices.Index(k.rows, n)
		}
	}
	return a
}

// lockSorted takes the lock with the order in hand that the query needs.
func (t *Table) lockSorted(q *Query) {
	f, byText := fieldOf(q.Sort)
	for {
		if byText {
			t.make(f, q.Language)
		}
		t.mu.Lock()
		if !byText || t.speech == q.Language && t.orders[f].rows != nil {
			return
		}
		t.mu.Unlock() // somebody asked in another language meanwhile
	}
}

func fieldOf(s Sort) (f field, ok bool) {
	switch s {
	case Headline:
		return headline, true
	case Slugline:
		return slugline, true
	}
	return 0, false
}

// match sees that the last question is this one.
func (t *Table) match(q *Query) {
	asked := question{view: q.View, status: q.Status, section: q.SectionID, words: strings.ToLower(q.Words), sort: q.Sort, reverse: q.Reverse, me: q.Me}
	now := q.Now.UnixMilli()
	k := &t.last
	if k.views != nil && k.version == t.version && k.question == asked && now < k.until && slices.Equal(k.sections, q.Sections) {
		return
	}
	*k = kept{question: asked, sections: slices.Clone(q.Sections), version: t.version, rows: k.rows[:0]}
	views := viewsAt(now, t.numbersOf(q.Me))
	t.count(views)
	wanted := t.filter(&asked, q.Sections)
	view := setOf(cmp.Or(q.View, All))
	t.walk(&asked, func(n int32) {
		if views.of(&t.rows[n])&view != 0 && wanted(n) {
			k.rows = append(k.rows, n)
		}
	})
	if key := t.keyOf(&asked, q); key != nil {
		k.rows = t.sortBy(k.rows, key, asked.reverse)
	}
}

// numbersOf is the numbers under which a person's stories stand.
func (t *Table) numbersOf(me article.Person) (numbers []int32) {
	for _, name := range []string{me.Initials, me.Name} {
		if n, ok := t.people.at[name]; ok && name != "" {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// count counts the stories of each view and section.
func (t *Table) count(views *views) {
	k := &t.last
	k.until = math.MaxInt64
	held := make([]int, len(Views))
	sections, trashed := make([]int, len(t.sections.list)), make([]int, len(t.sections.list))
	for i := range t.rows {
		r := &t.rows[i]
		holds := views.of(r)
		for v := range held {
			held[v] += int(holds >> v & 1)
		}
		if r.trashed {
			trashed[r.section]++
		} else {
			sections[r.section]++
		}
		if views.inForce(r) {
			k.until = min(k.until, r.embargo)
		}
	}
	k.views = map[View]int{}
	for i, v := range Views {
		k.views[v] = held[i]
	}
	k.counts, k.trashed = t.bySection(sections), t.bySection(trashed)
}

// bySection gives counts by number the ids of their sections.
func (t *Table) bySection(counts []int) map[string]int {
	named := map[string]int{}
	for n, id := range t.sections.list {
		if id != "" && counts[n] > 0 {
			named[id] = counts[n]
		}
	}
	return named
}

// filter is the test that a row must pass beside that of its view.
func (t *Table) filter(q *question, names []Name) func(n int32) bool {
	section, known := t.sections.at[q.section]
	if q.section != "" && !known {
		return func(int32) bool { return false }
	}
	wanted := make([]wantedWord, 0, 4)
	for _, word := range strings.Fields(q.words) {
		w := wantedWord{text: []byte(word), marks: marksOf([]byte(word)), in: make([]bool, len(t.sections.list))}
		for _, s := range names {
			if n, ok := t.sections.at[s.ID]; ok && strings.Contains(strings.ToLower(s.Name), word) {
				w.in[n] = true
			}
		}
		wanted = append(wanted, w)
	}
	status, spiked := slices.Index(article.Statuses, q.status), slices.Index(article.Flags, article.Spiked)+1
	return func(n int32) bool {
		r := &t.rows[n]
		if q.status != "" && (int(r.status) != status || int(r.flag) >= spiked) {
			return false
		}
		if q.section != "" && r.section != section {
			return false
		}
		for i := range wanted {
			if w := &wanted[i]; !w.in[r.section] && !(t.marks[n].have(&w.marks) && bytes.Contains(t.texts.row(r.text), w.text)) {
				return false
			}
		}
		return true
	}
}

// wantedWord is one word of a filter.
type wantedWord struct {
	text  []byte
	marks marks
	in    []bool // sections, by number, whose name has it
}

// walk goes through all rows in an order that is kept: that of a text, or the
// one saved last first.
func (t *Table) walk(q *question, visit func(int32)) {
	rows, back := t.saved, true
	if f, byText := fieldOf(q.sort); byText {
		rows, back = t.orders[f].rows, q.reverse
	} else if q.sort == Updated || q.sort == "" {
		back = !q.reverse
	}
	if !back {
		for _, n := range rows {
			visit(n)
		}
		return
	}
	for _, n := range slices.Backward(rows) {
		visit(n)
	}
}

// keyOf is the number that rows are sorted by, nil = they stand as they should.
func (t *Table) keyOf(q *question, asked *Query) func(*row) uint32 {
	switch q.sort {
	case Length:
		return func(r *row) uint32 { return math.MaxInt32 - uint32(max(r.words, 0)) }
	case Section:
		place := make([]uint32, len(t.sections.list))
		for i := range place {
			place[i] = math.MaxInt32
		}
		for i, s := range asked.Sections {
			if n, ok := t.sections.at[s.ID]; ok {
				place[n] = uint32(i)
			}
		}
		return func(r *row) uint32 { return place[r.section] }
	case Assignee:
		place := t.peoplePlaces(asked.Language)
		return func(r *row) uint32 { return place[r.assignee] }
	}
	return nil
}

// peoplePlaces sorts the names of those who are at a story; nobody is last.
func (t *Table) peoplePlaces(speech language.Tag) []uint32 {
	sorter := newSorter(speech)
	numbers := make([]int32, len(t.people.list))
	for i := range numbers {
		numbers[i] = int32(i)
	}
	slices.SortFunc(numbers, func(a, b int32) int {
		return cmp.Or(sorter.CompareString(t.people.list[a], t.people.list[b]), compare(a, b))
	})
	place := make([]uint32, len(numbers))
	for i, n := range numbers {
		place[n] = uint32(i)
	}
	place[0] = math.MaxInt32
	return place
}

// sortBy sorts rows by a number; rows of one number stay as they are.
func (t *Table) sortBy(rows []int32, key func(*row) uint32, reverse bool) []int32 {
	keys := make([]uint64, len(rows))
	for i, n := range rows {
		k := key(&t.rows[n])
		if reverse {
			k = math.MaxUint32 - k
		}
		keys[i] = uint64(k)<<32 | uint64(i)
	}
	slices.Sort(keys)
	sorted := make([]int32, len(rows))
	for i, k := range keys {
		sorted[i] = rows[uint32(k)]
	}
	return sorted
}
