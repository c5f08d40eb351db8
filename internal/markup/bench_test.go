package markup

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// thousandWords is a news body of about that length.
func thousandWords(tb testing.TB) string {
	tb.Helper()
	b, err := os.ReadFile("testdata/story.md")
	if err != nil {
		tb.Fatal(err)
	}
	var story strings.Builder
	for CountWords(story.String()) < 1000 {
		story.Write(b)
		story.WriteString("\n\n")
	}
	return story.String()
}

// BenchmarkParse prints how much longer a Doc takes than bare goldmark with
// the same extensions on the same text, in the same run.
func BenchmarkParse(b *testing.B) {
	source := thousandWords(b)
	d := New()
	bare := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote))
	yardstick := func() {
		var out bytes.Buffer
		if err := bare.Convert([]byte(source), &out); err != nil {
			b.Fatal(err)
		}
	}
	yardstick()
	d.Parse(source, nil)
	var ours, theirs time.Duration
	for b.Loop() {
		start := time.Now()
		d.Parse(source, nil)
		ours += time.Since(start)
		start = time.Now()
		yardstick()
		theirs += time.Since(start)
	}
	b.ReportMetric(float64(ours)/float64(theirs), "times-goldmark")
	b.ReportMetric(float64(ours.Microseconds())/float64(b.N), "µs/parse")
}

func BenchmarkPolicy(b *testing.B) {
	source := thousandWords(b)
	d := New()
	html := d.Parse(source, nil).HTML
	for b.Loop() {
		d.policy.Sanitize(html)
	}
}
