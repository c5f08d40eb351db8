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
	Held   View = "held"
	Trash  View = "trash"
)

// Views in the order of an evening.
var Views = []View{All, Mine, In, Sub, Revise, Ready, Live, Held, Trash}

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

// viewsOf is the views that hold a row; me are the numbers of the person whose
// stories are "mine".
func viewsOf(r *row, now int64, me []int32) set {
	if r.trashed {
		return trash
	}
	views := all
	flag := article.NoFlag
	if r.flag > 0 {
		flag = article.Flags[r.flag-1]
	}
	stopped := flag == article.Hold || inForce(r, now)
	if stopped {
		views |= held
	}
	if slices.Contains(me, r.assignee) {
		views |= mine
	}
	status := article.Statuses[r.status]
	if status == article.Sent || status == article.Live {
		views |= live
	}
	if flag != article.NoFlag && flag != article.Hold {
		return views // spiked or killed: nobody works on it
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

func inForce(r *row, now int64) bool { return r.embargo != noEmbargo && now < r.embargo }
