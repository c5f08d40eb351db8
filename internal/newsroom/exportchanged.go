package newsroom

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/store"
)

// onlyChanged keeps the stories of which readers would get something else than
// what left last in a package of this profile.
func (r *Room) onlyChanged(ids []article.ID, profile string) ([]article.ID, error) {
	heads, err := r.db.HeadsOf(ids)
	if err != nil {
		return nil, err
	}
	newest := map[article.ID]article.Head{}
	for _, h := range heads {
		newest[h.ID] = h
	}
	var changed []article.ID
	for _, id := range ids {
		receipts, err := r.sendings(id)
		if err != nil {
			return nil, err
		}
		h := newest[id]
		went := func(e article.ExportReceipt) bool {
			return sameProfile(e.Profile, profile) && e.Rev >= h.Rev && !e.Rehoused(h.Section)
		}
		if h.Rev > 0 && slices.ContainsFunc(receipts, went) {
			continue
		}
		if same, err := r.sameForReaders(id, profile); err != nil || same {
			if err != nil {
				return nil, err
			}
			continue
		}
		changed = append(changed, id)
	}
	if len(changed) == 0 && len(ids) > 0 {
		return nil, ErrUnchanged
	}
	return changed, nil
}

// notTold keeps the kill notices that did not leave last in a package of this
// profile.
func (r *Room) notTold(notices []prepared, profile string) ([]prepared, error) {
	left := []prepared{}
	for _, n := range notices {
		receipts, err := r.sendings(n.story.Article.ID)
		if err != nil {
			return nil, err
		}
		last := slices.IndexFunc(receipts, func(e article.ExportReceipt) bool { return sameProfile(e.Profile, profile) })
		if last < 0 || receipts[last].Act != article.Withdraw {
			left = append(left, n)
		}
	}
	if len(left) == 0 {
		return nil, ErrUnchanged
	}
	return left, nil
}

// sameForReaders reports whether newer revisions of a story changed nothing that
// readers get. One that is gone is told by whoever loads it.
func (r *Room) sameForReaders(id article.ID, profile string) (bool, error) {
	a, err := r.db.Get(id)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("load story %s: %w", id, err)
	}
	return r.leftAlready(&a, profile)
}

// sameProfile: receipts of an older Stet name the first profile by nothing.
func sameProfile(a, b string) bool {
	name := func(s string) string { return cmp.Or(s, bundle.Profiles[0].Name) }
	return strings.EqualFold(name(a), name(b))
}
