package bundle

import (
	"crypto/sha256"
	"crypto/sha512"
	"hash"
	"io"
	"runtime"
	"sync"

	"stet/internal/archive"
)

// digests are what one file's bytes came to.
type digests struct {
	size   int64
	sha256 [sha256.Size]byte
	sha512 [sha512.Size]byte
	err    error // it could not be read to its end
}

func (d *digests) of(algo string) []byte {
	if algo == "sha256" {
		return d.sha256[:]
	}
	return d.sha512[:]
}

// hashAll reads every file once, on all processors.
func (v *verifier) hashAll() {
	files := v.tree.Files
	v.found = make([]digests, len(files))
	rest := &sharedOut{files: files}
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			h := newHasher(v.tree)
			defer h.from.Close()
			for from, to := rest.next(); from < to; from, to = rest.next() {
				for i := from; i < to; i++ {
					h.hash(files[i], &v.found[i])
				}
			}
		})
	}
	group.Wait()
	for i := range v.found {
		if err := v.found[i].err; err != nil {
			v.blame(files[i].Name, "cannot be read: %v", unnamed(err))
		}
	}
}

// sharedOut gives files to whoever has none left, neighbours together, since
// they lie in one folder: so many, or as few as come to so many bytes, that
// nobody sits before large ones while the others are done.
type sharedOut struct {
	mu    sync.Mutex
	files []archive.File
	given int
}

const (
	shareFiles = 64
	shareBytes = 1 << 20
)

func (s *sharedOut) next() (from, to int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	from, size := s.given, int64(0)
	for s.given < min(len(s.files), from+shareFiles) && size < shareBytes {
		size += s.files[s.given].Size
		s.given++
	}
	return from, s.given
}

// blockSize is how much of a file is read at once: what the processor still has
// in its cache when the second digest is taken, and more than most files have.
const blockSize = 64 << 10

// hasher takes the digests of one file after another.
type hasher struct {
	from       *archive.Reader
	block      []byte
	h256, h512 hash.Hash
}

func newHasher(tree *archive.Tree) *hasher {
	return &hasher{tree.Reader(), make([]byte, blockSize), sha256.New(), sha512.New()}
}

func (h *hasher) hash(f archive.File, d *digests) {
	h.h256.Reset()
	h.h512.Reset()
	d.size, d.err = h.readThrough(f)
	h.h256.Sum(d.sha256[:0])
	h.h512.Sum(d.sha512[:0])
}

func (h *hasher) readThrough(f archive.File) (int64, error) {
	r, err := h.from.Open(f)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	total := int64(0)
	for {
		n, err := r.Read(h.block)
		total += int64(n)
		h.h256.Write(h.block[:n])
		h.h512.Write(h.block[:n])
		if err == io.EOF {
			return total, nil
		}
		if err != nil {
			return total, err
		}
	}
}
