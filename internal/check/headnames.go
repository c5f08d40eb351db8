package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
)

// names tells of names that the copy does not have, or spells otherwise. What
// a name is, its capital says: so nothing is found in scripts without them, and
// where every word has one only what is almost a name of the copy.
func (h *Headings) names(_ article.Channel, text string, words []word) []Finding {
	if !strings.ContainsFunc(h.copy.text, inked) {
		return nil
	}
	titled := h.speech == "de" || inTitleCase(words)
	var found []Finding
	for i, w := range words {
		if !startsLarge(w.text) || h.knows(w) || isDay(h.speech, w, words, i) {
			continue
		}
		if near := h.almost(bareWord(w.low)); near != "" {
			found = append(found, Finding{Code: "head-name", Severity: Warn, From: w.From, To: w.To,
				Message: fmt.Sprintf("The body spells it “%s”.", near)})
			continue
		}
		if titled || begins(text, words, i) && !goesOn(words, i) || unicode.IsDigit(rune(w.text[0])) {
			continue // any word may have this capital
		}
		found = append(found, Finding{Code: "head-name", Severity: Warn, From: w.From, To: w.To,
			Message: fmt.Sprintf("“%s” is not in the body.", w.text)})
	}
	return found
}

// knows reports whether the copy has a word: in any case and, in languages whose
// names take endings, with another one.
func (h *Headings) knows(w word) bool {
	low := bareWord(w.low)
	if h.copy.has(low) || h.everyPart(low) || utf8.RuneCountInString(low) < 2 {
		return true
	}
	if h.initials(w.text) {
		return true
	}
	if h.speech == "en" || h.speech == "" {
		return h.copy.has(strings.TrimSuffix(low, "s")) || h.copy.has(low+"s") || h.ofPlace(low)
	}
	for name := range h.copy.written {
		if sameStem(low, name) {
			return true
		}
	}
	return false
}

// ofPlace holds for Russian where the copy has Russia, and the other way round.
func (h *Headings) ofPlace(low string) bool {
	low = strings.TrimSuffix(low, "s")
	for name := range h.copy.written {
		if belongs(low, name) || belongs(name, low) {
			return true
		}
	}
	return false
}

// belongs holds for an adjective of a place's name: Ukrainian, Ukraine.
func belongs(adjective, name string) bool {
	for _, end := range []string{"ian", "an", "n", "ish", "ese"} {
		if base, ok := strings.CutSuffix(adjective, end); ok && len(base) >= 4 && (name == base || len(name) == len(base)+1 && strings.HasPrefix(name, base)) {
			return true
		}
	}
	return false
}

func (h *Headings) everyPart(low string) bool {
	parts := strings.Split(low, "-")
	if len(parts) == 1 {
		return false
	}
	for _, part := range parts {
		if !h.copy.has(part) {
			return false
		}
	}
	return true
}

// sameStem holds for two forms of one word: they differ in up to three letters
// at the end.
func sameStem(a, b string) bool {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n >= 3 && len(x)-n <= 3 && len(y)-n <= 3
}

// initials holds for capitals that are the first letters of words that follow
// each other in the copy: UN for United Nations.
func (h *Headings) initials(text string) bool {
	letters := []rune(strings.ToLower(text))
	if len(letters) < 2 || len(letters) > 6 || strings.ToUpper(text) != text {
		return false
	}
	words := h.copy.words
next:
	for i := 0; i+len(letters) <= len(words); i++ {
		for j, letter := range letters {
			if first, _ := utf8.DecodeRuneInString(words[i+j].low); first != letter {
				continue next
			}
		}
		return true
	}
	return false
}

// almost is the name of the copy that a word is a misspelling of, "" = of none.
// Short words are too often almost another one.
func (h *Headings) almost(low string) string {
	letters := []rune(low)
	if len(letters) < 4 {
		return ""
	}
	far := 1
	if len(letters) > 7 {
		far = 2
	}
	best := ""
	for name, written := range h.copy.names {
		other := []rune(name)
		if len(other) < 4 || other[0] != letters[0] || h.regular(low, name) {
			continue
		}
		if apart(letters, other, far) <= far && (best == "" || written < best) {
			best = written
		}
	}
	return best
}

// regular holds for two forms of one word, which are no misspelling of each
// other.
func (h *Headings) regular(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	rest, longer := strings.CutPrefix(b, a)
	return longer && (rest == "s" || rest == "n" || rest == "es" || rest == "an" || rest == "ed")
}

// apart is how many letters must be changed, put in, taken out or exchanged with
// their neighbour to make b of a; more than far is far+1.
func apart(a, b []rune, far int) int {
	if len(a)-len(b) > far || len(b)-len(a) > far {
		return far + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// inTitleCase holds where nearly every long word has a capital.
func inTitleCase(words []word) bool {
	long, large := 0, 0
	for _, w := range words {
		if utf8.RuneCountInString(w.text) >= 4 && !unicode.IsDigit([]rune(w.text)[0]) {
			long++
			if startsLarge(w.text) {
				large++
			}
		}
	}
	return long >= 3 && large*5 >= long*4
}

// begins holds for a word that has its capital from where it stands: at the
// start, behind a colon, at the start of words that somebody said.
func begins(text string, words []word, i int) bool {
	if i == 0 {
		return true
	}
	return strings.ContainsAny(text[words[i-1].To:words[i].From], ":.!?–—“”‘\"«»|/")
}

// goesOn holds for a word that the next one makes a name of: Ada Lind.
func goesOn(words []word, i int) bool {
	return i+1 < len(words) && startsLarge(words[i+1].text) && strings.ToUpper(words[i+1].text) != words[i+1].text
}
