package picture

import (
	"bytes"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"stet/internal/article"
)

// rack is a shelf in memory.
type rack struct {
	mu    sync.Mutex
	kept  map[string][]byte
	taken int
}

func (r *rack) Rendition(recipe string) ([]byte, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	data, ok := r.kept[recipe]
	if ok {
		r.taken++
	}
	return data, ok
}

func (r *rack) KeepRendition(recipe string, data []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil {
		r.kept = map[string][]byte{}
	}
	r.kept[recipe] = bytes.Clone(data)
}

func developAll(t *testing.T, shelf Shelf, data []byte, p article.Picture, want []Rendition) []File {
	t.Helper()
	files, err := NewDarkroom(shelf).Develop(t.Context(), data, p.FocusX, p.FocusY, want)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A rendition has the same bytes whatever else is asked for at once, and
// whether or not it comes from a shelf.
func TestTheShelfChangesNothing(t *testing.T) {
	data := jpegOf(t, quarters(1700, 1200))
	p := article.Picture{Width: 1700, Height: 1200, FocusX: 200, FocusY: 700}
	want := slices.Concat(Plan(p), Crops(p))
	cold := developAll(t, nil, data, p, want)
	shelf := &rack{}
	for i, r := range want[:3] {
		alone := developAll(t, shelf, data, p, []Rendition{r})
		if !bytes.Equal(alone[0].Data, cold[i].Data) {
			t.Errorf("%s alone is another", r.Name("it"))
		}
	}
	for _, expected := range []int{3, 3 + len(want)} { // some lie there, then all
		warm := developAll(t, shelf, data, p, want)
		for i := range want {
			if warm[i].Rendition != want[i] || warm[i].Kind != JPEG || !bytes.Equal(warm[i].Data, cold[i].Data) {
				t.Errorf("%s is another from the shelf", want[i].Name("it"))
			}
		}
		if shelf.taken < expected {
			t.Errorf("%d were taken from the shelf, want %d", shelf.taken, expected)
		}
	}
	if len(shelf.kept) != len(want) {
		t.Errorf("%d lie there: %q", len(shelf.kept), slices.Sorted(maps.Keys(shelf.kept)))
	}
}

// Whatever decides the bytes is in the recipe.
func TestRecipesTellApart(t *testing.T) {
	shelf := &rack{}
	one, other := jpegOf(t, quarters(600, 400)), jpegOf(t, quarters(600, 402))
	seen := 0
	for _, c := range []struct {
		data  []byte
		focus int
		r     Rendition
		new   bool
	}{
		{one, 300, Rendition{article.Whole, 480, 320}, true},
		{one, 700, Rendition{article.Whole, 480, 320}, false}, // nothing is cut away
		{other, 300, Rendition{article.Whole, 480, 320}, true},
		{one, 300, Rendition{article.Whole, 300, 200}, true},
		{one, 300, Rendition{article.Square, 300, 300}, true},
		{one, 700, Rendition{article.Square, 300, 300}, true},
		{one, 700, Rendition{article.Square, 300, 300}, false},
	} {
		developAll(t, shelf, c.data, article.Picture{FocusX: c.focus, FocusY: c.focus}, []Rendition{c.r})
		if made := len(shelf.kept) > seen; made != c.new {
			t.Errorf("%v around %d: made anew %v", c.r, c.focus, made)
		}
		seen = len(shelf.kept)
	}
}

// Whether a picture can be seen through is found out once.
func TestTheVerdictIsKept(t *testing.T) {
	seenThrough := quarters(40, 30)
	seenThrough.Pix[3] = 0
	for _, c := range []struct {
		data []byte
		want bool
	}{{pngOf(t, seenThrough), true}, {pngOf(t, quarters(40, 30)), false}, {gifOf(t, 1), true}, {jpegOf(t, quarters(40, 30)), false}} {
		shelf := &rack{}
		for range 2 {
			if asIs, err := NewDarkroom(shelf).AsIs(t.Context(), c.data); err != nil || asIs != c.want {
				t.Errorf("goes out as it is: %v (%v), want %v", asIs, err, c.want)
			}
		}
		if shelf.taken != len(shelf.kept) {
			t.Errorf("%d kept, %d taken", len(shelf.kept), shelf.taken)
		}
	}
}

// What was made with another version of the library is made again.
func TestTheRendererNamesItsLibrary(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	_, library, _ := strings.Cut(renderer, " ")
	if !strings.Contains(string(mod), "\tgolang.org/"+strings.TrimPrefix(library, " ")+"\n") {
		t.Errorf("go.mod has another version than %q: renditions can have other bytes with it", renderer)
	}
}
