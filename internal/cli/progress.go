package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"stet/internal/newsroom"
)

// progressLine tells a person at a terminal how far an export is, on one line
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
	l.mu.Lock()
	defer l.mu.Unlock()
	if at := l.now(); p.Done == p.Of || at.Sub(l.last) >= between {
		l.last, l.said = at, true
		if p.Stage == newsroom.Sealing {
			fmt.Fprintf(l.to, "\r\x1b[K%s %s", stageWords[p.Stage], count(p.Of, "story", "stories"))
			return
		}
		fmt.Fprintf(l.to, "\r\x1b[K%s %d of %d  %s", stageWords[p.Stage], p.Done, p.Of, printable(short(p.Headline)))
	}
}

// end takes the line away.
func (l *progressLine) end() {
	if l != nil && l.said {
		fmt.Fprint(l.to, "\r\x1b[K")
	}
}
