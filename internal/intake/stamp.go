package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// moment is a date as copy says it. Parts that were not said are false.
type moment struct {
	at       time.Time
	hasTime  bool
	hasZone  bool
	zoneName string // IANA, "" for an offset
}

// dateWords collects the parts of a date from its words. A word that is no
// part of a date makes the whole no date: guessing would put a wrong time on
// a story.
type dateWords struct {
	year, day, hour, minute, second int
	month                           time.Month
	weekday                         time.Weekday
	hasWeekday, hasTime, afternoon  bool
	half                            bool // am or pm was said
	doubtful                        bool // a zone that means several was said
	zone                            *time.Location
	zoneName                        string
}

// parseMoment reads a date, with or without a time and a zone, in the
// languages of the tables below. Dates in figures whose day and month could
// be swapped are refused, as are dates that do not exist.
func parseMoment(text string, zone *time.Location) (moment, bool) {
	d, ok := wordsOfDate(text)
	if !ok || d.doubtful {
		return moment{}, false
	}
	return d.moment(zone)
}

// dateShaped holds for text that is a date in all its words, though perhaps
// one that does not exist or whose zone has several meanings.
func dateShaped(text string) bool {
	d, ok := wordsOfDate(text)
	return ok && d.year != 0 && d.month != 0 && d.day != 0
}

// partOfDate holds for text whose words are all of a date, though the year or
// even the day may be missing.
func partOfDate(text string) bool {
	d, ok := wordsOfDate(text)
	return ok && (d.hasWeekday || d.hasTime || (d.month != 0 && (d.day != 0 || d.year != 0)))
}

// wordsOfDate reads every word of a date; false = one of them is no part of it.
func wordsOfDate(text string) (dateWords, bool) {
	d := dateWords{}
	if len(text) > 120 {
		return d, false
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",|·•()", r) })
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		if !d.take(w, next) {
			return d, false
		}
	}
	return d, true
}

func (d *dateWords) moment(zone *time.Location) (moment, bool) {
	if d.year == 0 || d.month == 0 || d.day == 0 {
		return moment{}, false
	}
	m := moment{hasTime: d.hasTime, hasZone: d.zone != nil, zoneName: d.zoneName}
	switch {
	case d.zone != nil:
		zone = d.zone
	case zone == nil:
		zone = time.UTC
	}
	if d.half && (d.hour < 1 || d.hour > 12) {
		return moment{}, false
	}
	if d.half {
		d.hour %= 12
	}
	if d.afternoon {
		d.hour += 12
	}
	m.at = time.Date(d.year, d.month, d.day, d.hour, d.minute, d.second, 0, zone)
	if m.at.Day() != d.day || m.at.Hour() != d.hour || (d.hasWeekday && m.at.Weekday() != d.weekday) {
		return moment{}, false
	}
	m.at = m.at.UTC()
	return m, true
}

var (
	isoDate    = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$`)
	dottedDate = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4})$`)
	slashDate  = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$`)
	clockTime  = regexp.MustCompile(`^(\d{1,2})[:.h](\d{2})(?::(\d{2}))?(am|pm|a\.m\.?|p\.m\.?|z)?$`)
	plainTime  = regexp.MustCompile(`^(\d{2})(\d{2})(gmt|utc|z)?$`)
	hourTime   = regexp.MustCompile(`^(\d{1,2})(am|pm|a\.m\.?|p\.m\.?)$`)
	dayNumber  = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th|er|º|\.)?$`)
	offset     = regexp.MustCompile(`^(?:gmt|utc)?([+-])(\d{1,2}):?(\d{2})?$`)
	zoneID     = regexp.MustCompile(`^[A-Z][A-Za-z_]+/[A-Z][A-Za-z_/+-]+$`)
)

// take reads one word; false = it is no part of a date.
func (d *dateWords) take(word, next string) bool {
	if zoneID.MatchString(word) {
		zone, err := time.LoadLocation(word)
		d.zone, d.zoneName = zone, word
		return err == nil
	}
	w := strings.ToLower(word)
	return d.takeDate(w) || d.takeTime(w, strings.ToLower(next)) || d.takeZone(w) || d.takeName(strings.TrimRight(w, ".:")) || d.takeNumber(w)
}

func (d *dateWords) takeDate(w string) bool {
	if p := isoDate.FindStringSubmatch(strings.ToUpper(w)); p != nil && d.year == 0 {
		d.year, d.month, d.day = number(p[1]), time.Month(number(p[2])), number(p[3])
		if p[4] != "" {
			d.hour, d.minute, d.second, d.hasTime = number(p[4]), number(p[5]), number(p[6]), true
		}
		if p[7] != "" {
			return d.takeZone(strings.ToLower(p[7]))
		}
		return d.month <= 12
	}
	if p := dottedDate.FindStringSubmatch(w); p != nil && d.year == 0 {
		d.day, d.month, d.year = number(p[1]), time.Month(number(p[2])), number(p[3])
		return d.month <= 12
	}
	if p := slashDate.FindStringSubmatch(w); p != nil && d.year == 0 {
		a, b := number(p[1]), number(p[2])
		if a <= 12 && b > 12 {
			a, b = b, a // the second figure can only be a day
		}
		d.day, d.month, d.year = a, time.Month(b), number(p[3])
		return a > 12 && b <= 12 || a == b
	}
	return false
}

func (d *dateWords) takeTime(w, next string) bool {
	if d.hasTime {
		return d.takeHalf(w)
	}
	if p := clockTime.FindStringSubmatch(w); p != nil {
		d.hour, d.minute, d.second, d.hasTime = number(p[1]), number(p[2]), number(p[3]), true
		if p[4] == "z" {
			return d.takeZone("z")
		}
		return p[4] == "" || d.takeHalf(p[4])
	}
	if p := hourTime.FindStringSubmatch(w); p != nil {
		d.hour, d.hasTime = number(p[1]), true
		return d.takeHalf(p[2])
	}
	if p := plainTime.FindStringSubmatch(w); p != nil {
		if p[3] == "" && zones[next] == nil {
			return false // without a zone behind it this is a year
		}
		d.hour, d.minute, d.hasTime = number(p[1]), number(p[2]), true
		return p[3] == "" || d.takeZone(p[3])
	}
	return false
}

func (d *dateWords) takeHalf(w string) bool {
	switch strings.ReplaceAll(w, ".", "") {
	case "am":
		d.half = true
	case "pm":
		d.half, d.afternoon = true, true
	default:
		return false
	}
	return true
}

func (d *dateWords) takeZone(w string) bool {
	if d.zone != nil {
		return false
	}
	if zone := zones[w]; zone != nil {
		d.zone = zone
		return true
	}
	if d.hasTime && doubtfulZones[w] {
		d.doubtful = true
		return true
	}
	p := offset.FindStringSubmatch(w)
	if p == nil || !d.hasTime {
		return false
	}
	seconds := number(p[2])*3600 + number(p[3])*60
	if seconds > 14*3600 {
		return false
	}
	if p[1] == "-" {
		seconds = -seconds
	}
	d.zone = time.FixedZone("", seconds)
	return true
}

func (d *dateWords) takeName(w string) bool {
	if m, ok := monthNames[w]; ok && d.month == 0 {
		d.month = m
		return true
	}
	if day, ok := weekdayNames[w]; ok && !d.hasWeekday {
		d.weekday, d.hasWeekday = day, true
		return true
	}
	return dateFillers[w]
}

func (d *dateWords) takeNumber(w string) bool {
	if n := number(w); len(w) == 4 && n >= 1900 && n <= 2100 && d.year == 0 {
		d.year = n
		return true
	}
	if p := dayNumber.FindStringSubmatch(w); p != nil && d.day == 0 {
		d.day = number(p[1])
		return d.day >= 1 && d.day <= 31
	}
	return false
}

// number is 0 for what is no number.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

var (
	stampWord = regexp.MustCompile(`(?is)^(first published|published|posted|last updated|updated|last modified|modified|опубліковано|оновлено|опубликовано|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|opublikowano|פורסם|نشر)(?: (?:on|at|le|el|am|il|em|o))?(?:\s*:)?(?:\s+(.*))?$`)
	agoWords  = regexp.MustCompile(`(?is)^(?:(?:about |over )?(?:\d{1,3}|an?|one) (?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|h|m|d) ago|just now|today|yesterday|vor \d{1,3} \p{L}+|\d{1,3} \p{L}+\.? тому|il y a \d{1,3} \p{L}+|hace \d{1,3} \p{L}+)(?:,? at \d{1,2}[:.]\d{2}(?: ?[ap]m)?)?$`)
	updates   = regexp.MustCompile(`(?i)^(?:last |updated|modified|оновлено|aktualisiert|mis |actualizado|aggiornato)`)
)

// stampPart is what a line, or a part of one, says of publication times.
type stampPart struct {
	known  bool // it is a stamp
	bare   bool // a label without a date: "Published"
	update bool
	when   moment
	dated  bool
}

// readStamp reads "Published 3 December 2025, 14:05 GMT", a lone date, or a
// label alone. Without a label the date must be whole.
func readStamp(text string, zone *time.Location) stampPart {
	text = strings.TrimLeft(text, bullets+" \t")
	if p := stampWord.FindStringSubmatch(text); p != nil && len(text) <= longest {
		part := readTime(p[2], zone)
		part.update, part.bare = updates.MatchString(p[1]), p[2] == ""
		part.known = part.known || part.bare
		return part
	}
	part := readTime(text, zone)
	part.known = dateShaped(text) || (part.known && agoWords.MatchString(text) && strings.ContainsAny(text, "0123456789"))
	return part
}

// readTime reads what a label says the time of: a date, perhaps one that is
// not whole ("Monday 3 Dec"), or "3 hours ago".
func readTime(text string, zone *time.Location) stampPart {
	if len(text) > longest {
		return stampPart{}
	}
	part := stampPart{known: partOfDate(text) || agoWords.MatchString(text) || figuresOnly(text)}
	part.when, part.dated = parseMoment(text, zone)
	return part
}

func figuresOnly(text string) bool {
	return strings.Trim(text, "0123456789/.-:, ") == "" && text != ""
}
