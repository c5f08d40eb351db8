package desk

import (
	"errors"
	"strings"
	"testing"

	"stet/internal/article"
)

func TestNamesOfSections(t *testing.T) {
	for _, name := range []string{
		"World", "أخبار الثقافة", "می\u200cخواهم", "क्\u200dष", "🎭 Stage", "❤️ Love", "👩\u200d🚀 Space", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 England", "1️⃣ First", "🇺🇦", "北京", "O’Brien", strings.Repeat("я", LongestName),
	} {
		if _, s, err := Add(nil, "id-0-00000000", name); err != nil || s.Name != name || s.Slug == "" {
			t.Errorf("%q: %+v, %v", name, s, err)
		}
	}
	for name, says := range map[string]string{
		"":                            "needs a name",
		"\u00a0\t":                    "needs a name",
		"World\u200b":                 "U+200B, at character 6",
		"\u200eWorld":                 "U+200E, at character 1",
		"\u202edlroW":                 "U+202E",
		"Wor\u00adld":                 "U+00AD",
		"Wor\u200dld":                 "U+200D",
		"World\ufeff":                 "U+FEFF",
		"World\ufe0f":                 "U+FE0F",
		"👩\u200d":                     "U+200D",
		"\u3164":                      "U+3164",
		"\u2800":                      "U+2800",
		"World \U000e0041":            "U+E0041",
		strings.Repeat("x", 5000):     "at most 80 characters, and this one 5000",
		"\u0301":                      "nothing can be seen",
		"World\xff":                   "is broken",
		strings.Repeat("x", 80) + "y": "and this one 81",
	} {
		if _, _, err := Add(nil, "id-0-00000000", name); !errors.Is(err, article.ErrValue) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", name, err, says)
		}
		if _, err := Rename([]Section{{ID: "a", Name: "A", Slug: "a"}}, "a", name); !errors.Is(err, article.ErrValue) {
			t.Errorf("renamed to %q: %v", name, err)
		}
	}
	// What looks the same is the same.
	for _, pair := range [][2]string{{"Café", "CAFE"}, {"Straße", "STRASSE"}, {"❤️ Love", "❤ LOVE"}, {"می\u200cخواهم", "میخواهم"}, {"Kyiv", "Kyïv"}} {
		all, _, err := Add(nil, "id-0-00000000", pair[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := Add(all, "id-1-00000000", pair[1]); !errors.Is(err, ErrSectionTaken) {
			t.Errorf("%q beside %q: %v", pair[1], pair[0], err)
		}
	}
}
