package markup

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestBudget: whatever the body, the answer comes soon after the deadline, it
// is a Doc or ErrBudget, and no parse is left running.
func TestBudget(t *testing.T) {
	d := New()
	over := 0
	for name, source := range hostile() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
		_, err := d.ParseWithin(ctx, source, nil)
		cancel()
		if errors.Is(err, ErrBudget) {
			over++
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if over == 0 {
		t.Error("nothing was hostile enough")
	}
	for range maxRunning { // blocks for ever while a parse goes on
		d.slots <- struct{}{}
	}
}

func TestTooLarge(t *testing.T) {
	_, err := New().ParseWithin(context.Background(), strings.Repeat("a", MaxSource+1), nil)
	if !errors.Is(err, ErrBudget) {
		t.Errorf("got %v", err)
	}
}

// TestWaiting: while every slot is stuck, a call waits no longer than its own
// deadline, and says which.
func TestWaiting(t *testing.T) {
	d := New()
	for range maxRunning {
		d.slots <- struct{}{}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := d.ParseWithin(ctx, "a", nil)
	if !errors.Is(err, ErrBudget) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestPanic: a fault in the parser is an error of the call, not the end of the
// program.
func TestPanic(t *testing.T) {
	broken := &Dialect{slots: make(chan struct{}, 1)}
	if _, err := broken.ParseWithin(context.Background(), "a", nil); err == nil || errors.Is(err, ErrBudget) {
		t.Errorf("got %v", err)
	}
}

// TestTogether: many goroutines get from one Dialect what one gets.
func TestTogether(t *testing.T) {
	d := New()
	cases := readCases(t)
	want := make([]Doc, len(cases))
	for i, c := range cases {
		want[i] = New().Parse(c.source, pictures)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for i, c := range cases {
				got, err := d.ParseWithin(t.Context(), c.source, pictures)
				if err != nil || !reflect.DeepEqual(got, want[i]) {
					t.Errorf("%s differs (%v)", c.path, err)
				}
			}
		})
	}
	group.Wait()
}

// hostile sources make a Markdown parser slower than their length.
func hostile() map[string]string {
	rep := strings.Repeat
	var ladder, chain, refs, deep strings.Builder
	for i := 1; i < 1999; i++ {
		ladder.WriteString("e" + rep("`", i))
	}
	for i := range 5000 {
		fmt.Fprintf(&chain, "[^%d]: see [^%d]\n\n", i, i+1)
	}
	for i := range 15000 {
		fmt.Fprintf(&refs, "[r%d]: /u\n", i)
	}
	for i := range 600 {
		deep.WriteString(rep("  ", i) + "- x\n")
	}
	return map[string]string{
		"emphasis mismatch":  rep("*a_ ", 20000),
		"emphasis of three":  rep("a**b", 20000) + rep("c* ", 20000),
		"emphasis nested":    rep("*a **a ", 50000) + rep("** *", 50000),
		"strong nested":      rep("**a ", 100000) + rep(" a**", 100000),
		"strike nested":      rep("~~a ", 100000) + rep(" a~~", 100000),
		"brackets":           rep("[", 50000) + rep("]", 50000),
		"images":             rep("![", 50000) + rep("]", 50000),
		"links":              rep("[a](", 50000),
		"links nested":       rep("[", 50000) + "a" + rep("](b)", 50000),
		"link titles":        rep("[a](b \"", 50000),
		"link angle":         rep("[a](<b", 100000),
		"backtick ladder":    ladder.String(),
		"quotes deep":        rep("> ", 50000) + "a",
		"quotes deep lines":  rep(rep("> ", 300)+"a\n", 300),
		"list deep":          deep.String(),
		"lists in a line":    rep("- ", 50000) + "a",
		"list long":          rep("- a\n", 300000),
		"footnotes chained":  "[^0]\n\n" + chain.String(),
		"footnote refs":      rep("[^a]", 100000) + "\n\n[^a]: b",
		"footnote bangs":     rep("![^", 100000),
		"references":         refs.String() + "\n" + rep("[r1]", 1000),
		"references lines":   rep("[a\n", 300000),
		"reference apart":    strings.ReplaceAll(refs.String(), "\n", "\n\n"),
		"table wide":         rep("|a", 5000) + "|\n" + rep("|-", 5000) + "|\n" + rep("|b|\n", 200),
		"table fill":         rep("|a", 5000) + "|\n" + rep("|-", 5000) + "|\n" + rep("b\n", 200000),
		"table pipes":        "|a|b|\n|-|-|\n" + rep("|`\\|`|b|\n", 40000),
		"table delims":       rep("|-\n", 300000),
		"table many":         rep("|a|\n|-|\n|b|\n\n", 100000),
		"containers deep":    rep(":::a\n", 100000),
		"containers closing": rep(":::a\n", 40) + rep(":::\n", 100000),
		"containers ladder": func() string {
			var b strings.Builder
			for i := 3; i < 1500; i++ {
				b.WriteString(rep(":", i) + "a\n")
			}
			return b.String()
		}(),
		"fences":           rep("```\n", 300000),
		"marks open":       rep("{==", 300000),
		"marks close":      rep("{==a==}{>>b", 100000),
		"marks":            rep("{==a==}{>>cq: b<<}", 60000),
		"comments":         rep("{>>", 400000),
		"attributes":       rep("![a](b){a=\"", 50000),
		"autolinks":        rep("<a:", 300000),
		"autolinks mail":   rep("<a@", 300000),
		"autolink dots":    "<" + rep("a.", 500000),
		"html":             rep("<a b=\"", 200000),
		"html comments":    rep("<!--", 300000),
		"entities":         rep("&#x", 400000),
		"one word":         rep("a", 1<<20),
		"one line":         rep("word ", 400000),
		"lines":            rep("a\n", 800000),
		"paragraphs":       rep("a\n\n", 600000),
		"tabs":             rep("\t", 500000) + "a",
		"tab lines":        rep("\ta\n", 400000),
		"spaces":           rep(" ", 1<<20),
		"backslashes":      rep("\\", 1<<20),
		"headings":         rep("# a\n", 400000),
		"headings same":    rep("## same\n\n", 100000),
		"rules":            rep("---\n", 400000),
		"hash marks":       "#" + rep(" #", 800000),
		"hard breaks":      rep("a  \n", 300000),
		"nul":              rep("\x00", 1<<20),
		"bad utf8":         rep("\xff", 1<<20),
		"carriage returns": rep("a\r\n", 500000),
		"quotes lazy":      rep("> a\nb\n", 200000),
		"quote list":       rep("> - ", 40000) + "a",
		"under and star":   rep("_*", 200000),
		"ordered":          rep("1. a\n\n", 200000),
		"TKs":              rep("TK ", 500000),
		"XXs":              rep("XX ", 500000),
		"XX lines":         rep("in XX\n\n", 200000),
		"checked TKs":      rep("{==TK==}{>>cq<<} ", 60000),
		"TK brackets":      rep("[TK", 300000),
		"code TK":          rep("`TK` ", 200000),
		"escaped":          rep("\\*", 500000),
		"definition title": "[a]: b '" + rep("x\n", 300000),
		"emph in links":    rep("[*a](b)", 50000),
		"emph in links 2":  rep("*[*a*](b)", 50000) + rep("*", 5000),
	}
}
