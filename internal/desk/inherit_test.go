package desk

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"stet/internal/article"
)

func TestSettled(t *testing.T) {
	all := grown(t, paper)
	set := func(name string, fields map[string]string) {
		t.Helper()
		var err error
		if all, err = Describe(all, find(t, all, name), fields); err != nil {
			t.Fatal(err)
		}
	}
	set("World", map[string]string{"language": "ar", "direction": "rtl", "byline": "World desk", "usageTerms": "Agency"})
	set("Europe", map[string]string{"language": "de", "byline": "Europe desk"})
	set("Sport", map[string]string{"byline": "Sport desk"})
	for _, c := range []struct {
		name, language string
		direction      article.Direction
		byline, terms  string
	}{
		{"World", "ar", article.RTL, "World desk", "Agency"},
		{"Asia", "ar", article.RTL, "World desk", "Agency"},
		{"Europe", "de", "", "Europe desk", "Agency"}, // German does not run as Arabic does
		{"Nordics", "de", "", "Europe desk", "Agency"},
		{"Sport", "", "", "Sport desk", ""},
	} {
		s := Settled(all, find(t, all, c.name))
		if s.Name != c.name || s.Language != c.language || s.Direction != c.direction || s.Byline != c.byline || s.UsageTerms != c.terms {
			t.Errorf("%s: got %+v", c.name, s)
		}
	}
	if s := Settled(all, "nobody"); s.ID != "" {
		t.Errorf("no section: %+v", s)
	}
}

func TestCompleteKeepsWhatAStorySays(t *testing.T) {
	s := Section{Byline: "Our staff", UsageTerms: "Not for resale", Language: "uk", Direction: article.LTR}
	a := article.Article{Bylines: []string{"Mara Lind"}, UsageTerms: "Free", Language: "en", Direction: article.RTL}
	if got := s.Complete(a); !slices.Equal(got.Bylines, a.Bylines) || got.UsageTerms != "Free" || got.Language != "en" || got.Direction != article.RTL {
		t.Errorf("got %+v", got)
	}
	got := s.Complete(article.Article{Bylines: []string{""}})
	if !slices.Equal(got.Bylines, []string{"Our staff"}) || got.UsageTerms != "Not for resale" || got.Language != "uk" || got.Direction != article.LTR {
		t.Errorf("got %+v", got)
	}
}

// What a section inherits is what the nearest above it says that says anything,
// and settling changes nothing that the section says itself.
func TestLawSettled(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 17))
	for range 300 {
		all := []Section{}
		for i := range 12 {
			s := Section{ID: fmt.Sprint(i), Name: fmt.Sprint("S", i)}
			if i > 0 && rnd.IntN(4) > 0 {
				s.Parent = fmt.Sprint(rnd.IntN(i))
			}
			if rnd.IntN(3) == 0 {
				s.Byline = fmt.Sprint("by ", i)
			}
			all = append(all, s)
		}
		for _, s := range all {
			want := ""
			for _, above := range Path(all, s.ID) {
				if above.Byline != "" {
					want = above.Byline
				}
			}
			got := Settled(all, s.ID)
			if got.Byline != want {
				t.Fatalf("%s of %+v: byline %q, want %q", s.ID, all, got.Byline, want)
			}
			if got.Byline = s.Byline; !sameSection(got, s) {
				t.Fatalf("settled %+v changed %+v", got, s)
			}
		}
	}
}

func sameSection(a, b Section) bool { return fmt.Sprintf("%+v", a) == fmt.Sprintf("%+v", b) }
