package bundle

import "bytes"

// sheets are what a story's files are written on. Once a file is packed its
// sheet serves the next: most of what a package is made of lives for a moment,
// and making room for it anew was a third of all the memory that was asked for.
// Not for concurrent use; nil has none and gives new ones.
type sheets struct {
	all  []*bytes.Buffer
	used int
}

// largestSheet is how many bytes of room one keeps.
const largestSheet = 1 << 20

// blank is an empty sheet, until the next clear.
func (s *sheets) blank() *bytes.Buffer {
	if s == nil {
		return new(bytes.Buffer)
	}
	if s.used == len(s.all) {
		s.all = append(s.all, new(bytes.Buffer))
	}
	s.used++
	return s.all[s.used-1]
}

// clear takes all of them back.
func (s *sheets) clear() {
	for i, b := range s.all[:s.used] {
		if b.Reset(); b.Cap() > largestSheet {
			s.all[i] = new(bytes.Buffer)
		}
	}
	s.used = 0
}
