package window

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// Log is the web view's log. The bridge logs whole failed messages, draft
// text and all, so every line is cut to logLimit bytes.
type Log struct {
	mu  sync.Mutex
	out io.Writer
	now func() time.Time
}

// logLimit is enough to know what happened and too little to hold a story.
const logLimit = 200

// NewLog writes to out.
func NewLog(out io.Writer, now func() time.Time) *Log { return &Log{out: out, now: now} }

// Print and the other levels are the logger that the web view asks for.
func (l *Log) Print(message string)   { l.line("print", message) }
func (l *Log) Trace(message string)   { l.line("trace", message) }
func (l *Log) Debug(message string)   { l.line("debug", message) }
func (l *Log) Info(message string)    { l.line("info", message) }
func (l *Log) Warning(message string) { l.line("warning", message) }
func (l *Log) Error(message string)   { l.line("error", message) }
func (l *Log) Fatal(message string)   { l.line("fatal", message) }

// line writes one line: no line ends inside it, no control characters.
func (l *Log) line(level, message string) {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(message, "?"))
	if len(clean) > logLimit {
		clean = strings.ToValidUTF8(clean[:logLimit], "") + "…"
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintf(l.out, "%s %s %s\n", l.now().UTC().Format(time.RFC3339), level, clean)
}
