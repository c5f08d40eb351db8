package newsroom_test

import (
	"path/filepath"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// A plan says of each story what a package of it would be to those who have an
// earlier one; of a kill too, of which nothing but the headline is told.
func TestAPlanSaysWhichKindOfPackageItIs(t *testing.T) {
	room := open(t, t.TempDir())
	named(t, room)
	a := take(t, room, ferry)
	q := newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Profile: "web"}
	is := func(kind string) {
		t.Helper()
		plan, err := room.PlanExport(t.Context(), q)
		if err != nil || len(plan.Stories) != 1 {
			t.Fatalf("planned %+v, %v", plan, err)
		}
		if p := plan.Stories[0]; string(p.Kind) != kind || p.Left.IsZero() != (kind == "new") || p.Headline == "" || strings.Contains(p.Headline, "withdrawn") {
			t.Errorf("it is %+v, want %s", p, kind)
		}
	}
	export := func() {
		t.Helper()
		q.Out = filepath.Join(t.TempDir(), "bundle")
		if _, err := room.Export(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	is("new")
	export()
	is("again")
	edit(t, room, a.ID, "standfirst", "After nine days.")
	is("update")
	if _, err := room.Correct(newsroom.CorrectionChange{ID: a.ID, Do: "add", Kind: article.Corrected, Text: "Nine days, not ten.", Why: "a reader"}); err != nil {
		t.Fatal(err)
	}
	is("correction")
	head, err := room.Story(a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := room.Edit(article.Edit{ID: a.ID, Base: head.Rev, Why: "the wrong man", Set: map[string]string{"flag": "killed"}}); err != nil {
		t.Fatal(err)
	}
	is("kill")
	q.Kill = true
	is("kill")
	if out, err := room.StillOut(q.IDs); err != nil || len(out) != 1 || out[0].Packages != 1 || !out[0].Killed {
		t.Errorf("still out: %+v, %v", out, err)
	}
	export()
	if out, err := room.StillOut(q.IDs); err != nil || len(out) != 0 {
		t.Errorf("told, and still out: %+v, %v", out, err)
	}
}
