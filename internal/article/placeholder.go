package article

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// XX is a Roman number in half the languages of Europe, a pair of chromosomes,
// a beer and a band. It stands for a number or a name to come only where
// something around it says so, and nothing says that it is one of those.
// docs/decisions/157 tells why. The words are those of the window's
// holewords.ts; a test holds the two together.
const (
	// standIns go here.
	standIns = ownStandIns + "|head|deck|intro|kicker|credit|quote|name|number|date|title|link|photo|pic|picture|image|graphic|chart|map|video|text|copy"

	// ownStandIns do so in any place; the others where a sentence begins, or
	// right behind another.
	ownStandIns = "alt text|hed|headline|subhed|subhead|dek|standfirst|strapline|overline|crosshead|lede|nut graf|nutgraf|graf|byline|dateline|slugline|" +
		"caption|cutline|photo credit|picture credit|pull quote|pullquote"

	// counted things stand behind a number.
	counted = "people persons men women children adults students residents homes houses jobs dead killed injured wounded hurt missing arrested " +
		"million millions billion billions trillion thousand hundred dozen percent per year years month months week weeks day days hour hours minute minutes second seconds " +
		"mile miles km kilometers kilometres meter meters metre metres feet foot inches pounds dollars euros pence cents tons tonnes kg degrees times votes points goals seats others " +
		"personnes morts blessés ans mois jours heures personas muertos heridos años meses días horas menschen personen tote verletzte jahre jahren tage stunden prozent millionen euro " +
		"людей осіб років роки рік днів годин гривень відсотків мільйонів"

	// leads stand before a number or a name to come.
	leads = "about around between some least most nearly almost than over under roughly up to by in of at on for from with and or after before said says was were is are killed injured total another"

	// titles and pages stand right before one, whatever follows.
	titles = "mr mrs ms mx dr prof sir lord lady dame judge page pages p pp age aged"

	// numbered things have Roman numbers; some names end with XX.
	numbered = "bowl bowls chapter chapters volume vol part act scene canto psalm psalms book article section title appendix figure table phase type class size mark model level grade version windows " +
		"century siglo siglos século séculos secolo siècle siècles століття сторіччя век wiek generation dos"

	// namedSo follows XX where that is a name or a Roman number.
	namedSo = "rated rating chromosome chromosomes chromosomal karyotype genotype large century centuries siglo secolo secoli siècle siècles século wieku wiek wieków століття столітті століть " +
		"congress congreso olympic olympics corps film films movie movies video videos porn site sites website websites beer beers lager bitter gold brewery jeans"

	months = "January February March April May June July August September October November December"
)

var (
	countedWords, leadWords, titleWords = strings.Fields(counted), strings.Fields(leads), strings.Fields(titles)
	numberedWords, namedSoWords         = strings.Fields(numbered), strings.Fields(namedSo)
	monthNames, ownStandInWords         = strings.Fields(months), strings.Split(ownStandIns, "|")

	share    = regexp.MustCompile(`^[ \x{a0}\x{202f}]?[%€£₴](?:[^\p{L}\p{Nd}]|$)|^[ \x{a0}]per ?cent(?:[^\p{L}]|$)`)
	toRange  = regexp.MustCompile(`^[-–/]X{2,}(?:[^\p{L}\p{Nd}\p{M}_]|$)`)
	ofRange  = regexp.MustCompile(`(?:^|[^\p{L}\p{Nd}\p{M}_])X{2,}[-–/]$`)
	roman    = regexp.MustCompile(`(?:^|[^\p{L}\p{Nd}\p{M}_])(?:[XLCDM]+[IV][IVXLCDM]*|[IV][IVXLCDM]+)(?:[^\p{L}\p{Nd}\p{M}_]|$)`)
	plural   = regexp.MustCompile(`^[a-z]{3,}[a-rtv-z]s$`)
	apartEnd = regexp.MustCompile(`^[,)\]]`)
	begins   = regexp.MustCompile(`(?:^|[.!?:;\n\t|“"„«(\[*]|[.!?:]["”’)] )[ \x{a0}]*$`)
	another  = regexp.MustCompile(`(?i:goes here)(?:[,;]? (?:and |or |[/–—-] )?|/)$`)
)

// standsForNumber judges an XX that is a word of its own.
func standsForNumber(before, hole, after string) bool {
	if ofGenes(tail(before, 80)) || ofGenes(front(after, 80)) {
		return false
	}
	if strings.ContainsRune("$€£¥₴", signAhead(before)) || share.MatchString(front(after, 16)) {
		return true
	}
	lead, next, joined := ahead(before), behind(after, " \u00a0"), behind(after, "-\u2011")
	if slices.Contains(countedWords, strings.ToLower(next)) || slices.Contains(countedWords, joined) {
		return !slices.Contains(numberedWords, strings.ToLower(lead)) && !hasHyphen(before)
	}
	if hole[0] == 'x' {
		return false
	}
	if len(hole) > 3 && strings.ContainsAny(hole, ".,:") || inRange(before, after) {
		return true
	}
	if hasHyphen(before) || joined != "" || strings.HasPrefix(after, "-") {
		return false
	}
	return isTold(lead, next) || isAlone(before, after) || isLed(before, after, lead, next)
}

// inRange holds for either end of XX–XX.
func inRange(before, after string) bool {
	first, _ := utf8.DecodeRuneInString(after)
	last, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune("-–/", first) && toRange.MatchString(front(after, 40)) || strings.ContainsRune("-–/", last) && ofRange.MatchString(tail(before, 40))
}

// isTold holds where a word beside it leaves no doubt: Page XX, Mr XX, XX May.
func isTold(lead, next string) bool {
	return slices.Contains(titleWords, strings.ToLower(lead)) || slices.Contains(monthNames, lead) || slices.Contains(monthNames, next)
}

// isAlone holds where nothing but signs stands beside it.
func isAlone(before, after string) bool {
	return utf8.RuneCountInString(before)+utf8.RuneCountInString(after) < nearby && !strings.ContainsFunc(before+after, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// isLed holds where the words around it ask for a number or a name, and
// neither a name nor another Roman number stands beside it.
func isLed(before, after, lead, next string) bool {
	small := strings.ToLower(lead)
	if slices.Contains(numberedWords, small) || slices.Contains(namedSoWords, strings.ToLower(next)) || capital(next) || romanBeside(before, after) {
		return false
	}
	if slices.Contains(leadWords, small) || strings.ContainsRune(",([", signAhead(before)) && apartEnd.MatchString(after) {
		return true
	}
	return plural.MatchString(next) && !capital(lead) && !strings.ContainsFunc(lead, unicode.IsDigit)
}

func romanBeside(before, after string) bool {
	for _, side := range []string{tail(before, 40), front(after, 40)} {
		if strings.ContainsAny(side, "IV") && roman.MatchString(side) {
			return true
		}
	}
	return false
}

func ofGenes(text string) bool {
	for _, word := range []string{"XY", "hromosom", "aryotyp", "enotyp"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// ahead is the word right before, with a space between; "" = a sign is there.
func ahead(before string) string {
	words := strings.TrimRight(before, " \u00a0")
	if len(words) == len(before) {
		return ""
	}
	words = strings.TrimSuffix(words, ".")
	return words[len(strings.TrimRightFunc(words, func(r rune) bool { return wordRune(r) || r == '’' || r == '\'' })):]
}

// signAhead is what stands right before, or before one space.
func signAhead(before string) rune {
	last, size := utf8.DecodeLastRuneInString(before)
	if unicode.IsSpace(last) {
		last, _ = utf8.DecodeLastRuneInString(before[:len(before)-size])
	}
	return last
}

// behind is the word right behind one of these signs; "" = none of them is
// there, or no letter follows.
func behind(after, signs string) string {
	rest := strings.TrimLeft(after, signs)
	if len(rest) == len(after) {
		return ""
	}
	if end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }); end >= 0 {
		return rest[:end]
	}
	return rest
}

func capital(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

func hasHyphen(before string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	return last == '-' || last == '\u2011'
}

// standsForText judges a "quote goes here": what is also a word of the
// language is one only where a sentence or a cell begins, or behind another.
func standsForText(before, hole string) bool {
	what := strings.ToLower(hole[:len(hole)-len(" goes here")])
	return slices.Contains(ownStandInWords, what) || begins.MatchString(tail(before, 20)) || another.MatchString(tail(before, 20))
}
