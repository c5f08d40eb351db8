package markup

import (
	"bytes"
	"strings"
	"time"

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
	replies []string     // the comments behind it that answer it
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
	readReplies(m, block)
	return true
}

// CloseBlock drops a mark that its block did not end.
func (markParser) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	sessionOf(pc).opened = nil
}

// readReplies reads {>>answer: ...<<} and {>>reopen: ...<<} right behind a query.
func readReplies(m *mark, block text.Reader) {
	if kind, _, _ := m.words(); kind != Query {
		return
	}
	for {
		line, _ := block.PeekLine()
		body, ok := bytes.CutPrefix(line, []byte("{>>"))
		end := bytes.Index(body, []byte("<<}"))
		if !ok || end < 0 {
			return
		}
		kind, _, _ := strings.Cut(string(body[:end]), ":")
		if kind = kindOf(kind); kind != Answer && kind != Reopen {
			return
		}
		m.replies = append(m.replies, string(body[:end]))
		block.Advance(3 + end + 3)
		_, after := block.Position()
		m.end = after.Start
	}
}

// The kinds of a comment.
const (
	CQ     = "cq"
	Stet   = "stet"
	Query  = "query"
	Answer = "answer"
	Reopen = "reopen"
)

func kindOf(typed string) string { return strings.ToLower(strings.TrimSpace(typed)) }

// words splits a comment into kind, who and note: "query: ML: which year?".
func (m *mark) words() (kind, who, note string) {
	kind, rest, said := strings.Cut(m.comment, ":")
	kind = kindOf(kind)
	if kind != CQ && kind != Stet && kind != Query {
		return Query, "", strings.TrimSpace(m.comment)
	}
	if !said {
		return kind, "", ""
	}
	who, note, _ = strings.Cut(rest, ":")
	return kind, strings.TrimSpace(who), strings.TrimSpace(note)
}

// said is what the mark says, but for its passage and its place.
func (m *mark) said() Mark {
	kind, who, note := m.words()
	found := Mark{Kind: kind, Note: plain(note)}
	found.Who, found.Whom, found.At = readHead(who)
	for _, comment := range m.replies {
		kind, rest, _ := strings.Cut(comment, ":")
		who, note, _ := strings.Cut(rest, ":")
		r := Reply{Kind: kindOf(kind), Note: plain(strings.TrimSpace(note))}
		r.Who, _, r.At = readHead(strings.TrimSpace(who))
		found.Replies = append(found.Replies, r)
	}
	return found
}

// moment is how a comment says a time: without a colon, which parts it.
const moment = "2006-01-02T1504Z"

// readHead splits "ML @Tom Ode 2026-12-03T1402Z" into who, whom and when.
func readHead(head string) (who, whom string, at time.Time) {
	if space := strings.LastIndexByte(head, ' '); len(head)-space-1 == len(moment) {
		if t, err := time.Parse(moment, head[space+1:]); err == nil {
			at, head = t, strings.TrimSpace(head[:max(space, 0)])
		}
	}
	if strings.HasPrefix(head, "@") {
		return "", plain(strings.TrimSpace(head[1:])), at
	}
	who, whom, _ = strings.Cut(head, " @")
	return plain(strings.TrimSpace(who)), plain(strings.TrimSpace(whom)), at
}
