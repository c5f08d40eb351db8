package newsroom

import (
	"context"
	"slices"

	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/table"
)

// twins finds the stories whose main headline has the words of one of these
// texts. Whoever types waits for it: the list in memory is looked through, and
// no story is read but those that are found. A list that is not in memory yet
// is not waited for.
func (r *Room) twins(texts []string) check.Twins {
	wanted := map[uint64]bool{}
	for _, text := range texts {
		if text != "" {
			wanted[check.HeadlineKey([]byte(text))] = true
		}
	}
	return r.twinsOf(wanted)
}

// twinsAmong finds those of the main headlines of stories.
func (r *Room) twinsAmong(ids []article.ID) check.Twins {
	wanted := map[uint64]bool{}
	if r.list.ready() {
		for _, id := range ids {
			if row, ok := r.list.table.Row(id); ok {
				wanted[check.HeadlineKey(row.Headline())] = true
			}
		}
	}
	return r.twinsOf(wanted)
}

func (r *Room) twinsOf(wanted map[uint64]bool) check.Twins {
	twins := check.Twins{}
	if len(wanted) == 0 || !r.list.ready() {
		return twins
	}
	ids := map[uint64][]article.ID{}
	r.list.table.Each(func(row *table.Row) {
		if !alive(row) {
			return
		}
		if key := check.HeadlineKey(row.Headline()); wanted[key] {
			ids[key] = append(ids[key], row.ID())
		}
	})
	for key, same := range ids {
		for _, id := range same[:min(len(same), mostTwins)] {
			if a, err := r.db.Get(id); err == nil {
				twins[key] = append(twins[key], check.Twin{ID: id, Headline: a.Headlines.Main})
			}
		}
	}
	return twins
}

// mostTwins is enough to name one that is not the story itself.
const mostTwins = 2

// alive holds for a story that readers have or may get.
func alive(row *table.Row) bool {
	return !row.Trashed && row.Status != article.Withdrawn && !slices.Contains([]article.Flag{article.Spiked, article.Killed}, row.Flag)
}

// listRead waits until the list is in memory; where it cannot be read, twins
// are not told of.
func (r *Room) listRead(ctx context.Context) {
	r.list.begin(r.db)
	_ = r.list.wait(ctx)
}
