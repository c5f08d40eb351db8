package cli

import (
	"flag"
	"fmt"
	"strconv"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// merging is what a command line says of a merging.
type merging struct {
	take, both  []string
	sides, undo bool
}

// runMerge merges one story into another, says how the two stand side by side,
// or takes the last merging of a story back.
func runMerge(c *call) error {
	var m merging
	words, err := c.words(func(f *flag.FlagSet) {
		several := func(to *[]string) func(string) error {
			return func(word string) error { *to = append(*to, word); return nil }
		}
		f.Func("take", "", several(&m.take))
		f.Func("both", "", several(&m.both))
		f.BoolVar(&m.sides, "sides", false, "")
		f.BoolVar(&m.undo, "undo", false, "")
	}, 1, 2)
	if err != nil {
		return err
	}
	if m.undo != (len(words) == 1) {
		return c.misused("two stories become one; --undo takes one")
	}
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	if m.undo {
		done, err := c.room.UndoUnite(ids[0])
		if err != nil {
			return err
		}
		return c.showUnited(done, "two stories again")
	}
	plan, err := c.room.PlanUnite(ids[1], ids[0])
	if err != nil {
		return err
	}
	if m.sides {
		return c.showPlan(plan)
	}
	q, err := m.request(plan)
	if err != nil {
		return err
	}
	done, err := c.room.Unite(q)
	if err != nil {
		return err
	}
	if err := c.showUnited(done, "merged"); err != nil {
		return err
	}
	return c.tellStillOut(done.Other.ID)
}

// request takes passages by their numbers and fields by their names.
func (m *merging) request(plan newsroom.UnitePlan) (newsroom.UniteRequest, error) {
	q := newsroom.UniteRequest{Into: plan.Into.ID, Base: plan.Sides.B.Rev, Other: plan.Other.ID, OtherBase: plan.Sides.A.Rev}
	changes := 0
	for _, row := range plan.Sides.Body {
		changes = max(changes, row.Change)
	}
	q.Body = make([]article.Pick, changes)
	for _, of := range []struct {
		words []string
		pick  article.Pick
	}{{m.take, article.PickBefore}, {m.both, article.PickBoth}} {
		for _, word := range of.words {
			n, err := strconv.Atoi(word)
			switch {
			case err != nil && of.pick == article.PickBefore:
				q.Fields = append(q.Fields, word)
			case err != nil || n < 1 || n > changes:
				return q, &usageError{
					fmt.Sprintf("there is no passage %q: the two differ in %d", word, changes),
					fmt.Sprintf("See them with: stet merge %s %s --sides", plan.Other.ID, plan.Into.ID),
				}
			case q.Body[n-1] != "" && q.Body[n-1] != of.pick:
				return q, &usageError{
					fmt.Sprintf("passage %d is to be taken, and to be there twice", n),
					"Say --take or --both of a passage: the other's words alone, or those of both.",
				}
			default:
				q.Body[n-1] = of.pick
			}
		}
	}
	return q, nil
}

// showPlan prints how two stories differ: [-what only the other has-] and
// {+what only the one that stays has+}.
func (c *call) showPlan(plan newsroom.UnitePlan) error {
	if c.json {
		return c.emit(plan)
	}
	c.say("%s  %s", plan.Into.ID, orNone(plan.Into.Headline, "(no headline)"))
	c.say("  would take in %s  %s", plan.Other.ID, orNone(plan.Other.Headline, "(no headline)"))
	for _, f := range plan.Sides.Fields {
		c.say("%s: %s", f.Field, marked(f.Chunks))
	}
	for _, row := range plan.Sides.Body {
		if row.Change > 0 {
			c.say("body, passage %d%s: %s", row.Change, doubleWord(row), passage(row.Chunks))
		}
	}
	for _, remark := range plan.Remarks {
		c.say("  %s", remark)
	}
	return nil
}

func doubleWord(row article.Row) string {
	where := ""
	if row.At > 0 {
		where = fmt.Sprintf(", its paragraph %d", row.At)
	}
	switch row.Double {
	case article.DoubleSame:
		return " (it is there already" + where + ")"
	case article.DoubleNear:
		return " (nearly the same is there" + where + ")"
	}
	return ""
}

func (c *call) showUnited(done newsroom.United, what string) error {
	if c.json {
		return c.emit(done)
	}
	c.say("%s  revision %d, %s", done.Story.ID, done.Story.Rev, what)
	c.say("  %s  revision %d, %s", done.Other.ID, done.Other.Rev, orNone(string(done.Other.Flag), "as it was"))
	for _, slug := range done.Story.OldSlugs {
		c.say("  /%s leads to it", slug)
	}
	for _, l := range done.Lineups {
		if l.Closed {
			c.say("  %s: the higher of their places is its own, the lower one is closed", l.Name)
		} else {
			c.say("  %s: revision %d", l.Name, l.Rev)
		}
	}
	if done.Stayed > 0 {
		c.say("  %s worked on since and left as they are", count(done.Stayed, "lineup was", "lineups were"))
	}
	return nil
}
