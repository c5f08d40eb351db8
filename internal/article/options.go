package article

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Option is a headline that somebody proposed for a channel. It stays when it
// is chosen: its words are then in Headlines too, and Chosen says whose doing
// that was. No option leaves the building.
type Option struct {
	Channel Channel   `json:"channel"`
	Text    string    `json:"text"`
	By      string    `json:"by,omitempty"`
	At      time.Time `json:"at,omitzero" ts_type:"string"`
	Note    string    `json:"note,omitempty"`
	Chosen  *Choice   `json:"chosen,omitempty"` // the last time that it was; nil = never
}

// Choice is who chose a headline, when and why.
type Choice struct {
	By  string    `json:"by,omitempty"`
	At  time.Time `json:"at,omitzero" ts_type:"string"`
	Why string    `json:"why,omitempty"`
}

// The most characters of an option and of what is said about one.
const (
	longestOption = 1000
	longestRemark = 500
)

// mostOptions is how many a story has at most: each of its revisions holds them
// all. To choose is never refused, though it may keep one more.
const mostOptions = 10_000

// ParseChannel reads a channel by its name; it wraps ErrValue.
func ParseChannel(word string) (Channel, error) {
	if c := Channel(strings.ToLower(strings.TrimSpace(word))); slices.Contains(Channels, c) {
		return c, nil
	}
	return "", fmt.Errorf("%w: there is no channel %q; the channels are main, front, search, social, push and print", ErrValue, word)
}

// OptionsFor are the options of a channel in the order in which they were
// proposed, by their place in a.Options.
func (a *Article) OptionsFor(c Channel) []int {
	at := []int{}
	for i, o := range a.Options {
		if o.Channel == c {
			at = append(at, i)
		}
	}
	return at
}

// Propose adds an option; one with the same words in the same channel is not
// proposed twice, and its place is returned with false. It wraps ErrValue.
func (a *Article) Propose(o Option) (at int, added bool, err error) {
	if err := o.tidy(); err != nil {
		return 0, false, err
	}
	if at := a.optionSaying(o.Channel, o.Text); at >= 0 {
		return at, false, nil
	}
	if len(a.Options) >= mostOptions {
		return 0, false, fmt.Errorf("%w: a story has at most %d headline options, and this one has them; drop some first", ErrValue, mostOptions)
	}
	a.Options = append(slices.Clone(a.Options), o)
	return len(a.Options) - 1, true, nil
}

func (a *Article) optionSaying(c Channel, text string) int {
	return slices.IndexFunc(a.Options, func(o Option) bool { return o.Channel == c && o.Text == text })
}

// Reword changes the words and the note of an option. A headline that it stands
// for goes with it: what readers get and what the option says do not part.
func (a *Article) Reword(at int, text, note string) error {
	o, err := a.option(at)
	if err != nil {
		return err
	}
	was := o.Text
	o.Text, o.Note = text, note
	if err := o.tidy(); err != nil {
		return err
	}
	if other := a.optionSaying(o.Channel, o.Text); other >= 0 && other != at {
		return fmt.Errorf("%w: there is an option with these words already", ErrValue)
	}
	a.Options = slices.Clone(a.Options)
	a.Options[at] = o
	if own := a.Headlines.at(o.Channel); o.Chosen != nil && *own == was {
		*own = o.Text
	}
	return nil
}

// Drop takes an option away. A headline that was chosen of it stays.
func (a *Article) Drop(at int) error {
	if _, err := a.option(at); err != nil {
		return err
	}
	a.Options = slices.Delete(slices.Clone(a.Options), at, at+1)
	return nil
}

// Choose makes an option its channel's headline. The headline that was there
// becomes an option, if it is none yet, by whoever wrote it: nothing is lost.
func (a *Article) Choose(at int, was Option, how Choice) error {
	o, err := a.option(at)
	if err != nil {
		return err
	}
	if err := how.tidy(); err != nil {
		return err
	}
	a.Options = slices.Clone(a.Options)
	a.Options[at].Chosen = &how
	a.keepOwn(o.Channel, was)
	*a.Headlines.at(o.Channel) = o.Text
	return nil
}

// FallBack takes a channel's own headline away, so that it says what the main
// one says; it stays as an option. The main one has nothing to fall back to.
func (a *Article) FallBack(c Channel, was Option) error {
	if c == Main || a.Headlines.at(c) == nil {
		return fmt.Errorf("%w: the %s headline has no other to fall back to", ErrValue, c)
	}
	a.keepOwn(c, was)
	*a.Headlines.at(c) = ""
	return nil
}

// keepOwn makes an option of what a channel's headline is, by whoever was says.
func (a *Article) keepOwn(c Channel, was Option) {
	was.Channel, was.Text = c, a.Headlines.Own(c)
	if was.Text != "" && a.optionSaying(c, was.Text) < 0 {
		a.Options = append(slices.Clone(a.Options), was)
	}
}

// InUse is the option whose words the channel's headline is, -1 = none.
func (a *Article) InUse(c Channel) int { return a.optionSaying(c, cmp.Or(a.Headlines.Own(c), "\x00")) }

func (a *Article) option(at int) (Option, error) {
	if at < 0 || at >= len(a.Options) {
		return Option{}, fmt.Errorf("%w: there is no such headline option", ErrValue)
	}
	return a.Options[at], nil
}

func (o *Option) tidy() error {
	if _, err := ParseChannel(string(o.Channel)); err != nil {
		return err
	}
	o.Text, o.Note, o.By = OneLine(o.Text), OneLine(o.Note), OneLine(o.By)
	switch {
	case o.Text == "":
		return fmt.Errorf("%w: a headline option needs words", ErrValue)
	case Characters(o.Text) > longestOption:
		return fmt.Errorf("%w: a headline option has at most %d characters", ErrValue, longestOption)
	case Characters(o.Note) > longestRemark:
		return fmt.Errorf("%w: the note of a headline option has at most %d characters", ErrValue, longestRemark)
	}
	return o.Chosen.tidy()
}

func (c *Choice) tidy() error {
	if c == nil {
		return nil
	}
	if c.Why, c.By = OneLine(c.Why), OneLine(c.By); Characters(c.Why) > longestRemark {
		return fmt.Errorf("%w: a reason has at most %d characters", ErrValue, longestRemark)
	}
	return nil
}

// tidyOptions looks at options that came as a list, from a file or a script.
func tidyOptions(a *Article) error {
	for i := range a.Options {
		if err := a.Options[i].tidy(); err != nil {
			return err
		}
	}
	return nil
}
