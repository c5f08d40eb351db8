package newsroom_test

import (
	"testing"

	"stet/internal/markup"
	"stet/internal/newsroom"
)

// The page beside the text, the list and a count of the selection say the same
// of the same words, and the page knows where the commissioned length ends.
func TestAStoryIsAsLongWhereverItIsCounted(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	body := "😀 Crews **stopped** work.\n\n:::note\nFor the desk.\n:::\n\n## What now\n\nWait {==a day==}{>>query: AL: two?<<}."
	want := markup.Counts{Words: 8, Characters: 40, Seconds: 2}
	shown, err := room.Preview(t.Context(), newsroom.PreviewRequest{ID: a.ID, Set: map[string]string{"body": body, "commissionedLength": "2"}})
	if err != nil || shown.Counts != want {
		t.Errorf("the page has %+v, want %+v (%v)", shown.Counts, want, err)
	}
	if shown.Ends != 18 { // 😀 counts two units, and the stars stand in the text
		t.Errorf("two words end at %d", shown.Ends)
	}
	if got, err := room.Count(t.Context(), a.ID, body); err != nil || got != want {
		t.Errorf("all selected has %+v, want %+v (%v)", got, want, err)
	}
	if got, err := room.Count(t.Context(), a.ID, "pped** work.\n"); err != nil || got.Words != 2 {
		t.Errorf("a part of it has %+v (%v)", got, err)
	}
	shown, err = room.Preview(t.Context(), newsroom.PreviewRequest{ID: a.ID, Set: map[string]string{"body": body, "commissionedLength": "8"}})
	if err != nil || shown.Ends != -1 {
		t.Errorf("a story of its length ends at %d (%v)", shown.Ends, err)
	}
}
