package newsroom

import (
	"strings"

	"stet/internal/article"
	"stet/internal/desk"
)

// carriedSection is a section of a package that is coming in.
type carriedSection struct {
	desk.Carried
	known bool // the package says more of it than its name
	told  bool
}

// carriedSections are those of a package, by the names that its stories have.
func carriedSections(all []desk.Carried) map[string]*carriedSection {
	byName := map[string]*carriedSection{}
	for _, c := range all {
		byName[strings.ToLower(article.OneLine(c.Name))] = &carriedSection{Carried: c, known: true}
	}
	return byName
}

// carried is what the package says of a section; of one that somebody asked for
// it says nothing.
func (q *ImportRequest) carried(name string) *carriedSection {
	if c := q.sections[strings.ToLower(article.OneLine(name))]; c != nil && strings.TrimSpace(q.Section) == "" {
		return c
	}
	return &carriedSection{Carried: desk.Carried{Name: name}}
}

// tellCarried says once what a section here has otherwise: one that is here stays
// as it is.
func (r *Room) tellCarried(c *carriedSection, id string, receipt *article.Receipt) error {
	if !c.known || c.told {
		return nil
	}
	c.told = true
	s, err := r.settled(id)
	if err != nil {
		return err
	}
	if unlike := c.Unlike(s); unlike != "" {
		receipt.Changed = append(receipt.Changed, article.Note{Text: s.Name, Why: "The section here is not as in the package: " + unlike + ".", Field: "section"})
	}
	return nil
}

// addCarried adds a section that nobody has yet, with what the package says of it.
func (r *Room) addCarried(c *carriedSection) (desk.Section, error) {
	if !c.known {
		return r.AddSection(c.Name, "")
	}
	return r.addSection("", func(all []desk.Section, id string) ([]desk.Section, desk.Section, error) {
		return desk.AddCarried(all, id, c.Carried)
	})
}
