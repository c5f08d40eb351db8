package cli

import (
	"flag"
	"slices"
)

func runHelp(c *call) error {
	var version bool
	words, err := c.options(func(f *flag.FlagSet) { f.BoolVar(&version, "version", false, "") })
	if err != nil {
		return err
	}
	if version {
		c.say("stet %s", c.Version)
		return nil
	}
	all := commands()
	if len(words) > 0 {
		i := slices.IndexFunc(all, func(k command) bool { return k.name == words[0] })
		if i < 0 {
			return &usageError{"\"" + words[0] + "\" is not a command", "See all commands with: stet help"}
		}
		c.say("stet %s %s\n  %s", all[i].name, all[i].usage, all[i].about)
		return nil
	}
	c.say("stet                  open the window\nstet COMMAND ...      do one thing and end\n")
	for _, k := range all {
		c.say("  %-9s %s", k.name, k.about)
	}
	c.say("\nEverywhere: --newsroom DIR (or STET_NEWSROOM), --json. See: stet help COMMAND\nExit status: 0 done, 1 failed, 2 usage, 3 blocked by checks, 4 damaged, 5 newsroom in use, 6 stale")
	return nil
}
