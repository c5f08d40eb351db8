package intake

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
)

// nitfHTML writes NITF's own elements as those of a page.
type nitfHTML struct {
	item *wireItem
	out  *strings.Builder
}

// nitfTags are the elements that have one of HTML's; others are their words.
var nitfTags = map[string]string{
	"p": "p", "hl1": "h2", "hl2": "h2", "ul": "ul", "ol": "ol", "li": "li", "dl": "ul", "dt": "li", "dd": "li",
	"table": "table", "thead": "thead", "tbody": "tbody", "tr": "tr", "th": "th", "td": "td", "caption": "p",
	"bq": "blockquote", "pre": "pre", "hr": "hr", "br": "br", "q": "q", "a": "a",
	"note": "p", "fn": "p", "credit": "p", "abstract": "p", "datasource": "p",
}

// nitfEm is what an emphasis of this class is; others are italics.
var nitfEm = map[string]string{"bold": "strong", "strike": "del", "code": "code", "footnote-ref": "sup"}

func (h *nitfHTML) all(kids []*format.Element) {
	for _, k := range kids {
		h.one(k)
	}
}

func (h *nitfHTML) one(k *format.Element) {
	name := k.Name.Local
	switch name {
	case "":
		h.out.WriteString(html.EscapeString(k.Text))
	case "media":
		h.media(k)
	case "em":
		h.emphasis(k)
	case "block":
		h.block(k)
	case "a":
		h.tagged("a", ` href="`+html.EscapeString(k.Get("href"))+`"`, k)
	case "p":
		h.tagged("p", nitfClass(k), k)
	case "hl2":
		tag := "h2"
		if class := k.Get("class"); class == "h3" || class == "h4" {
			tag = class
		}
		h.tagged(tag, "", k)
	case "br", "hr":
		h.out.WriteString("<" + name + ">")
	default:
		if tag := nitfTags[name]; tag != "" {
			h.tagged(tag, "", k)
			return
		}
		h.all(k.Kids)
	}
}

// emphasis is bold or the like; a footnote's number leads to it, as Stet writes
// them.
func (h *nitfHTML) emphasis(k *format.Element) {
	if n := article.OneLine(k.Words()); k.Get("class") == "footnote-ref" && number(n) > 0 {
		h.out.WriteString(`<sup><a href="#s-fn-` + n + `" id="s-fnref-` + n + `">` + n + `</a></sup>`)
		return
	}
	h.tagged(firstOf(nitfEm[k.Get("class")], "em"), "", k)
}

// nitfClass keeps what says which part of a box a paragraph is.
func nitfClass(k *format.Element) string {
	if class := k.Get("class"); slices.Contains([]string{"box-title", "pullquote-by", "embed-title", "embed-host"}, class) {
		return ` class="` + class + `"`
	}
	return ""
}

// block is a box where Stet wrote it of one, else what is in it.
func (h *nitfHTML) block(k *format.Element) {
	switch class := k.Get("class"); {
	case class == "footnotes":
		for i, li := range k.Kid("ol").Each("li") {
			h.tagged("div", fmt.Sprintf(` id="s-fn-%d"`, i+1), li)
		}
	case boxes[class] != "":
		h.tagged("aside", ` class="`+class+`"`, k)
	default:
		h.all(k.Kids)
	}
}

func (h *nitfHTML) tagged(tag, attrs string, k *format.Element) {
	h.out.WriteString("<" + tag + attrs + ">")
	h.all(k.Kids)
	h.out.WriteString("</" + tag + ">")
}

// media is a picture of the story. One that does not lead stands in the copy
// where it stood.
func (h *nitfHTML) media(k *format.Element) {
	if kind := k.Get("media-type"); kind != "image" && kind != "" {
		h.item.dropped = append(h.item.dropped, article.Note{Text: strings.TrimSpace(kind + " " + article.OneLine(k.Words())), Why: "Only text and pictures are taken in."})
		return
	}
	p := wirePicture{lead: k.Get("class") == "lead"}
	files := []wireFile{}
	for _, r := range k.Each("media-reference") {
		files = append(files, wireFile{"", r.Get("source"), r.Get("width")})
		p.Alt = firstOf(p.Alt, article.OneLine(r.Get("alternate-text")))
		p.Source = firstOf(p.Source, r.Get("source-credit"))
		p.Rights = firstOf(p.Rights, r.Get("copyright"))
		if uri := format.DigestURI(r.Get("name")); uri != "" {
			p.uri = uri
		}
	}
	p.files = widestFirst(files)
	if p.uri == "" && len(p.files) > 0 {
		p.uri = p.files[0]
	}
	p.Caption = article.OneLine(k.Kid("media-caption").Words())
	p.Credit = article.OneLine(k.Kid("media-producer").Words())
	known := slices.ContainsFunc(h.item.pics, func(q wirePicture) bool { return q.uri == p.uri })
	if !known {
		h.item.picture(p)
	}
	if (known || len(h.item.pics) > 1) && len(p.files) > 0 {
		h.out.WriteString(`<figure><img src="` + html.EscapeString(p.files[0]) + `" alt="` + html.EscapeString(p.Alt) + `"><figcaption>` +
			html.EscapeString(p.Caption) + ` <span class="credit">` + html.EscapeString(p.Credit) + `</span></figcaption></figure>`)
	}
}
