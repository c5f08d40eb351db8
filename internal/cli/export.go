package cli

import (
	"errors"
	"flag"
	"strings"

	"stet/internal/bundle"
	"stet/internal/newsroom"
	"stet/internal/secret"
)

func runExport(c *call) error {
	defer collectLater()()
	var q newsroom.ExportRequest
	var why string
	words, err := c.options(func(f *flag.FlagSet) {
		f.StringVar(&q.Profile, "profile", "", "")
		f.StringVar(&q.Out, "out", "", "")
		f.BoolVar(&q.SkipBlocked, "skip-blocked", false, "")
		f.BoolVar(&q.Changed, "changed", false, "")
		f.BoolVar(&q.Kill, "kill", false, "")
		f.Func("pass", "", func(code string) error { q.Pass = append(q.Pass, newsroom.Pass{Stop: code}); return nil })
		f.StringVar(&why, "why", "", "")
		f.StringVar(&q.Section, "section", "", "")
		f.StringVar(&q.Lineup, "lineup", "", "")
		f.BoolVar(&q.All, "all", false, "")
	})
	if err != nil {
		return err
	}
	for i := range q.Pass {
		q.Pass[i].Why = why
	}
	if err := c.oneSelection(q, words); err != nil {
		return err
	}
	if q.IDs, err = c.stories(words); err != nil {
		return err
	}
	// An export cleans up behind itself. Any other command may end at once: a
	// save is on disk or it is not.
	ctx, stop := c.stoppable()
	defer stop()
	line := onTerminal(c.Err)
	if line != nil {
		q.Progress = line.tell
	}
	done, err := c.room.Export(ctx, q)
	line.end()
	var blocked *newsroom.BlockedError
	if errors.As(err, &blocked) {
		return c.refuse(blocked)
	}
	if err != nil {
		return err
	}
	return c.showExported(done)
}

// oneSelection makes sure that the command says what goes exactly once, and
// where to.
func (c *call) oneSelection(q newsroom.ExportRequest, words []string) error {
	said := given(len(words) > 0, q.Section != "", q.Lineup != "", q.All)
	switch {
	case q.Out == "":
		return c.misused("--out is missing")
	case said == 0:
		return c.misused("nothing says which stories")
	case said > 1:
		return c.misused("stories are named in more than one way")
	}
	return nil
}

// refuse shows the findings of the stories that stopped the export.
func (c *call) refuse(blocked *newsroom.BlockedError) error {
	return c.refuseWith(blocked, newsroom.Explain(blocked).Command)
}

func (c *call) refuseWith(blocked *newsroom.BlockedError, hint string) error {
	if err := c.showFindings(blocked.Stories); err != nil {
		return err
	}
	c.complain("stopped by checks: "+count(len(blocked.Stories), "story", "stories")+" may not go; nothing was written", hint)
	return &exitError{exitBlocked}
}

func (c *call) showExported(done newsroom.Exported) error {
	if c.json {
		return c.emit(done)
	}
	c.say("%s", done.Path)
	c.say("  stories  %d", done.Stories)
	c.say("  formats  %s", strings.Join(done.Formats, ", "))
	c.say("  digest   %s", done.Digest)
	if done.Key != "" {
		c.say("  signed   with key %s", done.Key)
	} else {
		c.say("  not signed: %s", done.Unsigned)
		if lies := c.room.SecretState(); lies == secret.Locked || lies == secret.Nowhere {
			c.say("  to sign it name a file with the passphrase: --passphrase-file FILE")
		}
	}
	c.showLosses(done.NotCarried)
	for _, w := range done.Warned {
		c.say("  warned   %s, %s (stet check says where)", w.Code, count(w.Stories, "story", "stories"))
	}
	if done.Unnoted {
		c.say("  not noted in the history: the newsroom can only be read")
	}
	switch {
	case done.Front != "":
		c.say("  front    %s", done.Front)
	case done.NoFront != "":
		c.say("  no front: %s", done.NoFront)
	}
	for _, id := range done.LeftOut {
		c.say("  left out: %s", id)
	}
	return nil
}

// showLosses says each loss once, with how many stories it befell: --json has
// them story by story.
func (c *call) showLosses(losses []bundle.Loss) {
	counts := map[bundle.Loss]int{}
	var kinds []bundle.Loss
	for _, l := range losses {
		l.ID = ""
		if counts[l]++; counts[l] == 1 {
			kinds = append(kinds, l)
		}
	}
	for _, l := range kinds {
		c.say("  not carried by %s: %s (%s), %s", l.Format, l.Field, l.Why, count(counts[l], "story", "stories"))
	}
}
