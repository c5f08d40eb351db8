package cli

import (
	"flag"
	"fmt"
	"path/filepath"

	"stet/internal/article"
	"stet/internal/newsroom"
)

func runPicture(c *call) error {
	var lead bool
	words, err := c.options(func(f *flag.FlagSet) { f.BoolVar(&lead, "lead", false, "") })
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return c.misused("something is missing")
	}
	verb, rest := words[0], words[1:]
	do, known := pictureVerbs[verb]
	if !known {
		return c.misused(fmt.Sprintf("%q is nothing to do with a picture", verb))
	}
	if err := c.want(rest, do.least, do.most); err != nil {
		return err
	}
	if lead && verb != "add" {
		return c.misused("--lead is for add; a picture that is there becomes the lead with: stet picture lead ID PICTURE")
	}
	ids, err := c.stories(rest[:1])
	if err != nil {
		return err
	}
	a, err := do.run(c, c.room, ids[0], rest[1:], lead)
	if err != nil {
		return err
	}
	return c.listPictures(a)
}

// pictureVerb is one thing to do with a story's pictures, with the number of
// words it takes; most < 0 = any.
type pictureVerb struct {
	least, most int
	run         func(c *call, r *newsroom.Room, id article.ID, words []string, lead bool) (article.Article, error)
}

// Every verb answers with the story, whose pictures are then listed.
var pictureVerbs = map[string]pictureVerb{
	"list": {1, 1, func(_ *call, r *newsroom.Room, id article.ID, _ []string, _ bool) (article.Article, error) {
		return r.Story(id)
	}},
	"add": {2, 2, addPicture},
	"set": {3, -1, func(c *call, r *newsroom.Room, id article.ID, w []string, _ bool) (article.Article, error) {
		set := assignments{}
		for _, word := range w[1:] {
			if err := set.Set(word); err != nil {
				return article.Article{}, c.misused(err.Error())
			}
		}
		return r.SetPicture(id, w[0], set)
	}},
	"lead": {2, 2, func(_ *call, r *newsroom.Room, id article.ID, w []string, _ bool) (article.Article, error) {
		return r.LeadPicture(id, w[0])
	}},
	"remove": {2, 2, func(_ *call, r *newsroom.Room, id article.ID, w []string, _ bool) (article.Article, error) {
		return r.RemovePicture(id, w[0])
	}},
}

// addPicture takes a file in and says on stderr what is to be known of it.
func addPicture(c *call, r *newsroom.Room, id article.ID, w []string, lead bool) (article.Article, error) {
	data, err := newsroom.ReadPicture(w[0])
	if err != nil {
		return article.Article{}, err
	}
	taken, err := r.TakePicture(c.ctx, filepath.Base(w[0]), data)
	if err != nil {
		return article.Article{}, fmt.Errorf("%s: %w", w[0], err)
	}
	for _, remark := range taken.Remarks {
		fmt.Fprintln(c.Err, printable(remark))
	}
	return r.AddPicture(id, taken.Picture, lead)
}

func (c *call) listPictures(a article.Article) error {
	if c.json {
		return c.emit(append([]article.Picture{}, a.Pictures...))
	}
	for _, p := range a.Pictures {
		mark := " "
		if p.ID == a.LeadPicture {
			mark = "*"
		}
		c.say("%s %s  %d × %d  %s", mark, p.ID[:min(len(p.ID), 12)], p.Width, p.Height, p.Called())
		for _, f := range article.PictureFields {
			if v := f.Get(&p); v != "" {
				c.say("    %s: %s", f.Name, v)
			}
		}
		for _, what := range p.Private {
			c.say("    stays here: %s", what)
		}
	}
	return nil
}
