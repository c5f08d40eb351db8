package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
)

// Headings judges headlines against the copy that they stand above: those that
// are in use, and those that somebody only proposes. The copy is read once.
type Headings struct {
	id     article.ID
	main   string // the main headline
	speech speech
	copy   copyWords
	twins  Twins
}

// Twins tells which stories have a headline of the same words, by what
// [article.HeadlineKey] makes of one.
type Twins map[uint64][]Twin

// Twin is a story and how it writes that headline, in whatever channel.
type Twin struct {
	ID       article.ID
	Headline string
}

// NewHeadings reads a story's copy.
func NewHeadings(s Story) *Headings {
	a := s.Article
	h := &Headings{id: a.ID, main: a.Headlines.Main, speech: speechOf(a.Language, s.Section.Language, s.House.Language), twins: s.Twins}
	h.copy = readCopy(strings.Join([]string{s.Doc.Text, a.Dateline}, "\n"))
	return h
}

// Judge says what is odd about a headline of a channel. Field is the channel's,
// From and To are UTF-8 bytes in text. The result is never nil.
func (h *Headings) Judge(c article.Channel, text string) []Finding {
	found := []Finding{}
	if !strings.ContainsFunc(text, inked) {
		return found
	}
	words := wordsOf(text)
	for _, rule := range []func(article.Channel, string, []word) []Finding{
		h.names, h.numbers, h.dates, h.negation, h.twin, capitals, fullStop, question, h.verb,
	} {
		for _, f := range rule(c, text, words) {
			f.Field = "headlines." + string(c)
			found = append(found, f)
		}
	}
	return found
}

// Holes are what is still to come in a headline that nobody has chosen: in one
// that is in use, the rule of the whole story finds them.
func (h *Headings) Holes(c article.Channel, text string) []Finding {
	found := []Finding{}
	for _, at := range article.TKs(text) {
		found = append(found, hole("headlines."+string(c), text, whole(text), at, nil))
	}
	return found
}

// headings judges the headlines that a story has.
func headings(s Story) []Finding {
	if s.Unlaid != "" {
		return nil // there is no copy to hold them against
	}
	h := NewHeadings(s)
	var found []Finding
	for _, c := range article.Channels {
		found = append(found, h.Judge(c, s.Article.Headlines.Own(c))...)
	}
	return found
}

// speech is what the rules know of a language, by its first subtag.
type speech string

func speechOf(tags ...string) speech {
	for _, tag := range tags {
		if tag != "" {
			first, _, _ := strings.Cut(strings.ToLower(tag), "-")
			return speech(first)
		}
	}
	return ""
}

// word is one word of a text, where it stands and in small letters.
type word struct {
	article.Span
	text, low string
}

// wordsOf cuts a text into words: letters and digits with the apostrophes,
// hyphens, points and commas between them.
func wordsOf(text string) []word {
	words := make([]word, 0, strings.Count(text, " ")+strings.Count(text, "\n")+1)
	for at := 0; at < len(text); {
		r, size := runeAt(text, at)
		if !isWordRune(r) {
			at += size
			continue
		}
		from, before, plain := at, r, isPlain(r)
		for at += size; at < len(text); at += size {
			if c := text[at]; 'a' <= c && c <= 'z' { // as most are
				before, size = rune(c), 1
				continue
			}
			r, size = runeAt(text, at)
			if r == ' ' || !isWordRune(r) && !joins(before, r, text[at+size:]) {
				break
			}
			before, plain = r, plain && isPlain(r)
		}
		w := word{article.Span{From: from, To: at}, text[from:at], text[from:at]}
		if !plain {
			w.low = inSmall(w.text)
		}
		words = append(words, w)
	}
	return words
}

// runeAt is utf8.DecodeRuneInString, at hand for what most texts are made of.
func runeAt(text string, at int) (rune, int) {
	if c := text[at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(text[at:])
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf { // most are, and tables take time
		small := r | 0x20
		return 'a' <= small && small <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// joins holds for a sign that stands within a word or a number.
func joins(before, sign rune, rest string) bool {
	switch sign {
	case '\'', '’', 'ʼ', '-', '‑':
		after, _ := utf8.DecodeRuneInString(rest)
		return unicode.IsLetter(after) || unicode.IsDigit(after)
	case '.', ',':
		after, _ := utf8.DecodeRuneInString(rest)
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	}
	return false
}

// inSmall is a text in small letters, with one apostrophe and one hyphen.
func inSmall(text string) string {
	low := make([]byte, 0, len(text)+utf8.UTFMax)
	for at := 0; at < len(text); {
		if c := text[at]; c < utf8.RuneSelf { // in a copy most are, and a table for all of it takes time
			if 'A' <= c && c <= 'Z' {
				c |= 0x20
			}
			low, at = append(low, c), at+1
			continue
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		switch r {
		case '’', 'ʼ':
			r = '\''
		case '‑':
			r = '-'
		}
		low, at = utf8.AppendRune(low, unicode.ToLower(r)), at+size
	}
	return string(low)
}

// isPlain holds for what stands in small letters as it is.
func isPlain(r rune) bool { return r < 'A' || 'Z' < r && r < utf8.RuneSelf }

// copyWords is a story's copy as the rules ask for it.
type copyWords struct {
	words     []word
	text      string
	small     string            // the text in small letters; "" until words are asked for
	asked     int               // how often for a word
	known     map[string]bool   // in small letters, without 's; nil until words are asked for often
	written   map[string]bool   // words with a capital, in small letters
	names     map[string]string // those that do not have it from where they stand, as first written
	values    map[string]bool   // numbers, however they are written; nil until a rule asks
	numerals  []string          // the numbers that stand there, as written; the same
	sentences []sentence        // nil until a rule asks
}

type sentence struct {
	article.Span
	words []word
}

// mostCopy is how many bytes of a copy are read: headlines tell of its top, and
// somebody is typing.
const mostCopy = 400_000

func readCopy(text string) copyWords {
	if len(text) > mostCopy {
		text = strings.ToValidUTF8(text[:mostCopy], "")
	}
	words := wordsOf(text)
	c := copyWords{words: words, text: text, written: map[string]bool{}, names: map[string]string{}}
	for i, w := range c.words {
		if !startsLarge(w.text) {
			continue
		}
		low := bareWord(w.low)
		c.written[low] = true
		if _, ok := c.names[low]; !ok && !begins(text, c.words, i) {
			c.names[low] = strings.TrimSuffix(strings.TrimSuffix(w.text, "'s"), "’s")
		}
	}
	return c
}

// oftenAsked is from how many words on a table of the copy's words is made: it
// takes the time of some tens of looks at all of them, and most headlines ask for
// a few.
const oftenAsked = 24

// has reports whether the copy has a word, alone or between hyphens: in small
// letters, without 's.
func (c *copyWords) has(low string) bool {
	if c.small == "" {
		c.small = inSmall(c.text)
	}
	if !strings.Contains(c.small, low) { // nearly all that it does not have
		return false
	}
	if c.asked++; c.asked < oftenAsked {
		return slices.ContainsFunc(c.words, func(w word) bool { return w.has(low) })
	}
	if c.known == nil {
		c.known = make(map[string]bool, len(c.words)/2)
		for _, w := range c.words {
			bare := bareWord(w.low)
			c.known[bare] = true
			for part := range strings.SplitSeq(bare, "-") {
				c.known[part] = true
			}
		}
	}
	return c.known[low]
}

func (w word) has(low string) bool {
	if len(w.low) <= len(low) {
		return w.low == low && bareWord(low) == low
	}
	if !strings.Contains(w.low, low) { // few do
		return false
	}
	bare := bareWord(w.low)
	for part := range strings.SplitSeq(bare, "-") {
		if part == low {
			return true
		}
	}
	return bare == low
}

// findNumbers reads the numbers of the copy, once: most headlines have none.
func (c *copyWords) findNumbers(s speech) {
	if c.values != nil {
		return
	}
	c.values = map[string]bool{}
	for _, n := range numbersOf(c.words, s) {
		c.numerals = append(c.numerals, n.text)
		for _, v := range n.values {
			c.values[v] = true
		}
	}
}

// inSentences cuts the copy where a sentence ends.
func (c *copyWords) inSentences() []sentence {
	if c.sentences != nil || len(c.words) == 0 {
		return c.sentences
	}
	first := 0
	for i := range c.words {
		if i+1 < len(c.words) {
			between := c.text[c.words[i].To:c.words[i+1].From]
			if between == " " || !strings.ContainsAny(between, ".!?…\n;") {
				continue
			}
		}
		words := c.words[first : i+1]
		c.sentences = append(c.sentences, sentence{article.Span{From: words[0].From, To: words[len(words)-1].To}, words})
		first = i + 1
	}
	return c.sentences
}

// bareWord is a word in small letters without the 's of whose it is.
func bareWord(low string) string {
	if s, ok := strings.CutSuffix(low, "'s"); ok {
		return s
	}
	return strings.TrimSuffix(low, "'")
}

func startsLarge(text string) bool {
	for _, r := range text {
		return unicode.IsUpper(r)
	}
	return false
}
