package intake_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/intake"
)

// A file may call anything a title, an id or a name: what no screen has room for
// is shortened, and the whole of it is in the story.
func TestLongLinesAreShortened(t *testing.T) {
	title := strings.Repeat("ferry ", 20_000)
	id := "tag:" + strings.Repeat("x", 100_000)
	categories := strings.Builder{}
	for i := range 400 {
		fmt.Fprintf(&categories, "<category>c%d</category>", i)
	}
	rss := func(id string) string {
		return `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Quay</title><link>https://quay.example/</link><item><title>` + title + `</title><guid>` + id + `</guid><dc:creator>` + title + `</dc:creator>` + categories.String() + `<description>It sails. </description></item></channel></rss>`
	}
	item := func(id string) intake.Item {
		found := items(t, intake.Feed, rss(id), intake.Options{})
		if len(found) != 1 || found[0].Err != nil {
			t.Fatalf("%+v", found)
		}
		return found[0]
	}
	got := item(id)
	a := &got.Article
	if n := article.Characters(a.Headlines.Main); n > 1000 || n < 900 || !strings.HasSuffix(a.Headlines.Main, "ferry…") {
		t.Errorf("headline of %d characters", n)
	}
	if !strings.HasPrefix(a.Body, strings.TrimSpace(title)+"\n\nIt sails.") {
		t.Errorf("body of %d bytes begins %.40q", len(a.Body), a.Body)
	}
	if len(a.Bylines) != 1 || len(a.Bylines[0]) > 300 || len(a.Keywords) > 300 {
		t.Errorf("%d bylines, %d keywords", len(a.Bylines), len(a.Keywords))
	}
	if len(a.Source.Key) > 300 || a.Source.Key != item(id).Article.Source.Key || a.Source.Key == item(id+"y").Article.Source.Key {
		t.Errorf("the key is %q", a.Source.Key)
	}
	for _, whole := range []string{id, strings.TrimSpace(title)} {
		if !strings.Contains(a.InternalNote, whole) {
			t.Errorf("%.20s… is in no note", whole)
		}
	}
	for _, why := range []string{
		"Longer than 1000 characters: the whole of it begins the body.", "Longer than 200 characters: the whole of it is in the internal note.",
		"What its source calls it, which is longer than any id: a short form of it is the story's.", "The item has more of these than any story.",
	} {
		if !saidWhy(got.Receipt, why) {
			t.Errorf("the receipt does not say %q", why)
		}
	}

	// The same of a news item, for its kill too.
	for _, status := range []string{"usable", "canceled"} {
		found := items(t, intake.Ninjs, `{"uri": "`+id+`", "pubstatus": "`+status+`", "headline": "H", "slugline": "`+title+`", "body_text": "It sails."}`, intake.Options{})
		key := found[0].Article.Source.Key
		if found[0].Kill != nil {
			key = found[0].Kill.Sources[0].Key
		}
		if key != a.Source.Key {
			t.Errorf("%s: %q", status, key)
		}
		if status == "usable" && !strings.Contains(found[0].Article.InternalNote, id) {
			t.Error("the item's id is in no note")
		}
	}

	// Lines that fit are as they are, and a story of Stet's in any case.
	for _, front := range []string{"headline: " + strings.Repeat("x", 1000), "id: 0192a3b4-0000-7000-8000-000000000001\nheadline: " + strings.Repeat("x", 2000)} {
		res, err := intake.Read(intake.Markdown, []byte("---\n"+front+"\n---\nIt sails.\n"), intake.Options{})
		if err != nil || res.Article.Body != "It sails." || !strings.HasSuffix(res.Article.Headlines.Main, "xxx") {
			t.Errorf("%+v, %v", res.Article.Headlines, err)
		}
	}
}

func saidWhy(r article.Receipt, why string) bool {
	return slices.ContainsFunc(slices.Concat(r.Changed, r.Dropped, r.Moved), func(n article.Note) bool { return n.Why == why })
}
