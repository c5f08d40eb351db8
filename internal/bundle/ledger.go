package bundle

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"

	"stet/internal/article"
)

// ledger keeps what is known of a bundle's files until they are listed by path.
// Ten thousand stories have more of them than should lie in memory: when there
// are enough they are sorted and written down, and the lists are made by
// reading all that was written down side by side.
type ledger struct {
	fresh []filed  // not written down yet
	spool *os.File // nil = nothing was written down
	runs  []int64  // where each sorted run ends in the spool
	count int
	bytes int
}

// mostFresh is how many files lie in memory.
const mostFresh = 8192

func (l *ledger) add(f filed) error {
	l.fresh = append(l.fresh, f)
	l.count, l.bytes = l.count+1, l.bytes+f.size
	if len(l.fresh) < mostFresh {
		return nil
	}
	if err := l.writeDown(); err != nil {
		return fmt.Errorf("keep the list of files: %w", err)
	}
	return nil
}

// close lets go of what was written down.
func (l *ledger) close() {
	if l.spool != nil {
		l.spool.Close()
		os.Remove(l.spool.Name())
	}
}

func (l *ledger) writeDown() (err error) {
	if l.spool == nil {
		if l.spool, err = os.CreateTemp("", "stet-package-*"); err != nil {
			return err
		}
	}
	slices.SortFunc(l.fresh, byPath)
	out := bufio.NewWriterSize(l.spool, 1<<16)
	size, line := int64(0), []byte{}
	for i := range l.fresh {
		line = l.fresh[i].appendTo(line[:0])
		size += int64(len(line))
		out.Write(line) // bufio keeps the first error for the last write
	}
	l.fresh = l.fresh[:0]
	l.runs = append(l.runs, l.end()+size)
	return out.Flush()
}

// end is how long the spool is.
func (l *ledger) end() int64 {
	if len(l.runs) == 0 {
		return 0
	}
	return l.runs[len(l.runs)-1]
}

func byPath(a, b filed) int { return cmp.Compare(a.path, b.path) }

// sorted goes through all files by path.
func (l *ledger) sorted() iter.Seq2[*filed, error] {
	return func(yield func(*filed, error) bool) {
		slices.SortFunc(l.fresh, byPath)
		sources := []source{{fresh: l.fresh}}
		from := int64(0)
		for _, to := range l.runs {
			sources = append(sources, source{run: bufio.NewReaderSize(io.NewSectionReader(l.spool, from, to-from), 1<<14)})
			from = to
		}
		for i := range sources {
			sources[i].advance()
		}
		for {
			s := first(sources)
			if s == nil {
				return
			}
			if !yield(&s.next, s.err) || s.err != nil {
				return
			}
			s.advance()
		}
	}
}

// source is one sorted run: in memory, or written down.
type source struct {
	fresh []filed
	run   *bufio.Reader
	next  filed
	done  bool
	err   error
}

// first is the source whose next file comes first, one with an error before
// all; nil = none has any.
func first(sources []source) *source {
	var least *source
	for i := range sources {
		s := &sources[i]
		if s.err != nil {
			return s
		}
		if !s.done && (least == nil || s.next.path < least.next.path) {
			least = s
		}
	}
	return least
}

func (s *source) advance() {
	switch {
	case s.run != nil:
		s.done, s.err = s.next.read(s.run)
	case len(s.fresh) == 0:
		s.done = true
	default:
		s.next, s.fresh = s.fresh[0], s.fresh[1:]
	}
}

// appendTo encodes a file: four texts with their lengths, its size, its digests.
func (f *filed) appendTo(b []byte) []byte {
	for _, text := range []string{f.path, f.kind, f.format, string(f.story)} {
		b = binary.AppendUvarint(b, uint64(len(text)))
		b = append(b, text...)
	}
	b = binary.AppendUvarint(b, uint64(f.size))
	b = append(b, f.sha256[:]...)
	return append(b, f.sha512[:]...)
}

// read decodes what appendTo encoded; done says that nothing is left.
func (f *filed) read(r *bufio.Reader) (done bool, err error) {
	if _, err := r.Peek(1); err == io.EOF {
		return true, nil
	}
	var story string
	for _, text := range []*string{&f.path, &f.kind, &f.format, &story} {
		if err := readText(r, text); err != nil {
			return false, err
		}
	}
	f.story = article.ID(story)
	size, err := binary.ReadUvarint(r)
	if err != nil {
		return false, err
	}
	f.size = int(size)
	if _, err := io.ReadFull(r, f.sha256[:]); err != nil {
		return false, err
	}
	_, err = io.ReadFull(r, f.sha512[:])
	return false, err
}

// readText leaves a text as it is that the file before had too.
func readText(r *bufio.Reader, text *string) error {
	size, err := binary.ReadUvarint(r)
	if err != nil {
		return err
	}
	data, err := r.Peek(int(size)) // a path is shorter than what a reader holds
	if err != nil {
		return err
	}
	if string(data) != *text {
		*text = string(data)
	}
	_, err = r.Discard(len(data))
	return err
}
