package cli

import (
	"strings"

	"stet/internal/article"
	"stet/internal/card"
)

// showCards prints a story where readers meet it first, line by line.
func (c *call) showCards(a *article.Article) error {
	cards, err := c.room.Cards(a)
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(cards)
	}
	for _, one := range cards {
		c.say("%s", one.Place)
		for _, t := range one.Texts {
			c.showCardText(t)
		}
	}
	return nil
}

func (c *call) showCardText(t card.Text) {
	lines := []string{"-"}
	for i, l := range t.Lines {
		lines = append(lines[:i], l.Text)
	}
	c.say("  %-9s %s%s", t.Part, strings.Join(lines, "\n"+strings.Repeat(" ", 12)), comesFrom(t))
	if t.Cut != "" {
		c.say("  %-9s not seen: %s", "", t.Cut)
	}
}

// comesFrom says which field speaks, and for which.
func comesFrom(t card.Text) string {
	switch {
	case t.Field == "" && t.Own == "":
		return ""
	case t.Field == "":
		return " (nothing in " + t.Own + ")"
	case t.Field != t.Own:
		return " (" + t.Field + ", nothing in " + t.Own + ")"
	}
	return " (" + t.Field + ")"
}
