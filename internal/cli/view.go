package cli

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/newsroom"
)

// runView works on the saved views: what the list shows, under a name.
func runView(c *call) error {
	v := newsroom.SavedView{}
	limit := 0
	words, err := c.words(func(f *flag.FlagSet) {
		f.StringVar((*string)(&v.View), "view", "", "")
		f.StringVar(&v.Section, "section", "", "")
		f.StringVar(&v.Query, "query", "", "")
		f.StringVar((*string)(&v.Sort), "sort", "", "")
		f.BoolVar(&v.Reverse, "reverse", false, "")
		f.IntVar(&limit, "limit", 100, "")
	}, 0, 3)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		words = []string{"list"}
	}
	needs, known := map[string]int{"list": 0, "show": 1, "delete": 1, "add": 1, "rename": 2, "move": 2}[words[0]]
	if !known {
		return c.misused(fmt.Sprintf("%q is nothing to do with a saved view", words[0]))
	}
	if err := c.want(words[1:], needs, needs); err != nil {
		return err
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	if words[0] == "show" {
		return c.showView(room, words[1], limit)
	}
	if words[0] == "add" {
		v.Name = words[1]
	}
	if err := c.changeViews(room, words, v); err != nil {
		return err
	}
	return c.listViews(room)
}

// changeViews does what a verb says.
func (c *call) changeViews(room *newsroom.Room, words []string, v newsroom.SavedView) error {
	if words[0] == "list" {
		return nil
	}
	views, err := room.Views()
	if err != nil {
		return err
	}
	if words[0] == "add" {
		return room.KeepViews(append(views, v))
	}
	named, err := room.ViewCalled(words[1])
	if err != nil {
		return err
	}
	at := slices.IndexFunc(views, func(v newsroom.SavedView) bool { return v.Name == named.Name })
	switch words[0] {
	case "rename":
		views[at].Name = words[2]
	case "delete":
		views = slices.Delete(views, at, at+1)
	case "move":
		to, err := viewPosition(words[2], len(views))
		if err != nil {
			return err
		}
		views = slices.Insert(slices.Delete(views, at, at+1), to, named)
	}
	return room.KeepViews(views)
}

// viewPosition reads a position, 1 = the first, as an index.
func viewPosition(word string, of int) (int, error) {
	n := 0
	if _, err := fmt.Sscan(word, &n); err != nil || n < 1 || n > of {
		return 0, fmt.Errorf("%w: %q is no position from 1 to %d", article.ErrValue, word, of)
	}
	return n - 1, nil
}

// showView lists the stories of a saved view, as the window's list shows them.
func (c *call) showView(room *newsroom.Room, name string, limit int) error {
	v, err := room.ViewCalled(name)
	if err != nil {
		return err
	}
	q := v.Ask()
	q.Limit = limit
	page, err := room.List(c.ctx, q)
	if err != nil {
		return err
	}
	return c.showHeads(page.Heads)
}

func (c *call) listViews(room *newsroom.Room) error {
	views, err := room.CountedViews(c.ctx)
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(views)
	}
	sections, err := room.Sections()
	if err != nil {
		return err
	}
	lines := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for _, v := range views {
		said := []string{string(v.View)}
		at := slices.IndexFunc(sections, func(s desk.Section) bool { return s.ID == v.Section })
		switch {
		case at >= 0:
			said = append(said, "in "+printable(sections[at].Name))
		case v.Section != "":
			said = append(said, "in a section that is gone")
		}
		if v.Query != "" {
			said = append(said, "with "+printable(v.Query))
		}
		if v.Sort != "updated" {
			said = append(said, "by "+string(v.Sort))
		}
		if v.Reverse {
			said = append(said, "the other way round")
		}
		fmt.Fprintf(lines, "%s\t%d\t%s\n", printable(v.Name), v.Count, strings.Join(said, ", "))
	}
	return lines.Flush()
}
