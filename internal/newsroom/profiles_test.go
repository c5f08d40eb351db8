package newsroom_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/newsroom"
)

func TestProfilesStay(t *testing.T) {
	dir := t.TempDir()
	room := open(t, dir)
	made := bundle.Profile{Name: "Our CMS", Formats: []string{"rss", "html"}, Options: bundle.Options{FeedItems: 20}, Limits: map[string]int{"standfirst": 40, "slug": 0}}
	list, err := room.KeepProfile("", made)
	if err != nil {
		t.Fatal(err)
	}
	own := list[len(list)-1]
	if !own.Own || own.Name != "Our CMS" || !slices.Equal(own.Formats, []string{"html", "rss"}) || len(own.Limits) != 1 || own.Options.FeedItems != 20 {
		t.Errorf("kept as %+v", own)
	}
	if err := room.Close(); err != nil {
		t.Fatal(err)
	}
	room = open(t, dir)
	if again, err := room.ProfileCalled("our cms"); err != nil || again.Limits["standfirst"] != 40 {
		t.Errorf("after a restart: %+v, %v", again, err)
	}
	if list, err = room.KeepProfile("our cms", bundle.Profile{Name: "House CMS", Formats: []string{"html"}}); err != nil || list[len(list)-1].Name != "House CMS" || len(list) != len(bundle.Profiles)+1 {
		t.Errorf("renamed: %+v, %v", list, err)
	}
	if list, err = room.RemoveProfile("HOUSE cms"); err != nil || len(list) != len(bundle.Profiles) {
		t.Errorf("taken away: %+v, %v", list, err)
	}
	if _, err := room.ProfileCalled("House CMS"); !errors.Is(err, bundle.ErrProfile) {
		t.Errorf("what is gone: %v", err)
	}
}

// A limit stops the export that it is of, and no other.
func TestLimitsOfAProfile(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	a, err := room.Edit(article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{
		"headlines.main": "A ferry of forty-one characters comes in", "keywords": "harbour; a keyword that is too long", "standfirst": "Short.",
	}})
	if err != nil {
		t.Fatal(err)
	}
	limits := map[string]int{"headlines.search": 30, "keywords": 20, "standfirst": 6, "body": 10_000}
	if _, err := room.KeepProfile("", bundle.Profile{Name: "Tight", Formats: []string{"html"}, Limits: limits}); err != nil {
		t.Fatal(err)
	}
	q := newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Profile: "tight"}
	plan, err := room.PlanExport(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	said := []string{}
	for _, f := range plan.Stories[0].Findings {
		if f.Code == "over-limit" {
			said = append(said, f.Field+" "+f.Message)
		}
	}
	want := []string{
		"headlines.main As the search headline: 40 characters; the format “Tight” takes 30 at most.",
		"keywords “a keyword that is too long”: 26 characters; the format “Tight” takes 20 at most.",
	}
	if !slices.Equal(said, want) {
		t.Errorf("said\n%s\nwant\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
	if i := slices.IndexFunc(plan.Stops, func(s newsroom.PlannedStop) bool { return s.Code == "over-limit" }); i < 0 || plan.Stops[i].Cell != article.Never {
		t.Errorf("stops %+v", plan.Stops)
	}
	q.Profile = ""
	if plan, err = room.PlanExport(t.Context(), q); err != nil || slices.ContainsFunc(plan.Stops, func(s newsroom.PlannedStop) bool { return s.Code == "over-limit" }) {
		t.Errorf("another format is held to it: %+v, %v", plan.Stops, err)
	}
}

// Whatever stage an export is stopped in, nothing is left of it, and nobody is
// told later that it went.
func TestAnExportIsStopped(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	place := t.TempDir()
	for _, at := range []newsroom.Stage{newsroom.Checking, newsroom.Writing, newsroom.Sealing} {
		ctx, stop := context.WithCancel(t.Context())
		seen := map[newsroom.Stage]bool{}
		_, err := room.Export(ctx, newsroom.ExportRequest{
			Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Out: filepath.Join(place, "out"),
			Progress: func(p newsroom.Progress) {
				if seen[p.Stage] = true; p.Stage == at {
					stop()
				}
			},
		})
		if !errors.Is(err, context.Canceled) || !seen[at] {
			t.Errorf("stopped while %s: %v, seen %v", at, err, seen)
		}
		if left, err := os.ReadDir(place); err != nil || len(left) != 0 {
			t.Errorf("left behind while %s: %v, %v", at, left, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop() // while a text is laid out: that it took too long is not what happened
	_, err := room.Export(ctx, newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Out: filepath.Join(place, "out")})
	if said := newsroom.Explain(err).Message; !strings.HasPrefix(said, "Stopped") {
		t.Errorf("who stopped it is told %q", said)
	}
	if receipts, err := room.Receipts(a.ID); err != nil || len(receipts) != 0 {
		t.Errorf("noted as sent: %v, %v", receipts, err)
	}
}

func TestTheWindowWatchesAnExport(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	q := newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Out: filepath.Join(t.TempDir(), "out.zip")}
	room.StopExport() // none is under way: nothing happens
	if done, err := room.ExportWatched(t.Context(), q); err != nil || done.Stories != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	if now := room.ExportProgress(); now != (newsroom.Progress{}) {
		t.Errorf("it is over, and at %+v", now)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := room.ExportWatched(ctx, q); !errors.Is(err, context.Canceled) {
		t.Errorf("a window that closes: %v", err)
	}
}
