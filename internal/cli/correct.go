package cli

import (
	"flag"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// corrected is a correction and its number in the story's list, as --json says it.
type corrected struct {
	N int `json:"n"`
	article.Correction
}

// runCorrect tells readers what was wrong in a story, or lists what they were told.
func runCorrect(c *call) error {
	var kind, note, why string
	var change, back int
	words, err := c.words(func(f *flag.FlagSet) {
		f.StringVar(&kind, "type", "", "")
		f.StringVar(&note, "note", "", "")
		f.StringVar(&why, "why", "", "")
		f.Func("change", "", fromList(&change))
		f.Func("take-back", "", fromList(&back))
	}, 1, 1)
	if err != nil {
		return err
	}
	if change != 0 && back != 0 {
		return c.misused("a correction is changed or taken back, one of the two")
	}
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	q := newsroom.CorrectionChange{ID: ids[0], Do: "add", Kind: article.CorrectionKind(kind), Text: note, Why: why}
	switch {
	case back != 0:
		q.Do, q.Place = "take-back", back-1
	case change != 0:
		if q, err = c.changing(q, change-1); err != nil {
			return err
		}
	case kind == "" && note == "" && why == "":
		return c.showCorrections(ids[0])
	case kind == "":
		q.Kind = article.Corrected
	}
	a, err := c.room.Correct(q)
	if err != nil {
		return err
	}
	return c.showSaved(a)
}

// changing fills what is not said with what the correction has.
func (c *call) changing(q newsroom.CorrectionChange, place int) (newsroom.CorrectionChange, error) {
	a, err := c.room.Story(q.ID)
	if err != nil {
		return q, err
	}
	q.Do, q.Place = "change", place
	if place < 0 || place >= len(a.Corrections) {
		return q, nil // it is refused with the words for it
	}
	if q.Kind == "" {
		q.Kind = a.Corrections[place].Kind
	}
	if q.Text == "" && q.Kind != article.MinorFix {
		q.Text = a.Corrections[place].Text
	}
	return q, nil
}

func (c *call) showCorrections(id article.ID) error {
	a, err := c.room.Story(id)
	if err != nil {
		return err
	}
	list := []corrected{}
	for i, correction := range a.Corrections {
		list = append(list, corrected{i + 1, correction})
	}
	if c.json {
		return c.emit(list)
	}
	if len(list) == 0 {
		c.say("no corrections")
	}
	table := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for _, l := range list {
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%s\n", l.N, l.At.Format("2006-01-02 15:04Z07:00"), printable(l.By), l.Kind, printable(l.Text), printable(l.Why))
	}
	return table.Flush()
}

// fromList reads a number of a list that begins with 1: a 0 is a slip, and no
// other wish.
func fromList(n *int) func(string) error {
	return func(word string) (err error) {
		if *n, err = strconv.Atoi(word); err != nil || *n < 1 {
			return fmt.Errorf("%q is not a number from the list", word)
		}
		return nil
	}
}

// numbers collects --only 1,3.
type numbers []int

func (n *numbers) String() string { return "" }

func (n *numbers) Set(text string) error {
	for word := range strings.SplitSeq(text, ",") {
		i, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || i < 1 {
			return fmt.Errorf("%q is not a number from the list", word)
		}
		*n = append(*n, i)
	}
	return nil
}

// holder is a place that has the words, as --json says it; places are UTF-8
// bytes. One with the number 0 is no place: newer words of the story are right, and
// a revision with the wrong ones waits to go.
type holder struct {
	N int `json:"n"`
	newsroom.Holding
	Going []newsroom.AtTarget `json:"going"` // how far the story is at each target
}

// runWrong lists every place that has wrong words, or puts right ones there.
func runWrong(c *call) error {
	var in string
	var only numbers
	q := newsroom.RightWords{Kind: article.Corrected}
	words, err := c.words(func(f *flag.FlagSet) {
		f.StringVar(&in, "in", "", "")
		f.StringVar(&q.Right, "right", "", "")
		f.Var(&only, "only", "")
		f.StringVar((*string)(&q.Kind), "type", string(q.Kind), "")
		f.StringVar(&q.Text, "note", "", "")
		f.StringVar(&q.Why, "why", "", "")
	}, 1, 1)
	if err != nil {
		return err
	}
	if (q.Right == "") != (len(only) == 0) {
		return c.misused("--right and --only go together: right words go where you say, and nowhere else")
	}
	ask := newsroom.WrongWords{Words: words[0]}
	if in != "" {
		ids, err := c.stories([]string{in})
		if err != nil {
			return err
		}
		ask.Story = ids[0]
	} else if _, err := c.open(); err != nil {
		return err
	}
	found, err := c.room.FindWords(c.ctx, ask)
	if err != nil {
		return err
	}
	if q.Right == "" {
		return c.showHolders(found)
	}
	q.Words = words[0]
	for _, n := range only {
		if n > len(found.Places) {
			return c.misused(fmt.Sprintf("there are %s, so no number %d", count(len(found.Places), "place", "places"), n))
		}
		q.Spots = append(q.Spots, found.Places[n-1].WordSpot)
	}
	done, err := c.room.PutRight(q)
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(done)
	}
	for _, m := range done.Made {
		c.say("%s%s, revision %d", m.Story, m.Lineup, m.Rev)
	}
	return nil
}

func (c *call) holders(found newsroom.Holders) ([]holder, error) {
	list, held := []holder{}, map[article.ID]bool{}
	at, err := c.room.AtTargets(found)
	going := func(id article.ID) []newsroom.AtTarget { return append([]newsroom.AtTarget{}, at[id]...) }
	for i, p := range found.Places {
		held[p.Story] = true
		list = append(list, holder{i + 1, p, going(p.Story)})
	}
	for _, g := range found.Going {
		if held[g.Story] {
			continue
		}
		held[g.Story] = true
		place := newsroom.Holding{WordSpot: newsroom.WordSpot{Story: g.Story, Rev: g.Rev}, Name: g.Name, Where: "on its way", Marks: []article.Span{}}
		list = append(list, holder{0, place, going(g.Story)})
	}
	return list, err
}

func (c *call) showHolders(found newsroom.Holders) error {
	if c.json {
		list, err := c.holders(found)
		if err != nil {
			return err
		}
		return c.emit(list)
	}
	table := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for i, p := range found.Places {
		note := string(p.Status)
		if p.ByHand {
			note += ", by hand"
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\n", i+1, printable(short(p.Name)), p.Where, strings.Trim(note, ", "), printable(p.Text))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, g := range found.Going {
		c.say("%s: revision %d has these words and is on its way to %s (%s)", g.Name, g.Rev, g.TargetName, g.Word)
	}
	if found.Beyond > 0 {
		c.say("%s more have these words and were not looked through: take more words", count(found.Beyond, "story", "stories"))
	}
	return nil
}
