package window

import (
	"sync/atomic"
	"time"
)

// Pulse notices that the page has died: a web process that is killed leaves a
// dead window for ever. The page beats each second; a hidden window may beat
// rarely, so silence alone is not death: the process must be gone too.
type Pulse struct {
	last atomic.Int64 // monotonic nanoseconds since born; 0 = the page has not come up yet
	born time.Time
}

// silence is how long a live page may stay quiet before anybody looks.
const silence = 4 * time.Second

// NewPulse starts at rest.
func NewPulse() *Pulse { return &Pulse{born: time.Now()} }

// Beat says that the page lives.
func (p *Pulse) Beat() { p.last.Store(int64(time.Since(p.born))) }

// Quiet reports whether no beat came for d or longer.
func (p *Pulse) Quiet(d time.Duration) bool {
	return time.Since(p.born)-time.Duration(p.last.Load()) >= d
}

// Dead reports whether the page came up, has gone quiet and has no process.
func (p *Pulse) Dead(processAlive func() bool) bool {
	return p.last.Load() > 0 && p.Quiet(silence) && !processAlive()
}
