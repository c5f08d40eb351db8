package newsroom

import (
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
)

// StillOut is a story that the desk dropped (it is in the trash, spiked,
// withdrawn or killed) and that readers may still have.
type StillOut struct {
	ID       article.ID `json:"id"`
	Name     string     `json:"name"`     // as the desk calls it
	Killed   bool       `json:"killed"`   // targets are told by themselves where the outbox runs; packages are not
	Targets  []string   `json:"targets"`  // names of those that have it
	Perhaps  []string   `json:"perhaps"`  // of those that may: a sending was never answered
	Packages int        `json:"packages"` // saved by hand, since one told of a kill
	// Fronts go on showing it, whatever becomes of the story itself.
	Fronts  []FrontShowing `json:"fronts"`
	Says    string         `json:"says"`    // all of it, as a sentence
	Hint    string         `json:"hint"`    // what takes it down
	Command string         `json:"command"` // the same, at the command line
}

// StillOut are those of some stories that the desk dropped and readers may still
// have. Nothing but a kill takes a story down, and nobody is kept from dropping
// one: so whoever does is told.
func (r *Room) StillOut(ids []article.ID) ([]StillOut, error) {
	out := []StillOut{}
	fronts, err := r.frontsEver()
	if err != nil {
		return nil, err
	}
	for _, id := range once(ids) {
		a, err := r.db.Get(id)
		if err != nil {
			return nil, err
		}
		if !offDesk(&a) {
			continue
		}
		s, err := r.stillOut(&a, fronts)
		if err != nil {
			return nil, err
		}
		if s.Says != "" {
			out = append(out, s)
		}
	}
	return out, nil
}

func (r *Room) stillOut(a *article.Article, fronts []frontThere) (StillOut, error) {
	s := StillOut{ID: a.ID, Name: deskName(a), Killed: a.Flag == article.Killed, Targets: []string{}, Perhaps: []string{}}
	err := r.targetsHolding(a, &s)
	if err != nil {
		return s, err
	}
	if s.Packages, err = r.packagesByHand(a.ID); err != nil {
		return s, err
	}
	if s.Fronts, err = r.frontsShowing(fronts, a.ID); err != nil {
		return s, err
	}
	if s.Killed && len(s.Targets)+len(s.Perhaps) > 0 && !r.outbox.runs() {
		err = r.sayUntold(&s)
	} else {
		s.say(a.Status == article.Sent || a.Status == article.Live)
	}
	s.sayFronts()
	return s, err
}

// targetsHolding names the targets that have a story, and those that may. One that
// lies somewhere until its time is taken back by itself where it is held or spiked.
func (r *Room) targetsHolding(a *article.Article, s *StillOut) error {
	items, err := r.DeliveriesOf(a.ID)
	if err != nil {
		return err
	}
	open := []article.Delivery{}
	if s.Killed {
		if open, err = r.packagesUnanswered(); err != nil {
			return err
		}
	}
	inPackages, err := r.wentInPackages(a.ID, open)
	if err != nil {
		return err
	}
	for _, d := range items {
		told := d.Act == article.Withdraw && d.State == article.Down
		comesBack := d.Held.State == article.Scheduled && a.Flag == article.Spiked
		went, inPackage := inPackages[d.Target]
		inPackage = inPackage && !told
		switch {
		case d.Held.Has() && !comesBack || inPackage && !went.perhaps:
			s.Targets = append(s.Targets, d.TargetName)
		case d.Held.Perhaps && !comesBack || inPackage:
			s.Perhaps = append(s.Perhaps, d.TargetName)
		}
		delete(inPackages, d.Target)
	}
	for target, went := range inPackages {
		t, err := r.Target(target)
		switch {
		case err != nil: // it was removed
		case went.perhaps:
			s.Perhaps = append(s.Perhaps, t.Name)
		default:
			s.Targets = append(s.Targets, t.Name)
		}
	}
	slices.Sort(s.Targets)
	slices.Sort(s.Perhaps)
	return nil
}

// at says at which targets a story is and may be, by the words for each.
func (s *StillOut) at(is, maybe string) string {
	said := []string{}
	if len(s.Targets) > 0 {
		said = append(said, is+" at "+andAll(s.Targets))
	}
	if len(s.Perhaps) > 0 {
		said = append(said, maybe+" at "+andAll(s.Perhaps))
	}
	return strings.Join(said, ", and ")
}

// packagesByHand counts the packages that somebody saved with a story in it, and
// that went to no target, since the last that told of a kill.
func (r *Room) packagesByHand(id article.ID) (int, error) {
	receipts, err := r.sendings(id)
	if err != nil {
		return 0, err
	}
	sent := map[string]bool{} // which Stet delivered itself
	for _, e := range receipts {
		sent[e.Bundle] = sent[e.Bundle] || e.Target != ""
	}
	saved := map[string]bool{}
	for _, e := range receipts {
		if e.Target == "" && e.Act == article.Withdraw {
			break
		}
		if e.Bundle != "" && !sent[e.Bundle] {
			saved[e.Bundle] = true
		}
	}
	return len(saved), nil
}

// sayUntold speaks of a killed story that targets have, where nothing runs that
// would tell them: word to them waits in the outbox, or somebody has to see to it.
func (r *Room) sayUntold(s *StillOut) error {
	items, err := r.DeliveriesOf(s.ID)
	if err != nil {
		return err
	}
	s.Says = "It " + s.at("is still", "may be") + "."
	s.Hint, s.Command = "See in the outbox what became of word to them.", "See what became of word to them: stet outbox list"
	for _, d := range items {
		if d.Act == article.Withdraw && d.State.Runs() {
			s.Hint, s.Command = "Word to them waits in the outbox.", "Send word to them: stet outbox run"
		}
	}
	if s.Packages > 0 {
		s.Says += " It went out " + s.inPackages() + " as well."
		s.Command += fmt.Sprintf("; for those save a kill notice: stet export --kill --out kill.zip %s", s.ID)
	}
	return nil
}

func (s *StillOut) inPackages() string {
	if s.Packages > 1 {
		return fmt.Sprintf("in %d packages that were saved", s.Packages)
	}
	return "in a package that was saved"
}

func (s *StillOut) say(marked bool) {
	packages, there := s.inPackages(), slices.Concat(s.Targets, s.Perhaps)
	switch {
	case s.Killed && s.Packages > 0:
		s.Says, s.Hint = "It went out "+packages+", and whoever has that is not told by itself.", "Save a kill notice for them."
		s.Command = fmt.Sprintf("Save a kill notice for them: stet export --kill --out kill.zip %s", s.ID)
		return
	case s.Killed:
		return // who has it is told by itself
	case len(there) > 0 && s.Packages > 0:
		s.Says = "Readers " + s.at("still have it", "may have it") + ", and " + packages + "."
	case len(there) > 0:
		s.Says = "Readers " + s.at("still have it", "may have it") + "."
	case s.Packages > 0:
		s.Says = "Readers may still have it, " + packages + "."
	case marked:
		s.Says = "Readers may still have it; it was marked as out."
	default:
		return
	}
	if len(there) > 0 {
		s.Hint = "Take it down there, or kill it."
		s.Command = fmt.Sprintf("Take it down there: stet send %s --to %q --take-down --why TEXT. Or kill it: stet status %s --kill --why TEXT", s.ID, strings.Join(there, ","), s.ID)
		return
	}
	s.Hint = "Only a kill takes it down."
	s.Command = fmt.Sprintf("Only a kill takes it down: stet status %s --kill --why TEXT", s.ID)
}

// offDesk reports whether nobody works on a story any more.
func offDesk(a *article.Article) bool {
	return a.Trashed || a.Flag == article.Spiked || a.Flag == article.Killed || a.Status == article.Withdrawn
}

// andAll is "A", "A and B", "A, B and C".
func andAll(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
