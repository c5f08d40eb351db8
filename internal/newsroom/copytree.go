package newsroom

import (
	"fmt"
	"iter"
	"path"
	"slices"
	"strings"

	"stet/internal/intake"
)

// piecesIn reads the copy of a folder or a zip, in the order of its names.
// Pictures are no copy of their own: those that no story shows are named at the
// end.
func (r *Room) piecesIn(p *place, q ImportRequest) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		copies, pictures := p.sort()
		for _, odd := range p.odd {
			if !yield(piece{name: odd.Name, item: intake.Item{Err: odd.Err}, q: q}) {
				return
			}
		}
		if len(copies)+len(p.odd) == 0 {
			yield(piece{name: p.path, item: intake.Item{Err: ErrNoCopy}, q: q})
			return
		}
		q.Block = q.Block || len(copies) > many
		for _, name := range copies {
			one := q
			one.Name, one.Beside = name, p.beside
			data, err := p.read(name, intake.MaxSize)
			if err != nil {
				if !yield(piece{name: p.full(name), item: intake.Item{Err: err}, q: one}) {
					return
				}
				continue
			}
			one.Data = data
			for found := range r.pieces(p.full(name), one) {
				if !yield(found) {
					return
				}
			}
		}
		if err := p.unshown(pictures); err != nil {
			yield(piece{name: p.path, item: intake.Item{Err: err}, q: q})
		}
	}
}

// sort parts copy from pictures.
func (p *place) sort() (copies, pictures []string) {
	for _, name := range p.names {
		if slices.Contains(pictureEnds, strings.ToLower(path.Ext(name))) {
			pictures = append(pictures, name)
		} else {
			copies = append(copies, name)
		}
	}
	return copies, pictures
}

// unshown names the pictures that no story of the place shows; nil = none.
func (p *place) unshown(pictures []string) error {
	left := slices.DeleteFunc(pictures, func(name string) bool { return p.shown[name] })
	if len(left) == 0 {
		return nil
	}
	const most = 5
	named, more := left, ""
	if len(left) > most {
		named, more = left[:most], fmt.Sprintf(" and %d more", len(left)-most)
	}
	if len(left) == 1 {
		return fmt.Errorf("%w: the picture %s was left out", ErrUnshown, left[0])
	}
	return fmt.Errorf("%w: the pictures %s%s were left out", ErrUnshown, strings.Join(named, ", "), more)
}
