package intake

import (
	"cmp"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
)

// calling is what a story of a file is called at its source.
type calling struct{ id, link, title string }

// sharedIDs are the ids by which a file calls several stories, with other
// addresses and other titles: a program that gives each the same tells none from
// another by it. A story that stands there twice has its address or its title.
func sharedIDs(all []calling) map[string]bool {
	type seen struct{ links, titles map[string]bool }
	byID := map[string]*seen{}
	for _, c := range all {
		if c.id == "" {
			continue
		}
		s := byID[c.id]
		if s == nil {
			s = &seen{map[string]bool{}, map[string]bool{}}
			byID[c.id] = s
		}
		s.links[c.link], s.titles[c.title] = true, true
	}
	shared := map[string]bool{}
	for id, s := range byID {
		if nowhere := len(s.links) == 1 && s.links[""]; len(s.titles) > 1 && (len(s.links) > 1 || nowhere) {
			shared[id] = true
		}
	}
	return shared
}

// ownID is the id of a story whose file gives several the same: its address, else
// the id with its title, so that it is known when the file is read again.
func (e *entry) ownID(c calling, shared map[string]bool) (id string) {
	if !shared[c.id] {
		return c.id
	}
	by, id := "address", c.link
	if id == "" || id == c.id {
		by, id = "title", strings.TrimSpace(c.id+" "+c.title)
	}
	e.changed(c.id, "Several stories of the file have this id: it is known by its "+by+" instead.", "source.key")
	return id
}

// callingOf is what an item of RSS or Atom is called.
func callingOf(item *format.Element) (c calling) {
	for _, k := range item.Kids {
		text := strings.TrimSpace(k.Words())
		switch name := k.Name.Local; {
		case k.Name.Space == nsMedia:
		case name == "guid", (name == "identifier" || name == "id") && c.id == "":
			c.id = text
		case name == "link" && (k.Get("rel") == "" || k.Get("rel") == "alternate"):
			c.link = cmp.Or(c.link, text, k.Get("href"))
		case name == "title":
			c.title = article.OneLine(text)
		}
	}
	return c
}
