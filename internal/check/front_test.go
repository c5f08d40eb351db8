package check

import (
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
)

func TestFindingsOfAFront(t *testing.T) {
	now := time.Date(2026, 11, 29, 22, 0, 0, 0, time.UTC)
	fresh := &article.Article{ID: "fresh", LeadPicture: "p", Updated: now}
	old := &article.Article{ID: "old", LeadPicture: "gone", Updated: now, FirstPublished: now.Add(-13 * time.Hour)}
	killed := &article.Article{ID: "killed", Flag: article.Killed, Updated: now}
	f := Front{
		Lineup: desk.Lineup{ID: "home", Name: "Home", Slots: []desk.Slot{
			{Story: "old", Weight: desk.Lead, Sublinks: []article.ID{"fresh", "dead"}},
			{Story: "fresh", Weight: desk.Standard},
			{Story: "killed", Weight: desk.Splash, Hole: "killed"},
		}},
		Others:  []desk.Lineup{{ID: "sport", Name: "Sport", Slots: []desk.Slot{{Story: "fresh"}}}, {ID: "home", Slots: []desk.Slot{{Story: "fresh"}}}},
		Stories: map[article.ID]*article.Article{"fresh": fresh, "old": old, "killed": killed},
		House:   article.House{StaleAfter: 12}, Now: now,
		Sublink: func(id article.ID) string {
			if id == "dead" {
				return "spiked"
			}
			return ""
		},
		Picture: func(_ *article.Article, id string) bool { return id == "p" },
		Over: func(s *desk.Slot, _ *article.Article) []Cut {
			if s.Story == "fresh" {
				return []Cut{{Where: "phone", Rest: "the end"}}
			}
			return nil
		},
	}
	var got []string
	for _, x := range OfFront(f) {
		got = append(got, string(x.Severity)+" "+x.Code+" "+x.Message)
	}
	want := []string{
		"block hole Home, place 1: the story of sublink 2 is spiked. Take the sublink out.",
		"block hole Home, place 3: it is empty (killed). Put another story there, or take it out.",
		"warn front-stale Home, place 1: the lead is 13 hours old.",
		"warn front-picture Home, place 1: the picture is missing.",
		"warn front-twice Home, place 2: the same story is a sublink of place 1.",
		"warn front-overflow Home, place 2: the head is too long on a phone: “the end” stands below its lines.",
		"note front-twice Home, place 2: the same story stands on Sport, place 1.",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if holes := FrontHoles(f); len(holes) != 2 || holes[1].Place != 3 || holes[1].Story != "killed" {
		t.Errorf("holes are %+v", holes)
	}
	f.House.StaleAfter = 0
	for _, x := range OfFront(f) {
		if x.Code == "front-stale" {
			t.Error("stale where nobody asks")
		}
	}
}
