package bundle

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"stet/internal/article"
)

// copyOf is a story of about 700 words with the usual elements.
func copyOf(n int) article.Article {
	r := rand.New(rand.NewPCG(uint64(n), 3))
	words := strings.Fields("harbour wall council tide morning builder stone engineer vote budget winter ferry crane fishing boat " +
		"said the of and to in a that for was on with as it at by from they had which one more than after before under")
	sentence := func() string {
		var b strings.Builder
		for i := range 8 + r.IntN(14) {
			w := words[r.IntN(len(words))]
			if i == 0 {
				w = strings.ToUpper(w[:1]) + w[1:]
			} else {
				b.WriteByte(' ')
			}
			if r.IntN(40) == 0 {
				w = "**" + w + "**"
			}
			b.WriteString(w)
		}
		return b.String() + "."
	}
	var body strings.Builder
	for p := range 16 {
		switch p {
		case 5, 11:
			fmt.Fprintf(&body, "## %s\n\n", strings.TrimSuffix(sentence(), "."))
		case 8:
			fmt.Fprintf(&body, "> \"%s\"\n\n", sentence())
		}
		fmt.Fprintf(&body, "%s %s [%s](https://quay.example/%d) %s\n\n", sentence(), sentence(), words[r.IntN(len(words))], p, sentence())
	}
	a := article.Article{
		ID: id(n + 1), Rev: 3, Status: article.Ready, Language: "en", Bylines: []string{"Mara Lind", "Jo Quill"}, Dateline: "OSLO",
		Standfirst: sentence(), Overline: "Harbour", Keywords: []string{"harbour", "sea", "budget"}, Slugline: "harbour-wall",
		Body: body.String(), Created: noon.AddDate(0, 0, -2), Updated: noon,
	}
	a.Headlines.Main, a.Headlines.Search = strings.TrimSuffix(sentence(), "."), "Harbour wall"
	return a
}

// alone is the yardstick: goldmark turns the same bodies into HTML, and the
// same files are written with one sync of the file system at the end.
func alone(b *testing.B, stories []article.Article, files map[string]string, names []string) time.Duration {
	b.Helper()
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote))
	dir := filepath.Join(b.TempDir(), "alone")
	begin := time.Now()
	for i := range stories {
		var out bytes.Buffer
		if err := md.Convert([]byte(stories[i].Body), &out); err != nil {
			b.Fatal(err)
		}
	}
	for _, name := range names {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(files[name]), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	if err := exec.Command("sync", "-f", dir).Run(); err != nil {
		b.Skip("sync -f is needed to write the same files as durably")
	}
	return time.Since(begin)
}

func exportAll(b *testing.B, stories []article.Article, out string) time.Duration {
	b.Helper()
	begin := time.Now()
	given := make([]Story, len(stories))
	err := inOrder(context.Background(), len(stories), func(int) int { return 1 },
		func(i int) (Story, error) { return told(stories[i]), nil },
		func(i int, s Story) error { given[i] = s; return nil })
	if err == nil {
		_, err = Write(context.Background(), request(given...), out)
	}
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(begin)
}

// BenchmarkExport renders and exports 1,000 stories in all formats. The figure
// to hold is "times-alone": at most 2.
func BenchmarkExport(b *testing.B) {
	stories := make([]article.Article, 1000)
	for i := range stories {
		stories[i] = copyOf(i)
	}
	for _, name := range []string{"folder", "folder.zip"} {
		b.Run(name, func(b *testing.B) {
			first := filepath.Join(b.TempDir(), "first")
			exportAll(b, stories, first)
			files := readAll(b, first)
			names := sortedKeys(files)
			var ours, theirs time.Duration
			for b.Loop() {
				b.StopTimer()
				theirs += alone(b, stories, files, names)
				b.StartTimer()
				ours += exportAll(b, stories, filepath.Join(b.TempDir(), name))
			}
			b.ReportMetric(ours.Seconds()/float64(b.N), "s-stet")
			b.ReportMetric(theirs.Seconds()/float64(b.N), "s-alone")
			b.ReportMetric(float64(ours)/float64(theirs), "times-alone")
		})
	}
}
