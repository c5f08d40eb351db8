package cli

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/newsroom"
	"stet/internal/secret"
)

// sending is what the options of send and deliver say.
type sending struct {
	targets []string
	pass    []newsroom.Pass
	why     string
	lineup  string // whose front goes along, where there is a place for it
	later   bool   // only queue it
	piped   bool   // secrets that are kept nowhere are piped in
	mend    string // what to do where checks stop some of it; "" = as for a package that is saved
	down    bool   // something is taken down
}

func (s *sending) define(f *flag.FlagSet) {
	f.Func("to", "", func(v string) error {
		for _, name := range strings.Split(v, ",") {
			s.targets = append(s.targets, strings.TrimSpace(name))
		}
		return nil
	})
	f.Func("pass", "", func(code string) error { s.pass = append(s.pass, newsroom.Pass{Stop: code}); return nil })
	f.StringVar(&s.why, "why", "", "")
	f.BoolVar(&s.later, "queue", false, "")
	f.BoolVar(&s.piped, "secret", false, "")
}

func (s *sending) passes() []newsroom.Pass {
	for i := range s.pass {
		s.pass[i].Why = s.why
	}
	return s.pass
}

// runSend puts stories into the outbox and sees them off.
func runSend(c *call) error {
	var s sending
	var q newsroom.ExportRequest
	hold, withdraw, skip := false, false, false
	words, err := c.options(func(f *flag.FlagSet) {
		s.define(f)
		f.StringVar(&q.Section, "section", "", "")
		f.StringVar(&q.Lineup, "lineup", "", "")
		f.BoolVar(&hold, "take-down", false, "")
		f.BoolVar(&withdraw, "withdraw", false, "")
		f.BoolVar(&skip, "skip-blocked", false, "")
	})
	if err != nil {
		return err
	}
	if len(s.targets) == 0 {
		return c.misused("nothing says where to: --to is missing")
	}
	if hold && withdraw {
		return c.misused("a story is taken down, or taken away altogether (--withdraw), one of them")
	}
	q.Out = "-" // nothing is written
	if err := c.oneSelection(q, words); err != nil {
		return err
	}
	if q.IDs, err = c.stories(words); err != nil {
		return err
	}
	ask := newsroom.SendRequest{Selection: q.Selection, Targets: s.targets, Pass: s.passes(), Why: s.why, SkipBlocked: skip}
	if hold {
		ask.Act = article.HoldBack
	}
	if withdraw {
		ask.Act = article.Withdraw
	}
	if s.down = ask.Act != ""; !s.down {
		s.lineup = q.Lineup
	}
	if err := c.early(s); err != nil {
		return err
	}
	return c.seeOff(s, func() (newsroom.SentOut, error) {
		return c.room.Send(c.ctx, ask)
	})
}

// early says which targets get a story no sooner for a passed embargo.
func (c *call) early(s sending) error {
	if !slices.ContainsFunc(s.pass, func(p newsroom.Pass) bool { return p.Stop == "embargo" }) {
		return nil
	}
	targets, err := c.targetsOf(s)
	for _, t := range targets {
		hint := ""
		if kind, _ := deliver.FindKind(string(t.Kind)); kind.Schedule {
			hint = fmt.Sprintf("If it may have one early, say so: stet target set %q --keeps-embargoes", t.Name)
		}
		if !t.KeepsEmbargoes {
			c.complain(t.Name+" keeps no embargoes: a story that is under one waits here until its end", hint)
		}
	}
	return err
}

// runDeliver delivers a package as it is.
func runDeliver(c *call) error {
	var s sending
	words, err := c.words(s.define, 1, 1)
	if err != nil {
		return err
	}
	if len(s.targets) == 0 {
		return c.misused("nothing says where to: --to is missing")
	}
	if _, err := c.openExisting(); err != nil {
		return err
	}
	s.mend = "Save a package without it, or of a killed story a notice (stet export --kill), then deliver that."
	return c.seeOff(s, func() (newsroom.SentOut, error) {
		return c.room.DeliverBundle(c.ctx, newsroom.DeliverRequest{Bundle: words[0], Targets: s.targets, Pass: s.passes()})
	})
}

// delivered is the answer of send and deliver.
type delivered struct {
	State   string                `json:"state"` // done, queued or refused
	Items   []newsroom.OutboxItem `json:"items"`
	Refused []newsroom.Refused    `json:"refused"`
	Already []newsroom.Refused    `json:"already"` // of what was taken down: what nothing had to be done about
	NoFront []string              `json:"noFront"` // targets that the lineup went to and that have no place for its front
}

// seeOff queues what is to go, sends what is due, and says what became of it.
func (c *call) seeOff(s sending, queue func() (newsroom.SentOut, error)) error {
	if err := c.passphraseServes(s); err != nil {
		return err
	}
	sent, err := queue()
	var blocked *newsroom.BlockedError
	if errors.As(err, &blocked) {
		return c.refuseWith(blocked, cmp.Or(s.mend, newsroom.Explain(blocked).Command))
	}
	if err != nil {
		return err
	}
	if !s.later {
		targets, err := c.targetsOf(s)
		if err != nil {
			return err
		}
		if err := c.askMissing(c.room, targets, s.piped); err != nil {
			return err
		}
		if err := c.readySign(targets); err != nil {
			return err
		}
		if err := c.runDue(); err != nil {
			return err
		}
	}
	d := delivered{Items: []newsroom.OutboxItem{}, Refused: sent.Refused, Already: sent.Already, NoFront: []string{}}
	if s.lineup != "" {
		if d.NoFront, err = c.room.WithoutFront(s.targets); err != nil {
			return err
		}
	}
	for _, q := range sent.Queued {
		now, err := c.room.DeliveriesOf(q.Story)
		if err != nil {
			return err
		}
		for _, item := range now {
			if item.Target == q.Target {
				d.Items = append(d.Items, item)
			}
		}
	}
	for _, name := range d.NoFront {
		c.complain(name+" has no place for the front: the stories go there without it.", "Set it there by hand. What stands where is with: stet lineup show "+shellQuote(s.lineup))
	}
	return c.showDelivered(d)
}

// targetsOf are those that were named.
func (c *call) targetsOf(s sending) ([]article.Target, error) {
	targets := []article.Target{}
	for _, name := range s.targets {
		t, err := c.room.Target(name)
		if err != nil {
			return nil, err
		}
		targets = append(targets, t)
	}
	return targets, nil
}

// passphraseServes refuses a file that was named for the passphrase and is none,
// before anything is queued. What is to be taken down does not wait for that.
func (c *call) passphraseServes(s sending) error {
	if s.down || s.later || c.passphraseFile == "" && c.Getenv(passphraseFile) == "" {
		return nil
	}
	targets, err := c.targetsOf(s)
	if err != nil {
		return err
	}
	if err := c.room.ReadyToSign(targets); errors.Is(err, secret.ErrPassphraseFile) {
		return err
	}
	return nil
}

// runDue does what is due; stopped by somebody, what is under way goes on later.
func (c *call) runDue() error {
	ctx, stop := c.stoppable()
	defer stop()
	return c.room.RunOutbox(ctx)
}

// showDelivered says what became of what was sent: 0 where all of it is there,
// 7 where some waits and goes by itself, 3 where a person has to decide.
func (c *call) showDelivered(d delivered) error {
	status := 0
	d.State = "done"
	for _, i := range d.Items {
		if goesOn(&i) {
			d.State, status = "queued", exitQueued
		}
	}
	refused := func(i newsroom.OutboxItem) bool { return i.State.NeedsPerson() || i.State == article.Cancelled }
	if len(d.Refused) > 0 || slices.ContainsFunc(d.Items, refused) {
		d.State, status = "refused", exitBlocked
	}
	if c.json {
		if err := c.emit(d); err != nil {
			return err
		}
	} else {
		for _, i := range d.Items {
			c.showItem(&i)
		}
		for _, r := range d.Already {
			c.say("already  %s: %s", r.Name, r.Message)
		}
		for _, r := range d.Refused {
			c.say("refused  %s: %s %s", r.Name, r.Message, r.Hint)
		}
	}
	if status != 0 {
		return &exitError{status}
	}
	return nil
}

// houseClock is a moment by the house's clock, which is named: the machine may stand
// elsewhere.
func (c *call) houseClock(t time.Time, layout string) string {
	house, err := c.room.House()
	if err != nil {
		return t.UTC().Format(layout) + " UTC"
	}
	return t.In(house.Location()).Format(layout) + " " + house.Location().String()
}

// goesOn reports whether something of a delivery waits and goes by itself. One that
// lies there until its time is where it was to go.
func goesOn(i *newsroom.OutboxItem) bool { return i.State.Runs() && i.State != article.Scheduled }

// showItem prints a delivery, and what is to be said of it below.
func (c *call) showItem(i *newsroom.OutboxItem) {
	c.say("%s  %s  %s", i.Word, i.TargetName, cmp.Or(i.Slugline, i.Headline, string(i.Story)))
	if i.Held.URL != "" {
		c.say("  %s", i.Held.URL)
	}
	if said := strings.TrimSpace(i.Says + " " + i.Hint); said != "" {
		c.say("  %s", said)
	}
	if i.State == article.Embargoed && !i.Due.IsZero() {
		c.say("  it is looked at again at %s", c.houseClock(i.Due, "15:04, 2 January 2006"))
	}
	if i.Reason == string(deliver.NoAccess) {
		c.say("  the password: stet target set %q --secret, or pipe it in: stet outbox retry --secret", i.TargetName)
	}
	if i.Newer {
		c.say("  there are newer words than these")
	}
	if i.State.Runs() && !i.Due.IsZero() && i.Tries > 0 {
		c.say("  tried %s; next at %s", count(i.Tries, "time", "times"), c.houseClock(i.Due, "15:04:05"))
	}
	if i.Key != "" {
		c.say("  signed with key %s", i.Key)
	} else if i.Unsigned != "" {
		c.say("  not signed: %s", i.Unsigned)
	}
	for _, d := range i.Differences {
		c.say("  %s: sent %q, there %q", d.Field, d.Sent, d.Stored)
	}
}
