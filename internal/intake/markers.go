package intake

import (
	"regexp"
	"strings"

	"stet/internal/article"
)

// markers settles the lines of the head that say by their words what they are.
// Places are those in open, so that two lines which only a settled one parts
// stand beside each other.
type markers struct {
	*story
	open []int // lines that nothing had settled before
}

// findMarkers moves times and bylines of the head and returns the place of the
// last, 0 where there is none. The head ends after the second paragraph.
func (s *story) findMarkers() int {
	m := &markers{story: s, open: s.openLines(4 * headLines)}
	last, paragraphs, seen := 0, 0, 0
	for k := 0; k < len(m.open) && paragraphs < 2 && seen < headLines; k++ {
		if !m.isOpen(k) || m.lines[m.open[k]].shape == grid {
			continue
		}
		if n := m.marker(k, seen == 0); n > 0 {
			last = m.open[k] + 1
			k += n + m.beside(k, n) - 1
			continue
		}
		seen++
		if isParagraph(m.text(k)) {
			paragraphs++
		}
	}
	return last
}

// openLines are the first n lines that nothing has settled.
func (s *story) openLines(n int) []int {
	open := []int{}
	for i := range s.lines {
		if len(open) == n {
			break
		}
		if s.lines[i].fate == toBody {
			open = append(open, i)
		}
	}
	return open
}

func (m *markers) isOpen(k int) bool {
	return k >= 0 && k < len(m.open) && m.lines[m.open[k]].fate == toBody
}

func (m *markers) text(k int) string { return m.lines[m.open[k]].text }

// marker settles line k if it is a byline or a time, and returns how many
// lines it took.
func (m *markers) marker(k int, first bool) int {
	if n := m.byline(k, first); n > 0 {
		return n
	}
	if part := readStamp(m.text(k), m.options.Zone); part.known {
		return m.stamp(k, part)
	}
	if m.mixed(k) {
		return 1
	}
	return 0
}

// byline settles line k, and the lines that it goes on in, if they are a
// byline. A first line counts only above a headline.
func (m *markers) byline(k int, first bool) int {
	text, n := m.text(k), 1
	lone := loneBy.MatchString(text)
	for m.isOpen(k+n) && len(text) <= longest && (lone && n == 1 && weight(m.text(k+n)) <= 8 || bylineGoesOn(text, m.text(k+n))) {
		text += " " + m.text(k+n)
		n++
	}
	c, ok := readByline(text)
	if !ok || (first && !lone && !m.headlineAt(k+n)) {
		return 0
	}
	for i := range n {
		m.move(m.open[k+i], fieldBylines, "The byline.")
	}
	m.credit(c)
	return n
}

// beside settles what stands directly at a byline or time of n lines from k
// on: a name without "By" above or below it, a role below, a lone share
// button below. It returns how many lines below it took.
func (m *markers) beside(k, n int) int {
	took := 0
	if len(m.article.Bylines) == 0 && (m.bareName(k-1) || m.bareName(k+n)) {
		at := k + n
		if m.bareName(k - 1) {
			at = k - 1
		} else {
			took++
		}
		c, _ := namesIn(m.text(at))
		m.move(m.open[at], fieldBylines, "The byline.")
		m.credit(c)
	}
	if next := k + n + took; m.roleAt(next) {
		m.move(m.open[next], fieldBylines, "The byline.")
		name := m.article.Bylines[len(m.article.Bylines)-1]
		m.article.Authors = append(m.article.Authors, article.Author{Name: name, Role: article.OneLine(m.text(next))})
		took++
	}
	if next := k + n + took; m.isOpen(next) {
		if r := ruleFor(m.text(next)); r != nil && r.place == inRun && r.act == drop {
			m.drop(m.open[next], r.why)
			took++
		}
	}
	return took
}

// bareName holds for a line of two to five words that are all parts of names
// and that does not say itself that it is a byline, below a line that can be the headline.
func (m *markers) bareName(k int) bool {
	if !m.isOpen(k) || m.lines[m.open[k]].level == 1 {
		return false
	}
	text := m.text(k)
	if w := weight(text); w < 2 || w > 5 || !onlyNames(text) || sectionNames[strings.ToLower(text)] || strings.ContainsAny(text, "0123456789:") {
		return false
	}
	if _, says := readByline(text); says {
		return false
	}
	if m.article.Headlines.Main != "" {
		return true
	}
	for i := range k {
		if m.isOpen(i) && headlineLike(m.text(i)) && weight(m.text(i)) >= 4 {
			return true
		}
	}
	return false
}

// roleAt holds for a short line below a byline that says what its last person
// is.
func (m *markers) roleAt(k int) bool {
	if !m.isOpen(k) || len(m.article.Bylines) == 0 {
		return false
	}
	text := m.text(k)
	return roleWords.MatchString(text) && weight(text) <= 4 && onlyNames(strings.ToUpper(text))
}

func (m *markers) headlineAt(k int) bool {
	return m.isOpen(k) && headlineLike(m.text(k)) && weight(m.text(k)) >= 3
}

// stamp settles a time line, and what stands under one that is a bare label.
func (m *markers) stamp(k int, part stampPart) int {
	n := 1
	if part.bare {
		n += m.underLabel(k+1, &part)
	}
	for i := k; i < k+n; i++ {
		if part.dated {
			m.move(m.open[i], stampField(part), stampWhy(part))
		} else {
			m.drop(m.open[i], "The page's time line; it names no certain time.")
		}
	}
	m.setStamp(part)
	return n
}

// underLabel reads what stands from line k on, under "Published": "on" and
// the date, in either order. It returns how many lines these are.
func (m *markers) underLabel(k int, part *stampPart) int {
	n, timed := 0, false
	for ; m.isOpen(k + n); n++ {
		text := m.text(k + n)
		if onWord[strings.ToLower(text)] {
			continue
		}
		said := readTime(text, m.options.Zone)
		if timed || !said.known {
			break
		}
		timed, part.when, part.dated = true, said.when, said.dated
	}
	return n
}

// onWord are words that stand on a line of their own between "Published" and
// its date.
var onWord = words("on at am um le el о")

func stampField(part stampPart) string {
	if part.update {
		return fieldUpdated
	}
	return fieldPublished
}

func stampWhy(part stampPart) string {
	switch {
	case !part.when.hasTime:
		return "The page's date; it names no time of day, so midnight was taken."
	case !part.when.hasZone:
		return "The page's time; it names no zone, so the newsroom's was taken."
	}
	return "The page's time."
}

func (s *story) setStamp(part stampPart) {
	switch {
	case !part.dated:
	case part.update:
		s.article.LastPublished = part.when.at
	case s.article.FirstPublished.IsZero():
		s.article.FirstPublished = part.when.at
	}
}

var markerCut = regexp.MustCompile(`\s*[|•·]\s*`)

// mixed settles "By Jane Doe | 3 December 2025 | 4 min read": every part
// must be known, and one of them a byline or a date.
func (m *markers) mixed(k int) bool {
	text := m.text(k)
	if len(text) > longest {
		return false
	}
	parts := markerCut.Split(text, -1)
	if len(parts) < 2 || len(parts) > 6 {
		return false
	}
	var c credits
	field := ""
	stamps := []stampPart{}
	for i, part := range parts {
		by, isBy := readByline(part)
		if !isBy && i == 0 && onlyNames(part) && weight(part) <= 4 {
			by, isBy = namesIn(part) // "Jane Doe | 3 December 2025"
		}
		stamp := readStamp(part, m.options.Zone)
		switch {
		case isBy:
			c, field = by, fieldBylines
		case stamp.known:
			stamps = append(stamps, stamp)
		case ruleFor(part) == nil:
			return false
		}
	}
	if len(stamps) == 0 {
		return false
	}
	if field == "" {
		field = stampField(stamps[0])
	}
	m.move(m.open[k], field, "Byline and time of the page.")
	m.credit(c)
	for _, stamp := range stamps {
		m.setStamp(stamp)
	}
	return true
}
