package desk

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
)

// grown makes a tree of lines, a tab for each level.
func grown(t *testing.T, lines string) []Section {
	t.Helper()
	var all []Section
	above := []string{""}
	for i, line := range strings.Split(strings.Trim(lines, "\n"), "\n") {
		name := strings.TrimLeft(line, "\t")
		level := len(line) - len(name)
		id := fmt.Sprintf("id-%d-00000000", i)
		more, _, err := Add(all, id, name)
		if err == nil {
			all, err = Move(more, id, above[level], len(more))
		}
		if err != nil {
			t.Fatal(err)
		}
		above = append(above[:level+1], id)
	}
	return all
}

func drawn(all []Section) string {
	var b strings.Builder
	for _, s := range all {
		fmt.Fprintf(&b, "%s%s\n", strings.Repeat("\t", len(Path(all, s.ID))-1), s.Name)
	}
	return b.String()
}

func find(t *testing.T, all []Section, name string) string {
	t.Helper()
	if name == "" {
		return ""
	}
	s, err := Find(all, name)
	if err != nil {
		t.Fatal(err)
	}
	return s.ID
}

const paper = `
World
	Europe
		Nordics
	Asia
Sport
	Football
Culture
`

func TestMove(t *testing.T) {
	for _, c := range []struct {
		name, under string
		to          int
		want        string
	}{
		{"Sport", "", 0, "Sport\n\tFootball\nWorld\n\tEurope\n\t\tNordics\n\tAsia\nCulture\n"},
		{"World", "", 99, "Sport\n\tFootball\nCulture\nWorld\n\tEurope\n\t\tNordics\n\tAsia\n"},
		{"Asia", "World", -3, "World\n\tAsia\n\tEurope\n\t\tNordics\nSport\n\tFootball\nCulture\n"},
		{"Europe", "Sport", 1, "World\n\tAsia\nSport\n\tFootball\n\tEurope\n\t\tNordics\nCulture\n"},
		{"Nordics", "", 1, "World\n\tEurope\n\tAsia\nNordics\nSport\n\tFootball\nCulture\n"},
		{"Culture", "Nordics", 0, "World\n\tEurope\n\t\tNordics\n\t\t\tCulture\n\tAsia\nSport\n\tFootball\n"},
	} {
		all := grown(t, paper)
		moved, err := Move(all, find(t, all, c.name), find(t, all, c.under), c.to)
		if err != nil || drawn(moved) != c.want {
			t.Errorf("%s to %d below %q: %v\n%s", c.name, c.to, c.under, err, drawn(moved))
		}
		if drawn(all) != paper[1:] {
			t.Fatalf("moving %s changed the list that was passed in", c.name)
		}
	}
}

func TestASectionCannotLieInItself(t *testing.T) {
	all := grown(t, paper)
	for _, c := range [][2]string{{"World", "World"}, {"World", "Europe"}, {"World", "Nordics"}} {
		if _, err := Move(all, find(t, all, c[0]), find(t, all, c[1]), 0); !errors.Is(err, ErrCycle) {
			t.Errorf("%s into %s: %v", c[0], c[1], err)
		}
	}
	if _, err := Move(all, "nobody", "", 0); !errors.Is(err, ErrNoSection) {
		t.Errorf("moving nobody: %v", err)
	}
	if _, err := Move(all, find(t, all, "Asia"), "nobody", 0); !errors.Is(err, ErrNoSection) {
		t.Errorf("moving below nobody: %v", err)
	}
	if _, err := Merge(all, find(t, all, "Asia"), find(t, all, "Asia")); !errors.Is(err, ErrCycle) {
		t.Errorf("merging Asia into itself: %v", err)
	}
}

func TestRemoveLeavesWhatLayBelow(t *testing.T) {
	all := grown(t, paper)
	left, err := Remove(all, find(t, all, "Europe"), "")
	if want := "World\n\tNordics\n\tAsia\nSport\n\tFootball\nCulture\n"; err != nil || drawn(left) != want {
		t.Errorf("%v\n%s", err, drawn(left))
	}
	if _, err := Remove(all, "nobody", ""); !errors.Is(err, ErrNoSection) {
		t.Errorf("removing nobody: %v", err)
	}
}

func TestMerge(t *testing.T) {
	for _, c := range []struct{ from, into, want, slugs string }{
		{"Sport", "Culture", "World\n\tEurope\n\t\tNordics\n\tAsia\nCulture\n\tFootball\n", "sport"},
		{"World", "Nordics", "Nordics\n\tEurope\n\tAsia\nSport\n\tFootball\nCulture\n", "world"},
		{"Europe", "World", "World\n\tNordics\n\tAsia\nSport\n\tFootball\nCulture\n", "europe"},
	} {
		all := grown(t, paper)
		merged, err := Merge(all, find(t, all, c.from), find(t, all, c.into))
		if err != nil || drawn(merged) != c.want {
			t.Errorf("%s into %s: %v\n%s", c.from, c.into, err, drawn(merged))
			continue
		}
		if into, _ := Find(merged, c.into); strings.Join(into.OldSlugs, " ") != c.slugs {
			t.Errorf("%s leads nowhere: %v", c.from, into.OldSlugs)
		}
	}
}

// Laws: whatever is moved, merged, renamed and removed, each section that was
// not taken away is there once, behind its parent, numbered from 0, and every
// slug that there ever was leads to one section.
func TestTheTreeStaysATree(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 2))
	all := grown(t, paper)
	slugs := map[string]bool{}
	for step := range 2000 {
		var next []Section
		var err error
		any := func() string { return all[r.IntN(len(all))].ID }
		ids := map[string]bool{}
		for _, s := range all {
			ids[s.ID] = true
		}
		parent := ""
		if r.IntN(4) > 0 {
			parent = any()
		}
		switch n := r.IntN(10); {
		case n == 0 || len(all) < 4:
			id := fmt.Sprintf("new-%d-0000", step)
			next, _, err = Add(all, id, fmt.Sprintf("Section %d", r.IntN(40)))
			ids[id] = err == nil
		case n == 1:
			id := any()
			heir := ""
			if r.IntN(2) > 0 {
				heir = any()
			}
			if next, err = Remove(all, id, heir); err == nil {
				delete(ids, id)
			}
			for _, s := range all {
				if s.ID == id && heir == "" { // its slugs are free again
					delete(slugs, s.Slug)
					for _, old := range s.OldSlugs {
						delete(slugs, old)
					}
				}
			}
		case n == 2:
			from := any()
			if next, err = Merge(all, from, any()); err == nil {
				delete(ids, from)
			}
		case n == 3:
			next, err = Rename(all, any(), fmt.Sprintf("Section %d", r.IntN(40)))
		default:
			next, err = Move(all, any(), parent, r.IntN(9)-2)
		}
		if err != nil {
			if !errors.Is(err, ErrCycle) && !errors.Is(err, ErrSectionTaken) {
				t.Fatalf("seed %d, step %d: %v", seed, step, err)
			}
			continue
		}
		all = next
		owner := map[string]string{}
		for n, s := range all {
			if s.Order != n || !ids[s.ID] {
				t.Fatalf("seed %d, step %d: %q has order %d at %d", seed, step, s.Name, s.Order, n)
			}
			delete(ids, s.ID)
			if s.Parent != "" && !slices.ContainsFunc(all[:n], func(p Section) bool { return p.ID == s.Parent }) {
				t.Fatalf("seed %d, step %d: %q stands ahead of its parent\n%s", seed, step, s.Name, drawn(all))
			}
			for _, slug := range append([]string{s.Slug}, s.OldSlugs...) {
				if owner[slug] != "" {
					t.Fatalf("seed %d, step %d: /%s/ is %q and %q", seed, step, slug, owner[slug], s.Name)
				}
				owner[slug], slugs[slug] = s.Name, true
			}
		}
		for id, there := range ids {
			if there {
				t.Fatalf("seed %d, step %d: section %s is lost", seed, step, id)
			}
		}
		for slug := range slugs {
			if owner[slug] == "" {
				t.Fatalf("seed %d, step %d: /%s/ leads nowhere", seed, step, slug)
			}
		}
	}
}

// A list that was damaged, or made by another program, loses no section.
func TestACircleIsCut(t *testing.T) {
	all := []Section{{ID: "a", Name: "A", Parent: "b"}, {ID: "b", Name: "B", Parent: "a"}, {ID: "c", Name: "C", Parent: "gone"}, {ID: "d", Name: "D", Parent: "c"}}
	moved, err := Move(all, "d", "", 0)
	if want := "D\nA\n\tB\nC\n"; err != nil || drawn(moved) != want {
		t.Errorf("%v\n%s", err, drawn(moved))
	}
}

func TestDescribe(t *testing.T) {
	all := named(t, "World", "Sport")
	for _, c := range []struct{ field, value, kept string }{
		{"colour", "#1F6FEB", "#1f6feb"},
		{"language", "uk", "uk"},
		{"direction", "rtl", "rtl"},
		{"byline", " Our\nstaff ", "Our staff"},
		{"usageTerms", "Not for sale", "Not for sale"},
		{"slug", "planet", "planet"},
		{"mapping.wordpress", "12", "12"},
		{"mapping.ghost", "World news", "World news"},
		{"mapping.hugo", "/news/world/", "news/world"},
		{"mapping.arc", "news/world/", "/news/world"},
		{"mapping.arc", " quay-post:world ;herald:/regional/world/", "quay-post:/world; herald:/regional/world"},
		{"mapping.iptc", "20000001", "medtop:20000001"},
		{"mapping.iptc", "", ""},
	} {
		set, err := Describe(all, all[0].ID, map[string]string{c.field: c.value})
		if err != nil {
			t.Errorf("%s: %v", c.field, err)
			continue
		}
		s := set[0]
		got := map[string]string{"colour": s.Colour, "language": s.Language, "direction": string(s.Direction), "byline": s.Byline, "usageTerms": s.UsageTerms, "slug": s.Slug}[c.field]
		if target, ok := strings.CutPrefix(c.field, mapped); ok {
			got = s.Mapping[target]
		}
		if got != c.kept {
			t.Errorf("%s %q is kept as %q, want %q", c.field, c.value, got, c.kept)
		}
	}
	if all[0].Colour != "" || all[0].Mapping != nil {
		t.Error("the list that was passed in changed")
	}
}

func TestDescribeRefuses(t *testing.T) {
	all := named(t, "World", "Sport")
	all, _ = Rename(all, all[1].ID, "Games")
	for field, value := range map[string]string{
		"colour": "red", "language": "no language", "direction": "up", "slug": "games", "mapping.iptc": "sport", "mapping.hugo": "../secret",
		"mapping.joomla": "1", "name": "Planet", "": "x",
	} {
		if _, err := Describe(all, all[0].ID, map[string]string{field: value}); !errors.Is(err, article.ErrValue) {
			t.Errorf("%s %q: %v", field, value, err)
		}
	}
	for _, slug := range []string{"", "Sport News", "sport"} { // the last leads to Games
		if _, err := Describe(all, all[0].ID, map[string]string{"slug": slug}); !errors.Is(err, article.ErrValue) {
			t.Errorf("slug %q: %v", slug, err)
		}
	}
	if _, err := Describe(all, "nobody", nil); !errors.Is(err, ErrNoSection) {
		t.Errorf("describing nobody: %v", err)
	}
	for _, value := range []string{":/world", "quay post:/world", "quay:/", "quay:/a//b", "/a;", "/a/../b", "/a b", "a:b:c"} {
		if _, err := Describe(all, all[0].ID, map[string]string{"mapping.arc": value}); !errors.Is(err, article.ErrValue) {
			t.Errorf("mapping.arc %q: %v", value, err)
		}
	}
}

// Whatever parents a damaged list names, no section is lost, each stands behind
// its parent, and one whose way up leads to the top keeps it.
func TestLawInOrder(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 5))
	for range 500 {
		n := 1 + rnd.IntN(12)
		all := make([]Section, n)
		for i := range all {
			all[i] = Section{ID: fmt.Sprint(i), Name: fmt.Sprint("S", i)}
			if rnd.IntN(4) > 0 {
				all[i].Parent = fmt.Sprint(rnd.IntN(n + 1)) // itself, those behind it, one that is not there
			}
		}
		was := slices.Clone(all)
		got := inOrder(slices.Clone(all))
		seen := map[string]bool{"": true}
		for i, s := range got {
			if !seen[s.Parent] || seen[s.ID] || s.Order != i {
				t.Fatalf("%d: %+v in\n%+v, of\n%+v", i, s, got, was)
			}
			seen[s.ID] = true
			if up := Path(was, s.ID); up[0].Parent == "" && s.Parent != was[slices.IndexFunc(was, func(w Section) bool { return w.ID == s.ID })].Parent {
				t.Fatalf("%+v lost its place of\n%+v", s, was)
			}
		}
		if len(got) != n {
			t.Fatalf("%d of %d are left", len(got), n)
		}
	}
}
