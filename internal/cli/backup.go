package cli

import (
	"context"
	"flag"
	"os"
	"os/signal"
	"syscall"
	"time"

	"stet/internal/newsroom"
)

// stoppable ends when somebody stops the command, which then leaves nothing
// half done.
func (c *call) stoppable() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(c.ctx, os.Interrupt, syscall.SIGTERM)
}

func runBackup(c *call) error {
	prove := false
	words, err := c.options(func(fs *flag.FlagSet) { fs.BoolVar(&prove, "prove", false, "") })
	if err != nil {
		return err
	}
	if err := c.want(words, 1, 1); err != nil {
		return err
	}
	room, err := c.openExisting()
	if err != nil {
		return err
	}
	ctx, stop := c.stoppable()
	defer stop()
	b, err := room.Backup(ctx, words[0])
	if err != nil {
		return err
	}
	proof := newsroom.Proof{Backup: b}
	if prove {
		if proof, err = room.Prove(ctx, words[0]); err != nil {
			return err
		}
		proof.Backup.Added = b.Added
	}
	if c.json {
		return c.emit(proof)
	}
	c.say("%s: %s added, %s in all, %s", b.Path, count(int(b.Added), "change", "changes"), count(int(b.Changes), "change", "changes"),
		count(b.Pictures, "picture", "pictures"))
	if prove {
		c.say("proved: restored on trial, %s the same word for word", count(proof.Stories, "story", "stories"))
	}
	c.sayMissing(b)
	return nil
}

func (c *call) sayMissing(b newsroom.Backup) {
	for _, id := range b.Missing {
		c.say("  missing picture: %s", id)
	}
}

func runRestoreBackup(c *call) error {
	words, err := c.options(none)
	if err != nil {
		return err
	}
	if err := c.want(words, 1, 1); err != nil {
		return err
	}
	o, err := c.newsroomOptions()
	if err != nil {
		return err
	}
	ctx, stop := c.stoppable()
	defer stop()
	b, err := newsroom.RestoreBackup(ctx, words[0], o)
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(b)
	}
	c.say("%s: %s of %s, %s", o.Dir, count(int(b.Changes), "change", "changes"), b.At.Format(time.RFC3339),
		count(b.Pictures, "picture", "pictures"))
	c.sayMissing(b)
	return nil
}

func runDoctor(c *call) error {
	repair := false
	words, err := c.options(func(fs *flag.FlagSet) { fs.BoolVar(&repair, "repair", false, "") })
	if err != nil {
		return err
	}
	if err := c.want(words, 0, 0); err != nil {
		return err
	}
	o, err := c.newsroomOptions()
	if err != nil {
		return err
	}
	ctx, stop := c.stoppable()
	defer stop()
	look := newsroom.Examine
	if repair {
		look = newsroom.Repair
	}
	h, err := look(ctx, o)
	if err != nil {
		return err
	}
	if err := c.showHealth(h, repair); err != nil {
		return err
	}
	if len(h.Faults) > 0 {
		return &exitError{exitDamaged}
	}
	return nil
}

func (c *call) showHealth(h newsroom.Health, repaired bool) error {
	if c.json {
		return c.emit(h)
	}
	looked := count(int(h.Changes), "change", "changes") + ", " + count(h.Revisions, "revision", "revisions") + ", " +
		count(h.Values, "value", "values") + ", " + count(h.Pictures, "picture", "pictures")
	if len(h.Faults) == 0 {
		c.say("whole: %s", looked)
	} else {
		c.say("damaged: %s in %s", count(len(h.Faults), "fault", "faults"), looked)
	}
	if h.Unclean {
		c.say("  Stet was not closed in order here, so only the journal and the pictures were read. stet doctor --repair brings it in order and reads the rest.")
	}
	onlyBackup := false
	for _, f := range h.Faults {
		c.say("  %s: %s", f.File, f.Why)
		onlyBackup = onlyBackup || f.Mend == ""
	}
	switch {
	case len(h.Faults) == 0:
	case onlyBackup:
		c.say("  What no copy has comes back from a backup: stet --newsroom NEWDIR restore-backup FILE")
	case !repaired:
		c.say("  The other copy has these words still: stet doctor --repair")
	}
	return nil
}
