package intake_test

import (
	"strings"
	"testing"

	"stet/internal/intake"
)

// A program that gives all stories of a feed one id tells none from another by
// it: they are known by their addresses, else by their titles. A story that
// stands there twice is one.
func TestOneIDForAll(t *testing.T) {
	keys := func(kind intake.Kind, data string) (string, string) {
		found, said := []string{}, []string{}
		for _, item := range items(t, kind, data, intake.Options{}) {
			found = append(found, item.Article.Source.Key)
			for _, n := range item.Receipt.Changed {
				if n.Field == "source.key" {
					said = append(said, n.Why)
				}
			}
		}
		return strings.Join(found, ", "), strings.Join(said, " ")
	}
	rss := func(stories ...string) string {
		return `<rss version="2.0"><channel><title>Quay</title><link>https://quay.example/</link><item>` + strings.Join(stories, "</item><item>") + `</item></channel></rss>`
	}
	const byAddress, byTitle = "Several stories of the file have this id: it is known by its address instead.", "Several stories of the file have this id: it is known by its title instead."
	for _, c := range []struct {
		name       string
		kind       intake.Kind
		data       string
		keys, said string
	}{
		{"rss", intake.Feed, rss("<title>A</title><guid>g</guid><link>https://q.example/a</link>", "<title>B</title><guid>g</guid><link>https://q.example/b</link>", "<title>C</title><guid>h</guid>"), "https://q.example/a, https://q.example/b, h", byAddress + " " + byAddress},
		{"no addresses", intake.Feed, rss("<title>A</title><guid>g</guid>", "<title>B</title><guid>g</guid>"), "g A, g B", byTitle + " " + byTitle},
		{"a story twice", intake.Feed, rss("<title>A</title><guid>g</guid><link>https://q.example/a</link>", "<title>A, updated</title><guid>g</guid><link>https://q.example/a</link>"), "g, g", ""},
		{"atom", intake.Feed, `<feed xmlns="http://www.w3.org/2005/Atom"><title>Q</title><entry><id>g</id><title>A</title><link href="https://q.example/a"/></entry><entry><id>g</id><title>B</title><link rel="alternate" href="https://q.example/b"/></entry></feed>`, "https://q.example/a, https://q.example/b", byAddress + " " + byAddress},
		{"json", intake.Feed, `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"g","url":"https://q.example/a","title":"A"},{"id":"g","url":"https://q.example/b","title":"B"}]}`, "https://q.example/a, https://q.example/b", byAddress + " " + byAddress},
		{"ghost", intake.Ghost, `{"db":[{"data":{"posts":[{"id":"1","uuid":"u","slug":"a","title":"A","html":"<p>x</p>"},{"id":"2","uuid":"u","slug":"b","title":"B","html":"<p>x</p>"}]}}]}`, "a, b", byAddress + " " + byAddress},
		{"wordpress", intake.WXR, `<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>A</title><guid>g</guid><link>https://q.example/a</link><wp:post_type>post</wp:post_type></item><item><title>B</title><guid>g</guid><link>https://q.example/b</link><wp:post_type>post</wp:post_type></item></channel></rss>`, "https://q.example/a, https://q.example/b", byAddress + " " + byAddress},
	} {
		if got, said := keys(c.kind, c.data); got != c.keys || said != c.said {
			t.Errorf("%s: keys %s, want %s; said %q", c.name, got, c.keys, said)
		}
	}
}
