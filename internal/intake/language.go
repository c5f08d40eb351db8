package intake

import (
	"strings"
	"unicode"

	"stet/internal/article"
)

// sample is how many bytes of a story tell its script.
const sample = 64 << 10

// setLanguage sets the language where the script leaves no doubt, else what
// the caller said, and the direction that most letters run in.
func setLanguage(a *article.Article, text string, o Options) {
	counts := countScripts(text[:min(len(text), sample)])
	if a.Direction == "" && counts[rtlScripts] > counts[ltrScripts] {
		a.Direction = article.RTL
	}
	if a.Language == "" {
		a.Language = o.Language
		if certain, fits := languageOf(counts, o.Language); certain != "" && !fits {
			a.Language = certain
		}
	}
}

// script counts. The first two sum up the directions.
const (
	ltrScripts = iota
	rtlScripts
	hebrew
	arabic
	persian
	urdu
	greek
	kana
	hangul
	han
	thai
	georgian
	armenian
	cyrillicAll
	ukrainian
	russian
	belarusian
	scriptCount
)

func countScripts(text string) (counts [scriptCount]int) {
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		if r < 0x370 {
			counts[ltrScripts]++
			continue
		}
		counts[direction(r)]++
		for _, s := range letterScripts(r) {
			counts[s]++
		}
	}
	return counts
}

func direction(r rune) int {
	if unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko) {
		return rtlScripts
	}
	return ltrScripts
}

// letterScripts are the scripts, and the languages, that a letter speaks for.
func letterScripts(r rune) []int {
	switch {
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillicLetter(unicode.ToLower(r))
	case unicode.Is(unicode.Han, r):
		return []int{han}
	case unicode.Is(unicode.Arabic, r):
		switch {
		case strings.ContainsRune("ٹڈڑے", r):
			return []int{arabic, urdu}
		case strings.ContainsRune("پچژگ", r):
			return []int{arabic, persian}
		}
		return []int{arabic}
	}
	for script, table := range map[int]*unicode.RangeTable{hebrew: unicode.Hebrew, greek: unicode.Greek, hangul: unicode.Hangul, thai: unicode.Thai, georgian: unicode.Georgian, armenian: unicode.Armenian} {
		if unicode.Is(table, r) {
			return []int{script}
		}
	}
	if unicode.In(r, unicode.Hiragana, unicode.Katakana) {
		return []int{kana}
	}
	return nil
}

func cyrillicLetter(r rune) []int {
	switch {
	case strings.ContainsRune("їєґ", r):
		return []int{cyrillicAll, ukrainian}
	case strings.ContainsRune("ыэёъ", r):
		return []int{cyrillicAll, russian}
	case r == 'ў':
		return []int{cyrillicAll, belarusian}
	}
	return []int{cyrillicAll}
}

// languageOf names the language that the letters leave no doubt of, and
// whether what was said fits them. "" = the letters alone do not tell.
func languageOf(c [scriptCount]int, said string) (language string, fits bool) {
	total := c[ltrScripts] + c[rtlScripts]
	most := func(s int) bool { return c[s] > 0 && 2*c[s] > total }
	said, _, _ = strings.Cut(strings.ToLower(said), "-")
	pick := func(language string, also ...string) (string, bool) {
		for _, l := range append(also, language) {
			if l == said {
				return language, true
			}
		}
		return language, false
	}
	switch {
	case c[kana] > 0 && 2*(c[kana]+c[han]) > total:
		return pick("ja")
	case most(han):
		return pick("zh", "ja", "yue")
	case most(hangul):
		return pick("ko")
	case most(hebrew):
		return pick("he", "yi", "iw")
	case most(greek):
		return pick("el")
	case most(thai):
		return pick("th")
	case most(georgian):
		return pick("ka")
	case most(armenian):
		return pick("hy")
	case most(arabic):
		return arabicLanguage(c, pick)
	case most(cyrillicAll):
		return cyrillicLanguage(c, said)
	}
	return "", true
}

func arabicLanguage(c [scriptCount]int, pick func(string, ...string) (string, bool)) (string, bool) {
	switch {
	case c[urdu] > 0:
		return pick("ur", "pa", "sd", "ks")
	case c[persian] > 0:
		return pick("fa", "ku", "ckb", "ps", "ug", "ar")
	}
	return pick("ar", "fa", "ur", "ps")
}

// cyrillicLanguage tells the three East Slavic languages apart by letters
// that only one of them has; other languages in the script must be said.
func cyrillicLanguage(c [scriptCount]int, said string) (string, bool) {
	switch {
	case c[belarusian] > 0 && c[ukrainian] == 0:
		return "be", said == "be"
	case c[ukrainian] > 0 && c[russian] <= c[ukrainian]/4:
		return "uk", said == "uk"
	case c[russian] > 0 && c[ukrainian] == 0:
		return "ru", said == "ru" || said == "bg" || said == "mn" || said == "kk" || said == "ky" || said == "tt"
	}
	return "", true
}
