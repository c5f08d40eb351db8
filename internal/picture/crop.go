package picture

import (
	"image"

	"stet/internal/article"
)

// cropOf is the largest part of a picture that has the shape, as near to the
// focus as the edges allow. The focus is in per mille; 0 and 0 = nobody has
// said, so the middle.
func cropOf(width, height int, shape article.Shape, focusX, focusY int) image.Rectangle {
	x, y := shape.Ratio()
	if x == 0 {
		return image.Rect(0, 0, width, height)
	}
	if focusX == 0 && focusY == 0 {
		focusX, focusY = 500, 500
	}
	w, h := width, (width*y+x/2)/x
	if h > height {
		w, h = (height*x+y/2)/y, height
	}
	w, h = max(1, w), max(1, h)
	left := min(max(0, (width*focusX+500)/1000-w/2), width-w)
	top := min(max(0, (height*focusY+500)/1000-h/2), height-h)
	return image.Rect(left, top, left+w, top+h)
}
