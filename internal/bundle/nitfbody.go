package bundle

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"stet/internal/article"
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
	"picture in a line":   mappedAs("media behind the block"),
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
func nitfContent(e *export) string {
	w := &nitfWriter{e: e}
	w.out.Grow(len(e.doc.HTML) + len(e.doc.HTML)/8)
	for _, p := range pictureList(&e.article, e.doc.Images) {
		inCopy := slices.ContainsFunc(e.doc.Images, func(i markup.Image) bool { return i.ID == p.ID })
		if p.ID == e.article.LeadPicture || !inCopy {
			w.media(p, p.Caption, p.Credit)
		}
	}
	blocks := make([]string, len(e.doc.Blocks))
	for i := range e.doc.Blocks {
		blocks[i] = e.doc.Blocks[i].HTML
	}
	w.blocks(e.pieces(blocks...), true)
	return w.out.String()
}

// nitfWriter writes what markup can write, and nothing else, as NITF.
type nitfWriter struct {
	e       *export
	out     strings.Builder
	waiting []piece // pictures that stood within a line: NITF has none there
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
func (w *nitfWriter) blocks(kids []piece, top bool) {
	run := []piece{}
	flush := func() {
		if slices.ContainsFunc(run, func(k piece) bool { return strings.TrimSpace(k.words()) != "" }) {
			w.wrapped("p", "", run)
		}
		run = run[:0]
	}
	for i := range kids {
		if !nitfBlocks[kids[i].tag] {
			run = append(run, kids[i])
			continue
		}
		flush()
		w.block(&kids[i], top)
	}
	flush()
	if top {
		for i := range w.waiting {
			w.image(&w.waiting[i], "", "")
		}
		w.waiting = nil
	}
}

func (w *nitfWriter) block(k *piece, top bool) {
	switch name := k.tag; name {
	case "p":
		w.wrapped("p", k.class(), k.kids)
	case "h2":
		w.wrapped("hl2", "", k.kids)
	case "h3", "h4":
		w.wrapped("hl2", name, k.kids)
	case "blockquote":
		w.out.WriteString("<bq><block>")
		w.blocks(k.kids, false)
		w.out.WriteString("</block></bq>\n")
	case "ul", "ol":
		w.list(k)
	case "table":
		w.table(k)
	case "figure":
		w.figure(k)
	case "pre":
		w.out.WriteString("<pre>" + escaped(k.words()) + "</pre>\n")
	case "hr":
		w.out.WriteString("<hr/>\n")
	default:
		w.box(k, top)
	}
}

// box is a container: a block of its class where one may stand, else what is in
// it.
func (w *nitfWriter) box(k *piece, top bool) {
	class := k.class()
	boxed := top && k.tag != "div" || top && class == "box"
	if !boxed {
		w.blocks(k.kids, top)
		return
	}
	w.out.WriteString(`<block class="` + escaped(class) + `">`)
	w.blocks(k.kids, false)
	w.out.WriteString("</block>\n")
}

func (w *nitfWriter) wrapped(name, class string, kids []piece) {
	w.out.WriteString("<" + name)
	if class != "" {
		w.out.WriteString(` class="` + escaped(class) + `"`)
	}
	w.out.WriteByte('>')
	w.line(kids)
	w.out.WriteString("</" + name + ">\n")
}

// line writes inline parts.
func (w *nitfWriter) line(kids []piece) {
	for i := range kids {
		k := &kids[i]
		switch name := k.tag; {
		case name == "":
			w.out.WriteString(escaped(k.words()))
		case name == "br":
			w.out.WriteString("<br/>")
		case name == "img":
			w.waiting = append(w.waiting, *k)
		case k.class() == "footnote-back", k.class() == "missing-picture":
		case name == "a" && !strings.HasPrefix(k.attr("href"), "#"):
			w.out.WriteString(`<a href="` + escaped(k.attr("href")) + `">`)
			w.line(k.kids)
			w.out.WriteString("</a>")
		default:
			w.out.WriteString(nitfInline[name][0])
			w.line(k.kids)
			w.out.WriteString(nitfInline[name][1])
		}
	}
}

func (w *nitfWriter) list(k *piece) {
	w.out.WriteString("<" + k.tag + ">")
	for _, li := range k.each("li") {
		w.out.WriteString("<li>")
		w.mixed(li.kids)
		w.out.WriteString("</li>\n")
	}
	w.out.WriteString("</" + k.tag + ">\n")
}

// mixed writes parts where both lines and blocks may stand.
func (w *nitfWriter) mixed(kids []piece) {
	for i := range kids {
		if nitfBlocks[kids[i].tag] {
			w.block(&kids[i], false)
		} else {
			w.line(kids[i : i+1])
		}
	}
}

func (w *nitfWriter) table(k *piece) {
	w.out.WriteString("<table>")
	for _, part := range k.kids {
		rows := part.each("tr")
		if len(rows) == 0 {
			continue
		}
		w.out.WriteString("<" + part.tag + ">")
		for _, row := range rows {
			w.out.WriteString("<tr>")
			for _, cell := range row.kids {
				if name := cell.tag; name == "th" || name == "td" {
					w.out.WriteString("<" + name + ">")
					w.line(cell.kids)
					w.out.WriteString("</" + name + ">")
				}
			}
			w.out.WriteString("</tr>")
		}
		w.out.WriteString("</" + part.tag + ">")
	}
	w.out.WriteString("</table>\n")
}

// figure is a picture with its caption and credit; one that is missing is no
// part of a wire item.
func (w *nitfWriter) figure(k *piece) {
	caption, credit := "", ""
	below, _ := k.find("figcaption")
	for i := range below.kids {
		part := &below.kids[i]
		if part.class() == "credit" {
			credit = part.words()
		} else {
			caption += part.words()
		}
	}
	img, _ := k.find("img")
	w.image(&img, strings.TrimSpace(caption), credit)
}

func (w *nitfWriter) image(img *piece, caption, credit string) {
	id := strings.TrimPrefix(img.attr("src"), "media/")
	for _, p := range pictureList(&w.e.article, w.e.doc.Images) {
		if p.ID == id {
			p.Alt = img.attr("alt")
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
