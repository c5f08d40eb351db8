package bundle

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
	"stet/internal/page"
)

var ansFidelity = fidelity{
	leaves: func(e *export) string {
		if standingOf(&e.article) == gone {
			return "Arc takes a story down by an operation of its own: do it there"
		}
		return ""
	},
	lacks: map[string]string{"pictures.rights": noRights},
	mapped: map[string]string{
		"overline":          "label.basic",
		"headlines.search":  "headlines.meta_title",
		"standfirst":        "subheadlines.basic",
		"trailText":         "description.basic, description.blurb",
		"searchDescription": "description.meta_description",
		"slug":              "canonical_url, additional_properties.slug",
		"slugline":          "slug",
		"section":           "taxonomy.primary_section",
		"keywords":          "taxonomy.tags, seo_keywords",
		"dateline":          "location, and in the text",
		"leadPicture":       "promo_items.basic",
		"embargo":           "content_restrictions.embargo, and the scheduled date",
		"flag":              "an embargo without an end when held",
		"firstPublished":    "first_publish_date",
		"lastPublished":     "additional_properties.lastPublished",
		"corrections":       "corrections, and elements of the text",
		"credit":            "in the text",
		"usageTerms":        "in the text, and additional_properties",
	},
	elements: map[string]fate{
		"footnote": mappedAs("raw_html"), "fact box": mappedAs("element_group"), "correction box": mappedAs("element_group"),
		"link to a crosshead": mappedAs("the header begins with an element that has the address"),
		"unknown container":   mappedAs("element_group"), "title of a box": mappedAs("header"), "link card": mappedAs("interstitial_link"), "pull quote": mappedAs("quote"),
	},
}

// ansFields have no place of their own.
var ansFields = []string{"slug", "oldSlugs", "urgency", "moreSources", "source.key", "source.version", "direction", "usageTerms", "lastPublished"}

// writeANS is data/arc/<name>.json.
func writeANS(e *export) ([]outFile, error) {
	a := &e.article
	key, err := a.ID.Bytes()
	if err != nil {
		return nil, err
	}
	story := format.ANS{
		Type: "story", ID: format.ANSID(key), Version: format.ANSVersion, Language: a.Language,
		CanonicalURL: "/" + page.Path(a, e.section), Location: a.Dateline, Status: string(a.Status), Slug: a.Slugline,
		CreatedDate: format.Stamp(a.Created), LastUpdatedDate: format.Stamp(a.Updated),
		FirstPublished: format.Stamp(a.FirstPublished), DisplayDate: format.Stamp(e.date()),
		Headlines: ansHeadlines(a), Subheadlines: texts("basic", a.Standfirst), Description: ansDescriptions(a),
		Owner: &format.ANSOwner{Name: e.house.Name}, Source: ansSource(a), Taxonomy: e.ansTaxonomy(),
		Elements: e.ansElements(), Corrections: ansCorrections(a.Corrections), More: ansMore(a),
	}
	if a.Overline != "" {
		story.Label = &format.ANSLabel{Basic: format.ANSLabelText{Text: a.Overline}}
	}
	for _, t := range e.authorTerms() {
		if story.Credits == nil {
			story.Credits = &format.ANSCredits{}
		}
		story.Credits.By = append(story.Credits.By, format.ANSAuthor{Type: "author", Name: t.name, Slug: t.slug, Role: t.role, URL: t.url})
	}
	switch standingOf(a) {
	case waits:
		at := format.Stamp(a.Embargo.At)
		story.Restrictions = &format.ANSRestrictions{Embargo: format.ANSEmbargo{Active: true, End: at}}
		story.Planning = &format.ANSPlanning{Scheduling: format.ANSScheduling{Scheduled: at}}
	case stays:
		if a.Flag != article.NoFlag || a.Embargo != nil {
			story.Restrictions = &format.ANSRestrictions{Embargo: format.ANSEmbargo{Active: true}}
		}
	}
	for _, p := range e.shown() {
		if p.Picture.ID == a.LeadPicture {
			image := e.ansImage(&p, p.Alt, p.Picture.Caption, p.Credit)
			story.PromoItems = &format.ANSPromo{Basic: &image}
		}
	}
	data, err := format.WriteANS(&story)
	return []outFile{{path: "data/arc/" + e.name() + ".json", kind: "application/json", data: data}}, err
}

// texts are pairs of a key and a text, without those that are empty; nil where
// all are.
func texts(pairs ...string) map[string]string {
	var found map[string]string
	for i := 0; i+1 < len(pairs); i += 2 {
		if found == nil && pairs[i+1] != "" {
			found = map[string]string{}
		}
		if pairs[i+1] != "" {
			found[pairs[i]] = pairs[i+1]
		}
	}
	return found
}

func ansHeadlines(a *article.Article) map[string]string {
	return texts("basic", cmp.Or(a.Headlines.Main, a.Slug), "front", a.Headlines.Front, "meta_title", a.Headlines.Search,
		"social", a.Headlines.Social, "push", a.Headlines.Push, "print", a.Headlines.Print)
}

// ansDescriptions: each of Arc's lists of texts has a basic one, or is none.
func ansDescriptions(a *article.Article) map[string]string {
	return texts("basic", cmp.Or(a.TrailText, a.SearchDescription, a.SocialDescription), "blurb", a.TrailText,
		"meta_description", a.SearchDescription, "social", a.SocialDescription)
}

// ansSource names the story by our id, so that it is found again.
func ansSource(a *article.Article) *format.ANSSource {
	kind := "staff"
	if a.Source.Service != "" {
		kind = "wires"
	}
	return &format.ANSSource{ID: a.ID.URN(), Type: kind, Name: a.Source.Service, System: "stet"}
}

func (e *export) ansTaxonomy() *format.ANSTaxonomy {
	t := &format.ANSTaxonomy{SEOKeywords: e.article.Keywords}
	for _, k := range e.tagTerms() {
		t.Tags = append(t.Tags, format.ANSTag{Text: k.name, Slug: k.slug})
	}
	if s := e.sectionTerm("arc"); s.slug != "" {
		path := "/" + strings.Trim(s.slug, "/")
		section := format.ANSSection{Type: "section", Version: format.ANSVersion, ID: path, Name: s.name, Path: path}
		t.PrimarySection, t.Sections = &section, []format.ANSSection{section}
	}
	return t
}

func ansMore(a *article.Article) map[string]string {
	more := map[string]string{"rev": strconv.FormatInt(a.Rev, 10)}
	for _, path := range ansFields {
		if f, err := article.FieldAt(path); err == nil && f.Get(a) != "" {
			more[path] = f.Get(a)
		}
	}
	return more
}

func ansCorrections(corrections []article.Correction) []format.ANSElement {
	found := []format.ANSElement{}
	for _, c := range corrections {
		found = append(found, format.ANSElement{Type: "correction", CorrectionType: string(cmp.Or(c.Kind, article.Corrected)), Text: c.Text})
	}
	return found
}

// ansElements are the text, with notes to readers as elements of that kind:
// retractions above it, the others below.
func (e *export) ansElements() []format.ANSElement {
	inset := e.inset(e.ansAddress)
	retracted, others := []article.Correction{}, []article.Correction{}
	for _, c := range e.article.Corrections {
		if c.Kind == article.Retraction {
			retracted = append(retracted, c)
		} else {
			others = append(others, c)
		}
	}
	notice := func(html string) bool {
		return strings.HasPrefix(html, `<aside class="story-retraction"`) || strings.HasPrefix(html, `<section class="story-corrections"`)
	}
	above := slices.DeleteFunc(slices.Clone(inset.Above), notice)
	below := slices.DeleteFunc(slices.Clone(inset.Below), notice)
	all := slices.Concat(ansCorrections(retracted), e.ansBlocks(e.pieces(slices.Concat(above, inset.Blocks)...)),
		ansCorrections(others), e.ansBlocks(e.pieces(below...)))
	return append([]format.ANSElement{}, all...) // an empty list is one, too
}
