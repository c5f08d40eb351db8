package intake

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"stet/internal/article"
)

// pagePart is a part of a page that belongs in a field.
type pagePart struct{ field, text string }

// partsOfPages are the classes by which a page of Stet's names its parts.
var partsOfPages = map[string]string{
	"story-standfirst": "standfirst", "story-headline": "headlines.main", "story-section": fieldSection, "story-dateline": "dateline", "story-credit": "credit", "story-terms": "usageTerms", "story-overline": "overline",
}

// boxes are the classes by which pages name a box of the dialect.
var boxes = map[string]string{"factbox": "factbox", "correction": "correction", "embed": "embed", "pullquote": "pullquote", "wp-block-pullquote": "pullquote", "box": "box"}

// exactly reads what only the text of a story holds, which comes in as it is:
// figures with their words, rules, code, boxes, and parts of a page of Stet's
// that stand in it. False = it is none of these.
func (r *htmlReader) exactly(n *html.Node) bool {
	classes := strings.Fields(attr(n, "class"))
	for _, class := range classes {
		if field := partsOfPages[class]; field != "" {
			r.tell(n, field)
			return true
		}
		if name := boxes[class]; name != "" && (n.DataAtom != atom.Blockquote || name == "pullquote") {
			r.box(n, name)
			return true
		}
	}
	switch {
	case slices.Contains(classes, "wp-block-embed"), slices.Contains(classes, "kg-embed-card"), slices.Contains(classes, "kg-bookmark-card"):
		return r.linkCard(n)
	case slices.Contains(classes, "story-corrections"), slices.Contains(classes, "story-retraction"):
		r.notices(n)
		return true
	case slices.Contains(classes, "story-byline"):
		r.byline(n)
		return true
	case slices.Contains(classes, "story-stamp"):
		for _, at := range eachOf(n, atom.Time) {
			r.clean.dates = append(r.clean.dates, attr(at, "datetime"))
		}
		return true
	case slices.Contains(classes, "story-full"):
		return true // the way back to the full page
	case n.DataAtom == atom.Figure:
		return r.figure(n)
	case n.DataAtom == atom.Hr:
		r.flush()
		r.lines = append(r.lines, line{md: "---", shape: figure, gap: true, noted: true})
		return true
	case n.DataAtom == atom.Pre:
		return r.code(n)
	case n.DataAtom == atom.Footer && slices.Contains(classes, "story-foot"), n.DataAtom == atom.Aside:
		r.block(n) // it is a part of this text
		return true
	}
	return false
}

// tell keeps a part of a page for its field.
func (r *htmlReader) tell(n *html.Node, field string) {
	text := visible(n)
	if field == "dateline" {
		text = strings.TrimSpace(strings.TrimSuffix(text, "—"))
	}
	if text != "" {
		r.clean.told = append(r.clean.told, pagePart{field, text})
	}
}

// figure reads a picture with its words. One that has none of its own is read
// as any block.
func (r *htmlReader) figure(n *html.Node) bool {
	img := descendant(n, atom.Img)
	if img == nil || len(eachOf(n, atom.Img)) > 1 {
		return false
	}
	said := pictureWords{alt: article.OneLine(attr(img, "alt"))}
	caption := descendant(n, atom.Figcaption)
	if caption != nil {
		for _, span := range eachOf(caption, atom.Span) {
			if slices.Contains(strings.Fields(attr(span, "class")), "credit") {
				said.credit = visible(span)
				span.Parent.RemoveChild(span)
				break
			}
		}
		said.caption = visible(caption)
	}
	r.flush()
	if slices.Contains(strings.Fields(attr(n, "class")), "story-lead") {
		r.leadPicture(img, said)
		return true
	}
	if !r.takePicture(img, said) && said.caption+said.credit != "" {
		r.lines = append(r.lines, line{text: strings.TrimSpace(said.caption + " " + said.credit), gap: true, fate: dropped, why: "The words of a picture that did not come along."})
	}
	r.flush()
	return true
}

// leadPicture is the picture above a page's text: it is no part of that.
func (r *htmlReader) leadPicture(img *html.Node, said pictureWords) {
	if r.takePicture(img, said) {
		r.clean.lead = r.pictures[len(r.pictures)-1].ID
		r.aside = r.aside[:len(r.aside)-1]
	}
}

// code keeps lines as they stand.
func (r *htmlReader) code(n *html.Node) bool {
	var b strings.Builder
	for part := range n.Descendants() {
		if part.Type == html.TextNode {
			b.WriteString(part.Data)
		} else if part.DataAtom == atom.Br {
			b.WriteByte('\n')
		}
	}
	text := strings.Trim(b.String(), "\n")
	if strings.TrimSpace(text) == "" || r.quotes > 0 || r.noBreak {
		return false
	}
	r.flush()
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	r.lines = append(r.lines, line{text: text, md: fence + "\n" + text + "\n" + fence, shape: grid, gap: true})
	return true
}

// linkCard makes a link card of an embed; what it would have run stays out.
func (r *htmlReader) linkCard(n *html.Node) bool {
	address, title := "", ""
	for part := range n.Descendants() {
		if part.Type != html.ElementNode {
			continue
		}
		switch {
		case part.DataAtom == atom.A && address == "":
			address, title = attr(part, "href"), visible(part)
		case part.DataAtom == atom.Iframe && address == "":
			address = attr(part, "src")
		}
	}
	words := visible(n)
	if address == "" && strings.HasPrefix(words, "http") {
		address, _, _ = strings.Cut(words, " ")
	}
	url, ok := r.lost.link(address, words)
	if !ok || !strings.HasPrefix(url, "http") {
		return false
	}
	fence := strings.Repeat(":", 3+boxesWithin(n))
	head := fence + "embed " + url
	if title == address {
		title = ""
	}
	if title != "" {
		head += " " + escapeAll(title)
	}
	r.boxed(line{text: title, md: head, shape: grid, gap: true}, fence, func() { r.besideCard(n, address) })
	return true
}

// besideCard reads what stands in a link card besides its link, and besides the
// host that a page of Stet's says under it.
func (r *htmlReader) besideCard(n *html.Node, address string) {
	for part := range n.Descendants() {
		classes := strings.Fields(attr(part, "class"))
		said := part.DataAtom == atom.A && attr(part, "href") == address || part.Type == html.TextNode && strings.TrimSpace(part.Data) == address
		if said || slices.Contains(classes, "embed-host") {
			part.Type, part.FirstChild, part.LastChild = html.CommentNode, nil, nil // it is the head of the card
		}
	}
	r.children(n)
}

// boxed writes a box around what read reads; one that holds nothing is a line
// and its end.
func (r *htmlReader) boxed(head line, fence string, read func()) {
	r.flush()
	r.lines = append(r.lines, head)
	begun := len(r.lines)
	quotes, shape := r.quotes, r.shape
	r.quotes, r.shape = 0, paragraph
	read()
	r.flush()
	r.quotes, r.shape = quotes, shape
	if len(r.lines) == begun {
		r.lines[begun-1].md += "\n" + fence
		return
	}
	r.lines = append(r.lines, line{md: fence, shape: grid, gap: true})
}

// box makes a box of the dialect of an element that pages show as one.
func (r *htmlReader) box(n *html.Node, name string) {
	if name == "embed" {
		if r.linkCard(n) {
			return
		}
		name = "box"
	}
	fence := strings.Repeat(":", 3+boxesWithin(n))
	title := r.boxTitle(n, name)
	head := fence + name
	if title != "" {
		head += " " + escapeAll(title)
		if strings.ContainsAny(title, "{}") {
			key := map[bool]string{true: "by", false: "title"}[name == "pullquote"]
			head = fence + name + ` {` + key + `="` + strings.ReplaceAll(escapeAll(title), `"`, `\"`) + `"}`
		}
	}
	r.boxed(line{text: title, md: head, shape: grid, gap: true}, fence, func() {
		if quote := descendant(n, atom.Blockquote); name == "pullquote" && quote != nil {
			r.children(quote)
			return
		}
		r.children(n)
	})
}

// boxTitle takes the words that stand behind a box's name off the element.
func (r *htmlReader) boxTitle(n *html.Node, name string) string {
	for part := range n.Descendants() {
		if part.Type != html.ElementNode {
			continue
		}
		classes := strings.Fields(attr(part, "class"))
		by := name == "pullquote" && (slices.Contains(classes, "pullquote-by") || part.DataAtom == atom.Cite)
		if by || slices.Contains(classes, "box-title") {
			title := visible(part)
			part.Parent.RemoveChild(part)
			return title
		}
	}
	return ""
}

// boxesWithin is how deep boxes lie within one: the fence of the outer is longer.
func boxesWithin(n *html.Node) int {
	deepest := 0
	for part := range n.Descendants() {
		if part.Type != html.ElementNode || !isBox(part) {
			continue
		}
		depth := 1
		for up := part.Parent; up != n; up = up.Parent {
			if isBox(up) {
				depth++
			}
		}
		deepest = max(deepest, depth)
	}
	return deepest
}

func isBox(n *html.Node) bool {
	return slices.ContainsFunc(strings.Fields(attr(n, "class")), func(class string) bool { return boxes[class] != "" })
}

func descendant(n *html.Node, a atom.Atom) *html.Node {
	if all := eachOf(n, a); len(all) > 0 {
		return all[0]
	}
	return nil
}

func eachOf(n *html.Node, a atom.Atom) []*html.Node {
	var found []*html.Node
	for part := range n.Descendants() {
		if part.Type == html.ElementNode && part.DataAtom == a {
			found = append(found, part)
		}
	}
	return found
}
