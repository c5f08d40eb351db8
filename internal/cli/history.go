package cli

import (
	"fmt"
	"strconv"
	"text/tabwriter"
)

func runHistory(c *call) error {
	words, err := c.options(none)
	if err != nil {
		return err
	}
	if err := c.want(words, 1, 1); err != nil {
		return err
	}
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	revisions, err := c.room.History(ids[0])
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(revisions)
	}
	table := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for _, r := range revisions {
		fmt.Fprintf(table, "%d\t%s\t%s\t%d\t%s\n", r.Rev, r.At.Format("2006-01-02 15:04:05Z07:00"), printable(r.By), r.Words, printable(r.Note))
	}
	return table.Flush()
}

func runRestore(c *call) error {
	words, err := c.options(none)
	if err != nil {
		return err
	}
	if err := c.want(words, 2, 2); err != nil {
		return err
	}
	rev, err := strconv.ParseInt(words[1], 10, 64)
	if err != nil || rev < 1 {
		return c.misused(fmt.Sprintf("%q is not a revision", words[1]))
	}
	ids, err := c.stories(words[:1])
	if err != nil {
		return err
	}
	saved, err := c.room.Restore(ids[0], rev)
	if err != nil {
		return err
	}
	return c.showSaved(saved)
}
