package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"stet/internal/newsroom"
)

// A terminal is told now and then, and at the end of each stage; the line goes.
func TestProgressLine(t *testing.T) {
	var out bytes.Buffer
	clock := time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)
	line := &progressLine{to: &out, now: func() time.Time { return clock }}
	for i := range 5 {
		line.tell(newsroom.Progress{Stage: newsroom.Writing, Done: i, Of: 5, Headline: "Ferry late"})
		clock = clock.Add(40 * time.Millisecond)
	}
	line.tell(newsroom.Progress{Stage: newsroom.Writing, Done: 5, Of: 5, Headline: "Last"})
	line.tell(newsroom.Progress{Stage: newsroom.Sealing, Done: 5, Of: 5})
	line.end()
	lines := strings.Split(out.String(), "\r\x1b[K")[1:]
	want := []string{"writing 0 of 5  Ferry late", "writing 3 of 5  Ferry late", "writing 5 of 5  Last", "sealing the package of 5 stories", ""}
	if strings.Join(lines, "|") != strings.Join(want, "|") {
		t.Errorf("said %q", lines)
	}
	if onTerminal(&out) != nil {
		t.Error("a script is told as if it were a person")
	}
}
