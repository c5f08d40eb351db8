package bundle

import (
	"cmp"
	"fmt"
	"path"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/format"
	"stet/internal/page"
)

var newsmlFidelity = fidelity{
	mapped: map[string]string{
		"status":  "pubStatus: stat:canceled when withdrawn, else stat:usable",
		"flag":    "pubStatus: stat:canceled when killed, stat:withheld when held or spiked",
		"embargo": "embargoed: the instant",
	},
}

// writeNewsML is data/newsml/<slug>.xml: a newsMessage of the story's newsItem
// and one for each of its pictures, whose files lie in the story's folder.
func writeNewsML(e *export) ([]outFile, error) {
	text := newsItem(e)
	pictures := newsPictures(e)
	for _, p := range pictures {
		text.Meta.Links = append(text.Meta.Links, format.NewsMLLink{
			RelURI: p.link, ResidRef: p.GUID, Version: p.Version, ContentType: p.Set.Remote[0].ContentType})
	}
	message := &format.NewsMessage{Sent: text.Meta.VersionCreated, Sender: format.XMLText(e.house.Name)}
	message.Items = append(message.Items, text)
	for _, p := range pictures {
		message.Items = append(message.Items, p.NewsItem)
	}
	out := e.sheets.blank()
	err := format.XML(out, message)
	return oneFile("data/newsml/"+path.Base(e.folder)+".xml", "application/vnd.iptc.g2.newsmessage+xml", out, err)
}

// newsmlHead is what every item of a story has. Receivers take an item again
// only under a higher version, which begins at 1.
func newsmlHead(e *export, class, guid string) format.NewsMLHead {
	a := &e.article
	return format.NewsMLHead{
		Standard: "NewsML-G2", StandardVersion: "2.35", Conformance: "power",
		GUID: guid, Version: max(1, a.Rev), Lang: languageTag(a.Language),
		CatalogRef: format.NewsMLHref{Href: format.NewsMLCatalog},
		Meta: format.NewsMLMeta{
			Class: format.NewsMLCode{QCode: class}, Provider: format.NewsMLParty{Name: format.XMLText(e.house.Name)},
			VersionCreated: newsmlVersion(a), PubStatus: format.NewsMLCode{QCode: "stat:usable"},
		},
	}
}

// newsmlVersion is when the version was made. The standard wants a moment even
// of a story that was never saved.
func newsmlVersion(a *article.Article) string {
	return cmp.Or(format.Stamp(a.Updated), format.Stamp(a.Created), format.Stamp(time.Unix(0, 0)))
}

func newsItem(e *export) format.NewsItem {
	a := &e.article
	item := format.NewsItem{NewsMLHead: newsmlHead(e, "ninat:text", a.ID.URN())}
	item.Dir = string(a.Direction)
	item.Meta.FirstCreated, item.Meta.Embargoed = format.Stamp(a.Created), ninjsEmbargo(a.Embargo)
	item.Meta.PubStatus.QCode = "stat:" + pubStatus(a)
	item.Meta.Signals = newsmlSignals(a)
	if a.UsageTerms != "" {
		item.Rights = &format.NewsMLRights{Terms: format.XMLText(a.UsageTerms)}
	}
	item.Content = newsmlContent(e)
	item.Set.XML = []format.NewsMLInline{{ContentType: "application/xhtml+xml", WordCount: e.doc.Words, Markup: newsmlBody(e)}}
	item.Set.Data = []format.NewsMLInline{{ContentType: "text/markdown", Text: format.XMLText(a.Body)}}
	return item
}

// newsmlSignals say what the last note to readers was.
func newsmlSignals(a *article.Article) []format.NewsMLCode {
	if len(a.Corrections) == 0 {
		return nil
	}
	if a.Corrections[len(a.Corrections)-1].Kind == article.Update {
		return []format.NewsMLCode{{QCode: "sig:update"}}
	}
	return []format.NewsMLCode{{QCode: "sig:correction"}}
}

// newsmlBody is a whole document in XHTML's own namespace: without it the
// schema passes and readers see nothing.
func newsmlBody(e *export) string {
	a := &e.article
	html := page.Pictures(e.pageInput(), e.doc.HTML)
	html = strings.ReplaceAll(html, `src="media/`, `src="../articles/`+path.Base(e.folder)+`/media/`)
	if len(e.media) > 0 {
		html = srcset.ReplaceAllString(html, "")
	}
	var out strings.Builder
	out.WriteString(`<html xmlns="` + format.XHTMLSpace + `"`)
	if a.Direction != "" {
		fmt.Fprintf(&out, ` dir="%s"`, a.Direction)
	}
	out.WriteString("><head><title>" + escaped(a.Headlines.Main) + "</title></head><body>\n" + xhtml(html) + "\n</body></html>")
	return out.String()
}

// languageTag passes a language only where the schemas do.
func languageTag(tag string) string {
	if languageShape.MatchString(tag) {
		return tag
	}
	return ""
}
