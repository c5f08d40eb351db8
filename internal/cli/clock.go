package cli

import (
	"time"

	"stet/internal/newsroom"
)

// runClock says what is known of the machine's clock, or that it is right.
func runClock(c *call) error {
	words, err := c.words(none, 0, 1)
	if err != nil {
		return err
	}
	if len(words) == 1 && words[0] != "confirm" {
		return c.misused("a clock can be confirmed, nothing else")
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	do := room.Clock
	if len(words) == 1 {
		do = room.ConfirmClock
	}
	state, err := do()
	if err != nil {
		return err
	}
	return c.showClock(state)
}

func (c *call) showClock(s newsroom.ClockState) error {
	if c.json {
		return c.emit(s)
	}
	const form = "2006-01-02 15:04:05Z07:00"
	c.say("the clock shows %s", s.Shows.Format(form))
	if s.Ahead > 0 {
		c.say("it went forward by %s without that time having passed: embargoes that ended only by that stay locked", time.Duration(s.Ahead)*time.Second)
	}
	if !s.Confirmed.IsZero() {
		c.say("confirmed %s by %s", s.Confirmed.Format(form), s.By)
	}
	return nil
}
