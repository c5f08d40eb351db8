package article

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Picture is one picture of a story. The bytes lie in the store under ID,
// which is the lower-case hex SHA-256 of the original. Width and Height are
// those of the upright picture.
type Picture struct {
	ID      string `json:"id"`
	Name    string `json:"name,omitempty"` // file name it came with
	Type    string `json:"type,omitempty"` // media type
	Width   int    `json:"width,omitempty"`
	Height  int    `json:"height,omitempty"`
	Alt     string `json:"alt,omitempty"`
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"credit,omitempty"`
	Rights  string `json:"rights,omitempty"`
	Source  string `json:"source,omitempty"`
	FocusX  int    `json:"focusX,omitempty"` // per mille of the width; both 0 = the middle
	FocusY  int    `json:"focusY,omitempty"` // per mille of the height
	Shape   Shape  `json:"shape,omitempty"`  // in which its pages show it
	AsIs    bool   `json:"asIs,omitempty"`   // goes out in one size: it moves or can be seen through

	// These never leave the building.
	Taken   string   `json:"taken,omitempty"`   // day, 2006-01-02
	Private []string `json:"private,omitempty"` // what the original tells that no reader gets
}

// tidyPictures brings the words of pictures into the form of a furniture
// field, and refuses a focus or a shape that there is not.
func tidyPictures(a *Article) error {
	for i := range a.Pictures {
		p := &a.Pictures[i]
		for _, f := range PictureFields {
			if f.Name == "focus" {
				continue // its text form is coarser
			}
			if err := f.Set(p, f.Get(p)); err != nil {
				return err
			}
		}
		if min(p.FocusX, p.FocusY) < 0 || max(p.FocusX, p.FocusY) > 1000 {
			return fmt.Errorf("%w: focus %d, %d; the edges are 0 and 1000", ErrValue, p.FocusX, p.FocusY)
		}
		p.Name = OneLine(p.Name)
	}
	return nil
}

// Called is what a picture is called on the desk.
func (p *Picture) Called() string {
	return cmp.Or(p.Name, p.Caption, p.Alt, p.ID[:min(len(p.ID), 8)])
}

// Shape is how wide a picture is shown for its height.
type Shape string

// The shapes.
const (
	Whole  Shape = "" // as it came
	Wide   Shape = "16:9"
	Broad  Shape = "4:3"
	Square Shape = "1:1"
)

// Shapes in the order the desk shows them.
var Shapes = []Shape{Whole, Wide, Broad, Square}

// Ratio is the shape in whole numbers; 0, 0 = that of the picture.
func (s Shape) Ratio() (x, y int) {
	switch s {
	case Wide:
		return 16, 9
	case Broad:
		return 4, 3
	case Square:
		return 1, 1
	}
	return 0, 0
}

// PictureField is one thing that a person may say of a picture, by its JSON
// name.
type PictureField struct {
	Name string
	Get  func(*Picture) string
	Set  func(*Picture, string) error // wraps ErrValue
}

// PictureFields in the order the desk shows them.
var PictureFields = []PictureField{
	wordsOf("alt", func(p *Picture) *string { return &p.Alt }),
	wordsOf("caption", func(p *Picture) *string { return &p.Caption }),
	wordsOf("credit", func(p *Picture) *string { return &p.Credit }),
	wordsOf("rights", func(p *Picture) *string { return &p.Rights }),
	wordsOf("source", func(p *Picture) *string { return &p.Source }),
	{"focus", focusText, setFocus},
	{"shape", func(p *Picture) string { return string(p.Shape) }, setShape},
}

func wordsOf(name string, at func(*Picture) *string) PictureField {
	return PictureField{name,
		func(p *Picture) string { return *at(p) },
		func(p *Picture, v string) error { *at(p) = OneLine(v); return nil }}
}

// focusText is "0.25 0.5": parts of the width and the height; "" = the middle.
func focusText(p *Picture) string {
	if p.FocusX == 0 && p.FocusY == 0 {
		return ""
	}
	part := func(n int) string { return strconv.FormatFloat(float64(n)/1000, 'f', -1, 64) }
	return part(p.FocusX) + " " + part(p.FocusY)
}

func setFocus(p *Picture, v string) error {
	parts := strings.FieldsFunc(v, func(r rune) bool { return r == ' ' || r == ',' })
	if len(parts) == 0 {
		p.FocusX, p.FocusY = 0, 0
		return nil
	}
	at := [2]int{}
	for i, part := range parts {
		f, err := strconv.ParseFloat(part, 64)
		if err != nil || !(f >= 0 && f <= 1) || len(parts) != 2 {
			return fmt.Errorf("%w: focus %q; write two numbers from 0 to 1, as in: 0.25 0.5", ErrValue, v)
		}
		at[i] = max(1, int(f*1000+0.5)) // both 0 would mean the middle
	}
	p.FocusX, p.FocusY = at[0], at[1]
	return nil
}

func setShape(p *Picture, v string) error {
	if !slices.Contains(Shapes, Shape(v)) {
		return fmt.Errorf("%w: shape %q; write 16:9, 4:3 or 1:1, or nothing for the whole picture", ErrValue, v)
	}
	p.Shape = Shape(v)
	return nil
}

// SetAll sets fields by their names, in the order of the table; p is left as
// it was where one cannot be set.
func (p *Picture) SetAll(set map[string]string) error {
	after := *p
	known := 0
	for _, f := range PictureFields {
		v, ok := set[f.Name]
		if !ok {
			continue
		}
		known++
		if err := f.Set(&after, v); err != nil {
			return err
		}
	}
	if known < len(set) {
		for _, name := range slices.Sorted(maps.Keys(set)) {
			if !slices.ContainsFunc(PictureFields, func(f PictureField) bool { return f.Name == name }) {
				return fmt.Errorf("%w of a picture: %q; there are alt, caption, credit, rights, source, focus and shape", ErrField, name)
			}
		}
	}
	*p = after
	return nil
}
