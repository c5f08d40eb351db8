package markup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestX(t *testing.T) {
	d := New()
	for name, src := range hostile() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		var m0, m1 runtime.MemStats
		runtime.ReadMemStats(&m0)
		start := time.Now()
		doc, err := d.ParseWithin(ctx, src, nil)
		took := time.Since(start)
		runtime.ReadMemStats(&m1)
		cancel()
		ctx, cancel = context.WithTimeout(context.Background(), 50*time.Millisecond)
		start = time.Now()
		_, err2 := d.ParseWithin(ctx, src, nil)
		t2 := time.Since(start)
		cancel()
		fmt.Printf("%-20s len %8d  full %8v mem %5dMB html %8d err=%v | 50ms: %v %v\n", name, len(src), took.Round(time.Millisecond), (m1.TotalAlloc-m0.TotalAlloc)>>20, len(doc.HTML), err != nil, t2.Round(time.Millisecond), errors.Is(err2, ErrBudget))
	}
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
		_ = i
	}
	for i := range 15000 {
		fmt.Fprintf(&refs, "[r%d]: /u\n", i)
	}
	for i := range 600 {
		deep.WriteString(rep("  ", i) + "- x\n")
	}
	_ = os.Stdout
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
		"TK brackets":      rep("[TK", 300000),
		"code TK":          rep("`TK` ", 200000),
		"escaped":          rep("\\*", 500000),
		"definition title": "[a]: b '" + rep("x\n", 300000),
		"emph in links":    rep("[*a](b)", 50000),
		"emph in links 2":  rep("*[*a*](b)", 50000) + rep("*", 5000),
	}
}
