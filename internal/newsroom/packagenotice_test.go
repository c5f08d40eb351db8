package newsroom_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// The window asks before a package's notice kills a story; one for a story that is
// not here is told and makes none, one for a story that is killed says so.
func TestTheWindowAsksOfAPackagesNotice(t *testing.T) {
	from, to := open(t, t.TempDir()), open(t, t.TempDir())
	here := take(t, from, ferry)
	both := filepath.Join(t.TempDir(), "both.zip")
	export(t, from, both)
	for came := range to.ImportPath(t.Context(), both, newsroom.ImportRequest{}) {
		must(t, came.Err)
	}
	gone := take(t, from, strings.NewReplacer("Ferry", "Tide", "ferry", "tide").Replace(ferry))
	killed := []article.ID{here.ID, gone.ID}
	for _, id := range killed {
		_, err := from.Edit(article.Edit{ID: id, Base: mustStory(t, from, id).Rev, Why: "not ours", Set: map[string]string{"flag": "killed"}})
		must(t, err)
	}
	notices := filepath.Join(t.TempDir(), "kill.zip")
	_, err := from.Export(t.Context(), newsroom.ExportRequest{Selection: newsroom.Selection{IDs: killed}, Out: notices, Kill: true})
	must(t, err)

	b, err := to.ImportFiles(t.Context(), []string{notices}, "")
	must(t, err)
	if len(b.Imported) != 0 || len(b.Asked) != 1 || !b.Asked[0].Kill || b.Asked[0].Like[0].ID != here.ID {
		t.Fatalf("asked %+v, came in %+v", b.Asked, b.Imported)
	}
	if len(b.Refused) != 1 || b.Refused[0].Problem.Message != "it is a kill notice for a story that is not here" {
		t.Errorf("refused %+v", b.Refused)
	}
	if page, err := to.List(t.Context(), newsroom.ListRequest{}); err != nil || page.Total != 1 {
		t.Errorf("%d stories, %v", page.Total, err)
	}
	_, err = to.Answer(newsroom.Answer{Token: b.Asked[0].Token, As: newsroom.AsKill, Of: here.ID})
	must(t, err)
	b, err = to.ImportFiles(t.Context(), []string{notices}, "")
	must(t, err)
	if len(b.Asked) != 0 || len(b.Imported) != 1 || !b.Imported[0].Same || b.Imported[0].As != newsroom.AsKill {
		t.Errorf("once more: asked %+v, came in %+v", b.Asked, b.Imported)
	}
}

// A notice for a story that was merged into another says which one has its words;
// that one is killed where somebody says so, not the empty shell.
func TestANoticeForAMergedStoryNamesWhoHasItsWords(t *testing.T) {
	from, to := open(t, t.TempDir()), open(t, t.TempDir())
	here := take(t, from, ferry)
	both := filepath.Join(t.TempDir(), "both.zip")
	export(t, from, both)
	for came := range to.ImportPath(t.Context(), both, newsroom.ImportRequest{}) {
		must(t, came.Err)
	}
	other := take(t, to, "---\nheadline: Tide turns at noon today\n---\nThe tide turned at noon.\n")
	_, err := to.Unite(newsroom.UniteRequest{Into: other.ID, Base: other.Rev, Other: here.ID, OtherBase: mustStory(t, to, here.ID).Rev})
	must(t, err)
	_, err = from.Edit(article.Edit{ID: here.ID, Base: mustStory(t, from, here.ID).Rev, Why: "not ours", Set: map[string]string{"flag": "killed"}})
	must(t, err)
	notices := filepath.Join(t.TempDir(), "kill.zip")
	_, err = from.Export(t.Context(), newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{here.ID}}, Out: notices, Kill: true})
	must(t, err)

	for came := range to.ImportPath(t.Context(), notices, newsroom.ImportRequest{}) {
		if !errors.Is(came.Err, newsroom.ErrNotice) || !strings.Contains(came.Err.Error(), "merged into "+string(other.ID)) {
			t.Errorf("it ended with %v", came.Err)
		}
	}
	for _, id := range []article.ID{here.ID, other.ID} {
		if flag := mustStory(t, to, id).Flag; flag == article.Killed {
			t.Errorf("%s was killed by itself", id)
		}
	}
	b, err := to.ImportFiles(t.Context(), []string{notices}, "")
	must(t, err)
	if len(b.Asked) != 1 || len(b.Asked[0].Like) != 2 || b.Asked[0].Like[0].ID != other.ID || b.Asked[0].Like[1].ID != here.ID {
		t.Errorf("the window asks %+v", b.Asked)
	}
	for came := range to.ImportPath(t.Context(), notices, newsroom.ImportRequest{As: newsroom.AsKill}) {
		must(t, came.Err)
	}
	if flag := mustStory(t, to, other.ID).Flag; flag != article.Killed {
		t.Errorf("the story with its words is %q", flag)
	}
}
