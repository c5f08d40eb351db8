package markup

import "testing"

func TestCountWords(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, " \n\t": 0, "one": 1, "one two\nthree": 3, "five-hour talks": 2, "U.S. said 25,000 to 30,000": 5,
		"talks—long ones—failed": 4, "a – b": 2, "don’t": 1, "“Quoted,” he said.": 3, "* – …": 0, "$5 & 6%": 2,
		"中文字": 3, "中文 and 日本": 5, "ขอบคุณ": 5, "Привіт, світе": 2, "مرحبا بالعالم": 2, "한국어 단어": 2, "no\u00a0break": 2,
		"½ cup": 2, "😀 ok": 1, "f***ing": 1,
	} {
		if got := CountWords(text); got != want {
			t.Errorf("%q: %d words, want %d", text, got, want)
		}
	}
}
