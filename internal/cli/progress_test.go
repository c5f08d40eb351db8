package cli

import (
	"bytes"
	"context"
	"errors"
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
	var nobody *progressLine
	nobody.say(true, "taking in %d of %d", 1, 2) // where nobody sits nothing is said
	nobody.end()
	if onTerminal(&out) != nil {
		t.Error("a script is told as if it were a person")
	}
}

// Ctrl+C says how many stories are in, and what to do about the rest.
func TestAnImportIsStopped(t *testing.T) {
	room, err := newsroom.Open(newsroom.Options{Dir: t.TempDir(), Program: "stet test"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = room.Close() }()
	ctx, stop := context.WithCancel(context.Background())
	stop()
	var errs bytes.Buffer
	c := &call{World: World{Err: &errs}, ctx: ctx, room: room}
	done, failures := c.importAll([]string{t.TempDir()}, newsroom.ImportRequest{})
	var said *refusal
	if len(done) != 0 || len(failures) != 1 || !errors.As(failures[0], &said) {
		t.Fatalf("%v, %v", done, failures)
	}
	if said.message != "stopped; 0 stories that came in are whole and stay" || !strings.Contains(said.hint, "is known again") || errs.Len() > 0 {
		t.Errorf("%q, %q, %q", said.message, said.hint, errs.String())
	}
}
