package markup

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"stet/internal/article"
)

// onlyImage finds the image of a paragraph that holds nothing else.
func onlyImage(n *ast.Paragraph) (*ast.Image, *imageAttributes, bool) {
	image, ok := n.FirstChild().(*ast.Image)
	if !ok {
		return nil, nil, false
	}
	switch next := image.NextSibling().(type) {
	case nil:
		return image, nil, true
	case *imageAttributes:
		return image, next, next.NextSibling() == nil
	}
	return nil, nil, false
}

// figure writes a picture with its caption and credit, or a placeholder for
// one that is not there. A picture of another host is never loaded.
func (w *writer) figure(n *ast.Image, attrs *imageAttributes, span article.Span) {
	i, p := w.image(n, attrs, span)
	w.doc.Images = append(w.doc.Images, i)
	if i.Missing {
		w.tag(`<figure class="picture missing">`)
		w.placeholder("p", i)
	} else {
		w.tag(`<figure class="picture">`)
		w.img(i, p)
	}
	if i.Caption != "" || i.Credit != "" {
		w.tag("<figcaption>")
		w.caption(n, i, span)
		w.credit(attrs, i, span)
		w.tag("</figcaption>")
	}
	w.tag("</figure>")
}

// inlineImage stands in running text: no caption there.
func (w *writer) inlineImage(n *ast.Image) {
	attrs, _ := n.NextSibling().(*imageAttributes)
	i, p := w.image(n, attrs, article.Span{From: n.Pos(), To: w.session.ends[n]})
	w.doc.Images = append(w.doc.Images, i)
	if i.Missing {
		w.placeholder("span", i)
	} else {
		w.img(i, p)
	}
}

// image puts together what is known of a picture; p is nil if it is missing.
func (w *writer) image(n *ast.Image, attrs *imageAttributes, span article.Span) (Image, *article.Picture) {
	typed := plain(n.Destination)
	i := Image{Alt: w.label(n), Caption: article.OneLine(plain(n.Title)), Span: span}
	if attrs != nil {
		for _, a := range attrs.attrs {
			if a.key == "credit" {
				i.Credit = article.OneLine(plain(w.src[a.from:a.to]))
			}
		}
	}
	id, ok := strings.CutPrefix(typed, "media/")
	if !ok {
		i.URL = typed
	} else {
		i.ID = id
	}
	w.altTK(i)
	p := w.pictures[i.ID]
	if i.ID == "" || p == nil || !pictureID(i.ID) {
		i.Missing = true
		return i, nil
	}
	i.Alt, i.Caption, i.Credit = first(i.Alt, p.Alt), first(i.Caption, p.Caption), first(i.Credit, p.Credit)
	return i, p
}

// altTK finds a TK in a typed alt text, which no reader sees but every screen
// reader says.
func (w *writer) altTK(i Image) {
	if len(article.TKs(i.Alt)) > 0 {
		w.doc.TKs = append(w.doc.TKs, i.Span)
	}
}

func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

func pictureID(id string) bool {
	for i := 0; i < len(id); i++ {
		if c := id[i]; !isLetter(c) && !isDigit(c) && c != '-' && c != '_' && (c != '.' || i == 0) {
			return false
		}
	}
	return id != ""
}

func (w *writer) img(i Image, p *article.Picture) {
	w.tag("<img")
	w.attr("src", "media/"+i.ID)
	w.attr("alt", i.Alt)
	if p.Width > 0 && p.Height > 0 {
		w.attr("width", strconv.Itoa(p.Width))
		w.attr("height", strconv.Itoa(p.Height))
	}
	w.tag(` loading="lazy">`)
}

// placeholder stands where a picture is missing. Its words are the page's, not
// the copy's: they are not part of Doc.Text.
func (w *writer) placeholder(tag string, i Image) {
	w.tag("<" + tag + ` class="missing-picture"><b>Picture missing</b>`)
	if i.Alt != "" {
		w.tag(" <span>")
		w.html = appendText(w.html, i.Alt)
		w.tag("</span>")
	}
	if h := host(i.URL); h != "" {
		w.tag(" <span>not loaded from ")
		w.html = appendText(w.html, h)
		w.tag("</span>")
	}
	w.tag("</" + tag + ">")
}

func (w *writer) caption(n *ast.Image, i Image, span article.Span) {
	if i.Caption == "" {
		return
	}
	w.space("\n")
	w.sourced(n.Title, i.Caption, span)
	w.space(" ")
}

func (w *writer) credit(attrs *imageAttributes, i Image, span article.Span) {
	if i.Credit == "" {
		return
	}
	if i.Caption != "" {
		w.tag(" ")
	}
	w.space(" ")
	w.tag(`<span class="credit">`)
	var typed []byte
	if attrs != nil {
		for _, a := range attrs.attrs {
			if a.key == "credit" {
				typed = w.src[a.from:a.to]
			}
		}
	}
	at := len(w.runs)
	w.sourced(typed, i.Credit, span)
	if at < len(w.runs) {
		w.apart = append(w.apart, w.runs[at].text)
	}
	w.tag("</span>")
}

// sourced writes text that is typed (a slice of the source) when that is what
// says it, so that a TK in it can be found there; else text as foreign. A TK
// in words that are kept with the picture is the picture's.
func (w *writer) sourced(typed []byte, text string, span article.Span) {
	if at := w.offset(typed); at >= 0 && plain(typed) == text {
		w.both(at, at+len(typed), false)
		w.signsApart(at, at+len(typed))
		return
	}
	for _, at := range signsIn(typed) { // its place is not known
		name := string(typed[at.From:at.To])
		w.stray(Apart, name, name, span)
	}
	w.foreign(text, span, article.OneLine(plain(typed)) != text)
}

// offset is where a slice of the source begins in it, -1 if it is none: a
// title that runs over two lines is put together elsewhere.
func (w *writer) offset(piece []byte) int {
	at := cap(w.src) - cap(piece)
	if len(piece) == 0 || at < 0 || at >= len(w.src) || &w.src[at] != &piece[0] {
		return -1
	}
	return at
}
