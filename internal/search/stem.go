package search

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// stems finds the stem of a word, and remembers: a few thousand words make up
// most of every text. It may be used from many goroutines.
type stems struct {
	mu    sync.Mutex
	known map[string]string
}

const mostStems = 1 << 16

func newStems() *stems { return &stems{known: map[string]string{}} }

// of is the stem of a folded word; the word itself where it has none. A wrong
// stem never hides a story: the exact word is looked for beside it.
func (s *stems) of(word string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if stem, ok := s.known[word]; ok {
		return stem
	}
	if len(s.known) >= mostStems {
		clear(s.known)
	}
	stem := stemOf(word)
	s.known[word] = stem
	return stem
}

func stemOf(word string) string {
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case first >= 'a' && first <= 'z':
		return stemLatin(word)
	case first >= 0x0400 && first <= 0x04FF:
		return stemCyrillic(word)
	case first >= 0x0600 && first <= 0x06FF:
		return stemArabic(word)
	}
	return word
}

// mayShareStem tells most words apart without looking for their stems: but for
// Arabic, a stem begins as its word does.
func mayShareStem(a, b string) bool {
	first, _ := utf8.DecodeRuneInString(a)
	other, _ := utf8.DecodeRuneInString(b)
	return first == other || first >= 0x0600 && other >= 0x0600
}

// stemLatin is the Porter 2 stemmer for English. Other languages of the script
// are served by the exact word and by its beginning.
func stemLatin(word string) string {
	if len(word) < 3 {
		return word
	}
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return word
		}
	}
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

// stemCyrillic takes the longest known ending off a Ukrainian or Russian word
// and leaves at least three letters: enough to bring the cases of a noun and
// the forms of a verb together, without knowing which of the two it is.
func stemCyrillic(word string) string {
	for _, reflexive := range []string{"ся", "сь"} {
		if cut, ok := strings.CutSuffix(word, reflexive); ok && utf8.RuneCountInString(cut) > 4 {
			word = cut
			break
		}
	}
	for size := 4; size > 0; size-- {
		cut := runesOff(word, size)
		if utf8.RuneCountInString(cut) >= 3 && cyrillicEndings[word[len(cut):]] {
			return cut
		}
	}
	return word
}

// runesOff is a word without its last n letters.
func runesOff(word string, n int) string {
	for ; n > 0 && word != ""; n-- {
		_, size := utf8.DecodeLastRuneInString(word)
		word = word[:len(word)-size]
	}
	return word
}

// cyrillicEndings, folded (ё is е): of nouns, adjectives and verbs.
var cyrillicEndings = setOf(`
	а я о е є и і ї ы у ю ь й
	ам ям ом ем єм ах ях ов ев ів їв ей ою ею єю ий ый ой ій ая яя ое ее ые ие ую юю ої єї им ым ім их ых іх ію ия ія ии ії
	ами ями ого его ому ему ими ыми ові еві єві ость ості
	ти ть ла ло ли ат ят ют ут ит ет ав ив ув яв ає яє ує ає
	ати яти ити іти ути ать ять ить еть ала али ало яла яли ила или ило ула ули ував
	ють уть ємо имо емо ете ите єте ает яет ают яют уют ают ишь ешь уєш аєш
	ують ають яють ував увал ости остью остi істю ість`)

// stemArabic is the "light10" stemmer (Larkey, Ballesteros, Connell 2007): the
// particles before a word and the commonest endings, on folded letters.
func stemArabic(word string) string {
	n := func(s string) int { return utf8.RuneCountInString(s) }
	if cut, ok := strings.CutPrefix(word, "و"); ok && n(cut) >= 3 {
		word = cut
	}
	for _, article := range []string{"بال", "كال", "فال", "ال", "لل"} {
		if cut, ok := strings.CutPrefix(word, article); ok && n(cut) >= 2 {
			word = cut
			break
		}
	}
	for _, ending := range []string{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"} {
		if cut, ok := strings.CutSuffix(word, ending); ok && n(cut) >= 2 {
			word = cut
		}
	}
	return word
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
