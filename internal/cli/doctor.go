package cli

import (
	"flag"

	"stet/internal/newsroom"
)

func runDoctor(c *call) error {
	repair := false
	if _, err := c.words(func(fs *flag.FlagSet) { fs.BoolVar(&repair, "repair", false, "") }, 0, 0); err != nil {
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
