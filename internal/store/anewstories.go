package store

import (
	"bytes"
	"fmt"
	"slices"

	"stet/internal/article"
)

// storyWriter writes saves to Badger, story by story.
type storyWriter struct {
	db      *DB
	files   *segmentFiles
	to      *streams
	buf     []byte // of the record at hand
	sealed  []byte // of the value at hand
	derived []pair // of the stories so far
	told    int    // saves, by Options.Progress
}

// pair is a key and its value as it is stored.
type pair struct{ key, sealed []byte }

// all writes saves, sorted by story and revision, and what is derived of them:
// that is half of the work, and done beside.
func (w *storyWriter) all(saves []revisionAt) error {
	err := ahead(func(give func(newestSave) error) error { return w.stories(saves, give) }, w.derive)
	if err != nil {
		return err
	}
	slices.SortFunc(w.derived, func(a, b pair) int { return bytes.Compare(a.key, b.key) })
	for _, p := range w.derived {
		stream := uint32(streamAfter)
		if p.key[0] < prefixRevision {
			stream = streamBetween
		}
		if err := w.to.put(stream, p.key, p.sealed); err != nil {
			return err
		}
	}
	return nil
}

// newestSave is what a story is listed and found by.
type newestSave struct {
	at          *revisionAt
	full        record // what it says
	keyRevision int64  // of the newest body; 0 = none
}

func (w *storyWriter) stories(saves []revisionAt, give func(newestSave) error) error {
	const often = 100_000
	for from := 0; from < len(saves); {
		to := from + 1
		for to < len(saves) && saves[to].story == saves[from].story {
			to++
		}
		newest, err := w.story(saves[from:to])
		if err != nil {
			return err
		}
		if err := give(newest); err != nil {
			return err
		}
		if from = to; from-w.told >= often {
			w.told = from
			w.db.options.Progress(fmt.Sprintf("%d of %d changes are back.", from, w.db.journal.last()))
		}
	}
	return nil
}

// story writes all saves of one story. Of two that have one number, which only
// a mended journal may hold, the later counts, as when facts are applied.
func (w *storyWriter) story(saves []revisionAt) (found newestSave, err error) {
	newest, frame := 0, -1 // of all, of those with a body, by their sequence
	for i := range saves {
		if saves[i].seq > saves[newest].seq {
			newest = i
		}
		if saves[i].bodied && (frame < 0 || saves[i].seq > saves[frame].seq) {
			frame = i
		}
	}
	full, err := fullAt(saves, newest)
	if err != nil {
		return found, err
	}
	found.at = &saves[newest]
	for i := range saves {
		s := &saves[i]
		if s.moved != nil {
			if err := w.move(saves[i:]); err != nil {
				return found, err
			}
			continue
		}
		w.buf = slices.Grow(w.buf[:0], int(s.size))
		r, err := w.files.read(s.recordAt, w.buf)
		if err != nil {
			return found, err
		}
		if i == frame {
			found.keyRevision = keyRev(r.extra, s.rev)
		}
		if i == full {
			found.full, w.buf = r, nil // it shares memory with it
		}
		if err := w.save(saves[i:], &r); err != nil {
			return found, err
		}
	}
	return found, nil
}

// fullAt finds the save that says what the newest of saves does: itself, or
// the one that it leans on.
func fullAt(saves []revisionAt, newest int) (int, error) {
	n := &saves[newest]
	if n.moved == nil {
		return newest, nil
	}
	full := -1
	for i := range saves {
		s := &saves[i]
		if s.rev == n.as && s.moved == nil && (full < 0 || s.seq > saves[full].seq) {
			full = i
		}
	}
	if full < 0 {
		return 0, fmt.Errorf("%w: revision %d of story %s leans on %d, which is no save", ErrDamaged, n.rev, n.story.id(), n.as)
	}
	return full, nil
}

// move writes the first of saves, which a move made, unless one that follows
// takes its place.
func (w *storyWriter) move(saves []revisionAt) error {
	s := &saves[0]
	if len(saves) > 1 && saves[1].rev == s.rev {
		return nil
	}
	key := revisionKey(s.story, s.rev)
	w.sealed = sealInto(w.sealed, key, s.seq, s.moved.encode(s.as))
	return w.to.put(streamRevisions, key, w.sealed)
}

// save writes the first of saves, whose record r is, unless one that follows
// takes its place.
func (w *storyWriter) save(saves []revisionAt, r *record) error {
	s := &saves[0]
	last, lastBody := true, s.bodied
	for i := 1; i < len(saves) && saves[i].rev == s.rev; i++ {
		last, lastBody = false, lastBody && !saves[i].bodied
	}
	if lastBody {
		key := bodyKey(s.story, s.rev)
		w.sealed = sealInto(w.sealed, key, s.seq, r.extra)
		if err := w.to.put(streamBodies, key, w.sealed); err != nil {
			return err
		}
	}
	if !last {
		return nil
	}
	key, head := revisionKey(s.story, s.rev), packedHead(s.sum, r)
	w.sealed = sealInto(w.sealed, key, s.seq, head[:], r.json)
	return w.to.put(streamRevisions, key, w.sealed)
}

// derive makes the keys that only the newest save of a story has.
func (w *storyWriter) derive(n *newestSave) error {
	of, err := factOf(&n.full, w.db.packer)
	if err != nil {
		return err
	}
	s, f := n.at, of.(*saveFact)
	if s.moved != nil {
		s.moved.onto(f, s.rev)
	}
	b := batch{packer: w.db.packer, seq: s.seq, own: map[string][]byte{}}
	h, err := f.head(s.seq, &head{keyRev: n.keyRevision})
	if err != nil {
		return err
	}
	h.as = s.as
	b.put(headKey(s.story), h.encode())
	list := article.HeadOf(&f.Article, f.Summary)
	if err := b.index(s.story, &h, &list); err != nil {
		return err
	}
	for key, sealed := range b.own {
		w.derived = append(w.derived, pair{[]byte(key), sealed})
	}
	return nil
}
