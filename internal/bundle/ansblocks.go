package bundle

import (
	"cmp"
	"slices"
	"strings"

	"stet/internal/format"
)

// ansBlocks adds blocks to a list.
func (e *export) ansBlocks(to []format.ANSElement, kids []piece) []format.ANSElement {
	for i := range kids {
		if kids[i].tag != "" {
			to = append(to, e.ansBlock(&kids[i]))
		}
	}
	return to
}

// ansBlock is one block as the element that Arc has for it, else as HTML.
func (e *export) ansBlock(p *piece) format.ANSElement {
	switch p.tag {
	case "p":
		return ansText("text", p.inner)
	case "h2", "h3", "h4":
		text := p.inner
		if id := p.attr("id"); slices.Contains(e.linked(), id) {
			text = `<span id="` + id + `"></span>` + text // a header of Arc's has no address
		}
		el := ansText("header", text)
		el.Level = int(p.tag[1] - '0')
		return el
	case "hr":
		return format.ANSElement{Type: "divider"}
	case "pre":
		el, none := ansText("code", strings.TrimSuffix(p.words(), "\n")), ""
		el.Language = &none
		return el
	case "blockquote":
		return format.ANSElement{Type: "quote", Subtype: "blockquote", Elements: e.ansBlocks([]format.ANSElement{}, p.blocks())}
	case "ul", "ol":
		return e.ansList(p)
	case "figure":
		return e.ansFigure(p)
	}
	return e.ansBox(p)
}

func ansText(kind, content string) format.ANSElement {
	return format.ANSElement{Type: kind, Content: &content}
}

// ansList has a list within an item behind that item's text, as Arc's editor
// does; items that hold more than a line stay HTML.
func (e *export) ansList(p *piece) format.ANSElement {
	list := format.ANSElement{Type: "list", ListType: map[string]string{"ul": "unordered", "ol": "ordered"}[p.tag], Items: []format.ANSElement{}}
	if start := p.attr("start"); start != "" {
		list.More = map[string]string{"start": start}
	}
	for _, item := range p.blocks() {
		text, lists := splitItem(&item)
		said, ok := text.line()
		if !ok {
			return ansText("raw_html", p.raw)
		}
		list.Items = append(list.Items, ansText("text", said))
		for i := range lists {
			within := e.ansList(&lists[i])
			if within.Type != "list" {
				return ansText("raw_html", p.raw)
			}
			list.Items = append(list.Items, within)
		}
	}
	return list
}

func (e *export) ansFigure(p *piece) format.ANSElement {
	img, ok := p.find("img")
	if !ok {
		return ansText("raw_html", p.raw)
	}
	caption, credit := captionOf(p)
	for _, shown := range e.shown() {
		if e.ansAddress(shown.file) == img.attr("src") {
			return e.ansImage(&shown, img.attr("alt"), caption, credit)
		}
	}
	return ansText("raw_html", p.raw)
}

// captionOf parts a figure's caption from its credit.
func captionOf(figure *piece) (caption, credit string) {
	words, _ := figure.find("figcaption")
	for _, k := range words.kids {
		if k.class() == "credit" {
			credit = k.words()
		} else {
			caption += k.words()
		}
	}
	return strings.TrimSpace(caption), credit
}

// ansAddress is where readers will find a file, else its place in the bundle.
func (e *export) ansAddress(f file) string { return cmp.Or(e.mediaURL(f), e.folder+"/"+f.path) }

func (e *export) ansImage(p *shownPicture, alt, caption, credit string) format.ANSElement {
	image := format.ANSElement{
		Type: "image", Version: format.ANSVersion, URL: e.ansAddress(p.file), Width: p.width, Height: p.height,
		AltText: alt, Caption: caption, More: texts("path", e.folder+"/"+p.path, "source", p.Picture.Source),
	}
	if credit != "" {
		image.Credits = &format.ANSCredits{By: []format.ANSAuthor{{Type: "author", Name: credit}}}
	}
	return image
}

func (e *export) ansBox(p *piece) format.ANSElement {
	kids := p.blocks()
	switch p.class() {
	case "table":
		return ansTable(&kids[0])
	case "pullquote":
		quote := format.ANSElement{Type: "quote", Subtype: "pullquote", Elements: []format.ANSElement{}}
		for _, k := range kids {
			if k.tag == "p" {
				by := ansText("text", k.inner)
				quote.Citation = &by
			} else {
				quote.Elements = e.ansBlocks(quote.Elements, k.blocks())
			}
		}
		return quote
	case "footnotes":
		return ansText("raw_html", p.raw)
	case "embed":
		if card, ok := ansCard(kids); ok {
			return card
		}
	}
	group := format.ANSElement{Type: "element_group", Subtype: p.class(), Elements: []format.ANSElement{}}
	for i := range kids {
		el := e.ansBlock(&kids[i])
		if kids[i].class() == "box-title" {
			el.Type, el.Level = "header", 3
		}
		group.Elements = append(group.Elements, el)
	}
	return group
}

// ansCard is a link card that holds no more than text below its title; false =
// it leads nowhere.
func ansCard(kids []piece) (format.ANSElement, bool) {
	if len(kids) == 0 {
		return format.ANSElement{}, false
	}
	link, ok := kids[0].find("a")
	if !ok || kids[0].class() != "embed-title" {
		return format.ANSElement{}, false
	}
	card := ansText("interstitial_link", link.inner)
	card.URL = link.attr("href")
	words := []string{}
	for _, k := range kids[1:] {
		if k.class() != "embed-host" {
			words = append(words, k.raw)
		}
	}
	if len(words) > 0 {
		text := ansText("text", strings.Join(words, "\n"))
		card.Description = &text
	}
	return card, true
}

func ansTable(p *piece) format.ANSElement {
	table := format.ANSElement{Type: "table", Rows: [][]format.ANSElement{}}
	for _, part := range p.blocks() {
		for _, tr := range part.blocks() {
			cells := []format.ANSElement{}
			for _, cell := range tr.blocks() {
				text := ansText("text", cell.inner)
				text.Alignment = cell.class()
				cells = append(cells, text)
			}
			if part.tag == "thead" {
				table.Header = cells
			} else {
				table.Rows = append(table.Rows, cells)
			}
		}
	}
	return table
}
