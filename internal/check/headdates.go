package check

import (
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
)

// dates tells of days of the week and months that the copy does not have; the
// day of a month and a year are numbers.
func (h *Headings) dates(_ article.Channel, _ string, words []word) []Finding {
	if len(h.copy.words) == 0 {
		return nil
	}
	var found []Finding
	for i, w := range words {
		kind, day := dayOf(h.speech, w, words, i)
		if day < 0 {
			continue
		}
		there, others := false, []string(nil)
		for j, in := range h.copy.words {
			k, other := dayOf(h.speech, in, h.copy.words, j)
			if k != kind || other < 0 {
				continue
			}
			if there = there || other == day; !slices.Contains(others, in.text) {
				others = append(others, in.text)
			}
		}
		if there {
			continue
		}
		message := fmt.Sprintf("“%s” is not in the body.", w.text)
		if len(others) > 0 {
			message = fmt.Sprintf("“%s” is not in the body, which has %s.", w.text, strings.Join(others, ", "))
		}
		found = append(found, Finding{Code: "head-date", Severity: Warn, From: w.From, To: w.To, Message: message})
	}
	return found
}

func isDay(s speech, w word, words []word, i int) bool {
	_, day := dayOf(s, w, words, i)
	return day >= 0
}

// dayOf is which day of the week ("day") or month ("month") a word is, -1 = none.
// Some are other words too: May is a month beside a number or behind "in".
func dayOf(s speech, w word, words []word, i int) (kind string, n int) {
	low := bareWord(w.low)
	if s == "uk" {
		return dayIn(low, daysUk, monthsUk)
	}
	if s != "en" && s != "" || !startsLarge(w.text) {
		return "", -1
	}
	kind, n = dayIn(low, daysEn, monthsEn)
	if n >= 0 && (len(low) <= 3 || low == "march") && !beside(words, i) {
		return "", -1
	}
	return kind, n
}

// dayIn looks a word up; the tables hold how the forms of each begin, with an
// "=" before what is the whole word.
func dayIn(low string, days, months []string) (string, int) {
	for kind, table := range map[string][]string{"day": days, "month": months} {
		for n, forms := range table {
			for form := range strings.FieldsSeq(forms) {
				if whole, ok := strings.CutPrefix(form, "="); ok && low == whole || !ok && strings.HasPrefix(low, form) {
					return kind, n
				}
			}
		}
	}
	return "", -1
}

// beside holds for a word next to a number, or behind what a month stands behind.
func beside(words []word, i int) bool {
	number := func(j int) bool {
		if j < 0 || j >= len(words) {
			return false
		}
		values, _ := valuesOf(words[j].low, "")
		return values != nil && words[j].low[0] >= '0' && words[j].low[0] <= '9'
	}
	if number(i-1) || number(i+1) {
		return true
	}
	return i > 0 && slices.Contains([]string{"in", "of", "since", "until", "till", "by", "from", "last", "next", "this", "early", "late", "mid"}, words[i-1].low)
}

var daysEn = []string{
	"=monday =mondays =mon", "=tuesday =tuesdays =tue", "=wednesday =wednesdays =wed", "=thursday =thursdays =thu",
	"=friday =fridays =fri", "=saturday =saturdays =sat", "=sunday =sundays =sun",
}

var monthsEn = []string{
	"=january =jan", "=february =feb", "=march =mar", "=april =apr", "=may", "=june =jun", "=july =jul", "=august =aug",
	"=september =sept =sep", "=october =oct", "=november =nov", "=december =dec",
}

var daysUk = []string{
	"понеділ", "вівтор", "=середа =середу =середи =середою", "=четвер =четверга =четвергом", "п'ятниц", "=субота =суботу =суботи =суботою", "=неділя =неділю =неділі =неділею",
}

var monthsUk = []string{
	"=січень =січня =січні", "=лютий =лютого =лютому", "=березень =березня =березні", "=квітень =квітня =квітні", "=травень =травня =травні", "=червень =червня =червні",
	"=липень =липня =липні", "=серпень =серпня =серпні", "=вересень =вересня =вересні", "=жовтень =жовтня =жовтні", "=листопад =листопада =листопаді", "=грудень =грудня =грудні",
}
