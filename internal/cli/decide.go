package cli

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"text/tabwriter"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// runDecide lists the tracked changes and comments of the document that a
// story came from, or gives them their verdict.
func runDecide(c *call) error {
	var accept, reject, undo bool
	words, err := c.words(func(f *flag.FlagSet) {
		f.BoolVar(&accept, "accept", false, "")
		f.BoolVar(&reject, "reject", false, "")
		f.BoolVar(&undo, "undo", false, "")
	}, 1, -1)
	if err != nil {
		return err
	}
	q := newsroom.DecideRequest{}
	asked := 0
	for _, v := range []struct {
		set     bool
		verdict article.Verdict
	}{{accept, article.Accepted}, {reject, article.Rejected}, {undo, article.Undecided}} {
		if v.set {
			q.Verdict = v.verdict
			asked++
		}
	}
	for _, w := range words[1:] {
		n, err := strconv.Atoi(w)
		if err != nil {
			return c.misused(fmt.Sprintf("%q is no number of a change", w))
		}
		q.Changes = append(q.Changes, n)
	}
	if asked > 1 || (asked == 0 && len(q.Changes) > 0) || (undo && len(q.Changes) == 0) {
		return c.misused("say which changes, and one of --accept, --reject and --undo")
	}
	ids, err := c.stories(words[:1])
	if err != nil {
		return err
	}
	if asked == 0 {
		receipt, _, err := c.room.Intake(ids[0])
		if err != nil {
			return err
		}
		return c.showChanges(receipt.Changes)
	}
	a, err := c.room.Story(ids[0])
	if err != nil {
		return err
	}
	q.ID, q.Base = ids[0], a.Rev
	done, err := c.room.Decide(q)
	if err != nil {
		return err
	}
	if done.Missed > 0 {
		c.complain(count(done.Missed, "change", "changes")+" could not be made: the words around were changed since", "Change the words by hand, then accept what is left.")
	}
	return c.showDecided(done)
}

// showDecided lists the changes, and says that the story stays on hold when
// nothing is left to decide.
func (c *call) showDecided(done newsroom.Decided) error {
	if err := c.showChanges(done.Receipt.Changes); err != nil || c.json {
		return err
	}
	left := slices.ContainsFunc(done.Receipt.Changes, func(g article.Change) bool { return g.Verdict == article.Undecided })
	if !left && done.Article.Flag == article.Hold {
		c.say("Everything is decided. The story is still on hold; let it go with: stet status %s --let-go", done.Article.ID)
	}
	return nil
}

func (c *call) showChanges(changes []article.Change) error {
	if c.json {
		if changes == nil {
			changes = []article.Change{}
		}
		return c.emit(changes)
	}
	table := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for _, g := range changes {
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%q\n", g.ID, g.Kind, orNone(string(g.Verdict), "undecided"), printable(orNone(g.By, "-")), short(g.Text))
	}
	return table.Flush()
}
