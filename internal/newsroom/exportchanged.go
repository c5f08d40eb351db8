package newsroom

import (
	"cmp"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/bundle"
)

// onlyChanged keeps the stories whose newest revision is not the one that left
// last in a package of this profile.
func (r *Room) onlyChanged(ids []article.ID, profile string) ([]article.ID, error) {
	heads, err := r.db.HeadsOf(ids)
	if err != nil {
		return nil, err
	}
	newest := map[article.ID]int64{}
	for _, h := range heads {
		newest[h.ID] = h.Rev
	}
	var changed []article.ID
	for _, id := range ids {
		receipts, err := r.sendings(id)
		if err != nil {
			return nil, err
		}
		went := func(e article.ExportReceipt) bool { return sameProfile(e.Profile, profile) && e.Rev >= newest[id] }
		if newest[id] == 0 || !slices.ContainsFunc(receipts, went) {
			changed = append(changed, id)
		}
	}
	if len(changed) == 0 && len(ids) > 0 {
		return nil, ErrUnchanged
	}
	return changed, nil
}

// sameProfile: receipts of an older Stet name the first profile by nothing.
func sameProfile(a, b string) bool {
	name := func(s string) string { return cmp.Or(s, bundle.Profiles[0].Name) }
	return strings.EqualFold(name(a), name(b))
}
