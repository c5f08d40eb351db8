package newsroom

import (
	"slices"
	"sync"

	"stet/internal/article"
)

// shownPage is a page as the window has it. The zero value is no page at all.
type shownPage struct {
	id     article.ID
	mobile bool
	turn   int
	body   string
	frame  string
	html   []string
	blocks []article.Span // in UTF-16 units, one for each of html
}

// to is what turns p into the page now.
func (p shownPage) to(now shownPage) Preview {
	start := 0
	for start < min(len(p.html), len(now.html)) && p.html[start] == now.html[start] && p.blocks[start] == now.blocks[start] {
		start++
	}
	end, shift := 0, 0
	for end < min(len(p.html), len(now.html))-start {
		i, j := len(p.html)-1-end, len(now.html)-1-end
		moved := article.Span{From: now.blocks[j].From - p.blocks[i].From, To: now.blocks[j].To - p.blocks[i].To}
		if end == 0 {
			shift = moved.From
		}
		if p.html[i] != now.html[j] || moved.From != shift || moved.To != shift {
			break
		}
		end++
	}
	answer := Preview{
		Turn: now.turn, Frame: now.frame, From: start, Cut: len(p.html) - end - start, Shift: shift,
		HTML: now.html[start : len(now.html)-end], Blocks: now.blocks[start : len(now.blocks)-end],
	}
	if now.frame == p.frame {
		answer.Frame = ""
	}
	return answer
}

// shownPages are the pages that windows may build upon. Turns are not used
// twice, so a page of before a reload is never taken for a newer one.
type shownPages struct {
	mu   sync.Mutex
	turn int
	last []shownPage // the newest first
}

// A window shows one story, or two side by side, each as one of two pages.
const shownAtOnce = 4

// of is the page that q builds upon, false when it is gone.
func (p *shownPages) of(q PreviewRequest) (shownPage, bool) {
	if q.Since == 0 {
		return shownPage{}, true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.IndexFunc(p.last, func(s shownPage) bool { return s.turn == q.Since && s.id == q.ID && s.mobile == q.Mobile })
	if i < 0 {
		return shownPage{}, false
	}
	return p.last[i], true
}

// keep remembers a page in place of the one before of the same story, and
// gives it its turn.
func (p *shownPages) keep(now shownPage) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turn++
	now.turn = p.turn
	p.last = slices.DeleteFunc(p.last, func(s shownPage) bool { return s.id == now.id && s.mobile == now.mobile })
	p.last = append([]shownPage{now}, p.last[:min(len(p.last), shownAtOnce-1)]...)
	return p.turn
}

// in is text after the splice, false when text has no such place.
func (s *Splice) in(text string) (string, bool) {
	if s == nil {
		return "", true
	}
	at, ok := article.FromUTF16(text, article.Span{From: s.From, To: s.To})
	if !ok {
		return "", false
	}
	return text[:at.From] + s.Text + text[at.To:], true
}
