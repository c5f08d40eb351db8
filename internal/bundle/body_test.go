package bundle

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"stet/internal/article"
)

// leaves is what publicBody makes of a source.
func leaves(t *testing.T, source string) (string, error) {
	t.Helper()
	a := article.Article{Body: source}
	return publicBody(t.Context(), dialect, &a, dialect.Parse(source, nil))
}

func TestBodies(t *testing.T) {
	cases, err := txtar.ParseFile("testdata/body.txtar")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range cases.Files {
		texts[f.Name] = string(f.Data)
	}
	for _, f := range cases.Files {
		name, ok := strings.CutSuffix(f.Name, ".in")
		if !ok {
			continue
		}
		got, err := leaves(t, string(f.Data))
		if want := texts[name+".out"]; err != nil || strings.TrimRight(got, "\n") != strings.TrimRight(want, "\n") {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got, want)
		}
	}
}

// A body of random make, in which SECRET stands in notes and comments only and
// every word of the copy has a number.
type composer struct {
	r    *rand.Rand
	word int
}

func (c *composer) copy() string {
	c.word++
	word := fmt.Sprintf("word%d", c.word)
	switch c.r.IntN(5) {
	case 0:
		return "{==" + word + "==}{>>cq: SECRET<<}"
	case 1:
		return word + " {>>SECRET<<}"
	case 2:
		return "**" + word + "**"
	}
	return word
}

// block gives lines; depth is how many more containers may stand around.
func (c *composer) block(depth int) []string {
	fence := strings.Repeat(":", 3+depth)
	switch kind := c.r.IntN(7); {
	case kind == 0:
		lines := []string{fence + []string{"note", " note", "NOTE x"}[c.r.IntN(3)], "SECRET {>>SECRET<<}"}
		if depth > 0 && c.r.IntN(2) == 0 {
			lines = append(lines, "", strings.Repeat(":", 2+depth)+"factbox", "SECRET", strings.Repeat(":", 2+depth))
		}
		return append(lines, fence)
	case kind == 1 && depth > 0:
		lines := append([]string{fence + []string{"factbox", "correction", "stranger"}[c.r.IntN(3)]}, c.blocks(depth-1)...)
		return append(lines, fence)
	case kind == 2 && depth > 0:
		lines := []string{}
		for _, line := range c.blocks(depth - 1) {
			lines = append(lines, strings.TrimRight("> "+line, " "))
		}
		return lines
	case kind == 3:
		return []string{"## " + c.copy()}
	}
	return []string{c.copy() + " " + c.copy(), c.copy()}
}

func (c *composer) blocks(depth int) []string {
	lines := []string{}
	for range 1 + c.r.IntN(3) {
		lines = append(append(lines, c.block(depth)...), "")
	}
	return lines
}

func TestSecretsNeverLeave(t *testing.T) {
	const seed = 20261122
	for n := range 1500 {
		c := &composer{r: rand.New(rand.NewPCG(seed, uint64(n)))}
		source := strings.Join(c.blocks(2), "\n")
		got, err := leaves(t, source)
		if err != nil {
			t.Fatalf("%d: %v\n%s", n, err, source)
		}
		if strings.Contains(got, "SECRET") {
			t.Fatalf("%d: leaks\n%s\nfrom\n%s", n, got, source)
		}
		for word := range c.word {
			if !strings.Contains(got, fmt.Sprintf("word%d", word+1)) {
				t.Fatalf("%d: word%d is lost\n%s\nfrom\n%s", n, word+1, got, source)
			}
		}
	}
}

// FuzzBody: whatever the body, either it leaves with the same words to read
// and no mark, or it does not leave.
func FuzzBody(f *testing.F) {
	cases, err := txtar.ParseFile("testdata/body.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range cases.Files {
		f.Add(string(c.Data))
	}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 4000 {
			return
		}
		source = article.Lines(source)
		got, err := leaves(t, source)
		if errors.Is(err, ErrNotes) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		before, after := dialect.Parse(source, nil), dialect.Parse(got, nil)
		if !sameWords(before.Text, after.Text) || len(after.Marks) > 0 {
			t.Errorf("%q\nleft as\n%q", source, got)
		}
		again, err := leaves(t, got)
		if err != nil || again != got {
			t.Errorf("%q\nis not at rest: %q %v", got, again, err)
		}
	})
}
