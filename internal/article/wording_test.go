package article

import (
	"slices"
	"testing"
)

func TestWordsAreFoundAsTheyAreSeen(t *testing.T) {
	for _, c := range []struct {
		words, text string
		found       []string
	}{
		{"nine metres", "Nine metres high. The nine\nmetres. nine\u00a0metres, nineteen metres; NINE METRES", []string{"Nine metres", "nine\nmetres", "nine\u00a0metres", "NINE METRES"}},
		{"nine metres", "It is nine\n\nmetres away", nil},
		{"nine", "nineteen canine nines niné nine", []string{"nine"}},
		{"don't", "They don’t, they don't", []string{"don’t", "don't"}},
		{"5", "5,000 and 1.5 and 5.", []string{"5"}},
		{"Smith-Jones", "Ann Smith‑Jones", []string{"Smith‑Jones"}},
		{"大阪", "東京大阪市", []string{"大阪"}},
		{"a.b*c", "a.b*c axbbc", []string{"a.b*c"}},
	} {
		w, err := NewWording(c.words)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, s := range w.In(c.text) {
			found = append(found, c.text[s.From:s.To])
		}
		if !slices.Equal(found, c.found) {
			t.Errorf("%q in %q: %q", c.words, c.text, found)
		}
	}
	for _, none := range []string{"", "  ", "—", "!?"} {
		if _, err := NewWording(none); err == nil {
			t.Errorf("%q is taken", none)
		}
	}
}

func TestRightWordsBeginAsTheWrongOnesDid(t *testing.T) {
	for _, c := range []struct{ words, found, right, want string }{
		{"nine metres", "nine metres", "ten metres", "ten metres"},
		{"nine metres", "Nine metres", "ten metres", "Ten metres"},
		{"nine metres", "NINE METRES", "ten metres", "TEN METRES"},
		{"John Smith", "John Smith", "Jon Smyth", "Jon Smyth"},
		{"John Smith", "JOHN SMITH", "Jon Smyth", "JON SMYTH"},
		{"NATO", "NATO", "the EU", "the EU"},
		{"9", "9", "10", "10"},
	} {
		w, err := NewWording(c.words)
		if err != nil {
			t.Fatal(err)
		}
		if got := w.Right(c.found, c.right); got != c.want {
			t.Errorf("%q for %q: %q, want %q", c.right, c.found, got, c.want)
		}
	}
}

func FuzzWording(f *testing.F) {
	f.Add("nine metres", "Nine metres, nineteen")
	f.Fuzz(func(t *testing.T, words, text string) {
		w, err := NewWording(words)
		if err != nil {
			return
		}
		end := 0
		for _, s := range w.In(text) {
			if s.From < end || s.To <= s.From || s.To > len(text) {
				t.Fatalf("%q in %q: %v", words, text, s)
			}
			end = s.To
		}
	})
}
