package newsroom

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/bundle"
)

// Stories whose words are set down until their turn comes make the same
// bundle as those that stayed in memory, and the same receipts, also when they
// were saved meanwhile.
func TestSetDownMakesTheSameBundle(t *testing.T) {
	room, err := Open(Options{Dir: t.TempDir(), Person: article.Person{Name: "Ada Lind"}, Program: "stet test"})
	if err != nil {
		t.Fatal(err)
	}
	defer room.Close()
	var last article.ID
	for n := range 3 {
		text := fmt.Sprintf("# Story %d\n\nThe *crew* of {==the ferry==}{>>cq<<} walked out.\n\n- one\n- two\n", n)
		in, err := room.Import(ImportRequest{Name: "copy.md", Data: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		last = in.ID
	}
	ready, err := room.prepareFor(t.Context(), ExportRequest{Selection: Selection{All: true}}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	house, err := room.House()
	if err != nil {
		t.Fatal(err)
	}
	digest := func() (string, []map[string]string) {
		t.Helper()
		q := bundle.Request{House: house, Program: "stet test"}
		var fields []map[string]string
		for _, p := range ready {
			q.Stories = append(q.Stories, p.story)
			fields = append(fields, digests(&p.story.Article, p.body))
		}
		made, err := bundle.Write(t.Context(), q, filepath.Join(t.TempDir(), "bag"))
		if err != nil {
			t.Fatal(err)
		}
		return made.Digest, fields
	}
	want, wantFields := digest()
	words := &pile{}
	defer words.close()
	for i := range ready {
		if err := ready[i].setDown(words); err != nil {
			t.Fatal(err)
		}
		if ready[i].story.Article.Body != "" || ready[i].story.Doc.HTML != "" {
			t.Error("the words are in memory still")
		}
	}
	a, err := room.Story(last)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := room.Edit(article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{"body": "Other words."}}); err != nil {
		t.Fatal(err)
	}
	got, gotFields := digest()
	if got != want || fmt.Sprint(gotFields) != fmt.Sprint(wantFields) {
		t.Errorf("another bundle, or other receipts: %v, want %v", gotFields, wantFields)
	}
}

// Where words cannot be set down it is told once, with the folder that it hangs
// on, and not for each story.
func TestNoRoomToSetDown(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "nowhere"))
	words := &pile{}
	defer words.close()
	var errs []error
	for range 3 {
		one := prepared{story: bundle.Story{Article: article.Article{ID: "x", Body: "Words."}}}
		errs = append(errs, one.setDown(words))
	}
	if errs[0] == nil || errs[2] != errs[0] || !strings.Contains(errs[0].Error(), "temporary files") {
		t.Errorf("%v", errs)
	}
}
