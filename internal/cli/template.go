package cli

import (
	"flag"
	"fmt"

	"stet/internal/article"
	"stet/internal/newsroom"
)

func runTemplate(c *call) error {
	var section string
	words, err := c.words(func(f *flag.FlagSet) { f.StringVar(&section, "section", "", "") }, 0, 3)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		words = []string{"list"}
	}
	needs, known := map[string]int{"list": 0, "show": 1, "start": 1, "remove": 1, "add": 2, "change": 2, "rename": 2}[words[0]]
	if !known {
		return c.misused(fmt.Sprintf("%q is nothing to do with a template", words[0]))
	}
	if err := c.want(words[1:], needs, needs); err != nil {
		return err
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	switch words[0] {
	case "show":
		return c.showTemplate(room, words[1])
	case "start":
		return c.startFrom(room, words[1], section)
	}
	list, err := c.changeTemplates(room, words[0], words[1:])
	if err != nil {
		return err
	}
	return c.listTemplates(list)
}

// startFrom makes a story, and says where the template's section is gone.
func (c *call) startFrom(room *newsroom.Room, name, section string) error {
	t, err := room.TemplateCalled(name)
	if err != nil {
		return err
	}
	gone, err := room.SectionGone(t)
	if err != nil {
		return err
	}
	a, err := room.CreateFrom(t.Name, section)
	if err != nil {
		return err
	}
	if named := t.Set["section"]; section != "" && named != "" && a.SectionID == named {
		c.complain(fmt.Sprintf("The template %q names a section: the story is in that one.", t.Name), "Put it elsewhere with: stet edit --set section=NAME "+string(a.ID))
	}
	if gone && a.SectionID == "" {
		c.complain(fmt.Sprintf("The section of the template %q is gone: the story is in none.", t.Name), "Name one with: stet edit --set section=NAME "+string(a.ID))
	}
	return c.showSaved(a)
}

// changeTemplates does what a verb says and answers with all that are kept then.
func (c *call) changeTemplates(room *newsroom.Room, verb string, words []string) ([]newsroom.Template, error) {
	switch verb {
	case "add":
		return c.keepTemplate(room, "", words[0], words[1])
	case "change":
		t, err := room.TemplateCalled(words[0])
		if err != nil {
			return nil, err
		}
		return c.keepTemplate(room, t.Name, t.Name, words[1])
	case "rename":
		t, err := room.TemplateCalled(words[0])
		if err != nil {
			return nil, err
		}
		return room.KeepTemplate(t.Name, newsroom.Template{Name: words[1], Set: t.Set})
	case "remove":
		return room.RemoveTemplate(words[0])
	}
	return room.Templates()
}

// keepTemplate makes a template of a story, in place of the one called was.
func (c *call) keepTemplate(room *newsroom.Room, was, name, story string) ([]newsroom.Template, error) {
	id, err := room.Resolve(story)
	if err != nil {
		return nil, err
	}
	t, err := room.TemplateOf(id)
	if err != nil {
		return nil, err
	}
	t.Name = name
	return room.KeepTemplate(was, t)
}

// showTemplate prints the fields in the desk's order.
func (c *call) showTemplate(room *newsroom.Room, name string) error {
	t, err := room.TemplateCalled(name)
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(t)
	}
	for _, f := range article.Fields {
		if text := t.Set[f.Path]; text != "" {
			c.say("%s: %s", f.Path, text)
		}
	}
	return nil
}

func (c *call) listTemplates(list []newsroom.Template) error {
	if c.json {
		return c.emit(list)
	}
	for _, t := range list {
		c.say("%s  %s", t.Name, short(orNone(t.Set["headlines.main"], t.Set["body"])))
	}
	return nil
}
