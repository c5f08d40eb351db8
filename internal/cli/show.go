package cli

import (
	"flag"
	"fmt"
	"strings"

	"stet/internal/article"
)

func runShow(c *call) error {
	var markdown, html, page, proof, cards bool
	var rev int64
	words, err := c.words(func(f *flag.FlagSet) {
		f.BoolVar(&markdown, "markdown", false, "")
		f.BoolVar(&html, "html", false, "")
		f.BoolVar(&page, "page", false, "")
		f.BoolVar(&proof, "proof", false, "")
		f.BoolVar(&cards, "cards", false, "")
		f.Int64Var(&rev, "rev", 0, "")
	}, 1, 1)
	if err != nil {
		return err
	}
	if asked := given(markdown, html, page, proof, cards, c.json && !cards); asked > 1 {
		return c.misused("a story is shown in one form at a time")
	}
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	a, err := c.storyAt(ids[0], rev)
	if err != nil {
		return err
	}
	switch {
	case cards:
		return c.showCards(&a)
	case page:
		return c.showPage(&a)
	case proof:
		return c.room.Proof(c.ctx, &a, c.Out)
	case html:
		doc, err := c.room.Doc(c.ctx, &a)
		if err == nil {
			fmt.Fprintln(c.Out, doc.HTML)
		}
		return err
	case markdown:
		fmt.Fprint(c.Out, withLineEnd(a.Body))
		return nil
	case c.json:
		shown := c.room.Marked(c.ctx, &a)
		shown.Sent, err = c.room.LastSent(a.ID)
		if err != nil {
			return err
		}
		return c.emit(shown)
	}
	c.showText(&a)
	return c.showSent(&a)
}

// showSent says what left of a story, and how it differs by now.
func (c *call) showSent(a *article.Article) error {
	sent, err := c.room.LastSent(a.ID)
	if err == nil && sent != nil {
		c.say("went out %s, revision %d%s", sent.At.Format("2006-01-02 15:04:05Z07:00"), sent.Rev, changedSince(sent))
	}
	return err
}

// given is how many of the options are on.
func given(options ...bool) (n int) {
	for _, g := range options {
		if g {
			n++
		}
	}
	return n
}

// withLineEnd ends a text that does not end its last line, and leaves any
// other as it is.
func withLineEnd(text string) string {
	if strings.HasSuffix(text, "\n") {
		return text
	}
	return text + "\n"
}

func (c *call) storyAt(id article.ID, rev int64) (article.Article, error) {
	if rev > 0 {
		return c.room.StoryAt(id, rev)
	}
	return c.room.Story(id)
}

func (c *call) showPage(a *article.Article) error {
	text, err := c.room.Page(c.ctx, a)
	if err == nil {
		_, err = c.Out.Write(text)
	}
	return err
}

// showText prints every field that holds something, then the body.
func (c *call) showText(a *article.Article) {
	c.say("%s, revision %d, %s", a.ID, a.Rev, a.Updated.Format("2006-01-02 15:04:05Z07:00"))
	c.say("%-20s %s", "section", orNone(a.Section, "none"))
	for _, f := range article.Fields {
		if v := f.Get(a); v != "" && f.Path != "body" {
			c.say("%-20s %s", f.Path, strings.ReplaceAll(v, "\n", "\n"+strings.Repeat(" ", 21)))
		}
	}
	c.say("\n%s", a.Body)
}
