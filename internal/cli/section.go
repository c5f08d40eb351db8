package cli

import (
	"flag"
	"fmt"
	"strconv"
	"strings"

	"stet/internal/desk"
	"stet/internal/newsroom"
)

// sectionWish is what was asked of a section.
type sectionWish struct {
	words []string // a section's word first
	into  string   // who takes its stories, "" = nobody
	under *string  // what it lies below, "" = nothing; nil = where it is
}

func runSection(c *call) error {
	var w sectionWish
	words, err := c.options(func(f *flag.FlagSet) {
		f.StringVar(&w.into, "into", "", "")
		f.Func("under", "", func(name string) error { w.under = &name; return nil })
	})
	if err != nil {
		return err
	}
	if len(words) == 0 {
		words = []string{"list"}
	}
	verb := words[0]
	do, known := sectionVerbs[verb]
	if !known {
		return c.misused(fmt.Sprintf("%q is nothing to do with a section", verb))
	}
	w.words = words[1:]
	if err := c.want(w.words, do.least, do.most); err != nil {
		return err
	}
	if w.into != "" && verb != "delete" || w.under != nil && verb != "move" && verb != "add" {
		return c.misused(fmt.Sprintf("--into is for delete, --under for add and move, not for %s", verb))
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	if err := do.run(c, room, w); err != nil {
		return err
	}
	return c.listSections(room)
}

// sectionVerb is one thing to do, with the number of words it takes; most < 0 =
// any.
type sectionVerb struct {
	least, most int
	run         func(*call, *newsroom.Room, sectionWish) error
}

// Every verb answers with the sections as they are then.
var sectionVerbs = map[string]sectionVerb{
	"list": {0, 0, func(*call, *newsroom.Room, sectionWish) error { return nil }},
	"add": {1, 1, func(_ *call, r *newsroom.Room, w sectionWish) error {
		under := ""
		if w.under != nil {
			under = *w.under
		}
		_, err := r.AddSection(w.words[0], under)
		return err
	}},
	"rename": {2, 2, func(_ *call, r *newsroom.Room, w sectionWish) error {
		_, err := r.RenameSection(w.words[0], w.words[1])
		return err
	}},
	"move": {2, 2, func(c *call, r *newsroom.Room, w sectionWish) error {
		to, err := position(c, w.words[1])
		if err != nil {
			return err
		}
		if w.under == nil {
			return r.MoveSection(w.words[0], to)
		}
		return r.PutSection(w.words[0], *w.under, to)
	}},
	"set": {2, -1, func(c *call, r *newsroom.Room, w sectionWish) error {
		set := assignments{}
		for _, word := range w.words[1:] {
			if err := set.Set(word); err != nil {
				return c.misused(err.Error())
			}
		}
		return r.DescribeSection(w.words[0], set)
	}},
	"merge":  {2, 2, func(_ *call, r *newsroom.Room, w sectionWish) error { return r.MergeSections(w.words[0], w.words[1]) }},
	"delete": {1, 1, func(_ *call, r *newsroom.Room, w sectionWish) error { return r.DeleteSection(w.words[0], w.into) }},
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
		c.say("%d  %s%s  /%s/", s.Order+1, strings.Repeat("  ", len(desk.Path(sections, s.ID))-1), s.Name, s.Slug)
	}
	return nil
}
