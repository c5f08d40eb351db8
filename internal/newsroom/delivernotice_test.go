package newsroom_test

import (
	"errors"
	"path/filepath"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// A kill notice that was saved goes where the story is shown as word of the kill,
// and nowhere else; a package with the story's words does not go any more.
func TestASavedKillNoticeIsDelivered(t *testing.T) {
	d := openDesk(t, "Web")
	id := take(t, d.Room, ferry).ID
	words, notice := filepath.Join(t.TempDir(), "words.zip"), filepath.Join(t.TempDir(), "kill.zip")
	saved(t, d.Room, id, words)
	head, err := d.Story(id)
	if err != nil {
		t.Fatal(err)
	}
	d.send([]article.ID{id}, "Web")
	d.run()
	if head, err = d.Story(id); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Edit(article.Edit{ID: id, Base: head.Rev, Why: "the wrong man", Set: map[string]string{"flag": "killed"}}); err != nil {
		t.Fatal(err)
	}
	q := newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{id}}, Profile: "wordpress", Out: notice, Kill: true}
	if _, err := d.Export(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	if _, err := d.give(words); !errors.Is(err, newsroom.ErrBlocked) {
		t.Errorf("its words: %v", err)
	}
	sent, err := d.give(notice)
	if err != nil || len(sent.Queued) != 1 || len(sent.Refused) != 0 || sent.Queued[0].Act != article.Withdraw {
		t.Fatalf("the notice: %+v, %v", sent, err)
	}
	d.run()
	if item := d.of(id, "Web"); item.State != article.Down {
		t.Errorf("at the target it is %s", item.State)
	}
	if sent, err := d.give(notice); err != nil || len(sent.Queued) != 0 || len(sent.Refused) != 1 {
		t.Errorf("once more: %+v, %v", sent, err)
	}
}
