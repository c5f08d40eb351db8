package cli

import (
	"flag"
	"fmt"
	"strconv"

	"stet/internal/newsroom"
)

func runSection(c *call) error {
	var into string
	words, err := c.options(func(f *flag.FlagSet) { f.StringVar(&into, "into", "", "") })
	if err != nil {
		return err
	}
	if len(words) == 0 {
		words = []string{"list"}
	}
	verb, rest := words[0], words[1:]
	do, known := sectionVerbs[verb]
	if !known {
		return c.misused(fmt.Sprintf("%q is nothing to do with a section", verb))
	}
	if err := c.want(rest, do.words, do.words); err != nil {
		return err
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	if into != "" {
		rest = append(rest, into)
	}
	if err := do.run(c, room, rest); err != nil {
		return err
	}
	return c.listSections(room)
}

// sectionVerb is one thing to do, with the number of words it needs.
type sectionVerb struct {
	words int
	run   func(*call, *newsroom.Room, []string) error
}

// Every verb answers with the sections as they are then.
var sectionVerbs = map[string]sectionVerb{
	"list": {0, func(*call, *newsroom.Room, []string) error { return nil }},
	"add": {1, func(_ *call, r *newsroom.Room, w []string) error {
		_, err := r.AddSection(w[0])
		return err
	}},
	"rename": {2, func(_ *call, r *newsroom.Room, w []string) error {
		_, err := r.RenameSection(w[0], w[1])
		return err
	}},
	"move": {2, func(c *call, r *newsroom.Room, w []string) error {
		to, err := position(c, w[1])
		if err != nil {
			return err
		}
		return r.MoveSection(w[0], to)
	}},
	"merge": {2, func(_ *call, r *newsroom.Room, w []string) error { return r.DeleteSection(w[0], w[1]) }},
	"delete": {1, func(_ *call, r *newsroom.Room, w []string) error {
		if len(w) == 2 {
			return r.DeleteSection(w[0], w[1])
		}
		return r.DeleteSection(w[0], "")
	}},
}

// position reads a place as people count, from 1, and returns it from 0.
func position(c *call, word string) (int, error) {
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 {
		return 0, c.misused(fmt.Sprintf("%q is not a position; the first is 1", word))
	}
	return n - 1, nil
}

func (c *call) listSections(room *newsroom.Room) error {
	sections, err := room.Sections()
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(sections)
	}
	for _, s := range sections {
		c.say("%d  %s  /%s/", s.Order+1, s.Name, s.Slug)
	}
	return nil
}
