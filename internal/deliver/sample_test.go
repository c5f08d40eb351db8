package deliver_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/desk"
	"stet/internal/markup"
)

func sample(id article.ID) article.Article {
	now := time.Now().UTC().Truncate(time.Second)
	a := article.Article{
		ID: id, Rev: 1, Status: article.Ready, Section: "Harbour & Sea", Bylines: []string{"Mara Lind"}, Slug: "harbour-wall-" + string(id)[24:],
		Standfirst: "A decade of delay & doubt ends.", Keywords: []string{"Dredging", "R&D"}, Language: "en",
		Overline: "Port", Body: "The wall is **old** & “cracked”.\n\n## What next\n\n- stone\n- time\n\n> It will hold.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![](media/" + harbour + ")\n\nLast [link](https://example.test/x?a=1&b=2).\n",
		Created: now.Add(-time.Hour), Updated: now.Add(-time.Minute), LeadPicture: harbour,
		Pictures: []article.Picture{{ID: harbour, Type: "image/jpeg", Width: 160, Height: 120, Alt: "The harbour at dawn", Caption: "Dawn", Credit: "A. Berg"}},
	}
	a.Headlines.Main = "Harbour wall to be raised"
	return a
}

var jpegBytes = func() []byte {
	m := image.NewRGBA(image.Rect(0, 0, 160, 120))
	for i := range 160 * 120 {
		m.Set(i%160, i/160, color.RGBA{uint8(i), uint8(i / 160), 80, 255})
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		panic(err)
	}
	return out.Bytes()
}()

var harbour = func() string { sum := sha256.Sum256(jpegBytes); return hex.EncodeToString(sum[:]) }()

// packed is the bundle of one story.
func packed(t *testing.T, a article.Article, formats ...string) *bundle.Opened {
	t.Helper()
	house := article.DefaultHouse()
	house.Name, house.BaseURL = "The Quay Post", "https://quay.example/"
	out := filepath.Join(t.TempDir(), strings.ReplaceAll(a.Slug, "/", "-")+".zip")
	_, err := bundle.Write(t.Context(), bundle.Request{
		House: house, Program: "stet test", Profile: bundle.Profile{Name: "test", Formats: append([]string{"markdown"}, formats...)},
		Stories: []bundle.Story{{
			Article: a, Doc: markup.New().Parse(a.Body, a.Pictures), Section: desk.Section{ID: "s", Name: a.Section, Slug: "harbour"},
			Picture: func(string) ([]byte, error) { return jpegBytes, nil },
		}},
	}, out)
	if err != nil {
		t.Fatal(err)
	}
	o, err := bundle.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	return o
}
