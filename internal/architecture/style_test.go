package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The limits at which style becomes a failure; what is normal is far below
// (CONTRIBUTING.md).
const (
	longestFunction = 120
	longestFile     = 600
)

// documented lists the packages whose exported names are read by everyone.
var documented = []string{"internal/article", "internal/newsroom", "internal/bridge", "app.go"}

// makers are calls that a package-level variable may be made by: they build a
// table or a sentinel and keep no state.
var makers = []string{
	"errors.New", "fmt.Errorf", "regexp.MustCompile", "strings.NewReplacer", "language.MustParse",
	"ast.NewNodeKind", "parser.NewContextKey", // goldmark hands out names this way
}

// sources gives the program's own Go files, parsed, by path under the root.
func sources(t *testing.T) (*token.FileSet, map[string]*ast.File) {
	t.Helper()
	set, files := token.NewFileSet(), map[string]*ast.File{}
	add := func(path string) {
		file, err := parser.ParseFile(set, filepath.Join(root, path), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files[path] = file
	}
	for _, path := range tracked(t) {
		inside := within(path, "internal") || !strings.Contains(path, "/")
		if inside && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			add(path)
		}
	}
	if len(files) < 20 {
		t.Fatalf("only %d Go files found", len(files))
	}
	return set, files
}

func TestNoInitAndNoState(t *testing.T) {
	set, files := sources(t)
	for _, file := range files {
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Name.Name == "init" && d.Recv == nil {
					t.Errorf("%s: init(): set up where it is used, not when the package loads", set.Position(d.Pos()))
				}
			case *ast.GenDecl:
				for _, name := range stateIn(d) {
					t.Errorf("%s: var %s: package variables are tables and sentinel errors only; pass the rest as values",
						set.Position(d.Pos()), name)
				}
			}
		}
	}
}

// stateIn names the variables of a declaration that are neither tables nor
// sentinels.
func stateIn(d *ast.GenDecl) []string {
	if d.Tok != token.VAR || (d.Doc != nil && strings.Contains(directives(d.Doc), "//go:embed")) {
		return nil
	}
	var found []string
	for _, spec := range d.Specs {
		v := spec.(*ast.ValueSpec)
		if v.Doc != nil && strings.Contains(directives(v.Doc), "//go:embed") {
			continue
		}
		for i, name := range v.Names {
			// The linker writes the version into a plain string.
			if name.Name == "_" || name.Name == "version" || (i < len(v.Values) && isTable(v.Values[i])) {
				continue
			}
			found = append(found, name.Name)
		}
	}
	return found
}

func directives(doc *ast.CommentGroup) string {
	var b strings.Builder
	for _, c := range doc.List {
		b.WriteString(c.Text + "\n")
	}
	return b.String()
}

func isTable(value ast.Expr) bool {
	switch v := value.(type) {
	case *ast.CompositeLit:
		return true
	case *ast.UnaryExpr:
		return isTable(v.X)
	case *ast.SelectorExpr: // a shorter name for another package's value
		return true
	case *ast.CallExpr:
		name := callName(v.Fun)
		isConversion := name == "" // []byte("...")
		return isConversion || slices.Contains(makers, name) || spelledOut(v.Args)
	}
	return false
}

// spelledOut reports whether a table is put together from literals and other
// tables.
func spelledOut(args []ast.Expr) bool {
	for _, arg := range args {
		switch arg.(type) {
		case *ast.BasicLit, *ast.CompositeLit, *ast.Ident, *ast.SelectorExpr:
		default:
			return false
		}
	}
	return len(args) > 0
}

func callName(fun ast.Expr) string {
	switch f := fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
		return f.Sel.Name
	}
	return ""
}

func TestFunctionsAreShort(t *testing.T) {
	set, files := sources(t)
	for _, file := range files {
		if ast.IsGenerated(file) {
			continue
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			from, to := set.Position(f.Pos()), set.Position(f.End())
			if n := to.Line - from.Line + 1; n > longestFunction {
				t.Errorf("%s: func %s is %d lines, the limit is %d", from, f.Name.Name, n, longestFunction)
			}
		}
	}
}

func TestFilesAreShort(t *testing.T) {
	for _, path := range tracked(t) {
		if !slices.Contains([]string{".go", ".ts", ".svelte", ".mjs", ".css"}, filepath.Ext(path)) ||
			within(path, "frontend/wailsjs") || strings.Contains(path, "/testdata/") {
			continue
		}
		if n := strings.Count(readFile(t, path), "\n"); n > longestFile {
			t.Errorf("%s is %d lines, the limit is %d", path, n, longestFile)
		}
	}
}

func TestExportedNamesAreDocumented(t *testing.T) {
	set, files := sources(t)
	for path, file := range files {
		if !slices.ContainsFunc(documented, func(d string) bool { return within(path, d) }) {
			continue
		}
		for _, decl := range file.Decls {
			for _, name := range undocumented(decl) {
				t.Errorf("%s: %s is exported and says nothing of itself", set.Position(decl.Pos()), name)
			}
		}
	}
}

// selfEvident lists methods that the standard library's interfaces describe.
var selfEvident = []string{"Error", "Unwrap", "Is", "String"}

// undocumented names what a declaration exports without a comment. A comment on
// a group speaks for its members, and a line comment is one.
func undocumented(decl ast.Decl) []string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && exportedReceiver(d) && d.Doc == nil && !slices.Contains(selfEvident, d.Name.Name) {
			return []string{d.Name.Name}
		}
	case *ast.GenDecl:
		if d.Doc != nil {
			return nil
		}
		var names []string
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && s.Doc == nil && s.Comment == nil {
					names = append(names, s.Name.Name)
				}
			case *ast.ValueSpec:
				if s.Names[0].IsExported() && s.Doc == nil && s.Comment == nil {
					names = append(names, s.Names[0].Name)
				}
			}
		}
		return names
	}
	return nil
}

// exportedReceiver reports whether a function is reachable from outside: a
// method of an unexported type is not.
func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return true
	}
	typ := f.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	name, ok := typ.(*ast.Ident)
	return ok && name.IsExported()
}

// The tests above are worth something only if they can fail.
func TestStyleIsSeen(t *testing.T) {
	const bad = `package p
var counter int
var cache = map[string]int{}
var name = make()
var ErrNo = errors.New("no")
func init() {}
func Exported() {}
// Known does something.
func Known() {}
func (t thing) Hidden() {}
`
	file, err := parser.ParseFile(token.NewFileSet(), "bad.go", bad, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var state, silent []string
	for _, decl := range file.Decls {
		if d, ok := decl.(*ast.GenDecl); ok {
			state = append(state, stateIn(d)...)
		}
		if d, ok := decl.(*ast.FuncDecl); ok {
			silent = append(silent, undocumented(d)...)
		}
	}
	if want := []string{"counter", "name"}; !slices.Equal(state, want) {
		t.Errorf("state: got %v, want %v", state, want)
	}
	if want := []string{"Exported"}; !slices.Equal(silent, want) {
		t.Errorf("undocumented: got %v, want %v", silent, want)
	}
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Errorf("these tests look in the wrong place: %v", err)
	}
}
