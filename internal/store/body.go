package store

import (
	"errors"
	"fmt"

	"github.com/dgraph-io/badger/v4"
)

// bodies reads bodies with their keyframes, from Badger or as a batch leaves
// them.
type bodies struct {
	packer *packer
	get    func(key []byte) (value, bool, error)
}

func bodiesIn(txn *badger.Txn, p *packer) bodies {
	return bodies{packer: p, get: func(key []byte) (value, bool, error) { return getValue(txn, key) }}
}

// packed gives the stored form of a body that a revision has of its own.
func (r bodies) packed(k storyKey, rev int64) (value, error) {
	key := bodyKey(k, rev)
	v, ok, err := r.get(key)
	if err == nil && !ok {
		err = damagedValue(key, "the body is missing")
	}
	return v, err
}

// plain opens a body. Its errors name the key that is damaged: its own or that
// of its keyframe.
func (r bodies) plain(k storyKey, rev int64) ([]byte, error) {
	v, err := r.packed(k, rev)
	if err != nil {
		return nil, err
	}
	return r.open(k, rev, v.data)
}

func (r bodies) open(k storyKey, rev int64, packed []byte) ([]byte, error) {
	if at := keyRev(packed, rev); at != rev {
		key, err := r.keyframe(k, at)
		if err != nil {
			return nil, err
		}
		plain, err := r.packer.unpackDelta(packed, key.plain)
		return plain, ofBody(k, rev, err)
	}
	plain, err := r.packer.unpack(packed)
	return plain, ofBody(k, rev, err)
}

func (r bodies) keyframe(k storyKey, rev int64) (keyframe, error) {
	v, err := r.packed(k, rev)
	if err != nil {
		return keyframe{}, err
	}
	plain, err := r.packer.unpack(v.data)
	return keyframe{rev: rev, seq: v.seq, plain: plain}, ofBody(k, rev, err)
}

// ofBody names the body that an error of the packer is about.
func ofBody(k storyKey, rev int64, err error) error {
	if errors.Is(err, ErrDamaged) {
		return damagedValue(bodyKey(k, rev), err.Error())
	}
	if err != nil {
		return fmt.Errorf("body of story %s revision %d: %w", k.id(), rev, err)
	}
	return nil
}

// packBody packs the body of a new revision for f: as a delta where the story
// has a keyframe that is near enough and stands in the segment that journal
// records go to, so that each segment can be read without the others. A
// keyframe that cannot be read stops no save: the body then stands alone.
func (db *DB) packBody(b *batch, f *saveFact, k storyKey, old *head, body string) error {
	plain := db.packer.bytesOf(body)
	f.BodyRev = f.Article.Rev
	var err error
	if old.keyRev > 0 && f.Article.Rev-old.keyRev < keyframeEvery {
		var key keyframe
		key, err = db.keyframe(b, k, old.keyRev)
		if errors.Is(err, ErrDamaged) {
			db.suspect(err)
			err = nil
		} else if err == nil && key.seq >= db.journal.first() {
			f.packed, err = db.packer.packDelta(plain, &key)
			f.base = key.seq
		}
	}
	if f.packed == nil {
		f.base, f.packed = 0, db.packer.pack(plain)
		return err
	}
	f.alone = func() ([]byte, error) { return db.packer.pack([]byte(body)), nil }
	return err
}

// keyframe reads a keyframe as the batch leaves it. The last one is at hand:
// it never changes, and a story is mostly saved several times in a row.
func (db *DB) keyframe(b *batch, k storyKey, rev int64) (key keyframe, err error) {
	if db.lastKey.rev == rev && db.lastStory == k {
		return db.lastKey, nil
	}
	err = guarded(func() error {
		key, err = bodies{packer: b.packer, get: b.get}.keyframe(k, rev)
		return err
	})
	if err == nil && len(key.plain) <= window {
		db.lastKey, db.lastStory = key, k
	}
	return key, err
}
