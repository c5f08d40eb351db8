package bundle

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"stet/internal/article"
)

func TestABundleOpensWithWhatItHolds(t *testing.T) {
	for _, name := range []string{"bag", "bag.zip"} {
		out, result := written(t, name, request(append(few(), told(canaries()))...))
		o, err := Open(out)
		if err != nil {
			t.Fatal(err)
		}
		defer o.Close()
		if o.Digest != result.Digest || len(o.Stories) != 4 || o.House != "The Quay Post" {
			t.Errorf("%s: digest %s, %d stories of %q", name, o.Digest, len(o.Stories), o.House)
		}
		s, ok := o.Story(id(7))
		if !ok || s.Rev != 4 || s.Headline != canary("headlines.main") || !s.FirstPublished.Equal(noon.Add(-5*3600e9)) {
			t.Errorf("%s: story %+v", name, s)
		}
		pages := o.Of(id(7), "html")
		if len(pages) != 1 {
			t.Fatalf("%s: pages %+v", name, pages)
		}
		if data, err := o.Read(pages[0]); err != nil || len(data) != pages[0].Size {
			t.Errorf("%s: %d bytes of the page, %v", name, len(data), err)
		}
		if _, err := o.Find("data/nothing"); !errors.Is(err, ErrNoFile) {
			t.Errorf("%s: a file that is not there: %v", name, err)
		}
	}
}

func TestWhatIsNotWholeIsNotOpened(t *testing.T) {
	out, _ := written(t, "bag", request(few()...))
	page := filepath.Join(out, "data/articles/harbour-wall-to-be-raised/index.html")
	o, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if err := os.WriteFile(page, []byte("<p>Other words"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Read(o.Of(id(1), "html")[0]); !errors.Is(err, ErrDamaged) {
		t.Errorf("a file that changed meanwhile: %v", err)
	}
	if _, err := Open(out); !errors.Is(err, ErrDamaged) {
		t.Errorf("a changed bundle: %v", err)
	}
}

func TestACopyHasTheSameDigest(t *testing.T) {
	folder, result := written(t, "bag", request(told(canaries())))
	zipped, _ := written(t, "bag.zip", request(told(canaries())))
	for _, from := range []string{folder, zipped} {
		o, err := Open(from)
		if err != nil {
			t.Fatal(err)
		}
		defer o.Close()
		for _, name := range []string{"copy", "copy.zip"} {
			to := filepath.Join(t.TempDir(), name)
			if err := o.CopyTo(t.Context(), to); err != nil {
				t.Fatal(err)
			}
			copied, err := Open(to)
			if err != nil {
				t.Fatal(err)
			}
			copied.Close()
			if copied.Digest != result.Digest {
				t.Errorf("%s of %s has another digest", name, from)
			}
		}
		if err := o.CopyTo(t.Context(), filepath.Dir(folder)); !errors.Is(err, ErrTarget) {
			t.Errorf("a copy onto what is no bundle: %v", err)
		}
	}
	if _, ok := (&Opened{}).Story(article.ID("")); ok {
		t.Error("a story that is not there was found")
	}
}
