package page

import (
	"testing"
	"time"

	"stet/internal/markup"
)

// BenchmarkFull prints what the whole document takes beside reading the body.
func BenchmarkFull(b *testing.B) {
	in := sample(b)
	d := markup.New()
	var page, body time.Duration
	for b.Loop() {
		start := time.Now()
		made(Full, in)
		page += time.Since(start)
		start = time.Now()
		d.Parse(in.Article.Body, in.Article.Pictures)
		body += time.Since(start)
	}
	b.ReportMetric(float64(page)/float64(body), "times-parse")
	b.ReportMetric(float64(page.Microseconds())/float64(b.N), "µs/page")
}
