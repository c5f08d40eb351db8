package check_test

import (
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/markup"
)

// monday is the day on which the cases below were written.
var monday = time.Date(2026, 11, 30, 16, 0, 0, 0, time.UTC)

// wrongDays are the words that the rule tells of, in a body written on monday
// and released days later.
func wrongDays(t *testing.T, language, body string, days int) string {
	t.Helper()
	s := clean()
	s.Article.Language, s.Article.Body = language, body
	s.Release = monday.AddDate(0, 0, days)
	s.DayWords = check.DayWords(s.Article, markup.New().Parse(body, nil), s.House.Language)
	for i := range s.DayWords {
		s.DayWords[i].Written = monday
	}
	var words []string
	for _, f := range run(t, s) {
		if f.Code == "day-word" {
			if f.Severity != check.Warn || f.Field != "body" {
				t.Errorf("%+v", f)
			}
			words = append(words, body[f.From:f.To])
		}
	}
	return strings.Join(words, ", ")
}

func TestDayWordsThatAreWrongAtRelease(t *testing.T) {
	for _, c := range []struct {
		language, body string
		days           int
		want           string
	}{
		{"en-GB", "The board met today and votes tomorrow.", 0, ""},
		{"en-GB", "The board met **today** and votes tomorrow.", 1, "today, tomorrow"},
		{"en", "It sat last night, and this morning. The morning was cold.", 1, "last night, this morning"},
		{"en", "Today's vote follows yesterday’s.", 1, "Today's, yesterday’s"},
		{"en", "It votes on Wednesday.", 1, ""},
		{"en", "It votes on Wednesday.", 2, "Wednesday"},
		{"en", "It votes on Wednesday.", 3, "Wednesday"},
		{"en", "It voted on Friday.", 3, ""},
		{"en", "It voted on Friday.", 4, "Friday"},
		{"en", "It voted on Monday.", 3, ""},
		{"en", "It voted on Monday.", 7, "Monday"},
		{"en", "On Wednesday, 2 December, and on Good Friday; every Wednesday, and Wednesdays.", 4, ""},
		{"en", "“I resign today,” she said. \"Not tomorrow.\"", 1, ""},
		{"en", "“I resign,” she said today.\n\n“Never had I doubts.\n\nShe left yesterday.", 1, "today, yesterday"},
		{"", "It met today.", 1, "today"}, // the house's language
		{"de", "Der Rat tagt heute, am Morgen und morgen. Die gestrige Sitzung am Mittwochabend. Jeden Mittwoch.", 3, "heute, morgen, gestrige, Mittwochabend"},
		{"uk", "Рада голосує завтра, у середу. Вчора її не було. Щосереди.", 3, "завтра, середу, Вчора"},
		{"fr", "Il vote aujourd’hui, ce soir, demain ou mercredi. Le mercredi, rien.", 3, "aujourd’hui, ce soir, demain, mercredi"},
		{"es", "Vota hoy, mañana y el miércoles. Por la mañana, los miércoles. Esta mañana no.", 3, "hoy, mañana, miércoles, Esta mañana"},
		{"it", "Vota oggi, domani e mercoledì.", 3, "oggi, domani, mercoledì"},
		{"pt", "Vota hoje, amanhã e na quarta-feira.", 3, "hoje, amanhã, quarta-feira"},
		{"pl", "Głosuje dziś, jutro i w środę. W środku miasta, czwarty raz.", 3, "dziś, jutro, środę"},
		{"ar", "صوت المجلس اليوم ويصوت غداً يوم الأربعاء.", 3, "اليوم, غداً, الأربعاء"},
		{"he", "המועצה הצביעה היום ותצביע מחר וביום רביעי.", 3, "היום, מחר"},
		{"he", "המועצה תצביע ביום רביעי.", 3, "ביום רביעי"},
		{"ka", "დღეს today", 3, ""},
	} {
		if got := wrongDays(t, c.language, c.body, c.days); got != c.want {
			t.Errorf("%s, %d days on, %q: %q, want %q", c.language, c.days, c.body, got, c.want)
		}
	}
}

func TestADayWordSaysWhatItMeant(t *testing.T) {
	s := clean()
	s.Article.Headlines.Main = "Board votes tomorrow"
	s.Release = monday.AddDate(0, 0, 1)
	s.DayWords = check.DayWords(s.Article, markup.Doc{}, "en")
	s.DayWords[0].Written = monday
	found := run(t, s)
	if len(found) == 0 || found[0].Code != "day-word" || found[0].Field != "headlines.main" ||
		found[0].Message != "“tomorrow” was written on Monday, 30 November and meant Tuesday, 1 December; the story is released on Tuesday, 1 December. Say which day is meant." {
		t.Errorf("%+v", found)
	}
	s.Release = time.Time{} // readers have it
	if found := codes(run(t, s)); strings.Contains(found, "day-word") {
		t.Error(found)
	}
}

// A day begins where the newsroom is.
func TestDaysAreTheNewsrooms(t *testing.T) {
	s := clean()
	s.Article.Body = "It met today."
	s.Release = time.Date(2026, 11, 30, 23, 30, 0, 0, time.UTC)
	s.DayWords = check.DayWords(s.Article, markup.New().Parse(s.Article.Body, nil), "en")
	s.DayWords[0].Written = time.Date(2026, 11, 30, 20, 0, 0, 0, time.UTC)
	for zone, want := range map[string]bool{"UTC": false, "Europe/Kyiv": true, "America/New_York": false} {
		s.House.Zone = zone
		if got := strings.Contains(codes(run(t, s)), "day-word"); got != want {
			t.Errorf("%s: %v", zone, got)
		}
	}
}

func TestAWordIsFoundAgainBetweenItsNeighbours(t *testing.T) {
	a := article.Article{Language: "en", Body: "It met {==today==}{>>query: AL: when?<<} in Oslo."}
	words := check.DayWords(&a, markup.New().Parse(a.Body, nil))
	if len(words) != 1 {
		t.Fatalf("%+v", words)
	}
	for body, want := range map[string]bool{
		"It met **today** in Oslo, and left.": true, "It met in Oslo. Today in Oslo.": false, "It met today at sea.": false, "": false,
	} {
		if got := words[0].StandsIn(&article.Article{Body: body}); got != want {
			t.Errorf("%q: %v", body, got)
		}
	}
}
