package cli

import (
	"cmp"
	"flag"
	"fmt"
	"strings"
	"text/tabwriter"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// flagOptions are what the options of `stet status` do to a story's flag: from
// "" takes any.
var flagOptions = []struct {
	name     string
	from, to article.Flag
}{
	{"hold", "", article.Hold},
	{"spike", "", article.Spiked},
	{"kill", "", article.Killed},
	{"let-go", article.Hold, article.NoFlag},
	{"unspike", article.Spiked, article.NoFlag},
}

// runStatus says where a story stands and what may follow, or changes it.
func runStatus(c *call) error {
	chosen := make([]bool, len(flagOptions))
	var legal, why string
	var undo bool
	set := map[string]string{}
	words, err := c.words(func(f *flag.FlagSet) {
		for i, o := range flagOptions {
			f.BoolVar(&chosen[i], o.name, false, "")
		}
		f.StringVar(&legal, "legal", "", "")
		f.StringVar(&why, "why", "", "")
		f.BoolVar(&undo, "undo", false, "")
		for option, field := range placeOptions {
			f.Func(option, "", func(v string) error { set[field] = v; return nil })
		}
	}, 1, -1)
	if err != nil {
		return err
	}
	if given(chosen...) > 1 {
		return c.misused("a story is held, spiked, killed, let go or unspiked, one of them")
	}
	if undo {
		if given(chosen...) > 0 || len(set) > 0 || legal != "" {
			return c.misused("--undo takes back what was done last, and does nothing else")
		}
		return c.undoStatus(words)
	}
	if _, to := set["status"]; !to && len(words) == 2 && (isStatus(words[1]) || given(chosen...) == 0 && len(set) == 0) {
		words, set["status"] = words[:1], words[1]
	}
	if len(words) > 1 {
		if legal != "" {
			return c.misused("a legal read is of one story: name one with --legal")
		}
		return c.statusOfMany(words, set, chosen, why)
	}
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	e := article.Edit{Set: set, Why: why}
	if legal == "none" {
		e.Set["legal.state"] = ""
	} else if legal != "" {
		e.Set["legal.state"] = legal
	}
	for i, o := range flagOptions {
		if !chosen[i] {
			continue
		}
		if err := c.fromFlag(ids[0], words[0], o.name, o.from); err != nil {
			return err
		}
		e.Set["flag"] = orNone(string(o.to), "none")
	}
	if len(e.Set) == 0 {
		return c.showState(ids[0])
	}
	return c.edit(ids[0], e)
}

var flagWords = map[article.Flag]string{article.NoFlag: "free", article.Hold: "on hold", article.Spiked: "spiked", article.Killed: "killed"}

// state is where a story stands and what may follow, as --json says it.
type state struct {
	ID      article.ID           `json:"id"`
	Rev     int64                `json:"rev"`
	Status  article.Status       `json:"status"`
	Flag    article.Flag         `json:"flag"`
	Embargo *article.Embargo     `json:"embargo"`
	Legal   article.Legal        `json:"legal"`
	Unread  []article.UnreadText `json:"unread"`

	Trashed    bool               `json:"trashed"`
	MergedInto article.ID         `json:"mergedInto"`
	Merge      *article.OpenMerge `json:"merge"` // that nobody has settled

	Follow []article.Move `json:"mayFollow"`
	Flags  []article.Move `json:"flagMayFollow"`

	StillOut *newsroom.StillOut `json:"stillOut"` // nil = the desk has it, or no reader
}

func (c *call) showState(id article.ID) error {
	a, err := c.room.Story(id)
	if err != nil {
		return err
	}
	unread, err := c.room.Unread(id)
	if err != nil {
		return err
	}
	out, err := c.room.StillOut([]article.ID{id})
	if err != nil {
		return err
	}
	s := state{ID: a.ID, Rev: a.Rev, Status: a.Status, Flag: a.Flag, Embargo: a.Embargo, Legal: a.Legal, Unread: unread,
		Trashed: a.Trashed, MergedInto: a.MergedInto, Merge: a.Merge,
		Follow: article.After(article.StatusMoves(), string(a.Status)), Flags: article.After(article.FlagMoves(), string(a.Flag))}
	if len(out) > 0 {
		s.StillOut = &out[0]
	}
	if c.json {
		return c.emit(s)
	}
	c.say("%s, %s", s.Status, flagWords[s.Flag])
	if a.Trashed {
		c.say("  in the trash")
	}
	if a.MergedInto != "" {
		c.say("  merged into %s", a.MergedInto)
	}
	if a.Conflicts() > 0 {
		c.say("  conflict    with %s; see: stet settle %s", printable(a.Merge.Name), a.ID)
	}
	c.say("  may follow  %s", movesSaid(s.Follow))
	c.say("  and         %s", movesSaid(s.Flags))
	if a.Embargo != nil {
		if err := c.sayEmbargo(&a); err != nil {
			return err
		}
	}
	if a.Legal != (article.Legal{}) {
		c.say("  legal read  %s", legalSaid(a.Legal))
	}
	for _, u := range unread {
		c.say("  unread      %s: %s", cmp.Or(u.Where, u.Field), changedOnly(u.Chunks))
	}
	if out := s.StillOut; out != nil {
		c.say("  still out   %s %s", out.Says, out.Command)
	}
	return nil
}

func movesSaid(moves []article.Move) string {
	words := make([]string, len(moves))
	for i, m := range moves {
		words[i] = orNone(m.To, "none")
		if m.Reason {
			words[i] += " (say why)"
		}
	}
	return strings.Join(words, ", ")
}

func legalSaid(l article.Legal) string {
	words := []string{orNone(string(l.State), "not needed")}
	for _, w := range []string{l.Note, l.By} {
		if w != "" {
			words = append(words, w)
		}
	}
	if !l.At.IsZero() {
		words = append(words, l.At.Format("2006-01-02 15:04Z07:00"))
	}
	return strings.Join(words, ", ")
}

// changedOnly is the changed words without what stands around them.
func changedOnly(chunks []article.Chunk) string {
	var changed []article.Chunk
	for _, chunk := range chunks {
		if chunk.Op == article.Same {
			chunk.Text = " … "
		}
		changed = append(changed, chunk)
	}
	return strings.TrimSpace(article.OneLine(marked(changed)))
}

// runEmbargo shows, sets, lifts or breaks an embargo.
func runEmbargo(c *call) error {
	var why string
	words, err := c.words(func(f *flag.FlagSet) { f.StringVar(&why, "why", "", "") }, 1, 3)
	if err != nil {
		return err
	}
	ids, err := c.stories(words[:1])
	if err != nil {
		return err
	}
	id, said := ids[0], strings.Join(words[1:], " ")
	switch said {
	case "":
		return c.showEmbargo(id)
	case "lift":
		return c.edit(id, article.Edit{Set: map[string]string{"embargo": ""}, Why: why})
	case "break":
		a, err := c.room.BreakEmbargo(id, 0, why)
		if err != nil {
			return err
		}
		return c.showSaved(a)
	}
	e := article.Edit{Set: map[string]string{"embargo": said}, Why: why}
	if why != "" {
		e.Set["embargo.reason"] = why
	}
	if err := c.edit(id, e); err != nil || c.json {
		return err
	}
	return c.showEmbargo(id)
}

func (c *call) showEmbargo(id article.ID) error {
	a, err := c.room.Story(id)
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(a.Embargo)
	}
	if a.Embargo == nil {
		c.say("no embargo")
		return nil
	}
	return c.sayEmbargo(&a)
}

func (c *call) sayEmbargo(a *article.Article) error {
	house, err := c.room.House()
	if err != nil {
		return err
	}
	e := a.Embargo
	until := "said: " + e.Said
	if !e.At.IsZero() {
		until = "until " + e.Clocks(house.Location())
	}
	c.say("  embargo     %s", until)
	if e.By != "" || e.Reason != "" {
		c.say("  set by      %s", strings.Trim(e.By+": "+e.Reason, ": "))
	}
	if now, moved := e.Moved(); moved {
		c.say("  the rules of %s have changed since: it is now %s; the later holds", e.Zone, now.UTC().Format("2006-01-02 15:04Z07:00"))
	}
	if e.Broken != nil {
		c.say("  broken by   %s, %s: %s", e.Broken.By, e.Broken.At.Format("2006-01-02 15:04Z07:00"), e.Broken.Why)
	}
	return nil
}

// runLog says what was done to stories, newest first.
func runLog(c *call) error {
	limit := 100
	words, err := c.words(func(f *flag.FlagSet) { f.IntVar(&limit, "limit", limit, "") }, 0, 1)
	if err != nil {
		return err
	}
	if limit < 1 {
		return c.misused("--limit takes a number from 1")
	}
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	var lines []article.LogLine
	if len(ids) > 0 {
		lines, err = c.room.StoryLog(ids[0])
	} else {
		lines, err = c.room.Log(limit)
	}
	if err != nil {
		return err
	}
	lines = lines[:min(limit, len(lines))]
	if c.json {
		return c.emit(lines)
	}
	table := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for _, l := range lines {
		name := short(orNone(l.Slugline, orNone(l.Headline, string(l.ID))))
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", l.At.Format("2006-01-02 15:04:05Z07:00"), printable(l.By), printable(name), printable(l.Said), printable(l.Why))
	}
	return table.Flush()
}
