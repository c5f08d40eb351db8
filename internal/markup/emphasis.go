package markup

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	extast "github.com/yuin/goldmark/extension/ast"
)

// starParser reads emphasis and strikethrough. It differs from CommonMark in
// two ways: stars inside a word are letters of that word (f***ing), and
// strikethrough takes two tildes, since one means "about" (~200).
type starParser struct{}

func (starParser) Trigger() []byte { return []byte{'*', '_', '~'} }

func (starParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	s := sessionOf(pc)
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	n := countByte(line, line[0])
	segment = segment.WithStop(segment.Start + n)
	if line[0] == '~' && n != 2 || line[0] == '*' && joins(before) && joins(runeAt(line, n)) {
		block.Advance(n)
		return ast.NewTextSegment(segment)
	}
	var kind parser.DelimiterProcessor = delimiters{s}
	if line[0] == '~' {
		kind = struck{delimiters{s}}
	}
	d := parser.ScanDelimiter(line, before, 1, kind)
	if d == nil {
		return nil
	}
	d.Segment = segment
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

func runeAt(line []byte, at int) rune {
	r, _ := utf8.DecodeRune(line[at:])
	return r
}

// joins reports whether a star beside r may be part of a word. Scripts that
// put no spaces between words are left out, or nothing in them could be bold.
func joins(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 0 && (isLetter(byte(r)) || isDigit(byte(r)))
	}
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && !spaceless(r)
}

// spaceless holds for letters of scripts written without spaces.
func spaceless(r rune) bool { return paceOf(r) >= 0 }

// delimiters pairs runs of the same character. Goldmark asks it in the
// innermost of its three nested loops, which makes them stoppable.
type delimiters struct{ s *session }

func (delimiters) IsDelimiter(c byte) bool { return c == '*' || c == '_' || c == '~' }

func (d delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	d.s.check()
	return opener.Char == closer.Char
}

func (delimiters) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// struck is what a pair of tildes makes.
type struck struct{ delimiters }

func (struck) OnMatch(int) ast.Node { return extast.NewStrikethrough() }
