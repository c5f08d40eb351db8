package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// apiCall finds the calls of the page into the program: call('Open', id).
var apiCall = regexp.MustCompile(`\b(?:call|slow|asking)\('(\w+)'`)

// The page names the program's methods in strings, which no compiler checks.
func TestThePageCallsWhatExists(t *testing.T) {
	methods := boundMethods(t)
	source := readFile(t, "frontend/src/api.ts")
	used := map[string]bool{}
	for _, at := range apiCall.FindAllStringSubmatchIndex(source, -1) {
		name := source[at[2]:at[3]]
		used[name] = true
		want, ok := methods[name]
		if !ok {
			t.Errorf("api.ts calls %s, which neither app.go nor bridge has", name)
			continue
		}
		if got := argumentsAfter(source[at[1]:]); got != want-1 { // the token goes before them
			t.Errorf("api.ts calls %s with %d arguments, the program wants %d after the token", name, got, want-1)
		}
	}
	if len(used) < 10 {
		t.Fatalf("only %d calls found in api.ts: this test no longer understands it", len(used))
	}
	for name := range methods {
		if !used[name] {
			t.Errorf("the program offers %s, which api.ts never calls: what nobody uses need not be reachable", name)
		}
	}
}

// boundMethods maps every method that the bridge offers to its number of
// parameters.
func boundMethods(t *testing.T) map[string]int {
	t.Helper()
	found := map[string]int{}
	own, err := filepath.Glob(filepath.Join(root, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	answered, err := filepath.Glob(filepath.Join(root, "internal/bridge/*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(own, answered...) {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if ok && f.Recv != nil && f.Name.IsExported() && exportedReceiver(f) {
				found[f.Name.Name] = f.Type.Params.NumFields()
			}
		}
	}
	return found
}

// argumentsAfter counts the arguments between a call's first one and its
// closing bracket.
func argumentsAfter(rest string) int {
	depth, count := 0, 0
	for _, r := range rest {
		switch r {
		case '(', '{', '[':
			depth++
		case ')', '}', ']':
			if depth == 0 {
				return count
			}
			depth--
		case ',':
			if depth == 0 {
				count++
			}
		}
	}
	return count
}
