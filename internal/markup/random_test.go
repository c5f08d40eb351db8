package markup

import (
	"math/rand/v2"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
)

// pieces of Markdown that meet in odd places. A random body of these finds in
// a second what a byte fuzzer needs hours for.
var pieces = strings.Split("\n|\n\n|\n    |\t|  \n|\\\n| |a|word|TK|[TK]|é|😀|中|*|**|***|_|__|~~|~|`|``|```|\n```\n|\n~~~\n|[|]|](|)|![|](media/gate)|](https://e.org)|](javascript:x)|(|<|>|<https://e.org>|<b>|</b>|<!--|-->|&amp;|&#0;|&|\\|{|}|{==|==}|{>>|<<}|{credit=\"x\"}|\"|\n# |\n## |\n> |> |\n- |\n1. |\n  - |\n---\n|\n***\n|[^a]|\n[^a]: |\n[r]: /u\n|[r]|\n:::\n|\n::::\n|\n:::note\n|\n:::factbox T\n|\n::::pullquote W\n|\n:::embed https://e.org x\n|\n:::odd {a=\"b\"}\n|\r\n|\x00|\xff|\u2028|:|=|-|+|!|#|.|0",
	"|")

func TestRandomBodies(t *testing.T) {
	seed, rounds := uint64(1), 3000
	if s, err := strconv.ParseUint(os.Getenv("STET_SEED"), 10, 64); err == nil {
		seed, rounds = s, 300000
	}
	r := rand.New(rand.NewPCG(seed, 2))
	all := append(pieces, "|", "\n| a | b |\n|---|--:|\n| ", " | ", "\n|-|\n")
	d := New()
	for range rounds {
		var b strings.Builder
		for range 1 + r.IntN(40) {
			b.WriteString(all[r.IntN(len(all))])
		}
		source := b.String()
		start := time.Now()
		doc := d.Parse(source, pictures)
		if took := time.Since(start); took > time.Second {
			t.Logf("%v for %q", took, source)
		}
		holds(t, source, doc)
		if !reflect.DeepEqual(doc, d.Parse(source, pictures)) {
			t.Errorf("two parses differ")
		}
		if t.Failed() {
			t.Fatalf("seed %d, source %q", seed, source)
		}
	}
}
