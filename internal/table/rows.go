package table

import (
	"bytes"
	"strings"

	"stet/internal/article"
)

// Row is what the table knows of one story.
type Row struct {
	Save
	Number  int    // of the row, from 0: a story keeps it
	Updated int64  // Unix milliseconds
	Section string // id
	Status  article.Status
	Flag    article.Flag
	Trashed bool

	texts []byte
}

// Save is a story and its newest save.
type Save struct {
	Seq uint64
	id  [16]byte
}

// ID is the story's.
func (s Save) ID() article.ID { return article.IDFromBytes(s.id) }

// Title is headline, slugline and slug, in lower case, a line each.
func (r *Row) Title() string {
	return string(r.texts[:bytes.LastIndexByte(r.texts, '\n')]) // behind it stands who is at it
}

// Slugline is the row's, in lower case.
func (r *Row) Slugline() []byte {
	_, rest, _ := bytes.Cut(r.texts, []byte{'\n'})
	slugline, _, _ := bytes.Cut(rest, []byte{'\n'})
	return slugline
}

// Row is the row of one story. The table need not be filled.
func (t *Table) Row(id article.ID) (Row, bool) {
	key, err := id.Bytes()
	if err != nil {
		return Row{}, false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	n, ok := t.byID[key]
	if !ok {
		return Row{}, false
	}
	return t.row(n), true
}

func (t *Table) row(n int32) Row {
	r := &t.rows[n]
	return Row{
		Save: Save{r.seq, r.id}, Number: int(n), Updated: r.updated, Section: t.sections.list[r.section], Status: article.Statuses[r.status],
		Flag: flagAt(r.flag), Trashed: r.trashed, texts: t.texts.row(r.text),
	}
}

// atOnce is how many rows are copied before saves have their turn.
const atOnce = 512

// Each hands every row to visit, which may take its time: saves go on. The
// table need not be filled. The row is visit's until it returns.
func (t *Table) Each(visit func(*Row)) {
	rows := make([]Row, 0, atOnce)
	for from := 0; ; from += atOnce {
		rows = t.some(rows[:0], from)
		for i := range rows {
			visit(&rows[i])
		}
		if len(rows) < atOnce {
			return
		}
	}
}

func (t *Table) some(rows []Row, from int) []Row {
	t.mu.Lock()
	defer t.mu.Unlock()
	for n := from; n < min(from+atOnce, len(t.rows)); n++ {
		rows = append(rows, t.row(int32(n)))
	}
	return rows
}

// putOthers keeps the keys of a row's headlines in other channels.
func (t *Table) putOthers(n int32, headlines string) {
	if headlines == "" {
		delete(t.others, n)
		return
	}
	var keys []uint64
	for headline := range strings.SplitSeq(headlines, "\n") {
		keys = append(keys, article.HeadlineKey(headline))
	}
	t.others[n] = keys
}

// Headed hands the rows to visit that have a headline of one of these keys, in
// any channel, with the key. The table need not be filled.
func (t *Table) Headed(wanted map[uint64]bool, visit func(key uint64, row *Row)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for n := range t.rows {
		if key := t.rows[n].heading; wanted[key] {
			row := t.row(int32(n))
			visit(key, &row)
		}
	}
	for n, keys := range t.others {
		for _, key := range keys {
			if wanted[key] {
				row := t.row(n)
				visit(key, &row)
			}
		}
	}
}

// Len is how many rows there are.
func (t *Table) Len() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.rows)
}

// Saves is the newest save of every story, all of one moment, in no order.
func (t *Table) Saves() []Save {
	t.mu.Lock()
	defer t.mu.Unlock()
	saves := make([]Save, len(t.rows))
	for i := range t.rows {
		saves[i] = Save{t.rows[i].seq, t.rows[i].id}
	}
	return saves
}
