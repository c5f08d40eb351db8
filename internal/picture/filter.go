package picture

// filter says of which pixels of a line each pixel of a scaled line is made, and
// how much of each: a Catmull-Rom spline, as wide as the pixels to be made are
// far apart. All of it is counted in whole numbers, so that it is the same on
// every kind of processor (decision 279).
type filter struct {
	taps    int // of each pixel
	first   []int
	weights []int64 // taps of each pixel; together 1<<weightBits
}

const weightBits = 14

// axis is one direction of a picture that is scaled, counted in pixels of the
// original as they are stored.
type axis struct {
	length   int  // of the picture
	from, to int  // the part that is shown, as it is looked at
	mirrored bool // it is looked at from the other end
	made     int  // pixels that are made of it
}

// filter is for a plane of which one value covers so many pixels of the original,
// and has so many values; each value that is made covers step pixels.
func (a axis) filter(values, covers, step int) *filter {
	f := &filter{first: make([]int, (a.made+step-1)/step)}
	made, shown := int64(a.made), int64(a.to-a.from)
	// Where a value lies and how far the spline reaches, in units of which a
	// value of the plane has 2*made*covers.
	unit := 2 * made * int64(covers)
	reach := 2 * max(shown*int64(step), made*int64(covers))
	f.taps = int(min(int64(values), 4*reach/unit+2))
	f.weights = make([]int64, f.taps*len(f.first))
	for i := range f.first {
		at := 2*made*int64(a.from) + int64(2*i+1)*int64(step)*shown
		if a.mirrored {
			at = 2*made*int64(a.length) - at
		}
		at -= unit / 2
		first := max(0, floorDiv(at-2*reach, unit)+1)
		f.first[i] = min(int(first), values-f.taps)
		f.weigh(i, at, unit, reach)
	}
	return f
}

// floorDiv divides as one does on paper: -1 by 2 is -1.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// weigh fills in the weights of one pixel, which lies at.
func (f *filter) weigh(i int, at, unit, reach int64) {
	weights := f.weights[i*f.taps:][:f.taps]
	total, largest := int64(0), 0
	for k := range weights {
		distance := int64(f.first[i]+k)*unit - at
		weights[k] = spline(max(distance, -distance), reach)
		total += weights[k]
		if weights[k] > weights[largest] {
			largest = k
		}
	}
	rest := int64(1 << weightBits)
	for k, w := range weights {
		weights[k] = floorDiv(w<<(weightBits+1)+total, 2*total)
		rest -= weights[k]
	}
	weights[largest] += rest // a plain area stays what it is
}

// spline is the Catmull-Rom spline, times 1<<splineBits, at a distance in units
// of reach.
func spline(distance, reach int64) int64 {
	const one = 1 << splineBits
	if distance >= 2*reach {
		return 0
	}
	t := distance << splineBits / reach
	if t < one {
		return ((3*t-5*one)*t/one*t/one)/2 + one
	}
	return (((5*one-t)*t/one-8*one)*t/one)/2 + 2*one
}

const splineBits = 16
