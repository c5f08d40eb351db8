package intake

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
)

var (
	bylineLead  = regexp.MustCompile(`(?is)^(?:by|von|par|por|di|door|przez|автор(?:ка|и)?|текст|autor(?:in|en)?|auteur|text|words|story|written by|story by|words by|מאת|بقلم)(?:\s+|\s*:\s*)(.+)$`)
	loneBy      = regexp.MustCompile(`(?i)^(?:by|von|par|por|автор|מאת|بقلم)\s*:?$`)
	nameJoin    = regexp.MustCompile(`\s*(?:,|;|&|\s(?:` + joinWords + `)\s)\s*`)
	joinEnd     = regexp.MustCompile(`(?:[,;&]|\s(?:` + joinWords + `))$`)
	joinStart   = regexp.MustCompile(`^(?:[,;&]|(?:` + joinWords + `)\s)`)
	affiliation = regexp.MustCompile(`\s(?:in|for|of|at|from|für|à|en|у|в)\s.*$`)
	roleWords   = regexp.MustCompile(`(?i)(?:correspondent|reporter|editor|writer|staff|bureau|chief|columnist|analyst|producer|fellow|agency|redakteur|korrespondent|journalist|кореспондент|редактор|журналіст|оглядач)`)
)

// joinWords stand between two names.
const joinWords = `and|und|et|y|e|та|і|й|и|with|mit|avec`

// particles are the small words inside names and between them.
var particles = words("and und et y e та і й и with mit avec & de da do dos das del della di du des la le van von der den ter ten bin ibn al el el- abu zu zur af av in for of the at by from für agencies staff editing edited reporting writing additional written compiled by; - –")

// credits are the people of a byline.
type credits struct {
	names []string
	roles map[string]string // by name, as far as said
}

// readByline reads "By Jane Doe and John Roe, Political Editor". A line counts
// only if all its words could be names, so that "By Friday the river had
// risen" stays copy.
func readByline(text string) (credits, bool) {
	if len(text) > longest {
		return credits{}, false
	}
	p := bylineLead.FindStringSubmatch(text)
	if p == nil || !onlyNames(p[1]) {
		return credits{}, false
	}
	return namesIn(p[1])
}

// bylineGoesOn reports whether a byline that ends with above has more names in
// the line below.
func bylineGoesOn(above, below string) bool {
	return (joinEnd.MatchString(above) || joinStart.MatchString(below)) && weight(below) <= 12 && onlyNames(below)
}

func namesIn(list string) (credits, bool) {
	c := credits{roles: map[string]string{}}
	for _, part := range nameJoin.Split(strings.TrimSpace(list), -1) {
		name := article.OneLine(affiliation.ReplaceAllString(part, ""))
		switch {
		case name == "":
		case len(c.names) > 0 && roleWords.MatchString(name):
			c.roles[c.names[len(c.names)-1]] = name
		default:
			c.names = append(c.names, name)
		}
	}
	return c, len(c.names) > 0 && len(c.names) <= 12
}

// onlyNames reports whether every word of a line could be part of a name or
// stand between names, and the line is no sentence.
func onlyNames(text string) bool {
	fields := strings.Fields(strings.Trim(text, "()[]"))
	if len(fields) > 40 {
		return false
	}
	names := 0
	for i, w := range fields {
		bare := strings.Trim(w, ",;()")
		if particles[strings.ToLower(bare)] || roleWords.MatchString(bare) {
			if roleWords.MatchString(bare) {
				names++
			}
			continue
		}
		if !nameLike(bare, i == len(fields)-1) {
			return false
		}
		names++
	}
	return names > 0
}

// nameLike holds for words that begin with a capital, or with a letter of a
// script that has none. Only initials and short forms end in a point.
func nameLike(word string, last bool) bool {
	r, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsLetter(r) || unicode.IsLower(r) || strings.ContainsAny(word, "?!…:\"“”«»") {
		return false
	}
	return !strings.HasSuffix(word, ".") || last || utf8.RuneCountInString(word) <= 4
}

// credit puts the people of a byline into the article.
func (s *story) credit(c credits) {
	for _, name := range c.names {
		s.article.Bylines = append(s.article.Bylines, name)
		if role := c.roles[name]; role != "" {
			s.article.Authors = append(s.article.Authors, article.Author{Name: name, Role: role})
		}
	}
}

var (
	datelineShape = regexp.MustCompile(`^(\p{Lu}[\p{Lu}.'’\-]*(?: \p{Lu}[\p{Lu}.'’\-]*){0,3})((?:,? [^—–(]{1,30}?)?(?: ?[(/][^)—–/]{1,30}[)/])?) ?(—|–|--|-|―) ?`)
	capitals      = regexp.MustCompile(`\p{Lu}`)
	// notPlaces are words in capitals that begin a sentence with a dash.
	notPlaces = words("NATO NASA UNESCO UNICEF OPEC FIFA UEFA COVID BREAKING UPDATE UPDATED EXCLUSIVE WATCH LIVE OPINION ANALYSIS CORRECTION НАТО ЄС США ООН СРОЧНО ТЕРМІНОВО")
)

// readDateline reads "KYIV, Dec 3 (Agency) — " at the start of a paragraph:
// the dateline without its dash, and how many bytes it takes. What follows
// must begin like a sentence, and a lone hyphen counts only after more than
// the place.
func readDateline(text string) (dateline string, size int) {
	p := datelineShape.FindStringSubmatch(text)
	if p == nil || len(capitals.FindAllString(p[1], 3)) < 3 || notPlaces[p[1]] {
		return "", 0
	}
	next, _ := utf8.DecodeRuneInString(text[len(p[0]):])
	spaced := strings.HasSuffix(p[0], " ")
	if next == utf8.RuneError || unicode.IsLower(next) || unicode.IsSpace(next) || !spaced {
		return "", 0
	}
	if p[3] == "-" && p[2] == "" {
		return "", 0
	}
	return article.OneLine(p[1] + p[2]), len(p[0])
}
