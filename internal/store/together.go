package store

import (
	"fmt"

	"stet/internal/article"
	"stet/internal/desk"
)

// Whole is what changes at once, or not at all: revisions of stories and of
// lineups, and what is said of them.
type Whole struct {
	Entries  []Entry // in order; several may be of one story, each on the one before
	Lineups  []desk.Lineup
	Names    []article.Naming
	Receipts []article.ExportReceipt
	Intake   *Taken // nil = none

	Deliveries []article.Delivery
}

// Taken is the receipt of the import that made a story.
type Taken struct {
	ID      article.ID
	Rev     int64
	Receipt article.Receipt
}

// SaveWhole stores all of it in one row of records, of which a crash leaves
// every one or none. The stories and the lineups come back as they will be read
// again. It wraps ErrStale ([StaleError]) where one of them is not on the newest
// revision, and what [DB.Save] and [DB.PutLineup] wrap.
func (db *DB) SaveWhole(w Whole) ([]article.Article, []desk.Lineup, error) {
	lineups := make([]desk.Lineup, len(w.Lineups))
	from := 0
	saved, err := db.saveAll(w.Entries, func(b *batch) error {
		from = b.mark
		for i, l := range w.Lineups {
			l = l.Stored()
			l.At = l.At.Round(0).UTC()
			if err := b.putLineup(&l); err != nil {
				return fmt.Errorf("store lineup: %w", err)
			}
			lineups[i] = l
		}
		if err := b.addSaid(&w); err != nil {
			return err
		}
		b.tie(from)
		return nil
	})
	return saved, lineups, err
}

// addSaid adds what is said of the stories.
func (b *batch) addSaid(w *Whole) error {
	for _, n := range w.Names {
		n.At = n.At.Round(0).UTC()
		if err := b.add(&nameFact{n}); err != nil {
			return err
		}
	}
	if w.Intake != nil {
		if err := b.add(&intakeFact{ID: w.Intake.ID, Rev: w.Intake.Rev, Receipt: w.Intake.Receipt}); err != nil {
			return err
		}
	}
	if len(w.Deliveries) > 0 {
		f, err := deliveriesOf(w.Deliveries)
		if err == nil {
			err = b.add(f)
		}
		if err != nil {
			return err
		}
	}
	if len(w.Receipts) == 0 {
		return nil
	}
	return b.add(&receiptsFact{Receipts: w.Receipts})
}

// tie makes one row of the records from place on: each but the last says that
// it does not count without the next.
func (b *batch) tie(from int) {
	for i := from; i < len(b.records)-1; i++ {
		b.records[i].flags |= flagTied
	}
}

// putLineup judges a lineup against the stored one and adds its fact.
func (b *batch) putLineup(l *desk.Lineup) error {
	stored, removed, err := b.lineup(l.ID)
	if err != nil {
		return err
	}
	if l.Rev != stored.Rev {
		return &StaleError{ID: l.ID, Base: l.Rev, Head: stored.Rev}
	}
	l.Rev = max(l.Rev, removed) + 1
	return b.add(&lineupFact{Lineup: *l})
}

// errTied says that a row of records ends before its last one.
var errTied = fmt.Errorf("%w: the changes that belong to it are not all there", errBad)
