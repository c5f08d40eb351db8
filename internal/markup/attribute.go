package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// attribute is key="value" in braces. From and to are the value's place in the
// source, without the quotes.
type attribute struct {
	key      string
	from, to int
}

// parseAttributes reads {key="value" ...} at the start of line, which lies at
// base in the source; n is its length with the braces. Values stand in
// straight double quotes; a backslash keeps a quote in.
func parseAttributes(line []byte, base int) (attrs []attribute, n int, ok bool) {
	for i := 1; i < len(line); {
		switch c := line[i]; {
		case c == '}':
			return attrs, i + 1, len(attrs) > 0
		case c == ' ' || c == '\t':
			i++
		case isLetter(c):
			key := i
			for i < len(line) && (isLetter(line[i]) || line[i] == '-') {
				i++
			}
			value := bytes.TrimPrefix(line[i:], []byte(`="`))
			end := quoteEnd(value)
			if len(value) != len(line)-i-2 || end < 0 {
				return nil, 0, false
			}
			from := i + 2
			attrs = append(attrs, attribute{string(bytes.ToLower(line[key:i])), base + from, base + from + end})
			i = from + end + 1
		default:
			return nil, 0, false
		}
	}
	return nil, 0, false
}

// quoteEnd is where the quoted value ends, -1 if it does not.
func quoteEnd(value []byte) int {
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return -1
}

// imageAttributes stand right behind an image: ![alt](media/ID){credit="..."}.
type imageAttributes struct {
	ast.BaseInline
	attrs []attribute
}

var kindImageAttributes = ast.NewNodeKind("StetImageAttributes")

func (*imageAttributes) Kind() ast.NodeKind { return kindImageAttributes }

func (a *imageAttributes) Dump(source []byte, level int) {
	ast.DumpHelper(a, source, level, nil, nil)
}

type attributeParser struct{}

func (attributeParser) Trigger() []byte { return []byte{'{'} }

func (attributeParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if _, ok := parent.LastChild().(*ast.Image); !ok {
		return nil
	}
	line, segment := block.PeekLine()
	attrs, n, ok := parseAttributes(line, segment.Start-segment.Padding)
	if !ok {
		return nil
	}
	block.Advance(n)
	node := &imageAttributes{attrs: attrs}
	sessionOf(pc).ended(node, block)
	return node
}
