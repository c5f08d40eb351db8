package window

import (
	"context"
	"sync"
	"time"
)

// Dropped keeps the paths of the files that the system last dropped onto the
// window, until the page asks for them: the page is not told what they are,
// and can have nothing read that nobody dropped. Use NewDropped.
type Dropped struct {
	mu    sync.Mutex
	paths []string
	at    time.Time
	came  chan struct{} // closed when others come
}

// NewDropped has nothing.
func NewDropped() *Dropped { return &Dropped{came: make(chan struct{})} }

// fresh is how long files wait to be taken: what is older belongs to a drop
// that the page made nothing of.
const fresh = 5 * time.Second

// Came keeps what was dropped in place of what was before. An empty path is
// none: a link that was dropped has no other.
func (d *Dropped) Came(paths []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.paths, d.at = nil, time.Now()
	for _, path := range paths {
		if path != "" {
			d.paths = append(d.paths, path)
		}
	}
	close(d.came)
	d.came = make(chan struct{})
}

// Take gives the files once. The page can hear of a drop before the program
// does: it is waited for so long. None = they did not come.
func (d *Dropped) Take(ctx context.Context, most time.Duration) []string {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	for {
		paths, came := d.take()
		if len(paths) > 0 {
			return paths
		}
		select {
		case <-came:
		case <-ctx.Done():
			return nil
		}
	}
}

func (d *Dropped) take() (paths []string, came <-chan struct{}) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if time.Since(d.at) < fresh {
		paths = d.paths
	}
	d.paths = nil
	return paths, d.came
}
