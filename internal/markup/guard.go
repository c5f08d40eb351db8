package markup

import (
	"bytes"
	"errors"
	"sync/atomic"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"stet/internal/article"
)

// Goldmark cannot be cancelled and is superlinear on hostile input. The
// wrappers here look at a flag wherever goldmark hands over to a parser, and
// bound the three places where one hand-over can take long or eat memory:
// nesting, reference definitions and tables.

const (
	maxDepth      = 48    // open blocks; deeper markers are text
	maxReferences = 500   // lines of one paragraph that may define references
	maxCells      = 50000 // of all tables of a body
	maxPipes      = 2000  // escaped pipes in tables; goldmark compares all with all
)

// errStopped travels by panic from a wrapper to Dialect.parse.
var errStopped = errors.New("stopped")

var sessionKey = parser.NewContextKey()

// session is what one parse remembers beside goldmark's own context.
type session struct {
	stop       *atomic.Bool
	containers []*container     // open ones, outermost first
	ends       map[ast.Node]int // where links and images end in the source
	opened     *mark            // a mark in this block that waits for its end
	used       map[string]bool  // reference definitions that a link uses
	footnotes  []*extast.Footnote
	hidden     []*extast.Footnote // those that stand in a note
	signs      []article.Span     // of footnotes that are not there
	cells      int
	pipes      int
}

func sessionOf(pc parser.Context) *session {
	s := pc.Get(sessionKey).(*session)
	s.check()
	return s
}

func (s *session) check() {
	if s.stop.Load() {
		panic(errStopped)
	}
}

// ended notes that an inline node ends where block is.
func (s *session) ended(n ast.Node, block text.Reader) {
	if s.ends == nil {
		s.ends = map[ast.Node]int{}
	}
	_, at := block.Position()
	s.ends[n] = at.Start
}

func (s *session) uses(r *ast.ReferenceLink) {
	if r == nil {
		return
	}
	if s.used == nil {
		s.used = map[string]bool{}
	}
	s.used[reference(r.Value)] = true
}

func reference(label []byte) string { return util.ToLinkReference(label) }

// checked is a block parser that can be stopped and, if it nests, does so only
// to maxDepth.
type checked struct {
	parser.BlockParser
	nests bool
}

func (c checked) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	sessionOf(pc)
	if c.nests && len(pc.OpenedBlocks()) >= maxDepth {
		return nil, parser.NoChildren
	}
	return c.BlockParser.Open(parent, reader, pc)
}

func (c checked) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	sessionOf(pc)
	return c.BlockParser.Continue(node, reader, pc)
}

// paragraphs also take indented lines, which no parser else would: goldmark
// stops reading the body at a line that nobody takes.
type paragraphs struct{ checked }

func (paragraphs) CanAcceptIndentedLine() bool { return true }

// spanning is an inline parser that can be stopped and notes where its nodes end.
type spanning struct{ parser.InlineParser }

func (p spanning) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	s := sessionOf(pc)
	n := p.InlineParser.Parse(parent, block, pc)
	switch n := n.(type) {
	case *ast.Link:
		s.ended(n, block)
		s.uses(n.Reference)
	case *ast.Image:
		s.ended(n, block)
		s.uses(n.Reference)
	case *ast.AutoLink:
		s.ended(n, block)
	case *extast.FootnoteLink:
		s.ended(n, block)
	}
	return n
}

// linking passes goldmark's end-of-block call through.
type linking struct{ spanning }

func (p linking) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// boundedReferences reads link reference definitions from paragraphs that are
// not made of thousands of them.
type boundedReferences struct{}

func (boundedReferences) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	sessionOf(pc)
	if node.Lines().Len() <= maxReferences {
		parser.LinkReferenceParagraphTransformer.Transform(node, reader, pc)
	}
}

// boundedTables makes tables whose cells can be counted on a page. Short rows
// are filled up to the header's width, so a few bytes can ask for any number
// of cells.
type boundedTables struct{ parser.ParagraphTransformer }

func (t boundedTables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	s := sessionOf(pc)
	lines := node.Lines()
	if lines.Len() < 2 {
		return
	}
	columns, pipes, ruled := 0, 0, false
	for i := range lines.Len() {
		at := lines.At(i)
		line := at.Value(reader.Source())
		columns = max(columns, bytes.Count(line, []byte{'|'})+1)
		pipes += bytes.Count(line, []byte(`\|`))
		ruled = ruled || i > 0 && len(bytes.Trim(line, "-:| \t\n")) == 0
	}
	if !ruled {
		return
	}
	s.cells += columns * lines.Len()
	s.pipes += pipes
	if s.cells <= maxCells && s.pipes <= maxPipes {
		t.ParagraphTransformer.Transform(node, reader, pc)
	}
}
