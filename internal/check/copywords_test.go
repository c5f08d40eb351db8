package check

import (
	"slices"
	"testing"
)

// TestCopyHas: whether a few words are asked for or many, the copy has the same.
func TestCopyHas(t *testing.T) {
	text := "The Harbour's twenty-two crews' O'Neill-led boats, rock'n'roll, e-mail's end - a well-to-do's “Kyiv’s” двадцять-два."
	ask := []string{"", "s", "-", "harbour", "harbour's", "twenty", "two", "twenty-two", "wenty", "crews", "crews'", "o'neill", "led", "o'neill-led", "boats", "boat", "rock'n'roll", "e", "mail", "e-mail", "e-mail's", "well", "do", "do's", "kyiv", "kyiv's", "двадцять", "два", "the"}
	for _, low := range ask {
		few, often := readCopy(text), readCopy(text)
		often.asked = oftenAsked
		want := slices.ContainsFunc(few.words, func(w word) bool { return w.has(low) })
		if few.has(low) != want || often.has(low) != want {
			t.Errorf("%q: %t at first, %t later, %t by every word", low, few.has(low), often.has(low), want)
		}
	}
}

// TestNumberStarts: no word for a number is passed over for its first letter.
func TestNumberStarts(t *testing.T) {
	for w := range numberWords {
		if !mayCount(w, "en") {
			t.Errorf("%q may count nothing", w)
		}
	}
}
