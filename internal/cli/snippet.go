package cli

import (
	"fmt"
	"strings"

	"stet/internal/newsroom"
)

func runSnippet(c *call) error {
	words, err := c.words(none, 0, 3)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		words = []string{"list"}
	}
	needs, known := map[string]int{"list": 0, "show": 1, "remove": 1, "add": 2, "change": 2, "rename": 2}[words[0]]
	if !known {
		return c.misused(fmt.Sprintf("%q is nothing to do with a snippet", words[0]))
	}
	if err := c.want(words[1:], needs, needs); err != nil {
		return err
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	if words[0] == "show" {
		return c.showSnippet(room, words[1])
	}
	list, err := c.changeSnippets(room, words[0], words[1:])
	if err != nil {
		return err
	}
	return c.listSnippets(list)
}

// changeSnippets does what a verb says and answers with all that are kept then.
func (c *call) changeSnippets(room *newsroom.Room, verb string, words []string) ([]newsroom.Snippet, error) {
	switch verb {
	case "add", "change":
		text, err := c.snippetText(words[1])
		if err != nil {
			return nil, err
		}
		was := ""
		if verb == "change" {
			s, err := room.SnippetCalled(words[0])
			if err != nil {
				return nil, err
			}
			was, words[0] = s.Name, s.Name
		}
		return room.KeepSnippet(was, newsroom.Snippet{Name: words[0], Text: text})
	case "rename":
		s, err := room.SnippetCalled(words[0])
		if err != nil {
			return nil, err
		}
		return room.KeepSnippet(s.Name, newsroom.Snippet{Name: words[1], Text: s.Text})
	case "remove":
		return room.RemoveSnippet(words[0])
	}
	return room.Snippets()
}

func (c *call) snippetText(path string) (string, error) {
	data, err := c.read(path)
	if err != nil {
		return "", &named{name: path, err: err}
	}
	text, err := plainText(data)
	if err != nil {
		return "", &named{name: path, err: err}
	}
	return text, nil
}

// showSnippet prints the text alone, as scripts want it.
func (c *call) showSnippet(room *newsroom.Room, name string) error {
	s, err := room.SnippetCalled(name)
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(s)
	}
	c.say("%s", s.Text)
	return nil
}

func (c *call) listSnippets(list []newsroom.Snippet) error {
	if c.json {
		return c.emit(list)
	}
	for _, s := range list {
		c.say("%s  %s", s.Name, short(strings.ReplaceAll(s.Text, "\n", " ")))
	}
	return nil
}
