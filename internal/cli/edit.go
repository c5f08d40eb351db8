package cli

import (
	"flag"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

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
	words, err := c.words(func(f *flag.FlagSet) {
		f.Var(assignments(e.Set), "set", "")
		f.StringVar(&bodyFrom, "body", "", "")
		f.Func("base", "", func(text string) (err error) {
			if e.Base, err = strconv.ParseInt(text, 10, 64); err != nil || e.Base < 1 {
				return fmt.Errorf("%q is not a revision; the first is 1", text)
			}
			return nil
		})
		f.StringVar(&e.Note, "note", "", "")
	}, 1, 1)
	if err != nil {
		return err
	}
	if bodyFrom != "" {
		data, err := c.read(bodyFrom)
		if err != nil {
			return fmt.Errorf("%s: %w", bodyFrom, err)
		}
		if e.Set["body"], err = plainText(data); err != nil {
			return fmt.Errorf("%s: %w", bodyFrom, err)
		}
	}
	e.Why = e.Note
	if len(e.Set) == 0 {
		return c.misused("nothing to change")
	}
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	return c.edit(ids[0], e)
}

// plainText takes a body as it is or not at all: bytes that would have to be
// replaced or left out are named. Intake is what reads other encodings.
func plainText(data []byte) (string, error) {
	text := strings.TrimPrefix(string(data), "\uFEFF")
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			return "", fmt.Errorf("%w: byte %d (0x%02X) is not UTF-8; save the file as UTF-8", article.ErrValue, i, text[i])
		case r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f:
			return "", fmt.Errorf("%w: byte %d is the control character U+%04X; take it out", article.ErrValue, i, r)
		}
	}
	return text, nil
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
	if err := c.showSaved(saved); err != nil {
		return err
	}
	if _, flagged := e.Set["flag"]; flagged || e.Set["status"] != "" {
		return c.tellStillOut(id)
	}
	return nil
}

func (c *call) showSaved(a article.Article) error {
	if c.json {
		return c.emit(a)
	}
	c.say("%s, revision %d", a.ID, a.Rev)
	return nil
}
