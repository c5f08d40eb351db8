package cli

import (
	"flag"
	"fmt"

	"stet/internal/desk"
	"stet/internal/newsroom"
)

func runLineup(c *call) error {
	var at int
	var weight string
	words, err := c.options(func(f *flag.FlagSet) {
		f.IntVar(&at, "at", 1<<30, "")
		f.StringVar(&weight, "weight", "", "")
	})
	if err != nil {
		return err
	}
	if len(words) == 0 {
		words = []string{"show"}
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	verb, rest := words[0], words[1:]
	switch verb {
	case "show":
		return c.showLineups(room, rest)
	case "set":
		return c.setLineup(room, rest)
	case "add":
		return c.addToLineup(room, rest, at, weight)
	case "move", "remove":
		return c.changeLineup(room, verb, rest)
	}
	return c.misused(fmt.Sprintf("%q is nothing to do with a lineup", verb))
}

func (c *call) showLineups(room *newsroom.Room, words []string) error {
	if err := c.want(words, 0, 1); err != nil {
		return err
	}
	if len(words) == 1 {
		l, err := room.Lineup(words[0])
		return c.showLineup(room, l, err)
	}
	lineups, err := room.Lineups()
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(lineups)
	}
	for _, l := range lineups {
		c.say("%s  %s", l.Name, count(len(l.Slots), "story", "stories"))
	}
	return nil
}

func (c *call) setLineup(room *newsroom.Room, words []string) error {
	if err := c.want(words, 1, -1); err != nil {
		return err
	}
	ids, err := c.stories(words[1:])
	if err != nil {
		return err
	}
	l, err := room.SetLineup(words[0], ids)
	return c.showLineup(room, l, err)
}

func (c *call) addToLineup(room *newsroom.Room, words []string, at int, weight string) error {
	if err := c.want(words, 2, 2); err != nil {
		return err
	}
	w, err := desk.ParseWeight(weight)
	if err != nil {
		return err
	}
	ids, err := c.stories(words[1:])
	if err != nil {
		return err
	}
	l, err := room.AddToLineup(words[0], desk.Slot{Story: ids[0], Weight: w}, at-1)
	return c.showLineup(room, l, err)
}

func (c *call) changeLineup(room *newsroom.Room, verb string, words []string) error {
	need := map[string]int{"move": 3, "remove": 2}[verb]
	if err := c.want(words, need, need); err != nil {
		return err
	}
	ids, err := c.stories(words[1:2])
	if err != nil {
		return err
	}
	if verb == "remove" {
		l, err := room.RemoveFromLineup(words[0], ids[0])
		return c.showLineup(room, l, err)
	}
	to, err := position(c, words[2])
	if err != nil {
		return err
	}
	l, err := room.MoveInLineup(words[0], ids[0], to)
	return c.showLineup(room, l, err)
}

func (c *call) showLineup(room *newsroom.Room, l desk.Lineup, err error) error {
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(l)
	}
	for n, s := range l.Slots {
		a, err := room.Story(s.Story)
		if err != nil {
			return err
		}
		c.say("%d  %-8s  %s  %s", n+1, s.Weight, s.Story, orNone(s.Headline, a.Headlines.For("front")))
	}
	return nil
}
