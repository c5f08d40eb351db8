package newsroom_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/picture"
	"stet/internal/store"
)

// grey is a JPEG file of one colour, with a comment.
func grey(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil); err != nil {
		t.Fatal(err)
	}
	return append(append([]byte{0xff, 0xd8}, "\xff\xfe\x00\x08SECRET"...), b.Bytes()[2:]...)
}

func TestAPictureOfAStory(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	data := grey(t, 1000, 500)
	taken, err := room.TakePicture(t.Context(), "quay.jpg", data)
	if err != nil {
		t.Fatal(err)
	}
	if p := taken.Picture; p.Width != 1000 || p.Height != 500 || p.Name != "quay.jpg" || strings.Join(p.Private, ";") != "comments" {
		t.Errorf("taken: %+v", p)
	}
	for range 2 { // the second time nothing changes
		if a, err = room.AddPicture(a.ID, taken.Picture, true); err != nil {
			t.Fatal(err)
		}
	}
	if a.Rev != 2 || len(a.Pictures) != 1 || a.LeadPicture != taken.Picture.ID {
		t.Errorf("added: revision %d, %+v", a.Rev, a.Pictures)
	}
	word := taken.Picture.ID[:12]
	a, err = room.SetPicture(a.ID, word, map[string]string{"alt": "A  quay\n", "focus": "0.25 1", "shape": "1:1"})
	if err != nil {
		t.Fatal(err)
	}
	if p := a.Pictures[0]; p.Alt != "A quay" || p.FocusX != 250 || p.FocusY != 1000 || p.Shape != article.Square {
		t.Errorf("set: %+v", p)
	}
	for _, c := range []struct {
		word, field, value string
		want               error
	}{
		{word, "focus", "0.25", article.ErrValue}, {word, "focus", "2 2", article.ErrValue}, {word, "focus", "a b", article.ErrValue},
		{word, "shape", "5:4", article.ErrValue}, {word, "name", "x", article.ErrField},
		{"ffff", "alt", "x", newsroom.ErrNoPicture}, {"", "alt", "x", newsroom.ErrNoPicture},
	} {
		if _, err := room.SetPicture(a.ID, c.word, map[string]string{c.field: c.value}); !errors.Is(err, c.want) {
			t.Errorf("%s %s=%s: %v", c.word, c.field, c.value, err)
		}
	}
	if a, err = room.RemovePicture(a.ID, word); err != nil || len(a.Pictures) != 0 || a.LeadPicture != "" {
		t.Errorf("removed: %+v, %v", a.Pictures, err)
	}
	if kept, err := room.Asset(t.Context(), taken.Picture.ID); err != nil || !bytes.Equal(kept, data) {
		t.Errorf("the original is another: %v", err)
	}
}

// The preview asks for the very files that the bundle will have.
func TestThePreviewShowsWhatShips(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	taken, err := room.TakePicture(t.Context(), "quay.jpg", grey(t, 1000, 500))
	if err != nil {
		t.Fatal(err)
	}
	id := taken.Picture.ID
	if a, err = room.AddPicture(a.ID, taken.Picture, true); err != nil {
		t.Fatal(err)
	}
	if a, err = room.SetPicture(a.ID, id, map[string]string{"shape": "1:1", "focus": "1 0", "alt": "A quay", "credit": "Jo"}); err != nil {
		t.Fatal(err)
	}
	shown, err := room.Preview(t.Context(), newsroom.PreviewRequest{ID: a.ID})
	if err != nil {
		t.Fatal(err)
	}
	name := "/asset/" + id + "-1x1-500-1000-1"
	if !strings.Contains(shown.Frame, `<img src="`+name+`" alt="A quay" width="500" height="500"`) {
		t.Fatalf("the page does not show the crop:\n%s", shown.Frame)
	}
	out := filepath.Join(t.TempDir(), "bag")
	if _, err := room.Export(t.Context(), newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Out: out}); err != nil {
		t.Fatal(err)
	}
	shipped, err := os.ReadFile(filepath.Join(out, "data", "articles", a.Slug, "media", id+"-1x1-500.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 { // many ask at once
		group.Go(func() {
			seen, err := room.Asset(t.Context(), strings.TrimPrefix(name, "/asset/"))
			if err != nil || !bytes.Equal(seen, shipped) {
				t.Errorf("the preview has other bytes than the bundle: %v", err)
			}
		})
	}
	group.Wait()
	for _, name := range []string{strings.Repeat("0", 64), strings.Repeat("0", 64) + "-480", "../" + id} {
		if _, err := room.Asset(t.Context(), name); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if small, err := room.Asset(t.Context(), id+"-1600"); err != nil || len(small) == 0 {
		t.Errorf("more pixels than there are: %v", err)
	}
}

func TestRefusedPicturesAreNamed(t *testing.T) {
	room := open(t, t.TempDir())
	dir := t.TempDir()
	paths := []string{filepath.Join(dir, "gone.jpg")}
	for name, data := range map[string]string{"a.jpg": "<svg/>", "b.png": "no picture"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	good := filepath.Join(dir, "c.txt")
	if err := os.WriteFile(good, grey(t, 40, 30), 0o600); err != nil {
		t.Fatal(err)
	}
	batch, err := room.TakePictures(t.Context(), append(paths, good))
	if err != nil || len(batch.Taken) != 1 || len(batch.Refused) != 3 || batch.Refused[0].Problem.Code != newsroom.NotFound {
		t.Errorf("%+v, %v", batch, err)
	}
	for _, refused := range batch.Refused {
		if refused.Problem.Message == "" || refused.Problem.Hint == "" {
			t.Errorf("%s says nothing", refused.Name)
		}
	}
	if _, err := newsroom.ReadPicture(big(t)); !errors.Is(err, picture.ErrLarge) {
		t.Errorf("a file over the limit: %v", err)
	}
}

// big is a file without content that is over the limit.
func big(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "big.jpg")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, picture.MaxSize+1); err != nil {
		t.Fatal(err)
	}
	return path
}

// A picture within a paste is looked at as one from a file: a bomb is left out
// from its header, and the rest of the copy comes in.
func TestPicturesWithinAPaste(t *testing.T) {
	room := open(t, t.TempDir())
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 8, 6))); err != nil {
		t.Fatal(err)
	}
	held := func(data []byte) string {
		return "data:image/png;base64," + base64.StdEncoding.EncodeToString(data)
	}
	bomb, err := hex.DecodeString("89504e470d0a1a0a0000000d49484452000f4240000f42400800000000790667a1000000004944415435af061e") // a million by a million
	if err != nil {
		t.Fatal(err)
	}
	page := `<p>The crane waits at the quay tonight.<img alt="A quay" src="` + held(file.Bytes()) + `"></p><p>It is old.<img alt="A bomb" src="` + held(bomb) + `"></p>`
	in, err := room.PasteBody(newsroom.Paste{HTML: page, Text: "x"})
	if err != nil || len(in.Pictures) != 1 {
		t.Fatalf("%+v, %v", in, err)
	}
	id := in.Pictures[0].Picture.ID
	if want := "The crane waits at the quay tonight.\n\n![A quay](media/" + id + ")\n\nIt is old."; in.Markdown != want || in.Pictures[0].Picture.Alt != "A quay" {
		t.Errorf("%q", in.Markdown)
	}
	if n := in.Receipt.Changed; len(n) != 1 || n[0].Text != "A bomb" || n[0].Field != "pictures" {
		t.Errorf("%+v", n)
	}
	story, err := pasteStory(room, newsroom.Paste{HTML: page, Text: "x"})
	if err != nil {
		t.Fatal(err)
	}
	a, err := room.Story(story.ID)
	if err != nil || len(a.Pictures) != 1 || a.Pictures[0].ID != id || a.Pictures[0].Width != 8 || strings.Count(a.Body, "media/") != 1 {
		t.Errorf("%+v, %v", a, err)
	}
}
