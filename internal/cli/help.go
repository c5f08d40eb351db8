package cli

import (
	"flag"
	"slices"
	"strings"
)

// commandHelp is the JSON shape of `stet help`.
type commandHelp struct {
	Name  string `json:"name"`
	Usage string `json:"usage"`
	About string `json:"about"`
}

func runVersion(c *call) error {
	if c.json {
		return c.emit(map[string]string{"version": c.Version})
	}
	c.say("stet %s", c.Version)
	return nil
}

func runHelp(c *call) error {
	var man bool
	words, err := c.options(func(fs *flag.FlagSet) { fs.BoolVar(&man, "man", false, "") })
	if err != nil {
		return err
	}
	if man {
		return c.manual()
	}
	all := commands()
	if len(words) > 0 {
		i := slices.IndexFunc(all, func(k command) bool { return k.name == words[0] })
		if i < 0 {
			return &usageError{"\"" + words[0] + "\" is not a command", "See all commands with: stet help"}
		}
		all = all[i : i+1]
	}
	if c.json {
		return c.emitHelp(all)
	}
	if len(words) > 0 {
		c.say("stet %s %s\n  %s", all[0].name, all[0].usage, all[0].about)
		return nil
	}
	c.say("stet                  open the window\nstet COMMAND ...      do one thing and end\n")
	for _, k := range all {
		c.say("  %-9s %s", k.name, k.about)
	}
	c.say("\nEverywhere: --newsroom DIR (or STET_NEWSROOM), --passphrase-file FILE (or STET_PASSPHRASE_FILE), --json. See: stet help COMMAND\nExit status: %s", strings.Join(exitStatuses(), ", "))
	return nil
}

func (c *call) emitHelp(shown []command) error {
	var list []commandHelp
	for _, k := range shown {
		list = append(list, commandHelp{k.name, k.usage, k.about})
	}
	return c.emit(list)
}
