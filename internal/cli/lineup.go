package cli

import (
	"flag"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/newsroom"
)

// lineupWish is what was asked of a lineup.
type lineupWish struct {
	words  []string // the lineup's first
	change newsroom.LineupChange
	set    assignments
	keep   bool
	given  []string // options that were
}

// lineupOptions are the options, and the verbs that take each.
var lineupOptions = map[string][]string{
	"at": {"add"}, "weight": {"add"}, "set": {"add", "slot"}, "section": {"fill"}, "below": {"fill"}, "most": {"fill"}, "except": {"fill"},
	"rev": {"copy"}, "yesterday": {"copy"}, "keep": {"spare"},
	"base": {"new", "set", "add", "move", "swap", "remove", "splash", "slot", "fill", "copy", "spare", "revert", "rename", "delete"},
}

func runLineup(c *call) error {
	w := lineupWish{set: assignments{}, change: newsroom.LineupChange{Base: newsroom.AnyRev, To: math.MaxInt32}}
	words, err := c.options(w.define)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		words = []string{"show"}
	}
	verb := words[0]
	do, known := lineupVerbs[verb]
	if !known {
		return c.misused(fmt.Sprintf("%q is nothing to do with a lineup", verb))
	}
	for _, option := range w.given {
		if !slices.Contains(lineupOptions[option], verb) {
			return c.misused(fmt.Sprintf("--%s is for %s, not for %s", option, strings.Join(lineupOptions[option], ", "), verb))
		}
	}
	w.words = words[1:]
	if err := c.want(w.words, do.least, do.most); err != nil {
		return err
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	w.change.Act = newsroom.LineupAct(verb)
	if len(w.words) > 0 {
		w.change.Lineup = w.words[0]
	}
	return do.run(c, room, &w)
}

func (w *lineupWish) define(f *flag.FlagSet) {
	option := func(name string, take func(string) error) {
		f.Func(name, "", func(value string) error {
			w.given = append(w.given, name)
			return take(value)
		})
	}
	option("at", func(v string) error { return number(v, "a position", 1, &w.change.To) })
	option("weight", func(v string) error { return w.set.Set("weight=" + v) })
	option("set", w.set.Set)
	option("section", func(v string) error { w.rule().SectionID = v; return nil })
	option("most", func(v string) error { return number(v, "a number of places", 1, &w.rule().Most) })
	option("except", func(v string) error { w.rule().Except = append(w.rule().Except, v); return nil })
	option("rev", func(v string) error { return revision(v, &w.change.Rev) })
	option("base", func(v string) error { return revision(v, &w.change.Base) })
	flagged := func(name string, into *bool) {
		f.BoolFunc(name, "", func(string) error {
			w.given, *into = append(w.given, name), true
			return nil
		})
	}
	flagged("keep", &w.keep)
	f.BoolFunc("below", "", func(string) error {
		w.given, w.rule().Below = append(w.given, "below"), true
		return nil
	})
	flagged("yesterday", &w.change.Yesterday)
}

func (w *lineupWish) rule() *desk.Rule {
	if w.change.Rule == nil {
		w.change.Rule = &desk.Rule{}
	}
	return w.change.Rule
}

// number reads one from least on.
func number(text, what string, least int, into *int) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < least {
		return fmt.Errorf("%q is not %s; the first is %d", text, what, least)
	}
	*into = n
	return nil
}

func revision(text string, into *int64) error {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return fmt.Errorf("%q is not a revision; the first is 1", text)
	}
	*into = n
	return nil
}

// lineupVerb is one thing to do, with the number of words it takes; most < 0 =
// any.
type lineupVerb struct {
	least, most int
	run         func(*call, *newsroom.Room, *lineupWish) error
}

var lineupVerbs = map[string]lineupVerb{
	"show":    {0, 1, (*call).showLineups},
	"new":     {1, 1, withStories},
	"set":     {1, -1, withStories},
	"add":     {2, -1, addToLineup},
	"move":    {3, 3, moveInLineup},
	"swap":    {3, 3, withStories},
	"remove":  {2, -1, withStories},
	"splash":  {2, 2, withStories},
	"slot":    {2, 2, setSlot},
	"fill":    {1, 1, withStories},
	"copy":    {1, 2, copyLineup},
	"spare":   {1, 1, useSpare},
	"front":   {1, 1, (*call).showFront},
	"check":   {1, 1, (*call).checkFront},
	"history": {1, 1, (*call).showLineupHistory},
	"diff":    {1, 3, (*call).showLineupDiff},
	"revert":  {2, 2, revertLineup},
	"rename":  {2, 2, renameLineup},
	"delete":  {1, 1, deleteLineup},
}

// change carries the change out and shows the lineup as it is then.
func (c *call) change(room *newsroom.Room, w *lineupWish) error {
	shown, err := room.ChangeLineup(w.change)
	if err != nil {
		return err
	}
	return c.showLineup(room, shown.Lineup)
}

// withStories takes the words behind the lineup's for stories.
func withStories(c *call, room *newsroom.Room, w *lineupWish) (err error) {
	if w.change.Stories, err = c.stories(w.words[1:]); err != nil {
		return err
	}
	return c.change(room, w)
}

func addToLineup(c *call, room *newsroom.Room, w *lineupWish) error {
	if w.change.To < math.MaxInt32 {
		w.change.To--
	}
	w.change.Slot = w.set
	return withStories(c, room, w)
}

func moveInLineup(c *call, room *newsroom.Room, w *lineupWish) (err error) {
	if w.change.To, err = position(c, w.words[2]); err != nil {
		return err
	}
	w.words = w.words[:2]
	return withStories(c, room, w)
}

func setSlot(c *call, room *newsroom.Room, w *lineupWish) error {
	if len(w.set) == 0 {
		return c.misused("nothing to change; write --set field=value")
	}
	w.change.Slot = w.set
	return withStories(c, room, w)
}

func copyLineup(c *call, room *newsroom.Room, w *lineupWish) error {
	if w.change.Yesterday && w.change.Rev != 0 {
		return c.misused("--rev and --yesterday both say which order")
	}
	if len(w.words) == 2 {
		w.change.From = w.words[1]
	}
	return c.change(room, w)
}

func useSpare(c *call, room *newsroom.Room, w *lineupWish) error {
	if w.keep {
		w.change.Act = newsroom.LineupKeep
	}
	return c.change(room, w)
}

func revertLineup(c *call, room *newsroom.Room, w *lineupWish) error {
	if err := revision(w.words[1], &w.change.Rev); err != nil {
		return c.misused(err.Error())
	}
	return c.change(room, w)
}

func renameLineup(c *call, room *newsroom.Room, w *lineupWish) error {
	w.change.Name = w.words[1]
	return c.change(room, w)
}

func deleteLineup(c *call, room *newsroom.Room, w *lineupWish) error {
	gone, err := room.DeleteLineup(w.words[0], w.change.Base)
	if err != nil {
		return err
	}
	l := gone.Lineup
	if c.json {
		err = c.emit(l)
	} else {
		c.say("%s is gone; stet lineup revert %s %d brings it back", l.Name, l.ID, l.Rev)
	}
	for _, name := range gone.FrontAt {
		c.complain("The front of "+l.Name+" is still at "+name+".", fmt.Sprintf("Take it down: stet send --lineup %s --to %s --take-down --why TEXT", l.ID, shellQuote(name)))
	}
	return err
}

func (c *call) showLineups(room *newsroom.Room, w *lineupWish) error {
	if len(w.words) == 1 {
		l, err := room.Lineup(w.words[0])
		if err != nil {
			return err
		}
		return c.showLineup(room, l)
	}
	lineups, err := room.Lineups()
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(lineups)
	}
	for _, l := range lineups {
		c.say("%s  %s%s", l.Name, count(len(l.Slots), "story", "stories"), holes(l))
	}
	return nil
}

func holes(l desk.Lineup) string {
	n := 0
	for _, s := range l.Slots {
		if s.Hole != "" {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return ", " + count(n, "hole", "holes")
}

func (c *call) showLineup(room *newsroom.Room, l desk.Lineup) error {
	if c.json {
		return c.emit(l)
	}
	for n, s := range l.Slots {
		head := s.Headline
		if head == "" {
			a, err := room.Story(s.Story)
			if err == nil {
				head = a.Headlines.For(article.Front)
			}
		}
		c.say("%d  %-8s  %s  %s%s", n+1, s.Weight, s.Story, orNone(head, ""), beside(s))
	}
	if len(l.Spare) > 0 {
		c.say("spare: %s", count(len(l.Spare), "story", "stories"))
	}
	return nil
}

// beside is what else there is to say of a place.
func beside(s desk.Slot) string {
	var notes []string
	if s.Pinned {
		notes = append(notes, "pinned")
	}
	if until := s.UntilText(); until != "" {
		notes = append(notes, "until "+until)
	}
	if len(s.Sublinks) > 0 {
		notes = append(notes, count(len(s.Sublinks), "sublink", "sublinks"))
	}
	if s.Hole != "" {
		notes = append(notes, "HOLE: "+s.Hole)
	}
	if len(notes) == 0 {
		return ""
	}
	return "  (" + strings.Join(notes, ", ") + ")"
}
