package cli

import (
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/card"
	"stet/internal/newsroom"
)

// headlineWish is what was asked of a story's headlines.
type headlineWish struct {
	id    article.ID
	words []string // behind the story
	note  string
	why   string
}

func runHeadline(c *call) error {
	var w headlineWish
	words, err := c.options(func(f *flag.FlagSet) {
		f.StringVar(&w.note, "note", "", "")
		f.StringVar(&w.why, "why", "", "")
	})
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return c.misused("something is missing")
	}
	do, known := headlineVerbs[words[0]]
	if !known {
		return c.misused(fmt.Sprintf("%q is nothing to do with a headline", words[0]))
	}
	if err := c.want(words[1:], do.least, do.most); err != nil {
		return err
	}
	if w.note != "" && words[0] != "add" && words[0] != "reword" || w.why != "" && words[0] != "choose" {
		return c.misused(fmt.Sprintf("--note is for add and reword, --why for choose, not for %s", words[0]))
	}
	ids, err := c.stories(words[1:2])
	if err != nil {
		return err
	}
	w.id, w.words = ids[0], words[2:]
	return do.run(c, w)
}

type headlineVerb struct {
	least, most int
	run         func(*call, headlineWish) error
}

var headlineVerbs = map[string]headlineVerb{
	"list":    {1, 2, listHeadlines},
	"history": {2, 2, headlineHistory},
	"add": {3, 3, func(c *call, w headlineWish) error {
		return c.changeHeadlines(w, newsroom.HeadlineChange{Do: "add", Text: w.words[1], Note: w.note})
	}},
	"reword": {4, 4, func(c *call, w headlineWish) error {
		return c.changeHeadlines(w, newsroom.HeadlineChange{Do: "reword", Text: w.words[2], Note: w.note})
	}},
	"choose": {3, 3, func(c *call, w headlineWish) error {
		if w.words[1] == "main" {
			return c.changeHeadlines(w, newsroom.HeadlineChange{Do: "fall-back", Note: w.why})
		}
		return c.changeHeadlines(w, newsroom.HeadlineChange{Do: "choose", Note: w.why})
	}},
	"drop": {3, 3, func(c *call, w headlineWish) error {
		return c.changeHeadlines(w, newsroom.HeadlineChange{Do: "drop"})
	}},
}

// changeHeadlines does one thing to the channel that was named and lists it.
func (c *call) changeHeadlines(w headlineWish, change newsroom.HeadlineChange) error {
	channel, err := article.ParseChannel(w.words[0])
	if err != nil {
		return err
	}
	a, err := c.room.Story(w.id)
	if err != nil {
		return err
	}
	change.ID, change.Base, change.Channel = w.id, a.Rev, channel
	if change.Do != "add" && change.Do != "fall-back" {
		if change.Place, err = c.optionPlace(&a, channel, w.words[1]); err != nil {
			return err
		}
		if change.Do == "reword" && w.note == "" {
			change.Note = a.Options[change.Place].Note
		}
	}
	if _, err := c.room.EditHeadlines(change); err != nil {
		return err
	}
	return listHeadlines(c, headlineWish{id: w.id, words: []string{string(channel)}})
}

// optionPlace reads the number of an option as a list shows it, from 1.
func (c *call) optionPlace(a *article.Article, channel article.Channel, word string) (int, error) {
	places := a.OptionsFor(channel)
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 {
		return 0, c.misused(fmt.Sprintf("%q is not the number of an option; the first is 1", word))
	}
	if n > len(places) {
		return 0, fmt.Errorf("%w: there is no option %d for %s, which has %s", article.ErrValue, n, channel, count(len(places), "option", "options"))
	}
	return places[n-1], nil
}

// headlineLine is the JSON shape of a headline: one in use has number 0 where it
// was typed into the story.
type headlineLine struct {
	Number int  `json:"number"`
	InUse  bool `json:"inUse"`
	newsroom.BenchOption
}

type headlineChannel struct {
	Channel article.Channel `json:"channel"`
	Own     bool            `json:"own"`
	Now     headlineLine    `json:"now"`
	Options []headlineLine  `json:"options"` // in the order in which they were proposed
}

func listHeadlines(c *call, w headlineWish) error {
	bench, err := c.room.Bench(c.ctx, w.id, -1)
	if err != nil {
		return err
	}
	a, err := c.room.Story(w.id)
	if err != nil {
		return err
	}
	only := article.Channel("")
	if len(w.words) > 0 {
		if only, err = article.ParseChannel(w.words[0]); err != nil {
			return err
		}
	}
	shown := []headlineChannel{}
	for _, b := range bench.Channels {
		if only == "" || b.Channel == only {
			shown = append(shown, numbered(&a, b))
		}
	}
	if c.json {
		return c.emit(shown)
	}
	for _, ch := range shown {
		c.showChannel(ch)
	}
	return nil
}

// numbered gives every option of a channel the number that commands take.
func numbered(a *article.Article, b newsroom.BenchChannel) headlineChannel {
	ch := headlineChannel{Channel: b.Channel, Own: b.Own, Now: headlineLine{InUse: true, BenchOption: b.Now}, Options: []headlineLine{}}
	byPlace := map[int]newsroom.BenchOption{b.Now.Place: b.Now}
	for _, o := range b.Options {
		byPlace[o.Place] = o
	}
	for i, place := range a.OptionsFor(b.Channel) {
		line := headlineLine{Number: i + 1, InUse: place == b.Now.Place, BenchOption: byPlace[place]}
		if line.InUse {
			ch.Now.Number = line.Number
		}
		ch.Options = append(ch.Options, line)
	}
	return ch
}

func (c *call) showChannel(ch headlineChannel) {
	switch {
	case !ch.Own && ch.Now.Text == "":
		c.say("%s: no headline yet", ch.Channel)
	case !ch.Own:
		c.say("%s: as main: %s", ch.Channel, ch.Now.Text)
	default:
		c.say("%s: %s", ch.Channel, ch.Now.Text)
	}
	if ch.Now.Number == 0 {
		c.showHeadline(ch.Now)
	}
	for _, o := range ch.Options {
		mark := " "
		if o.InUse {
			mark = "*"
		}
		c.say("%s %2d  %s", mark, o.Number, o.Text)
		c.showHeadline(o)
	}
}

// showHeadline says who it was, how it fits and what is odd about it.
func (c *call) showHeadline(o headlineLine) {
	if said := whose(o.Option); said != "" {
		c.say("      %s", said)
	}
	for _, g := range o.Gauges {
		if o.Text != "" {
			c.say("      %s: %s", g.Name, room(g))
		}
	}
	for _, f := range o.Findings {
		c.say("      %s: %s", f.Severity, f.Message)
	}
}

func moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format("2006-01-02 15:04")
}

func whose(o article.Option) string {
	var said []string
	if o.By != "" {
		said = append(said, strings.TrimSpace(o.By+" "+moment(o.At)))
	}
	if o.Note != "" {
		said = append(said, o.Note)
	}
	if o.Chosen != nil {
		chosen := "chosen by " + o.Chosen.By + " " + moment(o.Chosen.At)
		if o.Chosen.Why != "" {
			chosen += ": " + o.Chosen.Why
		}
		said = append(said, chosen)
	}
	return strings.Join(said, "; ")
}

// room is what a gauge shows: pixels where there is one line, else lines.
func room(g card.Gauge) string {
	if g.Most == 1 {
		return fmt.Sprintf("%d of %d px", (g.Width+99)/100, g.Room)
	}
	return fmt.Sprintf("%d of %s", len(g.Lines), count(g.Most, "line", "lines"))
}

func headlineHistory(c *call, w headlineWish) error {
	past, err := c.room.HeadlinePast(w.id, article.Channel(w.words[0]))
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(past)
	}
	for _, p := range past {
		text := p.Text
		if text == "" {
			text = "(as main)"
		}
		c.say("%4d  %s  %s  %s", p.Rev, moment(p.At), orNone(p.By, "-"), text)
		if p.Note != "" {
			c.say("      %s", p.Note)
		}
	}
	return nil
}
