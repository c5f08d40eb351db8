package cli

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"stet/internal/bundle"
	"stet/internal/newsroom"
)

// runProfile works on the formats of packages.
func runProfile(c *call) error {
	from := ""
	words, err := c.options(func(f *flag.FlagSet) { f.StringVar(&from, "from", "", "") })
	if err != nil {
		return err
	}
	if len(words) == 0 {
		words = []string{"list"}
	}
	needs, known := map[string][2]int{"list": {0, 0}, "show": {1, 1}, "remove": {1, 1}, "rename": {2, 2}, "add": {1, -1}, "change": {2, -1}}[words[0]]
	if !known {
		return c.misused(fmt.Sprintf("%q is nothing to do with a package format", words[0]))
	}
	if err := c.want(words[1:], needs[0], needs[1]); err != nil {
		return err
	}
	if from != "" && words[0] != "add" {
		return c.misused("--from is for add, not for " + words[0])
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	if words[0] == "show" {
		return c.showProfile(room, words[1])
	}
	list, err := c.changeProfiles(room, words[0], words[1:], from)
	if err != nil {
		return err
	}
	return c.listProfiles(list)
}

// changeProfiles does what a verb says and answers with all that there are then.
func (c *call) changeProfiles(room *newsroom.Room, verb string, words []string, from string) ([]newsroom.Profile, error) {
	switch verb {
	case "add":
		return c.addProfile(room, words, from)
	case "change", "rename":
		p, err := room.ProfileCalled(words[0])
		if err != nil {
			return nil, err
		}
		was := p.Name
		if verb == "rename" {
			p.Name = words[1]
		} else if err := c.setProfile(&p.Profile, words[1:]); err != nil {
			return nil, err
		}
		return room.KeepProfile(was, p.Profile)
	case "remove":
		return room.RemoveProfile(words[0])
	}
	return room.Profiles()
}

func (c *call) addProfile(room *newsroom.Room, words []string, from string) ([]newsroom.Profile, error) {
	p := bundle.Profile{}
	if from != "" {
		like, err := room.ProfileCalled(from)
		if err != nil {
			return nil, err
		}
		p = like.Profile
	}
	p.Name = words[0]
	if err := c.setProfile(&p, words[1:]); err != nil {
		return nil, err
	}
	return room.KeepProfile("", p)
}

func (c *call) setProfile(p *bundle.Profile, words []string) error {
	set := assignments{}
	for _, word := range words {
		if err := set.Set(word); err != nil {
			return c.misused(err.Error())
		}
	}
	return newsroom.SetProfile(p, set)
}

// showProfile prints what a profile says, in words that `add` takes.
func (c *call) showProfile(room *newsroom.Room, name string) error {
	p, err := room.ProfileCalled(name)
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(p)
	}
	c.say("%s", cmp.Or(p.Title, p.Name))
	c.say("formats=%s", strings.Join(p.Formats, ","))
	for _, o := range []struct {
		name  string
		value any
		set   bool
	}{
		{"feedItems", p.Options.FeedItems, p.Options.FeedItems > 0}, {"partSize", p.Options.PartSize, p.Options.PartSize > 0},
		{"frontMatter", p.Options.FrontMatter, p.Options.FrontMatter != ""}, {"mediaUrl", p.Options.MediaURL, p.Options.MediaURL != ""},
		{"tooLong", p.Options.TooLong, p.Options.TooLong != ""},
	} {
		if o.set {
			c.say("%s=%v", o.name, o.value)
		}
	}
	for _, field := range slices.Sorted(maps.Keys(p.Limits)) {
		c.say("limit.%s=%d", field, p.Limits[field])
	}
	return nil
}

func (c *call) listProfiles(list []newsroom.Profile) error {
	if c.json {
		return c.emit(list)
	}
	lines := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for _, p := range list {
		own := p.Title
		if p.Own {
			own = "made here"
		}
		fmt.Fprintf(lines, "%s\t%s\t%s\n", printable(p.Name), printable(own), strings.Join(p.Formats, ", "))
	}
	return lines.Flush()
}
