package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
	_ "modernc.org/sqlite" // the driver

	"stet/bench/madeup"
	"stet/internal/store"
)

const (
	stories = 50 // that are open at the same time
	block   = 10 // saves of one story in a row, before the next yardstick has its turn
	room    = 256 << 20
	packed  = 1 << 10 // bytes, about what an edit is in the journal
)

// edit is what one save makes durable. Whatever goes before it, such as
// counting the words, is nobody's save and is not measured.
type edit struct {
	entry store.Entry
	text  []byte // of the body
}

// saver is one way of making an edit durable.
type saver struct {
	name  string
	save  func(e *edit) error
	times times
}

// saves edits stories and saves each edit, block by block in turns, so that
// all meet the same disk.
func saves(work string, rounds int) (err error) {
	db, err := openStet(filepath.Join(work, "stet"))
	if err != nil {
		return err
	}
	yardsticks, err := yardsticks(work)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	all := append([]*saver{{name: "stet", save: func(e *edit) error {
		_, err := db.Save(e.entry.Article, e.entry.Summary, e.entry.Revision)
		return err
	}}}, yardsticks...)
	if err := inTurns(all, rounds); err != nil {
		return errors.Join(err, db.Close())
	}
	for _, percent := range []int{50, 99} {
		ours := all[0].times.at(percent)
		fmt.Printf("save p%d  stet %d µs", percent, ours.Microseconds())
		for _, other := range all[1:] {
			took := other.times.at(percent)
			fmt.Printf("; %s %d µs, ratio %.2f", other.name, took.Microseconds(), ratio(ours, took))
		}
		fmt.Println()
	}
	fmt.Println("save      at most 2.0 of a raw write and 0.9 of SQLite wanted at p50")
	return db.Close()
}

func inTurns(all []*saver, rounds int) error {
	open := make([][]*madeup.Story, len(all))
	for i := range all { // each has the same stories and edits
		languages := madeup.NewLanguages(rand.New(rand.NewPCG(7, 7)))
		for n := range stories {
			open[i] = append(open[i], languages.Story(n))
		}
	}
	for round := range rounds {
		for i, saver := range all {
			s := open[i][round%stories]
			for range block {
				e := &edit{store.Entry{Article: s.Article, Summary: s.Summary(), Revision: s.Revision()}, []byte(s.Article.Body)}
				if err := saver.times.take(func() error { return saver.save(e) }); err != nil {
					return fmt.Errorf("%s: %w", saver.name, err)
				}
				s.Article.Rev++
				s.Edit()
			}
		}
	}
	return nil
}

// yardsticks are the least that a durable write costs, and the usual way.
func yardsticks(work string) ([]*saver, error) {
	f, err := os.Create(filepath.Join(work, "raw"))
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(make([]byte, room)); err != nil {
		return nil, err
	}
	if err := f.Sync(); err != nil {
		return nil, err
	}
	offset := int64(0)
	write := func(text []byte) error {
		n, err := f.WriteAt(text, offset%(room-1<<20))
		offset += int64(n)
		if err != nil {
			return err
		}
		return unix.Fdatasync(int(f.Fd()))
	}
	db, err := sql.Open("sqlite", filepath.Join(work, "lite.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE revisions (id TEXT, rev INTEGER, fact TEXT, body TEXT, PRIMARY KEY (id, rev)) WITHOUT ROWID;
		CREATE TABLE heads (id TEXT PRIMARY KEY, rev INTEGER, headline TEXT, section TEXT, updated INTEGER) WITHOUT ROWID;
		CREATE INDEX by_section ON heads (section, updated); CREATE INDEX by_updated ON heads (updated)`); err != nil {
		return nil, err
	}
	return []*saver{
		{name: "raw write", save: func(e *edit) error { return write(e.text) }},
		{name: "raw write of 1 KB", save: func(e *edit) error { return write(e.text[:min(packed, len(e.text))]) }},
		{name: "SQLite", save: func(e *edit) error { return saveLite(db, e) }},
	}, nil
}

func saveLite(db *sql.DB, e *edit) error {
	entry := e.entry
	entry.Article.Rev++
	entry.Article.Body = ""
	a := &entry.Article
	fact, err := json.Marshal(entry)
	if err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO revisions VALUES (?, ?, ?, ?)`, string(a.ID), a.Rev, fact, e.entry.Article.Body); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if _, err := tx.Exec(`INSERT OR REPLACE INTO heads VALUES (?, ?, ?, ?, ?)`, string(a.ID), a.Rev, a.Headlines.Main, a.SectionID, entry.Revision.At.UnixNano()); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
