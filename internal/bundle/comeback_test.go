package bundle

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/intake"
)

// What left in article.md comes back the same through intake.
func TestArticlesComeBack(t *testing.T) {
	stories := append(few(), told(canaries()))
	const seed = 20261122
	r := rand.New(rand.NewPCG(seed, 6))
	for range 200 {
		stories = append(stories, told(scrambled(r)))
	}
	for _, s := range stories {
		e := exported(t, s)
		files, err := writeMarkdown(e)
		if err != nil {
			t.Fatal(err)
		}
		data := files[0].data
		kind, err := intake.Detect("article.md", data)
		if err != nil {
			t.Fatal(err)
		}
		back, err := intake.Read(kind, data, intake.Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		want, got := e.article, back.Article
		want.Body, got.Body = strings.TrimRight(want.Body, "\n"), strings.TrimRight(got.Body, "\n")
		if one, two := plain(t, want), plain(t, got); one != two {
			t.Fatalf("came back as\n%s\nwas\n%s\n%s", two, one, data)
		}
		if r := back.Receipt; len(r.Changed)+len(r.Dropped)+len(r.Moved) > 0 {
			t.Errorf("the receipt says %+v", r)
		}
	}
}

// plain is a story with nil and empty lists alike.
func plain(t *testing.T, a article.Article) string {
	t.Helper()
	a.Normalize()
	if len(a.Authors) == 0 {
		a.Authors = nil
	}
	b, err := json.MarshalIndent(a, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
