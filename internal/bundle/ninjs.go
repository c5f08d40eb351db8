package bundle

import (
	"cmp"
	"fmt"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"stet/internal/article"
	"stet/internal/format"
	"stet/internal/page"
)

var ninjsFidelity = fidelity{
	lacks: map[string]string{
		"firstPublished": "ninjs 3.1 has no date of first publication",
		"lastPublished":  "ninjs 3.1 has no date of last publication",
	},
	mapped: map[string]string{
		"status":      "pubStatus: canceled when withdrawn, else usable",
		"flag":        "pubStatus: canceled when killed, withheld when held or spiked",
		"embargo":     "embargoedUntil: the instant",
		"corrections": "descriptions: without the time",
		"direction":   inWireHTML,
	},
}

const inWireHTML = "of an element around the text, in HTML"

// wireHTML is the body as HTML, in an element that says which way it runs where
// that is said of the story, or is not how most languages do.
func (e *export) wireHTML() string {
	html := page.Pictures(e.pageInput(), e.doc.HTML)
	runs := string(e.article.Direction)
	if runs == "" && page.RightToLeft(e.article.Language) {
		runs = "auto" // the story leaves it to its language
	}
	if runs == "" || html == "" {
		return html
	}
	return `<div lang="` + escapeHTML(e.article.Language) + `" dir="` + runs + "\">\n" + html + "</div>\n"
}

// writeNinjs is article.json. Roles are the channel's name for headlines;
// docs/format.md lists the others.
func writeNinjs(e *export) ([]outFile, error) {
	a := &e.article
	out := e.sheets.blank()
	err := format.WriteNinjs(out, &format.Ninjs{
		URI: a.ID.URN(), Standard: format.Ninjs31(),
		Type: "text", RepresentationType: "full", Profile: ninjsProfile(e),
		Version:      strconv.FormatInt(a.Rev, 10),
		FirstCreated: format.Stamp(a.Created), ContentCreated: format.Stamp(a.Created),
		VersionCreated: format.Stamp(a.Updated), EmbargoedUntil: ninjsEmbargo(a.Embargo),
		PubStatus: pubStatus(a), Urgency: a.Urgency,
		UsageTerms: a.UsageTerms,
		Language:   a.Language,
		By:         strings.Join(a.Bylines, ", "),
		Slugline:   a.Slugline, Located: a.Dateline,
		Headlines: ninjsHeadlines(a), Descriptions: ninjsDescriptions(a), Bodies: ninjsBodies(e),
		People: ninjsPeople(a), Subjects: ninjsSubjects(a, e.section.Slug),
		InfoSources: ninjsSources(e), AltIDs: ninjsAltIDs(a),
		Associations: ninjsPictures(e),
	})
	return e.one("article.json", "application/json", out, err)
}

func ninjsProfile(e *export) string {
	if len(e.media) > 0 {
		return "text-photo"
	}
	return "text"
}

func ninjsEmbargo(em *article.Embargo) string {
	if em == nil {
		return ""
	}
	return format.Stamp(em.At)
}

// pubStatus errs on the safe side: what stops a story here must stop it there.
func pubStatus(a *article.Article) string {
	switch {
	case a.Flag == article.Killed || a.Status == article.Withdrawn:
		return "canceled"
	case a.Flag != article.NoFlag || (a.Embargo != nil && a.Embargo.At.IsZero()):
		return "withheld"
	}
	return "usable"
}

func ninjsHeadlines(a *article.Article) []format.Text {
	texts := addText(nil, "overline", a.Overline)
	for _, c := range article.Channels {
		texts = addText(texts, string(c), a.Headlines.Own(c))
	}
	return texts
}

func ninjsDescriptions(a *article.Article) []format.Text {
	found := addText(nil, "standfirst", a.Standfirst)
	found = addText(found, "summary", a.TrailText)
	found = addText(found, "search", a.SearchDescription)
	found = addText(found, "social", a.SocialDescription)
	for _, c := range a.Corrections {
		found = addText(found, string(cmp.Or(c.Kind, article.Corrected)), c.Text)
	}
	return found
}

func addText(found []format.Text, role, value string) []format.Text {
	if value == "" {
		return found
	}
	return append(found, format.Text{Role: role, ContentType: "text/plain", Value: value})
}

func ninjsBodies(e *export) []format.Body {
	count := func(contentType, value string) format.Body {
		return format.Body{Role: "main", ContentType: contentType, Value: value,
			CharCount: utf8.RuneCountInString(e.doc.Text), WordCount: e.doc.Words}
	}
	return []format.Body{count("text/html", e.wireHTML()), count("text/plain", e.doc.Text), count("text/markdown", e.article.Body)}
}

// ninjsPeople are the bylines, with what the author records say of them.
func ninjsPeople(a *article.Article) []format.Concept {
	people := []format.Concept{}
	for _, name := range a.Bylines {
		person := format.Concept{Name: name, Rel: "author"}
		for _, known := range a.Authors {
			if known.Name == name {
				person.URI, person.Literal = absolute(known.URL), known.Role
			}
		}
		people = append(people, person)
	}
	return people
}

func ninjsSubjects(a *article.Article, sectionSlug string) []format.Concept {
	subjects := []format.Concept{}
	if a.Section != "" {
		subjects = append(subjects, format.Concept{Name: a.Section, Rel: "section", Literal: sectionSlug})
	}
	for _, k := range a.Keywords {
		subjects = append(subjects, format.Concept{Name: k, Rel: "keyword"})
	}
	return subjects
}

func ninjsSources(e *export) []format.InfoSource {
	all := []format.InfoSource{{Name: e.house.Name, Role: "publisher"}}
	for _, s := range append([]article.Source{e.article.Source}, e.article.MoreSources...) {
		all = append(all, format.InfoSource{Name: s.Service, Role: "agency", Literal: s.Version})
	}
	sources := []format.InfoSource{}
	for _, s := range append(all, format.InfoSource{Name: e.article.Credit, Role: "credit"}) {
		if s.Name != "" {
			sources = append(sources, s)
		}
	}
	return sources
}

func ninjsAltIDs(a *article.Article) []format.AltID {
	ids := []format.AltID{{Role: "slug", Value: a.Slug}}
	for _, old := range a.OldSlugs {
		ids = append(ids, format.AltID{Role: "old-slug", Value: old})
	}
	for _, s := range append([]article.Source{a.Source}, a.MoreSources...) {
		if s.Key != "" {
			ids = append(ids, format.AltID{Role: "source", Value: s.Key})
		}
	}
	return ids
}

// ninjsPictures are the story's pictures: an address by their digest, and a
// place that is absolute, as ninjs wants it: on the site where its base URL is
// known, else as a part of this package.
func ninjsPictures(e *export) []format.NinjsAssociate {
	items := []format.NinjsAssociate{}
	for _, p := range pictureList(&e.article, e.doc.Images) {
		m, ok := e.media[p.ID]
		if !ok {
			continue
		}
		item := format.NinjsAssociate{Name: fmt.Sprintf("picture-%d", len(items)+1), Rel: "inline"}
		if p.ID == e.article.LeadPicture {
			item.Rel = "lead"
		}
		item.Ninjs = format.Ninjs{
			URI: format.DigestURI(p.ID), Type: "picture", PubStatus: "usable",
			By: p.Credit, CopyrightNotice: p.Rights,
			Descriptions: addText(addText(nil, "caption", p.Caption), "alt", p.Alt),
			InfoSources:  pictureSource(p),
			Renditions:   renditions(e, p, m),
		}
		items = append(items, item)
	}
	return items
}

func pictureSource(p article.Picture) []format.InfoSource {
	if p.Source == "" {
		return nil
	}
	return []format.InfoSource{{Name: p.Source, Role: "source"}}
}

// renditions are the files of a picture. The point of interest is said of
// whole ones: crops lie around it.
func renditions(e *export, p article.Picture, m media) []format.Rendition {
	list := []format.Rendition{}
	for _, f := range m.all() {
		r := format.Rendition{Name: f.name, Href: "cid:" + path.Base(f.path), ContentType: f.kind,
			Width: f.width, Height: f.height, SizeInBytes: len(f.data)}
		if base := strings.TrimRight(e.house.BaseURL, "/"); absolute(base) != "" {
			r.Href = base + "/" + page.Path(&e.article, e.section) + f.path
		}
		if f.shape == article.Whole && (p.FocusX > 0 || p.FocusY > 0) {
			r.POI = &format.Point{X: p.FocusX * f.width / 1000, Y: p.FocusY * f.height / 1000}
		}
		list = append(list, r)
	}
	return list
}

// absolute passes http and https addresses, which the schema's uri format
// takes; anything else is "".
func absolute(url string) string {
	if (strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")) && !strings.ContainsAny(url, " <>\"{}|\\^`") {
		return url
	}
	return ""
}
