package cli

import (
	"flag"
	"fmt"
	"strings"

	"stet/internal/newsroom"
)

func runSearch(c *call) error {
	words, options := c.query()
	var limit int
	c.args = options
	if _, err := c.options(func(f *flag.FlagSet) { f.IntVar(&limit, "limit", 0, "") }); err != nil {
		return err
	}
	if limit < 0 {
		return c.misused(fmt.Sprintf("--limit: %d stories cannot be shown", limit))
	}
	if err := c.want(words, 1, -1); err != nil {
		return err
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	found, err := room.Search(c.ctx, newsroom.SearchRequest{Query: strings.Join(words, " "), Limit: limit})
	if err != nil {
		return err
	}
	if found.Partial {
		fmt.Fprintln(c.Err, "Not all texts could be looked through: these are found by their headlines.")
	}
	if c.json {
		return c.emit(found.Stories)
	}
	c.sayFound(&found)
	return nil
}

// query parts the words of a query from the options: -word is a word that must
// not be there, and no option.
func (c *call) query() (words, options []string) {
	for i := 0; i < len(c.args); i++ {
		arg := c.args[i]
		switch {
		case arg == "--":
			return append(words, c.args[i+1:]...), options
		case !strings.HasPrefix(arg, "--"):
			words = append(words, arg)
		case arg == "--limit" && i+1 < len(c.args):
			i++
			options = append(options, arg, c.args[i])
		default:
			options = append(options, arg)
		}
	}
	return words, options
}

func (c *call) sayFound(found *newsroom.SearchResult) {
	if found.Loose {
		c.say("Nothing matches as typed. Spelt almost so:")
	}
	for _, s := range found.Stories {
		c.say("%s  %s  %s  %s", s.ID, orNone(s.Section, "-"), stateOf(s.Head), orNone(s.Headline, "(no headline)"))
		if s.Snippet != "" {
			c.say("    %s", s.Snippet)
		}
	}
	switch more := found.Total - len(found.Stories); {
	case found.Total == 0:
		c.say("Nothing matches.")
	case more > 0:
		c.say("%d more: show them with --limit %d", more, found.Total)
	}
}
