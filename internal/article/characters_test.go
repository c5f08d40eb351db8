package article

import "testing"

func TestCharacters(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "one two": 7, "one\n\ntwo": 6, "tab\tstop": 7, "“Так”": 5, "naïve": 5, "nai\u0308ve": 5,
		"中文字": 3, "한국": 2, "\u1112\u1161\u11ab": 1, "🇺🇦": 1, "🇺🇦🇵🇱": 2, "🇺🇦a🇵🇱": 3, "👍🏽": 1, "👩‍👩‍👧": 1, "❤️": 1, "☎": 1, "क्ष": 2,
		"no\u00a0break": 8, "e\u0301\u0323": 1, "🏴\U000E0067\U000E0062\U000E007F": 1, "\u0085": 0,
	} {
		if got := Characters(text); got != want {
			t.Errorf("%q: %d characters, want %d", text, got, want)
		}
	}
}
