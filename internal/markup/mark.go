package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// mark is one end of {==passage==}{>>cq: who<<}, or a comment that stands
// alone. The ends have no width and the passage between is parsed like any
// other text. An end without its partner is shown as typed; a comment never is.
type mark struct {
	ast.BaseInline
	role    markRole
	paired  bool
	literal text.Segment // {== or ==}
	comment string       // between {>> and <<}
	end     int          // in the source
}

type markRole uint8

const (
	markOpen markRole = iota
	markClose
	markComment
)

var kindMark = ast.NewNodeKind("StetMark")

func (*mark) Kind() ast.NodeKind { return kindMark }

func (m *mark) Dump(source []byte, level int) {
	ast.DumpHelper(m, source, level, map[string]string{"Comment": m.comment}, nil)
}

type markParser struct{}

func (markParser) Trigger() []byte { return []byte{'{', '='} }

func (markParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	s := sessionOf(pc)
	m := &mark{literal: segment.WithStop(segment.Start + 3)}
	switch {
	case bytes.HasPrefix(line, []byte("{==")):
		block.Advance(3)
		s.opened = m
		return m
	case bytes.HasPrefix(line, []byte("==}{>>")):
		if !readComment(m, markClose, line, 3, block) {
			return nil
		}
		if s.opened != nil {
			s.opened.paired, m.paired = true, true
			s.opened = nil
		}
		return m
	case bytes.HasPrefix(line, []byte("{>>")):
		if !readComment(m, markComment, line, 0, block) {
			return nil
		}
		return m
	}
	return nil
}

// readComment reads {>>...<<} at line[at:]; a comment ends on its line.
func readComment(m *mark, role markRole, line []byte, at int, block text.Reader) bool {
	body := line[at+3:]
	end := bytes.Index(body, []byte("<<}"))
	if end < 0 {
		return false
	}
	m.role, m.comment = role, string(body[:end])
	block.Advance(at + 3 + end + 3)
	_, after := block.Position()
	m.end = after.Start
	return true
}

// CloseBlock drops a mark that its block did not end.
func (markParser) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	sessionOf(pc).opened = nil
}

// words splits a comment into kind, who and note: "query: ML: which year?".
func (m *mark) words() (kind, who, note string) {
	kind, rest, said := strings.Cut(m.comment, ":")
	kind = strings.ToLower(strings.TrimSpace(kind))
	if kind != "cq" && kind != "stet" && kind != "query" {
		return "query", "", strings.TrimSpace(m.comment)
	}
	if !said {
		return kind, "", ""
	}
	who, note, _ = strings.Cut(rest, ":")
	return kind, strings.TrimSpace(who), strings.TrimSpace(note)
}
