package table

import (
	"slices"

	"stet/internal/article"
)

// View is a list of the desk, told from status, flag and embargo.
type View string

// The views. Trash holds what the others do not.
const (
	All    View = "all"
	Mine   View = "mine"
	In     View = "in"
	Sub    View = "sub"
	Revise View = "revise"
	Ready  View = "ready"
	Live   View = "live"
	// Changed is what readers have otherwise than it stands (see
	// [Table.SetChanged]), as far as they are to have it.
	Changed View = "changed"
	Held    View = "held"
	Trash   View = "trash"
)

// Views in the order of an evening.
var Views = []View{All, Mine, In, Sub, Revise, Ready, Live, Changed, Held, Trash}

// set is several views, a bit for each.
type set uint16

// The views as sets of one, in the order of Views.
const (
	all set = 1 << iota
	mine
	in
	sub
	revise
	ready
	live
	changed
	held
	trash
)

// setOf is the set of one view; none for a view that does not exist.
func setOf(v View) set {
	for i, known := range Views {
		if v == known {
			return 1 << i
		}
	}
	return 0
}

// views says which views hold a row, at one moment and for one person.
type views struct {
	kinds [2][4][8]set // by whether it is stopped, flag, status: worked out once for all rows
	now   int64
	me    []int32 // the numbers of the person whose stories are "mine"
}

func viewsAt(now int64, me []int32) *views {
	v := &views{now: now, me: me}
	for stopped := range v.kinds {
		for flag := range v.kinds[stopped] {
			for status := range v.kinds[stopped][flag] {
				v.kinds[stopped][flag][status] = viewsOf(article.Statuses[status], flagAt(uint8(flag)), stopped == 1)
			}
		}
	}
	return v
}

func (v *views) of(r *row) set {
	if r.trashed {
		return trash
	}
	stopped := 0
	if flagAt(r.flag) == article.Hold || v.inForce(r) {
		stopped = 1
	}
	holds := v.kinds[stopped][r.flag][r.status]
	if len(v.me) > 0 && slices.Contains(v.me, r.assignee) {
		holds |= mine
	}
	if !r.changed {
		holds &^= changed
	}
	return holds
}

func (v *views) inForce(r *row) bool { return r.embargo != noEmbargo && v.now < r.embargo }

func flagAt(n uint8) article.Flag {
	if n == 0 {
		return article.NoFlag
	}
	return article.Flags[n-1]
}

// viewsOf is the views of a story that is not in the trash, whoever is at it;
// stopped says that a flag or an embargo holds it.
func viewsOf(status article.Status, flag article.Flag, stopped bool) set {
	views := all
	if stopped {
		views |= held
	}
	if status == article.Sent || status == article.Live {
		views |= live
	}
	if flag != article.NoFlag && flag != article.Hold {
		return views // spiked or killed: nobody works on it
	}
	if status != article.Withdrawn {
		views |= changed // if it was
	}
	switch status {
	case article.Draft:
		views |= in
	case article.Filed, article.Subbing:
		views |= sub
	case article.Revise:
		views |= revise
	case article.Ready:
		if !stopped {
			views |= ready
		}
	}
	return views
}
