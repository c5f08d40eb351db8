package newsroom_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"stet/internal/newsroom"
)

// Files of the index that go bad while the newsroom is open cost an answer from
// headlines; the index is made anew meanwhile, and then the words are found.
func TestTheIndexIsMendedWhileOpen(t *testing.T) {
	dir := t.TempDir()
	var mu sync.Mutex
	var told []string
	room, err := newsroom.Open(newsroom.Options{Dir: dir, Progress: func(s string) { mu.Lock(); told = append(told, s); mu.Unlock() }})
	must(t, err)
	defer func() { must(t, room.Close()) }()
	for n := range 30 {
		take(t, room, fmt.Sprintf("---\nheadline: Harbour gate %d\n---\nThe pilots waited%d.\n", n, n))
	}
	look(t, room, "pilots")
	ask := func() newsroom.SearchResult {
		found, err := room.Search(context.Background(), newsroom.SearchRequest{Query: "waited7 "})
		must(t, err)
		return found
	}
	// What is not on disk yet answers still: spoil the files until it is missed.
	soon(t, "the damage is met", func() bool {
		mu.Lock()
		defer mu.Unlock()
		if strings.Contains(strings.Join(told, "\n"), "read again for search") {
			return true
		}
		spoil(t, filepath.Join(dir, "search", "words", "store"))
		ask()
		return false
	})
	soon(t, "the words are found again", func() bool {
		found := ask()
		return !found.Partial && len(found.Stories) == 1
	})
}

// spoil overwrites what is in the index's files, which are open.
func spoil(t *testing.T, store string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(store, "*.zap"))
	must(t, err)
	for _, name := range files {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if errors.Is(err, os.ErrNotExist) {
			continue // merged with others meanwhile
		}
		must(t, err)
		info, err := f.Stat()
		must(t, err)
		_, err = f.WriteAt(bytes.Repeat([]byte{0xff}, int(info.Size())), 0)
		must(t, err)
		must(t, f.Close())
	}
}

// Without an index headlines, slugs and sluglines are looked through as they
// stand now, and filters hold.
func TestHeadlinesAnswerWithoutAnIndex(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "search"), nil, 0o600)) // no folder can be made here
	room := open(t, dir)
	smallDesk(t, room)
	old := take(t, room, "---\nheadline: Élan at the pier\n---\nWords.\n")
	check := func(query, want string) {
		t.Helper()
		found, err := room.Search(context.Background(), newsroom.SearchRequest{Query: query})
		must(t, err)
		if got := headlinesOf(found); got != want || !found.Partial {
			t.Errorf("%s finds %s, want %s; partial %v", query, got, want, found.Partial)
		}
	}
	check("ferry", crews+"|"+sold)
	check("ferry section:world", sold)
	check("status:trash fer", poem)
	check("slug:gate", gates)
	check("pilots", "")
	check("elan", "Élan at the pier")
	edit(t, room, old.ID, "headlines.main", "A new pier")
	check("elan", "")
	check("new pie", "A new pier")
	check("section:world -old", gates)
}
