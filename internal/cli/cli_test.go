package cli

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"stet/internal/newsroom"
)

// roleEnv makes the test binary the program, for tests that do things to a
// process.
const roleEnv = "STET_CLI_TEST_PROGRAM"

// The scripts run the real program: the test binary becomes stet.
func TestMain(m *testing.M) {
	program := func() {
		os.Exit(Main(os.Args[1:], World{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Version: Version, Probe: Probe, Work: 4}))
	}
	if os.Getenv(roleEnv) != "" {
		program()
	}
	testscript.Main(m, map[string]func(){
		"stet": program,
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: false,
		Setup: func(e *testscript.Env) error {
			e.Setenv("STET_NEWSROOM", filepath.Join(e.WorkDir, "newsroom"))
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("STET_KEYRING", "off")
			e.Setenv("HOOK", listener(e))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"getid": getID, "code": exitCode, "json": jsonAt, "hold": holdNewsroom, "flip": flipByte, "unhex": unhex, "docx": packDocx, "pack": packFolder, "photograph": photograph, "getpicture": getPicture,
		},
	})
}

var uuid = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)

// getid NAME [N]: the Nth id (from 1) on the last stdout becomes $NAME.
func getID(ts *testscript.TestScript, neg bool, args []string) {
	n := 1
	if len(args) == 2 {
		n, _ = strconv.Atoi(args[1])
	}
	found := uuid.FindAllString(ts.ReadFile("stdout"), -1)
	if neg || len(found) < n {
		ts.Fatalf("no id %d in %q", n, ts.ReadFile("stdout"))
	}
	ts.Setenv(args[0], found[n-1])
}

// pack FOLDER FILE.zip: packs what lies in a folder.
func packFolder(ts *testscript.TestScript, neg bool, args []string) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	ts.Check(w.AddFS(os.DirFS(ts.MkAbs(args[0]))))
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o600))
}

var digest = regexp.MustCompile(`[0-9a-f]{64}`)

// getpicture NAME: the first picture's id on the last stdout becomes $NAME.
func getPicture(ts *testscript.TestScript, neg bool, args []string) {
	id := digest.FindString(ts.ReadFile("stdout"))
	if neg || id == "" {
		ts.Fatalf("no picture in %q", ts.ReadFile("stdout"))
	}
	ts.Setenv(args[0], id)
}

// photograph FILE WIDTH HEIGHT: makes a JPEG that carries a comment.
func photograph(ts *testscript.TestScript, neg bool, args []string) {
	width, err := strconv.Atoi(args[1])
	ts.Check(err)
	height, err := strconv.Atoi(args[2])
	ts.Check(err)
	var b bytes.Buffer
	ts.Check(jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil))
	data := append([]byte("\xff\xd8\xff\xfe\x00\x08SECRET"), b.Bytes()[2:]...)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// code STATUS stet ARGS...: the command must end with just this status.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := err.(*exec.ExitError); ok {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("run: %v", err)
	}
	if neg || got != want {
		ts.Fatalf("exit %d, want %d", got, want)
	}
}

// json PATH VALUE: the last stdout is one JSON value that holds VALUE at PATH
// ("0.receipt.kept"; "len" is a list's length). VALUE "null" is never right.
func jsonAt(ts *testscript.TestScript, neg bool, args []string) {
	var value any
	dec := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	ts.Check(dec.Decode(&value))
	if dec.More() {
		ts.Fatalf("more than one JSON value")
	}
	for step := range strings.SplitSeq(args[0], ".") {
		value = stepInto(ts, value, step)
	}
	got := fmt.Sprint(value)
	if kind := reflect.ValueOf(value).Kind(); kind == reflect.Map || kind == reflect.Slice {
		text, _ := json.Marshal(value)
		got = string(text)
	}
	if (got == args[1]) == neg {
		ts.Fatalf("%s is %q, want %q (negated: %v)", args[0], got, args[1], neg)
	}
}

func stepInto(ts *testscript.TestScript, value any, step string) any {
	switch v := value.(type) {
	case []any:
		if step == "len" {
			return len(v)
		}
		n, err := strconv.Atoi(step)
		if err != nil || n >= len(v) {
			ts.Fatalf("no %q in a list of %d", step, len(v))
		}
		return v[n]
	case map[string]any:
		return v[step]
	}
	ts.Fatalf("nothing at %q", step)
	return nil
}

// hold: this process takes the newsroom until the script ends, as an open
// window would.
func holdNewsroom(ts *testscript.TestScript, neg bool, args []string) {
	room, err := newsroom.Open(newsroom.Options{Dir: ts.Getenv("STET_NEWSROOM")})
	ts.Check(err)
	ts.Defer(func() { _ = room.Close() })
}

// flip FILE: one byte in the middle of the file is changed.
func flipByte(ts *testscript.TestScript, neg bool, args []string) {
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	data[len(data)/2] ^= 0x20
	ts.Check(os.WriteFile(path, data, 0o644))
}

// unhex TEXT FILE: the file holds TEXT with its \xNN escapes as bytes.
func unhex(ts *testscript.TestScript, neg bool, args []string) {
	text, err := strconv.Unquote(`"` + args[0] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o644))
}

// docx BODY FILE: the paragraphs of a document, in Word's XML, become FILE.
func packDocx(ts *testscript.TestScript, neg bool, args []string) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	ts.Check(err)
	_, err = io.WriteString(w, `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+ts.ReadFile(args[0])+`</w:body></w:document>`)
	ts.Check(err)
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o644))
}

// A newsroom that another process has is refused at once, by every command
// that needs it.
func TestInUseIsFast(t *testing.T) {
	dir := t.TempDir()
	room, err := newsroom.Open(newsroom.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer room.Close()
	started := time.Now()
	var out, errs strings.Builder
	status := Main([]string{"list", "--newsroom", dir}, World{Out: &out, Err: &errs, Getenv: func(string) string { return "" }})
	if status != exitInUse || !strings.Contains(errs.String(), "already open") {
		t.Errorf("status %d, stderr %q", status, errs.String())
	}
	t.Logf("refused after %v", time.Since(started))
}

// full is a disk with room for so many bytes.
type full int

func (f *full) Write(p []byte) (int, error) {
	if len(p) > int(*f) {
		return 0, syscall.ENOSPC
	}
	*f -= full(len(p))
	return len(p), nil
}

// Half a page on a full disk must not look like a whole one.
func TestWhatCannotBePrintedIsAFailure(t *testing.T) {
	room := t.TempDir()
	run := func(in string, out io.Writer, args ...string) (int, string) {
		var said strings.Builder
		status := Main(append([]string{"--newsroom", room}, args...), World{
			In: strings.NewReader(in), Out: out, Err: &said, Getenv: func(string) string { return "" }, Version: "test",
		})
		return status, said.String()
	}
	if status, said := run("The boat sails again\n\nIt is back on the river after a year.\n", io.Discard, "import", "-"); status != 0 {
		t.Fatalf("import: %d %s", status, said)
	}
	const slug = "the-boat-sails-again"
	for _, args := range [][]string{
		{"show", slug}, {"show", "--page", slug}, {"show", "--html", slug}, {"show", "--markdown", slug}, {"show", "--json", slug},
		{"list"}, {"history", slug}, {"check", slug}, {"settings", "get"}, {"section", "list"}, {"help"}, {"diff", slug, "1", "now"},
	} {
		room := full(8)
		if status, said := run("", &room, args...); status != exitFailed || !strings.Contains(said, "stet: print: ") {
			if !slices.Contains(args, "section") { // there is none to print
				t.Errorf("%v: exit %d, %q", args, status, said)
			}
		}
	}
}
