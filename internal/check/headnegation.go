package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/internal/article"
)

// negation tells of a headline that says no where the main headline, or the
// sentence of the copy that says the same, says yes; and the other way round.
func (h *Headings) negation(c article.Channel, text string, words []word) []Finding {
	not, judged := h.denies(words)
	if !judged {
		return nil
	}
	keys := h.keysOf(words)
	if c != article.Main && text != h.main {
		main := wordsOf(h.main)
		both := shared(keys, main)
		if other, _ := h.denies(main); (other == nil) != (not == nil) && both >= 2 && both*2 >= len(keys) {
			return []Finding{h.differs(not, other, fmt.Sprintf("the main headline: “%s”", h.main))}
		}
	}
	if len(keys) < 3 {
		return nil
	}
	most, said := 0, sentence{}
	for _, s := range h.copy.inSentences() {
		if both := shared(keys, s.words); both > most {
			most, said = both, s
		}
	}
	if most < 3 || most*5 < len(keys)*3 {
		return nil
	}
	if other, _ := h.denies(said.words); (other == nil) != (not == nil) {
		return []Finding{h.differs(not, other, fmt.Sprintf("the body: “%s”", around(h.copy.text, whole(h.copy.text), said.Span, nil)))}
	}
	return nil
}

// differs is the finding at the word that is too much, or at no word where one
// is missing.
func (h *Headings) differs(not, other *word, where string) Finding {
	f := Finding{Code: "head-negation", Severity: Warn}
	if not != nil {
		f.From, f.To = not.From, not.To
		f.Message = fmt.Sprintf("“%s” is here and not in %s", not.text, where)
	} else {
		f.Message = fmt.Sprintf("“%s” is missing here; it is in %s", other.text, where)
	}
	return f
}

// denies is the first word that says no, nil = none does; judged is false in a
// language whose words for it are not known.
func (h *Headings) denies(words []word) (not *word, judged bool) {
	table, known := negations[h.speech]
	if !known {
		return nil, false
	}
	for i, w := range words {
		if w.low == "no" && i+1 < len(words) && words[i+1].low[0] >= '0' && words[i+1].low[0] <= '9' {
			continue // No 10
		}
		if slices.Contains(table, w.low) || h.speech == "en" && strings.HasSuffix(w.low, "n't") {
			return &words[i], true
		}
	}
	return nil, true
}

// negations are the small words that say no; "without" is one of them, since what
// happens without something is what a headline loses. Those of Italian,
// Portuguese, Swedish and Norwegian are the words that the treebanks of
// Universal Dependencies mark as negative (features Polarity and PronType).
// Languages that say no by a part of the verb (Czech, Finnish, Turkish) have none.
var negations = map[speech][]string{
	"en": {"not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"},
	"uk": {"не", "ні", "нема", "немає", "без", "ніколи", "ніхто", "ніщо", "нічого"},
	"ru": {"не", "нет", "без", "никогда", "никто", "ничего"},
	"pl": {"nie", "bez", "nigdy", "nikt", "nic"},
	"de": {"nicht", "kein", "keine", "keinen", "keiner", "keinem", "ohne", "nie", "niemals", "niemand", "nichts"},
	"fr": {"pas", "jamais", "aucun", "aucune", "sans", "rien", "personne", "ni"},
	"es": {"no", "nunca", "jamás", "ningún", "ninguna", "sin", "nada", "nadie", "ni"},
	"it": {"non", "no", "né", "nè", "neppure", "nemmeno", "neanche", "mica", "mai", "niente", "nulla", "nessuno", "nessuna", "nessun", "senza"},
	"pt": {"não", "nem", "nunca", "jamais", "nada", "ninguém", "nenhum", "nenhuma", "sem"},
	"sv": {"inte", "ej", "icke", "aldrig", "ingen", "inget", "inga", "ingenting", "ingalunda", "varken", "utan"},
	"no": norwegianNo, "nb": norwegianNo, "nn": norwegianNo,
}

// norwegianNo is of both ways to write it.
var norwegianNo = []string{
	"ikke", "ikkje", "aldri", "ingen", "inga", "inkje", "intet", "ingenting", "verken", "hverken", "korkje", "uten", "utan",
}

// keysOf are the words that mean something, by how they begin, each once.
func (h *Headings) keysOf(words []word) []string {
	keys := []string{}
	for _, w := range words {
		key := root(w.low)
		if utf8.RuneCountInString(w.low) >= 4 && !slices.Contains(keys, key) && !slices.Contains(negations[h.speech], w.low) {
			keys = append(keys, key)
		}
	}
	return keys
}

// shared is how many of the keys a text has.
func shared(keys []string, text []word) (n int) {
	found := make([]bool, len(keys))
	for _, w := range text {
		if i := slices.Index(keys, root(w.low)); i >= 0 && !found[i] {
			found[i], n = true, n+1
		}
	}
	return n
}

// root is how a word begins: its forms mostly begin the same.
func root(low string) string {
	bare := bareWord(low)
	letters := 0
	for at := range bare {
		if letters++; letters > 5 {
			return bare[:at]
		}
	}
	return bare
}
