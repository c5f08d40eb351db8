package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"stet/internal/newsroom"
)

// progressLine tells a person at a terminal how far work is, on one line
// that goes when it ends. Scripts get no line.
type progressLine struct {
	to   io.Writer
	now  func() time.Time
	mu   sync.Mutex
	last time.Time
	said bool
}

// onTerminal is nil where nobody sits there.
func onTerminal(w io.Writer) *progressLine {
	f, ok := w.(*os.File)
	if !ok {
		return nil
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return &progressLine{to: w, now: time.Now}
}

// between is how long a line stands before the next: a terminal is slow.
const between = 100 * time.Millisecond

var stageWords = map[newsroom.Stage]string{newsroom.Checking: "checking", newsroom.Writing: "writing", newsroom.Sealing: "sealing the package of"}

func (l *progressLine) tell(p newsroom.Progress) {
	if p.Stage == newsroom.Sealing {
		l.say(p.Done == p.Of, "%s %s", stageWords[p.Stage], count(p.Of, "story", "stories"))
		return
	}
	l.say(p.Done == p.Of, "%s %d of %d  %s", stageWords[p.Stage], p.Done, p.Of, printable(short(p.Headline)))
}

// say writes the line anew, now and then; at the end of a stage always.
func (l *progressLine) say(always bool, format string, words ...any) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if at := l.now(); always || at.Sub(l.last) >= between {
		l.last, l.said = at, true
		fmt.Fprintf(l.to, "\r\x1b[K"+format, words...)
	}
}

// end takes the line away.
func (l *progressLine) end() {
	if l != nil && l.said {
		fmt.Fprint(l.to, "\r\x1b[K")
	}
}
