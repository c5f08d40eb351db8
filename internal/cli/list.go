package cli

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"stet/internal/article"
)

func runList(c *call) error {
	var section, state string
	var trash, changed bool
	_, err := c.words(func(f *flag.FlagSet) {
		f.StringVar(&section, "section", "", "")
		f.StringVar(&state, "status", "", "")
		f.BoolVar(&trash, "trash", false, "")
		f.BoolVar(&changed, "changed", false, "")
	}, 0, 0)
	if err != nil {
		return err
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	if trash && changed {
		return c.misused("readers have nothing new of what is in the trash: --trash or --changed")
	}
	heads, err := room.ByState(state, section)
	if trash && err == nil {
		heads, err = room.All(section, true)
	}
	if err != nil {
		return err
	}
	if changed {
		heads = slices.DeleteFunc(heads, func(h article.Head) bool { return !h.Behind() })
	}
	return c.showHeads(heads)
}

func (c *call) showHeads(heads []article.Head) error {
	if c.json {
		return c.emit(heads)
	}
	table := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for _, h := range heads {
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s%s\n", h.ID, printable(orNone(h.Section, "-")), stateOf(h), h.Words, printable(orNone(h.Headline, "(no headline)")), changedSince(h.Sent))
	}
	return table.Flush()
}

// stateOf is the status and, where there is one, the flag.
func stateOf(h article.Head) string {
	if h.Flag == article.NoFlag {
		return string(h.Status)
	}
	return string(h.Status) + "/" + string(h.Flag)
}

// changedSince ends the line of a story of which readers would get something
// else by now than what left.
func changedSince(sent *article.LastSent) string {
	if sent == nil || len(sent.Changed) == 0 {
		return ""
	}
	return "  (changed since it went out: " + strings.Join(sent.Changed, ", ") + ")"
}
