package check

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"stet/internal/article"
	"stet/internal/markup"
)

// DayWord is a word that names a day by where its reader stands in time: today,
// tomorrow, Wednesday.
type DayWord struct {
	Field string
	article.Span
	Text    string
	Written time.Time // when it came in; zero = nobody looked

	days    int    // from the day on which it is said
	weekday int    // 0 = Sunday; -1 = it is none
	here    string // the word among its neighbours, by which an earlier text has it too
}

// dayFields are the texts in which readers meet such words, beside the body.
var dayFields = []string{
	"overline", "headlines.main", "headlines.front", "headlines.search", "headlines.social", "headlines.push", "headlines.print",
	"standfirst", "trailText", "searchDescription", "socialDescription",
}

// DayWords finds those of a story, in its language. What stands in quotation
// marks somebody said, and stays; beside a date a day's name is sure of itself.
func DayWords(a *article.Article, doc markup.Doc, languages ...string) []DayWord {
	table, known := dayTables[speechOf(append([]string{a.Language}, languages...)...)]
	if !known {
		return nil
	}
	var found []DayWord
	for _, path := range dayFields {
		field, err := article.FieldAt(path)
		if err == nil {
			found = append(found, table.in(path, field.Get(a))...)
		}
	}
	for _, w := range table.in("body", doc.Text) {
		if at, ok := doc.SourceOf(w.From, w.To); ok {
			w.Span = at
			found = append(found, w)
		}
	}
	return found
}

// StandsIn reports whether an earlier state of the story has the word too,
// between the same neighbours.
func (w *DayWord) StandsIn(a *article.Article) bool {
	field, err := article.FieldAt(w.Field)
	if err != nil {
		return false
	}
	var low []string
	for _, in := range wordsOf(field.Get(a)) {
		low = append(low, in.low)
	}
	return strings.Contains(" "+strings.Join(low, " ")+" ", " "+w.here+" ")
}

func (t *dayTable) in(path, text string) []DayWord {
	words := wordsOf(text)
	var found []DayWord
	for i := range words {
		w, long, ok := t.at(words, i)
		if !ok || quoted(text, words[i].From) || i > 0 && t.not[words[i-1].low] && long == 1 {
			continue
		}
		if w.weekday >= 0 && besideDate(words, i, long) {
			continue
		}
		w.Field, w.Span = path, article.Span{From: words[i].From, To: words[i+long-1].To}
		w.Text = text[w.From:w.To]
		w.here = neighbours(words, i, long)
		found = append(found, w)
	}
	return found
}

// at is the day word that begins with word i, and of how many words it is.
func (t *dayTable) at(words []word, i int) (DayWord, int, bool) {
	low := bareWord(words[i].low)
	if i+1 < len(words) {
		if w, ok := t.called(low + "_" + bareWord(words[i+1].low)); ok {
			return w, 2, true
		}
	}
	if i > 0 {
		if _, ok := t.called(bareWord(words[i-1].low) + "_" + low); ok {
			return DayWord{}, 0, false // its second word
		}
	}
	w, ok := t.called(low)
	if ok && low == "morgen" && startsLarge(words[i].text) {
		return DayWord{}, 0, false // der Morgen
	}
	return w, 1, ok
}

func (t *dayTable) called(low string) (DayWord, bool) {
	if days, ok := t.near[low]; ok {
		return DayWord{days: days, weekday: -1}, true
	}
	weekday, ok := t.weekdays[low]
	return DayWord{weekday: weekday}, ok
}

// besideDate holds for a name with a number near it: Wednesday, 3 December.
func besideDate(words []word, i, long int) bool {
	for j := max(0, i-2); j < min(len(words), i+long+2); j++ {
		if strings.ContainsFunc(words[j].text, unicode.IsDigit) {
			return true
		}
	}
	return false
}

func neighbours(words []word, i, long int) string {
	var low []string
	for _, w := range words[max(0, i-1):min(len(words), i+long+1)] {
		low = append(low, w.low)
	}
	return strings.Join(low, " ")
}

// quoted reports whether a place is within quotation marks of its paragraph.
func quoted(text string, at int) bool {
	from := strings.LastIndex(text[:at], "\n\n") + 1
	inside := false
	for _, r := range text[from:at] {
		if strings.ContainsRune("\"“”„«»", r) {
			inside = !inside
		}
	}
	return inside
}

// dayWord tells of words that meant one day when they were written, and mean
// another, or one that is over, when the story is released.
func dayWord(s Story) []Finding {
	if s.Release.IsZero() {
		return nil
	}
	zone := s.House.Location()
	release := dateOf(s.Release, zone)
	var found []Finding
	for _, w := range s.DayWords {
		if w.Written.IsZero() {
			continue
		}
		written := dateOf(w.Written, zone)
		if why := w.wrong(written, release); why != "" {
			found = append(found, Finding{Code: "day-word", Severity: Warn, Field: w.Field, From: w.From, To: w.To,
				Message: "“" + w.Text + "” was written on " + dayName(written, written) + why + dayName(release, written) + ". Say which day is meant."})
		}
	}
	slices.SortStableFunc(found, func(a, b Finding) int {
		if a.Field != b.Field {
			return 0
		}
		return a.From - b.From
	})
	return found
}

// wrong says how a word that was written on one day misleads on another; "" = it
// does not. The name of a day stays right for what was: only once the next day of
// that name has come it may be one that was still ahead.
func (w *DayWord) wrong(written, release time.Time) string {
	passed := int(release.Sub(written).Hours() / 24)
	if passed <= 0 {
		return ""
	}
	switch {
	case w.weekday < 0 && w.days == 0:
		return "; the story is released on "
	case w.weekday < 0:
		return " and meant " + dayName(written.AddDate(0, 0, w.days), written) + "; the story is released on "
	}
	ahead := (w.weekday - int(written.Weekday()) + 7) % 7
	switch {
	case passed >= 7:
		return "; that week is over when the story is released on "
	case ahead > 0 && ahead == passed:
		return "; that is the day on which the story is released, "
	case ahead > 0 && ahead < passed:
		return "; that day has passed when the story is released on "
	}
	return ""
}

// dateOf is a day by the clock of a zone, as midnight in UTC: days lie 24 hours
// apart there.
func dateOf(t time.Time, zone *time.Location) time.Time {
	year, month, day := t.In(zone).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// dayName names a day, with its year where that is another than the one it is
// told beside.
func dayName(day, beside time.Time) string {
	if day.Year() != beside.Year() {
		return day.Format("Monday, 2 January 2006")
	}
	return day.Format("Monday, 2 January")
}
