package bundle

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/internal/article"
)

// TooLongLeft is the option of a profile in which a field that is too long for a
// format stops nothing: it is left out there alone, or cut where that format
// cannot do without it, and told. Nobody's limits are everybody's.
const TooLongLeft = "leaveOut"

// fitted is a story as a format takes it, and what it lost for that; the story
// itself where nothing is too long, or too long fields stop the export.
func (f *outFormat) fitted(e *export) (*export, []Loss) {
	if e.options.TooLong != TooLongLeft || len(f.limits) == 0 {
		return e, nil
	}
	one := *e
	a := &one.article
	a.Bylines, a.Authors, a.Keywords, a.Pictures = slices.Clone(a.Bylines), slices.Clone(a.Authors), slices.Clone(a.Keywords), slices.Clone(a.Pictures)
	losses := []Loss{}
	for _, field := range slices.Sorted(maps.Keys(f.limits)) {
		most := f.limits[field]
		if became := fit(a, field, most); became != "" {
			losses = append(losses, Loss{a.ID, f.name, field, fmt.Sprintf("longer than the %d characters that it takes: %s", most, became)})
		}
	}
	if len(losses) == 0 {
		return e, nil
	}
	one.plain = nil // the page below the byline, made of these words
	return &one, losses
}

// What became of a field that was too long.
const (
	wasLeft = "left out"
	wasCut  = "cut"
)

// fit has a field keep to a length, and says what became of it; "" = it does.
// What a system makes up by itself from other words is left out; what it cannot
// do without, or nobody else would say, is cut.
func fit(a *article.Article, field string, most int) (became string) {
	switch field {
	case "headlines.main":
		return cutTo(&a.Headlines.Main, most)
	case "slug":
		return cutSlug(&a.Slug, most)
	case "section":
		return cutTo(&a.Section, most)
	case "leadPicture.alt":
		for i := range a.Pictures {
			if p := &a.Pictures[i]; p.ID == a.LeadPicture {
				became = cutTo(&p.Alt, most)
			}
		}
		return became
	case "bylines":
		return fitNames(a, most)
	case "keywords":
		before := len(a.Keywords)
		a.Keywords = slices.DeleteFunc(a.Keywords, func(word string) bool { return length(word) > most })
		if len(a.Keywords) < before {
			return wasLeft
		}
		return ""
	}
	f, err := article.FieldAt(field)
	if err != nil || length(f.Get(a)) <= most || f.Set(a, "") != nil {
		return ""
	}
	return wasLeft
}

// length is what a database counts, which is never less than a reader does.
func length(text string) int { return utf8.RuneCountInString(text) }

// cutTo cuts behind a word, where there is one.
func cutTo(text *string, most int) string {
	if length(*text) <= most {
		return ""
	}
	room := string([]rune(*text)[:most-1])
	if at := strings.LastIndexByte(room, ' '); at > len(room)/2 {
		room = room[:at]
	}
	*text = strings.TrimRight(room, " ,;:–—-") + "…"
	return wasCut
}

// cutSlug keeps whole words of an address, which is ASCII.
func cutSlug(slug *string, most int) string {
	if len(*slug) <= most {
		return ""
	}
	room := (*slug)[:most]
	if at := strings.LastIndexByte(room, '-'); at > most/2 {
		room = room[:at]
	}
	*slug = strings.Trim(room, "-")
	return wasCut
}

// fitNames cuts names, and those of the people behind them alike.
func fitNames(a *article.Article, most int) (became string) {
	for i := range a.Bylines {
		was := a.Bylines[i]
		if cutTo(&a.Bylines[i], most) == "" {
			continue
		}
		became = wasCut
		for j := range a.Authors {
			if a.Authors[j].Name == was {
				a.Authors[j].Name = a.Bylines[i]
			}
		}
	}
	return became
}
