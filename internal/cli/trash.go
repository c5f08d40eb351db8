package cli

import "stet/internal/article"

func runTrash(c *call) error {
	return c.eachStory("in the trash", func(id article.ID) error {
		if err := c.room.Trash(id); err != nil {
			return err
		}
		return c.tellStillOut(id)
	})
}

func runUntrash(c *call) error {
	return c.eachStory("out of the trash", func(id article.ID) error { return c.room.Untrash(id) })
}

// eachStory does one thing to every story named, and says so.
func (c *call) eachStory(done string, do func(article.ID) error) error {
	words, err := c.words(none, 1, -1)
	if err != nil {
		return err
	}
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := do(id); err != nil {
			return err
		}
		if !c.json {
			c.say("%s  %s", id, done)
		}
	}
	if c.json {
		return c.emit(ids)
	}
	return nil
}
