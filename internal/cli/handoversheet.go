package cli

import (
	"flag"
	"strings"
)

// runHandOverSheet prints what the next shift reads, keeps own lines, or hands over.
func runHandOverSheet(c *call) error {
	var since, own string
	var asHTML, done, keep bool
	_, err := c.words(func(f *flag.FlagSet) {
		f.StringVar(&since, "since", "", "")
		f.Func("own", "", func(text string) error {
			own, keep = text, true
			return nil
		})
		f.BoolVar(&asHTML, "html", false, "")
		f.BoolVar(&done, "done", false, "")
	}, 0, 0)
	if err != nil {
		return err
	}
	if given(asHTML, c.json, done) > 1 {
		return c.misused("a sheet is printed in one form, or handed over")
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	if keep {
		if err := room.KeepOwnLines(own); err != nil {
			return err
		}
	}
	if done {
		handed, err := room.EndShift(since)
		if err != nil {
			return err
		}
		c.say("handed over: %s", handed.Path)
		return nil
	}
	h, err := room.HandOverSheet(since)
	switch {
	case err != nil:
		return err
	case c.json:
		return c.emit(h)
	case asHTML:
		return h.HTML(c.Out)
	}
	var text strings.Builder
	if err := h.Text(&text); err != nil {
		return err
	}
	c.say("%s", strings.TrimSuffix(text.String(), "\n"))
	return nil
}
