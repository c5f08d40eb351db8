package article

import (
	"maps"
	"slices"
)

// Edit is a change that somebody asks for: fields by path in their text form,
// made on top of revision Base. Fields that are not named stay as they are.
type Edit struct {
	ID   ID                `json:"id"`
	Base int64             `json:"base"`          // the revision the editor started from
	Note string            `json:"note"`          // for the history; "" = none
	Why  string            `json:"why,omitempty"` // a person's reason, where one is asked for; also the note
	Set  map[string]string `json:"set"`
}

// Apply makes the edited article; a is left as it was. Fields are set in the
// table's order, so that the outcome does not hang on map order.
func Apply(a Article, e Edit) (Article, error) {
	for _, path := range slices.Sorted(maps.Keys(e.Set)) {
		if _, err := FieldAt(path); err != nil && path != "section" {
			return a, err
		}
	}
	for _, f := range Fields {
		if v, ok := e.Set[f.Path]; ok {
			if err := f.Set(&a, v); err != nil {
				return a, err
			}
		}
	}
	return a, nil
}

// Changed names the fields in which two articles differ, in table order, with
// "section" last.
func Changed(a, b *Article) []string {
	paths := []string{}
	for _, f := range Fields {
		if f.Get(a) != f.Get(b) {
			paths = append(paths, f.Path)
		}
	}
	if a.SectionID != b.SectionID {
		paths = append(paths, "section")
	}
	// What a field's text does not say: a lawyer read once more, an embargo was broken.
	if a.Legal != b.Legal && !slices.Contains(paths, "legal.state") {
		paths = append(paths, "legal.state")
	}
	if a.Embargo.IsBroken() != b.Embargo.IsBroken() && !slices.Contains(paths, "embargo") {
		paths = append(paths, "embargo")
	}
	return paths
}

// Digests is the lower-case hex SHA-256 of every field that holds something.
func Digests(a *Article) map[string]string {
	digests := map[string]string{}
	add := func(path, text string) {
		if sum := Digest(text); sum != "" {
			digests[path] = sum
		}
	}
	for _, f := range Fields {
		add(f.Path, f.Get(a))
	}
	add("section", a.Section)
	return digests
}

// Normalize makes nil lists empty, so that JSON never shows null, and a
// missing status a draft.
func (a *Article) Normalize() {
	if a.Bylines == nil {
		a.Bylines = []string{}
	}
	if a.Keywords == nil {
		a.Keywords = []string{}
	}
	if a.Status == "" {
		a.Status = Draft
	}
}
