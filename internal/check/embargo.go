package check

import (
	"time"

	"stet/internal/article"
)

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
	locked := e.InForce(s.Now)
	if s.Newest.Sub(s.Now) > clockSlack && (locked || s.Now.Sub(e.Until()) < doubtReach) {
		locked = true
		found = append(found, Finding{Code: "clock", Severity: Warn, Field: "embargo",
			Message: "This machine's clock stands at " + s.Now.In(s.House.Location()).Format("15:04, 2 January 2006") +
				", before the newest thing it saved (" + s.Newest.In(s.House.Location()).Format("15:04, 2 January 2006") + "). Put it right; embargoes stay locked."})
	}
	if locked {
		found = append(found, Finding{Code: "embargo", Severity: stop("embargo"), Field: "embargo", Message: embargoWords(e, s.House)})
	}
	return found
}

// clockSlack is how far a clock may be set back without a word, as machines do
// that ask another for the time.
const clockSlack = 2 * time.Minute

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
