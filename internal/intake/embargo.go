package intake

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
)

// hold stops the story for its embargo lines. Of several the strictest holds,
// and the reason keeps the words of all. The instant is set only where a line
// leaves no doubt: date with its year, time and zone.
func (s *story) hold() {
	if len(s.embargoes) == 0 {
		return
	}
	var strictest article.Embargo
	reasons := []string{}
	for i, text := range s.embargoes {
		if e := embargoIn(text); i == 0 || stricter(e, strictest) {
			strictest = e
		}
		if reason := article.OneLine(text); !slices.Contains(reasons, reason) {
			reasons = append(reasons, reason)
		}
	}
	strictest.Reason = strings.Join(reasons, "; ")
	s.article.Flag, s.article.Embargo = article.Hold, &strictest
}

func embargoIn(text string) article.Embargo {
	said := embargoWords(text)
	e := article.Embargo{Said: said}
	if certain, ok := embargoAt(said); ok {
		e.At, e.Local, e.Zone = certain.At, certain.Local, certain.Zone
	}
	return e
}

// stricter reports whether e holds longer than other. A line that names no
// certain instant takes none away; the hold stays for a person to answer it.
func stricter(e, other article.Embargo) bool {
	return e.At.After(other.At)
}

var (
	embargoUntil = regexp.MustCompile(`(?is)^.*?(?:\b(?:until|till|before)\b|embargoed (?:for|to)\b|до\s|jusqu['’]au?)\s*:?\s*`)
	embargoLabel = regexp.MustCompile(`(?is)^.*?(?:embargo(?:ed)?|ембарго|sperrfrist|release)\s*[:–—-]*\s*`)
)

// embargoWords are the words of an embargo line that say when.
func embargoWords(text string) string {
	lead := embargoUntil.FindString(text)
	if lead == "" {
		lead = embargoLabel.FindString(text)
	}
	said := strings.TrimSpace(text[len(lead):])
	if said == "" {
		said = text
	}
	return article.OneLine(said)
}

// embargoAt is the instant that an embargo's words mean, where they say year,
// day, time and zone and the zone has that time exactly once.
func embargoAt(said string) (article.Embargo, bool) {
	if e, err := article.ParseEmbargo(said); err == nil && e != nil {
		return *e, true
	}
	m, ok := parseMoment(strings.TrimRight(said, ".!) "), nil)
	if !ok || !m.hasTime || !m.hasZone {
		return article.Embargo{}, false
	}
	if m.zoneName == "" {
		return article.Embargo{At: m.at}, true
	}
	zone, err := time.LoadLocation(m.zoneName)
	if err != nil {
		return article.Embargo{}, false
	}
	e, err := article.ParseEmbargo(m.at.In(zone).Format("2006-01-02T15:04:05") + " " + m.zoneName)
	if err != nil || e == nil {
		return article.Embargo{}, false
	}
	return *e, true
}
