package search

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Field is a part of a story that is searched.
type Field int

// The fields, in the order in which a fragment is looked for.
const (
	Headline  Field = iota // of every channel, and the overline
	Furniture              // standfirst, trail text, descriptions, keywords, captions
	Body
	Note // internal note, queries, proposed headlines
	By   // bylines and authors
	Slug // slug and slugline
	fieldCount
	anywhere Field = -1
)

// String is the field's name in a query and in an answer.
func (f Field) String() string {
	if f < 0 || f >= fieldCount {
		return ""
	}
	return [fieldCount]string{"headline", "furniture", "body", "note", "by", "slug"}[f]
}

// fieldWords are what may stand before a colon.
var fieldWords = map[string]Field{
	"headline": Headline, "title": Headline, "furniture": Furniture, "standfirst": Furniture, "body": Body, "text": Body,
	"note": Note, "notes": Note, "by": By, "author": By, "byline": By, "slug": Slug, "slugline": Slug,
}

// Limits are the filters that a query names: what is told from a story's line
// in the list and not from its words. The search room does not judge them.
type Limits struct {
	Sections, Statuses []Choice
	Before, After      string // a day, as typed; "" = not said
}

// Choice is one value of a filter.
type Choice struct {
	Value string
	Not   bool
}

// Query is what somebody looks for. Every term must be met.
type Query struct {
	Terms  []Term
	Limits Limits
}

// Term is a word, or several that follow each other.
type Term struct {
	Field  Field // anywhere unless it was named
	Words  []string
	Exact  bool // in quotation marks: no other forms of the words
	Prefix bool // the last word may go on
	Not    bool
	parsed []word
	stem   string // of the first word
	key    string // of the words, see keyOf
}

// Errors of a query, which name the thing.
var (
	ErrQuote = errors.New("the quotation mark is not closed")
	ErrField = errors.New("there is no field of this name")
	ErrEmpty = errors.New("there is nothing to look for")
)

// Parse reads a query: words, which must all be there; "a phrase"; -not;
// field:value and field:"a phrase"; word*. The last word may go on, unless
// a space or a quotation mark ends it. While somebody types, what is not
// complete is left out or taken as meant; else it is ErrQuote or ErrEmpty. A
// name that is no field is ErrField in both cases.
func Parse(text string, typing bool) (Query, error) {
	p := parser{rest: text, typing: typing}
	for p.skipSpace(); p.rest != ""; p.skipSpace() {
		if err := p.term(); err != nil {
			return Query{}, err
		}
	}
	if !typing && p.q.Empty() {
		return p.q, ErrEmpty
	}
	return p.q, nil
}

// Empty reports whether nothing is asked for.
func (q *Query) Empty() bool {
	l := &q.Limits
	return len(q.Terms) == 0 && len(l.Sections) == 0 && len(l.Statuses) == 0 && l.Before == "" && l.After == ""
}

type parser struct {
	rest   string
	typing bool
	q      Query
}

func (p *parser) skipSpace() { p.rest = strings.TrimLeftFunc(p.rest, unicode.IsSpace) }

func (p *parser) term() error {
	t := Term{Field: anywhere}
	if cut, ok := strings.CutPrefix(p.rest, "-"); ok {
		t.Not, p.rest = true, cut
	}
	name, value, named := p.name()
	if named {
		p.rest = value
	}
	text, quoted, err := p.value()
	if err != nil {
		return err
	}
	if named {
		return p.field(t, name, text, quoted)
	}
	p.add(t, text, quoted)
	return nil
}

// name is what stands before a colon, if that can be the name of a field: a
// time of day and an address are words.
func (p *parser) name() (name, value string, ok bool) {
	name, value, ok = strings.Cut(p.rest, ":")
	if !ok || name == "" || strings.HasPrefix(value, "//") {
		return "", "", false
	}
	for _, r := range name {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) {
			return "", "", false
		}
	}
	if r, _ := utf8.DecodeRuneInString(value); (value == "" || unicode.IsSpace(r)) && !isName(name) {
		return "", "", false // a colon that ends a word
	}
	return strings.ToLower(name), value, true
}

func isName(name string) bool {
	name = strings.ToLower(name)
	_, field := fieldWords[name]
	return field || name == "section" || name == "status" || name == "before" || name == "after"
}

// value takes a word or what stands in quotation marks.
func (p *parser) value() (text string, quoted bool, err error) {
	open, size := utf8.DecodeRuneInString(p.rest)
	if !isQuote(open) {
		end := strings.IndexFunc(p.rest, unicode.IsSpace)
		if end < 0 {
			end = len(p.rest)
		}
		text, p.rest = p.rest[:end], p.rest[end:]
		return text, false, nil
	}
	p.rest = p.rest[size:]
	end := strings.IndexFunc(p.rest, isQuote)
	if end >= 0 {
		_, size = utf8.DecodeRuneInString(p.rest[end:])
		text, p.rest = p.rest[:end], p.rest[end+size:]
		return text, true, nil
	}
	if !p.typing {
		return "", false, fmt.Errorf("%w: \"%s", ErrQuote, p.rest)
	}
	text, p.rest = p.rest, ""
	return text, false, nil // the phrase goes on: its last word may, too
}

func isQuote(r rune) bool { return strings.ContainsRune("\"“”„«»", r) }

func (p *parser) field(t Term, name, text string, quoted bool) error {
	field, known := fieldWords[name]
	switch {
	case !known && !isName(name):
		return fmt.Errorf("%w: %s", ErrField, name)
	case text == "" && p.typing:
		return nil
	case text == "":
		return fmt.Errorf("%w: after \"%s:\"", ErrEmpty, name)
	case known:
		t.Field = field
		p.add(t, text, quoted)
		return nil
	}
	l := &p.q.Limits
	switch name {
	case "section":
		l.Sections = append(l.Sections, Choice{text, t.Not})
	case "status":
		l.Statuses = append(l.Statuses, Choice{text, t.Not})
	default:
		// Before a day and not after it are the same: see Limits.
		if (name == "before") != t.Not {
			l.Before = text
		} else {
			l.After = text
		}
	}
	return nil
}

func (p *parser) add(t Term, text string, quoted bool) {
	t.parsed = words(text)
	if len(t.parsed) == 0 {
		return // signs alone: nobody can have meant them
	}
	for _, w := range t.parsed {
		t.Words = append(t.Words, w.exact)
	}
	t.stem, t.key = stemOf(t.Words[0]), keyOf(t.parsed)
	t.Exact = quoted
	t.Prefix = !quoted && (p.rest == "" && !t.Not || strings.HasSuffix(text, "*")) && !t.parsed[len(t.parsed)-1].alone
	p.q.Terms = append(p.q.Terms, t)
}
