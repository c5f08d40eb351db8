package intake

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// docxStyle is what a style says of those that matter to copy.
type docxStyle struct {
	name         string // in English, whatever language the program speaks: "heading 2"
	base         string
	outline      int // 1 to 9; 0 = none
	num, depth   string
	bold, italic *bool
}

// docxStyles are a document's styles by id.
type docxStyles map[string]*docxStyle

// maxBases is how far a style's ancestors are looked at: they may go round.
const maxBases = 20

func readStyles(root *node) docxStyles {
	styles := docxStyles{}
	if root == nil {
		return styles
	}
	for _, n := range root.kids {
		if n.name != "style" {
			continue
		}
		s := &docxStyle{name: strings.ToLower(n.val("name")), base: n.val("basedOn")}
		s.num, s.depth = n.kid("pPr").kid("numPr").val("numId"), n.kid("pPr").kid("numPr").val("ilvl")
		s.outline = outlineOf(n.kid("pPr"))
		s.bold, s.italic = switches(n.kid("rPr"))
		styles[n.get("styleId")] = s
	}
	return styles
}

func switches(look *node) (bold, italic *bool) {
	if on, said := look.on("b"); said {
		bold = &on
	}
	if on, said := look.on("i"); said {
		italic = &on
	}
	return bold, italic
}

// outlineOf is a paragraph's level in the document's outline, from 1; 0 = body.
func outlineOf(pPr *node) int {
	n, err := strconv.Atoi(pPr.val("outlineLvl"))
	if err != nil || n < 0 || n > 8 {
		return 0
	}
	return n + 1
}

// chain calls do for a style and those it is based on, until do says stop.
func (s docxStyles) chain(id string, do func(*docxStyle) (stop bool)) {
	for range maxBases {
		style := s[id]
		if style == nil || do(style) {
			return
		}
		id = style.base
	}
}

var headingName = regexp.MustCompile(`^heading ([1-9])$`)

// shapeOf is what a paragraph of that style is: a title has level 1, and where
// the document has one the headings stand under it.
func (s docxStyles) shapeOf(id string) (sh shape, level int) {
	s.chain(id, func(style *docxStyle) bool {
		switch p := headingName.FindStringSubmatch(style.name); {
		case style.name == "title":
			sh, level = heading, 1
		case p != nil:
			sh, level = heading, number(p[1])
		case style.outline > 0:
			sh, level = heading, style.outline
		case style.name == "quote" || style.name == "intense quote" || style.name == "block text":
			sh = quotation
		}
		return sh != paragraph
	})
	return sh, level
}

func (s docxStyles) numbering(id string) (num, depth string) {
	s.chain(id, func(style *docxStyle) bool {
		if num == "" {
			num = style.num
		}
		if depth == "" {
			depth = style.depth
		}
		return num != "" && depth != ""
	})
	return num, depth
}

// looks are the bold and italics of a run's style.
func (s docxStyles) looks(id string) (bold, italic bool) {
	var b, i *bool
	s.chain(id, func(style *docxStyle) bool {
		if b == nil {
			b = style.bold
		}
		if i == nil {
			i = style.italic
		}
		return b != nil && i != nil
	})
	return b != nil && *b, i != nil && *i
}

// docxLists counts the items of a document's lists.
type docxLists struct {
	formats map[string][]string // of each list, by depth: "bullet", "decimal", "none", ...
	starts  map[string][]int
	lists   map[string]string // numId -> abstractNumId
	counts  map[string][]int
}

const maxListDepth = 9

func readLists(root *node) *docxLists {
	l := &docxLists{formats: map[string][]string{}, starts: map[string][]int{}, lists: map[string]string{}, counts: map[string][]int{}}
	if root == nil {
		return l
	}
	for _, n := range root.kids {
		switch n.name {
		case "abstractNum":
			formats, starts := make([]string, maxListDepth), make([]int, maxListDepth)
			for _, level := range n.kids {
				at := number(level.get("ilvl"))
				if level.name != "lvl" || at < 0 || at >= maxListDepth {
					continue
				}
				formats[at], starts[at] = level.val("numFmt"), 1
				if start, err := strconv.Atoi(level.val("start")); err == nil && start >= 0 && start < 1000 {
					starts[at] = start
				}
			}
			l.formats[n.get("abstractNumId")], l.starts[n.get("abstractNumId")] = formats, starts
		case "num":
			l.lists[n.get("numId")] = n.val("abstractNumId")
		}
	}
	return l
}

// mark is the Markdown marker of the next item of a list; "" = the paragraph
// is none. Letters and Roman numbers become figures.
func (l *docxLists) mark(num string, depth int) string {
	abstract, ok := l.lists[num]
	if !ok || num == "0" || depth < 0 || depth >= maxListDepth {
		return ""
	}
	format := "bullet"
	if formats := l.formats[abstract]; formats != nil {
		format = formats[depth]
	}
	switch format {
	case "none":
		return ""
	case "bullet", "":
		return "-"
	}
	counts := l.counts[num]
	for len(counts) <= depth {
		start := 1
		if starts := l.starts[abstract]; starts != nil {
			start = starts[len(counts)]
		}
		counts = append(counts, start)
	}
	mark := fmt.Sprintf("%d.", counts[depth])
	counts[depth]++
	l.counts[num] = counts[:depth+1]
	return mark
}
