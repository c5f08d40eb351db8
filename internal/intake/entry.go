package intake

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"

	"stet/internal/article"
)

// entry is one story of a feed or of an export, on its way to one here. What
// its file says by name is not looked for in the text.
type entry struct {
	options   Options
	article   article.Article
	html      string // the text
	receipt   article.Receipt
	pictures  []inlinePicture
	internal  []string                                     // lines of the internal note
	own       bool                                         // the copy is a whole page of Stet's, which names its parts
	sells     []pagePart                                   // what a page says to sites, which may be its standfirst once more
	described func(address string) (article.Picture, bool) // what the file says of a picture that its text shows; nil = nothing
	offered   map[string]bool                              // addresses of pictures that the file named apart from the text
}

func newEntry(o Options) *entry { return &entry{options: o, offered: map[string]bool{}} }

// set fills a field with words that stood by themselves. What a field cannot
// hold is named.
func (e *entry) set(field, text string) {
	text = article.OneLine(text)
	if text == "" {
		return
	}
	f, err := article.FieldAt(field)
	if err == nil {
		err = f.Set(&e.article, text)
	}
	if err != nil {
		e.drop(text, "It is no value for "+field+".")
		return
	}
	e.receipt.Kept += countWords(text)
}

func (e *entry) drop(text, why string) {
	if text = article.OneLine(text); text != "" {
		e.receipt.Dropped = append(e.receipt.Dropped, article.Note{Text: text, Why: why})
	}
}

func (e *entry) changed(text, why, field string) {
	e.receipt.Changed = append(e.receipt.Changed, article.Note{Text: article.OneLine(text), Why: why, Field: field})
}

// note keeps what the desk should know and readers never see.
func (e *entry) note(text, why string) {
	if text = article.OneLine(text); text != "" {
		e.internal = append(e.internal, text)
		e.receipt.Moved = append(e.receipt.Moved, article.Note{Text: text, Why: why, Field: fieldNote})
	}
}

// names adds bylines or keywords, each once.
func (e *entry) names(list *[]string, name string) {
	name = article.OneLine(name)
	for _, known := range *list {
		if strings.EqualFold(known, name) {
			return
		}
	}
	if name != "" && len(*list) >= mostOfList {
		e.drop(name, tooMany)
	} else if name != "" {
		*list = append(*list, name)
		e.receipt.Kept += countWords(name)
	}
}

// place puts the story into the section that a category names; a story is in
// one, so further categories become keywords.
func (e *entry) place(category string) {
	category = article.OneLine(category)
	switch {
	case category == "" || strings.EqualFold(category, e.article.Section):
	case e.article.Section == "":
		e.article.Section = category
		e.receipt.Kept += countWords(category)
	default:
		e.names(&e.article.Keywords, category)
		e.receipt.Moved = append(e.receipt.Moved, article.Note{Text: category, Why: "A story is in one section; this one became a keyword.", Field: fieldKeywords})
	}
}

// at reads a date; one that cannot be read for certain is named.
func (e *entry) at(to *time.Time, text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	t, ok := feedTime(text, e.options.Zone)
	if !ok {
		e.drop(text, "Not a date that exists, or one that can be read in two ways.")
		return
	}
	*to = t
}

// lead makes a picture that a file names apart from the text the lead.
func (e *entry) lead(address string, p article.Picture) {
	if strings.TrimSpace(address) == "" || e.article.LeadPicture != "" || e.offered[address] {
		return
	}
	e.offered[address] = true
	id, ok := e.take(address, p)
	if ok {
		e.article.LeadPicture = id
	}
}

// take brings a picture along that lies beside the copy; others are named and
// never fetched.
func (e *entry) take(address string, p article.Picture) (id string, ok bool) {
	data, name, found := e.options.besides(address)
	if !found {
		e.changed(cmp.Or(p.Alt, p.Caption, address), notFetched, fieldPictures)
		return "", false
	}
	p.Type, p.Width, p.Height = pictureKind(data)
	if p.Type == "" {
		e.changed(name, "A picture that is no JPEG, PNG, GIF or WebP, or is damaged: it was left out.", fieldPictures)
		return "", false
	}
	p.ID = digest(data)
	p.Alt, p.Caption, p.Credit, p.Rights = article.OneLine(p.Alt), article.OneLine(p.Caption), article.OneLine(p.Credit), article.OneLine(p.Rights)
	e.receipt.Kept += countWords(p.Alt) + countWords(p.Caption) + countWords(p.Credit) + countWords(p.Rights)
	e.pictures = append(e.pictures, inlinePicture{p, data, address})
	return p.ID, true
}

const notFetched = "A picture stood here. It is not in the copy, and nothing is fetched: save it as a file, then insert it."

// result reads the text and puts the story together.
func (e *entry) result() (Result, error) {
	c, err := decode([]byte(e.html), e.options)
	if err != nil {
		return Result{}, err
	}
	if len(c.text) > MaxSize {
		return Result{}, fmt.Errorf("%w: %d bytes; at most %d are taken in at once", ErrTooLarge, len(c.text), MaxSize)
	}
	c.exact, c.pictures = true, e.pictures
	s := &story{notes: c.notes, options: e.options}
	if strings.TrimSpace(c.text) != "" {
		s.lines, s.notes = htmlLines(&c, 1), nil
		e.furnish(c.told)
		e.notices(c.corrections)
		e.pageFacts(&c)
	}
	body := s.assemble()
	a := e.article
	e.describe(c.pictures)
	a.Body, a.InternalNote = body.Article.Body, strings.Join(e.internal, "\n")
	if a.Body == "" && a.Headlines.Main == "" && a.Standfirst == "" {
		return Result{}, ErrEmpty
	}
	r := e.receipt
	r.Kept += body.Receipt.Kept
	r.Changed = append(append([]article.Note{}, c.notes...), r.Changed...)
	r.Dropped = append(append([]article.Note{}, r.Dropped...), body.Receipt.Dropped...)
	r.Moved = append(append([]article.Note{}, r.Moved...), body.Receipt.Moved...)
	res := Result{Article: a, Receipt: r}
	res.show(c.pictures)
	setLanguage(&res.Article, c.text, e.options)
	res.Article.Normalize()
	return res, nil
}

// describe gives pictures the words that the file has for them elsewhere.
func (e *entry) describe(pictures []inlinePicture) {
	if e.described == nil {
		return
	}
	for i := range pictures {
		p := &pictures[i]
		said, found := e.described(p.address)
		if !found {
			continue
		}
		p.Alt, p.Caption, p.Credit, p.Rights = cmp.Or(p.Alt, said.Alt), cmp.Or(p.Caption, said.Caption), cmp.Or(p.Credit, said.Credit), cmp.Or(p.Rights, said.Rights)
	}
}

// notices are those that stood in the text, where the file has no list of them.
func (e *entry) notices(list []article.Correction) {
	if len(e.article.Corrections) > 0 {
		return
	}
	e.article.Corrections = list
	for _, c := range list {
		e.receipt.Kept += countWords(c.Text)
	}
}

// furnish takes the parts of a page of Stet's that stand in its text, where the
// file does not say them by name.
func (e *entry) furnish(told []pagePart) {
	told = append(told, e.sells...)
	for _, t := range told {
		if strings.HasSuffix(t.field, "Description") && t.text == e.article.Standfirst {
			continue // said for want of another
		}
		f, err := article.FieldAt(t.field)
		switch {
		case t.field == fieldSection:
			e.place(t.text)
			continue
		case err != nil:
			continue
		}
		switch f.Get(&e.article) {
		case "":
			e.set(t.field, t.text)
			if e.own {
				continue
			}
			e.receipt.Moved = append(e.receipt.Moved, article.Note{Text: t.text, Why: "It stood in the text as a part of the page.", Field: t.field})
			e.receipt.Kept -= countWords(t.text)
		case t.text:
		default:
			e.drop(t.text, "The field "+t.field+" is filled already.")
		}
	}
}

// entryTag is what an HTML title may hold; other angle brackets are words.
var entryTag = regexp.MustCompile(`(?i)</?(?:a|b|i|u|s|em|strong|span|cite|q|code|small|sup|sub|br|p|div|img|font|mark|abbr)\b[^<>]*>`)

var entrySign = regexp.MustCompile(`&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,24});`)

// plainHTML is text that may be HTML, as most feeds write titles, in one line.
func plainHTML(text string) string {
	if entryTag.MatchString(text) {
		return plainMarkup(text)
	}
	if entrySign.MatchString(text) {
		text = html.UnescapeString(text)
	}
	return article.OneLine(text)
}

// plainMarkup is the words of HTML in one line.
func plainMarkup(source string) string {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return article.OneLine(source)
	}
	return article.OneLine(visible(root))
}
