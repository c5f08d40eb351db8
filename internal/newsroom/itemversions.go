package newsroom

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/intake"
	"stet/internal/store"
)

// older reports whether a wire version is older than another, where that can be
// told.
func older(version, than string) bool {
	order, told := byVersion(version, than)
	return told && order < 0
}

// byVersion orders versions of an item: numbers, or numbers with dots between
// them, or the times by which items go that do not count.
func byVersion(version, than string) (order int, told bool) {
	if a, b := counts(version), counts(than); a != nil && b != nil {
		return slices.Compare(a, b), true
	}
	a, errA := time.Parse(time.RFC3339, strings.TrimSpace(version))
	b, errB := time.Parse(time.RFC3339, strings.TrimSpace(than))
	return a.Compare(b), errA == nil && errB == nil
}

// counts are the numbers of a version, without noughts at its end: 3.0 is 3. nil
// = it is none.
func counts(version string) []int {
	numbers := []int{}
	for part := range strings.SplitSeq(strings.TrimPrefix(strings.TrimSpace(version), "v"), ".") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return nil
		}
		numbers = append(numbers, n)
	}
	for len(numbers) > 1 && numbers[len(numbers)-1] == 0 {
		numbers = numbers[:len(numbers)-1]
	}
	return numbers
}

// fromItem is every story that came from an item. An id that is one of a kind
// finds those too of which nobody said who sent them.
func (r *Room) fromItem(s article.Source) ([]article.ID, error) {
	ids, err := r.db.FromSource(s)
	if err != nil || s.Service == "" || !strings.Contains(s.Key, ":") {
		return ids, err
	}
	more, err := r.db.FromSource(article.Source{Key: s.Key})
	return append(ids, more...), err
}

// tooOld refuses a version that comes in behind a newer one.
func tooOld(a, head *article.Article) error {
	return fmt.Errorf("%w: this is version %s, %s has version %s", ErrOlder, a.Source.Version, titleOf(head), head.Source.Version)
}

func titleOf(a *article.Article) string {
	if name := cmp.Or(a.Headlines.Main, a.Slugline); name != "" {
		return "“" + name + "”"
	}
	return string(a.ID)
}

// saysWhere reports whether copy says for certain that it belongs to the likeliest
// story: nobody is asked about that. What somebody brings by itself and was here
// before may be wanted once more, and of a paste an older version too.
func (r *Room) saysWhere(a *article.Article, q *ImportRequest, likes []Likeness) (bool, error) {
	if !q.named || len(likes) == 0 || !likes[0].wire {
		return false, nil
	}
	if q.Block {
		return true, nil
	}
	before, err := r.tookBefore(likes[0].ID, a)
	return !before && !(likes[0].Older && q.Name == ""), err
}

// nextVersion takes an item in as the next version of the story that has its id.
func (r *Room) nextVersion(read *intake.Result, q ImportRequest, likes []Likeness) (Imported, error) {
	q.As = AsVersion
	return r.takeInto(read, q, likes)
}

// tookBefore reports whether a story took this copy in before, word for word.
func (r *Room) tookBefore(id article.ID, a *article.Article) (bool, error) {
	revisions, err := r.db.History(id)
	if err != nil {
		return false, err
	}
	for _, said := range revisions {
		if _, taken := copyName(said.Note); !taken {
			continue
		}
		if came, err := r.db.GetRev(id, said.Rev); err != nil || sameCopy(a, &came) {
			return err == nil, err
		}
	}
	return false, nil
}

// saysNothing reports whether an item says nothing new: the story that has its id
// took these words in before. So it is where the desk dropped that story, or the
// agency took it back: what is read every hour brings nothing of it back to life.
// A newer version does come in, as a story of its own.
func (r *Room) saysNothing(a *article.Article) (head article.Article, same bool, err error) {
	ids, err := r.fromItem(a.Source)
	if err != nil {
		return head, false, err
	}
	for _, id := range ids {
		was, err := r.db.Get(id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return head, false, err
		}
		if head.ID == "" || isDropped(&head) && !isDropped(&was) {
			head = was
		}
	}
	if head.ID == "" {
		return head, false, nil
	}
	if before, err := r.tookBefore(head.ID, a); before || err != nil || !isDropped(&head) {
		return head, before, err
	}
	if order, told := byVersion(a.Source.Version, head.Source.Version); told && order <= 0 {
		return head, false, dropped(&head)
	}
	return head, false, nil
}

// isDropped holds for a story that nothing more comes into.
func isDropped(a *article.Article) bool {
	return a.Trashed || a.Flag == article.Spiked || a.Flag == article.Killed
}

// takeBackItem kills the stories of an item that the agency takes back. It does so by
// itself only where the item's own id says which ones: words and sluglines may
// mean another.
func (r *Room) takeBackItem(item *intake.Item, meant []Likeness) (Imported, error) {
	known, err := r.killedBefore(item.Kill)
	switch {
	case err != nil:
		return Imported{}, err
	case len(meant) == 0 && known.ID != "":
		return unchanged(&known, AsKill), nil
	case len(meant) == 0:
		return Imported{}, item.Err
	case !meant[0].wire:
		return Imported{}, fmt.Errorf("%w for %s", ErrNotice, meant[0].ID)
	}
	var first Imported
	for _, l := range meant {
		if !l.wire {
			continue
		}
		head, err := r.db.Get(l.ID)
		if err != nil {
			return first, err
		}
		if v := item.Kill.Sources[0].Version; older(v, head.Source.Version) {
			return first, fmt.Errorf("%w: the notice is for version %s, %s has version %s", ErrOlder, v, titleOf(&head), head.Source.Version)
		}
		in, err := r.takeKill(*item.Kill, string(l.ID), nil)
		if err != nil {
			return first, err
		}
		if first.ID == "" {
			first = in
		} else {
			first.Like = append(first.Like, l)
		}
	}
	return first, nil
}

// killedBefore is a story that was killed for an item already; its ID is "" where
// none was.
func (r *Room) killedBefore(kill *intake.Kill) (article.Article, error) {
	for _, s := range kill.Sources {
		ids, err := r.db.FromSource(s)
		if err != nil {
			return article.Article{}, err
		}
		for _, id := range ids {
			if a, err := r.db.Get(id); err == nil && a.Flag == article.Killed {
				return a, nil
			}
		}
	}
	return article.Article{}, nil
}
