package intake

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
)

// shapeBody finds the crossheads and lists among the lines of the body.
func (s *story) shapeBody() {
	body := []int{}
	headed := false
	for i := range s.lines {
		if s.lines[i].fate == toBody {
			body = append(body, i)
			headed = headed || s.lines[i].shape == heading
		}
	}
	if s.findBoldHeads(body); !headed {
		s.findCrossheads(body)
	}
	for k := 0; k < len(body); {
		k += s.findList(body, k)
	}
}

// findBoldHeads makes a short line that is bold from end to end a crosshead
// where text that is not follows.
func (s *story) findBoldHeads(body []int) {
	for k := 0; k+1 < len(body); k++ {
		l, below := &s.lines[body[k]], &s.lines[body[k+1]]
		if !l.bold || l.shape != paragraph || below.bold || below.shape == heading || below.shape == footnote || !crossheadLike(l.text) {
			continue
		}
		l.shape, l.level, l.md = heading, 2, l.head
		s.notes = append(s.notes, article.Note{Text: l.text, Field: "body", Why: "A line in bold by itself: made a crosshead."})
	}
}

// findCrossheads makes a short line without a full stop between two
// paragraphs a crosshead. Copy that has headings of its own has said which
// lines are crossheads.
func (s *story) findCrossheads(body []int) {
	for k := 1; k+1 < len(body); k++ {
		above, l, below := &s.lines[body[k-1]], &s.lines[body[k]], &s.lines[body[k+1]]
		if l.shape != paragraph || l.noted || !crossheadLike(l.text) || above.shape != paragraph || !running(above.text) || !running(below.text) {
			continue
		}
		l.shape, l.level, l.md = heading, 2, ""
		s.notes = append(s.notes, article.Note{Text: l.text, Field: "body", Why: "A short line between paragraphs: made a crosshead."})
	}
}

// running holds for a line that is stated as a sentence or is long.
func running(text string) bool {
	return isParagraph(text) || (weight(text) >= 4 && fullStop(text))
}

// crossheadLike holds for up to ten words that begin as a title does. Speech
// begins with a mark and is none.
func crossheadLike(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	w := weight(text)
	if w > 10 || len(text) > longest/2 || unicode.IsLower(r) || (!unicode.IsLetter(r) && !unicode.IsDigit(r)) || !hasLetter(text) {
		return false
	}
	if strings.Contains(text, ". ") || strings.ContainsAny(text, "@/") || answerMark.MatchString(text) {
		return false // two sentences, an address, a question put
	}
	if ending(text) == '?' || ending(text) == '？' {
		return w >= 3
	}
	return !sentence(text) && !strings.HasSuffix(text, ",") && !strings.ContainsRune(closers, lastRune(text)) && !strings.ContainsRune("—–-", lastRune(text))
}

// answerMark begins the turns of an interview: "Q: ", "AB: ".
var answerMark = regexp.MustCompile(`^\p{Lu}{1,3}: `)

func lastRune(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

// bullets begin an item when white space follows.
const bullets = "•‣▪▸●◦■□➤➢✓✔·*-"

// bullet splits "• text" into its bullet and the place of its text; mark is
// "" for other lines.
func bullet(text string) (mark string, rest int) {
	r, size := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune(bullets, r) {
		return "", 0
	}
	return marked(text, size)
}

// numbered splits "3. text" into mark, number and the place of its text.
func numbered(text string) (mark string, n, rest int) {
	digits := 0
	for digits < len(text) && digits < 2 && text[digits] >= '0' && text[digits] <= '9' {
		digits++
	}
	if digits == 0 || digits == len(text) || (text[digits] != '.' && text[digits] != ')') {
		return "", 0, 0
	}
	mark, rest = marked(text, digits+1)
	return mark, number(text[:digits]), rest
}

// marked holds a mark of size bytes against what follows: white space and
// then words.
func marked(text string, size int) (mark string, rest int) {
	words := strings.TrimLeft(text[size:], " \t\u00a0")
	if words == "" || len(words) == len(text)-size {
		return "", 0
	}
	return text[:size], len(text) - len(words)
}

// findList makes two or more bulleted lines in a row, or lines numbered from
// 1 on, a list. It looks at body from k on and returns at how many lines, at
// least 1.
func (s *story) findList(all []int, k int) int {
	body := all[k:]
	if run := s.runOf(body, func(text string, k int) bool { m, _ := bullet(text); return m != "" }); run >= 2 {
		if !s.isSpeech(all, k, run) {
			s.makeList(body[:run], "bullets", func(text string) (string, string, int) {
				m, rest := bullet(text)
				return m, "-", rest
			})
		}
		return run
	}
	if run := s.runOf(body, func(text string, k int) bool { _, n, _ := numbered(text); return n == k+1 }); run >= 2 {
		s.makeList(body[:run], "numbers", func(text string) (string, string, int) {
			m, n, rest := numbered(text)
			return m, fmt.Sprintf("%d.", n), rest
		})
		return run
	}
	return 1
}

func (s *story) runOf(body []int, fits func(text string, k int) bool) int {
	run := 0
	for run < len(body) {
		l := &s.lines[body[run]]
		if l.shape != paragraph || l.md != "" || !fits(l.text, run) {
			break
		}
		run++
	}
	return run
}

// makeList gives lines the shape of items. split cuts a line into the words
// that its shape now says, its Markdown marker and the place of its text.
func (s *story) makeList(run []int, what string, split func(string) (gone, mark string, rest int)) {
	gone := []string{}
	for _, i := range run {
		l := &s.lines[i]
		mark, md, rest := split(l.text)
		l.cutMark(mark, rest)
		l.shape, l.mark = item, md
		gone = append(gone, mark)
	}
	s.notes = append(s.notes, article.Note{Text: strings.Join(gone, " "), Why: fmt.Sprintf("These %s became a list of %d items.", what, len(run))})
}
