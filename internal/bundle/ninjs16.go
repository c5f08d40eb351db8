package bundle

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"stet/internal/article"
	"stet/internal/format"
)

var ninjs16Fidelity = fidelity{
	lacks: map[string]string{
		"firstPublished": "ninjs 1.6 has no date of first publication",
		"lastPublished":  "ninjs 1.6 has no date of last publication",
	},
	mapped: map[string]string{
		"direction":    inWireHTML,
		"status":       "pubstatus: canceled when withdrawn, else usable",
		"flag":         "pubstatus: canceled when killed, withheld when held or spiked",
		"embargo":      "embargoed: the instant",
		"authors.role": "byline",
		"authors.url":  "code of person",
		"corrections":  "description_correction and its like: a line each, without the time",
	},
}

// writeNinjs16 is article-1.6.json, for software that reads the first line of
// ninjs: an item of 3.1 is empty to it.
func writeNinjs16(e *export) ([]outFile, error) {
	a := &e.article
	n := &format.Ninjs16{
		URI: a.ID.URN(), Standard: &format.Standard{Name: "ninjs", Version: "1.6", Schema: "http://www.iptc.org/std/ninjs/ninjs-schema_1.6.json#"},
		Type: "text", RepresentationType: "complete", Profile: ninjsProfile(e), Version: strconv.FormatInt(a.Rev, 10),
		FirstCreated: format.Stamp(a.Created), ContentCreated: format.Stamp(a.Created),
		VersionCreated: format.Stamp(a.Updated), Embargoed: ninjsEmbargo(a.Embargo),
		PubStatus: pubStatus(a), Urgency: a.Urgency, UsageTerms: a.UsageTerms, Language: a.Language,
		Byline: creditLine(a), Slugline: a.Slugline, Located: a.Dateline,
		CharCount: utf8.RuneCountInString(e.doc.Text), WordCount: e.doc.Words,
		Headline: a.Headlines.Main, HeadlineOverline: a.Overline,
		HeadlineFront: a.Headlines.Front, HeadlineSearch: a.Headlines.Search, HeadlineSocial: a.Headlines.Social,
		HeadlinePush: a.Headlines.Push, HeadlinePrint: a.Headlines.Print,
		Standfirst: a.Standfirst, Summary: a.TrailText, Search: a.SearchDescription, Social: a.SocialDescription,
		Corrections: noticesOf(a, article.Corrected), Clarifications: noticesOf(a, article.Clarification),
		Updates: noticesOf(a, article.Update), Retractions: noticesOf(a, article.Retraction),
		BodyHTML: e.wireHTML(), BodyText: e.doc.Text, BodyMarkdown: a.Body,
		AltIDs: altIDs16(a), Associations: pictures16(e),
	}
	for _, p := range ninjsPeople(a) {
		n.Person = append(n.Person, format.Concept16{Name: p.Name, Rel: p.Rel, Code: p.URI})
	}
	for _, s := range ninjsSubjects(a, e.section.Slug) {
		n.Subject = append(n.Subject, format.Concept16{Name: s.Name, Rel: s.Rel, Code: s.Literal})
	}
	for _, s := range ninjsSources(e) {
		n.InfoSource = append(n.InfoSource, format.Concept16{Name: s.Name, Rel: s.Role, Code: s.Literal})
	}
	out := e.sheets.blank()
	err := format.WriteNinjs16(out, n)
	return e.one("article-1.6.json", "application/json", out, err)
}

// creditLine is the bylines with what their people are, as a paper prints
// them: a person of 1.6 has no place for it.
func creditLine(a *article.Article) string {
	line := []string{}
	for _, p := range ninjsPeople(a) {
		if p.Literal != "" {
			p.Name += ", " + p.Literal
		}
		line = append(line, p.Name)
	}
	return strings.Join(line, "; ")
}

// noticesOf are the notes to readers of one kind, a line each.
func noticesOf(a *article.Article, kind article.CorrectionKind) string {
	texts := []string{}
	for _, c := range a.Corrections {
		if cmp.Or(c.Kind, article.Corrected) == kind {
			texts = append(texts, c.Text)
		}
	}
	return strings.Join(texts, "\n")
}

// altIDs16 are named, and a name stands once.
func altIDs16(a *article.Article) map[string]string {
	ids, seen := map[string]string{}, map[string]int{}
	for _, id := range ninjsAltIDs(a) {
		name := id.Role
		if seen[id.Role]++; seen[id.Role] > 1 {
			name += fmt.Sprintf("-%d", seen[id.Role])
		}
		ids[name] = id.Value
	}
	return ids
}

func pictures16(e *export) map[string]*format.Ninjs16 {
	items := map[string]*format.Ninjs16{}
	for _, p := range ninjsPictures(e) {
		item := &format.Ninjs16{
			URI: p.URI, Type: p.Type, Profile: p.Rel, PubStatus: p.PubStatus,
			Byline: p.By, CopyrightNotice: p.CopyrightNotice, Renditions: map[string]format.Rendition16{},
		}
		for _, d := range p.Descriptions {
			if d.Role == "caption" {
				item.Caption = d.Value
			} else {
				item.Alt = d.Value
			}
		}
		for _, s := range p.InfoSources {
			item.InfoSource = append(item.InfoSource, format.Concept16{Name: s.Name, Rel: s.Role})
		}
		for _, r := range p.Renditions {
			item.Renditions[r.Name] = format.Rendition16{Href: r.Href, MimeType: r.ContentType, Width: r.Width, Height: r.Height, SizeInBytes: r.SizeInBytes}
		}
		items[p.Name] = item
	}
	return items
}
