package archive

import (
	"os"
	"strings"
)

// descent is a way down into a folder. Each folder on it is held open below the
// one before, so that the next one near is a step away and not a walk from the
// top. Every step is one of os.Root's: it leads nowhere outside of the folder
// that it is taken from. Not for concurrent use.
type descent struct {
	root  *os.Root // the top, which is the caller's
	names []string
	open  []*os.Root
}

// heldFolders is how many folders of a way are held open at most; those below
// the last are walked each time.
const heldFolders = 16

// to gives a folder, "" being the top. It is open until the next call.
func (d *descent) to(folder string) (*os.Root, error) {
	names := []string{}
	if folder != "" {
		names = strings.SplitN(folder, "/", heldFolders)
	}
	same := 0
	for same < min(len(names), len(d.names)) && names[same] == d.names[same] {
		same++
	}
	d.leave(same)
	for _, name := range names[same:] {
		next, err := d.here().OpenRoot(name)
		if err != nil {
			return nil, err
		}
		d.names, d.open = append(d.names, name), append(d.open, next)
	}
	return d.here(), nil
}

func (d *descent) here() *os.Root {
	if len(d.open) == 0 {
		return d.root
	}
	return d.open[len(d.open)-1]
}

// leave goes back up until so many folders below the top are held.
func (d *descent) leave(held int) {
	for i := len(d.open) - 1; i >= held; i-- {
		d.open[i].Close() // a folder that was only read
	}
	d.names, d.open = d.names[:held], d.open[:held]
}
