package bundle

import (
	"stet/internal/article"
	"stet/internal/format"
)

// wpRestFidelity: a post of WordPress's own has few fields; the others go as
// meta, which a site keeps where it has registered them.
var wpRestFidelity = fidelity{
	lacks: map[string]string{
		"oldSlugs":        "WordPress notes old slugs itself when it renames a post, and takes none from outside but by its importer",
		"pictures.rights": noRights,
		"pictures.source": "WordPress has no field for it but by its importer",
	},
	mapped:   wpMapped,
	elements: wpElements,
}

// wpMapped is what both ways into WordPress do alike.
var wpMapped = map[string]string{
	"standfirst":     "the excerpt",
	"trailText":      "a custom field, and the excerpt where there is no standfirst",
	"section":        "the category",
	"keywords":       "tags",
	"bylines":        "the author; in the text where there are several",
	"embargo":        "status future, its instant as the date",
	"status":         "publish when ready, sent or live, else draft",
	"flag":           "draft when held",
	"firstPublished": "a custom field, and the date of the post where no embargo is",
	"lastPublished":  "a custom field",
	"dateline":       "in the text",
	"credit":         "in the text",

	"pictures.caption": "the picture's caption, credit and all",
	"pictures.credit":  "behind the caption, and the picture's description",
	"usageTerms":       "in the text",
	"corrections":      "in the text",
	"language":         "a custom field, and around the text where the site has another",
	"direction":        "a custom field, and around the text where the site runs the other way",
}

var wpElements = map[string]fate{
	"footnote":          mappedAs("a block of HTML"),
	"pull quote":        mappedAs("a pull quote; paragraphs are lines of it"),
	"fact box":          inGroup,
	"correction box":    inGroup,
	"link card":         inGroup,
	"unknown container": inGroup,
}

var inGroup = mappedAs("a group of blocks with its class")

// wpFields have no place in a post.
var wpFields = []string{
	"overline", "headlines.front", "headlines.search", "headlines.social", "headlines.push", "headlines.print", "trailText",
	"searchDescription", "socialDescription", "authors", "slugline", "urgency", "source.service", "source.key", "source.version",
	"moreSources", "language", "direction", "firstPublished", "lastPublished",
}

// writeWPRest is data/wordpress/posts/<name>.json.
func writeWPRest(e *export) ([]outFile, error) {
	a := &e.article
	content := e.once("wordpress", func(f file) string { return f.path }, e.gutenberg)
	story := format.WPStory{
		Story: a.ID.URN(), Rev: a.Rev,
		Post: format.WPPost{
			Title: escapeText(a.Headlines.Main), Slug: a.Slug, Status: wpStatus(a),
			Excerpt: escapeText(e.excerpt()), Content: content, Meta: customFields(a, wpFields),
		},
		Terms: format.WPTerms{Section: a.Section, Category: e.mapping["wordpress"], Tags: listOf(a.Keywords), Authors: listOf(a.Bylines)},
		Media: []format.WPMedia{},
	}
	if date := e.date(); !date.IsZero() {
		story.Post.DateGMT = date.UTC().Format(format.WPTime)
	}
	for _, p := range e.shown() {
		story.Media = append(story.Media, format.WPMedia{
			Path: e.folder + "/" + p.path, Src: p.path, Type: p.kind, Lead: p.Picture.ID == a.LeadPicture,
			Title: p.called(a), Alt: p.Alt, Caption: p.captioned(), Description: p.Credit,
		})
	}
	out := e.sheets.blank()
	err := format.JSON(out, story)
	return oneFile("data/wordpress/posts/"+e.name()+".json", "application/json", out, err)
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
