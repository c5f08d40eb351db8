package newsroom

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"slices"
	"sync"

	"stet/internal/article"
	"stet/internal/markup"
)

// mostLaid is how many stories of an export stay in memory with their words.
// Those of more are set down on a file until they are written: ten thousand
// take a quarter of a gigabyte, and as much again until memory is collected.
const mostLaid = 200

// pile is the words of stories, set down one after another on a file that
// nobody else sees. It is made when the first are set down; several goroutines
// may use it at once.
type pile struct {
	mu   sync.Mutex
	file *os.File // nil = nothing was set down
	out  *bufio.Writer
	end  int64
	err  error  // the first; nothing is set down after it
	read []byte // room for what is taken up
}

// lying is where words lie in a pile.
type lying struct {
	at   int64
	size int
}

func (p *pile) put(words ...string) (there lying, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err != nil {
		return lying{}, p.err
	}
	if p.file == nil {
		if p.file, err = os.CreateTemp("", "stet-words-*"); err != nil {
			p.err = fmt.Errorf("keep the words of a large package in the folder for temporary files: %w", err)
			return lying{}, p.err
		}
		os.Remove(p.file.Name()) // where a system refuses, close does it
		p.out = bufio.NewWriterSize(p.file, 1<<18)
	}
	there.at = p.end
	for _, w := range words {
		p.out.WriteString(w) // bufio keeps the first error
		there.size += len(w)
	}
	p.end += int64(there.size)
	if _, err = p.out.Write(nil); err != nil {
		p.err = fmt.Errorf("keep the words of a large package in the folder for temporary files: %w", err)
	}
	return there, p.err
}

func (p *pile) get(there lying) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.out.Flush(); err != nil {
		return "", err
	}
	p.read = slices.Grow(p.read[:0], there.size)[:there.size]
	_, err := p.file.ReadAt(p.read, there.at)
	return string(p.read), err
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
