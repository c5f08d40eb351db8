package newsroom

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/check"
)

// Selection says which stories go: exactly one of its members is used.
type Selection struct {
	IDs     []article.ID `json:"ids"`
	Section string       `json:"sectionId"` // id, slug or name
	Lineup  string       `json:"lineup"`    // id or name
	All     bool         `json:"all"`       // every story outside the trash
}

// Errors of exports that have nothing to write.
var (
	ErrNothing   = errors.New("no story to export")
	ErrUnchanged = errors.New("nothing has changed since it was last exported")
)

// Select lists the ids of a selection, in its order.
func (r *Room) Select(s Selection) ([]article.ID, error) {
	switch {
	case len(s.IDs) > 0:
		return once(s.IDs), nil
	case s.Lineup != "":
		l, err := r.Lineup(s.Lineup)
		if err != nil {
			return nil, err
		}
		ids := make([]article.ID, len(l.Slots))
		for i, slot := range l.Slots {
			ids[i] = slot.Story
		}
		return ids, nil
	case s.Section != "" || s.All:
		heads, err := r.All(s.Section, false)
		ids := make([]article.ID, len(heads))
		for i, h := range heads {
			ids[i] = h.ID
		}
		return ids, err
	}
	return nil, ErrNothing
}

// once is ids without repeats, in the order of their first place.
func once(ids []article.ID) []article.ID {
	var kept []article.ID
	seen := make(map[article.ID]bool, len(ids))
	for _, id := range ids {
		if !seen[id] {
			kept = append(kept, id)
		}
		seen[id] = true
	}
	return kept
}

// Planned is one story that is about to go, and what the preflight says.
type Planned struct {
	ID       article.ID      `json:"id"`
	Headline string          `json:"headline"`
	Findings []check.Finding `json:"findings"`
	// Kind is what a package of it would be: "new", "again" (as it left before),
	// "update", "correction" or "kill"; Left is when that left which it follows.
	// "" = nobody asked.
	Kind bundle.Kind `json:"kind,omitempty"`
	Left time.Time   `json:"left,omitzero" ts_type:"string"`
}

// Plan is what an export would do.
type Plan struct {
	Stories []Planned     `json:"stories"`
	Blocked int           `json:"blocked"`
	Stops   []PlannedStop `json:"stops"` // what stops them
}

// PlanExport runs the preflight over what a request asks for, which need not
// say where it goes. Of what has not changed nothing is planned.
func (r *Room) PlanExport(ctx context.Context, q ExportRequest) (Plan, error) {
	profile, err := r.profile(q.Profile)
	if err != nil {
		return Plan{}, err
	}
	ready, err := r.toPlan(ctx, q, profile, nil)
	if errors.Is(err, ErrUnchanged) {
		return Plan{Stories: []Planned{}, Stops: []PlannedStop{}}, nil
	}
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{Stories: []Planned{}, Stops: stopsOf(ready, article.ActPackage)}
	for _, p := range ready {
		plan.Stories = append(plan.Stories, p.planned())
		if check.Blocked(p.findings) {
			plan.Blocked++
		}
	}
	if q.Kill {
		if err := r.withHeadlines(plan.Stories); err != nil {
			return Plan{}, err
		}
	}
	return plan, r.withKinds(profile.Name, ready, plan.Stories)
}

// toPlan is what a request asks for: stories that were checked, or kill notices,
// which pass every check.
func (r *Room) toPlan(ctx context.Context, q ExportRequest, profile bundle.Profile, words *pile) ([]prepared, error) {
	if !q.Kill {
		return r.prepareFor(ctx, q, limitsOf(profile), words)
	}
	notices, err := r.killNotices(q.Selection)
	if err == nil && q.Changed {
		notices, err = r.notTold(notices, q.Profile)
	}
	return notices, err
}

// BlockedError lists the stories that the preflight stopped.
type BlockedError struct{ Stories []Planned }

// ErrBlocked: the preflight stopped the export; the error is a *BlockedError.
var ErrBlocked = errors.New("stopped by checks")

func (e *BlockedError) Error() string {
	return fmt.Sprintf("%v: %d of the stories may not go", ErrBlocked, len(e.Stories))
}

// Is makes errors.Is(err, ErrBlocked) hold.
func (e *BlockedError) Is(target error) bool { return target == ErrBlocked }

// ExportRequest asks for a bundle of a selection at Out: a folder, or a zip
// where the name ends so. SkipBlocked leaves blocked stories out instead of
// refusing; Changed leaves out what has not changed since it was last exported.
type ExportRequest struct {
	Selection
	Profile     string `json:"profile"` // "" = web
	Out         string `json:"out"`
	SkipBlocked bool   `json:"skipBlocked"`
	Changed     bool   `json:"changed"`
	Kill        bool   `json:"kill"` // notices in the place of killed stories go
	Pass        []Pass `json:"pass"`
	// Progress is told how far it is, from several goroutines; nil = nobody
	// listens.
	Progress func(Progress) `json:"-"`
}

// Exported is the bundle that was written.
type Exported struct {
	Path       string        `json:"path"`
	Digest     string        `json:"digest"` // SHA-256 of tagmanifest-sha256.txt, hex
	Stories    int           `json:"stories"`
	Formats    []string      `json:"formats"`
	NotCarried []bundle.Loss `json:"notCarried"`
	LeftOut    []string      `json:"leftOut"` // ids
	// Front is where a lineup's front lies in the package, NoFront why it does
	// not go along; both "" = no lineup was asked for.
	Front   string `json:"front,omitempty"`
	NoFront string `json:"noFront,omitempty"`
	// Warned is what the checks warn of in the stories that went, each rule
	// once, in the order in which it is mended.
	Warned []Warned `json:"warned"`
	// Key is the number of the key that signed it; where nobody did, Unsigned
	// says why.
	Key      string `json:"key,omitempty"`
	Unsigned string `json:"unsigned,omitempty"`
	// Unnoted: the newsroom can only be read, so no receipt says that the
	// bundle left.
	Unnoted bool `json:"unnoted,omitempty"`
}

// Warned is a rule that warns, and of how many stories.
type Warned struct {
	Code    string `json:"code"`
	Stories int    `json:"stories"`
}

// warned counts the warnings of stories that go.
func warned(ready []prepared) []Warned {
	all := []Warned{}
	for i := range ready {
		told := map[string]bool{}
		for _, f := range ready[i].findings {
			if f.Severity != check.Warn || told[f.Code] {
				continue
			}
			told[f.Code] = true
			at := slices.IndexFunc(all, func(w Warned) bool { return w.Code == f.Code })
			if at < 0 {
				at, all = len(all), append(all, Warned{Code: f.Code})
			}
			all[at].Stories++
		}
	}
	return all
}

// Export writes a bundle. It changes no story; it leaves a receipt for each
// where the newsroom takes changes.
// A blocked story refuses the whole export with ErrBlocked, and nothing is
// written, unless SkipBlocked.
func (r *Room) Export(ctx context.Context, q ExportRequest) (Exported, error) {
	if err := r.mayExport(q); err != nil {
		return Exported{}, err
	}
	words := &pile{}
	defer words.close()
	ready, leftOut, err := r.whatGoes(ctx, q, words)
	if err != nil {
		return Exported{}, err
	}
	front, noFront, err := r.frontOf(q, ready)
	if err != nil {
		return Exported{}, err
	}
	signer, unsigned, err := r.signer()
	if err != nil {
		return Exported{}, err
	}
	warns := warned(ready)
	goes, err := r.outgoing(q, ready) // from here on memory lets go of what was prepared
	if err != nil {
		return Exported{}, err
	}
	made, err := r.writeBundle(ctx, q, goes, front, signer, unsigned)
	if err != nil {
		return Exported{}, err
	}
	done := Exported{NoFront: noFront, Front: made.Front, Path: made.Path, Digest: made.Digest, Stories: made.Stories,
		Formats: made.Formats, NotCarried: made.NotCarried, LeftOut: []string{}, Warned: warns, Unnoted: r.db.ReadOnly() != nil, Key: made.Key, Unsigned: unsigned}
	for _, p := range leftOut {
		done.LeftOut = append(done.LeftOut, string(p.ID))
	}
	return done, nil
}

// whatGoes is the stories that go, and those that stops leave behind.
func (r *Room) whatGoes(ctx context.Context, q ExportRequest, words *pile) (ready []prepared, leftOut []Planned, err error) {
	profile, err := r.profile(q.Profile)
	if err != nil {
		return nil, nil, err
	}
	if ready, err = r.toPlan(ctx, q, profile, words); err != nil || q.Kill {
		return ready, nil, err
	}
	if err := r.pass(ready, q.Pass, article.ActPackage); err != nil {
		return nil, nil, err
	}
	ready, leftOut = part(ready)
	if len(leftOut) > 0 && (!q.SkipBlocked || len(ready) == 0) {
		return nil, nil, &BlockedError{Stories: leftOut}
	}
	return ready, leftOut, nil
}

// mayExport refuses, before any work, a profile that is not built and a place
// among the newsroom's own files.
func (r *Room) mayExport(q ExportRequest) error {
	if _, err := r.profile(q.Profile); err != nil {
		return err
	}
	return r.outsideHome(q.Out)
}

// outsideHome refuses a place among the newsroom's own files, by whatever way it
// is reached; it wraps bundle.ErrTarget.
func (r *Room) outsideHome(place string) error {
	home, err := resolved(r.opts.Dir)
	if err != nil {
		return err
	}
	there, err := resolved(place)
	if err != nil {
		return err
	}
	below, err := filepath.Rel(home, there)
	if err == nil && filepath.IsLocal(below) {
		return fmt.Errorf("%w: %s is inside the newsroom's own folder", bundle.ErrTarget, place)
	}
	return nil
}

// resolved is a path without links, as far as it is there.
func resolved(path string) (string, error) {
	whole, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("find %s: %w", path, err)
	}
	for there, rest := whole, ""; ; there, rest = filepath.Dir(there), filepath.Join(filepath.Base(there), rest) {
		if real, err := filepath.EvalSymlinks(there); err == nil {
			return filepath.Join(real, rest), nil
		}
		if filepath.Dir(there) == there {
			return whole, nil
		}
	}
}

// sendings lists a story's exports without those on paper, newest first.
func (r *Room) sendings(id article.ID) ([]article.ExportReceipt, error) {
	receipts, err := r.db.Receipts(id)
	return slices.DeleteFunc(receipts, func(e article.ExportReceipt) bool { return e.Profile == onPaper }), err
}

// Receipts lists a story's exports, newest first.
func (r *Room) Receipts(id article.ID) ([]article.ExportReceipt, error) { return r.db.Receipts(id) }

// part splits what may go from what is blocked.
// The list that it is given becomes that of the former.
func part(ready []prepared) (may []prepared, blocked []Planned) {
	may = ready[:0]
	for _, p := range ready {
		if check.Blocked(p.findings) {
			blocked = append(blocked, p.planned())
		} else {
			may = append(may, p)
		}
	}
	clear(ready[len(may):])
	return may, blocked
}
