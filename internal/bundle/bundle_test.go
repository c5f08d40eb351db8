package bundle

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/markup"
)

func TestSmoke(t *testing.T) {
	d := markup.New()
	a := article.Article{ID: "0197a2c4-0000-7000-8000-000000000001", Rev: 3, Body: "Hello {==world==}{>>cq: ML<<} there.\n\n:::note\nSECRET\n:::\n\n## Cross\n\nMore."}
	a.Headlines.Main = "A bridge opens"
	s := Story{Article: a, Doc: d.Parse(a.Body, nil), Section: desk.Section{Name: "World", Slug: "world"}}
	for _, out := range []string{"b", "b.zip"} {
		p := filepath.Join(t.TempDir(), out)
		r, err := Write(context.Background(), Request{Stories: []Story{s}, House: article.DefaultHouse(), Program: "stet 0.1.0"}, p)
		t.Logf("%+v %v", r, err)
		rep, err := Verify(p)
		t.Logf("%+v %v", rep, err)
		os.RemoveAll("/tmp/smoke-" + out)
		os.Rename(p, "/tmp/smoke-"+out)
	}
}
