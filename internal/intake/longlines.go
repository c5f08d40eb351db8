package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"strings"

	"stet/internal/article"
)

// How many characters a line from outside may have: more than any headline,
// standfirst or name, and few enough for a screen.
const (
	longestLine = 1000
	longestName = 200 // of a section, a keyword, a byline
	longestID   = 500 // of what a source calls a story
)

// shortLines are the fields that are one line each, and are never longer.
var shortLines = []string{
	"overline", "headlines.main", "headlines.front", "headlines.search", "headlines.social", "headlines.push", "headlines.print", "standfirst",
	"dateline", "trailText", "searchDescription", "socialDescription", "slugline", "credit", "usageTerms", "source.service", "source.version",
}

// fitted are items whose lines fit.
func fitted(items iter.Seq[Item]) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		for item := range items {
			if item.Err == nil && !item.own {
				item.Result.fit()
			}
			if !yield(item) {
				return
			}
		}
	}
}

// fit shortens lines that no screen has room for: a file may call anything a
// title. The whole of a headline or a standfirst begins the body then, that of
// any other line is in the internal note. Copy of a story of Stet's is as it is.
func (res *Result) fit() {
	if res.Article.ID != "" {
		return
	}
	a := &res.Article
	body := []string{}
	for _, path := range shortLines {
		f, err := article.FieldAt(path)
		text := ""
		if err == nil {
			text = f.Get(a)
		}
		short, long := shortened(text, longestLine)
		if !long || f.Set(a, short) != nil {
			continue
		}
		if path == "headlines.main" || path == "standfirst" {
			body = append(body, Escape(text))
			res.tooLong(short, path, longestLine, "the whole of it begins the body")
			continue
		}
		res.noteWhole(path, text)
		res.tooLong(short, path, longestLine, "the whole of it is in the internal note")
	}
	res.fitNames()
	res.fitPictures()
	if len(body) == 0 {
		return
	}
	for i := range res.Receipt.Dropped {
		res.Receipt.Dropped[i].Before += len(body)
	}
	a.Body = strings.TrimSuffix(strings.Join(body, "\n\n")+"\n\n"+a.Body, "\n\n")
}

// shortened is a text cut between words; false = it is short enough.
func shortened(text string, most int) (short string, long bool) {
	if len(text) <= most || article.Characters(text) <= most {
		return text, false
	}
	cut := []rune(text)[:most-1]
	if at := strings.LastIndexByte(string(cut), ' '); at > most/2 {
		return strings.TrimSpace(string(cut)[:at]) + "…", true
	}
	return string(cut) + "…", true
}

func (res *Result) tooLong(short, field string, most int, where string) {
	res.Receipt.Changed = append(res.Receipt.Changed, article.Note{Text: short, Field: field, Why: fmt.Sprintf("Longer than %d characters: %s.", most, where)})
}

// noteWhole keeps a text for the desk, under the name of its field.
func (res *Result) noteWhole(path, text string) {
	a := &res.Article
	a.InternalNote = strings.TrimPrefix(a.InternalNote+"\n"+path+": "+text, "\n")
}

// fitNames takes out what is no name of anybody or anything.
func (res *Result) fitNames() {
	a := &res.Article
	if short, long := shortened(a.Section, longestName); long {
		res.noteWhole(fieldSection, a.Section)
		res.tooLong(short, fieldSection, longestName, "it names no section, and is in the internal note")
		a.Section = ""
	}
	for _, list := range []struct {
		of    *[]string
		field string
	}{{&a.Bylines, fieldBylines}, {&a.Keywords, fieldKeywords}} {
		for i, name := range *list.of {
			if short, long := shortened(name, longestName); long {
				res.noteWhole(list.field, name)
				res.tooLong(short, list.field, longestName, "the whole of it is in the internal note")
				(*list.of)[i] = short
			}
		}
	}
}

// fitPictures does the same for what is said of pictures.
func (res *Result) fitPictures() {
	for i := range res.Article.Pictures {
		p := &res.Article.Pictures[i]
		for _, at := range []*string{&p.Alt, &p.Caption, &p.Credit, &p.Rights, &p.Source} {
			short, long := shortened(*at, longestLine)
			if long {
				res.noteWhole(fieldPictures, *at)
				res.tooLong(short, fieldPictures, longestLine, "the whole of it is in the internal note")
				*at = short
			}
		}
	}
}

const longID = "What its source calls it, which is longer than any id: a short form of it is the story's."

// shortID is an id that fits: the same long one gives the same short one, and
// another gives another.
func shortID(id string) string {
	if len(id) <= longestID {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	const begin = 100
	return strings.ToValidUTF8(id[:begin], "") + "…" + hex.EncodeToString(sum[:])
}
