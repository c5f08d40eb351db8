package check

import (
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
)

// Limit is how long a field may be where a story goes.
type Limit struct {
	Field string // as CanLimit knows it
	Most  int    // characters
	By    string // who takes no more, in an editor's words: the format “Our CMS”
}

// limitable are the fields that may be limited. What falls back to another
// field is measured as it goes out; of a list each entry is.
var limitable = []string{
	"overline", "headlines.main", "headlines.front", "headlines.search", "headlines.social", "headlines.push", "headlines.print",
	"standfirst", "bylines", "dateline", "trailText", "searchDescription", "socialDescription", "keywords", "slug", "slugline", "body",
	"credit", "usageTerms", "section", "leadPicture.alt", "leadPicture.caption", "pictures.alt", "pictures.caption", "pictures.credit",
}

// CanLimit reports whether a limit may be set for a field.
func CanLimit(path string) bool { return slices.Contains(limitable, path) }

// Limitable are the fields that CanLimit knows, in the desk's order.
func Limitable() []string { return slices.Clone(limitable) }

// limits holds a story against what the place takes where it goes.
func limits(s Story) []Finding {
	var found []Finding
	for _, l := range s.Limits {
		for _, m := range measured(s, l.Field) {
			n := article.Characters(m.text)
			if n <= l.Most {
				continue
			}
			m.at.Code, m.at.Severity = "over-limit", stop("over-limit")
			m.at.Message = fmt.Sprintf("%d characters; %s takes %d at most.", n, l.By, l.Most)
			if m.what != "" {
				m.at.Message = m.what + ": " + m.at.Message
			}
			found = append(found, m.at)
		}
	}
	return found
}

// measure is a text that goes out, and where it stands in the story.
type measure struct {
	text string
	what string // it is one of several; "" = the field says which
	at   Finding
}

func measured(s Story, path string) []measure {
	a := s.Article
	if channel, ok := strings.CutPrefix(path, "headlines."); ok {
		field := path
		if a.Headlines.Own(article.Channel(channel)) == "" {
			field = "headlines.main"
		}
		return insteadOf(path, "As the "+channel+" headline", inWhole(field, a.Headlines.For(article.Channel(channel))))
	}
	switch path {
	case "bylines":
		return entries(path, a.Bylines)
	case "keywords":
		return entries(path, a.Keywords)
	case "searchDescription":
		said := a.Describes(article.Search)
		return insteadOf(path, "As the search description", inWhole(said.Field, said.Text))
	case "socialDescription":
		said := a.Describes(article.Social)
		return insteadOf(path, "As the social description", inWhole(said.Field, said.Text))
	case "body":
		return []measure{{text: s.Doc.Text, at: Finding{Field: path}}}
	case "section":
		return []measure{{text: s.Section.Name, at: Finding{Field: path}}}
	}
	if owner, part, ok := strings.Cut(path, "."); ok {
		return inPictures(a, part, owner == "leadPicture")
	}
	f, err := article.FieldAt(path)
	if err != nil {
		return nil
	}
	return []measure{inWhole(path, f.Get(a))}
}

// insteadOf says as what the words of another field are too long.
func insteadOf(path, as string, m measure) []measure {
	if m.at.Field != path {
		m.what = as
	}
	return []measure{m}
}

func inWhole(field, text string) measure {
	return measure{text: text, at: Finding{Field: field, To: len(text)}}
}

func entries(field string, list []string) []measure {
	all := []measure{}
	for _, text := range list {
		all = append(all, measure{text: text, what: "“" + text + "”", at: Finding{Field: field}})
	}
	return all
}

func inPictures(a *article.Article, part string, lead bool) []measure {
	all := []measure{}
	for i := range a.Pictures {
		p := &a.Pictures[i]
		at := slices.IndexFunc(article.PictureFields, func(f article.PictureField) bool { return f.Name == part })
		if at < 0 || lead && p.ID != a.LeadPicture {
			continue
		}
		text := article.PictureFields[at].Get(p)
		all = append(all, measure{text, "Picture “" + p.Called() + "”, " + part, Finding{Field: "pictures", Picture: p.ID, Part: part, To: len(text)}})
	}
	return all
}
