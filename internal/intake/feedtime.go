package intake

import (
	"regexp"
	"strings"
	"time"
)

// feedLayouts are the dates of feeds, RFC 822 and its like; the day of the week
// is taken off before.
var feedLayouts = []string{
	"2 Jan 2006 15:04:05 -0700", "2 Jan 06 15:04:05 -0700", "2 Jan 2006 15:04 -0700", "2 January 2006 15:04:05 -0700",
	"2006-01-02T15:04:05-0700", "2006-01-02T15:04-07:00", "2006-01-02 15:04:05 -0700",
}

// zoneNames are those that RFC 822 defines; others mean several zones.
var zoneNames = map[string]string{
	"GMT": "+0000", "UT": "+0000", "UTC": "+0000", "Z": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
}

var (
	weekday  = regexp.MustCompile(`^[A-Za-z]{2,9}\.?,?\s+`)
	lastWord = regexp.MustCompile(`\s([A-Z]{1,4})$`)
)

// feedTime reads the date of a feed, in UTC; false where it can be read in two
// ways or names no day that exists.
func feedTime(text string, zone *time.Location) (time.Time, bool) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.UTC(), true
	}
	plain := strings.Join(strings.Fields(weekday.ReplaceAllString(text, "")), " ")
	if m := lastWord.FindStringSubmatchIndex(plain); m != nil && zoneNames[plain[m[2]:m[3]]] != "" {
		plain = plain[:m[2]] + zoneNames[plain[m[2]:m[3]]]
	}
	for _, layout := range feedLayouts {
		if t, err := time.Parse(layout, plain); err == nil {
			return t.UTC(), true
		}
	}
	m, ok := parseMoment(text, zone)
	return m.at, ok
}
