package bundle

import (
	"cmp"
	"path"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
)

const noField = "Ghost has no field for it"

// ghostFidelity: limits are those of Ghost's database; past one of them it
// drops a whole import, and says so in its log only.
var ghostFidelity = fidelity{
	lacks: map[string]string{
		"overline":        noField,
		"headlines.front": noField,
		"headlines.push":  noField,
		"headlines.print": noField,
		"slugline":        noField,
		"urgency":         noField,
		"source.service":  noField,
		"source.key":      noField,
		"source.version":  noField,
		"moreSources":     noField,
		"oldSlugs":        "Ghost keeps redirects in a file of the site",
		"lastPublished":   "Ghost dates a change itself",
		"authors.role":    noField,
		"authors.url":     "the site's own record of an author has it",
		"pictures.rights": noRights,
		"pictures.source": noField,
	},
	missing: ghostMissing,
	unshown: readersMiss,
	mapped: map[string]string{
		"standfirst":        "custom_excerpt",
		"trailText":         "custom_excerpt, where there is no standfirst",
		"headlines.search":  "meta_title",
		"headlines.social":  "og_title, twitter_title",
		"searchDescription": "meta_description",
		"socialDescription": "og_description, twitter_description",
		"section":           "the primary tag",
		"embargo":           "status scheduled, published_at its instant",
		"status":            "published when ready, sent or live, else draft",
		"flag":              "draft when held",
		"firstPublished":    "published_at",
		"dateline":          "in the text",
		"credit":            "in the text",
		"usageTerms":        "in the text",
		"corrections":       "in the text",
		"keywords":          "further tags; a # in front is left out, since Ghost hides such tags",
		"language":          "an HTML card around the text where the site runs the other way; else Ghost has the site's",
		"direction":         "an HTML card around the text where the site runs the other way",
	},
	elements: map[string]fate{
		"table": inCard, "footnote": mappedAs("an HTML card; no link leads back to the sign"), "pull quote": inCard, "fact box": inCard, "correction box": inCard,
		"link card": inCard, "unknown container": inCard, "strikethrough": mappedAs("`<s>`"), "picture in a line": mappedAs("a picture of its own, which parts the line"), "link to a crosshead": mappedAs("the crosshead is an HTML card, so that it keeps its address"),
	},
	limits: map[string]int{
		"headlines.main": 255, "standfirst": ghostLong, "headlines.search": 300, "searchDescription": 500,
		"headlines.social": 300, "socialDescription": 500, "slug": ghostShort, "section": ghostShort,
		"leadPicture.alt": ghostShort, "bylines": ghostShort, "keywords": ghostShort,
	},
}

// What Ghost's database takes of a name, and of an excerpt.
const (
	ghostShort = 191
	ghostLong  = 300
)

// ghostExcerpt is the standfirst, else a trail text that is not too long for
// its place: a limit says no more than that of a standfirst.
func (e *export) ghostExcerpt() string {
	if e.article.Standfirst == "" && article.Characters(e.article.TrailText) > ghostLong {
		return ""
	}
	return e.excerpt()
}

// ghostMissing: one place of Ghost's is for two fields of ours.
func ghostMissing(e *export) map[string]string {
	missing := map[string]string{}
	if e.article.Standfirst != "" {
		missing["trailText"] = "Ghost has one excerpt, and the standfirst is in it"
	} else if e.ghostExcerpt() == "" {
		missing["trailText"] = "it is longer than the 300 characters of Ghost's excerpt"
	}
	inset := e.inset(func(f file) string { return f.path })
	if language, direction := e.foreign(&inset); language && !direction {
		missing["language"] = "Ghost has one language for a site: readers get it as " + e.siteLanguage()
	}
	if standingOf(&e.article) == waits {
		missing["firstPublished"] = "Ghost has one date, and the end of the embargo is in it"
	}
	return missing
}

var inCard = mappedAs("an HTML card")

// writeGhostPost is data/ghost/posts/<name>.json.
func writeGhostPost(e *export) ([]outFile, error) {
	a := &e.article
	story := format.GhostStory{Story: a.ID.URN(), Rev: a.Rev, Media: []format.GhostMedia{}}
	story.Post = format.GhostPost{
		Title: ghostTitle(a), Slug: a.Slug, Status: ghostStatus(a), PublishedAt: format.Stamp(e.date()), Excerpt: e.ghostExcerpt(),
		HTML: e.once("ghost", func(f file) string { return f.path }, e.ghostHTML), Tags: []format.GhostTag{},
	}
	if t := e.sectionTerm("ghost"); t.slug != "" {
		story.Post.Tags = append(story.Post.Tags, format.GhostTag{Name: t.name, Slug: t.slug})
	}
	for _, t := range e.tagTerms() {
		story.Post.Tags = append(story.Post.Tags, format.GhostTag{Name: ghostTag(t.name)})
	}
	for _, t := range e.authorTerms() {
		story.Post.Authors = append(story.Post.Authors, format.GhostAuthor{Slug: t.slug})
	}
	story.Post.GhostMeta = e.ghostMeta()
	for _, p := range e.shown() {
		lead := p.Picture.ID == a.LeadPicture
		if lead {
			story.Post.Image = p.path
		}
		story.Media = append(story.Media, format.GhostMedia{Path: e.folder + "/" + p.path, Src: p.path, Type: p.kind, Name: path.Base(p.path), Lead: lead})
	}
	out := e.sheets.blank()
	err := format.JSON(out, story)
	return oneFile("data/ghost/posts/"+e.name()+".json", "application/json", out, err)
}

// ghostTag is a tag that readers see: Ghost hides one that begins with #.
func ghostTag(name string) string { return cmp.Or(strings.TrimLeft(name, "# "), name) }

// ghostSlug is one that Ghost leaves as it is, so that the next import finds
// the tag: of % it makes a hyphen.
func ghostSlug(slug string) string { return strings.Trim(strings.ReplaceAll(slug, "%", "-"), "-") }

// ghostTitle is never empty: Ghost drops a whole import for one that is.
func ghostTitle(a *article.Article) string {
	if a.Headlines.Main == "" {
		return a.Slug
	}
	return a.Headlines.Main
}

func ghostStatus(a *article.Article) string {
	switch standingOf(a) {
	case goes:
		return "published"
	case waits:
		return "scheduled"
	}
	return "draft"
}

// ghostMeta has what the story says itself: an empty field of Ghost's falls
// back as ours do.
func (e *export) ghostMeta() format.GhostMeta {
	a := &e.article
	m := format.GhostMeta{
		MetaTitle: a.Headlines.Search, MetaDescription: a.SearchDescription,
		OGTitle: a.Headlines.Social, OGDescription: a.SocialDescription,
		TwitterTitle: a.Headlines.Social, TwitterDescription: a.SocialDescription,
	}
	for _, p := range e.shown() {
		if p.Picture.ID == a.LeadPicture {
			m.ImageAlt, m.ImageCaption = p.Alt, escapeHTML(p.captioned())
		}
	}
	return m
}
