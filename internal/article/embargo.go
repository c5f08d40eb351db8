package article

import (
	"fmt"
	"strings"
	"time"
)

// Embargo stops publication before an instant. Said keeps the words it came
// in ("00.01 Thursday"), Zone the IANA zone they were said in: the instant is
// worked out once, and shown with its zone so that a person can check it.
type Embargo struct {
	At     time.Time `json:"at,omitzero" ts_type:"string"` // zero = said, but nobody has settled the instant
	Zone   string    `json:"zone,omitempty"`
	Said   string    `json:"said,omitempty"`
	By     string    `json:"by,omitempty"`
	Reason string    `json:"reason,omitempty"`
}

// InForce reports whether the embargo still stops publication at now. An
// embargo whose instant nobody has settled is always in force.
func (e *Embargo) InForce(now time.Time) bool {
	return e != nil && (e.At.IsZero() || now.Before(e.At))
}

// Text is the form that [ParseEmbargo] reads.
func (e *Embargo) Text() string {
	if e == nil {
		return ""
	}
	if e.At.IsZero() {
		return e.Said
	}
	at := e.At
	if zone, err := time.LoadLocation(e.Zone); err == nil && e.Zone != "" {
		return at.In(zone).Format("2006-01-02T15:04:05") + " " + e.Zone
	}
	return at.Format(time.RFC3339)
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
	return &Embargo{At: at, Zone: zone, Said: text}, nil
}

// ParseMoment reads "2026-12-03T00:01 Europe/Kyiv" (local time and zone as
// said) or RFC 3339 with an offset, which has no zone. A local time that the
// zone skips or has twice is refused, not guessed. What is the name of the
// field, for the error.
func ParseMoment(what, text string) (at time.Time, zone string, err error) {
	text = strings.TrimSpace(text)
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at.UTC(), "", nil
	}
	local, name, ok := strings.Cut(text, " ")
	if !ok {
		return at, "", fmt.Errorf("%w: %s %q has no zone; write 2026-12-03T00:01 Europe/Kyiv", ErrValue, what, text)
	}
	loc, err := time.LoadLocation(strings.TrimSpace(name))
	if err != nil {
		return at, "", fmt.Errorf("%w: %s zone %q is unknown; write a name like Europe/Kyiv", ErrValue, what, name)
	}
	if at, err = parseLocal(local, loc); err != nil {
		return at, "", fmt.Errorf("%w: %s %q: %v", ErrValue, what, text, err)
	}
	return at.UTC(), loc.String(), nil
}

func parseLocal(text string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04"} {
		wall, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		return settle(wall, zone)
	}
	return time.Time{}, fmt.Errorf("time %q; write 2026-12-03T00:01", text)
}

// settle finds the one instant at which clocks in zone show wall. Offsets
// differ by at most a day, so the instants a day either side know every
// offset that could apply.
func settle(wall time.Time, zone *time.Location) (time.Time, error) {
	var found []time.Time
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := wall.Add(near).In(zone).Zone()
		at := wall.Add(-time.Duration(offset) * time.Second)
		_, really := at.In(zone).Zone()
		if really == offset && (len(found) == 0 || !found[0].Equal(at)) {
			found = append(found, at)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return time.Time{}, fmt.Errorf("clocks in %s skip this time", zone)
	}
	return time.Time{}, fmt.Errorf("clocks in %s show this time twice; write it with an offset", zone)
}
