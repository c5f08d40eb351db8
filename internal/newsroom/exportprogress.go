package newsroom

import (
	"context"
	"errors"
	"sync"
)

// Stage is what work is at that takes a while.
type Stage string

// The stages of an export in their order, and the one of copy that comes in.
const (
	Checking Stage = "checking" // stories are read and checked
	Writing  Stage = "writing"  // their files are made
	Sealing  Stage = "sealing"  // the package is put in its place
	Taking   Stage = "taking"   // copy becomes stories
)

// Progress is how far such work has come.
type Progress struct {
	Stage    Stage  `json:"stage"`    // "" = none is under way
	Done     int    `json:"done"`     // stories of this stage
	Of       int    `json:"of"`       // 0 = not known yet
	Headline string `json:"headline"` // of the story that was done last
}

// ErrExporting: the window saves one package at a time.
var ErrExporting = errors.New("a package is being saved already")

// watched is the one work of its kind that the window waits for.
type watched struct {
	mu   sync.Mutex
	stop context.CancelFunc // nil = none is under way
	now  Progress
}

// ExportWatched is [Room.Export], of which [Room.ExportProgress] tells and
// which [Room.StopExport] ends; one at a time.
func (r *Room) ExportWatched(ctx context.Context, q ExportRequest) (Exported, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if !r.exporting.begin(stop, Checking) {
		return Exported{}, ErrExporting
	}
	defer r.exporting.end()
	q.Progress = r.exporting.note
	return r.Export(ctx, q)
}

// ExportProgress is how far the export is that the window waits for.
func (r *Room) ExportProgress() Progress {
	return r.exporting.told()
}

// StopExport ends it; nothing of it is left behind. Once a package is in its
// place it stays.
func (r *Room) StopExport() { r.exporting.halt() }

func (w *watched) told() Progress {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *watched) halt() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stop != nil {
		w.stop()
	}
}

func (w *watched) begin(stop context.CancelFunc, first Stage) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stop != nil {
		return false
	}
	w.stop, w.now = stop, Progress{Stage: first}
	return true
}

func (w *watched) note(p Progress) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = p
}

func (w *watched) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stop, w.now = nil, Progress{}
}

// counted tells of a stage, story by story; it may be called from several
// goroutines at once.
func counted(stage Stage, of int, told func(Progress)) func(headline string) {
	if told == nil {
		return func(string) {}
	}
	var mu sync.Mutex
	done := 0
	told(Progress{Stage: stage, Of: of})
	return func(headline string) {
		mu.Lock()
		defer mu.Unlock()
		done++
		told(Progress{stage, done, of, headline})
	}
}
