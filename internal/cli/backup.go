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
	words, err := c.words(func(fs *flag.FlagSet) { fs.BoolVar(&prove, "prove", false, "") }, 1, 1)
	if err != nil {
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
	words, err := c.words(none, 1, 1)
	if err != nil {
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
