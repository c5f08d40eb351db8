package cli

import "stet/internal/article"

// tellStillOut warns of stories that are off the desk now and that readers may
// still have. It stops nothing, and stays out of what --json prints.
func (c *call) tellStillOut(ids ...article.ID) error {
	out, err := c.room.StillOut(ids)
	for _, s := range out {
		c.complain(s.Name+": "+s.Says, s.Command)
	}
	return err
}
