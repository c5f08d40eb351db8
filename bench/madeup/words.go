// Package madeup makes copy for measuring: words, stories and the edits that
// an editor makes, of no real language and no real publication, the same from
// the same seed. Words look and compress like those of a script: they are put
// together from its letters, and a few of them are very common (Zipf).
package madeup

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Language makes words and sentences.
type Language struct {
	Code   string // BCP 47
	words  []string
	common *rand.Zipf
	joined bool // written without spaces
	stop   string
	comma  string
}

type script struct {
	code         string
	share        int // of stories, per cent
	begin, heart string
	end          string
	stop, comma  string
}

// The syllables are letters of a script parted by spaces, common ones first.
var scripts = []script{
	{"en", 34, "th b s w h f m t l c p r st gr br ch d n", "e a o i u ea ou", "n r s t d ng ll ck st ly", ". ", ", "},
	{"de", 14, "d s w g b h sch m v st k l r z n tr", "e i a ei u ie o au ü ä", "n r s t ch cht ng st ll nd", ". ", ", "},
	{"fr", 12, "d l p s m qu c t v f r b pr tr j", "e a i u ou é o ai eu en", "s t r n nt re que lle ux", ". ", ", "},
	{"uk", 14, "п в н с к т з м д р б г ж х пр ст", "о а и і у е я ю ї є", "в т н й м сь ть х ла ння", ". ", ", "},
	{"ru", 10, "п в н с к т з м д р б г ч пр ст об", "о а е и у я ы ё ю", "в т н й м ть ся х ла ние", ". ", ", "},
	{"ar", 8, "ا م ب ت ن و ي ف ع ق س ك ح ر", "ا ي و ر ل ن م", "ة ن ت ر ين ات ها د", ". ", "، "},
	{"zh", 8, "", "", "", "。", "，"},
}

const vocabulary = 6000 // words of a language

// Languages are those of a newsroom; a language is drawn by its share.
type Languages struct {
	rnd  *rand.Rand
	all  []*Language
	draw []int // language by per cent
}

// NewLanguages makes the vocabularies. rnd decides everything that is made
// with them.
func NewLanguages(rnd *rand.Rand) *Languages {
	l := &Languages{rnd: rnd}
	for i, s := range scripts {
		l.all = append(l.all, newLanguage(rnd, s))
		for range s.share {
			l.draw = append(l.draw, i)
		}
	}
	return l
}

func newLanguage(rnd *rand.Rand, s script) *Language {
	l := &Language{Code: s.code, joined: s.heart == "", stop: s.stop, comma: s.comma, common: rand.NewZipf(rnd, 1.2, 3, vocabulary-1)}
	begin, heart, end := strings.Fields(s.begin), strings.Fields(s.heart), strings.Fields(s.end)
	seen := map[string]bool{}
	for len(l.words) < vocabulary {
		word := ""
		if l.joined {
			for range 1 + rnd.IntN(2) {
				word += string(rune(0x4e00 + rnd.IntN(2500)))
			}
		} else {
			for range 1 + int(rnd.ExpFloat64()*1.7) {
				word += pick(rnd, begin) + pick(rnd, heart)
			}
			if rnd.IntN(3) > 0 {
				word += pick(rnd, end)
			}
		}
		if !seen[word] {
			seen[word] = true
			l.words = append(l.words, word)
		}
	}
	// Short words are the common ones, by and large.
	weight := map[string]float64{}
	for _, w := range l.words {
		weight[w] = float64(utf8.RuneCountInString(w)) + rnd.Float64()*20
	}
	slices.SortFunc(l.words, func(a, b string) int {
		if d := weight[a] - weight[b]; d != 0 {
			return int(d / max(d, -d))
		}
		return strings.Compare(a, b)
	})
	return l
}

// pick prefers the first ones.
func pick(rnd *rand.Rand, list []string) string {
	at := rnd.IntN(len(list))
	return list[rnd.IntN(at+1)]
}

func (l *Language) word() string { return l.words[l.common.Uint64()] }

// rare is a word of the kind that names are.
func (l *Language) rare(rnd *rand.Rand) string {
	return capital(l.words[vocabulary/4+rnd.IntN(vocabulary*3/4)])
}

// phrase is a row of words.
func (l *Language) phrase(rnd *rand.Rand, words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 && !l.joined {
			b.WriteByte(' ')
		}
		switch rnd.IntN(40) {
		case 0:
			b.WriteString(l.rare(rnd))
		case 1:
			b.WriteString(number(rnd))
		default:
			b.WriteString(l.word())
		}
	}
	return capital(b.String())
}

func number(rnd *rand.Rand) string {
	digits := "1"
	for range rnd.IntN(4) {
		digits += string(rune('0' + rnd.IntN(10)))
	}
	return digits
}

func (l *Language) sentence(rnd *rand.Rand) string {
	s := l.phrase(rnd, 5+rnd.IntN(9))
	if rnd.IntN(2) == 0 {
		s += l.comma + strings.ToLower(l.phrase(rnd, 3+rnd.IntN(8)))
	}
	if rnd.IntN(9) == 0 {
		s = "“" + s + "”"
	}
	return strings.TrimSpace(s) + l.stop
}

func (l *Language) paragraph(rnd *rand.Rand) string {
	var b strings.Builder
	for range 1 + rnd.IntN(4) {
		b.WriteString(l.sentence(rnd))
	}
	return strings.TrimSpace(b.String())
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
