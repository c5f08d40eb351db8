package article

import "strings"

// Slugify makes the URL part of a text: lower case [a-z0-9-], at most 80
// bytes, cut at a word. Latin letters lose their accents, Cyrillic and Greek
// are spelled in Latin; text in other scripts yields "" and the caller falls
// back to the story's id.
func Slugify(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(text) {
		spelled, known := spelling(r)
		if !known {
			gap = b.Len() > 0
			continue
		}
		if gap && spelled != "" {
			b.WriteByte('-')
			gap = false
		}
		b.WriteString(spelled)
	}
	return cutSlug(b.String())
}

const slugMax = 80

func cutSlug(slug string) string {
	if len(slug) <= slugMax {
		return slug
	}
	cut := slug[:slugMax+1]
	if at := strings.LastIndexByte(cut, '-'); at > slugMax/2 {
		return cut[:at]
	}
	return strings.TrimRight(cut[:slugMax], "-")
}

// spelling is how a lower-case letter is written in a slug; known is false
// for what separates words.
func spelling(r rune) (latin string, known bool) {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
		return string(r), true
	}
	if r == '\'' || r == '\u2019' || r == '\u02bc' || (r >= 0x300 && r < 0x370) {
		return "", true
	}
	latin, known = letters[r]
	return latin, known
}

// letters outside ASCII. Ukrainian and Russian share a table that follows the
// Ukrainian one of 2010 (KMU 55) where the two differ in a letter's sound.
var letters = spell(
	"àáâãäåāăą a", "çćĉċč c", "ďđð d", "èéêëēĕėęě e", "ĝğġģ g", "ĥħ h",
	"ìíîïĩīĭįı i", "ĵ j", "ķ k", "ĺļľŀł l", "ñńņňŉ n", "òóôõöøōŏő o",
	"ŕŗř r", "śŝşšș s", "ţťŧț t", "ùúûüũūŭůűų u", "ŵ w", "ýÿŷ y", "źżž z",
	"ß ss", "æ ae", "œ oe", "þ th",
	"а a", "б b", "в v", "г h", "ґ g", "д d", "еэ e", "є ie", "ж zh", "з z",
	"и y", "ы y", "і i", "ї i", "й i", "к k", "л l", "м m", "н n", "о o",
	"п p", "р r", "с s", "т t", "у u", "ф f", "х kh", "ц ts", "ч ch",
	"ш sh", "щ shch", "ю iu", "я ia", "ё io", "ў u",
	"αά a", "β v", "γ g", "δ d", "εέ e", "ζ z", "ηή i", "θ th", "ιίϊΐ i",
	"κ k", "λ l", "μ m", "ν n", "ξ x", "οό o", "π p", "ρ r", "σς s", "τ t",
	"υύϋΰ y", "φ f", "χ ch", "ψ ps", "ωώ o",
)

func spell(rows ...string) map[rune]string {
	table := map[rune]string{'ь': "", 'ъ': ""}
	for _, row := range rows {
		from, to, _ := strings.Cut(row, " ")
		for _, r := range from {
			table[r] = to
		}
	}
	return table
}
