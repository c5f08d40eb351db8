package bundle

import (
	"stet/internal/article"
	"stet/internal/format"
)

// wpRestLacks: a post of WordPress's own has few fields; the others go as meta,
// which a site keeps where it has registered them.
var wpRestLacks = map[string]string{
	"oldSlugs":      "WordPress notes old slugs itself when it renames a post, and takes none from outside but by its importer",
	"lastPublished": "WordPress dates a change itself",
}

// wpFields have no place in a post.
var wpFields = []string{
	"overline", "headlines.front", "headlines.search", "headlines.social", "headlines.push", "headlines.print", "trailText",
	"searchDescription", "socialDescription", "authors", "slugline", "urgency", "source.service", "source.key", "source.version",
	"moreSources", "language", "direction",
}

// writeWPRest is data/wordpress/posts/<name>.json.
func writeWPRest(e *export) ([]outFile, error) {
	a := &e.article
	content := e.gutenberg(e.inset(func(f file) string { return f.path }))
	story := format.WPStory{
		Story: a.ID.URN(), Rev: a.Rev,
		Post: format.WPPost{
			Title: escapeHTML(a.Headlines.Main), Slug: a.Slug, Status: wpStatus(a),
			Excerpt: escapeHTML(e.excerpt()), Content: content, Meta: customFields(a, wpFields),
		},
		Terms: format.WPTerms{Section: a.Section, Category: e.mapping["wordpress"], Tags: a.Keywords, Authors: a.Bylines},
		Media: []format.WPMedia{},
	}
	if date := e.date(); !date.IsZero() {
		story.Post.DateGMT = date.UTC().Format(format.WPTime)
	}
	for _, p := range e.shown() {
		story.Media = append(story.Media, format.WPMedia{
			Path: e.folder + "/" + p.path, Src: p.path, Type: p.kind, Lead: p.Picture.ID == a.LeadPicture,
			Title: p.called(a), Alt: p.Alt, Caption: p.captioned(), Description: p.Rights,
		})
	}
	data, err := format.JSON(story)
	return []outFile{{path: "data/wordpress/posts/" + e.name() + ".json", kind: "application/json", data: data}}, err
}

// wpStatus: WordPress makes a future post whose date is past a published one by
// itself, so that an embargo needs no clock here.
func wpStatus(a *article.Article) string {
	switch standingOf(a) {
	case goes:
		return "publish"
	case waits:
		return "future"
	}
	return "draft"
}
