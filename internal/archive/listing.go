package archive

import (
	"cmp"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// listed is one entry of a folder, with what was found in it if it is one.
type listed struct {
	name  string // the last part
	kind  fs.FileMode
	size  int64
	below *contents // nil = it is no folder
}

// contents are the entries of one folder, by name.
type contents struct {
	path    string // "" = the top
	entries []listed
	err     error // why it could not be listed
}

// list finds all that lies in a folder, level by level and each level on all
// processors. It stops soon after there are more than so many entries.
func list(root *os.Root, most int) *contents {
	top := &contents{}
	found := 0
	for level := []*contents{top}; len(level) > 0 && found <= most; {
		onAllProcessors(len(level), func(next func() (int, bool)) {
			way := &descent{root: root}
			defer way.leave(0)
			for i, ok := next(); ok; i, ok = next() {
				level[i].entries, level[i].err = entriesOf(way, level[i].path)
			}
		})
		deeper := []*contents{}
		for _, c := range level {
			found += len(c.entries)
			for i := range c.entries {
				if e := &c.entries[i]; e.kind.IsDir() {
					e.below = &contents{path: path.Join(c.path, e.name)}
					deeper = append(deeper, e.below)
				}
			}
		}
		level = deeper
	}
	return top
}

func entriesOf(way *descent, folder string) ([]listed, error) {
	above, name := path.Split(folder)
	root, err := way.to(strings.TrimSuffix(above, "/"))
	if err != nil {
		return nil, err
	}
	f, err := root.OpenFile(cmp.Or(name, "."), os.O_RDONLY|noWait, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	found, err := f.ReadDir(-1)
	if err != nil {
		return nil, err
	}
	entries := make([]listed, len(found))
	for i, d := range found {
		info, err := d.Info()
		if err != nil {
			return nil, err
		}
		entries[i] = listed{name: d.Name(), kind: d.Type(), size: info.Size()}
	}
	slices.SortFunc(entries, func(a, b listed) int { return cmp.Compare(a.name, b.name) })
	return entries, nil
}

// onAllProcessors lets workers share the numbers from 0 to n-1: each asks for
// the next until there is none.
func onAllProcessors(n int, work func(next func() (int, bool))) {
	var last atomic.Int64
	next := func() (int, bool) {
		i := int(last.Add(1)) - 1
		return i, i < n
	}
	var group sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() { work(next) })
	}
	group.Wait()
}
