package newsroom_test

import (
	"errors"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
)

func TestSnippetsAreKept(t *testing.T) {
	dir := t.TempDir()
	room := open(t, dir)
	keep := func(was, name, text string) error {
		t.Helper()
		_, err := room.KeepSnippet(was, newsroom.Snippet{Name: name, Text: text})
		return err
	}
	for _, name := range []string{"zebra", "Helpline", "Ärger", "helpline two"} {
		if err := keep("", " "+name+" ", "\r\nFirst line.\r\nSecond.\n\n"); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []newsroom.Snippet{
		{Name: "", Text: "x"}, {Name: "\t", Text: "x"}, {Name: strings.Repeat("n", 61), Text: "x"}, {Name: "a\x00b", Text: "x"}, {Name: "\xff", Text: "x"},
		{Name: "x", Text: " \n"}, {Name: "x", Text: "a\x07"}, {Name: "x", Text: "\xff"}, {Name: "x", Text: strings.Repeat("x", 20_001)},
	} {
		if err := keep("", bad.Name, bad.Text); !errors.Is(err, article.ErrValue) {
			t.Errorf("%.20q %.20q: %v", bad.Name, bad.Text, err)
		}
	}
	if err := keep("", "HELPLINE", "x"); !errors.Is(err, newsroom.ErrTaken) {
		t.Errorf("a name twice: %v", err)
	}
	if err := keep("zebra", "helpline", "x"); !errors.Is(err, newsroom.ErrTaken) {
		t.Errorf("renamed to a name that is taken: %v", err)
	}
	if err := keep("nobody", "somebody", "x"); !errors.Is(err, newsroom.ErrNoSnippet) {
		t.Errorf("changed what is not there: %v", err)
	}
	if err := keep("zebra", "Aardvark", "Other words."); err != nil {
		t.Fatal(err)
	}
	if _, err := room.RemoveSnippet("HELPLINE TWO"); err != nil {
		t.Fatal(err)
	}
	if err := room.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := open(t, dir).Snippets()
	if err != nil || len(got) != 3 {
		t.Fatalf("opened again: %v, %v", got, err)
	}
	want := []newsroom.Snippet{{"Aardvark", "Other words."}, {"Helpline", "First line.\nSecond."}, {"Ärger", "First line.\nSecond."}}
	for i, s := range want {
		if got[i] != s {
			t.Errorf("%d: %q, want %q", i, got[i], s)
		}
	}
}

func TestATemplateHoldsAStart(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	logo := article.Picture{ID: strings.Repeat("a", 64), Type: "image/png", Width: 8, Height: 8, Alt: "Logo"}
	other := article.Picture{ID: strings.Repeat("b", 64), Type: "image/png", Width: 8, Height: 8, Alt: "Other"}
	a.Pictures = []article.Picture{logo, other}
	set := map[string]string{
		"status": "ready", "flag": "hold", "embargo": "2026-12-03T00:01 Europe/Kyiv", "assignee": "MB", "source.key": "k1",
		"legal.state": "done", "options": `[{"channel":"main","text":"Other"}]`, "queries": `[{"text":"Who?"}]`, "urgency": "2",
		"commissionedLength": "450", "internalNote": "Call the port.", "leadPicture": other.ID, "body": "TK\n\n![Logo](media/" + logo.ID + ")\n",
	}
	for _, f := range article.Fields {
		if f.Path == "pictures" {
			set["pictures"] = f.Get(&a)
		}
	}
	a, err := room.Edit(article.Edit{ID: a.ID, Base: a.Rev, Set: set})
	if err != nil {
		t.Fatal(err)
	}
	tmpl, err := room.TemplateOf(a.ID)
	if err != nil {
		t.Fatal(err)
	}
	tmpl.Name = "Strike"
	if _, err := room.KeepTemplate("", tmpl); err != nil {
		t.Fatal(err)
	}
	b, err := room.CreateFrom("strike", "")
	if err != nil {
		t.Fatal(err)
	}
	if b.ID == a.ID || b.Rev != 1 || b.SectionID != a.SectionID || b.Body != a.Body || b.Headlines != a.Headlines || b.CommissionedLength != 450 || b.InternalNote != "Call the port." {
		t.Errorf("it starts as %+v", b)
	}
	if b.Status != article.Draft || b.Flag != article.NoFlag || b.Embargo != nil || b.Assignee != "" || b.Slugline != "" || b.Source != (article.Source{}) ||
		b.Legal != (article.Legal{}) || len(b.Options)+len(b.Queries) != 0 || b.LeadPicture != "" || b.Urgency != 0 || b.Slug == a.Slug {
		t.Errorf("what was the other story's alone came along: %+v", b)
	}
	if len(b.Pictures) != 1 || b.Pictures[0].ID != logo.ID {
		t.Errorf("pictures %v, want the one that the body shows", b.Pictures)
	}

	tmpl.Name = "Bad"
	for path, want := range map[string]error{"status": article.ErrField, "nosuch": article.ErrField} {
		if _, err := room.KeepTemplate("", newsroom.Template{Name: "Bad", Set: map[string]string{path: "x"}}); !errors.Is(err, want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, set := range []map[string]string{nil, {"commissionedLength": "many"}, {"body": strings.Repeat("x", 20_001)}} {
		if _, err := room.KeepTemplate("", newsroom.Template{Name: "Bad", Set: set}); !errors.Is(err, article.ErrValue) {
			t.Errorf("%.40v: %v", set, err)
		}
	}
	if _, err := room.CreateFrom("Bad", ""); !errors.Is(err, newsroom.ErrNoTemplate) {
		t.Errorf("what was refused is there: %v", err)
	}
}
