package intake

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// unseen are elements of which a reader sees no words.
var unseen = atoms(atom.Script, atom.Style, atom.Template, atom.Head, atom.Noscript, atom.Iframe, atom.Object, atom.Embed, atom.Svg, atom.Math,
	atom.Canvas, atom.Audio, atom.Video, atom.Noembed, atom.Noframes, atom.Title, atom.Meta, atom.Link, atom.Base, atom.Datalist, atom.Map)

// blocks are elements that begin and end a line.
var blocks = atoms(atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Figure, atom.Figcaption, atom.Address, atom.Center,
	atom.Dl, atom.Dt, atom.Dd, atom.Hr, atom.Body, atom.Html, atom.Details, atom.Summary, atom.Hgroup, atom.Caption, atom.Tr, atom.Td, atom.Th,
	atom.Thead, atom.Tbody, atom.Tfoot, atom.Fieldset, atom.Legend, atom.Dir, atom.Frameset)

// around are the parts of a page that stand around a story.
var around = map[atom.Atom]string{
	atom.Nav: "The page's navigation.", atom.Aside: "It stood beside the story on the page.", atom.Footer: "The page's foot.",
	atom.Form: "A form of the page.", atom.Button: "A button of the page.", atom.Select: "A choice of the page.", atom.Textarea: "A form of the page.", atom.Dialog: "A window of the page.",
}

var roles = map[string]string{
	"navigation": "The page's navigation.", "complementary": "It stood beside the story on the page.", "contentinfo": "The page's foot.", "banner": "The page's head.", "search": "A form of the page.", "dialog": "A window of the page.",
}

var hiddenStyle = regexp.MustCompile(`(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|font-size\s*:\s*0(?:[a-z%]*)\s*(?:;|$))`)

// apart says why an element is set apart from the story; "" = it is not.
func apart(n *html.Node) string {
	if why := around[n.DataAtom]; why != "" {
		return why
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "role" && roles[strings.ToLower(a.Val)] != "":
			return roles[strings.ToLower(a.Val)]
		case a.Key == "hidden", a.Key == "aria-hidden" && a.Val == "true", a.Key == "style" && hiddenStyle.MatchString(a.Val):
			return "It was hidden on the page."
		}
	}
	return ""
}

// setAside drops an element by its words. They follow the block that they
// stood in.
func (r *htmlReader) setAside(n *html.Node, why string) {
	text := visible(n)
	if text == "" {
		return
	}
	l := line{text: text, fate: dropped, why: why, gap: true}
	if around[n.DataAtom] != "" && n.DataAtom != atom.Button {
		r.flush()
	}
	r.aside = append(r.aside, l)
}

// visible are the words of an element as one line.
func visible(n *html.Node) string {
	var b strings.Builder
	gather(n, &b)
	return strings.Join(strings.Fields(b.String()), " ")
}

// hasWords reports whether an element has any, without gathering them all:
// elements within elements are asked one by one.
func hasWords(n *html.Node) bool { return textSize(n, 1) > 0 }

// textSize counts the bytes of an element's text but for white space, up to
// most and then no further.
func textSize(n *html.Node, most int) int {
	size := 0
	for part := range n.Descendants() {
		if part.Type == html.TextNode && part.Parent != nil && !unseen[part.Parent.DataAtom] {
			if size += len(strings.TrimSpace(part.Data)); size >= most {
				break
			}
		}
	}
	return size
}

func gather(n *html.Node, b *strings.Builder) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
		return
	}
	if n.Type == html.ElementNode && unseen[n.DataAtom] {
		return
	}
	before, after := "", ""
	if n.DataAtom == atom.Q {
		before, after = "“", "”"
	} else if n.Type == html.ElementNode && separates(n.DataAtom) {
		before, after = " ", " "
	}
	b.WriteString(before)
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		gather(child, b)
	}
	b.WriteString(after)
}

// separates holds for elements whose words stand apart from those beside them.
func separates(a atom.Atom) bool {
	switch a {
	case atom.Br, atom.Img, atom.Li, atom.Ul, atom.Ol, atom.Menu, atom.Table, atom.Blockquote, atom.Pre, atom.Listing, atom.Plaintext, atom.Xmp,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Option:
		return true
	}
	return blocks[a] || around[a] != ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	set := map[atom.Atom]bool{}
	for _, a := range list {
		set[a] = true
	}
	return set
}
