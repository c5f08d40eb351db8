package cli

import (
	"flag"
	"fmt"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// runSettle shows what a merge left open, or decides it: what is named is taken
// of the other side, all else stays as the desk has it.
func runSettle(c *call) error {
	var fields, passages []string
	mine := false
	words, err := c.words(func(f *flag.FlagSet) {
		f.Func("field", "", func(path string) error { fields = append(fields, path); return nil })
		f.Func("passage", "", func(n string) error { passages = append(passages, n); return nil })
		f.BoolVar(&mine, "mine", false, "")
	}, 1, 1)
	if err != nil {
		return err
	}
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	a, err := c.room.Story(ids[0])
	if err != nil {
		return err
	}
	if a.Merge == nil {
		return &article.MoveError{Message: "Nothing of a merge is open in this story.", Hint: "See where it stands with: stet status " + words[0]}
	}
	if mine && len(fields)+len(passages) > 0 {
		return c.misused("--mine takes nothing of the other side, so no --field and no --passage")
	}
	if mine || len(fields)+len(passages) > 0 {
		return c.takePassages(a.ID, a.Merge.With, fields, passages, true)
	}
	return c.showTorn(&a)
}

// showTorn prints both sides of every place that is open.
func (c *call) showTorn(a *article.Article) error {
	sides, err := c.room.SideBySide(a.ID, a.Merge.With, 0)
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(struct {
			*article.OpenMerge
			Sides newsroom.Sides `json:"sides"`
		}{a.Merge, sides})
	}
	c.say("%s  %s and the desk both changed:", a.ID, a.Merge.Name)
	for _, conflict := range a.Merge.Conflicts {
		c.say("%s", conflict.Field)
		c.say("  desk: %s", printable(orNone(conflict.Mine, "(taken out)")))
		c.say("  %s: %s", a.Merge.Name, printable(orNone(conflict.Theirs, "(taken out)")))
	}
	if len(sides.Torn) > 0 {
		c.say("Passages of stet diff %s %d now --sides: %s", a.ID, a.Merge.With, fmt.Sprint(sides.Torn))
	}
	return nil
}
