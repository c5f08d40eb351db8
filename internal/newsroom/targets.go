package newsroom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/secret"
)

// Errors of targets.
var (
	ErrNoTarget    = errors.New("no such target")
	ErrTargetTaken = errors.New("a destination has this name")
)

// TargetView is a target as the screen shows it.
type TargetView struct {
	article.Target
	Title   string `json:"title"`   // of its kind, in an editor's words
	Waiting int    `json:"waiting"` // stories that are on their way there
	Trouble string `json:"trouble"` // why nothing goes there until somebody looks; "" = it goes
	Secret  bool   `json:"secret"`  // its kind has a password
	Early   bool   `json:"early"`   // its kind can hold a story until its time
}

// TargetKinds are the kinds that a target may be of, in the order in which they
// are offered.
func (r *Room) TargetKinds() []deliver.Kind { return deliver.Kinds }

// Targets lists the targets by name.
func (r *Room) Targets() ([]TargetView, error) {
	targets, err := r.targets()
	if err != nil {
		return nil, err
	}
	waiting, err := r.outbox.read(r.db)
	if err != nil {
		return nil, err
	}
	views := make([]TargetView, len(targets))
	for i, t := range targets {
		kind, _ := deliver.FindKind(string(t.Kind))
		views[i] = TargetView{Target: t, Title: kind.Title, Secret: kind.Secret != "", Early: kind.Schedule}
		for _, d := range waiting {
			if d.Target == t.ID {
				views[i].Waiting++
				views[i].Trouble = cmp.Or(views[i].Trouble, shutBy(&d))
			}
		}
	}
	return views, nil
}

// targets in the order of their names.
func (r *Room) targets() ([]article.Target, error) {
	targets, err := r.db.Targets()
	slices.SortStableFunc(targets, func(a, b article.Target) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return targets, err
}

// Target finds a target by its id or its name, in any case; it wraps ErrNoTarget.
func (r *Room) Target(word string) (article.Target, error) {
	targets, err := r.targets()
	if err != nil {
		return article.Target{}, err
	}
	word = article.OneLine(word)
	i := slices.IndexFunc(targets, func(t article.Target) bool { return t.ID == word || strings.EqualFold(t.Name, word) })
	if i < 0 {
		return article.Target{}, fmt.Errorf("%w: %q", ErrNoTarget, word)
	}
	return targets[i], nil
}

// TargetWish is a target as somebody sets it up. Secret is its password or key;
// "" leaves the one that is kept.
type TargetWish struct {
	Target article.Target `json:"target"` // without an id: a new one
	Secret string         `json:"secret"`
}

// KeptTarget is a target that was kept.
type KeptTarget struct {
	Target article.Target `json:"target"`
	// Forgets says that its secret is kept nowhere on this machine: it is asked
	// for again after Stet was closed.
	Forgets bool `json:"forgets"`
}

// KeepTarget adds a target, or changes the one that has its id. What waited
// because the target was set up wrongly is tried again.
func (r *Room) KeepTarget(w TargetWish) (KeptTarget, error) {
	if err := r.soundTarget(&w.Target); err != nil {
		return KeptTarget{}, err
	}
	if w.Target.ID == "" {
		w.Target.ID = string(r.opts.NewID())
	}
	forgets, err := r.keepSecret(w.Target.ID, w.Secret)
	if err != nil {
		return KeptTarget{}, err
	}
	if err := r.db.PutTarget(w.Target); err != nil {
		return KeptTarget{}, err
	}
	return KeptTarget{w.Target, forgets}, r.reopen(w.Target.ID)
}

// soundTarget refuses a target that cannot work, or whose name another has.
func (r *Room) soundTarget(t *article.Target) error {
	if err := t.Tidy(); err != nil {
		return err
	}
	if err := configOf(t).Check(); err != nil {
		return err
	}
	if t.Kind == article.TargetFolder {
		if err := r.outsideHome(t.Address); err != nil {
			return err
		}
	}
	if t.Profile != "" {
		if _, err := r.profile(t.Profile); err != nil {
			return err
		}
	}
	same, err := r.Target(t.Name)
	switch {
	case errors.Is(err, ErrNoTarget):
		return nil
	case err == nil && same.ID != t.ID:
		return fmt.Errorf("%w: %s", ErrTargetTaken, t.Name)
	}
	return err
}

// RemoveTarget takes a target away with its secret. What was on its way there
// is called back; what it holds stays known. It answers with the target, which
// KeepTarget brings back.
func (r *Room) RemoveTarget(word string) (article.Target, error) {
	t, err := r.Target(word)
	if err != nil {
		return t, err
	}
	if err := r.callBackAll(t.ID); err != nil {
		return t, err
	}
	if err := r.db.RemoveTarget(t.ID); err != nil {
		return t, err
	}
	return t, r.forgetSecret(t.ID)
}

// configOf is a target as its client takes it.
func configOf(t *article.Target) deliver.Config {
	return deliver.Config{
		Name: t.Name, Kind: string(t.Kind), Address: t.Address, User: t.User, KeyFile: t.KeyFile, HostKey: t.HostKey,
		Profile: t.Profile, Unpacked: t.Unpacked, KeepsEmbargoes: t.KeepsEmbargoes,
	}
}

// connect makes the client of a target. secret is its password where somebody
// just typed it; "" = the one that is kept.
func (r *Room) connect(t *article.Target, typed string) (deliver.Target, error) {
	return r.opts.Connect(configOf(t), deliver.Options{
		Now: r.opts.Now, Program: r.opts.Program,
		Secret: func(context.Context) (string, error) {
			if typed != "" {
				return typed, nil
			}
			return r.secretOf(t.ID)
		},
	})
}

// TargetTest is what came of looking whether a target can be reached.
type TargetTest struct {
	OK       bool     `json:"ok"`
	Says     string   `json:"says"` // what it is, or what is wrong
	Hint     string   `json:"hint"` // what to do then
	HostKey  string   `json:"hostKey"`
	Warnings []string `json:"warnings"` // what will not work there
}

// TestTarget looks whether a target can be reached and lets Stet do what it
// will have to do; nothing is changed there. One that is kept need only have
// its id.
func (r *Room) TestTarget(ctx context.Context, w TargetWish) (TargetTest, error) {
	asKept := w.Target.Kind == ""
	if asKept {
		kept, err := r.Target(w.Target.ID)
		if err != nil {
			return TargetTest{}, err
		}
		w.Target = kept
	}
	client, err := r.connect(&w.Target, w.Secret)
	if err != nil {
		return TargetTest{}, err
	}
	tested, err := client.Test(ctx)
	if err != nil {
		said := explainFailure(w.Target.Name, err)
		return TargetTest{Says: said.says, Hint: said.hint, HostKey: said.hostKey, Warnings: []string{}}, ctx.Err()
	}
	answer := TargetTest{OK: true, Says: tested.Says, HostKey: tested.HostKey, Warnings: append([]string{}, tested.Warnings...)}
	if !asKept {
		return answer, nil // what waits goes by what is kept
	}
	return answer, r.reopen(w.Target.ID)
}

// secretName is what a target's secret is kept under.
func secretName(target string) string { return "target " + target }

// keepSecret keeps a secret for good, or where this machine has no place for it
// until the program ends.
func (r *Room) keepSecret(target, value string) (forgets bool, err error) {
	if value == "" {
		return false, nil
	}
	err = r.opts.Secrets.Set(secretName(target), value)
	if errors.Is(err, secret.ErrNowhere) {
		r.outbox.remember(target, value)
		return true, nil
	}
	return false, err
}

// secretOf is a target's secret, "" where it has none.
func (r *Room) secretOf(target string) (string, error) {
	if value := r.outbox.remembered(target); value != "" {
		return value, nil
	}
	value, err := r.opts.Secrets.Get(secretName(target))
	if errors.Is(err, secret.ErrNone) || errors.Is(err, secret.ErrNowhere) {
		return "", nil // its client says what it lacks
	}
	return value, err
}

func (r *Room) forgetSecret(target string) error {
	r.outbox.remember(target, "")
	err := r.opts.Secrets.Delete(secretName(target))
	if errors.Is(err, secret.ErrNowhere) {
		return nil
	}
	return err
}

// MissingSecret says what a target's secret is called where it has one that is
// kept nowhere; "" = nothing is missing.
func (r *Room) MissingSecret(t *article.Target) (string, error) {
	kind, _ := deliver.FindKind(string(t.Kind))
	if kind.Secret == "" || t.KeyFile != "" {
		return "", nil
	}
	value, err := r.secretOf(t.ID)
	if err != nil || value != "" {
		return "", err
	}
	return kind.Secret, nil
}

// RememberSecret takes a target's secret for this run of the program.
func (r *Room) RememberSecret(t *article.Target, value string) { r.outbox.remember(t.ID, value) }
