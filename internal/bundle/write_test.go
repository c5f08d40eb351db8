package bundle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"image/jpeg"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/archive"
	"stet/internal/article"
)

func TestSameInputSameBytes(t *testing.T) {
	stories := append(few(), told(canaries()))
	first, result := written(t, "bag", request(stories...))
	want := readAll(t, first)
	firstZip, zipResult := written(t, "bag.zip", request(stories...))
	wantZip := readZip(t, firstZip)
	if result.Digest != zipResult.Digest || len(result.Digest) != 64 {
		t.Errorf("digest of the folder %s, of the zip %s", result.Digest, zipResult.Digest)
	}
	raw := wantZip[""]
	delete(wantZip, "")
	if !maps.Equal(want, wantZip) {
		t.Error("folder and zip hold different files")
	}
	// Another order, a repetition, another zone, another day.
	slices.Reverse(stories)
	stories = append(stories, stories[0])
	for i := range stories {
		stories[i].Article.Updated = stories[i].Article.Updated.In(time.FixedZone("", 9*3600))
	}
	again, _ := written(t, "other", request(stories...))
	if !maps.Equal(want, readAll(t, again)) {
		t.Error("the same stories gave another folder")
	}
	againZip, _ := written(t, "other.zip", request(stories...))
	if readZip(t, againZip)[""] != raw {
		t.Error("the same stories gave another zip")
	}
}

func TestBagInfo(t *testing.T) {
	out, result := written(t, "bag", request(few()...))
	info := readAll(t, out)["bag-info.txt"]
	for _, line := range []string{
		"Source-Organization: The Quay Post\n", "External-Identifier: urn:uuid:" + string(id(1)) + "\n",
		"Bagging-Date: 2026-11-20\n", "Bag-Software-Agent: stet 0.1.0\n", "Payload-Oxum: ",
	} {
		if strings.Count(info, line) != 1 {
			t.Errorf("bag-info.txt has not one line %q:\n%s", line, info)
		}
	}
	if result.Stories != 3 || !slices.Equal(result.Formats, Profiles[0].Formats) || result.Path != out {
		t.Errorf("result %+v", result)
	}
}

func TestFolders(t *testing.T) {
	story := func(n int, slug, headline string) Story {
		a := article.Article{ID: id(n), Rev: 1, Slug: slug, Body: "x"}
		a.Headlines.Main = headline
		return told(a)
	}
	stories, err := settle(request(
		story(4, "wall", "Four"), story(3, "wall", "Three"), story(1, "", "Wall"), story(2, "", "橋"), story(5, "con", "Five"), story(6, "", "🙂"),
	))
	if err != nil {
		t.Fatal(err)
	}
	got := map[article.ID]string{}
	for _, s := range stories {
		if s, err = s.whole(t.Context()); err != nil {
			t.Fatal(err)
		}
		got[s.Article.ID] = strings.TrimPrefix(s.folder, "data/articles/") + " " + s.Article.Slug
	}
	want := map[article.ID]string{
		id(1): "wall wall", id(3): "wall-2 wall", id(4): "wall-3 wall", id(5): "con-2 con",
		id(2): "story-" + string(id(2)) + " story-" + string(id(2)), id(6): "story-" + string(id(6)) + " story-" + string(id(6)),
	}
	if !maps.Equal(got, want) {
		t.Errorf("folders %v, want %v", got, want)
	}
}

func TestRefusedRequests(t *testing.T) {
	twice := []Story{few()[0], few()[0]}
	twice[1].Article.Rev++
	noID := few()
	noID[0].Article.ID = "7"
	cases := []struct {
		name string
		r    Request
		want error
	}{
		{"no story", request(), ErrEmpty},
		{"two revisions", request(twice...), ErrTwice},
		{"no id", request(noID...), article.ErrNoID},
		{"unknown format", Request{Stories: few(), Profile: Profile{Name: "fax", Formats: []string{"html", "fax"}}}, ErrProfile},
	}
	for _, c := range cases {
		out := filepath.Join(t.TempDir(), "new", "bag")
		if _, err := Write(t.Context(), c.r, out); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if _, err := os.Lstat(filepath.Dir(out)); err == nil {
			t.Errorf("%s: something was left behind", c.name)
		}
	}
	_, err := FindProfile("fax", nil)
	if !errors.Is(err, ErrProfile) || !strings.Contains(err.Error(), "wordpress") {
		t.Errorf("a profile that there is not is refused with %v", err)
	}
}

// beside lists a folder's entries.
func beside(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestCancelLeavesNothing(t *testing.T) {
	for _, name := range []string{"bag", "bag.zip"} {
		out, _ := written(t, name, request(few()...))
		before, err := Verify(out)
		if err != nil {
			t.Fatal(err)
		}
		for after := range 3 {
			ctx, cancel := context.WithCancel(t.Context())
			stories := few()
			for i := range stories {
				stories[i].Article.LeadPicture = harbour
				stories[i].Picture = func(string) ([]byte, error) {
					if i == after {
						cancel()
					}
					return []byte(gif), nil
				}
			}
			if _, err := Write(ctx, request(stories...), out); !errors.Is(err, context.Canceled) {
				t.Errorf("cancelled at story %d: %v", after, err)
			}
			cancel()
			if names := beside(t, filepath.Dir(out)); !slices.Equal(names, []string{name}) {
				t.Errorf("left behind: %v", names)
			}
			if now, err := Verify(out); err != nil || !now.OK || now.Files != before.Files {
				t.Errorf("the earlier bundle did not survive: %+v %v", now, err)
			}
		}
	}
}

func TestReplace(t *testing.T) {
	for _, name := range []string{"bag", "bag.zip"} {
		out, first := written(t, name, request(few()...))
		second, err := Write(t.Context(), request(few()[:1]...), out)
		if err != nil || second.Digest == first.Digest {
			t.Fatalf("%s: replacing an earlier bundle: %v", name, err)
		}
		if r, err := Verify(out); err != nil || !r.OK || r.Stories != 1 {
			t.Errorf("%s: after replacing: %+v %v", name, r, err)
		}
		if names := beside(t, filepath.Dir(out)); !slices.Equal(names, []string{name}) {
			t.Errorf("left behind: %v", names)
		}
	}
}

func TestReplaceNothingElse(t *testing.T) {
	cases := map[string]func(t *testing.T, out string){
		"a folder of a person's": func(t *testing.T, out string) { put(t, out, "notes.txt", "mine") },
		"a bag of another program": func(t *testing.T, out string) {
			copyTree(t, filepath.Join(conformance, "v1.0/valid/basicBag"), out)
		},
		"a bundle with a person's file in it": func(t *testing.T, out string) {
			if _, err := Write(t.Context(), request(few()...), out); err != nil {
				t.Fatal(err)
			}
			put(t, out, "data/my notes.txt", "mine")
		},
		"a file": func(t *testing.T, out string) { put(t, filepath.Dir(out), filepath.Base(out), "mine") },
		"a link": func(t *testing.T, out string) {
			if err := os.Symlink(t.TempDir(), out); err != nil {
				t.Skip("links cannot be made here")
			}
		},
	}
	for name, prepare := range cases {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "bag")
			prepare(t, out)
			var before map[string]string
			if info, err := os.Stat(out); err == nil && info.IsDir() {
				before = readAll(t, out)
			}
			_, err := Write(t.Context(), request(few()...), out)
			var target *archive.TargetError
			if !errors.Is(err, ErrTarget) || !errors.As(err, &target) || target.Path != out {
				t.Fatalf("not refused: %v", err)
			}
			if before != nil && !maps.Equal(before, readAll(t, out)) {
				t.Error("it was changed")
			}
			if names := beside(t, filepath.Dir(out)); len(names) != 1 {
				t.Errorf("left behind: %v", names)
			}
		})
	}
}

func TestZipTargetHoldingSomethingElse(t *testing.T) {
	out := filepath.Join(t.TempDir(), "bag.zip")
	put(t, filepath.Dir(out), "bag.zip", "PK, but mine")
	if _, err := Write(t.Context(), request(few()...), out); !errors.Is(err, ErrTarget) {
		t.Errorf("not refused: %v", err)
	}
}

func TestPictures(t *testing.T) {
	a := canaries()
	a.Pictures = append(a.Pictures, article.Picture{ID: lost}, article.Picture{ID: "../../etc/passwd"})
	out, result := written(t, "bag", request(told(a)))
	files := readAll(t, out)
	folder := "data/articles/canaryslugz/"
	if files[folder+"media/"+harbour+".gif"] != gif {
		t.Error("the picture is not in the bundle")
	}
	for _, page := range []string{"index.html", "mobile.html"} {
		if !strings.Contains(files[folder+page], `media/`+harbour+`.gif"`) {
			t.Errorf("%s does not show the picture", page)
		}
	}
	if !strings.Contains(files[folder+"article.json"], `src=\"media/`+harbour+`.gif\"`) {
		t.Error("the body in article.json does not name the file")
	}
	missing := 0
	for _, l := range result.NotCarried {
		if l.Format == "media" && l.Field == "pictures" {
			missing++
		}
	}
	if missing != 2 {
		t.Errorf("%d pictures reported missing, want 2: %v", missing, result.NotCarried)
	}
}

// photo is a picture of a camera: four by three, and it tells a secret.
func photo(t *testing.T) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 2000, 1500))
	for i := range img.Pix {
		img.Pix[i] = byte(i / 2000 / 8)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	secret := "\xff\xfe\x00\x0eCANARYSECRET"
	return append(append([]byte{0xff, 0xd8}, secret...), b.Bytes()[2:]...)
}

// What readers get of a photograph: several widths in the shape that the
// story shows, other sites' crops of the lead, no byte of the original.
func TestRenditions(t *testing.T) {
	data := photo(t)
	sum := sha256.Sum256(data)
	id := hex.EncodeToString(sum[:])
	a := canaries()
	a.LeadPicture = id
	a.Pictures = []article.Picture{{ID: id, Alt: "A wall", Shape: article.Wide, FocusX: 500, FocusY: 1000}}
	a.Body = "Before.\n\n![](media/" + id + ")\n"
	one := told(a)
	one.Picture = func(string) ([]byte, error) { return data, nil }
	out, result := written(t, "bag", request(one))
	files := readAll(t, out)
	folder := "data/articles/canaryslugz/"
	var media []string
	for name, data := range files {
		if path, ok := strings.CutPrefix(name, folder+"media/"+id); ok {
			media = append(media, path)
		}
		if strings.Contains(data, "CANARYSECRET") {
			t.Errorf("%s holds what the original tells", name)
		}
	}
	slices.Sort(media)
	if want := []string{"-16x9-1200.jpg", "-16x9-1600.jpg", "-16x9-480.jpg", "-16x9-960.jpg", "-1x1-1200.jpg", "-4x3-1200.jpg"}; !slices.Equal(media, want) {
		t.Errorf("files %v, want %v", media, want)
	}
	name := "media/" + id + "-16x9-"
	set := ` width="1600" height="900" srcset="` + name + "480.jpg 480w, " + name + "960.jpg 960w, " + name + `1600.jpg 1600w" sizes="`
	if got := strings.Count(files[folder+"index.html"], `<img src="`+name+`1600.jpg" alt="A wall"`+set); got != 2 {
		t.Errorf("the page shows the picture %d times in several sizes, want 2", got)
	}
	for _, want := range []string{`"name":"16x9-480"`, `"name":"1x1-1200"`, `"width":1600,"height":900`, `media/` + id + `-16x9-1600.jpg\"`} {
		if !strings.Contains(files[folder+"article.json"], want) {
			t.Errorf("article.json lacks %s", want)
		}
	}
	if !strings.Contains(files[folder+"article.md"], `shape: "16:9"`) {
		t.Error("article.md does not say the shape")
	}
	if report, err := Verify(out); err != nil || !report.OK {
		t.Errorf("verify: %+v, %v", report, err)
	}
	if _, again := written(t, "bag.zip", request(one)); again.Digest != result.Digest {
		t.Error("the same story made another bundle")
	}
}

func put(t *testing.T, dir, name, data string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
}

func copyTree(t *testing.T, from, to string) {
	t.Helper()
	for name, data := range readAll(t, from) {
		put(t, to, name, data)
	}
}
