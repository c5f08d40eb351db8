package architecture

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// outside lists what a closed room may not import, beside net.
var outside = []string{"os", "log", "syscall", "unsafe", "plugin"}

// grammar names the parts of net that parse text and open nothing.
var grammar = []string{"net/url", "net/mail", "net/textproto"}

// networked are the rooms that may speak to somebody: to the window, or to a
// target.
var networked = []string{"main", "window", "deliver"}

// pkg is what this test needs of `go list -json`.
type pkg struct {
	Dir, ImportPath string
	GoFiles         []string
	CgoFiles        []string
	IgnoredGoFiles  []string // other systems, other tags: the law holds there too
}

func listPackages(t *testing.T) []pkg {
	t.Helper()
	list := exec.Command("go", "list", "-json=Dir,ImportPath,GoFiles,CgoFiles,IgnoredGoFiles", "./...")
	list.Dir = root
	var stderr bytes.Buffer
	list.Stderr = &stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var all []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		// An editor's window may write here while we look: node_modules can
		// hold Go files of its own.
		if !strings.Contains(p.ImportPath, "node_modules") {
			all = append(all, p)
		}
	}
}

// roomOf gives the row of the table an import path belongs to.
func roomOf(importPath string) string {
	if importPath == "stet" {
		return "main"
	}
	return strings.TrimPrefix(importPath, "stet/internal/")
}

// importsOf reads the imports of a package's files for every system and tag,
// test files excepted: file name -> import paths.
func importsOf(t *testing.T, p pkg) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, name := range slices.Concat(p.GoFiles, p.CgoFiles, p.IgnoredGoFiles) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			found[name] = append(found[name], path)
		}
	}
	return found
}

func TestImportsFollowTheTable(t *testing.T) {
	l := readLaw(t)
	for _, p := range listPackages(t) {
		name := roomOf(p.ImportPath)
		r, ok := l.rooms[name]
		if !ok {
			t.Errorf("%s is no room of docs/architecture.md: give it a row and a reason", p.ImportPath)
			continue
		}
		for file, paths := range importsOf(t, p) {
			for _, path := range paths {
				if why := l.forbids(r, path); why != "" {
					t.Errorf("%s/%s imports %s: %s", name, file, path, why)
				}
			}
		}
	}
}

// forbids says why a room may not import a path; "" when it may.
func (l law) forbids(r room, path string) string {
	switch {
	case within(path, "stet"):
		if other := roomOf(path); !slices.Contains(r.imports, other) {
			return "the table does not allow " + other + " here, because " + r.because
		}
	case !strings.Contains(strings.SplitN(path, "/", 2)[0], "."):
		return l.forbidsStandard(r, path)
	default:
		return l.forbidsModule(r, path)
	}
	return ""
}

func (l law) forbidsStandard(r room, path string) string {
	if slices.Contains(l.closed, r.name) {
		for _, out := range outside {
			if within(path, out) {
				return r.name + " may not reach outside the process, because " + r.because
			}
		}
	}
	if within(path, "net") && !slices.Contains(grammar, path) && !slices.Contains(networked, r.name) {
		return "only the window is served anything, and only deliver asks others; no other room touches the network"
	}
	return ""
}

func (l law) forbidsModule(r room, path string) string {
	for module, rooms := range l.shared {
		if within(path, module) {
			if slices.Contains(rooms, r.name) {
				return ""
			}
			return module + " is for " + strings.Join(rooms, ", ")
		}
	}
	for _, other := range l.rooms {
		for _, module := range other.own {
			if !within(path, module) {
				continue
			}
			if other.name == r.name {
				return ""
			}
			return "only " + other.name + " imports " + module + ", because " + other.because
		}
	}
	return "no row of docs/architecture.md names this module: a new dependency needs a line and a reason there"
}

// The test above is worth something only if it can fail.
func TestTheLawForbids(t *testing.T) {
	l := readLaw(t)
	cases := []struct {
		room, path string
		allowed    bool
	}{
		{"article", "strings", true},
		{"article", "stet/internal/desk", false},
		{"article", "golang.org/x/text/language", false},
		{"page", "stet/internal/markup", true},
		{"page", "os", false},
		{"page", "net/url", true},
		{"page", "net/http", false},
		{"markup", "github.com/yuin/goldmark/ast", true},
		{"check", "github.com/yuin/goldmark", false},
		{"store", "github.com/dgraph-io/badger/v4", true},
		{"newsroom", "github.com/dgraph-io/badger/v4", false},
		{"intake", "net/http", false},
		{"bundle", "stet/internal/store", false},
		{"cli", "stet/internal/store", false},
		{"main", "github.com/wailsapp/wails/v2", true},
		{"cli", "github.com/wailsapp/wails/v2/pkg/runtime", false},
		{"newsroom", "example.org/new", false},
	}
	for _, c := range cases {
		why := l.forbids(l.rooms[c.room], c.path)
		if (why == "") != c.allowed {
			t.Errorf("%s importing %s: allowed %v, want %v (%s)", c.room, c.path, why == "", c.allowed, why)
		}
	}
}
