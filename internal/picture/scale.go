package picture

import (
	"context"
	"image"
)

// scaler makes scaled pictures one after another, and keeps the room that it
// needs meanwhile.
type scaler struct {
	between []int16
	pairs   [2][]int64
}

// scale makes the part of a picture that two axes say. One value of the planes
// covers so many pixels of the original each way. Where the picture lies on its
// side (swapped), the first axis runs along the stored columns.
func (s *scaler) scale(ctx context.Context, p *planes, covers int, x, y axis, swapped bool) (*image.YCbCr, error) {
	out := image.NewYCbCr(image.Rect(0, 0, x.made, y.made), image.YCbCrSubsampleRatio420)
	into := [3]plane{
		{out.Y, out.YStride, x.made, y.made},
		{out.Cb, out.CStride, half(x.made), half(y.made)}, {out.Cr, out.CStride, half(x.made), half(y.made)},
	}
	for i, from := range p {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		step := min(i, 1) + 1
		if swapped {
			s.plane(from, into[i].pix, y.filter(from.width, covers*step, step), x.filter(from.height, covers*step, step), 1, into[i].stride)
		} else {
			s.plane(from, into[i].pix, x.filter(from.width, covers*step, step), y.filter(from.height, covers*step, step), into[i].stride, 1)
		}
	}
	return out, nil
}

// plane scales along the rows, and what comes of it along the columns. Both are
// done four lines at a time. down and right are the steps in out of a stored row
// and a stored column.
func (s *scaler) plane(from plane, out []byte, along, across *filter, down, right int) {
	top, bottom := across.span()
	left, end := along.span()
	columns := s.columns(len(along.first), bottom-top)
	for y := top; y < bottom; y += 4 {
		row := func(i int) []byte { return from.row(min(y+i, bottom-1))[left:end] }
		s.pair(end-left, func(k int, into []int64) { pairs(row(2*k), row(2*k+1), into) })
		along.rows(s.pairs, left, columns.pix[y-top:], columns.stride)
	}
	for x := 0; x < len(along.first); x += 4 {
		column := func(i int) []int16 { return columns.row(min(x+i, len(along.first)-1)) }
		s.pair(columns.stride, func(k int, into []int64) { pairs(column(2*k), column(2*k+1), into) })
		across.columns(s.pairs, top, out[x*right:], down, right, min(4, len(along.first)-x))
	}
}

// columns16 holds what is scaled one way, times 1<<betweenBits, column by column.
type columns16 struct {
	pix    []int16
	stride int
}

func (c *columns16) row(x int) []int16 { return c.pix[x*c.stride:][:c.stride] }

const betweenBits = 6

// columns is room for so many; each has some to spare, so that four values can be
// put down at its end too.
func (s *scaler) columns(count, height int) columns16 {
	height = (height + 3) &^ 3
	if need := height * count; cap(s.between) < need {
		s.between = make([]int16, need)
	}
	return columns16{s.between[:height*count], height}
}

// pair puts four lines of a length side by side, two and two.
func (s *scaler) pair(length int, fill func(k int, into []int64)) {
	for k := range s.pairs {
		if cap(s.pairs[k]) < length {
			s.pairs[k] = make([]int64, length)
		}
		s.pairs[k] = s.pairs[k][:length]
		fill(k, s.pairs[k])
	}
}

// pairs puts two values into one number: what weighs it weighs both.
func pairs[T byte | int16](a, b []T, into []int64) {
	a, b = a[:len(into)], b[:len(into)]
	for i := range into {
		into[i] = int64(a[i]) + int64(b[i])<<32
	}
}

// sums weighs the values of two rows of pairs, and takes the pairs apart.
func sums(p, q, weights []int64) (a, b, c, d int32) {
	p, q = p[:len(weights)], q[:len(weights)]
	first, second := int64(0), int64(0)
	for k, w := range weights {
		first += w * p[k]
		second += w * q[k]
	}
	a, c = int32(first), int32(second)
	return a, int32((first - int64(a)) >> 32), c, int32((second - int64(c)) >> 32)
}

// span is the part of a line that a filter reads.
func (f *filter) span() (first, end int) {
	first, end = f.first[0], 0
	for _, at := range f.first {
		first, end = min(first, at), max(end, at+f.taps)
	}
	return first, end
}

// rows scales four rows that begin at left, and puts what belongs together of
// them side by side.
func (f *filter) rows(rows [2][]int64, left int, out []int16, step int) {
	p, q := rows[0], rows[1]
	for i, first := range f.first {
		a, b, c, d := sums(p[first-left:], q[first-left:], f.weights[i*f.taps:][:f.taps])
		four := out[i*step:][:4]
		four[0], four[1], four[2], four[3] = kept(a), kept(b), kept(c), kept(d)
	}
}

// kept is a sum of weighed bytes as it is kept until it is scaled the other way.
func kept(sum int32) int16 {
	const shift = weightBits - betweenBits
	return int16((sum + 1<<(shift-1)) >> shift)
}

// columns does the same with four columns that begin at top, and gives bytes of
// the first so many.
func (f *filter) columns(columns [2][]int64, top int, out []byte, down, right, count int) {
	p, q := columns[0], columns[1]
	for i, first := range f.first {
		a, b, c, d := sums(p[first-top:], q[first-top:], f.weights[i*f.taps:][:f.taps])
		four, to := [4]byte{clamped(a), clamped(b), clamped(c), clamped(d)}, out[i*down:]
		for k := range count {
			to[k*right] = four[k]
		}
	}
}

// clamped is a sum of weighed values as a byte; a spline swings over at edges.
func clamped(sum int32) byte {
	const shift = weightBits + betweenBits
	return byte(max(0, min(255, (sum+1<<(shift-1))>>shift)))
}
