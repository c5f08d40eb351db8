package bundle

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// What programs of others read of a bundle changes only on purpose. The pages
// have golden files of their own.
func TestGolden(t *testing.T) {
	out, _ := written(t, "bag", request(told(canaries())))
	files := readAll(t, out)
	for _, name := range []string{"article.md", "article.json"} {
		golden := filepath.Join("testdata", "golden", name)
		got := files["data/articles/canaryslugz/"+name]
		if *update {
			put(t, filepath.Dir(golden), name, got)
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is now\n%s", name, got)
		}
	}
}
