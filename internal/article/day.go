package article

import (
	"slices"
	"time"
)

// DayOf is where a day begins and ends by the clocks of a zone, so that it has
// 23 or 25 hours where they change. date is its date at any time, in any zone.
func DayOf(date time.Time, zone *time.Location) (from, to time.Time) {
	year, month, day := date.Date()
	start := func(day int) time.Time {
		midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
		if found := instants(midnight, zone); len(found) > 0 {
			return found[0]
		}
		return afterGap(midnight, zone) // some zones skip midnight
	}
	return start(day), start(day + 1)
}

// Shifted is a moment so many days later by the clock of a zone, and so many
// minutes after that. Where clocks skip the time on that day it is the first one
// after it; where they show it twice, the one with the offset of before, else the
// first.
func Shifted(at time.Time, days, minutes int, zone *time.Location) time.Time {
	if days != 0 {
		local := at.In(zone)
		wall := time.Date(local.Year(), local.Month(), local.Day()+days, local.Hour(), local.Minute(), local.Second(), 0, time.UTC)
		found := instants(wall, zone)
		_, offset := local.Zone()
		same := slices.IndexFunc(found, func(f time.Time) bool { _, o := f.In(zone).Zone(); return o == offset })
		switch {
		case len(found) == 0:
			at = afterGap(wall, zone)
		case same >= 0:
			at = found[same]
		default:
			at = found[0]
		}
	}
	return at.Add(time.Duration(minutes) * time.Minute).UTC()
}
