package bundle

import (
	"stet/internal/article"
	"stet/internal/page"
)

const noPlace = "a page has no place for it"

// readersMiss: what readers get shows the lead and what the text shows.
const readersMiss = "readers do not see it"

var pageFidelity = fidelity{lacks: pageLacks, unshown: readersMiss, mapped: map[string]string{
	"headlines.front": "alternativeHeadline of the linked data",
	"trailText":       "abstract of the linked data",
}}
var mobileFidelity = fidelity{lacks: mobileLacks, unshown: readersMiss}

// noRights: what was agreed with whoever made a picture binds the desk.
const noRights = "readers are told the credit, not what was agreed"

// pageLacks is what a reader's page does not say anywhere, its head included.
var pageLacks = map[string]string{
	"headlines.push":  noPlace,
	"headlines.print": noPlace,
	"oldSlugs":        "a page has one address; stet.json names those that lead to it",
	"slugline":        noPlace,
	"urgency":         noPlace,
	"embargo":         noPlace,
	"source.service":  noPlace,
	"source.key":      noPlace,
	"source.version":  noPlace,
	"moreSources":     noPlace,
	"pictures.rights": noRights,
	"pictures.source": noPlace,
}

// mobileLacks: the light page leaves what machines read to the full page,
// which it names as its canonical one.
var mobileLacks = withMore(pageLacks, map[string]string{
	"headlines.social":  "the light page carries no social cards",
	"socialDescription": "the light page carries no social cards",
	"keywords":          "the light page carries no linked data",
	"headlines.front":   "the light page carries no linked data",
	"trailText":         "the light page carries no linked data",
})

func withMore(a, b map[string]string) map[string]string {
	all := map[string]string{}
	for _, m := range []map[string]string{a, b} {
		for field, why := range m {
			all[field] = why
		}
	}
	return all
}

const htmlType = "text/html; charset=utf-8"

func writePage(e *export) ([]outFile, error) {
	out := e.sheets.blank()
	page.Full(out, e.pageInput())
	return e.one(page.FullName, htmlType, out, nil)
}

func writeMobile(e *export) ([]outFile, error) {
	out := e.sheets.blank()
	page.Mobile(out, e.pageInput())
	return e.one(page.MobileName, htmlType, out, nil)
}

func (e *export) pageInput() page.Input {
	return page.Input{
		Article: &e.article, Doc: e.doc, House: e.house, Zone: e.zone, Rules: e.rules, Section: e.section, Trending: e.trending,
		Media: func(p article.Picture) page.Shown { return e.media[p.ID].shown() },
	}
}
