package markup

import (
	"strings"
	"testing"
)

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

func TestCount(t *testing.T) {
	for text, want := range map[string]Counts{
		"":                           {},
		"one two\n\nthree":           {Words: 3, Characters: 12, Seconds: 1},
		strings.Repeat("word ", 240): {Words: 240, Characters: 1200, Seconds: 60},
		strings.Repeat("字", 500):     {Words: 500, Characters: 500, Seconds: 60},
		strings.Repeat("ขอบคุณ ", 200):                           {Words: 1000, Characters: 1200, Seconds: 60}, // one of six signs is a vowel above another
		strings.Repeat("字", 250) + strings.Repeat(" слово", 120): {Words: 370, Characters: 970, Seconds: 60},
	} {
		if got := Count(text); got != want {
			t.Errorf("%.20q: %+v, want %+v", text, got, want)
		}
	}
}

func TestWhereAWordEnds(t *testing.T) {
	d := New()
	for _, c := range []struct {
		source string
		n      int
		before string // what stands before the place; "-" = there is none
	}{
		{"one two three", 2, "one two"},
		{"one two three", 3, "-"}, {"one two three", 9, "-"}, {"one two", 0, "-"}, {"", 1, "-"},
		{"“One two.” Three", 2, "“One two.”"},
		{"one **two** three", 2, "one **two"},
		{"one [two three](https://news.example/a) four", 2, "one [two"},
		{"one\n\n## two\n\nthree", 2, "one\n\n## two"},
		{"a – b", 1, "a"}, {"a—b", 1, "a—"},
		{"你好。再见", 2, "你好。"},
		{"one {==two==}{>>cq: MS<<} three", 2, "one {==two"},
		{":::note\nnot counted\n:::\n\none two", 1, ":::note\nnot counted\n:::\n\none"},
		{"fish &amp; chips now", 2, "fish &amp; chips"},
		{"one\r\n\r\ntwo three", 2, "one\r\n\r\ntwo"},
		{"😀 one two", 1, "😀 one"},
		{"one[^1] two\n\n[^1]: three four", 3, "one[^1] two\n\n[^1]: three"},
	} {
		doc, got := d.Parse(c.source, nil), "-"
		if at := doc.WordEnd(c.n); at >= 0 {
			got = c.source[:at]
		}
		if got != c.before {
			t.Errorf("word %d of %q ends behind %q, want %q", c.n, c.source, got, c.before)
		}
	}
}
