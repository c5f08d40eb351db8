package bundle

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
	"stet/internal/markup"
)

// nitfElements are those that NITF says in its own way, or has no place for.
var nitfElements = map[string]fate{
	"smaller crosshead":   mappedAs("hl2 of class h3 or h4"),
	"quotation":           mappedAs("bq"),
	"footnote":            mappedAs("the number, and a block of footnotes at the end"),
	"code in a line":      mappedAs("em of class code"),
	"bold":                mappedAs("em of class bold"),
	"strikethrough":       mappedAs("em of class strike"),
	"figure":              mappedAs("media"),
	"caption":             mappedAs("media-caption"),
	"credit of a picture": mappedAs("media-producer"),
	"pull quote":          mappedAs("block of class pullquote"),
	"who said it":         mappedAs("p of class pullquote-by"),
	"fact box":            mappedAs("block of class factbox"),
	"title of a box":      mappedAs("p of class box-title"),
	"correction box":      mappedAs("block of class correction"),
	"link card":           mappedAs("block of class embed"),
	"unknown container":   mappedAs("block of class box"),
	"link to a crosshead": lostAs("NITF links to other documents only; the words stay"),
}

// nitfContent is a body as NITF: its own pictures first that do not stand in
// the copy, the lead at the head.
func nitfContent(e *export) (string, error) {
	root, _, err := format.ReadXML([]byte("<body>" + xhtml(e.doc.HTML) + "</body>"))
	if err != nil {
		return "", err
	}
	w := &nitfWriter{e: e}
	for _, p := range pictureList(&e.article, e.doc.Images) {
		inCopy := slices.ContainsFunc(e.doc.Images, func(i markup.Image) bool { return i.ID == p.ID })
		if p.ID == e.article.LeadPicture || !inCopy {
			w.media(p, p.Caption, p.Credit)
		}
	}
	w.blocks(root.Kids, true)
	return w.out.String(), nil
}

// nitfWriter writes what markup can write, and nothing else, as NITF.
type nitfWriter struct {
	e       *export
	out     strings.Builder
	waiting []*format.Element // pictures that stood within a line: NITF has none there
}

// nitfInline is how inline elements are said; those that are not here are
// their words alone.
var nitfInline = map[string][2]string{
	"em": {"<em>", "</em>"}, "strong": {`<em class="bold">`, "</em>"}, "b": {`<em class="bold">`, "</em>"},
	"del": {`<em class="strike">`, "</em>"}, "code": {`<em class="code">`, "</em>"},
	"sup": {`<em class="footnote-ref">`, "</em>"},
}

// nitfBlocks are the block elements of a page.
var nitfBlocks = map[string]bool{
	"p": true, "h2": true, "h3": true, "h4": true, "blockquote": true, "ul": true, "ol": true, "table": true, "figure": true,
	"pre": true, "hr": true, "aside": true, "section": true, "div": true, "figcaption": true,
}

// blocks writes what may stand where blocks do. A run of inline parts becomes
// a paragraph. top = a block of NITF's own may stand here, which holds no other.
func (w *nitfWriter) blocks(kids []*format.Element, top bool) {
	run := []*format.Element{}
	flush := func() {
		if slices.ContainsFunc(run, func(k *format.Element) bool { return strings.TrimSpace(k.Words()) != "" }) {
			w.wrapped("p", "", run)
		}
		run = run[:0]
	}
	for _, k := range kids {
		if !nitfBlocks[k.Name.Local] {
			run = append(run, k)
			continue
		}
		flush()
		w.block(k, top)
	}
	flush()
	if top {
		for _, img := range w.waiting {
			w.image(img, "", "")
		}
		w.waiting = nil
	}
}

func (w *nitfWriter) block(k *format.Element, top bool) {
	switch name := k.Name.Local; name {
	case "p":
		w.wrapped("p", k.Get("class"), k.Kids)
	case "h2":
		w.wrapped("hl2", "", k.Kids)
	case "h3", "h4":
		w.wrapped("hl2", name, k.Kids)
	case "blockquote":
		w.out.WriteString("<bq><block>")
		w.blocks(k.Kids, false)
		w.out.WriteString("</block></bq>\n")
	case "ul", "ol":
		w.list(k)
	case "table":
		w.table(k)
	case "figure":
		w.figure(k)
	case "pre":
		w.out.WriteString("<pre>" + escaped(k.Words()) + "</pre>\n")
	case "hr":
		w.out.WriteString("<hr/>\n")
	default:
		w.box(k, top)
	}
}

// box is a container: a block of its class where one may stand, else what is in
// it.
func (w *nitfWriter) box(k *format.Element, top bool) {
	class := k.Get("class")
	boxed := top && k.Name.Local != "div" || top && class == "box"
	if !boxed {
		w.blocks(k.Kids, top)
		return
	}
	w.out.WriteString(`<block class="` + escaped(class) + `">`)
	w.blocks(k.Kids, false)
	w.out.WriteString("</block>\n")
}

func (w *nitfWriter) wrapped(name, class string, kids []*format.Element) {
	w.out.WriteString("<" + name)
	if class != "" {
		w.out.WriteString(` class="` + escaped(class) + `"`)
	}
	w.out.WriteByte('>')
	w.line(kids)
	w.out.WriteString("</" + name + ">\n")
}

// line writes inline parts.
func (w *nitfWriter) line(kids []*format.Element) {
	for _, k := range kids {
		switch name := k.Name.Local; {
		case name == "":
			w.out.WriteString(escaped(k.Text))
		case name == "br":
			w.out.WriteString("<br/>")
		case name == "img":
			w.waiting = append(w.waiting, k)
		case k.Get("class") == "footnote-back", k.Get("class") == "missing-picture":
		case name == "a" && !strings.HasPrefix(k.Get("href"), "#"):
			w.out.WriteString(`<a href="` + escaped(k.Get("href")) + `">`)
			w.line(k.Kids)
			w.out.WriteString("</a>")
		default:
			w.out.WriteString(nitfInline[name][0])
			w.line(k.Kids)
			w.out.WriteString(nitfInline[name][1])
		}
	}
}

func (w *nitfWriter) list(k *format.Element) {
	w.out.WriteString("<" + k.Name.Local + ">")
	for _, li := range k.Each("li") {
		w.out.WriteString("<li>")
		w.mixed(li.Kids)
		w.out.WriteString("</li>\n")
	}
	w.out.WriteString("</" + k.Name.Local + ">\n")
}

// mixed writes parts where both lines and blocks may stand.
func (w *nitfWriter) mixed(kids []*format.Element) {
	for _, k := range kids {
		if nitfBlocks[k.Name.Local] {
			w.block(k, false)
		} else {
			w.line([]*format.Element{k})
		}
	}
}

func (w *nitfWriter) table(k *format.Element) {
	w.out.WriteString("<table>")
	for _, part := range k.Kids {
		rows := part.Each("tr")
		if len(rows) == 0 {
			continue
		}
		w.out.WriteString("<" + part.Name.Local + ">")
		for _, row := range rows {
			w.out.WriteString("<tr>")
			for _, cell := range row.Kids {
				if name := cell.Name.Local; name == "th" || name == "td" {
					w.out.WriteString("<" + name + ">")
					w.line(cell.Kids)
					w.out.WriteString("</" + name + ">")
				}
			}
			w.out.WriteString("</tr>")
		}
		w.out.WriteString("</" + part.Name.Local + ">")
	}
	w.out.WriteString("</table>\n")
}

// figure is a picture with its caption and credit; one that is missing is no
// part of a wire item.
func (w *nitfWriter) figure(k *format.Element) {
	caption, credit := "", ""
	for _, part := range k.Kid("figcaption").Kids {
		if part.Get("class") == "credit" {
			credit = part.Words()
		} else {
			caption += part.Words()
		}
	}
	w.image(k.Kid("img"), strings.TrimSpace(caption), credit)
}

func (w *nitfWriter) image(img *format.Element, caption, credit string) {
	id := strings.TrimPrefix(img.Get("src"), "media/")
	for _, p := range pictureList(&w.e.article, w.e.doc.Images) {
		if p.ID == id {
			p.Alt = img.Get("alt")
			w.media(p, caption, credit)
		}
	}
}

// media is a picture's best file.
func (w *nitfWriter) media(p article.Picture, caption, credit string) {
	files := w.e.media[p.ID].files
	if len(files) == 0 {
		return
	}
	f := files[len(files)-1]
	class := "inline"
	if p.ID == w.e.article.LeadPicture {
		class = "lead"
	}
	attr := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&w.out, ` %s="%s"`, name, escaped(value))
		}
	}
	w.out.WriteString(`<media media-type="image" class="` + class + `"><media-reference`)
	attr("source", "../articles/"+path.Base(w.e.folder)+"/"+f.path)
	attr("name", p.ID)
	attr("mime-type", f.kind)
	attr("width", strconv.Itoa(f.width))
	attr("height", strconv.Itoa(f.height))
	attr("alternate-text", p.Alt)
	attr("source-credit", p.Source)
	attr("copyright", p.Rights)
	w.out.WriteString("/>")
	if caption != "" {
		w.out.WriteString("<media-caption>" + escaped(caption) + "</media-caption>")
	}
	if credit != "" {
		w.out.WriteString("<media-producer>" + escaped(credit) + "</media-producer>")
	}
	w.out.WriteString("</media>\n")
}
