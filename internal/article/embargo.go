package article

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Embargo stops publication before an instant. Said keeps the words it came
// in ("00.01 Thursday"), Zone the IANA zone they were said in. The clock and the
// zone as said are the truth; the instant was worked out from them once, so
// that it can be told when the zone's rules have moved it since.
type Embargo struct {
	At     time.Time `json:"at,omitzero" ts_type:"string"` // zero = said, but nobody has settled the instant
	Local  string    `json:"local,omitempty"`              // what clocks in Zone show then: 2026-12-03T00:01:00; "" = only the instant was said
	Zone   string    `json:"zone,omitempty"`
	Said   string    `json:"said,omitempty"`
	By     string    `json:"by,omitempty"`
	Reason string    `json:"reason,omitempty"`
	Broken *Broken   `json:"broken,omitempty"` // nil = it holds until its instant
}

// Broken says who let a story go before its embargo ended, and why.
type Broken struct {
	By  string    `json:"by"`
	At  time.Time `json:"at" ts_type:"string"`
	Why string    `json:"why"`
}

// IsBroken reports whether somebody let the story go before the instant.
func (e *Embargo) IsBroken() bool { return e != nil && e.Broken != nil }

// InForce reports whether the embargo still stops publication at now. An
// embargo whose instant nobody has settled is always in force.
func (e *Embargo) InForce(now time.Time) bool {
	switch {
	case e == nil || e.Broken != nil:
		return false
	case e.At.IsZero() || now.Before(e.At):
		return true
	case now.Sub(e.At) > zoneReach:
		return false
	}
	return now.Before(e.Until())
}

// zoneReach is more than any two rules of a zone can lie apart.
const zoneReach = 27 * time.Hour

// Until is when the lock opens: the instant that was worked out when the
// embargo was set, or the one that the zone's rules give now, if that is later.
func (e *Embargo) Until() time.Time {
	if now, ok := e.ruled(); ok && now.After(e.At) {
		return now
	}
	return e.At
}

// Moved is the instant that the clock and zone as said mean by the rules of
// now, where that is another than the one worked out when the embargo was set.
func (e *Embargo) Moved() (time.Time, bool) {
	now, ok := e.ruled()
	return now, ok && !now.Equal(e.At)
}

// ruled is the instant by the rules that this system knows; of two the later.
func (e *Embargo) ruled() (time.Time, bool) {
	if e == nil || e.Local == "" || e.At.IsZero() {
		return time.Time{}, false
	}
	zone, err := time.LoadLocation(e.Zone)
	if err != nil {
		return time.Time{}, false
	}
	wall, err := time.Parse(wallClock, e.Local)
	if err != nil {
		return time.Time{}, false
	}
	found := instants(wall, zone)
	if len(found) == 0 {
		return afterGap(wall, zone), true
	}
	if slices.ContainsFunc(found, e.At.Equal) { // of a clock that shows it twice, the one that was meant
		return e.At, true
	}
	return found[len(found)-1], true
}

// wallClock is a date and a time without a zone.
const wallClock = "2006-01-02T15:04:05"

// Text is the form that [ParseEmbargo] reads.
func (e *Embargo) Text() string {
	if e == nil {
		return ""
	}
	if e.At.IsZero() {
		return e.Said
	}
	zone, err := time.LoadLocation(e.Zone)
	if err != nil || e.Zone == "" {
		return e.At.Format(time.RFC3339)
	}
	local := e.At.In(zone)
	if len(instants(local, zone)) > 1 {
		return local.Format(time.RFC3339) + " " + e.Zone
	}
	if e.Local != "" {
		return e.Local + " " + e.Zone
	}
	return local.Format(wallClock) + " " + e.Zone
}

// Clocks says until when, as it was said and by the clock of the desk, where
// that is another.
func (e *Embargo) Clocks(desk *time.Location) string {
	const clock = "15:04, 2 January 2006"
	here := e.At.In(desk).Format(clock) + " " + desk.String()
	zone, err := time.LoadLocation(e.Zone)
	if err != nil || e.Zone == "" || zone.String() == desk.String() {
		return here
	}
	there := e.At.In(zone).Format(clock)
	if wall, err := time.Parse(wallClock, e.Local); err == nil {
		there = wall.Format(clock)
	}
	return there + " " + e.Zone + " (" + here + ")"
}

// ParseEmbargo reads a moment, see [ParseMoment]; "" and "none" lift the
// embargo (nil).
func ParseEmbargo(text string) (*Embargo, error) {
	text = strings.TrimSpace(text)
	if text == "" || text == "none" {
		return nil, nil
	}
	at, zone, err := ParseMoment("embargo", text)
	if err != nil {
		return nil, err
	}
	e := &Embargo{At: at, Zone: zone, Said: text}
	if loc, err := time.LoadLocation(zone); err == nil && zone != "" {
		e.Local = at.In(loc).Format(wallClock)
	}
	return e, nil
}

// ParseMoment reads "2026-12-03T00:01 Europe/Kyiv" (local time and zone as
// said), the same with an offset before the zone where clocks there show a time
// twice, or RFC 3339 with an offset, which has no zone. A local time that the
// zone skips or has twice is refused, not guessed. What is the name of the
// field, for the error.
func ParseMoment(what, text string) (at time.Time, zone string, err error) {
	text = strings.TrimSpace(text)
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at.UTC(), "", nil
	}
	clock, name, ok := strings.Cut(text, " ")
	if !ok {
		return at, "", fmt.Errorf("%w: %s %q has no zone; write 2026-12-03T00:01 Europe/Kyiv", ErrValue, what, text)
	}
	loc, err := zoneNamed(strings.TrimSpace(name))
	if err != nil {
		return at, "", fmt.Errorf("%w: %s %q: %v", ErrValue, what, text, err)
	}
	if at, err = parseLocal(clock, loc); err != nil {
		return at, "", fmt.Errorf("%w: %s %q: %v", ErrValue, what, text, err)
	}
	return at.UTC(), loc.String(), nil
}

// Zoned is a moment as [ParseMoment] reads it, out of what people write: the day
// and the time with a space between them, and without a zone where it goes
// without saying, which is zone.
func Zoned(text, zone string) string {
	words := strings.Fields(text)
	if len(words) > 1 && words[1][0] >= '0' && words[1][0] <= '9' {
		if _, err := time.Parse(time.DateOnly, words[0]); err == nil {
			words = append([]string{words[0] + "T" + words[1]}, words[2:]...)
		}
	}
	clock := strings.Join(words, " ")
	for _, layout := range []string{wallClock, "2006-01-02T15:04"} {
		if _, err := time.Parse(layout, clock); err == nil {
			return clock + " " + zone
		}
	}
	return clock
}

func parseLocal(text string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if at, err := time.Parse(layout, text); err == nil {
			return offsetHolds(at, text, zone)
		}
	}
	for _, layout := range []string{wallClock, "2006-01-02T15:04"} {
		if wall, err := time.Parse(layout, text); err == nil {
			return settle(wall, zone)
		}
	}
	return time.Time{}, fmt.Errorf("time %q; write 2026-12-03T00:01", text)
}

// offsetHolds refuses an offset that clocks in the zone do not have then: one
// of the two is wrong, and nobody can tell which.
func offsetHolds(at time.Time, text string, zone *time.Location) (time.Time, error) {
	_, said := at.Zone()
	if _, really := at.In(zone).Zone(); really != said {
		return time.Time{}, fmt.Errorf("clocks in %s do not stand at %s then; leave the offset out, or write %s",
			zone, at.Format("-07:00"), at.In(zone).Format("2006-01-02T15:04-07:00"))
	}
	return at, nil
}

// settle finds the one instant at which clocks in zone show wall.
func settle(wall time.Time, zone *time.Location) (time.Time, error) {
	found := instants(wall, zone)
	const clock = "2006-01-02T15:04"
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return time.Time{}, fmt.Errorf("clocks in %s skip this time; the first after it is %s", zone, afterGap(wall, zone).In(zone).Format(clock))
	}
	first, second := found[0].In(zone), found[1].In(zone)
	return time.Time{}, fmt.Errorf("clocks in %s show this time twice; write %s %s for the first, or %s %s for the second",
		zone, first.Format(clock+"-07:00"), zone, second.Format(clock+"-07:00"), zone)
}

// instants are those at which clocks in zone show wall, the earlier first.
// Offsets differ by at most a day, so the instants a day either side know every
// offset that could apply.
func instants(wall time.Time, zone *time.Location) []time.Time {
	wall = time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, time.UTC)
	var found []time.Time
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := wall.Add(near).In(zone).Zone()
		at := wall.Add(-time.Duration(offset) * time.Second)
		_, really := at.In(zone).Zone()
		if really == offset && (len(found) == 0 || !found[0].Equal(at)) {
			found = append(found, at)
		}
	}
	slices.SortFunc(found, time.Time.Compare)
	return found
}

// afterGap is the first instant that clocks show after a time they skip.
func afterGap(wall time.Time, zone *time.Location) time.Time {
	_, before := wall.Add(-24 * time.Hour).In(zone).Zone()
	at := wall.Add(-time.Duration(before) * time.Second)
	if start, _ := at.In(zone).ZoneBounds(); !start.IsZero() {
		return start
	}
	return at
}
