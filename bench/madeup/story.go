package madeup

import (
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
)

var start = time.Date(2024, 1, 8, 6, 0, 0, 0, time.UTC)

var (
	desks   = strings.Fields("news world city business science culture sport weather courts schools travel letters")
	writers = strings.Fields("ia rm tk ol jb dv an sh")
)

// Sections are those that stories are put in.
func Sections() (sections []desk.Section) {
	for i, name := range desks {
		sections = append(sections, desk.Section{ID: fmt.Sprintf("s%02d", i+1), Name: capital(name), Slug: name, Order: i})
	}
	return sections
}

// Story is one story between two saves.
type Story struct {
	Article    article.Article
	l          *Languages
	language   *Language
	paragraphs []string
	at         time.Time
}

// Story makes the n-th story: a first draft of 300 to 900 words.
func (l *Languages) Story(n int) *Story {
	rnd := l.rnd
	s := &Story{l: l, language: l.all[l.draw[rnd.IntN(len(l.draw))]], at: start.Add(time.Duration(n) * 9 * time.Minute)}
	a := &s.Article
	a.ID, a.Created = idOf(s.at, n), s.at
	a.Language, a.Status = s.language.Code, article.Draft
	if a.Language == "ar" {
		a.Direction = article.RTL
	}
	a.SectionID = fmt.Sprintf("s%02d", 1+rnd.IntN(len(desks)))
	a.Headlines.Main = s.language.phrase(rnd, 5+rnd.IntN(6))
	a.Standfirst = s.language.sentence(rnd)
	a.Bylines = []string{s.language.rare(rnd) + " " + s.language.rare(rnd)}
	for range 2 + rnd.IntN(4) {
		a.Keywords = append(a.Keywords, s.language.word())
	}
	a.Slug = fmt.Sprintf("%s-%s-%s-%d", l.all[0].word(), l.all[0].word(), l.all[0].word(), n)
	a.Assignee = writers[rnd.IntN(len(writers))]
	if rnd.IntN(4) == 0 {
		a.Dateline = strings.ToUpper(s.language.rare(rnd))
	}
	if rnd.IntN(5) == 0 {
		a.Source = article.Source{Service: "wire", Key: fmt.Sprintf("urn:made-up:%d", n), Version: "1"}
	}
	if rnd.IntN(6) == 0 {
		a.InternalNote = s.language.sentence(rnd)
	}
	for words := 300 + rnd.IntN(600); words > 0; {
		p := s.language.paragraph(rnd)
		if rnd.IntN(9) == 0 {
			p = "## " + s.language.phrase(rnd, 3)
		}
		words -= s.count(p)
		s.paragraphs = append(s.paragraphs, p)
	}
	s.write()
	return s
}

// idOf is a version 7 UUID whose random part is the number of the story.
func idOf(at time.Time, n int) article.ID {
	var id [16]byte
	binary.BigEndian.PutUint64(id[:], uint64(at.UnixMilli())<<16|0x7000)
	binary.BigEndian.PutUint64(id[8:], 1<<63|uint64(n))
	return article.IDFromBytes(id)
}

func (s *Story) count(text string) int {
	if s.language.joined {
		return strings.Count(text, "") / 2
	}
	return len(strings.Fields(text))
}

func (s *Story) write() { s.Article.Body = strings.Join(s.paragraphs, "\n\n") }

// Summary is what the newsroom would say of the story as it stands.
func (s *Story) Summary() article.Summary { return article.Summary{Words: s.count(s.Article.Body)} }

// Revision says who has it and when.
func (s *Story) Revision() article.Revision {
	return article.Revision{At: s.at, By: writers[s.l.rnd.IntN(len(writers))]}
}

// Edit changes the story as an editor does between two saves: a few words, a
// sentence, a paragraph moved or cut, a headline, the status.
func (s *Story) Edit() {
	rnd, a := s.l.rnd, &s.Article
	s.at = s.at.Add(time.Duration(1+rnd.IntN(40)) * time.Minute)
	for range 1 + rnd.IntN(3) {
		at := rnd.IntN(len(s.paragraphs))
		switch rnd.IntN(10) {
		case 0:
			a.Headlines.Main = s.language.phrase(rnd, 5+rnd.IntN(6))
		case 1:
			a.Standfirst = s.language.sentence(rnd)
		case 2:
			a.Status = article.Statuses[min(len(article.Statuses)-2, 1+rnd.IntN(6))]
		case 3:
			p := s.paragraphs[at]
			s.paragraphs = append(s.paragraphs[:at:at], s.paragraphs[at+1:]...)
			to := rnd.IntN(len(s.paragraphs) + 1)
			s.paragraphs = append(s.paragraphs[:to:to], append([]string{p}, s.paragraphs[to:]...)...)
		case 4:
			if len(s.paragraphs) > 4 {
				s.paragraphs = append(s.paragraphs[:at:at], s.paragraphs[at+1:]...)
			}
		case 5:
			s.paragraphs = append(s.paragraphs[:at:at], append([]string{s.language.paragraph(rnd)}, s.paragraphs[at:]...)...)
		case 6:
			s.paragraphs[at] += " " + strings.TrimSpace(s.language.sentence(rnd))
		default:
			for range 1 + rnd.IntN(4) {
				s.word(rnd.IntN(len(s.paragraphs)))
			}
		}
	}
	s.write()
}

// word puts another word for one of a paragraph.
func (s *Story) word(paragraph int) {
	if s.language.joined {
		letters := []rune(s.paragraphs[paragraph])
		letters[s.l.rnd.IntN(len(letters))] = []rune(s.language.word())[0]
		s.paragraphs[paragraph] = string(letters)
		return
	}
	words := strings.Split(s.paragraphs[paragraph], " ")
	words[s.l.rnd.IntN(len(words))] = s.language.word()
	s.paragraphs[paragraph] = strings.Join(words, " ")
}
