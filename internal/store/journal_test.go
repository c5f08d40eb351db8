package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

// written makes a closed newsroom of n saves with one story each, all in one
// journal segment, and gives the segment's path and its record borders.
func written(t testing.TB, n int) (dir, segment string, borders []int64) {
	t.Helper()
	dir = t.TempDir()
	db := openWith(t, dir, smallOptions(t))
	for i := range n {
		save(t, db, story(i, fmt.Sprintf("headline %d", i), fmt.Sprintf("Body %d of the story.", i)))
	}
	closed(t, db)
	segment = filepath.Join(dir, journalName, "000001.log")
	f, size, err := openSized(segment)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rr := newRecordReader(f, segmentHeader, size)
	for borders = append(borders, rr.offset); rr.offset < size; borders = append(borders, rr.offset) {
		if _, err := rr.read(); err != nil {
			t.Fatal(err)
		}
	}
	return dir, segment, borders
}

func smallOptions(t testing.TB) Options {
	o := testOptions(t)
	o.sizes = sizes{segment: 64 << 20, memtable: 1 << 20, valueLog: 1 << 20}
	return o
}

// openBare opens a journal by itself, as it is without Badger's help.
func openBare(t testing.TB, dir string) *journal {
	t.Helper()
	j, err := openJournal(filepath.Join(dir, journalName), 4<<10, position{}, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestTornAtEveryByteOfTheLastRecord(t *testing.T) {
	dir, path, borders := written(t, 3)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	last := borders[len(borders)-2]
	for end := last; end <= int64(len(whole)); end++ {
		room := bytes.Repeat([]byte{0}, int(end)%2*5000) // cut off, or zeros that never were filled
		if err := os.WriteFile(path, append(whole[:end:end], room...), 0o600); err != nil {
			t.Fatal(err)
		}
		j := openBare(t, dir)
		want := uint64(2)
		if end == int64(len(whole)) {
			want = 3
		}
		if j.damage != nil || j.last() != want {
			t.Fatalf("cut at byte %d: last is %d, damage %v", end, j.last(), j.damage)
		}
		kept := fmt.Sprintf("%s.torn-%d", path, last)
		if torn := bytes.TrimRight(whole[last:end], "\x00"); end > last && want == 2 && len(torn) > 0 {
			if data, err := os.ReadFile(kept); err != nil || !bytes.Equal(data, torn) {
				t.Fatalf("cut at byte %d: kept %d bytes of %d, %v", end, len(data), len(torn), err)
			}
			remove(t, kept)
		}
		// What is saved next must stand in the row.
		r, _ := recordOf(j.next, &settingsFact{Settings: map[string]string{"a": "b"}}, nil)
		if err := j.append([]record{r}); err != nil {
			t.Fatal(err)
		}
		j.abandon()
		if again := openBare(t, dir); again.damage != nil || again.last() != want+1 {
			t.Fatalf("cut at byte %d, then saved: last is %d, damage %v", end, again.last(), again.damage)
		}
	}
}

func TestTornRecordIsGivenBackByBadger(t *testing.T) {
	dir, path, _ := written(t, 3)
	cut(t, path, 20)
	db := open(t, dir)
	equalAll(t, "heads", headlines(t, db, Filter{}), []string{"headline 2", "headline 1", "headline 0"})
	equal(t, "journal", db.journal.last(), 3)
}

func TestEveryFlippedByteIsNamed(t *testing.T) {
	dir, path, borders := written(t, 3)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	remove(t, dir, badgerName, stateName)
	for at := range borders[2] { // a flip in the last record is a torn tail
		bent := bytes.Clone(whole)
		bent[at] ^= 1 << (at % 8)
		if err := os.WriteFile(path, bent, 0o600); err != nil {
			t.Fatal(err)
		}
		j := openBare(t, dir)
		err := j.damage
		if err == nil {
			err = j.each(1, position{}, func(record) error { return nil })
		}
		var damaged *DamagedError
		if !errors.As(err, &damaged) {
			t.Fatalf("byte %d flipped: %v", at, err)
		}
		want := int64(0)
		for _, b := range borders {
			if b <= at {
				want = b
			}
		}
		if damaged.File != "journal/000001.log" || damaged.Offset != want {
			t.Fatalf("byte %d flipped: named %s at %d, want %d", at, damaged.File, damaged.Offset, want)
		}
	}
	// The same through the store: Badger is gone too, so it must refuse.
	_, err = Open(dir, smallOptions(t))
	wantError(t, err, ErrDamaged)
	if err == nil || !strings.Contains(err.Error(), "000001.log") {
		t.Fatalf("error does not name the file: %v", err)
	}
	wantError(t, second(Open(dir, smallOptions(t))), ErrDamaged) // and leave things as they are
}

func TestDamagedJournalIsMadeAnewFromBadger(t *testing.T) {
	for _, at := range []int64{3, 20, 70, 300} {
		dir, path, _ := written(t, 3)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		data[at] ^= 4
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		remove(t, dir, stateName) // else nothing reads that far back
		o, said := smallOptions(t), ""
		o.Progress = func(s string) { said += s }
		db := openWith(t, dir, o)
		equal(t, "stories", len(headlines(t, db, Filter{})), 3)
		if !strings.Contains(said, "journal/000001.log") {
			t.Fatalf("flip at %d: nobody was told: %q", at, said)
		}
		remove(t, dir, "journal.damaged-3")
	}
}

// A batch is written at once: after a power cut its pages may be on disk in
// any order, so whole records behind a torn one of the same batch prove nothing.
func TestTornBatchIsCutNotCalledDamaged(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	save(t, db, story(0, "before", ""))
	from := db.journal.end
	entries := []Entry{{Article: story(1, "a", "")}, {Article: story(2, "b", "")}, {Article: story(3, "c", "")}}
	if _, err := db.SaveAll(entries); err != nil {
		t.Fatal(err)
	}
	closed(t, db)
	path := filepath.Join(dir, journalName, "000001.log")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[from+40] ^= 1
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	j := openBare(t, dir)
	if j.damage != nil || j.last() != 1 {
		t.Fatalf("last is %d, damage %v", j.last(), j.damage)
	}
	if kept, err := os.ReadFile(fmt.Sprintf("%s.torn-%d", path, from)); err != nil || !bytes.Equal(kept, bytes.TrimRight(data[from:], "\x00")) {
		t.Fatalf("kept %d bytes, %v", len(kept), err)
	}
}

func TestSegmentsAreSealedAndKept(t *testing.T) {
	dir := t.TempDir()
	o := testOptions(t)
	o.sizes = sizes{segment: 1 << 10, memtable: 1 << 20, valueLog: 1 << 20}
	db := openWith(t, dir, o)
	a := save(t, db, story(1, "One", ""))
	for i := range 40 {
		a.Body = fmt.Sprintf("revision %d", i)
		a = save(t, db, a)
	}
	if n := len(db.journal.segments); n < 5 {
		t.Fatalf("%d segments", n)
	}
	seen := uint64(0)
	err := db.journal.each(1, position{}, func(r record) error {
		seen++
		equal(t, "sequence", r.seq, seen)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "records", seen, 41)
	for _, s := range db.journal.segments[:len(db.journal.segments)-1] {
		info, err := os.Stat(db.journal.path(s))
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() > 1<<10 {
			t.Errorf("sealed segment %s has %d bytes", s.name(), info.Size())
		}
	}
	closed(t, db)

	remove(t, dir, journalName+"/000002.log")
	remove(t, dir, badgerName)
	_, err = Open(dir, o)
	wantError(t, err, ErrDamaged)
	if !strings.Contains(err.Error(), "000002.log") {
		t.Fatalf("the missing segment is not named: %v", err)
	}
}

// A file that fails is given up: what it may or may not have kept of the
// failed batch counts for nothing once the next segment begins.
func TestFailedFileIsGivenUp(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	a := save(t, db, story(1, "One", "a"))
	db.journal.file.Close() // every further write and sync of it fails
	a.Body = "b"
	a = save(t, db, a)
	equal(t, "segments", len(db.journal.segments), 2)
	closed(t, db)

	// The given-up file may end in the very record that went elsewhere, or in
	// half of it.
	first := filepath.Join(dir, journalName, "000001.log")
	other, err := os.ReadFile(filepath.Join(dir, journalName, "000002.log"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	data = bytes.TrimRight(data, "\x00")
	for _, tail := range [][]byte{nil, other[segmentHeader:], other[segmentHeader : len(other)-9], []byte("rubbish")} {
		if err := os.WriteFile(first, append(bytes.Clone(data), tail...), 0o600); err != nil {
			t.Fatal(err)
		}
		os.RemoveAll(filepath.Join(dir, badgerName))
		db := open(t, dir)
		equal(t, "body", get(t, db, a.ID).Body, "b")
		equal(t, "rev", get(t, db, a.ID).Rev, 2)
		closed(t, db)
	}
}

func TestJournalOfAnotherNewsroom(t *testing.T) {
	dir, _, _ := written(t, 2)
	strange, path, _ := written(t, 1)
	t.Run("beside Badger", func(t *testing.T) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, journalName, "000002.log"), data, 0o600); err != nil {
			t.Fatal(err)
		}
		j := openBare(t, dir)
		wantError(t, j.damage, ErrDamaged)
	})
	t.Run("in its place", func(t *testing.T) {
		remove(t, strange, badgerName)
		if err := os.Rename(filepath.Join(dir, badgerName), filepath.Join(strange, badgerName)); err != nil {
			t.Fatal(err)
		}
		db := open(t, strange)
		equalAll(t, "heads", headlines(t, db, Filter{}), []string{"headline 0"})
	})
}

func TestNewerFormatsAreRefused(t *testing.T) {
	dir, path, _ := written(t, 1)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := parseSegment(data)
	if err != nil {
		t.Fatal(err)
	}
	newer := s.header()
	newer[11]++
	sum := checksum(newer[:segmentHeader-4])
	copy(newer[segmentHeader-4:], []byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
	if err := os.WriteFile(path, append(newer, data[segmentHeader:]...), 0o600); err != nil {
		t.Fatal(err)
	}
	wantError(t, second(Open(dir, testOptions(t))), ErrNewer)

	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	db := openWith(t, dir, smallOptions(t))
	key := metaKey(metaSchema)
	err = db.badger.Update(func(txn *badger.Txn) error {
		return txn.Set(key, sealValue(key, 0, numberData(schema+1)))
	})
	if err != nil {
		t.Fatal(err)
	}
	closed(t, db)
	state, err := readState(dir)
	if err != nil {
		t.Fatal(err)
	}
	state.First = bytes.Replace(state.First, fmt.Appendf(nil, `"schema":%d`, schema), fmt.Appendf(nil, `"schema":%d`, schema+1), 1) // as who knows it writes it
	if err := writeState(dir, state, true); err != nil {
		t.Fatal(err)
	}
	wantError(t, second(Open(dir, smallOptions(t))), ErrNewer)
}

// An older layout is no error: Badger is made anew.
func TestOlderLayoutIsMadeAnew(t *testing.T) {
	dir, _, _ := written(t, 2)
	db := openWith(t, dir, smallOptions(t))
	key := metaKey(metaSchema)
	err := db.badger.Update(func(txn *badger.Txn) error {
		return txn.Set(key, sealValue(key, 0, numberData(schema-1)))
	})
	if err != nil {
		t.Fatal(err)
	}
	closed(t, db)
	var said []string
	o := smallOptions(t)
	o.Progress = func(s string) { said = append(said, s) }
	db = openWith(t, dir, o)
	equalAll(t, "heads", headlines(t, db, Filter{}), []string{"headline 1", "headline 0"})
	if len(said) == 0 || strings.Contains(said[0], "unsound") || !strings.Contains(said[0], "an older Stet's") {
		t.Errorf("it said %q", said)
	}
	remove(t, dir, "badger.damaged-2")
}

func FuzzRecord(f *testing.F) {
	p, err := newPacker()
	if err != nil {
		f.Fatal(err)
	}
	var seeds []byte
	for i, fact := range []fact{
		&settingsFact{Settings: map[string]string{"a": "b"}},
		&sectionsFact{},
		&gapFact{UpTo: 9},
		&saveFact{Article: article.Article{ID: storyID(1)}, BodyRev: 1, packed: []byte("body")},
	} {
		r, err := recordOf(uint64(i+1), fact, p)
		if err != nil {
			f.Fatal(err)
		}
		seeds = r.appendTo(seeds)
		f.Add(bytes.Clone(seeds))
	}
	f.Add(append(bytes.Clone(seeds), make([]byte, 40)...))
	f.Add(seeds[:len(seeds)-3])
	f.Fuzz(func(t *testing.T, data []byte) {
		rr := newRecordReader(bytes.NewReader(data), 0, int64(len(data)))
		for {
			at := rr.offset
			r, err := rr.read()
			if err != nil {
				if at != rr.offset {
					t.Fatalf("a failed read moved from %d to %d", at, rr.offset)
				}
				break
			}
			// What is read is what was written, to the byte.
			if got := r.appendTo(nil); !bytes.Equal(got[:18], data[at:at+18]) || !bytes.Equal(got[recordHeader:], data[at+recordHeader:rr.offset]) {
				t.Fatalf("record at %d is not written as it was read", at)
			}
			if f, err := factOf(&r, p); err == nil {
				_ = f.kind()
			}
		}
		eachWhole(data, func(r *record) {
			if r.size() > len(data) {
				t.Fatalf("a record of %d bytes in %d", r.size(), len(data))
			}
		})
	})
}
