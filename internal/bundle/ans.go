package bundle

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"stet/internal/article"
	"stet/internal/desk"
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
	lacks:   map[string]string{"pictures.rights": noRights},
	unshown: readersMiss,
	mapped: map[string]string{
		"overline":          "label.basic",
		"headlines.search":  "headlines.meta_title",
		"standfirst":        "subheadlines.basic",
		"trailText":         "description.basic, description.blurb",
		"searchDescription": "description.meta_description",
		"slug":              "canonical_url, additional_properties.slug",
		"slugline":          "slug",
		"section":           "taxonomy.primary_section and sections; where Arc's names for it are known, references to these, websites, and the name in additional_properties",
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
		Elements: e.ansElements(), Corrections: ansCorrections(a.Corrections), More: ansMore(a, e.mapping["arc"] != "" && a.Section != ""),
	}
	story.CanonicalSite, story.Sites = e.ansSites()
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
	out := e.sheets.blank()
	err = format.WriteANS(out, &story)
	return oneFile("data/arc/"+e.name()+".json", "application/json", out, err)
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
	for i, s := range e.arcSections() {
		section := format.ANSReferenceTo(s.Site, s.Path)
		if e.mapping["arc"] == "" { // nobody says that Arc has it
			section = format.ANSSection{Type: "section", Version: format.ANSVersion, ID: s.Path, Name: e.article.Section, Path: s.Path}
		}
		if i == 0 {
			t.PrimarySection = &section
		}
		t.Sections = append(t.Sections, section)
	}
	return t
}

// arcSections are where the story is in Arc, the primary one first: as its
// section is called there, else by the section's own slug.
func (e *export) arcSections() []desk.ArcSection {
	s := e.sectionTerm("")
	if s.slug == "" {
		return nil
	}
	if sections, err := desk.ArcSections(e.mapping["arc"]); err == nil {
		return sections
	}
	return []desk.ArcSection{{Path: "/" + strings.Trim(s.slug, "/")}}
}

// ansSites are the sites that the story is on, each with its section there, and
// the first of them.
func (e *export) ansSites() (canonical string, sites map[string]format.ANSSite) {
	for _, s := range e.arcSections() {
		if _, again := sites[s.Site]; s.Site == "" || again {
			continue
		}
		if sites == nil {
			canonical, sites = s.Site, map[string]format.ANSSite{}
		}
		sites[s.Site] = format.ANSSite{Section: format.ANSReferenceTo(s.Site, s.Path)}
	}
	return canonical, sites
}

func ansMore(a *article.Article, mapped bool) map[string]string {
	more := map[string]string{"rev": strconv.FormatInt(a.Rev, 10)}
	if mapped {
		more["section"] = a.Section
	}
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
	all := make([]format.ANSElement, 0, len(inset.Blocks)+8) // an empty list is one, too
	all = append(all, ansCorrections(retracted)...)
	all = e.ansBlocks(all, e.pieces(slices.Concat(above, inset.Blocks)...))
	all = append(all, ansCorrections(others)...)
	return e.ansBlocks(all, e.pieces(below...))
}
