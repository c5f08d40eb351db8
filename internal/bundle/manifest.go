package bundle

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"stet/internal/archive"
)

// listing is a manifest that was read: of the data, or (tag) of the files
// that describe the bag.
type listing struct {
	file string // its own name
	algo string
	tag  bool
	sums []string          // of the tree's files, by their places; "" = not listed; as bytes
	gone map[string]string // path -> digest of what is listed and not in the tree
	bad  string            // why it cannot be read or believed, "" = it can
}

// manifestName tells a manifest's kind and algorithm from its name.
var manifestName = regexp.MustCompile(`^(tag)?manifest-([a-z0-9-]+)\.txt$`)

// digestSizes are the algorithms that prove something, and their bytes.
var digestSizes = map[string]int{"sha256": 32, "sha512": 64}

// parseListing reads a manifest of a tree's files. The first line that cannot
// be read makes the whole of it unbelievable.
func parseListing(file string, text []byte, files []archive.File) *listing {
	name := manifestName.FindStringSubmatch(file)
	l := &listing{file: file, tag: name[1] != "", algo: name[2], sums: make([]string, len(files)), gone: map[string]string{}}
	if bytes.IndexByte(text, '\r') >= 0 {
		text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	at, number := -1, 0
	for line := range bytes.Lines(text) {
		number++
		line = bytes.TrimSuffix(line, []byte("\n"))
		if len(line) == 0 {
			continue
		}
		var why string
		if at, why = l.readLine(line, files, at+1); why != "" {
			l.bad = fmt.Sprintf("line %d %s", number, why)
			break
		}
	}
	return l
}

// readLine takes one line in. It gives the place of its file in the tree, or
// where it would be, and why it cannot be read; near is where to look first.
func (l *listing) readLine(line []byte, files []archive.File, near int) (at int, why string) {
	sum, path, ok := bytes.Cut(line, []byte(" "))
	path = unescapePath(bytes.TrimPrefix(bytes.TrimLeft(path, " \t"), []byte("*")))
	digest := make([]byte, hex.DecodedLen(len(sum)))
	_, err := hex.Decode(digest, sum)
	if !ok || err != nil || len(digest) != digestSizes[l.algo] {
		return near, "cannot be read"
	}
	at, here := place(files, string(path), near)
	if !here { // else the tree was asked
		if err := archive.CheckName(string(path)); err != nil {
			return at, fmt.Sprintf("names %q: %v", path, err)
		}
	}
	if inData := bytes.HasPrefix(path, []byte("data/")); inData == l.tag {
		return at, fmt.Sprintf("names %q, which is for another manifest", path)
	}
	if _, listed := l.sum(string(path), at, here); listed {
		return at, fmt.Sprintf("names %q a second time", path)
	}
	if here {
		l.sums[at] = string(digest)
	} else {
		l.gone[string(path)] = string(digest)
	}
	return at, ""
}

// sum is the digest that is listed of a file, which lies at a place in the tree
// or, if it is not here, nowhere.
func (l *listing) sum(name string, at int, here bool) (sum string, listed bool) {
	if here {
		return l.sums[at], l.sums[at] != ""
	}
	sum, listed = l.gone[name]
	return sum, listed
}

func unescapePath(path []byte) []byte {
	if bytes.IndexByte(path, '%') < 0 {
		return path
	}
	return []byte(strings.NewReplacer("%25", "%", "%0D", "\r", "%0d", "\r", "%0A", "\n", "%0a", "\n").Replace(string(path)))
}
