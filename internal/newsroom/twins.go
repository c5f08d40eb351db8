package newsroom

import (
	"context"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/store"
	"stet/internal/table"
)

// twins finds the stories that have a headline, in whatever channel, of the
// words of one of these texts. Whoever types waits for it. Where the list is in
// memory it is looked through; a command, which never reads it, goes through the
// lines in the store, which takes a tenth of reading them. Where neither can be
// read, twins are not told of.
func (r *Room) twins(ctx context.Context, texts []string) check.Twins {
	return r.twinsOf(ctx, keysOf(texts), nil)
}

// twinsAmong finds those of the headlines of stories.
func (r *Room) twinsAmong(ctx context.Context, ids []article.ID) check.Twins {
	heads, err := r.db.HeadsOf(ids)
	if err != nil {
		return nil
	}
	var texts []string
	asked := make(map[article.ID]bool, len(heads))
	for i := range heads {
		texts = append(texts, headlinesOf(&heads[i])...)
		asked[heads[i].ID] = true
	}
	return r.twinsOf(ctx, keysOf(texts), asked)
}

func keysOf(texts []string) map[uint64]bool {
	keys := map[uint64]bool{}
	for _, text := range texts {
		if text != "" {
			keys[article.HeadlineKey(text)] = true
		}
	}
	return keys
}

// twinsOf finds the stories by key. One of those asked about that is alone with
// its words has no twin.
func (r *Room) twinsOf(ctx context.Context, wanted map[uint64]bool, asked map[article.ID]bool) check.Twins {
	twins := check.Twins{}
	if len(wanted) == 0 {
		return twins
	}
	found, err := r.headed(ctx, wanted)
	if err != nil {
		return twins
	}
	for key, ids := range found {
		if len(ids) == 1 && asked[ids[0]] {
			continue
		}
		heads, err := r.db.HeadsOf(ids)
		if err != nil {
			return check.Twins{}
		}
		for _, h := range heads {
			twins[key] = append(twins[key], check.Twin{ID: h.ID, Headline: headlineOf(&h, key)})
		}
	}
	return twins
}

// headed finds a few stories for each key.
func (r *Room) headed(ctx context.Context, wanted map[uint64]bool) (map[uint64][]article.ID, error) {
	found := map[uint64][]article.ID{}
	add := func(key uint64, id article.ID) {
		if ids := found[key]; len(ids) < mostTwins && !slices.Contains(ids, id) {
			found[key] = append(ids, id)
		}
	}
	if r.list.begun() {
		if err := r.list.wait(ctx); err != nil {
			return nil, err
		}
		r.list.table.Headed(wanted, func(key uint64, row *table.Row) {
			if alive(row.Trashed, row.Status, row.Flag) {
				add(key, row.ID())
			}
		})
		return found, nil
	}
	err := r.db.Lines(func(line store.Line) bool {
		if line.Trashed {
			return false // they come last
		}
		if !alive(line.Trashed, line.Status, line.Flag) {
			return true
		}
		if key := article.HeadlineKey(line.Headline); wanted[key] {
			add(key, line.ID)
		}
		for other := range strings.SplitSeq(line.Others, "\n") {
			if key := article.HeadlineKey(other); other != "" && wanted[key] {
				add(key, line.ID)
			}
		}
		return true
	})
	return found, err
}

// headlinesOf are the headlines of a story, the main one first.
func headlinesOf(h *article.Head) []string {
	if h.Others == "" {
		return []string{h.Headline}
	}
	return append([]string{h.Headline}, strings.Split(h.Others, "\n")...)
}

// headlineOf is how a story writes the headline of a key.
func headlineOf(h *article.Head, key uint64) string {
	for _, headline := range headlinesOf(h) {
		if article.HeadlineKey(headline) == key {
			return headline
		}
	}
	return h.Headline
}

// mostTwins is enough to name one that is not the story itself.
const mostTwins = 2

// alive holds for a story that readers have or may get.
func alive(trashed bool, status article.Status, flag article.Flag) bool {
	return !trashed && status != article.Withdrawn && flag != article.Spiked && flag != article.Killed
}
