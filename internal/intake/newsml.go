package intake

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
)

// readItemXML reads a document of news items: sound XML of a size that copy
// has.
func readItemXML(data []byte) (*said, []article.Note, error) {
	if len(data) > MaxSize {
		return nil, nil, fmt.Errorf("%w: %d bytes; at most %d are taken in at once", ErrTooLarge, len(data), MaxSize)
	}
	root, notes, err := format.ReadXML(data)
	if err != nil {
		return nil, nil, unsound(err)
	}
	changed := []article.Note{}
	for _, note := range notes {
		changed = append(changed, article.Note{Text: root.Name.Local, Why: note, Field: wholeCopy})
	}
	return xmlSaid(root), changed, nil
}

// unsound is what is wrong with a document, without the words that the guard
// puts ahead of it.
func unsound(err error) error {
	return fmt.Errorf("%w: %s", ErrItem, strings.TrimPrefix(err.Error(), format.ErrFormat.Error()+": "))
}

// newsmlItems reads NewsML-G2: an item, a package, or a message of several. The
// texts are stories; pictures go to the texts that they belong to.
func newsmlItems(data []byte, o Options) (iter.Seq[Item], error) {
	root, changed, err := readItemXML(data)
	if err != nil {
		return nil, fmt.Errorf("read NewsML-G2: %w", err)
	}
	m := &newsMessage{options: o}
	m.gather(root)
	if len(m.texts)+len(m.pictures)+len(m.others) == 0 {
		return nil, fmt.Errorf("read NewsML-G2: %w: %s", ErrItem, m.nothing())
	}
	m.share()
	items := m.items()
	for _, w := range items {
		w.changed = append(slices.Clone(changed), w.changed...)
	}
	return eachItem(items, o), nil
}

// newsMessage is the items of a document on their way to stories.
type newsMessage struct {
	options  Options
	texts    []*newsText
	pictures []*newsPicture
	others   []*wireItem // that are neither
	packages []*said
}

type newsText struct {
	item  *wireItem
	guid  string
	links []newsLink
	has   map[string]bool // pictures, by their ids
}

type newsLink struct {
	to   string
	lead bool
}

type newsPicture struct {
	wirePicture
	guid string
	used bool
	item *wireItem // as an item by itself
}

// gather finds the items wherever a message has them.
func (m *newsMessage) gather(n *said) {
	switch n.key {
	case "newsItem":
		m.add(n)
	case "packageItem":
		m.packages = append(m.packages, n)
	case "newsMessage", "itemSet":
		for _, k := range n.kids {
			m.gather(k)
		}
	}
}

// nothing says why a document has no story.
func (m *newsMessage) nothing() string {
	if len(m.packages) > 0 {
		return "it lists items of a package and holds none of them; take in the message that has them"
	}
	return "it holds no news item"
}

// newsmlClasses are the classes of items that are no text.
var newsmlClasses = map[string]string{"picture": "a picture", "graphic": "a graphic", "audio": "a sound", "video": "a video", "animation": "an animation"}

func (m *newsMessage) add(n *said) {
	class := bare(n.at("itemMeta").at("itemClass").attr("qcode", "uri"))
	switch {
	case class == "picture" || class == "graphic":
		m.pictures = append(m.pictures, readNewsPicture(n, m.options))
	case newsmlClasses[class] != "":
		m.others = append(m.others, &wireItem{other: newsmlClasses[class]})
	default:
		w, links := readNewsItem(n, m.options)
		m.texts = append(m.texts, &newsText{item: w, guid: w.article.Source.Key, links: links})
	}
}

// bare is a code without the alias of its vocabulary, or the last part of its
// address.
func bare(code string) string {
	if i := strings.LastIndexAny(code, ":/#"); i >= 0 {
		return strings.ToLower(code[i+1:])
	}
	return strings.ToLower(code)
}

// share gives pictures to texts: by the text's links, by a package that has one
// text, and where the document has one text.
func (m *newsMessage) share() {
	byGUID := map[string]*newsPicture{}
	for _, p := range m.pictures {
		byGUID[p.guid] = p
	}
	texts := map[string]*newsText{}
	for _, t := range m.texts {
		texts[t.guid] = t
		for _, l := range t.links {
			t.give(byGUID[l.to], l.lead)
		}
	}
	for _, p := range m.packages {
		m.shareWithin(p, texts, byGUID)
	}
	if len(m.texts) == 1 {
		for _, p := range m.pictures {
			m.texts[0].give(p, false)
		}
	}
	for _, t := range m.texts {
		t.item.leads()
	}
}

// shareWithin gives the pictures of a package to its text, where it has one.
func (m *newsMessage) shareWithin(p *said, texts map[string]*newsText, pictures map[string]*newsPicture) {
	within := map[*newsText]bool{}
	refs := []string{}
	each(p, func(n *said) {
		if n.key == "itemRef" {
			ref := n.attr("residref", "href")
			refs = append(refs, ref)
			if t := texts[ref]; t != nil {
				within[t] = true
			}
		}
	})
	if len(within) != 1 {
		return
	}
	for t := range within {
		for _, ref := range refs {
			t.give(pictures[ref], false)
		}
	}
}

func each(n *said, do func(*said)) {
	do(n)
	for _, k := range n.kids {
		each(k, do)
	}
}

// give adds a picture to those of a text, once; nil = there is none.
func (t *newsText) give(p *newsPicture, lead bool) {
	if p == nil || p.guid == "" || t.has[p.guid] {
		return
	}
	if t.has == nil {
		t.has = map[string]bool{}
	}
	t.has[p.guid], p.used = true, true
	given := p.wirePicture
	given.lead = lead
	t.item.picture(given)
}

// items are the stories, then what is none and belongs to none.
func (m *newsMessage) items() []*wireItem {
	items := []*wireItem{}
	for _, t := range m.texts {
		items = append(items, t.item)
	}
	for _, p := range m.pictures {
		if !p.used {
			items = append(items, p.item)
		}
	}
	items = append(items, m.others...)
	if len(items) > 1 {
		for i, w := range items {
			w.name = fmt.Sprintf("item %d", i+1)
		}
	}
	return items
}

// readNewsPicture reads a picture's item; its files lie elsewhere.
func readNewsPicture(n *said, o Options) *newsPicture {
	w := &wireItem{other: "a picture"}
	newsmlMeta(n, w, o)
	p := &newsPicture{guid: n.attr("guid"), item: w}
	p.uri = p.guid
	content, rights := n.at("contentMeta"), n.at("rightsInfo")
	p.Credit = firstOf(content.at("creditline").words(), content.at("by").words())
	p.Rights = firstOf(rights.at("copyrightNotice").words(), rights.at("usageTerms").words())
	p.Source = content.at("infoSource").at("name").words()
	for _, d := range content.all("description") {
		switch role := firstOf(stetRole(d.attr("roleuri")), bare(d.attr("role"))); {
		case role == "alt":
			p.Alt = d.words()
		case p.Caption == "" || role == "caption":
			p.Caption = d.words()
		}
	}
	p.Caption = firstOf(p.Caption, content.at("headline").words())
	newsmlFocus(content, &p.Picture)
	files := []wireFile{}
	for _, r := range n.at("contentSet").all("remoteContent") {
		files = append(files, wireFile{stetRole(r.attr("renditionuri")), r.attr("href"), r.attr("width")})
	}
	p.files = widestFirst(files)
	return p
}

// newsmlFocus reads where Stet said that a picture's point is, and its shape.
func newsmlFocus(content *said, p *article.Picture) {
	for _, v := range content.all("contentMetaExtProperty") {
		switch stetRole(v.attr("reluri")) {
		case "focus":
			x, y, _ := strings.Cut(v.attr("value"), " ")
			p.FocusX, p.FocusY = min(1000, number(x)), min(1000, number(y))
		case "shape":
			if shape := article.Shape(v.attr("value")); slices.Contains(article.Shapes, shape) {
				p.Shape = shape
			}
		}
	}
}
