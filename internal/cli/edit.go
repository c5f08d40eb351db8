package cli

import (
	"flag"
	"fmt"
	"strconv"
	"strings"

	"stet/internal/article"
)

// assignments collects --set field=value.
type assignments map[string]string

func (s assignments) String() string { return "" }

func (s assignments) Set(text string) error {
	field, value, ok := strings.Cut(text, "=")
	if !ok || field == "" {
		return fmt.Errorf("%q is not field=value", text)
	}
	s[strings.TrimSpace(field)] = value
	return nil
}

func runEdit(c *call) error {
	e := article.Edit{Set: map[string]string{}}
	var bodyFrom string
	words, err := c.options(func(f *flag.FlagSet) {
		f.Var(assignments(e.Set), "set", "")
		f.StringVar(&bodyFrom, "body", "", "")
		f.Func("base", "", func(text string) (err error) {
			if e.Base, err = strconv.ParseInt(text, 10, 64); err != nil || e.Base < 1 {
				return fmt.Errorf("%q is not a revision; the first is 1", text)
			}
			return nil
		})
		f.StringVar(&e.Note, "note", "", "")
	})
	if err != nil {
		return err
	}
	if err := c.want(words, 1, 1); err != nil {
		return err
	}
	if bodyFrom != "" {
		data, err := c.read(bodyFrom)
		if err != nil {
			return fmt.Errorf("%s: %w", bodyFrom, err)
		}
		e.Set["body"] = string(data)
	}
	if len(e.Set) == 0 {
		return c.misused("nothing to change")
	}
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	return c.edit(ids[0], e)
}

// edit saves e on top of its base, or of the head where none was named.
func (c *call) edit(id article.ID, e article.Edit) error {
	e.ID = id
	if e.Base == 0 {
		head, err := c.room.Story(id)
		if err != nil {
			return err
		}
		e.Base = head.Rev
	}
	saved, err := c.room.Edit(e)
	if err != nil {
		return err
	}
	return c.showSaved(saved)
}

func (c *call) showSaved(a article.Article) error {
	if c.json {
		return c.emit(a)
	}
	c.say("%s, revision %d", a.ID, a.Rev)
	return nil
}
