package article

import (
	"slices"
	"strings"
)

// OpenMerge is a merge that nobody has settled: another state of the story came
// in, and both sides had changed the same words. The story has its own; the
// other ones stand here, and whole in revision With.
type OpenMerge struct {
	With      int64      `json:"with"`
	Name      string     `json:"name"` // of the other side: "wire v4"
	Conflicts []Conflict `json:"conflicts"`
}

// Conflicts is how many are open.
func (a *Article) Conflicts() int {
	if a.Merge == nil {
		return 0
	}
	return len(a.Merge.Conflicts)
}

// Leave keeps conflicts open that a merge has left, besides those that were:
// of two about the same words of the story the later one knows more.
func (a *Article) Leave(with int64, name string, conflicts []Conflict) {
	all := slices.Clone(conflicts)
	if a.Merge != nil {
		for _, old := range a.Merge.Conflicts {
			if !slices.ContainsFunc(all, func(c Conflict) bool { return c.Field == old.Field && (c.Field != "body" || c.Mine == old.Mine) }) {
				all = append(all, old)
			}
		}
	}
	if len(all) > 0 {
		a.Merge = &OpenMerge{With: with, Name: name, Conflicts: all}
	}
}

// Torn are the changes of rows, by number, whose words are in conflict: the
// other side's stand before, the story's after.
func (m *OpenMerge) Torn(rows []Row) []int {
	torn := []int{}
	if m == nil {
		return torn
	}
	sides := map[string]bool{}
	for _, c := range m.Conflicts {
		if c.Field != "body" {
			continue
		}
		for _, p := range trimmed(paragraphs(c.Theirs)) {
			sides["<"+p] = true
		}
		for _, p := range trimmed(paragraphs(c.Mine)) {
			sides[">"+p] = true
		}
	}
	for i := range rows {
		before, after := strings.TrimSpace(rows[i].Before()), strings.TrimSpace(rows[i].After())
		if rows[i].Change > 0 && (before != "" && sides["<"+before] || after != "" && sides[">"+after]) {
			torn = append(torn, rows[i].Change)
		}
	}
	return torn
}

// TornFields are the fields in conflict, the body among them, each once.
func (m *OpenMerge) TornFields() []string {
	fields := []string{}
	if m == nil {
		return fields
	}
	for _, c := range m.Conflicts {
		if !slices.Contains(fields, c.Field) {
			fields = append(fields, c.Field)
		}
	}
	return fields
}
