package intake

import (
	"regexp"
	"strings"

	"stet/internal/article"
)

// findMarkers moves times and bylines of the head and returns the place of the
// last, 0 where there is none. The head ends after the second paragraph.
func (s *story) findMarkers() int {
	last, paragraphs, seen := 0, 0, 0
	for i := 0; i < min(len(s.lines), 4*headLines) && paragraphs < 2 && seen < headLines; i++ {
		if s.lines[i].fate != toBody || s.lines[i].shape == grid {
			continue
		}
		if n := s.marker(i, seen == 0); n > 0 {
			n += s.besideMarker(i, n)
			last, i = i+1, i+n-1
			continue
		}
		seen++
		if isParagraph(s.lines[i].text) {
			paragraphs++
		}
	}
	return last
}

// marker settles line i if it is a byline or a time, and returns how many
// lines it took. A first line counts as a byline only above a headline.
func (s *story) marker(i int, first bool) int {
	text := s.lines[i].text
	if c, ok := readByline(text); ok && (!first || s.headlineAt(i+1)) {
		s.move(i, fieldBylines, "The byline.")
		s.credit(c)
		return 1
	}
	if loneBy.MatchString(text) && i+1 < len(s.lines) && s.lines[i+1].fate == toBody && onlyNames(s.lines[i+1].text) && weight(s.lines[i+1].text) <= 8 {
		c, _ := namesIn(s.lines[i+1].text)
		s.move(i, fieldBylines, "The byline.")
		s.move(i+1, fieldBylines, "The byline.")
		s.credit(c)
		return 2
	}
	if part := readStamp(text, s.options.Zone); part.known {
		return s.stamp(i, part)
	}
	if s.mixedMarker(i) {
		return 1
	}
	return 0
}

// besideMarker settles what stands directly at a byline or time of n lines from
// i on: a name without "By" above or below it, a role below, a lone share
// button below. It returns how many lines below it took.
func (s *story) besideMarker(i, n int) int {
	took := 0
	if len(s.article.Bylines) == 0 && (s.bareName(i-1) || s.bareName(i+n)) {
		at := i + n
		if s.bareName(i - 1) {
			at = i - 1
		} else {
			took++
		}
		c, _ := namesIn(s.lines[at].text)
		s.move(at, fieldBylines, "The byline.")
		s.credit(c)
	}
	if next := i + n + took; s.isOpen(next) && len(s.article.Bylines) > 0 && roleWords.MatchString(s.lines[next].text) && weight(s.lines[next].text) <= 4 && onlyNames(strings.ToUpper(s.lines[next].text)) {
		s.move(next, fieldBylines, "The byline.")
		name := s.article.Bylines[len(s.article.Bylines)-1]
		s.article.Authors = append(s.article.Authors, article.Author{Name: name, Role: article.OneLine(s.lines[next].text)})
		took++
	}
	if next := i + n + took; s.isOpen(next) {
		if r := ruleFor(s.lines[next].text); r != nil && r.place == inRun && r.act == drop {
			s.drop(next, r.why)
			took++
		}
	}
	return took
}

func (s *story) isOpen(i int) bool {
	return i >= 0 && i < len(s.lines) && s.lines[i].fate == toBody
}

// bareName holds for a line of two to five words that are all parts of names,
// below a line that can be the headline.
func (s *story) bareName(i int) bool {
	if !s.isOpen(i) || s.lines[i].level == 1 {
		return false
	}
	text := s.lines[i].text
	if w := weight(text); w < 2 || w > 5 || !onlyNames(text) || sectionNames[strings.ToLower(text)] || strings.ContainsAny(text, "0123456789:") {
		return false
	}
	for k := range i {
		if s.isOpen(k) && headlineLike(s.lines[k].text) && weight(s.lines[k].text) >= 4 || s.lines[k].field == "headlines.main" {
			return true
		}
	}
	return false
}

func (s *story) headlineAt(i int) bool {
	return i < len(s.lines) && s.lines[i].fate == toBody && headlineLike(s.lines[i].text) && weight(s.lines[i].text) >= 3
}

// stamp settles a time line, and where it is a bare label ("Published"), the
// "on" and the date in the lines under it.
func (s *story) stamp(i int, part stampPart) int {
	n := 1
	if part.bare {
		next := i + 1
		if next < len(s.lines) && s.lines[next].fate == toBody && onWord[strings.ToLower(s.lines[next].text)] {
			next++
			n++
		}
		if next < len(s.lines) && s.lines[next].fate == toBody {
			if under := readStamp(s.lines[next].text, s.options.Zone); under.known && !under.bare {
				part.when, part.dated = under.when, under.dated
				n++
			}
		}
	}
	for k := i; k < i+n; k++ {
		if part.dated {
			s.move(k, stampField(part), stampWhy(part))
		} else {
			s.drop(k, "The page's time line; it names no certain time.")
		}
	}
	s.setStamp(part)
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

// mixedMarker settles "By Jane Doe | 3 December 2025 | 4 min read": every part
// must be known, and one of them a byline or a date.
func (s *story) mixedMarker(i int) bool {
	text := s.lines[i].text
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
	for k, part := range parts {
		by, isBy := readByline(part)
		if !isBy && k == 0 && onlyNames(part) && weight(part) <= 4 {
			by, isBy = namesIn(part) // "Jane Doe | 3 December 2025"
		}
		stamp := readStamp(part, s.options.Zone)
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
	s.move(i, field, "Byline and time of the page.")
	s.credit(c)
	for _, stamp := range stamps {
		s.setStamp(stamp)
	}
	return true
}
