package bundle

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"stet/internal/format"
)

// wxr gathers the stories of files that WordPress's importer takes, none larger
// than what a site lets somebody upload.
type wxr struct {
	setting
	items   bytes.Buffer
	terms   []term        // of the file that is being filled
	has     map[term]bool // those in terms
	numbers int           // given out, in all files
	files   int
	named   map[term]string // whose a slug is, by kind and slug alone, in all files
	dated   map[wxrKey]int  // seconds after which another item of that title and date may be, in all files
}

func newWXR(s *setting) (gatherer, error) {
	return &wxr{setting: *s, has: map[term]bool{}, named: map[term]string{}, dated: map[wxrKey]int{}}, nil
}

// wxrKey is what the importer knows an item by: of two that are alike in all of
// it, it leaves the second out.
type wxrKey struct {
	kind, title string
	at          string // the site's clock
}

// What is not known before the stories that come first were taken stands in
// a part between two of these. No text can hold one.
const unknown = "\x01"

// ownNumber stands for the n-th number that a story needs.
func ownNumber(n int) string { return unknown + strconv.Itoa(n) + unknown }

// The ways to write the date of a story's n-th item.
const (
	feedClock = "f"
	siteClock = "s"
	worldTime = "w"
)

func ownDate(n int, way string) string { return unknown + strconv.Itoa(n) + way + unknown }

func (w *wxr) take(p part) ([]outFile, error) {
	files := []outFile{}
	if w.items.Len() > 0 && w.items.Len()+len(p.data) > w.partSize() {
		full, err := w.end()
		if err != nil {
			return nil, err
		}
		files = full
	}
	data, err := w.renamed(&p)
	if err != nil {
		return nil, err
	}
	w.settle(data, p.items)
	w.numbers += len(p.items)
	for _, t := range p.terms {
		if !w.has[t] {
			w.has[t], w.terms = true, append(w.terms, t)
		}
	}
	return files, nil
}

// settle adds a part with numbers and dates in place of what stood for them.
func (w *wxr) settle(data []byte, items []dated) {
	dates := make([]time.Time, len(items))
	for i := range items {
		dates[i] = w.free(&items[i])
	}
	for {
		before, rest, found := bytes.Cut(data, []byte(unknown))
		w.items.Write(before)
		if !found {
			return
		}
		field, after, _ := bytes.Cut(rest, []byte(unknown))
		w.items.WriteString(w.known(string(field), dates))
		data = after
	}
}

// known is what an ownNumber or an ownDate stood for.
func (w *wxr) known(field string, dates []time.Time) string {
	digits := strings.TrimRight(field, feedClock+siteClock+worldTime)
	n, _ := strconv.Atoi(digits)
	switch field[len(digits):] {
	case feedClock:
		return dates[n].UTC().Format(time.RFC1123Z)
	case siteClock:
		return dates[n].In(w.house.Location()).Format(format.WXRTime)
	case worldTime:
		return dates[n].UTC().Format(format.WXRTime)
	}
	return strconv.Itoa(w.numbers + 1 + n)
}

// free is an item's date, or the first second after it at which no other of
// its title is dated: else the importer would leave one of the two out.
func (w *wxr) free(i *dated) time.Time {
	first := w.keyOf(i, i.at)
	for n := w.dated[first]; ; n++ {
		at := i.at.Add(time.Duration(n) * time.Second)
		if key := w.keyOf(i, at); w.dated[key] == 0 {
			w.dated[key], w.dated[first] = 1, n+1
			return at
		}
	}
}

func (w *wxr) keyOf(i *dated, at time.Time) wxrKey {
	return wxrKey{i.kind, termSlug(i.title), at.In(w.house.Location()).Format(format.WXRTime)}
}

// renamed gives tags and authors another slug where theirs is that of another
// name (C++ and C#): the importer takes what has one slug for one.
func (w *wxr) renamed(p *part) ([]byte, error) {
	data := p.data
	for i, t := range p.terms {
		if t.kind == category { // two sections may be one category on purpose
			continue
		}
		p.terms[i].slug = w.slugOf(t)
		if p.terms[i] == t {
			continue
		}
		old, err := xml.Marshal(wxrNames(t))
		if err != nil {
			return nil, fmt.Errorf("write wxr: %w", err)
		}
		own, err := xml.Marshal(wxrNames(p.terms[i]))
		if err != nil {
			return nil, fmt.Errorf("write wxr: %w", err)
		}
		data = bytes.ReplaceAll(data, old, own)
	}
	return data, nil
}

// slugOf is a term's slug, with a number behind it where another name has it.
func (w *wxr) slugOf(t term) string {
	for n := 1; ; n++ {
		slug := t.slug
		if n > 1 {
			slug += "-" + strconv.Itoa(n)
		}
		at := term{kind: t.kind, slug: slug}
		if whose, taken := w.named[at]; taken && !strings.EqualFold(whose, t.name) {
			continue
		}
		w.named[at] = t.name
		return slug
	}
}

// end writes the file that was filled so far.
func (w *wxr) end() ([]outFile, error) {
	if w.items.Len() == 0 {
		return nil, nil
	}
	w.files++
	file := format.WXRNamespaces()
	file.Channel = format.WXRChannel{
		Title: w.house.Name, Link: w.house.BaseURL, Language: w.house.Language, WXRVersion: "1.2",
		SiteURL: w.house.BaseURL, BlogURL: w.house.BaseURL,
	}
	c := &file.Channel
	for i, t := range w.terms {
		switch t.kind {
		case author:
			c.Authors = append(c.Authors, format.WXRAuthor{ID: i + 1, Login: wxrText(t.slug), Name: wxrText(t.name)})
		case category:
			c.Categories = append(c.Categories, format.WXRCategory{ID: i + 1, Slug: wxrText(t.slug), Name: wxrText(t.name)})
		case tag:
			c.Tags = append(c.Tags, format.WXRTag{ID: i + 1, Slug: wxrText(t.slug), Name: wxrText(t.name)})
		}
	}
	c.Items = unknown // eight megabytes are not copied three times
	frame, err := xml.MarshalIndent(file, "", "\t")
	if err != nil {
		return nil, fmt.Errorf("write wxr: %w", err)
	}
	above, below, _ := bytes.Cut(frame, []byte(unknown))
	data := slices.Concat([]byte(xml.Header), above, []byte("\n"), w.items.Bytes(), below, []byte("\n"))
	w.items.Reset()
	w.terms, w.has = nil, map[term]bool{}
	return []outFile{{path: fmt.Sprintf("data/wordpress/stories-%03d.xml", w.files), kind: "application/xml", data: data}}, nil
}
