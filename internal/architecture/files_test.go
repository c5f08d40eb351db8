package architecture

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tracked lists the files of the project that are under version control, or
// about to be, by path under the root.
func tracked(t *testing.T) []string {
	t.Helper()
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	var paths []string
	for path := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		// A file that was deleted but not yet committed is listed too.
		if info, err := os.Lstat(filepath.Join(root, path)); err == nil && info.Mode().IsRegular() {
			paths = append(paths, path)
		}
	}
	return paths
}

// Where a thing was built or fetched is nobody's business but the machine's. The
// words are put together here so that this file does not name them.
var machineWords = regexp.MustCompile(strings.Join([]string{
	`/wor` + `k/`, `/ro` + `ot/`, `npm` + `js\.org`, `proxy\.gol` + `ang`, `deb\.deb` + `ian\.org`,
}, "|"))

func TestNoMachineInFiles(t *testing.T) {
	for _, path := range tracked(t) {
		if filepath.Base(path) == "go.sum" || strings.Contains(path, "/testdata/") {
			continue
		}
		for i, line := range strings.Split(readFile(t, path), "\n") {
			if word := machineWords.FindString(line); word != "" {
				t.Errorf("%s:%d names %q: a place on some machine or a registry's host", path, i+1, word)
			}
		}
	}
}

func TestOnlyApiKnowsTheBindings(t *testing.T) {
	for _, path := range tracked(t) {
		if !within(path, "frontend/src") || path == "frontend/src/api.ts" {
			continue
		}
		if strings.Contains(readFile(t, path), "wailsjs") {
			t.Errorf("%s knows wailsjs: only frontend/src/api.ts does, so that the rest can be tested with a fake", path)
		}
	}
}

// rawHTML is Svelte's way of putting a string into the page unescaped. A title
// or a file name shown that way is a script waiting to run.
var rawHTML = regexp.MustCompile(`\{@html\b`)

func TestNoRawHTML(t *testing.T) {
	for _, path := range tracked(t) {
		if within(path, "frontend/src") && rawHTML.MatchString(readFile(t, path)) {
			t.Errorf("%s uses {@html}: text is shown as text; the page goes into the preview's shadow root", path)
		}
	}
}

// firstScreen is how many lines of a README a reader sees before scrolling.
const firstScreen = 40

func TestReadmeShowsTwoCommands(t *testing.T) {
	lines := strings.Split(readFile(t, "README.md"), "\n")
	var commands []string
	for _, line := range lines[:min(firstScreen, len(lines))] {
		if strings.HasPrefix(line, "make ") {
			commands = append(commands, strings.Fields(line)[1])
		}
	}
	if !slices.Equal(commands, []string{"run", "test"}) {
		t.Errorf("the first screen of README.md shows make %v, want exactly run and test", commands)
	}
}

var makeTarget = regexp.MustCompile(`(?m)^([a-z]+):`)

// Every `make` word that a document uses must exist.
func TestDocumentedTargetsExist(t *testing.T) {
	targets := map[string]bool{}
	for _, m := range makeTarget.FindAllStringSubmatch(readFile(t, "Makefile"), -1) {
		targets[m[1]] = true
	}
	mention := regexp.MustCompile("(?m)(?:`|^)make ([a-z]+)")
	for _, path := range tracked(t) {
		if filepath.Ext(path) != ".md" {
			continue
		}
		for _, m := range mention.FindAllStringSubmatch(readFile(t, path), -1) {
			if !targets[m[1]] {
				t.Errorf("%s speaks of make %s, which the Makefile does not have", path, m[1])
			}
		}
	}
}
