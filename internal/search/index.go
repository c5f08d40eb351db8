package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// Document is what is searched of a story.
type Document struct {
	ID    string
	Texts [fieldCount]string
}

// Mark says which stories the index has: each whose newest save is numbered
// from above Low to High, with the words of that save. Low is 0 once all are in.
type Mark struct{ Low, High uint64 }

// ErrUnsound says that an index cannot be relied on: close it and open the
// folder again.
var ErrUnsound = errors.New("the search index is unsound")

// ErrClosed says that the index was closed.
var ErrClosed = errors.New("the search index is closed")

// Index is an open index. Its methods may be called from many goroutines, Put
// and Close from one.
type Index struct {
	dir      string
	analyser *analyser
	waiting  atomic.Int64 // batches that are not on disk
	written  atomic.Int64 // batches that are

	// Of put alone: how many were written, and errors known, when it looked last.
	seen   int64
	failed uint64

	mu    sync.RWMutex // held alone by Close
	bleve bleve.Index
	mark  Mark
}

const (
	wordsName = "words"
	markKey   = "stet.mark"
	sumField  = "sum"

	// How the words of a whole story begin, and those that name it.
	startField = "start"
	nameField  = "name"
)

// nap is how long changes gather before they are written to disk: the index
// must not keep the disk from the journal.
const nap = 300 * time.Millisecond

// Open opens the index in dir, or makes an empty one where there is none, or
// none that is sound; why then says what was wrong with it, "" = nothing was.
func Open(dir string) (x *Index, why string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, "", fmt.Errorf("make the folder of the search index: %w", err)
	}
	x = &Index{dir: dir, analyser: &analyser{stems: newStems()}}
	why, err = sound(dir)
	if err == nil && why == "" {
		err = x.openWords()
		if errors.Is(err, ErrUnsound) {
			why, err = err.Error(), nil
		}
	}
	if err == nil && (why != "" || x.bleve == nil) {
		err = x.makeWords()
	}
	if err != nil {
		return nil, why, err
	}
	return x, why, nil
}

// options of Bleve: nothing waits for the disk, since all can be made again.
func options() map[string]any {
	return map[string]any{
		"unsafe_batch":           true,
		"bolt_timeout":           "1s",
		"scorchPersisterOptions": map[string]any{"PersisterNapTimeMSec": int(nap / time.Millisecond)},
	}
}

// openWords opens what Bleve keeps; x.bleve stays nil where there is nothing.
func (x *Index) openWords() (err error) {
	defer unsoundPanic(&err)
	path := filepath.Join(x.dir, wordsName)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	opened, err := bleve.OpenUsing(path, options())
	if err != nil {
		return fmt.Errorf("%w: %v", ErrUnsound, err)
	}
	sealed, err := opened.GetInternal([]byte(markKey))
	mark, ok := decodeMark(sealed)
	if err != nil || !ok {
		_ = opened.Close()
		return fmt.Errorf("%w: it does not say how far it goes", ErrUnsound)
	}
	x.bleve, x.mark = opened, mark
	return noteOpen(x.dir)
}

func (x *Index) makeWords() (err error) {
	defer unsoundPanic(&err)
	path := filepath.Join(x.dir, wordsName)
	if err := os.RemoveAll(path); err != nil {
		return fmt.Errorf("take the old search index away: %w", err)
	}
	mapping := bleve.NewIndexMapping()
	mapping.ScoringModel = index.BM25Scoring
	made, err := bleve.NewUsing(path, mapping, scorch.Name, scorch.Name, options())
	if err != nil {
		return fmt.Errorf("make the search index: %w", err)
	}
	x.bleve, x.mark = made, Mark{}
	if err := noteNew(x.dir); err != nil {
		return err
	}
	return x.put(nil, Mark{})
}

// unsoundPanic makes an error of a panic: damaged files can make Bleve panic.
func unsoundPanic(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v", ErrUnsound, p)
	}
}

// Mark says how far the index goes.
func (x *Index) Mark() Mark {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.mark
}

// Put indexes documents in place of earlier ones with their ids, and notes how
// far the index goes with them. A document whose words the index has already
// costs a look-up. It wraps ErrUnsound and ErrClosed.
func (x *Index) Put(docs []Document, mark Mark) error {
	x.mu.RLock()
	if x.bleve == nil {
		x.mu.RUnlock()
		return ErrClosed
	}
	err := x.put(docs, mark)
	x.mu.RUnlock()
	if err != nil {
		return err
	}
	x.mu.Lock()
	x.mark = mark
	x.mu.Unlock()
	return nil
}

func (x *Index) put(docs []Document, mark Mark) (err error) {
	defer unsoundPanic(&err)
	batch := x.bleve.NewBatch()
	for i := range docs {
		sum := docs[i].sum()
		if x.has(docs[i].ID, sum) {
			continue
		}
		if err := batch.IndexAdvanced(x.document(&docs[i], sum)); err != nil {
			return fmt.Errorf("index story %s: %w", docs[i].ID, err)
		}
	}
	batch.SetInternal([]byte(markKey), mark.encode())
	x.waiting.Add(1)
	batch.SetPersistedCallback(func(error) {
		x.waiting.Add(-1)
		x.written.Add(1)
	})
	if err := x.bleve.Batch(batch); err != nil {
		return fmt.Errorf("%w: %v", ErrUnsound, err)
	}
	return x.stuck()
}

// mostWaiting is how many batches may wait for the disk after an error before
// nobody believes that they will get there.
const mostWaiting = 64

// stuck reports that what is put no longer reaches the disk, or that a file on
// it cannot be read to merge it with others. One error of writing is no proof:
// Bleve tries again, and what it cannot tidy up it counts as well.
func (x *Index) stuck() error {
	stats, _ := x.bleve.StatsMap()["index"].(map[string]any)
	if n, _ := stats["TotFileMergeLoopErr"].(uint64); n > 0 {
		return fmt.Errorf("%w: its files cannot be merged", ErrUnsound)
	}
	failed, _ := stats["TotOnErrors"].(uint64)
	if written := x.written.Load(); written > x.seen {
		x.seen, x.failed = written, failed
	}
	if failed > x.failed && x.waiting.Load() > mostWaiting {
		return fmt.Errorf("%w: writing it failed", ErrUnsound)
	}
	return nil
}

// document is how Bleve takes a story: words with their places and no text.
func (x *Index) document(d *Document, sum string) *document.Document {
	doc := document.NewDocument(d.ID)
	for f, text := range d.Texts {
		if text == "" {
			continue
		}
		doc.AddField(document.NewTextFieldCustom(Field(f).String(), nil, []byte(text),
			index.IndexField|index.IncludeTermVectors, x.analyser))
	}
	all := strings.Join(d.Texts[:], "\n")
	names := d.Texts[Headline] + "\n" + d.Texts[By] + "\n" + d.Texts[Slug]
	doc.AddField(document.NewTextFieldCustom(startField, nil, []byte(all), index.IndexField|index.SkipFreqNorm, starts{}))
	doc.AddField(document.NewTextFieldCustom(nameField, nil, []byte(names), index.IndexField|index.SkipFreqNorm, starts{}))
	doc.AddField(document.NewTextFieldCustom(sumField, nil, []byte(sum), index.StoreField, x.analyser))
	return doc
}

// has reports whether a story is in with these very words.
func (x *Index) has(id, sum string) bool {
	doc, err := x.bleve.Document(id)
	if err != nil || doc == nil {
		return false
	}
	same := false
	doc.VisitFields(func(f index.Field) { same = same || f.Name() == sumField && string(f.Value()) == sum })
	return same
}

// sum tells two versions of a story's words apart.
func (d *Document) sum() string {
	h := fnv.New128a()
	for _, text := range d.Texts {
		h.Write([]byte(text))
		h.Write([]byte{0})
	}
	return string(h.Sum(nil))
}

// Close writes what is not on disk yet, and closes. A second Close does
// nothing.
func (x *Index) Close() (err error) {
	for end := time.Now().Add(10 * nap); x.waiting.Load() > 0 && time.Now().Before(end); {
		time.Sleep(nap / 30)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.bleve == nil {
		return nil
	}
	defer unsoundPanic(&err)
	closing := x.bleve
	x.bleve = nil
	if err := closing.Close(); err != nil {
		return fmt.Errorf("close the search index: %w", err)
	}
	return noteClosed(x.dir)
}

func (m Mark) encode() []byte {
	b := binary.BigEndian.AppendUint64(nil, m.Low)
	return binary.BigEndian.AppendUint64(b, m.High)
}

func decodeMark(b []byte) (Mark, bool) {
	if len(b) != 16 {
		return Mark{}, false
	}
	return Mark{binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:])}, true
}
