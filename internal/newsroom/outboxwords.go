package newsroom

import (
	"strings"

	"stet/internal/article"
)

// fieldWords is what an editor calls the fields of CMSs.
var fieldWords = map[string]string{
	"title": "headline", "slug": "web address", "excerpt": "standfirst", "custom_excerpt": "standfirst",
	"content": "body", "html": "body", "html src": "picture in the body", "html href": "link in the body", "content src": "picture in the body", "content href": "link in the body",
	"content set": "how the body is set", "bundle": "package",
	"categories": "section", "tags": "section and keywords", "author": "byline", "authors": "byline",
	"date_gmt": "time of publication", "published_at": "time of publication", "status": "status",
	"featured_media": "lead picture", "feature_image": "lead picture", "feature_image_alt": "alt text of the lead picture", "feature_image_caption": "caption of the lead picture",
	"media.title": "title of a picture", "media.alt_text": "alt text of a picture", "media.caption": "caption of a picture", "media.description": "description of a picture",
	"meta_title": "search headline", "meta_description": "search description",
	"og_title": "social headline", "og_description": "social description", "twitter_title": "social headline", "twitter_description": "social description",
	"codeinjection_head": "Stet's mark",
}

// fieldWord is a field of a CMS in an editor's words. What Stet keeps there as
// its own (meta.stet_overline) is named after what it is; a name that nobody
// knows is told as it is.
func fieldWord(field string) string {
	if word := fieldWords[field]; word != "" {
		return word
	}
	if own, ok := strings.CutPrefix(field, "meta.stet_"); ok {
		return strings.ReplaceAll(own, "_", " ")
	}
	return field
}

// inWords are differences as the screen says them.
func inWords(all []article.Difference) []article.Difference {
	var said []article.Difference
	for _, d := range all {
		d.Field = fieldWord(d.Field)
		said = append(said, d)
	}
	return said
}
