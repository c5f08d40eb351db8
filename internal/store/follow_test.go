package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stet/internal/article"
)

// heldUp is a store whose Badger waits ahead of each batch until it is let go.
func heldUp(t *testing.T, dir string) (db *DB, letGo func()) {
	t.Helper()
	gate := make(chan struct{})
	letGo = sync.OnceFunc(func() { close(gate) })
	o := smallOptions(t)
	o.apply = func() error {
		<-gate
		return nil
	}
	db = openWith(t, dir, o)
	t.Cleanup(letGo) // ahead of the closing
	return db, letGo
}

// eventually runs what may have to wait, and says when it has ended.
func eventually(do func()) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	return done
}

func notYet(t *testing.T, what string, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
		t.Fatalf("%s did not wait", what)
	case <-time.After(50 * time.Millisecond):
	}
}

// What is answered and not in Badger is what a kill at that moment leaves.
func TestAnsweredSaveIsThereAfterAKillAheadOfBadger(t *testing.T) {
	dir := t.TempDir()
	db, _ := heldUp(t, dir)
	a := save(t, db, story(1, "One", "Answered."))
	killed := asKilled(t, dir)

	bdg, err := openBadger(filepath.Join(asKilled(t, dir), badgerName), smallOptions(t).sizes)
	if err != nil {
		t.Fatal(err)
	}
	known, err := readAbout(bdg)
	wantError(t, err, nil)
	wantError(t, bdg.Close(), nil)
	equal(t, "the newest fact in Badger", known.applied, 0)

	again := openWith(t, killed, smallOptions(t))
	equal(t, "body", get(t, again, a.ID).Body, "Answered.")
	equalAll(t, "list", headlines(t, again, Filter{}), []string{"One"})
}

func TestReadsWaitForWhatWasAnswered(t *testing.T) {
	db, letGo := heldUp(t, t.TempDir())
	a := save(t, db, story(1, "One", "Answered."))
	var read article.Article
	var heads []article.Head
	var errs [2]error
	got := eventually(func() { read, errs[0] = db.Get(a.ID) })
	listed := eventually(func() { heads, errs[1] = db.Heads(Filter{}) })
	notYet(t, "a read", got)
	notYet(t, "a list", listed)
	letGo()
	<-got
	<-listed
	wantError(t, errors.Join(errs[:]...), nil)
	equal(t, "body", read.Body, "Answered.")
	equal(t, "rows", len(heads), 1)
}

// A save is judged, and its body made a delta, with what Badger lacks yet; its
// answer waits, so that no more than one batch is ever on its way.
func TestPlansKnowWhatBadgerLacks(t *testing.T) {
	dir := t.TempDir()
	db, letGo := heldUp(t, dir)
	body := strings.Repeat("The same words again and again. ", 40)
	a := save(t, db, story(1, "One", body))
	stale := a
	stale.Rev = 0
	_, err := db.Save(stale, article.Summary{}, article.Revision{})
	wantError(t, err, ErrExists)
	stale.Rev = 7
	_, err = db.Save(stale, article.Summary{}, article.Revision{})
	wantError(t, err, ErrStale)

	a.Body += "One more."
	answered := eventually(func() { a, err = db.Save(a, article.Summary{}, article.Revision{}) })
	notYet(t, "the answer to a second save", answered)
	letGo()
	<-answered
	wantError(t, err, nil)
	equal(t, "keyframe", keyRev(packedBodies(t, db, a)[1], 2), 1)
	closed(t, db)
	db = openWith(t, dir, smallOptions(t))
	equal(t, "body", get(t, db, a.ID).Body, a.Body)
	first, err := db.GetRev(a.ID, 1)
	wantError(t, err, nil)
	equal(t, "first body", first.Body, body)
}

func TestSaversReadTheirOwnSaves(t *testing.T) {
	o := smallOptions(t)
	var at atomic.Int32
	o.apply = func() error {
		if at.Add(1) != 1 {
			t.Error("two batches go into Badger at once")
		}
		time.Sleep(time.Duration(rand.IntN(300)) * time.Microsecond)
		at.Add(-1)
		return nil
	}
	db := openWith(t, t.TempDir(), o)
	var savers sync.WaitGroup
	for n := range 6 {
		savers.Go(func() {
			a := story(n, "A headline", "")
			for i := range 40 {
				a.Body = fmt.Sprintf("Version %d.", i)
				saved, err := db.Save(a, article.Summary{}, article.Revision{})
				if err != nil {
					t.Error(err)
					return
				}
				read, err := db.Get(a.ID)
				heads, headErr := db.HeadsOf([]article.ID{a.ID})
				if err != nil || headErr != nil || read.Body != a.Body || heads[0].Rev != saved.Rev {
					t.Errorf("saver %d read %q (%v), list line %+v (%v) after saving %q", n, read.Body, err, heads, headErr, a.Body)
					return
				}
				a = saved
			}
		})
	}
	savers.Wait()
}

// failing is a store whose Badger fails at a batch that is not the first.
func failing(t *testing.T, dir string, fail func() error) *DB {
	t.Helper()
	o := smallOptions(t)
	batches := 0 // one at a time is applied
	o.apply = func() error {
		if batches++; batches == 2 {
			return fail()
		}
		return nil
	}
	return openWith(t, dir, o)
}

func TestBadgerFailsBehindAnAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		fail  func() error
		aside bool // Badger is made anew at the next opening
	}{
		"with an error":      {func() error { return errors.New("out of luck") }, false},
		"with damaged bytes": {func() error { return damagedValue(sectionsKey(), "it is damaged") }, true},
		"with a panic":       {func() error { panic("out of luck") }, true},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			db := failing(t, dir, c.fail)
			save(t, db, story(1, "One", "Ahead of it."))
			a := save(t, db, story(2, "Two", "Answered all the same."))
			wantError(t, db.caughtUp(), ErrBehind)
			_, err := db.Get(a.ID)
			wantError(t, err, ErrBehind)
			_, err = db.Heads(Filter{})
			wantError(t, err, ErrBehind)
			_, err = db.Save(story(3, "Three", "Refused."), article.Summary{}, article.Revision{})
			wantError(t, err, ErrBehind)
			closed(t, db)

			db = openWith(t, dir, smallOptions(t))
			equalAll(t, "list", headlines(t, db, Filter{}), []string{"Two", "One"})
			equal(t, "body", get(t, db, a.ID).Body, "Answered all the same.")
			aside, err := filepath.Glob(filepath.Join(dir, badgerName+".damaged-*"))
			if err != nil || (len(aside) > 0) != c.aside {
				t.Fatalf("set aside: %q, %v", aside, err)
			}
		})
	}
}

// A save that was synced while the batch before it failed is answered too.
func TestSaveUnderWayWhileBadgerFails(t *testing.T) {
	dir := t.TempDir()
	held, gate := make(chan struct{}), make(chan struct{})
	db := failing(t, dir, func() error {
		close(held)
		<-gate
		return errors.New("out of luck")
	})
	save(t, db, story(1, "One", "Ahead of it."))
	a := save(t, db, story(2, "Two", "Badger fails at it."))
	<-held
	var err error
	a.Body = "Synced meanwhile."
	answered := eventually(func() { a, err = db.Save(a, article.Summary{}, article.Revision{}) })
	notYet(t, "the answer", answered)
	close(gate)
	<-answered
	wantError(t, err, nil)
	_, err = db.Get(a.ID)
	wantError(t, err, ErrBehind)
	closed(t, db)
	equal(t, "body", get(t, openWith(t, dir, smallOptions(t)), a.ID).Body, "Synced meanwhile.")
}

func TestClosingWaitsForBadger(t *testing.T) {
	dir := t.TempDir()
	db, letGo := heldUp(t, dir)
	a := save(t, db, story(1, "One", "Answered."))
	var err error
	ended := eventually(func() { err = db.Close() })
	notYet(t, "closing", ended)
	letGo()
	<-ended
	wantError(t, err, nil)
	if h := examined(t, dir); h.Unclean || len(h.Faults) > 0 || h.Revisions != 1 {
		t.Fatalf("it was left as %+v", h)
	}
	equal(t, "body", get(t, openWith(t, dir, smallOptions(t)), a.ID).Body, "Answered.")
}

func TestClosingDoesNotWaitForEver(t *testing.T) {
	dir := t.TempDir()
	db, _ := heldUp(t, dir)
	db.options.settle = 50 * time.Millisecond
	a := save(t, db, story(1, "One", "Answered."))
	if err := db.Close(); err == nil || !strings.Contains(err.Error(), "close Badger") {
		t.Fatalf("it said %v", err)
	}
	equal(t, "body", get(t, openWith(t, asKilled(t, dir), smallOptions(t)), a.ID).Body, "Answered.")
}
