// Goldmark is the yardstick of the preview: parsing and rendering a text with
// goldmark alone, nothing around it.
//
// usage: goldmark FILE.md    prints p50 and p95 in milliseconds
package main

import (
	"bytes"
	"fmt"
	"log"
	"os"
	"slices"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

const rounds = 200

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: goldmark FILE.md")
	}
	source, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote))
	times := make([]time.Duration, 0, rounds)
	for range rounds {
		var out bytes.Buffer
		start := time.Now()
		if err := md.Convert(source, &out); err != nil {
			log.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	fmt.Printf("p50 %.3f p95 %.3f\n", ms(times[rounds/2]), ms(times[rounds*95/100]))
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
