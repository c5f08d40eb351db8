package newsroom_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// scenery is a JPEG file with something to see in every part of it.
func scenery(t testing.TB, width, height, n int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.SetRGBA(x, y, color.RGBA{uint8(x*x/97 + n*31), uint8(y + x/3), uint8((x ^ y) + n), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// album is a story with so many pictures.
func album(t testing.TB, room *newsroom.Room, pictures, width, height int) article.Article {
	t.Helper()
	a := take(t, room, ferry)
	for i := range pictures {
		p, err := room.TakePicture(t.Context(), "", scenery(t, width, height, i))
		if err == nil {
			a, err = room.AddPicture(a.ID, p.Picture, i == 0)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return a
}

func digestOf(t testing.TB, room *newsroom.Room, id article.ID) string {
	t.Helper()
	made, err := room.Export(t.Context(), newsroom.ExportRequest{
		Selection: newsroom.Selection{IDs: []article.ID{id}}, Out: filepath.Join(t.TempDir(), "bag")})
	if err != nil {
		t.Fatal(err)
	}
	return made.Digest
}

// renditionFiles lists what is kept of renditions.
func renditionFiles(t testing.TB, dir string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(dir, "renditions"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return paths
}

// A package has the same bytes whatever became of the renditions that were
// kept, and the digest of all its files says so.
func TestKeptRenditionsChangeNoPackage(t *testing.T) {
	dir := t.TempDir()
	room := open(t, dir)
	a := album(t, room, 2, 1200, 800)
	cold := digestOf(t, room, a.ID)
	kept := renditionFiles(t, dir)
	if len(kept) != 3+3+3 { // two ladders, and the crops of the lead picture
		t.Fatalf("%d renditions were kept", len(kept))
	}
	old := time.Now().Add(-time.Minute)
	for _, path := range kept {
		must(t, os.Chtimes(path, old, old))
	}
	same := func(what string, made int) {
		t.Helper()
		if warm := digestOf(t, room, a.ID); warm != cold {
			t.Errorf("%s: the package is another", what)
		}
		fresh := 0
		for _, path := range renditionFiles(t, dir) {
			if info, err := os.Stat(path); err == nil && info.ModTime().After(old.Add(time.Second)) {
				fresh++
				must(t, os.Chtimes(path, old, old))
			}
		}
		if fresh != made {
			t.Errorf("%s: %d renditions were made, want %d", what, fresh, made)
		}
	}
	same("warm", 0)
	whole, err := os.ReadFile(kept[0])
	must(t, err)
	for name, data := range map[string][]byte{"cut off": whole[:len(whole)-9], "empty": nil, "flipped": append(whole[:len(whole)-9:len(whole)-9], make([]byte, 9)...)} {
		must(t, os.WriteFile(kept[0], data, 0o600))
		must(t, os.WriteFile(kept[1], whole, 0o600)) // another's
		same(name, 2)
	}
	must(t, os.RemoveAll(filepath.Join(dir, "renditions")))
	same("deleted", len(kept))
	must(t, os.RemoveAll(filepath.Join(dir, "renditions")))
	must(t, os.WriteFile(filepath.Join(dir, "renditions"), nil, 0o600)) // no folder can be made here
	if digestOf(t, room, a.ID) != cold {
		t.Error("with nowhere to keep them: the package is another")
	}
}

// What the preview showed need not be made for the package.
func TestThePackageTakesWhatThePreviewShowed(t *testing.T) {
	dir := t.TempDir()
	room := open(t, dir)
	a := album(t, room, 1, 1200, 800)
	for _, width := range []int{480, 960, 1600} {
		if _, err := room.Asset(t.Context(), fmt.Sprintf("%s-%d", a.LeadPicture, width)); err != nil {
			t.Fatal(err)
		}
	}
	if kept := len(renditionFiles(t, dir)); kept != 3 {
		t.Fatalf("%d are kept", kept)
	}
	digestOf(t, room, a.ID)
	if kept := len(renditionFiles(t, dir)); kept != 6 { // the crops
		t.Errorf("%d are kept after the package: the preview's are other files", kept)
	}
}

// BenchmarkPicturesAgain packs a story of pictures as cameras make them, twice.
// The figure to read is "warm/cold".
func BenchmarkPicturesAgain(b *testing.B) {
	dir := b.TempDir()
	room, err := newsroom.Open(newsroom.Options{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	defer room.Close()
	a := album(b, room, 20, 3000, 2000)
	var cold, warm time.Duration
	for b.Loop() {
		must(b, os.RemoveAll(filepath.Join(dir, "renditions")))
		begin := time.Now()
		digestOf(b, room, a.ID)
		cold += time.Since(begin)
		begin = time.Now()
		digestOf(b, room, a.ID)
		warm += time.Since(begin)
	}
	b.ReportMetric(cold.Seconds()/float64(b.N), "s-cold")
	b.ReportMetric(warm.Seconds()/float64(b.N), "s-warm")
	b.ReportMetric(float64(warm)/float64(cold), "warm/cold")
}
