package cli

import (
	"fmt"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// placeOptions are the options of `stet status` that say what else the desk
// means to do with a story, and their fields.
var placeOptions = map[string]string{"to": "status", "section": "section", "assignee": "assignee", "deadline": "deadline"}

func isStatus(word string) bool {
	_, err := article.ParseStatus(word)
	return err == nil
}

// fromFlag refuses to take a flag away that the story, named by a word, has not.
func (c *call) fromFlag(id article.ID, word, option string, from article.Flag) error {
	if from == "" {
		return nil
	}
	a, err := c.room.Story(id)
	if err == nil && a.Flag != from {
		err = &article.MoveError{Message: fmt.Sprintf("The story %s is not %s, so there is nothing to undo with --%s.", word, flagWords[from], option), Hint: "See where it stands with: stet status " + word}
	}
	return err
}

// statusOfMany changes where several stories stand: all of them or none.
func (c *call) statusOfMany(words []string, set map[string]string, flags []bool, why string) error {
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	for i, o := range flagOptions {
		if !flags[i] {
			continue
		}
		for n, id := range ids {
			if err := c.fromFlag(id, words[n], o.name, o.from); err != nil {
				return err
			}
		}
		set["flag"] = orNone(string(o.to), "none")
	}
	if len(set) == 0 {
		return c.misused("say what to do to the stories, as with --to STATUS; of one story alone it is said where it stands")
	}
	done, err := c.room.ChangeSelection(newsroom.SelectionChange{IDs: ids, Set: set, Why: why, Whole: true})
	if err != nil {
		return err
	}
	if err := c.showDone(done); err != nil {
		return err
	}
	did := make([]article.ID, len(done.Did))
	for i, d := range done.Did {
		did[i] = d.ID
	}
	return c.tellStillOut(did...)
}

// undoStatus takes back what was done last to where stories stand.
func (c *call) undoStatus(words []string) error {
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	did := make([]newsroom.Did, len(ids))
	for i, id := range ids {
		if did[i], err = c.room.LastPlaced(id); err != nil {
			return fmt.Errorf("%s: %w", words[i], err)
		}
	}
	done, err := c.room.TakeBack(did)
	if err != nil {
		return err
	}
	if err := c.showDone(done); err != nil {
		return err
	}
	if len(done.Did) == 0 && len(done.Refused) > 0 {
		return &exitError{exitFailed}
	}
	return nil
}

// showDone says what became of an action on several stories.
func (c *call) showDone(done newsroom.SelectionDone) error {
	if c.json {
		return c.emit(done)
	}
	for _, d := range done.Did {
		c.say("%s, revision %d", d.ID, d.Rev)
	}
	if done.Same > 0 {
		c.say("%s stood so already", count(done.Same, "story", "stories"))
	}
	for _, r := range done.Refused {
		c.say("left as it is: %s: %s %s", printable(r.Name), r.Message, r.Hint)
	}
	return nil
}
