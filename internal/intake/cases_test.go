package intake_test

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"stet/internal/article"
	"stet/internal/intake"
)

var update = flag.Bool("update", false, "write what comes out into the cases")

// TestCases reads each case of testdata: an archive with the copy ("input"),
// perhaps "options", and what must come of it ("want"). Options are lines of
// key=value: as (kind), name (for Detect), language, zone, ends=crlf, and
// quoted=yes for an input in Go's escapes.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(paths) < 25 {
		t.Fatalf("%d cases: %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { runCase(t, path) })
	}
}

func runCase(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	o := caseOptions(files["options"])
	data := caseInput(t, files["input"], o)
	kind := intake.Kind(filepath.Base(filepath.Dir(path)))
	if name, ok := o["name"]; ok {
		if kind, err = intake.Detect(name, data); err != nil {
			t.Fatal(err)
		}
	}
	zone, err := time.LoadLocation(o["zone"])
	if err != nil {
		t.Fatal(err)
	}
	options := intake.Options{Language: o["language"], Zone: zone, Name: o["name"], Beside: besideCase(t, files)}
	res, err := intake.Result{}, error(nil)
	got := ""
	if intake.HoldsMany(kind) {
		got = showItems(kind, data, options)
	} else {
		res, err = intake.Read(kind, data, options)
		got = show(res, err)
	}
	if err == nil && kind == intake.Text && o["quoted"] == "" {
		checkLaw(t, asCopy(string(data)), res)
	}
	if *update {
		writeCase(t, path, archive, got)
	} else if want := files["want"]; got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// besideCase gives the files of a case whose names begin with "beside/": a
// picture is the line "png WIDTH HEIGHT".
func besideCase(t *testing.T, files map[string]string) func(string) ([]byte, bool) {
	return func(name string) ([]byte, bool) {
		text, found := files["beside/"+name]
		var width, height int
		if _, err := fmt.Sscanf(text, "png %d %d", &width, &height); err != nil {
			return []byte(text), found
		}
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
			t.Fatal(err)
		}
		return b.Bytes(), found
	}
}

// showItems is copy of many stories, each below its name.
func showItems(kind intake.Kind, data []byte, o intake.Options) string {
	items, err := intake.Items(kind, data, o)
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	var b strings.Builder
	for item := range items {
		b.WriteString("== " + item.Name + "\n" + digests.ReplaceAllStringFunc(show(item.Result, item.Err), func(id string) string { return id[:6] }))
	}
	return b.String()
}

var digests = regexp.MustCompile(`[0-9a-f]{64}`)

func caseOptions(text string) map[string]string {
	o := map[string]string{}
	for _, l := range strings.Split(text, "\n") {
		if key, value, ok := strings.Cut(l, "="); ok {
			o[key] = value
		}
	}
	return o
}

func caseInput(t *testing.T, text string, o map[string]string) []byte {
	t.Helper()
	if o["quoted"] != "" {
		plain, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.TrimSpace(text), "\n", "") + `"`)
		if err != nil {
			t.Fatal(err)
		}
		return []byte(plain)
	}
	if o["ends"] == "crlf" {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return []byte(text)
}

func writeCase(t *testing.T, path string, archive *txtar.Archive, got string) {
	t.Helper()
	files := archive.Files[:0]
	for _, f := range archive.Files {
		if f.Name != "want" {
			files = append(files, f)
		}
	}
	archive.Files = append(files, txtar.File{Name: "want", Data: []byte(got)})
	if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// show is a result as a case writes it: fields that hold something, the body,
// the receipt.
func show(res intake.Result, err error) string {
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	var b strings.Builder
	a := res.Article
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	line("id", string(a.ID))
	if a.Rev != 0 {
		line("rev", strconv.FormatInt(a.Rev, 10))
	}
	line("section", a.Section)
	for _, f := range article.Fields {
		if f.Path != "body" && (f.Path != "status" || a.Status != article.Draft) {
			line(f.Path, strings.ReplaceAll(f.Get(&a), "\n", "\n    "))
		}
	}
	line("kept", strconv.Itoa(res.Receipt.Kept))
	showNotes(&b, "changed", res.Receipt.Changed)
	showNotes(&b, "dropped", res.Receipt.Dropped)
	showNotes(&b, "moved", res.Receipt.Moved)
	if a.Body != "" {
		b.WriteString("body:\n" + strings.TrimRight(a.Body, "\n") + "\n")
	}
	return b.String()
}

func showNotes(b *strings.Builder, name string, notes []article.Note) {
	for _, n := range notes {
		fmt.Fprintf(b, "%s: %q", name, n.Text)
		if n.Field != "" {
			fmt.Fprintf(b, " -> %s", n.Field)
		}
		if n.Before > 0 {
			fmt.Fprintf(b, " after %d", n.Before)
		}
		fmt.Fprintf(b, " (%s)\n", n.Why)
	}
}
