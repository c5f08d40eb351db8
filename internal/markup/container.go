package markup

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// container is a fenced block: three or more colons, a name, perhaps words and
// attributes; it ends at a line of colons, or with the body.
//
//	:::pullquote Mara Lind, harbour master
//	We heard it before we saw it.
//	:::
type container struct {
	ast.BaseBlock
	name  string
	title text.Segment // the words after the name
	attrs []attribute
	fence int // how many colons
}

var kindContainer = ast.NewNodeKind("StetContainer")

func (*container) Kind() ast.NodeKind { return kindContainer }

func (c *container) Dump(source []byte, level int) {
	ast.DumpHelper(c, source, level, map[string]string{"Name": c.name, "Fence": fmt.Sprint(c.fence)}, nil)
}

func (c *container) attr(key string) (attribute, bool) {
	for _, a := range c.attrs {
		if a.key == key {
			return a, true
		}
	}
	return attribute{}, false
}

type containerParser struct{}

func (containerParser) Trigger() []byte             { return []byte{':'} }
func (containerParser) CanInterruptParagraph() bool { return true }
func (containerParser) CanAcceptIndentedLine() bool { return false }

func (containerParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 {
		return nil, parser.NoChildren
	}
	c, ok := parseFence(line, at, segment.Start-segment.Padding)
	if !ok {
		return nil, parser.NoChildren
	}
	s := sessionOf(pc)
	s.containers = append(s.containers, c)
	reader.AdvanceToEOL()
	return c, parser.HasChildren
}

// parseFence reads an opening line; base is where line starts in the source.
func parseFence(line []byte, at, base int) (*container, bool) {
	colons := countByte(line[at:], ':')
	rest := at + colons
	rest += countByte(line[rest:], ' ')
	name := nameLength(line[rest:])
	if colons < 3 || name == 0 {
		return nil, false
	}
	c := &container{name: string(bytes.ToLower(line[rest : rest+name])), fence: colons}
	from, to := rest+name, len(line)
	if open := bytes.IndexByte(line[from:], '{'); open >= 0 {
		attrs, n, ok := parseAttributes(line[from+open:], base+from+open)
		if ok && len(bytes.TrimSpace(line[from+open+n:])) == 0 {
			c.attrs, to = attrs, from+open
		}
	}
	words := line[from:to]
	from += len(words) - len(bytes.TrimLeft(words, " \t\n"))
	to -= len(words) - len(bytes.TrimRight(words, " \t\n"))
	c.title = text.NewSegment(base+from, base+max(from, to))
	return c, true
}

// nameLength is the length of a container's name: a letter, then letters,
// digits and hyphens, and then not a word that merely goes on.
func nameLength(line []byte) int {
	n := 0
	for n < len(line) && (isLetter(line[n]) || n > 0 && (line[n] == '-' || isDigit(line[n]))) {
		n++
	}
	if n < len(line) && !util.IsSpace(line[n]) && line[n] != '{' {
		return 0
	}
	return n
}

func (containerParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	c := node.(*container)
	if n := closingFence(line); n > 0 && !inCode(c, pc.OpenedBlocks()) && c == closes(sessionOf(pc).containers, n) {
		reader.AdvanceToEOL()
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

// closingFence is the number of colons on a line of nothing else, 0 for any
// other line.
func closingFence(line []byte) int {
	indent := countByte(line, ' ')
	n := countByte(line[indent:], ':')
	if indent > 3 || n < 3 || len(bytes.TrimSpace(line[indent+n:])) > 0 {
		return 0
	}
	return n
}

// closes finds the container that a fence of n colons ends: the innermost of
// that very length, else the innermost shorter one.
func closes(open []*container, n int) *container {
	var shorter *container
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].fence == n {
			return open[i]
		}
		if open[i].fence < n && shorter == nil {
			shorter = open[i]
		}
	}
	return shorter
}

// inCode holds while a fenced code block stands open directly in c or in
// containers within it: its lines are code, colons or not.
func inCode(c *container, open []parser.Block) bool {
	last := len(open) - 1
	if last < 0 || open[last].Node.Kind() != ast.KindFencedCodeBlock {
		return false
	}
	for i := last - 1; i >= 0; i-- {
		inner, ok := open[i].Node.(*container)
		if !ok {
			return false
		}
		if inner == c {
			return true
		}
	}
	return false
}

func (containerParser) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	s := sessionOf(pc)
	for i := len(s.containers) - 1; i >= 0; i-- {
		if s.containers[i] == node {
			s.containers = s.containers[:i]
		}
	}
}

func countByte(line []byte, c byte) int {
	n := 0
	for n < len(line) && line[n] == c {
		n++
	}
	return n
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
