package intake

import (
	"regexp"
	"slices"
	"strings"

	"stet/internal/article"
)

// mostOfList is how many people, keywords, old slugs or pictures one story takes
// from an item: far more than any has.
const mostOfList = 300

const tooMany = "The item has more of these than any story."

// picture adds a picture that belongs to the item.
func (w *wireItem) picture(p wirePicture) {
	if len(w.pics) >= mostOfList {
		w.drop(firstOf(p.Alt, p.Caption, p.uri, "picture"), tooMany)
		return
	}
	w.pics = append(w.pics, p)
}

// headline puts a headline where its role says. One in a role that Stet has no
// place for, or a second one, is told.
func (w *wireItem) headline(role, text string) {
	if text == "" {
		return
	}
	a := &w.article
	role = strings.ToLower(role)
	fields := map[string]*string{
		"overline": &a.Overline, "kicker": &a.Overline,
		"front": &a.Headlines.Front, "search": &a.Headlines.Search, "seo": &a.Headlines.Search,
		"social": &a.Headlines.Social, "push": &a.Headlines.Push, "alert": &a.Headlines.Push, "print": &a.Headlines.Print,
		"sub": &a.Standfirst, "subheadline": &a.Standfirst, "deck": &a.Standfirst,
	}
	at := &a.Headlines.Main
	if known := fields[role]; known != nil {
		at = known
	}
	w.put(at, text, "headline", role)
}

// description puts a description where its role says.
func (w *wireItem) description(role, text, when string, o Options) {
	if text == "" {
		return
	}
	a := &w.article
	role = strings.ToLower(role)
	if kind, err := article.ParseCorrectionKind(role); err == nil && kind != article.MinorFix {
		c := article.Correction{Text: article.OneLine(text), Kind: kind}
		c.At, _ = wireMoment(when, o.Zone)
		a.Corrections = append(a.Corrections, c)
		return
	}
	fields := map[string]*string{
		"standfirst": &a.Standfirst, "summary": &a.TrailText, "trail": &a.TrailText, "search": &a.SearchDescription, "seo": &a.SearchDescription, "social": &a.SocialDescription,
	}
	at := &a.Standfirst
	if known := fields[role]; known != nil {
		at = known
	}
	w.put(at, text, "description", role)
}

// put fills an empty field; what finds it filled is told.
func (w *wireItem) put(at *string, text, what, role string) {
	text = article.OneLine(text)
	switch {
	case text == "" || text == *at:
	case *at == "":
		*at = text
	default:
		w.drop(strings.TrimSpace(what+" "+role)+": "+text, "The field that it would go to is filled already.")
	}
}

// told is a part of a page that stood in the copy: it fills a field that is
// empty.
func (w *wireItem) told(part pagePart) {
	f, err := article.FieldAt(part.field)
	if err == nil && f.Get(&w.article) == "" && f.Set(&w.article, part.text) == nil {
		return
	}
	w.drop(part.text, "A part of a page; the item says it already.")
}

// drop tells what no field has.
func (w *wireItem) drop(text, why string) {
	w.dropped = append(w.dropped, article.Note{Text: text, Why: why})
}

// subject is a keyword; in Stet's own words it is the section.
func (w *wireItem) subject(name, rel string) {
	a := &w.article
	switch name = article.OneLine(name); {
	case name == "":
	case rel == "section":
		w.put(&a.Section, name, "section", "")
	default:
		w.keyword(name)
		if rel != "keyword" {
			w.moved = append(w.moved, article.Note{Text: name, Why: "A subject of the item.", Field: fieldKeywords})
		}
	}
}

func (w *wireItem) keyword(name string) {
	if len(w.article.Keywords) >= mostOfList {
		w.drop(name, tooMany)
		return
	}
	if name != "" && !slices.ContainsFunc(w.article.Keywords, func(k string) bool { return strings.EqualFold(k, name) }) {
		w.article.Keywords = append(w.article.Keywords, name)
	}
}

// byline are the people of an item: as it lists them, else as its line says.
func (w *wireItem) byline(line string, people []article.Author) {
	a := &w.article
	for _, p := range people {
		if len(a.Bylines) >= mostOfList {
			w.drop(p.Name, tooMany)
			continue
		}
		if p.Name == "" || slices.Contains(a.Bylines, p.Name) {
			continue
		}
		a.Bylines = append(a.Bylines, p.Name)
		if p.Role != "" || p.URL != "" {
			a.Authors = append(a.Authors, p)
		}
	}
	if len(a.Bylines) > 0 || line == "" {
		w.rolesIn(line)
		return
	}
	if p := bylineLead.FindStringSubmatch(line); p != nil {
		line = p[1]
	}
	if found, ok := namesIn(line); ok && onlyNames(line) {
		w.people(found)
		return
	}
	for name := range strings.SplitSeq(nameConjunction.ReplaceAllString(line, ";"), ";") {
		if name = article.OneLine(name); name != "" {
			a.Bylines = append(a.Bylines, name)
		}
	}
}

// nameConjunction joins two people. A comma may stand between one and where
// that one works.
var nameConjunction = regexp.MustCompile(`\s(?:` + joinWords + `|&)\s`)

func (w *wireItem) people(c credits) {
	s := story{article: w.article}
	s.credit(c)
	w.article = s.article
}

// rolesIn reads what people are from a line "Name, role; Name, role", where
// the item does not say it otherwise. A line that says more is told.
func (w *wireItem) rolesIn(line string) {
	a := &w.article
	rest := []string{}
	for part := range strings.SplitSeq(line, ";") {
		part = article.OneLine(part)
		name, role, _ := strings.Cut(part, ", ")
		switch i := slices.IndexFunc(a.Authors, func(p article.Author) bool { return p.Name == name }); {
		case part == "" || slices.Contains(a.Bylines, part):
		case !slices.Contains(a.Bylines, name):
			rest = append(rest, part)
		case i < 0:
			a.Authors = append(a.Authors, article.Author{Name: name, Role: role})
		case a.Authors[i].Role == "":
			a.Authors[i].Role = role
		}
	}
	if len(rest) > 0 && !w.named(line) {
		w.changed = append(w.changed, article.Note{Text: line, Field: fieldBylines, Why: "The byline as the item has it; the people that it lists were taken."})
	}
}

// named reports whether every word of a line is in a byline.
func (w *wireItem) named(line string) bool {
	known := " " + strings.Join(w.article.Bylines, " ") + " "
	for word := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune(" ,;&", r) }) {
		if !strings.Contains(known, " "+word+" ") && !particles[strings.ToLower(word)] {
			return false
		}
	}
	return true
}

// rights are what may be done with an item; the notice of a copyright stands
// for terms where there are none, else editors get it.
func (w *wireItem) rights(notice, terms string) {
	a := &w.article
	w.put(&a.UsageTerms, terms, "usage terms", "")
	if notice == "" || notice == a.UsageTerms {
		return
	}
	if a.UsageTerms == "" {
		a.UsageTerms = notice
		return
	}
	w.notes = append(w.notes, notice)
}
