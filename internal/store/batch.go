package store

import (
	"errors"
	"fmt"

	"github.com/dgraph-io/badger/v4"
)

// batch collects what a group of requests, or a stretch of replay, changes:
// the facts for the journal and the keys they derive for Badger. Reads through
// it see its own writes, so a second save of a story in one batch is judged
// against the first, and those of the batch before, which Badger may not have
// yet.
type batch struct {
	badger  *badger.DB
	txn     *badger.Txn // what Badger holds; nil until something is read from it
	packer  *packer
	seq     uint64   // of the fact that is being applied
	records []record // new facts, for the journal
	lines   []Line   // of the saves among them
	size    int      // bytes of all writes

	// first says that no fact of the batch was applied before: a key that is
	// named after one and taken away within the batch then never reaches Badger.
	first bool

	tell *teller // how far it is; nil = nobody is told

	before map[string][]byte // writes of the batch before; nil = delete
	done   map[string][]byte // writes of requests that stand
	own    map[string][]byte // writes of the request at hand
	mark   int               // records that stand
	kept   uint64            // seq that stands
	told   int               // lines that stand
}

func newBatch(db *badger.DB, p *packer, last uint64) *batch {
	return &batch{badger: db, packer: p, seq: last, kept: last, first: true, done: map[string][]byte{}, own: map[string][]byte{}}
}

func (b *batch) close() {
	if b.txn != nil {
		b.txn.Discard()
	}
}

// keep makes the request at hand part of the batch.
func (b *batch) keep() {
	if len(b.done) == 0 {
		b.done, b.own = b.own, b.done
	}
	for k, v := range b.own {
		if v == nil && b.first && ofOneFact(k) && b.done[k] != nil {
			delete(b.done, k)
		} else {
			b.done[k] = v
		}
	}
	clear(b.own)
	b.mark, b.told, b.kept = len(b.records), len(b.lines), b.seq
}

// forget takes the request at hand back.
func (b *batch) forget() {
	clear(b.own)
	b.seq, b.tell = b.kept, nil
	b.records, b.lines = b.records[:b.mark], b.lines[:b.told]
}

// add makes a new fact: a journal record and its keys.
func (b *batch) add(f fact) error {
	b.seq++
	if err := b.enter(f); err != nil {
		return err
	}
	return f.apply(b)
}

// reserve keeps the next n numbers free of records.
func (b *batch) reserve(n int) error {
	if n == 0 {
		return nil
	}
	b.seq++
	err := b.enter(&gapFact{UpTo: b.seq + uint64(n) - 1})
	b.seq--
	return err
}

// enter makes a journal record of the fact that is being applied.
func (b *batch) enter(f fact) error {
	r, err := recordOf(b.seq, f, b.packer)
	if err != nil {
		return err
	}
	if r.size() > maxPayload {
		return fmt.Errorf("store %d bytes: %w", r.size(), ErrTooLarge)
	}
	b.records = append(b.records, r)
	return nil
}

// replay applies a fact that is in the journal already.
func (b *batch) replay(seq uint64, f fact) error {
	b.seq = seq
	if err := f.apply(b); err != nil {
		return fmt.Errorf("replay fact %d: %w", seq, err)
	}
	b.keep()
	return nil
}

// again derives the batch's keys anew from its records.
func (b *batch) again() error {
	clear(b.done)
	b.size = 0
	for i := range b.records {
		f, err := factOf(&b.records[i], b.packer)
		if err != nil {
			return err
		}
		if err := b.replay(b.records[i].seq, f); err != nil {
			return err
		}
	}
	return nil
}

// expect makes room for about n writes of the request at hand.
func (b *batch) expect(n int) {
	if len(b.own) == 0 {
		b.own = make(map[string][]byte, n)
	}
}

func (b *batch) put(key, data []byte) {
	b.own[string(key)] = sealValue(key, b.seq, data)
	b.size += len(key) + len(data) + valueHeader
}

func (b *batch) putJSON(key []byte, v any) error {
	text, err := encodeJSON(v)
	if err != nil {
		return fmt.Errorf("write key %s: %w", keyName(key), err)
	}
	b.put(key, text)
	return nil
}

func (b *batch) delete(key []byte) { b.own[string(key)] = nil }

// getter finds a value.
type getter func(key []byte) (v value, ok bool, err error)

// get finds a value as the batch leaves it.
func (b *batch) get(key []byte) (value, bool, error) {
	if v, ok, known, err := b.written(key); known {
		return v, ok, err
	}
	return getValue(b.reading(), key)
}

// written finds a value among the writes that Badger may lack.
func (b *batch) written(key []byte) (v value, ok, known bool, err error) {
	for _, writes := range []map[string][]byte{b.own, b.done, b.before} {
		if sealed, known := writes[string(key)]; known {
			if sealed == nil {
				return value{}, false, true, nil
			}
			v, err := openValue(key, sealed)
			return v, err == nil, true, err
		}
	}
	return value{}, false, false, nil
}

func (b *batch) reading() *badger.Txn {
	if b.txn == nil {
		b.txn = b.badger.NewTransaction(false)
	}
	return b.txn
}

// getValue reads one value; its data is the caller's.
func getValue(txn *badger.Txn, key []byte) (v value, ok bool, err error) {
	item, err := txn.Get(key)
	if errors.Is(err, badger.ErrKeyNotFound) {
		return value{}, false, nil
	}
	if err != nil {
		return value{}, false, fmt.Errorf("read key %s: %w", keyName(key), err)
	}
	sealed, err := item.ValueCopy(nil)
	if err != nil {
		return value{}, false, fmt.Errorf("read key %s: %w", keyName(key), err)
	}
	v, err = openValue(key, sealed)
	return v, err == nil, err
}

func (b *batch) head(k storyKey) (head, bool, error) {
	v, ok, err := b.get(headKey(k))
	if err != nil || !ok {
		return head{}, false, err
	}
	h, err := decodeHead(v)
	return h, err == nil, err
}

// finish adds the note that every fact up to b.seq is in; nothing is written
// to the batch after it.
func (b *batch) finish() {
	b.put(metaKey(metaApplied), numberData(b.seq))
	b.keep()
}
