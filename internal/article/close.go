package article

import (
	"fmt"
	"strings"
	"time"
)

// Close is a time of the day at which something closes: an edition, a bulletin.
type Close struct {
	Name  string
	Clock string // as clocks of the newsroom show it: 22:55
}

// ParseCloses reads "Print 22:55; Web 06:00". It wraps ErrValue.
func ParseCloses(text string) ([]Close, error) {
	closes := []Close{}
	for _, entry := range splitList(text) {
		at := strings.LastIndexByte(entry, ' ')
		if at < 0 {
			return nil, fmt.Errorf("%w: %q; write a name and a time, as in Print 22:55; Web 06:00", ErrValue, entry)
		}
		c := Close{Name: entry[:at], Clock: entry[at+1:]}
		if _, err := time.Parse("15:04", c.Clock); err != nil {
			return nil, fmt.Errorf("%w: %q is no time; write it as 22:55", ErrValue, c.Clock)
		}
		closes = append(closes, c)
	}
	return closes, nil
}

// NextClose is what closes next and when; a zero time = nothing does. Where
// clocks skip the time that day it closes with the first one after it; where they
// show it twice, with the first.
func NextClose(closes []Close, now time.Time, zone *time.Location) (next Close, at time.Time) {
	year, month, day := now.In(zone).Date()
	for _, c := range closes {
		clock, err := time.Parse("15:04", c.Clock)
		if err != nil {
			continue // refused when it was settled
		}
		for ahead := range 2 {
			wall := time.Date(year, month, day+ahead, clock.Hour(), clock.Minute(), 0, 0, time.UTC)
			closing := afterGap(wall, zone)
			if found := instants(wall, zone); len(found) > 0 {
				closing = found[0]
			}
			if closing.After(now) {
				if at.IsZero() || closing.Before(at) {
					next, at = c, closing
				}
				break
			}
		}
	}
	return next, at
}
