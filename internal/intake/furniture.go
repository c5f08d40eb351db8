package intake

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
)

// Fields that furniture goes to, as the receipt names them.
const (
	fieldBylines   = "bylines"
	fieldPublished = "firstPublished"
	fieldUpdated   = "lastPublished"
	fieldDateline  = "dateline"
	fieldPictures  = "pictures"
	fieldSection   = "section"
)

// findFurniture finds what stands above the body: first the lines that say by
// their words what they are (times, bylines), then by their order the
// section, overline, headline and standfirst.
func (s *story) findFurniture() {
	s.findNamed()
	last := s.findMarkers()
	f := &furniture{story: s}
	var wordless []int
	for _, i := range s.openLines(headLines) {
		if s.lines[i].shape == figure {
			continue
		}
		if !hasLetter(s.lines[i].text) && s.lines[i].shape == paragraph {
			wordless = append(wordless, i) // figures and rules are no furniture, and hide none
			continue
		}
		f.open = append(f.open, i)
		if i < last {
			f.above++
		}
	}
	f.takeBreadcrumb()
	f.takeLabels()
	if f.takeHeadline() {
		f.takeStandfirst()
	}
	s.dropAbove(wordless)
	s.findDateline()
}

// dropAbove leaves out lines without words that stand above what became
// furniture: in the body they would stand below it.
func (s *story) dropAbove(wordless []int) {
	last := len(s.lines) - 1
	for last >= 0 && s.lines[last].fate != taken {
		last--
	}
	for _, i := range wordless {
		if i < last && s.lines[i].fate == toBody {
			s.drop(i, "A rule or a figure above the headline.")
		}
	}
}

// namedLine is how a desk marks up the parts of a story it files as text.
var namedLine = regexp.MustCompile(`(?is)^(headline|hed|standfirst|dek|deck|overline|kicker|section|slug|slugline|byline|dateline|заголовок|підзаголовок|рубрика)\s*:\s*(\S.*)$`)

// namedFields are the fields that such lines fill.
var namedFields = map[string]string{
	"headline": "headlines.main", "hed": "headlines.main", "заголовок": "headlines.main", "standfirst": "standfirst", "dek": "standfirst", "deck": "standfirst", "підзаголовок": "standfirst",
	"overline": "overline", "kicker": "overline", "section": fieldSection, "рубрика": fieldSection, "slug": "slugline", "slugline": "slugline", "byline": fieldBylines, "dateline": fieldDateline,
}

// findNamed moves lines of the head that say themselves which part they are.
func (s *story) findNamed() {
	for i := range s.lines[:min(len(s.lines), headLines)] {
		p := namedLine.FindStringSubmatch(s.lines[i].text)
		if p == nil || s.lines[i].fate != toBody || s.lines[i].shape != paragraph || weight(p[2]) > 70 {
			continue
		}
		path, value := namedFields[strings.ToLower(p[1])], article.OneLine(p[2])
		if path == fieldSection {
			if s.article.Section == "" {
				s.article.Section = value
				s.move(i, path, "The copy names this part itself.")
			}
			continue
		}
		if f, err := article.FieldAt(path); err == nil && f.Get(&s.article) == "" && f.Set(&s.article, value) == nil {
			s.move(i, path, "The copy names this part itself.")
		}
	}
}

// furniture takes the open lines of the head in their order.
type furniture struct {
	*story
	open  []int // lines of the head that nothing has settled yet
	above int   // how many of them stand above the last marker
}

func (f *furniture) at(k int) *line {
	if k < len(f.open) {
		return &f.lines[f.open[k]]
	}
	return &line{}
}

func (f *furniture) take(field *string) {
	l := f.at(0)
	*field, l.fate = article.OneLine(l.text), taken
	f.open = f.open[1:]
	f.above--
}

var breadcrumb = regexp.MustCompile(`(?i)^(?:home|головна|start|startseite|accueil|inicio)\s*[>›»/|]\s*(.+)$`)

// takeBreadcrumb reads "Home > World > Europe" as the section World.
func (f *furniture) takeBreadcrumb() {
	p := breadcrumb.FindStringSubmatch(f.at(0).text)
	if p == nil || len(f.open) < 2 {
		return
	}
	steps := splitNames(p[1], ">›»/|")
	if len(steps) == 0 {
		return
	}
	f.article.Section = steps[0]
	f.move(f.open[0], fieldSection, "The page's path; its first step is the section.")
	f.open = f.open[1:]
	f.above--
}

// takeLabels takes a section and an overline above the headline.
func (f *furniture) takeLabels() {
	for len(f.open) > 1 && f.article.Headlines.Main == "" && f.at(0).level != 1 && labelLike(f.at(0).text) && f.headlineFollows() {
		name := strings.ToLower(strings.TrimRight(f.at(0).text, ":"))
		known, word := sectionNames[name] || strings.HasSuffix(name, " news"), weight(name) == 1
		switch {
		case f.article.Section == "" && !overlineWords[name] && (known || (word && f.article.Overline == "")):
			f.take(&f.article.Section)
		case f.article.Overline == "" && (overlineWords[name] || (weight(f.at(1).text) >= 5 && weight(name) <= f.longestOverline())):
			f.take(&f.article.Overline)
		default:
			return
		}
	}
}

// longestOverline is how many words a label may have that no list knows: a
// headline has more. Where a dateline shows that the body begins under the
// next line, that line is a standfirst sooner than a headline under a label.
func (f *furniture) longestOverline() int {
	if _, size := readDateline(f.at(2).text); size > 0 {
		return 2
	}
	return 3
}

// headlineFollows reports whether the next line can be the headline, so that
// the one above it is a label and not itself the headline.
func (f *furniture) headlineFollows() bool {
	next := f.at(1)
	if next.level == 1 {
		return true
	}
	if overlineWords[strings.ToLower(strings.TrimRight(next.text, ":"))] && len(f.open) > 2 {
		return true
	}
	name := strings.ToLower(f.at(0).text)
	enough := weight(next.text) >= 4 || f.article.Section == "" && (sectionNames[name] || overlineWords[name])
	return enough && headlineLike(next.text) || f.above >= 3
}

// labelLike holds for one to four words without an end.
func labelLike(text string) bool {
	n := utf8.RuneCountInString(text)
	r, _ := utf8.DecodeRuneInString(text)
	return n >= 2 && n <= 30 && weight(text) <= 4 && !sentence(strings.TrimRight(text, ":")) &&
		unicode.IsLetter(r) && !strings.ContainsAny(text, "0123456789“”\"«»,") || sectionNames[strings.ToLower(text)]
}

// headlineLike holds for a line that is not running text.
func headlineLike(text string) bool {
	w := weight(text)
	first, _ := utf8.DecodeRuneInString(text)
	return w >= 1 && w <= 30 && len(text) <= 4*longest && hasLetter(text) && !fullStop(text) && ending(text) != ':' && !strings.ContainsRune(bullets+"–—", first)
}

// takeHeadline takes the first line if it reads like a headline, or stands
// above a byline or time as only furniture does.
func (f *furniture) takeHeadline() bool {
	l := f.at(0)
	if f.article.Headlines.Main != "" {
		return f.above >= 1 // the copy named it; what stands above a byline may still be a standfirst
	}
	if l.text == "" || l.shape == item || l.shape == grid || l.shape == quotation {
		return false
	}
	if l.level == 1 || headlineLike(l.text) || (f.above >= 1 && weight(l.text) <= 35) {
		f.take(&f.article.Headlines.Main)
		return true
	}
	return false
}

// takeStandfirst takes the line under the headline if it stands above the
// byline or time, if it is not stated as a sentence, if the body says it
// again, or if a dateline shows that the body starts under it.
func (f *furniture) takeStandfirst() {
	l, next := f.at(0), f.at(1)
	if f.article.Standfirst != "" || l.text == "" || l.shape != paragraph || weight(l.text) > 70 || len(f.open) < 2 {
		return
	}
	_, dateline := readDateline(next.text)
	repeated := strings.HasPrefix(next.text, l.text) || strings.HasPrefix(f.at(2).text, l.text)
	loose := weight(l.text) >= 5 && headlineLike(l.text) && !sentence(l.text) && running(next.text)
	if f.above >= 1 || loose || repeated || (dateline > 0 && weight(l.text) >= 2) {
		f.take(&f.article.Standfirst)
	}
}

// findDateline takes a dateline off the body's first paragraph.
func (s *story) findDateline() {
	for i := range s.lines {
		l := &s.lines[i]
		if l.fate != toBody {
			continue
		}
		dateline, size := readDateline(l.text)
		if s.article.Dateline == "" && l.shape == paragraph && size > 0 && (l.md == "" || strings.HasPrefix(l.md, l.text[:size])) {
			s.article.Dateline = dateline
			l.cut = size
		}
		return
	}
}
