package intake

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"stet/internal/article"
)

// readDocx makes a story of a Word document (ECMA-376, transitional or
// strict). The text comes in as its last author left it; what is tracked or
// remarked on is listed for a decision. Macros are not looked at, and nothing
// outside the file is fetched.
func readDocx(data []byte, o Options) (Result, error) {
	r, err := openDocx(data, o)
	if err != nil {
		return Result{}, fmt.Errorf("read document: %w", err)
	}
	r.blocks(r.body)
	r.flush()
	r.notesAtEnd()
	r.pageEdges()
	if len(r.lines) == 0 && len(r.tracked.changes) == 0 {
		return Result{}, fmt.Errorf("read document: %w", ErrEmpty)
	}
	r.say()
	res := makeStory(r.lines, r.clean.notes, o)
	r.settle(&res)
	text := strings.Builder{}
	for i := range r.lines {
		text.WriteString(r.lines[i].text + "\n")
	}
	setLanguage(&res.Article, text.String(), o)
	res.Article.Normalize()
	return res, nil
}

// docxReader reads the blocks of a document's text.
type docxReader struct {
	*docxShared
	lines  []line
	inline inline
	style  style
	shape  shape
	level  int
	mark   string
	apart  []line // text boxes and pictures of the paragraph that is being read

	noBreak bool
	inCell  bool    // a cell of a table is read: its paragraphs are one line
	fields  []field // that are open
}

// docxShared is what readers of cells and boxes share with the one around them.
type docxShared struct {
	doc     *document
	body    *node
	parts   map[string]related // of the main part
	rels    map[string]related // of the part that is being read
	styles  docxStyles
	lists   *docxLists
	titled  bool // a title stands above the headings
	clean   *clean
	left    leftOut
	lost    docxLost
	notes   docxNotes
	tracked tracked

	pictures map[string][]byte
	known    []article.Picture
}

// docxLost is what could not come along.
type docxLost struct {
	lost
	soft, restyled, rows int
	symbols, merged      []string
	unread               []article.Note
}

// docxNotes are a document's footnotes and endnotes.
type docxNotes struct {
	texts map[string]*node              // by kind and id: "footnote 2"
	rels  map[string]map[string]related // of their parts, by kind
	label map[string]string
	order []string
	first int
}

func openDocx(data []byte, o Options) (*docxReader, error) {
	doc, err := openDocument(data)
	if err != nil {
		return nil, err
	}
	name, err := doc.main()
	if err != nil {
		return nil, err
	}
	root, err := doc.part(name)
	if err != nil {
		return nil, err
	}
	if root == nil || root.name != "document" {
		return nil, fmt.Errorf("%w: it has no text", ErrDocument)
	}
	s := &docxShared{doc: doc, body: root.kid("body"), clean: &clean{}, pictures: map[string][]byte{}}
	if s.parts, err = doc.relations(name); err != nil {
		return nil, err
	}
	s.rels = s.parts
	s.notes = docxNotes{texts: map[string]*node{}, rels: map[string]map[string]related{}, label: map[string]string{}, first: max(1, o.FirstNote)}
	s.tracked = newTracked()
	if err := s.readParts(); err != nil {
		return nil, err
	}
	s.body.all(func(p *node) {
		_, level := s.styles.shapeOf(p.kid("pPr").val("pStyle"))
		s.titled = s.titled || level == 1 && s.isTitle(p.kid("pPr").val("pStyle"))
	}, "p")
	return &docxReader{docxShared: s}, nil
}

func (s *docxShared) isTitle(id string) (title bool) {
	s.styles.chain(id, func(style *docxStyle) bool {
		title = title || style.name == "title"
		return title
	})
	return title
}

// readParts reads the parts that stand beside the text.
func (s *docxShared) readParts() error {
	var styles, numbering *node
	for _, id := range slices.Sorted(maps.Keys(s.parts)) {
		rel := s.parts[id]
		if rel.external {
			continue
		}
		switch rel.kind {
		case "styles", "numbering", "footnotes", "endnotes", "comments":
		default:
			continue
		}
		root, err := s.doc.part(rel.target)
		if err != nil {
			return err
		}
		if root == nil {
			continue
		}
		switch rel.kind {
		case "styles":
			styles = root
		case "numbering":
			numbering = root
		case "comments":
			s.tracked.readComments(root)
		default:
			if s.notes.rels[strings.TrimSuffix(rel.kind, "s")], err = s.doc.relations(rel.target); err != nil {
				return err
			}
			for _, n := range root.kids {
				if kind := n.get("type"); n.name != "" && (kind == "" || kind == "normal") {
					s.notes.texts[n.name+" "+n.get("id")] = n
				}
			}
		}
	}
	s.styles, s.lists = readStyles(styles), readLists(numbering)
	return nil
}

// blocks reads what stands one under the other.
func (r *docxReader) blocks(n *node) {
	for _, k := range n.kids {
		if r.edge(k) {
			continue
		}
		switch k.name {
		case "p":
			r.paragraph(k)
		case "tbl":
			r.table(k)
		case "AlternateContent":
			r.blocks(alternative(k))
		case "altChunk":
			r.lost.unread = append(r.lost.unread, article.Note{Text: path.Base(r.rels[k.get("id")].target), Why: "Another file is embedded here; its text was not read. Open the document in Word and save it again.", Field: wholeCopy})
		case "sdt", "sdtContent", "customXml", "ins", "del", "moveTo", "moveFrom", "smartTag":
			r.blocks(k)
		}
	}
}

// alternative is what a reader of newer documents would show.
func alternative(n *node) *node {
	if choice := n.kid("Choice"); choice.name != "" {
		return choice
	}
	return n.kid("Fallback")
}

func (r *docxReader) paragraph(p *node) {
	pPr := p.kid("pPr")
	id := pPr.val("pStyle")
	sh, level := r.styles.shapeOf(id)
	if own := outlineOf(pPr); own > 0 && sh == paragraph {
		sh, level = heading, own
	}
	if sh == heading && r.titled && !r.isTitle(id) {
		level++
	}
	if sh != heading {
		num, depth := pPr.kid("numPr").val("numId"), pPr.kid("numPr").val("ilvl")
		if fromStyle, at := r.styles.numbering(id); num == "" {
			num, depth = fromStyle, at
		}
		if mark := r.lists.mark(num, number(depth)); mark != "" && num != "" {
			sh, level, r.mark = item, number(depth), mark
		}
	}
	if r.shape == footnote {
		sh, level = footnote, r.level // a paragraph of a footnote is that, whatever its style
	}
	before := r.noBreak
	r.shape, r.level = sh, level
	r.noBreak = before || sh == heading || sh == item
	if pPr.kid("pPrChange").name != "" {
		r.lost.restyled++
	}
	r.runs(p)
	mark := pPr.kid("rPr")
	if gone := mark.kid("del"); gone.name != "" && len(r.inline.runs) > 0 && !r.tracked.hollow(r.inline) {
		r.tracked.joined++ // its end was deleted: it reads on with the next
		r.inline.add(" ", style{})
		r.noBreak = before
		return
	}
	r.flush()
	if r.shape == footnote {
		r.level = 1
	} else {
		r.shape, r.level, r.mark = paragraph, 0, ""
	}
	r.noBreak = before
}

// flush ends the paragraph that is being read.
func (r *docxReader) flush() {
	r.inline.collapse()
	if r.tracked.hollow(r.inline) {
		if !r.inCell {
			r.tracked.carry(r.inline) // nothing is left of it but places: the next paragraph holds them
		}
		r.inline.runs = r.inline.anchors()
	} else {
		bold := r.inline.allStrong()
		if bold && r.shape == heading {
			r.inline.weaken()
		}
		text, md := r.inline.render(&r.lost.lost)
		l := line{text: text, md: md, gap: true, shape: r.shape, level: r.level, mark: r.mark, noted: r.inline.noted()}
		if bold && r.shape == paragraph {
			r.inline.weaken()
			_, l.head = r.inline.render(&lost{})
			l.bold = true
		}
		r.inline = inline{}
		if strings.TrimSpace(text) != "" || l.noted {
			r.lines = append(r.lines, l)
		}
	}
	r.lines = append(r.lines, r.apart...)
	r.apart = nil
}

// sub is a reader for what stands within: a cell, a text box, a footnote.
func (r *docxReader) sub() *docxReader { return &docxReader{docxShared: r.docxShared} }

// notesAtEnd reads the footnotes that the text points at, in that order; those
// that nothing points at are dropped by their words.
func (r *docxReader) notesAtEnd() {
	for i := 0; i < len(r.notes.order); i++ { // a footnote may point at another
		key := r.notes.order[i]
		kind, _, _ := strings.Cut(key, " ")
		r.rels = r.notes.rels[kind]
		sub := r.sub()
		sub.shape, sub.mark, sub.level = footnote, r.notes.label[key], 0
		sub.blocks(r.notes.texts[key])
		sub.flush()
		if len(sub.lines) == 0 || sub.lines[0].shape != footnote {
			sub.lines = append([]line{{md: `\[…]`, shape: footnote, mark: sub.notes.label[key], gap: true}}, sub.lines...)
		}
		r.lines = append(r.lines, sub.lines...)
	}
	r.rels = r.parts
	for _, key := range slices.Sorted(maps.Keys(r.notes.texts)) {
		if text := plainText(r.notes.texts[key]); r.notes.label[key] == "" && text != "" {
			r.lines = append(r.lines, line{text: text, fate: dropped, why: "A footnote that nothing in the text points at.", gap: true})
		}
	}
}

// pageEdges drops the words of headers and footers by name.
func (r *docxReader) pageEdges() {
	seen := []string{}
	for _, id := range slices.Sorted(maps.Keys(r.parts)) {
		rel := r.parts[id]
		if (rel.kind != "header" && rel.kind != "footer") || rel.external {
			continue
		}
		root, err := r.doc.part(rel.target)
		if err != nil || root == nil {
			continue // the text is whole without it
		}
		if text := plainText(root); text != "" && !slices.Contains(seen, text) {
			seen = append(seen, text)
			r.lines = append(r.lines, line{text: text, fate: dropped, why: "The " + rel.kind + " of the document's pages.", gap: true})
		}
	}
}

// plainText are the words of a part as one line.
func plainText(n *node) string {
	var b strings.Builder
	var gather func(*node)
	gather = func(n *node) {
		for _, k := range n.kids {
			switch k.name {
			case "t", "delText":
				for _, text := range k.kids {
					b.WriteString(text.text)
				}
			case "p", "tab", "br", "cr", "tc":
				b.WriteByte(' ')
				gather(k)
			case "AlternateContent":
				gather(alternative(k))
			default:
				gather(k)
			}
		}
	}
	gather(n)
	return strings.Join(strings.Fields(b.String()), " ")
}
