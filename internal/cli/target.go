package cli

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/newsroom"
)

// targetVerbs are what can be done with targets, and how many words each takes.
var targetVerbs = map[string]int{"list": 0, "add": 1, "set": 1, "test": 1, "remove": 1}

// runTarget works on the places that stories go to. What opens one is asked for,
// or is the first line of what is piped in: it never stands among the arguments.
func runTarget(c *call) error {
	var t article.Target
	changed := map[string]func(*article.Target){}
	secret := false
	words, err := c.words(func(f *flag.FlagSet) {
		text := func(name string, field func(*article.Target) *string) {
			f.Func(name, "", func(v string) error {
				changed[name] = func(t *article.Target) { *field(t) = v }
				return nil
			})
		}
		text("kind", func(t *article.Target) *string { return (*string)(&t.Kind) })
		text("address", func(t *article.Target) *string { return &t.Address })
		text("user", func(t *article.Target) *string { return &t.User })
		text("profile", func(t *article.Target) *string { return &t.Profile })
		text("key-file", func(t *article.Target) *string { return &t.KeyFile })
		text("host-key", func(t *article.Target) *string { return &t.HostKey })
		text("name", func(t *article.Target) *string { return &t.Name })
		flag := func(name string, field func(*article.Target) *bool) {
			f.BoolFunc(name, "", func(v string) error {
				changed[name] = func(t *article.Target) { *field(t) = v != "false" }
				return nil
			})
		}
		flag("keeps-embargoes", func(t *article.Target) *bool { return &t.KeepsEmbargoes })
		flag("unpacked", func(t *article.Target) *bool { return &t.Unpacked })
		f.BoolVar(&secret, "secret", false, "")
	}, 0, 2)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		words = []string{"list"}
	}
	needs, known := targetVerbs[words[0]]
	if !known {
		return c.misused(fmt.Sprintf("%q is nothing to do with a target", words[0]))
	}
	if err := c.want(words[1:], needs, needs); err != nil {
		return err
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	switch words[0] {
	case "add":
		t.Name = words[1]
	case "set", "test":
		if t, err = room.Target(words[1]); err != nil {
			return err
		}
	case "remove":
		if _, err := room.RemoveTarget(words[1]); err != nil {
			return err
		}
	}
	for _, change := range changed {
		change(&t)
	}
	switch words[0] {
	case "add", "set":
		return c.keepTarget(room, t, secret || words[0] == "add")
	case "test":
		if len(changed) > 0 {
			return c.misused("a target is tested as it is kept: change it with stet target set")
		}
		return c.testTarget(room, t, secret)
	}
	return c.listTargets(room)
}

// keepTarget keeps one, with its secret where it has one.
func (c *call) keepTarget(room *newsroom.Room, t article.Target, ask bool) error {
	if t.Kind == article.TargetFolder && t.Address != "" {
		path, err := filepath.Abs(t.Address)
		if err != nil {
			return fmt.Errorf("find %s: %w", t.Address, err)
		}
		t.Address = path
	}
	wish := newsroom.TargetWish{Target: t}
	kind, _ := deliver.FindKind(string(t.Kind))
	if ask && kind.Secret != "" {
		if err := t.Tidy(); err != nil {
			return err // before somebody types a password for nothing
		}
		var err error
		if wish.Secret, err = c.askSecret(kind.Secret + " for " + t.Name + ": "); err != nil {
			return err
		}
	}
	kept, err := room.KeepTarget(wish)
	if err != nil {
		return err
	}
	if kept.Forgets {
		c.complain("the "+small(kind.Secret)+" is kept nowhere on this machine", "It is asked for each time. Start the system's keyring, or name a file with a passphrase: --passphrase-file FILE.")
	}
	return c.listTargets(room)
}

func (c *call) listTargets(room *newsroom.Room) error {
	targets, err := room.Targets()
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(targets)
	}
	table := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for _, t := range targets {
		note := count(t.Waiting, "story waits", "stories wait")
		if t.Waiting == 0 {
			note = ""
		}
		if t.Trouble != "" {
			note = t.Trouble
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", printable(t.Name), t.Title, printable(t.Address), printable(note))
	}
	return table.Flush()
}

// testTarget looks whether a target can be reached.
func (c *call) testTarget(room *newsroom.Room, t article.Target, piped bool) error {
	if err := c.askMissing(room, []article.Target{t}, piped); err != nil {
		return err
	}
	ctx, stop := c.stoppable()
	defer stop()
	tested, err := room.TestTarget(ctx, newsroom.TargetWish{Target: article.Target{ID: t.ID}})
	if err != nil {
		return err
	}
	switch {
	case c.json:
		err = c.emit(tested)
	case tested.OK:
		c.say("%s: %s", t.Name, tested.Says)
		for _, w := range tested.Warnings {
			c.say("  %s", w)
		}
		if tested.HostKey != "" && tested.HostKey != t.HostKey {
			c.say("  host key  %s (keep it with: stet target set %q --host-key KEY)", tested.HostKey, t.Name)
		}
	default:
		c.complain(tested.Says, tested.Hint)
	}
	if err == nil && !tested.OK {
		return &exitError{exitFailed}
	}
	return err
}

// askMissing asks whoever sits at the terminal for secrets that are kept nowhere.
// Where nobody does, they are lines of what is piped in, in the targets' order,
// if the command line says so: else a loop that pipes in its own list would lose
// a line to Stet.
func (c *call) askMissing(room *newsroom.Room, targets []article.Target, piped bool) error {
	if c.terminal() == nil && !piped {
		return nil
	}
	for i := range targets {
		t := &targets[i]
		name, err := room.MissingSecret(t)
		if err != nil {
			return err
		}
		if name == "" {
			continue
		}
		typed, err := c.askSecret(name + " for " + t.Name + ": ")
		if err != nil {
			return err
		}
		if typed == "" && c.terminal() == nil {
			return &refusal{"the " + small(name) + " for " + t.Name + " was not piped in", "Pipe in one line for each destination that wants one, in the order in which they are named."}
		}
		room.RememberSecret(t, typed)
	}
	return nil
}

// small is a name within a sentence.
func small(name string) string { return strings.ToLower(name[:1]) + name[1:] }

// readySign asks whoever sits at the terminal for what opens the key that signs,
// before anything goes. Where nobody does a wrong passphrase holds nothing up.
func (c *call) readySign(targets []article.Target) error {
	if err := c.room.ReadyToSign(targets); err != nil && c.terminal() != nil {
		return err
	}
	return nil
}
