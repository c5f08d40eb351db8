package markup

import (
	"math"
	"unicode"

	"stet/internal/article"
)

// Counts says how long copy is.
type Counts struct {
	Words      int `json:"words"`      // see [CountWords]
	Characters int `json:"characters"` // see [article.Characters]
	Seconds    int `json:"seconds"`    // that reading it takes
}

// wordsAMinute is how fast readers read, silently, in scripts that put spaces
// between words (Brysbaert, How many words do we read per minute?, 2019: 238).
const wordsAMinute = 240

// paces are the scripts without spaces between words, and how many of their
// letters are read in a minute.
var paces = [...]struct {
	scripts []*unicode.RangeTable
	letters float64
}{
	{[]*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}, 500},
	{[]*unicode.RangeTable{unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}, 1000},
}

// paceOf is the number of the pace at which r is read, -1 for a script with
// spaces.
func paceOf(r rune) int {
	for i := range paces {
		if unicode.In(r, paces[i].scripts...) {
			return i
		}
	}
	return -1
}

// Count counts copy as a reader sees it.
func Count(text string) Counts {
	c := countOf(text)
	minutes, spaced := 0.0, c.words
	for i, letters := range c.letters {
		minutes += float64(letters) / paces[i].letters
		spaced -= letters
	}
	minutes += float64(spaced) / wordsAMinute
	return Counts{Words: c.words, Characters: article.Characters(text), Seconds: int(math.Round(minutes * 60))}
}
