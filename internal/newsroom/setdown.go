package newsroom

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"

	"stet/internal/article"
	"stet/internal/markup"
)

// mostLaid is how many stories of an export stay in memory with their words.
// Those of more are set down on a file until they are written: ten thousand
// take a quarter of a gigabyte, and as much again until memory is collected.
const mostLaid = 200

// pile is the words of stories, each set down at a place of its own in a file that
// nobody else sees. It is made when the first are set down; several goroutines
// may use it at once.
type pile struct {
	mu    sync.Mutex // of the two that follow
	file  *os.File   // nil = nothing was set down
	err   error      // the first; nothing is set down after it
	end   atomic.Int64
	rooms sync.Pool // of *[]byte, for one story's words
}

// lying is where words lie in a pile.
type lying struct {
	at   int64
	size int
}

func (p *pile) open() (*os.File, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.file == nil && p.err == nil {
		if p.file, p.err = os.CreateTemp("", "stet-words-*"); p.err != nil {
			p.err = noRoom(p.err)
			return nil, p.err
		}
		os.Remove(p.file.Name()) // where a system refuses, close does it
	}
	return p.file, p.err
}

// fail keeps an error unless there was one before.
func (p *pile) fail(err error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.err = cmp.Or(p.err, noRoom(err))
	return p.err
}

func noRoom(err error) error {
	return fmt.Errorf("keep the words of a large package in the folder for temporary files: %w", err)
}

// room lends room for as many bytes until done.
func (p *pile) room(size int) (room []byte, done func()) {
	kept, again := p.rooms.Get().(*[]byte)
	if !again {
		kept = new([]byte)
	}
	*kept = slices.Grow((*kept)[:0], size)
	return *kept, func() { p.rooms.Put(kept) }
}

func (p *pile) put(words ...string) (lying, error) {
	file, err := p.open()
	if err != nil {
		return lying{}, err
	}
	size := 0
	for _, w := range words {
		size += len(w)
	}
	room, done := p.room(size)
	defer done()
	for _, w := range words {
		room = append(room, w...)
	}
	there := lying{p.end.Add(int64(size)) - int64(size), size}
	if _, err := file.WriteAt(room, there.at); err != nil {
		return lying{}, p.fail(err)
	}
	return there, nil
}

func (p *pile) get(there lying) (string, error) {
	room, done := p.room(there.size)
	defer done()
	room = room[:there.size]
	_, err := p.file.ReadAt(room, there.at)
	return string(room), err
}

func (p *pile) close() {
	if p.file != nil {
		p.file.Close()
		os.Remove(p.file.Name())
	}
}

// setDown lets go of a story's words: a pile keeps them until they are written,
// and where there is none nobody asks for them again.
func (p *prepared) setDown(words *pile) error {
	a, id := &p.story.Article, p.story.Article.ID
	body, doc := a.Body, p.story.Doc
	p.body, a.Body, p.story.Doc = article.Digest(body), "", markup.Doc{}
	if words == nil {
		return nil
	}
	bare, read := doc.Undress()
	there, err := words.put(append(read, body)...)
	if err != nil {
		return err
	}
	from := there.size - len(body)
	p.story.Words = func(context.Context) (string, markup.Doc, error) {
		all, err := words.get(there)
		if err != nil {
			return "", markup.Doc{}, fmt.Errorf("take up the words of %s: %w", id, err)
		}
		return all[from:], bare.Dress(all[:from]), nil
	}
	return nil
}

// digests are those of a story's fields; body is that of a body that was let go.
func digests(a *article.Article, body string) map[string]string {
	fields := article.Digests(a)
	if body != "" {
		fields["body"] = body
	}
	return fields
}
