package newsroom_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/internal/newsroom"
)

// manyItems is a feed of n stories.
func manyItems(n int) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>Quay</title><link>https://quay.example/</link>`)
	for i := range n {
		fmt.Fprintf(&b, "<item><title>Results</title><guid>tag:%d</guid><description>Result %d of the day.</description></item>", i, i)
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// A long feed says how far it is; stopped, it leaves whole stories, which are
// known when the rest is taken in.
func TestAFeedIsStopped(t *testing.T) {
	const all = 300
	room := open(t, t.TempDir())
	path := filepath.Join(t.TempDir(), "feed.xml")
	must(t, os.WriteFile(path, []byte(manyItems(all)), 0o600))
	stopped := make(chan newsroom.Progress)
	go func() {
		for {
			if now := room.ImportProgress(); now.Done >= 5 {
				room.StopImport()
				stopped <- now
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	b, err := room.ImportFiles(context.Background(), []string{path}, "")
	must(t, err)
	now := <-stopped
	if now.Stage != newsroom.Taking || now.Of != all || now.Headline != "Results" {
		t.Errorf("%+v", now)
	}
	if n := len(b.Imported); !b.Stopped || n < 4 || n == all {
		t.Fatalf("stopped %v with %d stories", b.Stopped, n)
	}
	if room.ImportProgress() != (newsroom.Progress{}) {
		t.Errorf("%+v goes on", room.ImportProgress())
	}
	for _, in := range b.Imported {
		if _, found, err := room.Intake(in.ID); !found || err != nil {
			t.Fatalf("%s came in without its receipt: %v", in.ID, err)
		}
	}
	known := len(b.Imported)
	b, err = room.ImportFiles(context.Background(), []string{path}, "")
	must(t, err)
	same, slugs := 0, map[string]bool{}
	for _, in := range b.Imported {
		if in.Same {
			same++
		}
		slugs[mustStory(t, room, in.ID).Slug] = true
	}
	if len(b.Imported) != all || same != known || len(slugs) != all || !slugs["results-300"] {
		t.Errorf("%d stories with %d slugs, %d of %d known", len(b.Imported), len(slugs), same, known)
	}
}

// At the command line as well: what is in by then stays, each with its place.
func TestAnImportEndsBehindAStory(t *testing.T) {
	room := open(t, t.TempDir())
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	q := newsroom.ImportRequest{Name: "feed.xml", Data: []byte(manyItems(10))}
	n := 0
	for came := range room.ImportAll(ctx, q) {
		if n++; came.Err != nil || came.At != n || came.Of != 10 {
			t.Fatalf("%+v", came)
		}
		if n == 3 {
			stop()
		}
	}
	same := 0
	for came := range room.ImportAll(context.Background(), q) {
		if came.Imported.Same {
			same++
		}
	}
	if n != 3 || same != 3 {
		t.Errorf("%d came in, %d were known", n, same)
	}
}
