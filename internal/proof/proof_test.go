package proof

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/markup"
)

var pulled = time.Date(2026, 11, 25, 22, 41, 0, 0, time.UTC)

func proofOf(body string) Proof {
	a := &article.Article{
		Rev: 7, Section: "Harbour", Overline: "Exclusive", Standfirst: "Nobody knows who owns the ground below it",
		Headlines: article.Headlines{Main: "The crane waits"}, Bylines: []string{"Ada Brandt", "Jo Lind"}, Dateline: "Marrow Quay", Language: "en", Body: body,
	}
	return Proof{Newsroom: "The Marrow Quay Courier", Story: a, Doc: markup.New().Parse(body, nil), At: pulled}
}

// drawn is a proof as it stands on paper: line numbers, indents in mm, looks.
func drawn(p Proof) string {
	s := newSheet(p)
	var b strings.Builder
	n := 0
	for _, t := range content(p) {
		for _, line := range s.lines(t) {
			number := ""
			if !t.plain {
				n++
				number = fmt.Sprint(n)
			}
			fmt.Fprintf(&b, "%3s %s", number, strings.Repeat(" ", int(t.indent)))
			for _, r := range line {
				fmt.Fprint(&b, marked(r))
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func marked(r run) string {
	text := r.text
	if r.look.bold {
		text = "*" + text + "*"
	}
	if r.look.italic {
		text = "/" + text + "/"
	}
	if r.look.underline {
		text = "_" + text + "_"
	}
	return text
}

// UPDATE=1 writes what came of each case beside it.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.md")
	if err != nil || len(files) < 3 {
		t.Fatalf("cases: %d, %v", len(files), err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := drawn(proofOf(string(body)))
		golden := strings.TrimSuffix(file, ".md") + ".proof"
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil || got != string(want) {
			t.Errorf("%s: %v\n%s", file, err, got)
		}
	}
}

func TestSameProofSameBytes(t *testing.T) {
	p := proofOf(strings.Repeat("A crane stood in the harbour, **still**, and waited. ", 400))
	var one, two bytes.Buffer
	if err := errors.Join(Write(&one, p), Write(&two, p)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) || !bytes.HasPrefix(one.Bytes(), []byte("%PDF-1.")) {
		t.Errorf("%d and %d bytes, %q", one.Len(), two.Len(), one.Bytes()[:8])
	}
}

func TestLettersThatCannotBeSet(t *testing.T) {
	for body, script := range map[string]string{"سفينة في الميناء": "Arabic", "起重机在等待": "Han", "המנוף מחכה": "Hebrew"} {
		err := Write(&bytes.Buffer{}, proofOf(body))
		if !errors.Is(err, ErrScript) || !strings.Contains(err.Error(), script) {
			t.Errorf("%s: %v", body, err)
		}
	}
	for _, body := range []string{"Кран чекає, ґанок, 500 ₴", "Ο γερανός περιμένει", "Łódź, Škoda, İzmir, điện: 5 € – «ça»"} {
		if err := Write(&bytes.Buffer{}, proofOf(body)); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// What lies beyond the type's last place is a box on the page, wherever it
// stands, and no reason to have no proof.
func TestSignsWithoutAPlace(t *testing.T) {
	p := proofOf("A crane 🏗\ufe0f waits.\U000E0041\U000E007F")
	p.Newsroom, p.Story.Slugline = "Courier 🗞", "CRANE\U000E007F"
	if err := Write(&bytes.Buffer{}, p); err != nil {
		t.Fatal(err)
	}
	if set := drawn(p); !strings.Contains(set, "A crane □") || !strings.Contains(set, "waits.\n") {
		t.Errorf("set as %q", set)
	}
}

// Law: every word of the copy stands on the proof, in order, but for signs
// without a place, and no line is wider than the column.
func FuzzEveryWordIsSet(f *testing.F) {
	for _, seed := range []string{"One **two** three.", "- a\n- b\n\n> c d", "| a | b |\n|---|---|\n| c | d |", strings.Repeat("x", 500), "a[^1]\n\n[^1]: note", "![alt](media/x \"said\")\n\n:::factbox\n## t\nw\n:::"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 4000 || len(foreign(content(proofOf(body)))) > 0 {
			return
		}
		p := proofOf(body)
		s := newSheet(p)
		var set strings.Builder
		for _, text := range content(p) {
			for _, line := range s.lines(text) {
				wide := 0.0
				for _, r := range line {
					s.font(text.size, r.look)
					wide += s.pdf.GetStringWidth(strings.TrimRight(r.text, " "))
					set.WriteString(r.text)
				}
				if letters(line) > 1 && wide > column-text.indent+1 {
					t.Errorf("a line of %.1f mm: %v", wide, line)
				}
			}
		}
		rest := bare(set.String())
		for _, word := range strings.Fields(settable(p.Doc.Text)) {
			_, after, found := strings.Cut(rest, bare(word))
			if !found {
				t.Fatalf("%q of %q is not set", word, p.Doc.Text)
			}
			rest = after
		}
	})
}

func letters(line []run) (n int) {
	for _, r := range line {
		n += len([]rune(strings.TrimSpace(r.text)))
	}
	return n
}

// bare is a text without its white space: where lines end is another matter.
func bare(text string) string { return strings.Join(strings.Fields(text), "") }

// What is printed says the same as the PDF would, in letters that no PDF has.
func TestPrintedInAnyWriting(t *testing.T) {
	p := proofOf("تنتظر **الرافعة** 🏗.\n\n- [واحد](https://example.org/a)")
	p.Stamps = []string{"ON HOLD", "EMBARGOED UNTIL 00.01"}
	printed := Print(p)
	if printed.Name != "The crane waits" || printed.Stamp != "ON HOLD · EMBARGOED UNTIL 00.01" || !strings.HasPrefix(printed.Pulled, "revision 7, ") {
		t.Errorf("headed %+v", printed)
	}
	var all []string
	for _, text := range printed.Texts {
		line := fmt.Sprint(text.Size, text.Indent, text.Plain, " ")
		for _, r := range text.Runs {
			line += map[bool]string{true: "*"}[r.Bold] + r.Text
		}
		all = append(all, line)
	}
	got := strings.Join(all[len(all)-4:], "\n")
	want := "110 0 false تنتظر *الرافعة 🏗.\n110 60 false •  واحد [1]\n90 0 true *Links\n90 0 true 1. https://example.org/a"
	if got != want {
		t.Errorf("printed\n%s", got)
	}
}

// A story that must not go out yet says so on every sheet, on one line however
// long its zones are.
func TestTheStampIsOnEverySheet(t *testing.T) {
	p := proofOf(strings.Repeat("A crane stood in the harbour and waited for the tide to turn.\n\n", 200))
	p.Stamps = []string{"KILLED: MUST NOT BE USED", "EMBARGOED UNTIL 00:01, 3 December 2026 America/Argentina/Buenos_Aires (03:01, 3 December 2026 America/Argentina/ComodRivadavia)"}
	s := newSheet(p)
	s.pdf.SetCompression(false)
	for _, text := range content(p) {
		s.set(text)
	}
	if size := s.fitted(p.stamp(), 11); size < 5 || size > 8 {
		t.Errorf("set in %.1f points", size)
	}
	var pdf bytes.Buffer
	if err := s.write(&pdf); err != nil {
		t.Fatal(err)
	}
	const red = "0.667 0.078 0.078 rg"
	if sheets, stamped := s.pdf.PageNo(), bytes.Count(pdf.Bytes(), []byte(red)); sheets < 4 || stamped != sheets {
		t.Errorf("%d sheets, %d stamped", sheets, stamped)
	}
}
