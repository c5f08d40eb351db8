package store

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

// copyFacts turns what Badger holds back into the facts that wrote it, in the
// order of their sequences.
func copyFacts(from *badger.DB, to *journal, last uint64) error {
	p, err := newPacker()
	if err != nil {
		return err
	}
	defer p.close()
	places, err := factPlaces(from)
	if err != nil {
		return err
	}
	c := factCopier{from: from, to: to, packer: p}
	for len(places) > 0 {
		n := 1
		for n < len(places) && places[n].seq == places[0].seq {
			n++
		}
		if err := from.View(func(txn *badger.Txn) error { return c.copy(txn, places[:n]) }); err != nil {
			return err
		}
		places = places[n:]
	}
	if err := c.addMoves(); err != nil {
		return err
	}
	return c.finish(last)
}

// factPlace is a key that a fact wrote.
type factPlace struct {
	seq uint64
	key string
}

// factPlaces lists the keys that hold facts, oldest first. Index keys and
// bodies are left out: the first are derived, the second belong to a revision.
func factPlaces(from *badger.DB) ([]factPlace, error) {
	var places []factPlace
	err := from.View(func(txn *badger.Txn) error {
		for _, prefix := range []byte{prefixRevision, prefixSections, prefixPast, prefixNoLineup, prefixSetting, prefixReceipt, prefixIntake, prefixPicture, prefixName, prefixTarget, prefixDelivery} {
			err := scan(txn, []byte{prefix}, func(key []byte, v value) (bool, error) {
				places = append(places, factPlace{seq: v.seq, key: string(key)})
				return true, nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	slices.SortStableFunc(places, func(a, b factPlace) int {
		switch {
		case a.seq < b.seq:
			return -1
		case a.seq > b.seq:
			return 1
		}
		return 0
	})
	return places, err
}

// factCopier writes facts with their old sequences, and gaps between them.
type factCopier struct {
	from    *badger.DB
	to      *journal
	packer  *packer
	records []record
	size    int
	next    uint64 // sequence that the next record must have; 0 = 1

	moves *movesFact // being gathered; nil = none are
	moved uint64     // sequence of the last of them
}

func (c *factCopier) copy(txn *badger.Txn, places []factPlace) error {
	if places[0].key[0] == prefixRevision {
		done, err := c.gather(txn, places)
		if done || err != nil {
			return err
		}
	}
	if err := c.addMoves(); err != nil {
		return err
	}
	f, err := c.factAt(txn, places)
	if err != nil {
		return err
	}
	return c.add(places[0].seq, f)
}

func (c *factCopier) add(seq uint64, f fact) error {
	if c.next = max(c.next, 1); c.next < seq {
		if err := c.append(c.next, &gapFact{UpTo: seq - 1}); err != nil {
			return err
		}
	}
	if err := c.append(seq, f); err != nil {
		return err
	}
	c.next = seq + 1
	return nil
}

func (c *factCopier) append(seq uint64, f fact) error {
	r, err := recordOf(seq, f, c.packer)
	if err != nil {
		return err
	}
	c.records = append(c.records, r)
	if c.size += r.size(); int64(c.size) < min(mostBytes, c.to.limit) {
		return nil
	}
	return c.flush()
}

func (c *factCopier) flush() error {
	if len(c.records) == 0 {
		return nil
	}
	err := c.to.append(c.records)
	c.records, c.size = c.records[:0], 0
	return err
}

// finish closes the row with a gap where the last facts left nothing in
// Badger, so that their sequences are never given out again.
func (c *factCopier) finish(last uint64) error {
	if c.next = max(c.next, 1); c.next <= last {
		if err := c.append(c.next, &gapFact{UpTo: last}); err != nil {
			return err
		}
	}
	return c.flush()
}

// factAt puts one fact together from the keys that it wrote.
func (c *factCopier) factAt(txn *badger.Txn, places []factPlace) (fact, error) {
	key := []byte(places[0].key)
	v, ok, err := getValue(txn, key)
	if err != nil || !ok {
		return nil, fmt.Errorf("read key %s: %w", keyName(key), orNotFound(err))
	}
	switch key[0] {
	case prefixRevision:
		return c.saveFactAt(txn, key, v)
	case prefixSections:
		f := &sectionsFact{}
		return f, readJSON(key, v, &f.Sections)
	case prefixPast:
		f := &lineupFact{}
		return f, c.packer.readJSON(key, v, &f.Lineup)
	case prefixNoLineup:
		f := &noLineupFact{}
		return f, readJSON(key, v, f)
	case prefixIntake:
		f := &intakeFact{}
		return f, readJSON(key, v, f)
	case prefixPicture:
		f := &pictureFact{}
		return f, readJSON(key, v, f)
	case prefixName:
		f := &nameFact{}
		return f, readJSON(key, v, f)
	case prefixTarget:
		f := &targetFact{}
		return f, readJSON(key, v, f)
	case prefixSetting:
		return settingsAt(txn, places)
	case prefixDelivery:
		return c.deliveriesAt(txn, places)
	}
	return c.receiptsAt(txn, places)
}

func (c *factCopier) saveFactAt(txn *badger.Txn, key []byte, v value) (fact, error) {
	f := &saveFact{}
	if err := c.packer.readJSON(key, v, f); err != nil {
		return nil, err
	}
	if f.BodyRev != f.Article.Rev {
		return f, nil
	}
	k, err := keyOf(f.Article.ID)
	if err != nil {
		return nil, err
	}
	body, ok, err := getValue(txn, bodyKey(k, f.BodyRev))
	if err != nil || !ok {
		return nil, fmt.Errorf("read body of %s revision %d: %w", f.Article.ID, f.BodyRev, orNotFound(err))
	}
	f.packed = body.data
	at := keyRev(body.data, f.BodyRev)
	if at == f.BodyRev {
		return f, nil
	}
	frame, err := bodiesIn(txn, c.packer).packed(k, at)
	if err != nil {
		return nil, err
	}
	f.base = frame.seq
	f.alone = func() (packed []byte, err error) {
		err = c.from.View(func(txn *badger.Txn) error { // the one at hand has ended by then
			plain, err := bodiesIn(txn, c.packer).plain(k, f.BodyRev)
			packed = c.packer.pack(plain)
			return err
		})
		return packed, err
	}
	return f, nil
}

func settingsAt(txn *badger.Txn, places []factPlace) (fact, error) {
	f := &settingsFact{Settings: map[string]string{}}
	for _, p := range places {
		v, ok, err := getValue(txn, []byte(p.key))
		if err != nil || !ok {
			return nil, fmt.Errorf("read key %s: %w", keyName([]byte(p.key)), orNotFound(err))
		}
		f.Settings[p.key[1:]] = string(v.data)
	}
	return f, nil
}

func (c *factCopier) deliveriesAt(txn *badger.Txn, places []factPlace) (fact, error) {
	f := &deliveriesFact{}
	for _, p := range places {
		key := []byte(p.key)
		v, ok, err := getValue(txn, key)
		if err != nil || !ok {
			return nil, fmt.Errorf("read key %s: %w", keyName(key), orNotFound(err))
		}
		var d article.Delivery
		if err := c.packer.readJSON(key, v, &d); err != nil {
			return nil, err
		}
		f.Deliveries = append(f.Deliveries, d)
	}
	return f, nil
}

func (c *factCopier) receiptsAt(txn *badger.Txn, places []factPlace) (fact, error) {
	// Receipts of one fact stand under their stories; n4 at the end of the key
	// is their order in the fact.
	slices.SortFunc(places, func(a, b factPlace) int {
		return bytes.Compare([]byte(a.key[len(a.key)-4:]), []byte(b.key[len(b.key)-4:]))
	})
	f := &receiptsFact{}
	for _, p := range places {
		v, ok, err := getValue(txn, []byte(p.key))
		if err != nil || !ok {
			return nil, fmt.Errorf("read key %s: %w", keyName([]byte(p.key)), orNotFound(err))
		}
		r, err := readReceipt(c.packer, []byte(p.key), v)
		if err != nil {
			return nil, err
		}
		f.Receipts = append(f.Receipts, r)
	}
	return f, nil
}
