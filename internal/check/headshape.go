package check

import (
	"fmt"
	"strings"
	"unicode"

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
	for _, other := range h.twins[article.HeadlineKey(text)] {
		if other.ID != h.id {
			return []Finding{{Code: "head-twin", Severity: Warn, To: len(text), Message: fmt.Sprintf("Another story has the same words: “%s”.", other.Headline)}}
		}
	}
	return nil
}
