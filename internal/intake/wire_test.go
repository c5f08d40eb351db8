package intake

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestShowExamples(t *testing.T) {
	dir := "/work/shared/schemas"
	files, _ := filepath.Glob(dir + "/ninjs/examples/documentation/includes/examples/*/*.json")
	more, _ := filepath.Glob(dir + "/ninjs/examples/examples/*/*.json")
	xml, _ := filepath.Glob(dir + "/newsml-g2/examples/*.xml")
	for _, f := range append(append(files, more...), xml...) {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		kind, err := Detect(f, data)
		if err != nil {
			t.Log(filepath.Base(f), "DETECT", err)
			continue
		}
		items, err := Items(kind, data, Options{})
		if err != nil {
			t.Log(filepath.Base(f), "ITEMS", err)
			continue
		}
		for it := range items {
			if it.Err != nil {
				t.Log(filepath.Base(f), it.Name, "ERR", it.Err, it.Kill)
				continue
			}
			b, _ := json.MarshalIndent(it.Article, "", " ")
			r, _ := json.MarshalIndent(it.Receipt, "", " ")
			if strings.Contains(os.Getenv("SHOW"), filepath.Base(f)) {
				t.Logf("%s %s\n%s\n%s", f, it.Name, b, r)
			} else {
				t.Log(filepath.Base(f), it.Name, it.Article.Headlines.Main, len(it.Article.Body), len(it.Receipt.Dropped))
			}
		}
	}
}
