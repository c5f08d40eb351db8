package check

import (
	"fmt"
	"time"

	"stet/internal/article"
)

// Clock is what a machine's clock shows, and what speaks against it.
type Clock struct {
	Now    time.Time
	Newest time.Time     // when the newest thing was saved: no right clock is behind it
	Ahead  time.Duration // by which it went forward without time having passed; 0 = it did not
}

// embargo is a lock on release. It opens late rather than early: where the
// rules of its zone moved the instant, and where the clock cannot be right.
func embargo(s Story) []Finding {
	e := s.Article.Embargo
	if e == nil || e.IsBroken() {
		return nil
	}
	var found []Finding
	if moved, yes := e.Moved(); yes && s.Now.Before(e.Until()) {
		found = append(found, Finding{Code: "embargo-moved", Severity: Warn, Field: "embargo", Message: "The rules of " + e.Zone +
			" have changed: " + e.Local[:16] + " there is now " + moved.UTC().Format("15:04, 2 January") + " UTC, and was " +
			e.At.UTC().Format("15:04, 2 January") + " UTC. The later of the two holds."})
	}
	c := Clock{s.Now, s.Newest, s.Ahead}
	const shown = "15:04, 2 January 2006"
	shows := "This machine's clock stands at " + s.Now.In(s.House.Location()).Format(shown)
	switch {
	case c.behind(e):
		found = append(found, Finding{Code: "clock", Severity: Warn, Field: "embargo",
			Message: shows + ", before the newest thing it saved (" + s.Newest.In(s.House.Location()).Format(shown) + "). Put it right; embargoes stay locked."})
	case c.opened(e):
		found = append(found, Finding{Code: "clock-ahead", Severity: Warn, Field: "embargo",
			Message: shows + ": it went forward by " + lasting(s.Ahead) + " without that time having passed. The embargo ended only by that, and stays locked until somebody says that the time is right."})
	}
	if Locked(e, c) {
		found = append(found, Finding{Code: "embargo", Severity: stop("embargo"), Field: "embargo", Message: embargoWords(e, s.House)})
	}
	return found
}

// Locked reports whether an embargo stops a story: it is in force, or ended by a
// clock that cannot be right.
func Locked(e *article.Embargo, c Clock) bool {
	return e.InForce(c.Now) || c.behind(e) || c.opened(e)
}

// behind: the clock stands before what was saved, and so lately that the embargo
// may not have ended.
func (c Clock) behind(e *article.Embargo) bool {
	if e == nil || e.IsBroken() || c.Newest.Sub(c.Now) <= ClockSlack {
		return false
	}
	return e.InForce(c.Now) || c.Now.Sub(e.Until()) < doubtReach
}

// opened: the embargo ended, but only by what the clock went forward.
func (c Clock) opened(e *article.Embargo) bool {
	return c.Ahead > ClockSlack && !e.InForce(c.Now) && e.InForce(c.Now.Add(-c.Ahead))
}

// lasting is how long something took, in words.
func lasting(d time.Duration) string {
	d = d.Round(time.Minute)
	switch hours, minutes := int(d.Hours()), int(d.Minutes())%60; {
	case hours >= 48:
		return fmt.Sprintf("%d days", hours/24)
	case hours == 0:
		return fmt.Sprintf("%d min", minutes)
	default:
		return fmt.Sprintf("%d h %02d min", hours, minutes)
	}
}

// ClockSlack is how far a clock may be set without a word, as machines do that
// ask another for the time.
const ClockSlack = 2 * time.Minute

// doubtReach is for how long past its instant an embargo stays locked where the
// clock cannot be right.
const doubtReach = 24 * time.Hour

func embargoWords(e *article.Embargo, house article.House) string {
	if e.At.IsZero() {
		return "The copy says “" + e.Said + "”. Say until when it is embargoed, or lift the embargo."
	}
	words := "Embargoed until " + e.Clocks(house.Location())
	if e.By != "" {
		words += ", set by " + e.By
	}
	return words + "."
}
