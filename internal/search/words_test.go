package search

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// someText is pieces of many scripts, with marks, signs and numbers between.
func someText(rnd *rand.Rand, pieces int) string {
	stock := []string{
		"a", "E\u0301", "\u0301", "o", "Zebra", "FERRIES", "dying", "1", "9,5", ",", ".", "'", "’s", "l’", " ", " ", "\n\n", "-", "é", "ß", "Київ", "й",
		"и\u0306", "قال", "新", "聞", "\u200d", "\xff", "😀", strings.Repeat("w", 60), strings.Repeat("1,", 60), "x\u0308y", "ſ", "K",
	}
	var b strings.Builder
	for range pieces {
		b.WriteString(stock[rnd.IntN(len(stock))])
	}
	return b.String()
}

// Taking plain letters at once cuts no text otherwise than taking one after
// the other.
func TestPlainLettersAreCutAsAllOthers(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	for range 3000 {
		text := someText(rnd, 1+rnd.IntN(12))
		var slow []word
		s := scanner{text: text, emit: func(w word) { slow = append(slow, w) }}
		for i := 0; i < len(text); {
			unit, size := s.unit(i)
			s.take(unit, i, size)
			i += size
		}
		s.end()
		if got := words(text); fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", slow) {
			t.Fatalf("%q is cut into\n%+v, want\n%+v", text, got, slow)
		}
	}
}

// Words that share a stem are never told apart by how they begin.
func TestWordsOfOneStemBeginAlike(t *testing.T) {
	rnd := rand.New(rand.NewPCG(2, 2))
	letters := []string{"abcdeghilnrstuy", "абвгеиклнорстья", "ابتالونيهكف"}
	endings := [][]string{{"ies", "ying", "y", "ing", "ed", "s", "ie"}, {"ами", "ость", "ся", "ють", "а"}, {"ها", "ات", "ون", "ه"}}
	byStem := map[string]string{}
	add := func(w string) {
		stem := stemOf(w)
		if other, known := byStem[stem]; known && !mayShareStem(w, other) {
			t.Fatalf("%s and %s have the stem %s", w, other, stem)
		}
		byStem[stem] = w
	}
	for _, w := range []string{"dying", "die", "lying", "tying", "skis", "skies", "idly", "ugly", "early", "only", "ال", "والكتاب", "كتاب"} {
		add(w)
	}
	for range 20_000 {
		kind := rnd.IntN(len(letters))
		alphabet := []rune(letters[kind])
		w := ""
		for range 1 + rnd.IntN(4) {
			w += string(alphabet[rnd.IntN(len(alphabet))])
		}
		if w += endings[kind][rnd.IntN(len(endings[kind]))]; utf8.RuneCountInString(w) > 2 {
			add(w)
		}
	}
}
