package store

import (
	"encoding/hex"
	"fmt"

	"stet/internal/article"
)

// apply puts the revision and its body, which never change, and moves the head
// and its index keys unless a newer save of the story has done so already.
func (f *saveFact) apply(b *batch) error {
	k, err := keyOf(f.Article.ID)
	if err != nil {
		return err
	}
	b.put(revisionKey(k, f.Article.Rev), f.json)
	if f.packed != nil {
		b.put(bodyKey(k, f.Article.Rev), f.packed)
	}
	old, ok, err := b.head(k)
	if err != nil {
		return err
	}
	if ok && old.seq > b.seq {
		return nil
	}
	if ok {
		b.unindex(k, &old)
	}
	h, err := f.head(b.seq, &old)
	if err != nil {
		return err
	}
	b.put(headKey(k), h.encode())
	list := article.HeadOf(&f.Article, f.Summary)
	return b.index(k, &h, &list)
}

func (f *saveFact) head(seq uint64, old *head) (head, error) {
	a := &f.Article
	h := head{
		seq: seq, rev: a.Rev, bodyRev: f.BodyRev, keyRev: old.keyRev, created: a.Created,
		section: a.SectionID, slug: a.Slug, old: a.OldSlugs, source: a.Source, trashed: a.Trashed,
	}
	if f.packed != nil {
		h.keyRev = keyRev(f.packed, a.Rev)
	}
	n, err := hex.Decode(h.bodySum[:], []byte(f.BodySHA256))
	if err != nil || n != len(h.bodySum) {
		return h, fmt.Errorf("%w: digest of the body of %s revision %d", ErrDamaged, a.ID, a.Rev)
	}
	return h, nil
}

func (b *batch) index(k storyKey, h *head, list *article.Head) error {
	line, err := encodeLine(list)
	if err != nil {
		return err
	}
	b.put(lineKey(k, h.seq, h.trashed), line)
	for _, key := range indexKeys(k, h) {
		b.put(key, nil)
	}
	return nil
}

func (b *batch) unindex(k storyKey, h *head) {
	b.delete(lineKey(k, h.seq, h.trashed))
	for _, key := range indexKeys(k, h) {
		b.delete(key)
	}
}

// indexKeys are the empty-valued keys that point at a head. A trashed story
// leaves its section, but keeps its slug and its source: an undo must find
// them free, and wire copy that comes again must find the story.
func indexKeys(k storyKey, h *head) [][]byte {
	var keys [][]byte
	if h.section != "" && !h.trashed {
		keys = append(keys, sectionKey(h.section, h.seq, k))
	}
	for _, slug := range append([]string{h.slug}, h.old...) {
		if slug != "" {
			keys = append(keys, append(slugPrefix(slug), k[:]...))
		}
	}
	if h.source.Key != "" {
		keys = append(keys, append(sourcePrefix(h.source), k[:]...))
	}
	return keys
}

func (f *sectionsFact) apply(b *batch) error { return b.putJSON(sectionsKey(), f.Sections) }

// apply puts the lineup, and the revision that it now has, which never changes.
func (f *lineupFact) apply(b *batch) error {
	text, err := encodeJSON(f.Lineup)
	if err != nil {
		return fmt.Errorf("write lineup: %w", err)
	}
	b.put(pastKey(f.Lineup.ID, f.Lineup.Rev), b.packer.pack(text))
	b.put(lineupKey(f.Lineup.ID), text)
	b.delete(noLineupKey(f.Lineup.ID))
	return nil
}

// apply leaves the lineup's revisions, and word of which was the newest: it may
// come back, and goes on counting from there.
func (f *noLineupFact) apply(b *batch) error {
	b.delete(lineupKey(f.ID))
	return b.putJSON(noLineupKey(f.ID), f)
}

func (f *settingsFact) apply(b *batch) error {
	for name, v := range f.Settings {
		if v == "" {
			b.delete(settingKey(name))
		} else {
			b.put(settingKey(name), []byte(v))
		}
	}
	return nil
}

func (f *receiptsFact) apply(b *batch) error {
	for i, r := range f.Receipts {
		k, err := keyOf(r.ID)
		if err != nil {
			return err
		}
		text, err := encodeJSON(r)
		if err != nil {
			return fmt.Errorf("write receipt: %w", err)
		}
		b.put(receiptKey(k, b.seq, i), b.packer.pack(text))
	}
	return nil
}

func (f *intakeFact) apply(b *batch) error {
	k, err := keyOf(f.ID)
	if err != nil {
		return err
	}
	return b.putJSON(intakeKey(k), f)
}

func (f *pictureFact) apply(b *batch) error { return b.putJSON(pictureKey(f.ID), f) }

func (*gapFact) apply(*batch) error { return nil }
