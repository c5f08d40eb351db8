package picture

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"stet/internal/article"
)

// Rendition is one file that readers get in place of a picture.
type Rendition struct {
	Shape         article.Shape
	Width, Height int
}

// Widths of what a page shows; a picture with fewer pixels gets no more.
var widths = []int{480, 960, 1600}

const (
	cropWidth = 1200      // of the crops that other sites take
	maxOut    = 4_000_000 // pixels of one rendition: a very tall picture gets narrower
)

// Plan is the renditions of a picture in the shape in which its story shows
// it, the narrowest first. A picture without a known size has none.
func Plan(p article.Picture) []Rendition {
	return ladder(p, p.Shape, widths)
}

// Crops are the renditions of a picture in each shape that other sites ask
// for: 16:9, 4:3 and 1:1.
func Crops(p article.Picture) []Rendition {
	var found []Rendition
	for _, shape := range article.Shapes {
		if shape != article.Whole {
			found = append(found, ladder(p, shape, []int{cropWidth})...)
		}
	}
	return found
}

func ladder(p article.Picture, shape article.Shape, steps []int) []Rendition {
	if p.Width <= 0 || p.Height <= 0 {
		return nil
	}
	r := cropOf(p.Width, p.Height, shape, p.FocusX, p.FocusY)
	w, h := r.Dx(), r.Dy()
	most := widest(w, h, steps[len(steps)-1])
	var found []Rendition
	for _, step := range append(slices.Clone(steps[:len(steps)-1]), most) {
		if step == most || step*100 < most*85 { // else hardly smaller than the largest
			found = append(found, Rendition{shape, step, heightFor(shape, step, w, h)})
		}
	}
	return found
}

// widest is how wide a rendition of w by h pixels gets where at most so many
// are wanted.
func widest(w, h, most int) int {
	return min(most, w, max(1, int(math.Sqrt(maxOut*float64(w)/float64(h)))))
}

// heightFor is the height that goes with a width.
func heightFor(shape article.Shape, width, w, h int) int {
	if x, y := shape.Ratio(); x > 0 {
		w, h = x, y
	}
	return max(1, (width*h+w/2)/w)
}

// Name is the rendition's file name: <id>-960.jpg, <id>-16x9-960.jpg.
func (r Rendition) Name(id string) string {
	shape := ""
	if r.Shape != article.Whole {
		shape = "-" + strings.ReplaceAll(string(r.Shape), ":", "x")
	}
	return fmt.Sprintf("%s%s-%d.jpg", id, shape, r.Width)
}

// Asked is a rendition that somebody asks for by an address: its name, and
// the focus where the shape is a crop.
type Asked struct {
	ID             string
	Shape          article.Shape
	Width          int
	FocusX, FocusY int
}

// Address is the name of a rendition with the focus in it, so that a moved
// focus is another address: <id>-16x9-960-500-333.
func Address(p article.Picture, r Rendition) string {
	name := strings.TrimSuffix(r.Name(p.ID), JPEG.Ext())
	if r.Shape == article.Whole {
		return name
	}
	return fmt.Sprintf("%s-%d-%d", name, p.FocusX, p.FocusY)
}

var address = regexp.MustCompile(`^([0-9a-f]{64})(?:-(16x9|4x3|1x1))?-([1-9][0-9]{0,3})(?:-([0-9]{1,4})-([0-9]{1,4}))?$`)

// ParseAddress reads what Address wrote; false = it is none.
func ParseAddress(name string) (Asked, bool) {
	m := address.FindStringSubmatch(name)
	if m == nil {
		return Asked{}, false
	}
	number := func(i int) int { n, _ := strconv.Atoi(m[i]); return n } // digits only
	a := Asked{ID: m[1], Shape: article.Shape(strings.ReplaceAll(m[2], "x", ":")), Width: number(3), FocusX: number(4), FocusY: number(5)}
	return a, a.Width <= widths[len(widths)-1] && a.FocusX <= 1000 && a.FocusY <= 1000
}
