// Package architecture holds the shape of the code to what docs/architecture.md
// and CONTRIBUTING.md say. It has tests only: a rule that nobody runs is a wish.
package architecture

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// A room is one row of the table "Who may import whom".
type room struct {
	name    string
	imports []string // rooms it may import
	own     []string // modules only it may import
	because string
}

// law is what docs/architecture.md says about imports.
type law struct {
	rooms  map[string]room
	shared map[string][]string // module -> the rooms that may import it
	closed []string            // rooms that may not reach outside the process
}

var (
	sharedModule = regexp.MustCompile("`([a-z0-9./-]+)` \\(([a-z, \\n]+)\\)")
	codeWord     = regexp.MustCompile("`([a-z]+)`")
)

func readLaw(t *testing.T) law {
	t.Helper()
	text := readFile(t, "docs/architecture.md")
	_, section, found := strings.Cut(text, "## Who may import whom\n")
	if !found {
		t.Fatal("docs/architecture.md has no section \"Who may import whom\"")
	}
	l := law{rooms: map[string]room{}, shared: map[string][]string{}}
	for line := range strings.Lines(section) {
		if r, ok := parseRow(line); ok {
			l.rooms[r.name] = r
		}
	}
	_, rest, _ := strings.Cut(section, "Modules that more than one room may import:")
	modules, closed, _ := strings.Cut(rest, "Some rooms may not even reach outside the process.")
	for _, m := range sharedModule.FindAllStringSubmatch(modules, -1) {
		l.shared[m[1]] = splitList(m[2])
	}
	closed, _, _ = strings.Cut(closed, " import neither")
	for _, m := range codeWord.FindAllStringSubmatch(closed, -1) {
		l.closed = append(l.closed, m[1])
	}
	if len(l.rooms) < 10 || len(l.shared) == 0 || len(l.closed) == 0 {
		t.Fatalf("the table of docs/architecture.md was not understood: %+v", l)
	}
	return l
}

func parseRow(line string) (room, bool) {
	cells := strings.Split(strings.TrimSpace(line), "|")
	if len(cells) != 6 {
		return room{}, false
	}
	name := strings.TrimSpace(cells[1])
	if name == "room" || strings.HasPrefix(name, "---") {
		return room{}, false
	}
	return room{
		name:    name,
		imports: splitList(cells[2]),
		own:     splitList(cells[3]),
		because: strings.TrimSpace(cells[4]),
	}, true
}

func splitList(s string) []string {
	var list []string
	for item := range strings.SplitSeq(s, ",") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// within reports whether path is prefix or lies below it.
func within(path, prefix string) bool {
	return path == prefix || strings.HasPrefix(path, prefix+"/")
}

func TestTheLawIsConsistent(t *testing.T) {
	l := readLaw(t)
	for _, r := range l.rooms {
		if r.because == "" {
			t.Errorf("%s: the table gives no reason", r.name)
		}
		for _, other := range r.imports {
			if _, ok := l.rooms[other]; !ok {
				t.Errorf("%s may import %s, which is no room", r.name, other)
			}
			if slices.Contains(l.rooms[other].imports, r.name) {
				t.Errorf("%s and %s may import each other", r.name, other)
			}
		}
	}
}
