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
)

// saver is one way of making a text durable.
type saver struct {
	name  string
	save  func(s *madeup.Story) error
	times times
}

// saves edits stories and saves each edit, block by block in turns, so that
// all meet the same disk.
func saves(work string, rounds int) (err error) {
	db, err := openStet(filepath.Join(work, "stet"))
	if err != nil {
		return err
	}
	raw, lite, err := yardsticks(work)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	all := []*saver{{name: "stet", save: func(s *madeup.Story) error {
		saved, err := db.Save(s.Article, s.Summary(), s.Revision())
		s.Article.Rev = saved.Rev
		return err
	}}, raw, lite}
	if err := inTurns(all, rounds); err != nil {
		return errors.Join(err, db.Close())
	}
	for _, percent := range []int{50, 99} {
		ours, raw, lite := all[0].times.at(percent), all[1].times.at(percent), all[2].times.at(percent)
		fmt.Printf("save p%d  stet %d µs, raw write %d µs, ratio %.2f", percent, ours.Microseconds(), raw.Microseconds(), ratio(ours, raw))
		fmt.Printf("; SQLite %d µs, ratio %.2f\n", lite.Microseconds(), ratio(ours, lite))
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
				if err := saver.times.take(func() error { return saver.save(s) }); err != nil {
					return fmt.Errorf("%s: %w", saver.name, err)
				}
				s.Edit()
			}
		}
	}
	return nil
}

// yardsticks are the least that a durable write costs, and the usual way.
func yardsticks(work string) (raw, lite *saver, err error) {
	f, err := os.Create(filepath.Join(work, "raw"))
	if err != nil {
		return nil, nil, err
	}
	if _, err := f.Write(make([]byte, room)); err != nil {
		return nil, nil, err
	}
	if err := f.Sync(); err != nil {
		return nil, nil, err
	}
	offset := int64(0)
	raw = &saver{name: "raw", save: func(s *madeup.Story) error {
		n, err := f.WriteAt([]byte(s.Article.Body), offset%(room-1<<20))
		offset += int64(n)
		if err != nil {
			return err
		}
		return unix.Fdatasync(int(f.Fd()))
	}}
	db, err := sql.Open("sqlite", filepath.Join(work, "lite.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE revisions (id TEXT, rev INTEGER, fact TEXT, body TEXT, PRIMARY KEY (id, rev)) WITHOUT ROWID;
		CREATE TABLE heads (id TEXT PRIMARY KEY, rev INTEGER, headline TEXT, section TEXT, updated INTEGER) WITHOUT ROWID;
		CREATE INDEX by_section ON heads (section, updated); CREATE INDEX by_updated ON heads (updated)`); err != nil {
		return nil, nil, err
	}
	return raw, &saver{name: "SQLite", save: func(s *madeup.Story) error { return saveLite(db, s) }}, nil
}

func saveLite(db *sql.DB, s *madeup.Story) error {
	a := s.Article
	a.Rev++
	a.Body = ""
	fact, err := json.Marshal(store.Entry{Article: a, Summary: s.Summary(), Revision: s.Revision()})
	if err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO revisions VALUES (?, ?, ?, ?)`, string(a.ID), a.Rev, fact, s.Article.Body); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if _, err := tx.Exec(`INSERT OR REPLACE INTO heads VALUES (?, ?, ?, ?, ?)`, string(a.ID), a.Rev, a.Headlines.Main, a.SectionID, s.Revision().At.UnixNano()); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	s.Article.Rev = a.Rev
	return tx.Commit()
}
