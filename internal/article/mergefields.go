package article

import (
	"encoding/json"
	"slices"
)

// MergeStories brings what theirs changed of base into mine, field by field,
// the body and the internal note as [Merge] does, lists by what is in them.
// Where both changed a field, each in its own way, mine stands and a conflict
// says what theirs has. Which story it is, at which revision, made and updated
// when and whether it lies in the trash is mine's. Whoever calls gives theirs
// the fields of base of which their copy says nothing.
func MergeStories(base, mine, theirs *Article) (Article, []Conflict) {
	merged := *mine
	conflicts := []Conflict{}
	for _, f := range Fields {
		b, m, t := f.Get(base), f.Get(mine), f.Get(theirs)
		if m == t || t == b {
			continue
		}
		conflicts = append(conflicts, mergeField(&merged, f, b, m, t)...)
	}
	mergeState(&merged, base, mine, theirs)
	if s := theirs.SectionID; s != base.SectionID && s != mine.SectionID {
		if mine.SectionID == base.SectionID {
			merged.SectionID, merged.Section = theirs.SectionID, theirs.Section
		} else {
			conflicts = append(conflicts, Conflict{"section", base.SectionID, mine.SectionID, theirs.SectionID})
		}
	}
	return merged, conflicts
}

// mergeState takes over whole what a field's text does not say all of: who set
// an embargo and why, which words a lawyer has read.
func mergeState(merged, base, mine, theirs *Article) {
	if same(base.Embargo, mine.Embargo) {
		merged.Embargo = theirs.Embargo
	}
	if base.Legal == mine.Legal {
		merged.Legal = theirs.Legal
	}
}

// mergeField brings one field into merged. A field that cannot be set to what
// theirs has, such as the reason of an embargo that was lifted, is a conflict too.
func mergeField(merged *Article, f Field, base, mine, theirs string) []Conflict {
	text, conflicts := theirs, []Conflict(nil)
	switch at := listed(f.Path); {
	case f.Path == "body", f.Path == "internalNote":
		text, conflicts = Merge(base, mine, theirs)
		for i := range conflicts {
			conflicts[i].Field = f.Path
		}
	case at != nil && mine != base:
		text, conflicts = at(f, base, mine, theirs)
	case mine != base:
		return []Conflict{{f.Path, base, mine, theirs}}
	}
	if err := f.Set(merged, text); err != nil {
		return []Conflict{{f.Path, base, mine, theirs}}
	}
	return conflicts
}

// listMerge merges a field that is a list.
type listMerge func(f Field, base, mine, theirs string) (string, []Conflict)

// listed is how a list field is merged; nil where the field is none.
func listed(path string) listMerge {
	switch path {
	case "keywords":
		return mergeList(func(a *Article) *[]string { return &a.Keywords }, func(s string) string { return s })
	case "oldSlugs":
		return mergeList(func(a *Article) *[]string { return &a.OldSlugs }, func(s string) string { return s })
	case "authors":
		return mergeList(func(a *Article) *[]Author { return &a.Authors }, func(p Author) string { return p.Name })
	case "pictures":
		return mergeList(func(a *Article) *[]Picture { return &a.Pictures }, func(p Picture) string { return p.ID })
	case "queries":
		return mergeList(func(a *Article) *[]Query { return &a.Queries }, func(q Query) string { return q.At.String() + q.Text })
	case "options":
		return mergeList(func(a *Article) *[]Option { return &a.Options }, func(o Option) string { return string(o.Channel) + "\n" + o.Text })
	case "corrections":
		return mergeList(func(a *Article) *[]Correction { return &a.Corrections }, func(c Correction) string { return c.At.String() + c.Text })
	}
	return nil
}

// mergeList merges lists item by item, which key tells apart: what either side
// added is in, what one took away and the other left alone is out.
func mergeList[T any](at func(*Article) *[]T, key func(T) string) listMerge {
	return func(f Field, base, mine, theirs string) (string, []Conflict) {
		var sides [3]Article
		for i, text := range []string{base, mine, theirs} {
			if err := f.Set(&sides[i], text); err != nil {
				return mine, []Conflict{{f.Path, base, mine, theirs}}
			}
		}
		items, torn := mergeItems(*at(&sides[0]), *at(&sides[1]), *at(&sides[2]), key)
		*at(&sides[1]) = items
		if torn {
			return f.Get(&sides[1]), []Conflict{{f.Path, base, mine, theirs}}
		}
		return f.Get(&sides[1]), nil
	}
}

// mergeItems keeps mine's order; torn says that both changed an item, each in
// its own way, of which mine's stands.
func mergeItems[T any](base, mine, theirs []T, key func(T) string) (merged []T, torn bool) {
	find := func(list []T, k string) int {
		return slices.IndexFunc(list, func(item T) bool { return key(item) == k })
	}
	for _, item := range mine {
		b, t := find(base, key(item)), find(theirs, key(item))
		switch {
		case b >= 0 && t < 0 && same(item, base[b]):
			continue // theirs took it away
		case b >= 0 && t >= 0 && same(item, base[b]):
			item = theirs[t]
		case b >= 0 && t < 0, t >= 0 && !same(item, theirs[t]) && (b < 0 || !same(theirs[t], base[b])):
			torn = true
		}
		merged = append(merged, item)
	}
	for _, item := range theirs {
		if find(mine, key(item)) >= 0 {
			continue
		}
		switch b := find(base, key(item)); {
		case b < 0:
			merged = append(merged, item)
		case !same(item, base[b]):
			torn = true // mine took away what theirs changed
		}
	}
	return merged, torn
}

func same[T any](a, b T) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}
