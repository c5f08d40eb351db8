package newsroom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/check"
	"stet/internal/deliver"
)

// SendRequest asks for stories to go to targets.
type SendRequest struct {
	Selection
	Targets []string `json:"targets"` // by id or name
	// Act "" = what the story asks for: readers get it, or where it is killed,
	// everyone who got it is told. "hold" takes it from readers and leaves it
	// there, "withdraw" takes it away; both are a named person's, with a reason.
	Act  article.DeliveryAct `json:"act"`
	Why  string              `json:"why"`
	Pass []Pass              `json:"pass"` // "embargo": to targets that keep embargoes, early
	// SkipBlocked leaves stories out that checks stop, instead of refusing all.
	SkipBlocked bool `json:"skipBlocked"`
}

// SendPlan is what a sending would do.
type SendPlan struct {
	Plan
	// Embargoed are those that wait for the end of their embargo, Early the
	// names of the targets that may have them before, if somebody passes it.
	Embargoed []article.ID `json:"embargoed"`
	Early     []string     `json:"early"`
	Killed    []article.ID `json:"killed"` // everyone who got these is told that they were killed
}

// SentOut is what became of a sending.
type SentOut struct {
	Queued  []OutboxItem `json:"queued"`
	Refused []Refused    `json:"refused"` // stories, each with why
	Already []Refused    `json:"already"` // of what is taken down: what nothing had to be done about
}

// ErrNoTargets says that a sending names no target.
var ErrNoTargets = errors.New("nothing says where to")

// PlanSend runs the checks over what would go.
func (r *Room) PlanSend(ctx context.Context, q SendRequest) (SendPlan, error) {
	targets, err := r.targetsNamed(q.Targets)
	if err != nil {
		return SendPlan{}, err
	}
	ready, err := r.prepareSend(ctx, q.Selection, targets)
	if err != nil {
		return SendPlan{}, err
	}
	plan := SendPlan{Plan: Plan{Stories: []Planned{}}, Embargoed: []article.ID{}, Early: []string{}, Killed: []article.ID{}}
	going := []prepared{}
	for _, p := range ready {
		id := p.story.Article.ID
		if p.story.Article.Flag == article.Killed {
			plan.Killed = append(plan.Killed, id)
			continue
		}
		if p.embargoed() {
			plan.Embargoed = append(plan.Embargoed, id)
		}
		p.findings = slices.DeleteFunc(p.findings, isEmbargo)
		going = append(going, p)
		plan.Stories = append(plan.Stories, p.planned())
		if check.Blocked(p.findings) {
			plan.Blocked++
		}
	}
	plan.Stops = stopsOf(going, article.ActDeliver)
	for _, t := range targets {
		if t.KeepsEmbargoes && len(plan.Embargoed) > 0 {
			plan.Early = append(plan.Early, t.Name)
		}
	}
	return plan, nil
}

// prepareSend loads and checks a selection by the limits of all that it goes to.
func (r *Room) prepareSend(ctx context.Context, s Selection, targets []article.Target) ([]prepared, error) {
	limits := []check.Limit{}
	for i := range targets {
		more, err := r.limitsAt(&targets[i])
		if err != nil {
			return nil, err
		}
		limits = append(limits, more...)
	}
	return r.prepareFor(ctx, ExportRequest{Selection: s}, limits, nil)
}

// limitsAt are how long fields may be at a target.
func (r *Room) limitsAt(t *article.Target) ([]check.Limit, error) {
	profile, err := r.profile(profileAt(t))
	if err != nil {
		return nil, err
	}
	limits := limitsOf(profile)
	if kind, _ := deliver.FindKind(string(t.Kind)); kind.Reads && profile.Options.TooLong != "" {
		own, err := r.profile(kind.Profile) // a package may leave a field out; a site that readers see may not
		if err != nil {
			return nil, err
		}
		limits = append(limits, limitsOf(own)...)
	}
	return limits, nil
}

// profileAt names what a target gets.
func profileAt(t *article.Target) string {
	kind, _ := deliver.FindKind(string(t.Kind))
	return cmp.Or(t.Profile, kind.Profile)
}

func isEmbargo(f check.Finding) bool { return f.Code == "embargo" && f.Severity == check.Block }

// embargoed reports whether an embargo keeps the story from readers.
func (p *prepared) embargoed() bool { return slices.ContainsFunc(p.findings, isEmbargo) }

// Send puts stories into the outbox, all of them or none. It wraps ErrBlocked
// where checks stop one, unless SkipBlocked; an embargo stops nothing: the story
// waits for its end.
func (r *Room) Send(ctx context.Context, q SendRequest) (SentOut, error) {
	if err := r.db.ReadOnly(); err != nil {
		return SentOut{}, err
	}
	targets, err := r.targetsNamed(q.Targets)
	if err != nil {
		return SentOut{}, err
	}
	if q.Act == article.HoldBack || q.Act == article.Withdraw {
		return r.takeDown(q, targets)
	}
	if q.Act != "" && q.Act != article.Publish {
		return SentOut{}, fmt.Errorf("%w: %q is not one of publish, hold and withdraw", article.ErrValue, q.Act)
	}
	ready, err := r.prepareSend(ctx, q.Selection, targets)
	if err != nil {
		return SentOut{}, err
	}
	s := sending{room: r, request: &q, refused: []Refused{}}
	if err := s.part(ready); err != nil {
		return SentOut{}, err
	}
	if err := s.withFront(targets); err != nil {
		return SentOut{}, err
	}
	return s.queue(targets)
}

// sending is one Send being carried out.
type sending struct {
	room    *Room
	request *SendRequest
	going   map[article.ID]*prepared
	order   []article.ID
	early   []article.Passed    // an embargo, for targets that keep it
	front   *bundle.Front       // of a lineup, where all of its stories go
	notices map[article.ID]bool // of a package: what it has a kill notice of
	refused []Refused
}

// part takes what may go, passes what somebody answers for, and refuses the rest.
func (s *sending) part(ready []prepared) error {
	r, passes := s.room, []Pass{}
	for _, p := range s.request.Pass {
		if p.Stop != "embargo" {
			passes = append(passes, p)
			continue
		}
		hand := r.hand(p.Why)
		if err := r.mayPass(p.Stop, hand, article.ActEarly); err != nil {
			return err
		}
		s.early = []article.Passed{{Stop: p.Stop, By: hand.By, Why: article.OneLine(p.Why)}}
	}
	if err := r.pass(ready, passes, article.ActDeliver); err != nil {
		return err
	}
	s.going = map[article.ID]*prepared{}
	blocked := []Planned{}
	for i := range ready {
		p := &ready[i]
		a := &p.story.Article
		rest := slices.DeleteFunc(slices.Clone(p.findings), isEmbargo)
		if a.Flag != article.Killed && check.Blocked(rest) {
			blocked = append(blocked, Planned{ID: a.ID, Headline: a.Headlines.Main, Findings: rest})
			s.refused = append(s.refused, Refused{a.ID, deskName(a), stoppedWords(rest), "Mend it, or pass the stop with a reason."})
			continue
		}
		s.order = append(s.order, a.ID)
		s.going[a.ID] = p
	}
	if len(blocked) > 0 && (!s.request.SkipBlocked || len(s.going) == 0) {
		return &BlockedError{Stories: blocked}
	}
	return nil
}

// stoppedWords says what stops a story.
func stoppedWords(findings []check.Finding) string {
	words := []string{}
	for _, f := range findings {
		if f.Severity == check.Block && !slices.Contains(words, f.Message) {
			words = append(words, f.Message)
		}
	}
	return strings.Join(words, " ")
}

// queue keeps a delivery for each story and target.
func (s *sending) queue(targets []article.Target) (SentOut, error) {
	ways, early := []way{}, map[string]bool{}
	for _, id := range s.order {
		for _, t := range targets {
			ways = append(ways, way{id, t.ID})
			early[t.ID] = t.KeepsEmbargoes && len(s.early) > 0
		}
	}
	dead := map[article.ID]bool{}
	ways = append(ways, s.frontWays(targets)...)
	changed, err := s.room.changes(ways, func(d *article.Delivery) (bool, error) {
		p := s.going[d.Story]
		if p == nil {
			s.askFront(d)
			return true, nil
		}
		if p.story.Article.Flag != article.Killed {
			return s.ask(d, p, early[d.Target]), nil
		}
		return s.askKilled(d, p, dead), nil
	})
	if err != nil {
		return SentOut{}, err
	}
	s.refuseDead(dead, changed)
	return s.room.sentOut(changed, s.refused)
}

func (r *Room) sentOut(changed []article.Delivery, refused []Refused) (SentOut, error) {
	items, err := r.items(changed)
	return SentOut{Queued: items, Refused: refused, Already: []Refused{}}, err
}

// ask makes a delivery ask for a story's newest revision. One that waited for
// an earlier one asks for this instead; what the target holds stays known.
func (s *sending) ask(d *article.Delivery, p *prepared, early bool) bool {
	r, a := s.room, &p.story.Article
	embargoed := p.embargoed()
	corrected := slices.ContainsFunc(a.Corrections, func(c article.Correction) bool { return c.Rev > d.Held.Rev })
	d.Update = d.Held.Has()
	d.Urgent = d.Update && corrected
	d.BreakOff()
	d.Act, d.Rev, d.Bundle, d.Seal, d.Why = article.Publish, a.Rev, "", "", ""
	d.By, d.Asked, d.Passed = r.Person().Sign(), r.now(), p.story.Passed
	d.There, d.Over = nil, ""
	again(d, r.now())
	switch {
	case embargoed && early:
		d.Act, d.Passed = article.Schedule, append(slices.Clone(d.Passed), s.early...)
	case embargoed:
		untilRelease(d, a, r.now())
	}
	return true
}

// untilRelease has a delivery wait for the end of a story's embargo. Where
// nobody has settled when that is, it is looked at now and then.
func untilRelease(d *article.Delivery, a *article.Article, now time.Time) {
	d.State, d.Says, d.Hint = article.Embargoed, "It goes when the embargo ends.", ""
	if a.Embargo == nil || a.Embargo.At.IsZero() {
		d.Says, d.Hint = "Nobody has settled when its embargo ends.", "Set the embargo's day, time and zone."
		d.Due = now.Add(time.Minute)
		return
	}
	if d.Due = a.Embargo.Until(); !d.Due.After(now) {
		d.Says = "It goes when the clock is certain to be right." // the embargo is over by a clock in doubt
		d.Due = now.Add(time.Minute)
	}
}

// targetsNamed are the targets that a sending names, each once.
func (r *Room) targetsNamed(words []string) ([]article.Target, error) {
	if len(words) == 0 {
		return nil, ErrNoTargets
	}
	targets := []article.Target{}
	for _, word := range words {
		t, err := r.Target(word)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(targets, func(other article.Target) bool { return other.ID == t.ID }) {
			targets = append(targets, t)
		}
	}
	return targets, nil
}
