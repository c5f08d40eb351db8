package bundle

import (
	"fmt"

	"stet/internal/archive"
	"stet/internal/article"
)

// slugOf is the story's URL part: its own, else from its headline, else from
// its id, so that there always is one.
func slugOf(a *article.Article) string {
	for _, text := range []string{a.Slug, a.Headlines.Main} {
		if slug := article.Slugify(text); slug != "" {
			return slug
		}
	}
	return "story-" + string(a.ID)
}

// freeName is a folder's name that nobody has taken: the slug, with a number
// from the second story on. Windows takes some words for devices.
func freeName(taken map[string]bool, slug string) string {
	name := slug
	for n := 2; taken[name] || archive.Reserved(name); n++ {
		name = fmt.Sprintf("%s-%d", slug, n)
	}
	taken[name] = true
	return name
}
