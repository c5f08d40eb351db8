package cli

import "stet/internal/article"

// tellStillOut warns of stories that are off the desk now and that readers may
// still have; word to the targets of those that were killed waits in the outbox
// by then. It stops nothing, and stays out of what --json prints.
func (c *call) tellStillOut(ids ...article.ID) error {
	if err := c.room.AskDown(); err != nil {
		return err
	}
	out, err := c.room.StillOut(ids)
	for _, s := range out {
		c.complain(s.Name+": "+s.Says, s.Command)
	}
	return err
}
