package store

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"stet/internal/article"
)

// The test binary plays the other process: it starts itself with these set.
const (
	roleEnv = "STET_STORE_TEST_ROLE"
	dirEnv  = "STET_STORE_TEST_DIR"
)

func TestMain(m *testing.M) {
	dir := os.Getenv(dirEnv)
	switch os.Getenv(roleEnv) {
	case "":
		os.Exit(m.Run())
	case "open":
		_, err := Open(dir, Options{})
		fmt.Println(errors.Is(err, ErrInUse), err)
	case "dump":
		fmt.Print(dumpRole(dir))
	case "read":
		fmt.Print(readRole(dir))
	case "probe":
		if err := Probe(dir); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	case "save":
		fmt.Println("error:", saveForEver(dir, false))
	case "save unsafely":
		fmt.Println("error:", saveForEver(dir, true))
	case "join":
		fmt.Println("error:", joinForEver(dir))
	case "move":
		fmt.Println("error:", moveForEver(dir))
	}
}

func child(t testing.TB, role, dir string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), roleEnv+"="+role, dirEnv+"="+dir)
	c.Stderr = os.Stderr
	return c
}

func TestSecondProcessIsRefusedAtOnce(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	start := time.Now()
	_, err := Open(dir, testOptions(t))
	wantError(t, err, ErrInUse)
	t.Logf("this process: refused after %v", time.Since(start))

	start = time.Now()
	out, err := child(t, "open", dir).Output()
	if err != nil || !strings.HasPrefix(string(out), "true ") {
		t.Fatalf("the other process says %q, %v", out, err)
	}
	t.Logf("another process: refused after %v with its start", time.Since(start))
	closed(t, db)
	open(t, dir)
}

// saveForEver saves from several goroutines and prints an acknowledgement
// after each save: story, revision, when it was made, body.
func saveForEver(dir string, unsafe bool) error {
	o := Options{MinFree: 1, unsafe: unsafe, sizes: sizes{segment: 32 << 10, memtable: 1 << 20, valueLog: 1 << 20}}
	if unsafe {
		o.sizes.segment = 16 << 20 // sealing one syncs it
	}
	db, err := Open(dir, o)
	if err != nil {
		return err
	}
	failed := make(chan error)
	var out sync.Mutex
	for n := range 3 {
		go func() {
			for {
				a, err := db.Get(storyID(n))
				if errors.Is(err, ErrNotFound) {
					a, err = article.Article{ID: storyID(n)}, nil
				}
				if err == nil {
					a.Body = fmt.Sprintf("%d words by %d", a.Rev+1, os.Getpid())
					a, err = db.Save(a, article.Summary{}, article.Revision{})
				}
				if err != nil {
					failed <- err
					return
				}
				made := time.Now().UnixNano()
				out.Lock()
				fmt.Printf("%d %d %d %s\n", n, a.Rev, made, a.Body)
				out.Unlock()
			}
		}()
	}
	return <-failed
}

type ack struct {
	story int
	rev   int64
}

// TestKilledWhileSaving kills a saving process at random moments, again and
// again in one newsroom: every acknowledged save must be there, in Badger and
// in the journal. STET_KILL_LOOPS sets how often (default 20).
func TestKilledWhileSaving(t *testing.T) {
	loops := 20
	if n, err := strconv.Atoi(os.Getenv("STET_KILL_LOOPS")); err == nil {
		loops = n
	}
	dir := t.TempDir()
	acked := map[ack]string{}
	for loop := range loops {
		before := len(acked)
		killOnce(t, dir, time.Duration(20+rand.IntN(130))*time.Millisecond, acked)
		db := openWith(t, dir, smallOptions(t))
		inJournal := map[ack]bool{}
		err := db.journal.each(1, position{}, func(r record) error {
			f, err := factOf(&r, db.packer)
			if s, ok := f.(*saveFact); ok {
				for n := range 3 {
					if s.Article.ID == storyID(n) {
						inJournal[ack{n, s.Article.Rev}] = true
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for a, body := range acked {
			got, err := db.GetRev(storyID(a.story), a.rev)
			if err != nil || got.Body != body || !inJournal[a] {
				t.Fatalf("loop %d: story %d revision %d is %q in Badger (%v), in the journal: %v; acknowledged was %q",
					loop, a.story, a.rev, got.Body, err, inJournal[a], body)
			}
		}
		heads, err := db.Heads(Filter{})
		if err != nil || len(heads) > 3 {
			t.Fatalf("loop %d: heads %v, %v", loop, heads, err)
		}
		closed(t, db)
		if loop%5 == 4 { // now and then the other copy must do
			remove(t, dir, badgerName)
		}
		if len(acked) == before {
			t.Logf("loop %d: killed before anything was acknowledged", loop)
		}
	}
	t.Logf("%d kills, %d acknowledged saves, none lost", loops, len(acked))
	if len(acked) == 0 {
		t.Fatal("nothing was ever acknowledged")
	}
}

// killOnce runs a saving process, kills it some time after its first
// acknowledgement and notes what it acknowledged.
func killOnce(t *testing.T, dir string, after time.Duration, acked map[ack]string) {
	t.Helper()
	endKilled(t, child(t, "save", dir), after, acked)
}

func endKilled(t *testing.T, c *exec.Cmd, after time.Duration, acked map[ack]string) {
	t.Helper()
	endOnce(t, c, after, acked, func(c *exec.Cmd) time.Time {
		c.Process.Kill()
		return time.Now()
	})
}

// endOnce runs a saving process, ends it some time after its first
// acknowledgement and notes what it acknowledged before the moment that end
// gives.
func endOnce(t *testing.T, c *exec.Cmd, after time.Duration, acked map[ack]string, end func(*exec.Cmd) time.Time) {
	t.Helper()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	ended := make(chan time.Time, 1)
	var timer *time.Timer
	found, made := map[ack]string{}, map[ack]int64{}
	for lines.Scan() {
		if timer == nil {
			timer = time.AfterFunc(after, func() { ended <- end(c) })
		}
		var n int
		var rev, at int64
		words := strings.SplitN(lines.Text(), " ", 4)
		if _, err := fmt.Sscan(lines.Text(), &n, &rev, &at); err != nil || len(words) != 4 {
			if !strings.HasPrefix(lines.Text(), "error: ") { // the disk is gone: what a power cut looks like
				t.Errorf("the saving process says %q", lines.Text())
			}
			continue
		}
		found[ack{n, rev}], made[ack{n, rev}] = words[3], at
	}
	if timer == nil {
		t.Fatal("the saving process acknowledged nothing")
	}
	moment := (<-ended).UnixNano()
	c.Wait() // ended: its error says so
	for a, body := range found {
		if made[a] < moment {
			acked[a] = body
		}
	}
}

// TestInterruptedFirstOpening: whatever part of a new newsroom a crash leaves,
// the next opening goes on.
func TestInterruptedFirstOpening(t *testing.T) {
	for name, leave := range map[string]func(dir string) error{
		"empty folders": func(dir string) error {
			return errors.Join(os.Mkdir(dir+"/badger", 0o700), os.Mkdir(dir+"/journal", 0o700))
		},
		"lock only": func(dir string) error { return os.WriteFile(dir+"/LOCK", nil, 0o600) },
		"empty log": func(dir string) error {
			return errors.Join(os.Mkdir(dir+"/badger", 0o700), os.WriteFile(dir+"/badger/000001.vlog", nil, 0o600))
		},
		"half a segment": func(dir string) error {
			return errors.Join(os.Mkdir(dir+"/journal", 0o700), os.WriteFile(dir+"/journal/000001.log", []byte("STETJ"), 0o600))
		},
		"pid file": func(dir string) error {
			return errors.Join(os.Mkdir(dir+"/badger", 0o700), os.WriteFile(dir+"/badger/LOCK", []byte("1"), 0o600))
		},
		"half a state": func(dir string) error { return os.WriteFile(dir+"/stet.state", []byte(`{"form`), 0o600) },
		"Badger not set up": func(dir string) error {
			db, err := openBadger(filepath.Join(dir, badgerName), sizes{segment: 1, memtable: 1 << 20, valueLog: 1 << 20})
			if err != nil {
				return err
			}
			return db.Close()
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := leave(dir); err != nil {
				t.Fatal(err)
			}
			db := openWith(t, dir, smallOptions(t))
			a := save(t, db, story(1, "One", "words"))
			closed(t, db)
			equal(t, "body", get(t, openWith(t, dir, smallOptions(t)), a.ID).Body, "words")
		})
	}
}

func TestBothCopiesGoneIsNotANewNewsroom(t *testing.T) {
	dir, _, _ := written(t, 2)
	remove(t, dir, badgerName, journalName)
	for range 2 {
		wantError(t, second(Open(dir, smallOptions(t))), ErrDamaged)
	}
}

// TestOlderBadgerCatchesUp puts an old copy of Badger behind a newer journal.
func TestOlderBadgerCatchesUp(t *testing.T) {
	dir := t.TempDir()
	p := newPlayer(t, openWith(t, dir, smallOptions(t)), rand.Uint64())
	for range 50 {
		p.step()
	}
	closed(t, p.db)
	old := asKilled(t, dir)
	p.db = openWith(t, dir, smallOptions(t))
	for range 50 {
		p.step()
	}
	closed(t, p.db)
	remove(t, dir, badgerName)
	if err := os.Rename(filepath.Join(old, badgerName), filepath.Join(dir, badgerName)); err != nil {
		t.Fatal(err)
	}
	p.db = openWith(t, dir, smallOptions(t))
	p.compare()

	// And an old journal behind a newer Badger.
	closed(t, p.db)
	remove(t, dir, journalName)
	if err := os.Rename(filepath.Join(old, journalName), filepath.Join(dir, journalName)); err != nil {
		t.Fatal(err)
	}
	p.db = openWith(t, dir, smallOptions(t))
	p.compare()
}

// TestReplayOfAnySuffixChangesNothing: after a power cut facts are applied
// again that Badger has; that must end in the same keys and values.
func TestReplayOfAnySuffixChangesNothing(t *testing.T) {
	dir := t.TempDir()
	p := newPlayer(t, openWith(t, dir, smallOptions(t)), rand.Uint64())
	for range 60 {
		p.step()
	}
	before := dump(t, p.db)
	for from := p.db.journal.last(); from > 0; from-- {
		if err := p.db.replay(from, p.db.journal.last()); err != nil {
			t.Fatal(err)
		}
		if from%7 == 0 || from == 1 {
			equal(t, fmt.Sprintf("store replayed from %d", from), dump(t, p.db), before)
		}
	}
	p.compare()
}

// dump is every key and value that Badger holds.
func dump(t testing.TB, db *DB) string {
	t.Helper()
	var b strings.Builder
	wantError(t, db.caughtUp(), nil)
	txn := db.badger.NewTransaction(false)
	defer txn.Discard()
	err := scan(txn, nil, func(key []byte, v value) (bool, error) {
		fmt.Fprintf(&b, "%x %d %x\n", key, v.seq, v.data)
		return true, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestManySavers(t *testing.T) {
	db := openWith(t, t.TempDir(), smallOptions(t))
	const savers, saves = 12, 15
	var wg sync.WaitGroup
	stale := make([]int, savers)
	for n := range savers {
		wg.Go(func() {
			own := story(100+n, fmt.Sprint("own ", n), "")
			for i := range saves {
				own.Body = fmt.Sprint("body ", i)
				saved, err := db.Save(own, article.Summary{Words: i}, article.Revision{})
				if err != nil {
					t.Errorf("saver %d: %v", n, err)
					return
				}
				own = saved
				if got, err := db.Get(own.ID); err != nil || got.Body != own.Body {
					t.Errorf("saver %d does not read its own write: %q, %v", n, got.Body, err)
				}
				if _, err := db.Heads(Filter{Limit: 5}); err != nil {
					t.Errorf("heads: %v", err)
				}
				stale[n] += shareStory(t, db)
			}
		})
	}
	wg.Wait()
	lost := 0
	for _, n := range stale {
		lost += n
	}
	shared := get(t, db, storyID(1))
	equal(t, "saves of the shared story, made or refused", int(shared.Rev)+lost, savers*saves)
	for n := range savers {
		equal(t, "rev", get(t, db, storyID(100+n)).Rev, saves)
	}
	t.Logf("%d saves, %d refused as stale", 2*savers*saves-lost, lost)
}

// shareStory saves a story that all savers fight for; 1 = somebody was faster.
func shareStory(t *testing.T, db *DB) int {
	a, err := db.Get(storyID(1))
	if errors.Is(err, ErrNotFound) {
		a = story(1, "shared", "")
	}
	a.Body += "."
	_, err = db.Save(a, article.Summary{}, article.Revision{})
	if errors.Is(err, ErrStale) || errors.Is(err, ErrExists) {
		return 1
	}
	if err != nil {
		t.Errorf("shared story: %v", err)
	}
	return 0
}

func TestCloseWhileSaving(t *testing.T) {
	dir := t.TempDir()
	db := openWith(t, dir, smallOptions(t))
	acked := make([]int64, 6)
	var wg sync.WaitGroup
	for n := range acked {
		wg.Go(func() {
			a := story(n, "x", "")
			for {
				saved, err := db.Save(a, article.Summary{}, article.Revision{})
				if errors.Is(err, ErrClosed) {
					return
				}
				if err != nil {
					t.Errorf("saver %d: %v", n, err)
					return
				}
				a, acked[n] = saved, saved.Rev
			}
		})
	}
	time.Sleep(30 * time.Millisecond)
	closed(t, db)
	wg.Wait()
	db = openWith(t, dir, smallOptions(t))
	for n, rev := range acked {
		if rev > 0 {
			equal(t, "rev", get(t, db, storyID(n)).Rev, rev)
		}
	}
}
