package intake_test

import (
	"errors"
	"strings"
	"testing"

	"stet/internal/intake"
)

// Numbers are ids as they are written: as numbers of a computer two that are
// near each other would be one, and one story would come in over another.
func TestIDsOfAFeedThatAreNumbers(t *testing.T) {
	const feed = `{"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": [
		{"id": 10000000000000001, "content_text": "One."}, {"id": 10000000000000002, "content_text": "Two."},
		{"id": "10000000000000003", "content_text": "Three."}, {"id": {"a": 1}, "content_text": "Four.", "url": "https://quay.example/4"},
		{"id": 5, "title": ["no", "text"]}, null]}`
	items, err := intake.Items(intake.Feed, []byte(feed), intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ids, refused := []string{}, []string{}
	for item := range items {
		if item.Err != nil {
			refused = append(refused, item.Name+": "+item.Err.Error())
			continue
		}
		ids = append(ids, item.Result.Article.Source.Key)
	}
	if got, want := strings.Join(ids, " "), "10000000000000001 10000000000000002 10000000000000003 https://quay.example/4"; got != want {
		t.Errorf("ids %s, want %s", got, want)
	}
	if got, want := strings.Join(refused, "; "), `item 5: the file cannot be read: "title" holds what does not belong there: JSON of the kind array; item 6: the copy holds no words`; got != want {
		t.Errorf("refused: %s, want %s", got, want)
	}
	const site = `{"db": [{"meta": {"version": "5.0.0"}, "data": {"posts": [{"id": "1", "title": "One", "slug": ["x"], "html": "<p>One.</p>"}]}}]}`
	posts, err := intake.Items(intake.Ghost, []byte(site), intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for post := range posts {
		if !errors.Is(post.Err, intake.ErrFile) || strings.Contains(post.Err.Error(), "Go ") {
			t.Errorf("a post with a wrong shape: %v", post.Err)
		}
	}
}
