package article

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
