package cli

func runExportAll(c *call) error {
	words, err := c.words(none, 1, 1)
	if err != nil {
		return err
	}
	if _, err := c.open(); err != nil {
		return err
	}
	ctx, stop := c.stoppable()
	defer stop()
	done, err := c.room.ExportAll(ctx, words[0])
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(done)
	}
	c.say("%s: %s in %s, %s", done.Path, count(done.Stories, "story", "stories"),
		count(done.Revisions, "revision", "revisions"), count(done.Pictures, "picture", "pictures"))
	for _, id := range done.Missing {
		c.say("  missing picture: %s", id)
	}
	return nil
}
