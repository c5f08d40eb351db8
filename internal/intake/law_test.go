package intake_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
	"stet/internal/intake"
)

// checkLaw holds a story from plain text against the law of this room: each
// word of the copy is in the article, in its order, or named in the receipt.
// It shares no code with the room.
func checkLaw(t *testing.T, copied string, res intake.Result) {
	t.Helper()
	a, r := res.Article, res.Receipt
	given := words(copied)
	body := words(unmark(a.Body))
	inPlace := slices.Concat(furnitureWords(a, r), body)
	named := noteWords(r.Dropped, r.Moved, gone(r.Changed))
	if got, want := counts(inPlace, named), counts(given); !maps.Equal(got, want) {
		t.Errorf("words do not add up: %s", difference(want, got))
	}
	if r.Kept != len(inPlace) {
		t.Errorf("receipt says %d words kept, the article holds %d", r.Kept, len(inPlace))
	}
	if missing := outOfOrder(body, given); missing != "" {
		t.Errorf("the body is out of order at %q", missing)
	}
	whole := " " + strings.Join(given, " ") + " "
	for _, text := range slices.Concat(fieldTexts(a, r), noteTexts(r.Dropped), noteTexts(r.Moved)) {
		if !strings.Contains(whole, " "+strings.Join(words(text), " ")+" ") {
			t.Errorf("%q does not stand so in the copy", text)
		}
	}
	checkMoved(t, a, r)
	checkClean(t, a)
	checkPutBack(t, res, given)
}

func words(text string) []string { return strings.Fields(text) }

// asCopy is copy as the law counts it: without the characters that decoding
// leaves out by name.
func asCopy(text string) string {
	return strings.Map(func(r rune) rune {
		if (unicode.IsControl(r) && !unicode.IsSpace(r)) || r == '\uFEFF' || unicode.Is(unicode.Noncharacter_Code_Point, r) {
			return -1
		}
		return r
	}, text)
}

var (
	blockSign = regexp.MustCompile(`^(?:#{2,4} |(?:    )*(?:-|\d{1,9}\.) |> )`)
	backslash = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")
)

// unmark reads a body that came from plain text: one sign at a line's start,
// and backslashes before punctuation.
func unmark(body string) string {
	lines := strings.Split(body, "\n")
	for i, l := range lines {
		for sign := blockSign.FindString(l); sign != ""; sign = "" {
			l = l[len(sign):]
		}
		lines[i] = backslash.ReplaceAllString(l, "$1")
	}
	return strings.Join(lines, "\n")
}

// fieldTexts are the fields that took a line as it stood. What was moved to a
// field is told in the receipt, with the words that say so.
func fieldTexts(a article.Article, r article.Receipt) []string {
	texts := []string{}
	for field, text := range map[string]string{"section": a.Section, "overline": a.Overline, "headlines.main": a.Headlines.Main, "standfirst": a.Standfirst} {
		told := slices.ContainsFunc(r.Moved, func(n article.Note) bool { return n.Field == field })
		if text != "" && !told {
			texts = append(texts, text)
		}
	}
	return texts
}

func furnitureWords(a article.Article, r article.Receipt) []string {
	return words(strings.Join(fieldTexts(a, r), " "))
}

func noteTexts(notes []article.Note) []string {
	texts := []string{}
	for _, n := range notes {
		texts = append(texts, n.Text)
	}
	return texts
}

func noteWords(lists ...[]article.Note) []string {
	all := []string{}
	for _, notes := range lists {
		all = append(all, words(strings.Join(noteTexts(notes), " "))...)
	}
	return all
}

// gone are the changes whose words are no longer words: bullets of a list.
func gone(changed []article.Note) []article.Note {
	return slices.DeleteFunc(slices.Clone(changed), func(n article.Note) bool { return n.Field != "" })
}

func counts(lists ...[]string) map[string]int {
	n := map[string]int{}
	for _, list := range lists {
		for _, w := range list {
			n[w]++
		}
	}
	return n
}

func difference(want, got map[string]int) string {
	parts := []string{}
	for _, w := range slices.Sorted(maps.Keys(want)) {
		if got[w] < want[w] {
			parts = append(parts, "lost "+w)
		}
	}
	for _, w := range slices.Sorted(maps.Keys(got)) {
		if got[w] > want[w] {
			parts = append(parts, "added "+w)
		}
	}
	return strings.Join(parts[:min(len(parts), 12)], ", ")
}

// outOfOrder is the first of list that is not found behind the one before it.
func outOfOrder(list, given []string) string {
	at := 0
	for _, w := range list {
		for at < len(given) && given[at] != w {
			at++
		}
		if at == len(given) {
			return w
		}
		at++
	}
	return ""
}

// checkMoved holds the fields that words were moved to against the receipt.
func checkMoved(t *testing.T, a article.Article, r article.Receipt) {
	t.Helper()
	to := map[string][]string{}
	lines := []string{}
	for _, n := range r.Moved {
		to[n.Field] = append(to[n.Field], n.Text)
		if n.Field == "internalNote" {
			lines = append(lines, n.Text)
		}
	}
	if got := strings.Join(lines, "\n"); a.InternalNote != got {
		t.Errorf("internal note %q, the receipt moved %q", a.InternalNote, got)
	}
	for field, texts := range map[string][]string{"bylines": a.Bylines, "keywords": a.Keywords, "dateline": {a.Dateline}} {
		from := strings.Join(append(to[field], to["firstPublished"]...), " ")
		for _, text := range texts {
			if !strings.Contains(strings.Join(words(from), " "), text) {
				t.Errorf("%s %q comes from nowhere in %q", field, text, from)
			}
		}
	}
	if a.Embargo != nil && !strings.Contains(strings.Join(words(a.InternalNote), " "), a.Embargo.Said) {
		t.Errorf("embargo %q comes from nowhere", a.Embargo.Said)
	}
}

func checkClean(t *testing.T, a article.Article) {
	t.Helper()
	for _, f := range article.Fields {
		text := f.Get(&a)
		if !utf8.ValidString(text) || text != article.Lines(text) {
			t.Errorf("%s holds what a field may not: %q", f.Path, text)
		}
		if f.Path != "body" && f.Path != "internalNote" && article.OneLine(text) != text {
			t.Errorf("%s is not one clean line: %q", f.Path, text)
		}
	}
}

// checkPutBack puts every note back, the last first so that the places of the
// others hold: then body and furniture hold all words again, in order.
func checkPutBack(t *testing.T, res intake.Result, given []string) {
	t.Helper()
	r, a := res.Receipt, res.Article
	notes := slices.Concat(r.Dropped, r.Moved)
	if len(notes) > 60 {
		notes = notes[:60] // each costs a copy of the body
	}
	for _, n := range slices.Backward(notes) {
		before := words(unmark(a.Body))
		a = intake.PutBack(a, n)
		after := words(unmark(a.Body))
		if !maps.Equal(counts(after), counts(before, words(n.Text))) {
			t.Errorf("putting %q back: %s", n.Text, difference(counts(before, words(n.Text)), counts(after)))
		}
		if missing := outOfOrder(before, after); missing != "" {
			t.Errorf("putting %q back moved %q", n.Text, missing)
		}
	}
	if len(notes) == len(r.Dropped)+len(r.Moved) && a.InternalNote != "" {
		t.Errorf("all is put back, yet the internal note holds %q", a.InternalNote)
	}
	_ = given
}
