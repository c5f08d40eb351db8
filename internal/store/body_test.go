package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"stet/internal/article"
)

// saveEdits saves a story of about 5 KB and then revisions of it that an
// editor might make.
func saveEdits(t testing.TB, db *DB, n, revisions int) article.Article {
	t.Helper()
	rnd := rand.New(rand.NewPCG(uint64(n), 5))
	a := story(n, fmt.Sprintf("Story %d", n), copyText(n))
	for range revisions {
		a = save(t, db, a)
		a.Body = edited(rnd, a.Body)
	}
	return get(t, db, a.ID)
}

// packedBodies are the stored bodies of a story that has a new one at each
// revision.
func packedBodies(t testing.TB, db *DB, a article.Article) (packed [][]byte) {
	t.Helper()
	wantError(t, db.caughtUp(), nil)
	txn := db.badger.NewTransaction(false)
	defer txn.Discard()
	k, _ := keyOf(a.ID)
	for rev := range a.Rev {
		v, err := bodiesIn(txn, db.packer).packed(k, rev+1)
		if err != nil {
			t.Fatal(err)
		}
		packed = append(packed, v.data)
	}
	return packed
}

func TestKeyframesAndDeltas(t *testing.T) {
	db := open(t, t.TempDir())
	a := saveEdits(t, db, 1, 40)
	for i, packed := range packedBodies(t, db, a) {
		rev := int64(i + 1)
		want := (rev-1)/keyframeEvery*keyframeEvery + 1
		equal(t, fmt.Sprint("keyframe of revision ", rev), keyRev(packed, rev), want)
		if want < rev && len(packed) > 1000 {
			t.Errorf("revision %d takes %d bytes", rev, len(packed))
		}
	}
	a.Body = copyText(77)
	a = save(t, db, a)
	packed := packedBodies(t, db, a)
	equal(t, "keyframe of a rewritten text", keyRev(packed[40], 41), 41)
	a.Body += "And on."
	a = save(t, db, a)
	equal(t, "keyframe of what follows it", keyRev(packedBodies(t, db, a)[41], 42), 41)
}

func TestPackedTexts(t *testing.T) {
	p, err := newPacker()
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	rnd := rand.New(rand.NewPCG(1, 2))
	long := strings.Repeat(copyText(3)+copyText(4), 60) // many windows of the kept encoder
	for name, key := range map[string]string{"story": copyText(1), "noise": noise(2000), "long": long, "short": "Rain.", "empty": ""} {
		for edit, plain := range map[string]string{"same": key, "edited": edited(rnd, key), "other": copyText(2), "half": key[len(key)/2:], "tail": key + noise(100)} {
			t.Run(name+" "+edit, func(t *testing.T) {
				whole := p.pack([]byte(plain))
				got, err := p.unpack(whole)
				if err != nil || string(got) != plain {
					t.Fatalf("alone: %v, %d bytes of %d", err, len(got), len(plain))
				}
				frame := keyframe{rev: 300, plain: []byte(key)}
				delta, err := p.packDelta([]byte(plain), &frame)
				if err != nil {
					t.Fatal(err)
				}
				if delta == nil {
					return
				}
				equal(t, "revision of the keyframe", keyRev(delta, 301), 300)
				if got, err = p.unpackDelta(delta, frame.plain); err != nil || string(got) != plain {
					t.Fatalf("delta: %v, %d bytes of %d", err, len(got), len(plain))
				}
				_, err = p.unpack(delta)
				wantError(t, err, ErrDamaged)
				if got, err = p.unpackDelta(delta, []byte(copyText(9))); err == nil && string(got) != plain {
					t.Fatal("another keyframe gives another text without a word")
				}
			})
		}
	}
}

// segmentBodies reads one journal segment as docs/format.md tells, with no
// other file and none of the store's ways of reading: body by story and revision.
func segmentBodies(t testing.TB, path string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bodies := map[string]string{}
	eachWhole(data, func(r *record) {
		if r.kind != kindSave || len(r.extra) == 0 {
			return
		}
		text := r.json
		if r.flags == flagSampleJSON {
			text = unzstd(t, text, sampleFact)
		}
		var f saveFact
		if err := readJSON(nil, value{data: text}, &f); err != nil {
			t.Fatal(err)
		}
		body := r.extra[5:]
		switch r.extra[0] {
		case packedZstd:
			body = unzstd(t, body, "")
		case packedDelta:
			base, n := binary.Uvarint(body)
			key, ok := bodies[fmt.Sprint(f.Article.ID, base)]
			if !ok {
				t.Fatalf("%s: revision %d needs revision %d, which is not there", filepath.Base(path), f.Article.Rev, base)
			}
			body = unzstd(t, body[n:], key)
		}
		bodies[fmt.Sprint(f.Article.ID, f.Article.Rev)] = string(body)
	})
	return bodies
}

func unzstd(t testing.TB, frame []byte, dictionary string) []byte {
	t.Helper()
	dec, err := zstd.NewReader(nil, zstd.WithDecoderDictRaw(0, []byte(dictionary)))
	if err != nil {
		t.Fatal(err)
	}
	defer dec.Close()
	plain, err := dec.DecodeAll(frame, nil)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// Each segment can be read without the others: where a segment begins, the
// bodies in it stand alone, also when a file failed or the journal was made
// anew, and Badger has what the journal has.
func TestEachSegmentStandsAlone(t *testing.T) {
	dir := t.TempDir()
	o := testOptions(t)
	o.sizes = sizes{segment: 8 << 10, memtable: 1 << 20, valueLog: 1 << 20}
	db := openWith(t, dir, o)
	rnd := rand.New(rand.NewPCG(3, 3))
	want := map[string]string{}
	stories := []article.Article{story(1, "One", copyText(1)), story(2, "Two", copyText(2)), story(3, "Three", copyText(3))}
	for i := range 60 {
		a := &stories[i%3]
		if i == 31 {
			db.journal.file.Close() // every further write and sync of it fails
		}
		*a = save(t, db, *a)
		want[fmt.Sprint(a.ID, a.Rev)] = a.Body
		a.Body = edited(rnd, a.Body)
	}
	alone := func() {
		t.Helper()
		got := map[string]string{}
		for _, s := range db.journal.segments {
			for rev, body := range segmentBodies(t, db.journal.path(s)) {
				got[rev] = body
			}
		}
		if len(db.journal.segments) < 4 {
			t.Fatalf("%d segments", len(db.journal.segments))
		}
		equal(t, "bodies", len(got), len(want))
		for rev, body := range want {
			equal(t, rev, got[rev], body)
		}
	}
	alone()
	before := dump(t, db)
	if err := db.replay(1, db.journal.last()); err != nil {
		t.Fatal(err)
	}
	equal(t, "Badger replayed", dump(t, db), before)
	closed(t, db)

	remove(t, dir, journalName)
	o.sizes.segment = 11 << 10 // the borders fall elsewhere
	db = openWith(t, dir, o)
	alone()
}

// The dictionary of facts is part of the format: who reads a journal without
// Stet finds it in the document.
func TestSampleFactIsInTheDocument(t *testing.T) {
	text, err := os.ReadFile("../../docs/format.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "\n"+sampleFact+"\n") {
		t.Fatalf("docs/format.md does not have this line:\n%s", sampleFact)
	}
}

// A newsroom of the first layout, as version 0.1.0 left it: nothing but whole
// bodies, and heads without a keyframe.
func TestFirstLayout(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "layout1"))); err != nil {
		t.Fatal(err)
	}
	db := open(t, dir)
	equal(t, "changes", db.journal.last(), 10)
	for n := range 2 {
		for rev := range int64(4) {
			a, err := db.GetRev(storyID(n+1), rev+1)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "headline", a.Headlines.Main, fmt.Sprintf("Story %d, headline %d", n+1, rev/2+1))
			equal(t, "body", a.Body, strings.Repeat(fmt.Sprintf("Story %d says so. ", n+1), 20)+"\n\n"+
				strings.Repeat(fmt.Sprintf("Paragraph of revision %d. ", rev+1), 20))
		}
	}
	a := get(t, db, storyID(1))
	a.Body = copyText(1)
	a = save(t, db, a)
	a.Body += "And on."
	a = save(t, db, a)
	equal(t, "keyframe of the next revision", keyRev(packedBodies(t, db, a)[5], 6), 5)
	closed(t, db)
	db = open(t, dir)
	equal(t, "body", get(t, db, a.ID).Body, a.Body)
	remove(t, dir, "badger.damaged-10")
}

// A damaged keyframe would take the revisions that lean on it along: it is
// named, the save at hand goes on without it, and the other copy gives it back.
func TestDamagedKeyframe(t *testing.T) {
	dir := t.TempDir()
	db := openWith(t, dir, smallOptions(t))
	a := saveEdits(t, db, 1, 5)
	k, _ := keyOf(a.ID)
	bend := func(packed []byte) { // so that its checksum in Badger still fits
		packed[len(packed)/2] ^= 1
		b := newBatch(db.badger, db.packer, 1)
		defer b.close()
		b.put(bodyKey(k, 1), packed)
		b.keep()
		for key, sealed := range b.done {
			txn := db.badger.NewTransaction(true)
			if err := errors.Join(txn.Set([]byte(key), sealed), txn.Commit()); err != nil {
				t.Fatal(err)
			}
		}
	}
	bend(packedBodies(t, db, a)[0])
	for rev := range a.Rev {
		_, err := db.GetRev(a.ID, rev+1)
		var damaged *DamagedError
		if !errors.As(err, &damaged) || !strings.Contains(damaged.File, keyName(bodyKey(k, 1))) {
			t.Fatalf("revision %d: %v", rev+1, err)
		}
	}
	a.Body += "Not lost."
	a = save(t, db, a)
	equal(t, "body saved beside the damage", get(t, db, a.ID).Body, a.Body)
	closed(t, db)
	db = openWith(t, dir, smallOptions(t)) // Badger from the journal
	for rev := range a.Rev {
		if _, err := db.GetRev(a.ID, rev+1); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "body", get(t, db, a.ID).Body, a.Body)
	closed(t, db)

	path := filepath.Join(dir, journalName, "000001.log")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[segmentHeader+recordHeader+900] ^= 1 // in the body of the first record
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	remove(t, dir, stateName) // else nothing reads that far back
	o, said := smallOptions(t), ""
	o.Progress = func(s string) { said += s }
	db = openWith(t, dir, o) // the journal from Badger
	if !strings.Contains(said, "journal/000001.log") {
		t.Fatalf("nobody was told: %q", said)
	}
	equal(t, "bodies in the journal", len(segmentBodies(t, path)), int(a.Rev))
	equal(t, "body", get(t, db, a.ID).Body, a.Body)
}

// BenchmarkGetRev says what an old revision costs beside the newest.
func BenchmarkGetRev(b *testing.B) {
	db, err := Open(b.TempDir(), benchOptions())
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	a := saveEdits(b, db, 1, 33) // the newest is a keyframe
	for _, rev := range []int64{1, 2, 16, 17, 32, 33} {
		b.Run(fmt.Sprint(rev), func(b *testing.B) {
			for b.Loop() {
				if _, err := db.GetRev(a.ID, rev); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
