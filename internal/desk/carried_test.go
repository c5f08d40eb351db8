package desk_test

import (
	"errors"
	"slices"
	"testing"

	"stet/internal/desk"
)

// A section that comes with a package keeps what leads to it, unless that leads
// elsewhere here; what differs is said.
func TestCarriedSections(t *testing.T) {
	here := []desk.Section{{ID: "a", Name: "Town", Slug: "town", OldSlugs: []string{"city"}}}
	world := desk.Carried{Name: "World", Slug: "weltweit", OldSlugs: []string{"city", "abroad", "Not a slug", "weltweit"}, Language: "de"}
	all, s, err := desk.AddCarried(here, "b", world)
	if err != nil || len(all) != 2 || all[1].Slug != "weltweit" || !slices.Equal(s.OldSlugs, []string{"abroad"}) || s.Language != "de" || len(here) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	if got, want := world.Unlike(s), "these old slugs of the package do not lead to it: city, Not a slug"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := (desk.Carried{Name: "World", Slug: "weltweit", OldSlugs: []string{"abroad"}, Language: "DE"}).Unlike(s); got != "" {
		t.Errorf("%q", got)
	}
	if got, want := (desk.Carried{Slug: "world", Language: "en"}).Unlike(s), "its slug is “weltweit”, the package says “world”; its language is de, the package says en"; got != want {
		t.Errorf("%q, want %q", got, want)
	}

	// A slug that is somebody's here, or none, gives way to one of the name.
	for _, slug := range []string{"town", "city", "Not one", ""} {
		if _, s, err := desk.AddCarried(here, "b", desk.Carried{Name: "Sport", Slug: slug, Language: "no language at all"}); err != nil || s.Slug != "sport" || s.Language != "" {
			t.Errorf("%q: %+v, %v", slug, s, err)
		}
	}
	if _, _, err := desk.AddCarried(here, "b", desk.Carried{Name: "town"}); !errors.Is(err, desk.ErrSectionTaken) {
		t.Errorf("%v", err)
	}
}
