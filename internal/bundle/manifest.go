package bundle

import (
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
	sums map[string]string // path -> digest, as bytes
	bad  string            // why it cannot be read or believed, "" = it can
}

// manifestName tells a manifest's kind and algorithm from its name.
var manifestName = regexp.MustCompile(`^(tag)?manifest-([a-z0-9-]+)\.txt$`)

// digestSizes are the algorithms that prove something, and their bytes.
var digestSizes = map[string]int{"sha256": 32, "sha512": 64}

// parseListing reads a manifest. The first line that cannot be read makes the
// whole of it unbelievable.
func parseListing(file, text string) *listing {
	name := manifestName.FindStringSubmatch(file)
	l := &listing{file: file, tag: name[1] != "", algo: name[2], sums: map[string]string{}}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	number := 0
	for line := range strings.Lines(text) {
		number++
		if line = strings.TrimSuffix(line, "\n"); line == "" {
			continue
		}
		if why := l.readLine(line); why != "" {
			l.bad = fmt.Sprintf("line %d %s", number, why)
			break
		}
	}
	return l
}

// readLine takes one line in; it gives why it cannot.
func (l *listing) readLine(line string) string {
	sum, path, ok := strings.Cut(line, " ")
	path = strings.TrimPrefix(strings.TrimLeft(path, " \t"), "*")
	digest, err := hex.DecodeString(sum)
	if !ok || err != nil || len(digest) != digestSizes[l.algo] {
		return "cannot be read"
	}
	path = unescapePath(path)
	if err := archive.CheckName(path); err != nil {
		return fmt.Sprintf("names %q: %v", path, err)
	}
	if inData := strings.HasPrefix(path, "data/"); inData == l.tag {
		return fmt.Sprintf("names %q, which is for another manifest", path)
	}
	if _, ok := l.sums[path]; ok {
		return fmt.Sprintf("names %q a second time", path)
	}
	l.sums[path] = string(digest)
	return ""
}

func unescapePath(path string) string {
	if !strings.Contains(path, "%") {
		return path
	}
	return strings.NewReplacer("%25", "%", "%0D", "\r", "%0d", "\r", "%0A", "\n", "%0a", "\n").Replace(path)
}
