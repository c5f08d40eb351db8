package store

import (
	"fmt"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

// targetFact is a target, or with Gone one that was removed.
type targetFact struct {
	Target article.Target `json:"target"`
	Gone   bool           `json:"gone,omitempty"`
}

func (*targetFact) kind() kind { return kindTarget }

// apply keeps the note of a removed target: both copies know what it was.
func (f *targetFact) apply(b *batch) error { return b.putJSON(targetKey(f.Target.ID), f) }

// deliveriesFact is how far deliveries are, each whole: the newest of a story
// and a target holds.
type deliveriesFact struct {
	Deliveries []article.Delivery `json:"deliveries"`
}

func (*deliveriesFact) kind() kind { return kindDeliveries }

// apply puts each delivery and its key among those that wait or that are over,
// unless a newer fact has done so already.
func (f *deliveriesFact) apply(b *batch) error {
	for i := range f.Deliveries {
		if err := b.deliver(&f.Deliveries[i]); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) deliver(d *article.Delivery) error {
	k, err := keyOf(d.Story)
	if err != nil {
		return err
	}
	key := deliveryKey(k, d.Target)
	v, ok, err := b.get(key)
	if err != nil || ok && v.seq > b.seq {
		return err
	}
	if ok {
		var old article.Delivery
		if err := b.packer.readJSON(key, v, &old); err != nil {
			return err
		}
		b.delete(orderKey(&old, v.seq, k))
	}
	text, err := encodeJSON(d)
	if err != nil {
		return fmt.Errorf("write delivery: %w", err)
	}
	b.put(key, b.packer.pack(text))
	b.put(orderKey(d, b.seq, k), nil)
	return nil
}

// PutTarget keeps a target; one with its id is replaced.
func (db *DB) PutTarget(t article.Target) error {
	if t.ID == "" {
		return fmt.Errorf("%w: a target needs an id", article.ErrValue)
	}
	return db.write(func(b *batch) error { return b.add(&targetFact{Target: t}) })
}

// RemoveTarget takes a target away. It wraps ErrNotFound. What was delivered to
// it stays known.
func (db *DB) RemoveTarget(id string) error {
	return db.write(func(b *batch) error {
		var f targetFact
		v, ok, err := b.get(targetKey(id))
		if err == nil && ok {
			err = readJSON(targetKey(id), v, &f)
		}
		if err != nil || !ok || f.Gone {
			return fmt.Errorf("target %s: %w", id, orNotFound(err))
		}
		return b.add(&targetFact{Target: f.Target, Gone: true})
	})
}

// Targets lists the targets that are there, by id.
func (db *DB) Targets() ([]article.Target, error) {
	targets := []article.Target{}
	err := db.view(func(txn *badger.Txn) error {
		return scan(txn, []byte{prefixTarget}, func(key []byte, v value) (bool, error) {
			var f targetFact
			err := readJSON(key, v, &f)
			if err == nil && !f.Gone {
				targets = append(targets, f.Target)
			}
			return true, err
		})
	})
	return targets, err
}

// PutDeliveries keeps how far deliveries are, all of them or none, with one sync.
func (db *DB) PutDeliveries(deliveries ...article.Delivery) error {
	if len(deliveries) == 0 {
		return nil
	}
	f, err := deliveriesOf(deliveries)
	if err != nil {
		return err
	}
	return db.write(func(b *batch) error { return b.add(f) })
}

func deliveriesOf(deliveries []article.Delivery) (*deliveriesFact, error) {
	f := &deliveriesFact{Deliveries: slices.Clone(deliveries)}
	for i := range f.Deliveries {
		d := &f.Deliveries[i]
		if _, err := d.Story.Bytes(); err != nil || d.Target == "" {
			return nil, fmt.Errorf("%w: a delivery needs a story and a target", article.ErrValue)
		}
		d.Asked, d.Due, d.Changed = d.Asked.Round(0).UTC(), d.Due.Round(0).UTC(), d.Changed.Round(0).UTC()
	}
	return f, nil
}

// Deliveries lists what targets hold of a story, and what is on its way there.
func (db *DB) Deliveries(id article.ID) ([]article.Delivery, error) {
	deliveries := []article.Delivery{}
	k, err := keyOf(id)
	if err != nil {
		return deliveries, noStory(id)
	}
	err = db.view(func(txn *badger.Txn) error {
		return scan(txn, deliveryPrefix(k), func(key []byte, v value) (bool, error) {
			d, err := db.delivery(key, v)
			deliveries = append(deliveries, d)
			return true, err
		})
	})
	return deliveries, err
}

// delivery is one as it is kept.
func (db *DB) delivery(key []byte, v value) (article.Delivery, error) {
	var d article.Delivery
	err := db.packer.readJSON(key, v, &d)
	d.Recall()
	return d, err
}

// Outbox lists the deliveries that wait, or those that are over, changed last
// first; limit 0 = all.
func (db *DB) Outbox(waiting bool, limit int) ([]article.Delivery, error) {
	deliveries := []article.Delivery{}
	err := db.view(func(txn *badger.Txn) error {
		return scanKeys(txn, orderPrefix(waiting), func(order []byte) (bool, error) {
			key := deliveryOf(order)
			v, ok, err := getValue(txn, key)
			if err != nil || !ok {
				return false, fmt.Errorf("read key %s: %w", keyName(key), orNotFound(err))
			}
			d, err := db.delivery(key, v)
			deliveries = append(deliveries, d)
			return limit == 0 || len(deliveries) < limit, err
		})
	})
	return deliveries, err
}
