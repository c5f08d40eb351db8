package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
)

// capitals tells of a headline that shouts. A word of up to five letters alone
// may be an abbreviation.
func capitals(_ article.Channel, text string, words []word) []Finding {
	large, small := 0, 0
	for _, r := range text {
		if unicode.IsUpper(r) {
			large++
		} else if unicode.IsLower(r) {
			small++
		}
	}
	return one(small == 0 && large > 5 && len(words) > 1, Finding{Code: "head-capitals", Severity: Warn, To: len(text), Message: "It is all in capitals."})
}

// fullStop tells of a stop at the end; three of them are an ellipsis, and one
// behind a capital belongs to an abbreviation.
func fullStop(_ article.Channel, text string, words []word) []Finding {
	trimmed := strings.TrimRight(text, " ”’\"'»")
	for _, stop := range []string{".", "。", "۔", "।"} {
		before, ends := strings.CutSuffix(trimmed, stop)
		if !ends || strings.HasSuffix(before, ".") || len(words) == 0 {
			continue
		}
		if last := words[len(words)-1]; stop == "." && len([]rune(last.text)) == 1 && startsLarge(last.text) {
			continue
		}
		return []Finding{{Code: "head-stop", Severity: Warn, From: len(before), To: len(trimmed), Message: "A headline has no full stop at its end."}}
	}
	return nil
}

func question(_ article.Channel, text string, _ []word) []Finding {
	at := strings.LastIndexAny(text, "?？؟")
	return one(at >= 0, Finding{Code: "head-question", Severity: Note, From: max(0, at), To: len(text), Message: "It asks. Readers come for the answer."})
}

// twin tells of another story that has a headline of the same words.
func (h *Headings) twin(_ article.Channel, text string, words []word) []Finding {
	if len(words) < 2 || len(h.twins) == 0 {
		return nil
	}
	for _, other := range h.twins[HeadlineKey([]byte(text))] {
		if other.ID != h.id {
			return []Finding{{Code: "head-twin", Severity: Warn, To: len(text), Message: fmt.Sprintf("Another story has the same words: “%s”.", other.Headline)}}
		}
	}
	return nil
}

// HeadlineKey is the same for headlines of the same words, in any order and
// case, and almost surely another one for others. It makes no copy: a list of a
// hundred thousand headlines is looked through while somebody types.
func HeadlineKey(text []byte) (key uint64) {
	const start, prime, spread = 14695981039346656037, 1099511628211, 0x9e3779b97f4a7c15 // FNV-1a; spread keeps two words from adding up to two others
	word := uint64(start)
	for at := 0; at < len(text); {
		r, size := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[at:])
		}
		at += size
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r == '\'' || r == '’':
			continue
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)):
			r = unicode.ToLower(r)
		default: // a word ends
			if word != start {
				key += word * spread
			}
			word = start
			continue
		}
		word = (word ^ uint64(r)) * prime
	}
	if word != start {
		key += word * spread
	}
	return key
}
