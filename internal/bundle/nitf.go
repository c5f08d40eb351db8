package bundle

import (
	"path"
	"slices"
	"strconv"
	"time"

	"stet/internal/article"
	"stet/internal/format"
)

var nitfFidelity = fidelity{
	mapped: map[string]string{
		"status":      "management-status: canceled when withdrawn",
		"flag":        "management-status: canceled when killed, withheld when held or spiked",
		"embargo":     "date.release: the instant; management-status embargoed",
		"corrections": "correction: the words, without kind and time",
		"body":        "NITF's own elements",
		"pictures":    "media where they stand, with the words that are typed there",
	},
	elements: nitfElements,
}

// writeNITF is data/nitf/<slug>.xml. What NITF has no element for stands in
// its meta elements, under the field's name.
func writeNITF(e *export) ([]outFile, error) {
	a := &e.article
	n := &format.Nitf{Version: "-//IPTC//DTD NITF 3.6//EN", Lang: languageTag(a.Language)}
	n.Head = format.NitfHead{
		Title: format.XMLText(a.Headlines.Main), Meta: nitfMeta(e), Doc: nitfDoc(e),
		Pub: []format.NitfPubData{{Name: format.XMLText(e.house.Name), Section: format.XMLText(a.Section)}},
	}
	n.Body = format.NitfBody{
		Headline: &format.NitfHeadline{Main: format.XMLText(a.Headlines.Main)}, Rights: format.XMLText(a.UsageTerms),
		Sender: format.XMLText(a.Credit), Dateline: format.XMLText(a.Dateline), Content: format.NitfMarkup{Markup: nitfContent(e)},
	}
	for _, p := range ninjsPeople(a) {
		n.Body.Bylines = append(n.Body.Bylines, format.NitfByline{Person: format.XMLText(p.Name), Title: format.XMLText(p.Literal)})
	}
	if a.Standfirst != "" {
		n.Body.Abstract = &format.NitfAbstract{Text: format.XMLText(a.Standfirst)}
	}
	out := e.sheets.blank()
	err := format.XML(out, n)
	return oneFile("data/nitf/"+path.Base(e.folder)+".xml", "application/nitf+xml", out, err)
}

func nitfDoc(e *export) format.NitfDoc {
	a := &e.article
	d := format.NitfDoc{
		Status: nitfStatus(a), Of: a.ID.URN(), ID: format.NitfID{Source: format.XMLText(e.house.Name), ID: a.ID.URN()},
		Key: format.NitfKey{Version: a.Rev, Key: format.XMLText(a.Slugline)}, Issue: nitfDate(a.Updated),
	}
	for _, c := range a.Corrections {
		d.Corrections = append(d.Corrections, format.NitfCorrection{Info: format.XMLText(c.Text), ID: a.ID.URN()})
	}
	if a.Urgency > 0 {
		d.Urgency = &format.NitfUrgency{Value: a.Urgency}
	}
	if a.Embargo != nil {
		d.Release = nitfDate(a.Embargo.At)
	}
	if len(a.Keywords) > 0 {
		d.Keywords = &format.NitfKeywords{}
	}
	for _, k := range a.Keywords {
		d.Keywords.List = append(d.Keywords.List, format.NitfKeyword{Key: format.XMLText(k)})
	}
	return d
}

// nitfStatus says an embargo too: a reader may know of no date of release.
func nitfStatus(a *article.Article) string {
	if status := pubStatus(a); status != "usable" || a.Embargo == nil {
		return status
	}
	return "embargoed"
}

func nitfDate(t time.Time) *format.NitfDate {
	if t.IsZero() {
		return nil
	}
	return &format.NitfDate{Norm: t.UTC().Format("20060102T150405Z")}
}

// nitfMeta are the fields that NITF has no element for. A source is three in a
// row.
func nitfMeta(e *export) []format.NitfMeta {
	a := &e.article
	list := []format.NitfMeta{}
	add := func(name, content string) {
		if content != "" {
			list = append(list, format.NitfMeta{Name: name, Content: format.XMLText(content)})
		}
	}
	for _, h := range ninjsHeadlines(a) {
		if h.Role != string(article.Main) {
			add("headline."+h.Role, h.Value)
		}
	}
	add("description.summary", a.TrailText)
	add("description.search", a.SearchDescription)
	add("description.social", a.SocialDescription)
	if people := ninjsPeople(a); slices.ContainsFunc(people, func(p format.Concept) bool { return p.URI != "" }) {
		for _, p := range people { // in the order of the bylines
			list = append(list, format.NitfMeta{Name: "author.url", Content: format.XMLText(p.URI)})
		}
	}
	add("section.slug", e.section.Slug)
	add("slug", a.Slug)
	for _, old := range a.OldSlugs {
		add("old-slug", old)
	}
	for _, s := range append([]article.Source{a.Source}, a.MoreSources...) {
		if s != (article.Source{}) {
			for _, part := range []struct{ name, said string }{{"service", s.Service}, {"key", s.Key}, {"version", s.Version}} {
				list = append(list, format.NitfMeta{Name: "source." + part.name, Content: format.XMLText(part.said)})
			}
		}
	}
	add("direction", string(a.Direction))
	add("created", format.Stamp(a.Created))
	add("first-published", format.Stamp(a.FirstPublished))
	add("last-published", format.Stamp(a.LastPublished))
	if e.doc.Words > 0 {
		add("words", strconv.Itoa(e.doc.Words))
	}
	return list
}
