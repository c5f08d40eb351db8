package newsroom

import (
	"context"
	"errors"
	"sync"
)

// Stage is what an export is at.
type Stage string

// The stages, in their order.
const (
	Checking Stage = "checking" // stories are read and checked
	Writing  Stage = "writing"  // their files are made
	Sealing  Stage = "sealing"  // the package is put in its place
)

// Progress is how far an export has come.
type Progress struct {
	Stage    Stage  `json:"stage"` // "" = none is under way
	Done     int    `json:"done"`  // stories of this stage
	Of       int    `json:"of"`
	Headline string `json:"headline"` // of the story that was done last
}

// ErrExporting: the window saves one package at a time.
var ErrExporting = errors.New("a package is being saved already")

// exporting is the one export that the window waits for.
type exporting struct {
	mu   sync.Mutex
	stop context.CancelFunc // nil = none is under way
	now  Progress
}

// ExportWatched is [Room.Export], of which [Room.ExportProgress] tells and
// which [Room.StopExport] ends; one at a time.
func (r *Room) ExportWatched(ctx context.Context, q ExportRequest) (Exported, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if !r.exporting.begin(stop) {
		return Exported{}, ErrExporting
	}
	defer r.exporting.end()
	q.Progress = r.exporting.note
	return r.Export(ctx, q)
}

// ExportProgress is how far the export is that the window waits for.
func (r *Room) ExportProgress() Progress {
	r.exporting.mu.Lock()
	defer r.exporting.mu.Unlock()
	return r.exporting.now
}

// StopExport ends it; nothing of it is left behind. Once a package is in its
// place it stays.
func (r *Room) StopExport() {
	r.exporting.mu.Lock()
	defer r.exporting.mu.Unlock()
	if r.exporting.stop != nil {
		r.exporting.stop()
	}
}

func (e *exporting) begin(stop context.CancelFunc) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stop != nil {
		return false
	}
	e.stop, e.now = stop, Progress{Stage: Checking}
	return true
}

func (e *exporting) note(p Progress) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.now = p
}

func (e *exporting) end() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.stop, e.now = nil, Progress{}
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
