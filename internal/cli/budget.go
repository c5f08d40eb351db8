package cli

import (
	"flag"
	"strings"
)

func runBudget(c *call) error {
	var lineup, section string
	var asCSV, asHTML bool
	_, err := c.words(func(f *flag.FlagSet) {
		f.StringVar(&lineup, "lineup", "", "")
		f.StringVar(&section, "section", "", "")
		f.BoolVar(&asCSV, "csv", false, "")
		f.BoolVar(&asHTML, "html", false, "")
	}, 0, 0)
	if err != nil {
		return err
	}
	if given(asCSV, asHTML, c.json) > 1 || given(lineup != "", section != "") > 1 {
		return c.misused("a news list is of one thing, in one form")
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	b, err := room.Budget(lineup, section)
	if err != nil {
		return err
	}
	switch {
	case c.json:
		return c.emit(b)
	case asCSV:
		return b.CSV(c.Out)
	case asHTML:
		return b.HTML(c.Out)
	}
	var text strings.Builder
	if err := b.Text(&text); err != nil {
		return err
	}
	c.say("%s", strings.TrimSuffix(text.String(), "\n"))
	return nil
}
