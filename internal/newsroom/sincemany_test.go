package newsroom_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/store"
)

// A list that is no screen is read another way, and says the same.
func TestALongListSaysTheSameOfWhatWentOut(t *testing.T) {
	dir := t.TempDir()
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	entries := []store.Entry{}
	for i := range 2100 {
		a := article.Article{ID: article.ID(fmt.Sprintf("01989f2a-1b00-7000-8000-%012d", i)), Body: "Crews stopped work.", Status: article.Ready}
		a.Headlines.Main = fmt.Sprintf("Story %d", i)
		entries = append(entries, store.Entry{Article: a})
	}
	saved, err := db.SaveAll(entries)
	if err != nil {
		t.Fatal(err)
	}
	receipts := []article.ExportReceipt{}
	for i, a := range saved {
		e := article.ExportReceipt{ID: a.ID, Rev: a.Rev, At: a.Updated, By: "AL", Profile: "web", Path: `/out/,"fields":{"body":"x"}.zip`, Fields: article.Digests(&a)}
		switch i % 5 {
		case 0: // it never left
			continue
		case 1:
			e.Act = article.Withdraw // which is no state of it
		case 2:
			e.Fields = nil
		}
		receipts = append(receipts, e)
	}
	if err := db.AddReceipts(receipts); err != nil {
		t.Fatal(err)
	}
	for i := range saved {
		if entries[i].Article = saved[i]; i%3 == 0 {
			entries[i].Article.Standfirst = "Newer words."
		}
	}
	if _, err := db.SaveAll(entries[:1500]); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := newsroom.Open(newsroom.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	long, err := r.ByState("", "")
	if err != nil || len(long) != len(saved) {
		t.Fatalf("%d lines, %v", len(long), err)
	}
	changed := 0
	for page := range slices.Chunk(long, 100) {
		ids := []article.ID{}
		for _, h := range page {
			ids = append(ids, h.ID)
		}
		short, err := r.Heads(ids)
		if err != nil || !reflect.DeepEqual(short, page) {
			t.Fatalf("a page says\n%+v, %v\nthe list\n%+v", short, err, page)
		}
		for _, h := range page {
			if h.Sent != nil && len(h.Sent.Changed) > 0 {
				changed++
			}
		}
	}
	if changed < 300 || changed > 1500 {
		t.Errorf("%d changed since they went out", changed)
	}
}
