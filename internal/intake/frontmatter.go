package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"stet/internal/article"
)

// Front matter is small: what is larger, or deeper, is not written by people.
const (
	matterSize  = 64 << 10
	matterDepth = 8
)

// cutFrontMatter parts "---", YAML, "---" at the very start from the body.
// matter is "" where there is none. Other languages ("---js", "+++") are
// never front matter: they stay in the body, where they can be seen.
func cutFrontMatter(text string) (matter, body string) {
	rest, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return "", text
	}
	for at := 0; at < len(rest); {
		line, _, _ := strings.Cut(rest[at:], "\n")
		end := min(len(rest), at+len(line)+1)
		if line = strings.TrimRight(line, " \t"); line == "---" || line == "..." {
			if strings.TrimSpace(rest[:at]) == "" {
				return "", text
			}
			return rest[:at], strings.TrimLeft(rest[end:], "\n")
		}
		at = end
	}
	return "", text
}

// matterReader reads front matter into a story's fields, and keeps account of
// what it could not place.
type matterReader struct {
	*story
	kept           int
	dropped, moved []article.Note

	entry     *entry                     // pictures that lie beside the copy
	described map[string]article.Picture // what a site says of them, by name
	leadName  string
	own       bool // a story of Stet's as a site has it
}

func newMatterReader(o Options) *matterReader {
	return &matterReader{story: &story{options: o}, entry: newEntry(o), described: map[string]article.Picture{}}
}

// read fills fields from YAML; false = the text is no YAML mapping. Values are
// taken as they are written: "no" is a word, 0123 keeps its zero, tags are
// not followed. Aliases are refused with ErrFrontMatter, since they are how a
// small text becomes a large one.
func (f *matterReader) read(matter string) (bool, error) {
	if len(matter) > matterSize {
		return false, fmt.Errorf("%w: %d bytes; at most %d", ErrFrontMatter, len(matter), matterSize)
	}
	m := parseMatter(matter)
	if m == nil {
		return false, nil
	}
	if err := safeNode(m, 0); err != nil {
		return false, err
	}
	f.readMap(m)
	return true, nil
}

// readTOML is [matterReader.read] for TOML.
func (f *matterReader) readTOML(matter string) bool {
	m := parseTOML(matter)
	if m != nil {
		f.readMap(m)
	}
	return m != nil
}

// parseMatter is nil for what is no YAML mapping. A node tree keeps aliases as
// they are written; nothing is expanded.
func parseMatter(matter string) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(matter), &doc); err != nil || len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	return doc.Content[0]
}

func safeNode(n *yaml.Node, depth int) error {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		return fmt.Errorf("%w: line %d uses a YAML alias; write the value out", ErrFrontMatter, n.Line)
	case depth > matterDepth:
		return fmt.Errorf("%w: line %d is nested deeper than %d", ErrFrontMatter, n.Line, matterDepth)
	}
	for _, child := range n.Content {
		if err := safeNode(child, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// readMap takes keys that are Stet's own first, so that an alias never takes
// a field that is named outright.
func (f *matterReader) readMap(m *yaml.Node) {
	f.readParams(m)
	for _, own := range []bool{true, false} {
		for i := 0; i+1 < len(m.Content); i += 2 {
			key, value := m.Content[i], m.Content[i+1]
			if isOwnKey(key.Value, value) == own {
				f.readKey(key.Value, value)
			}
		}
	}
}

// readParams takes what stands under our own names in a site's front matter: it
// says more than the site's.
func (f *matterReader) readParams(m *yaml.Node) {
	if p := kid(m, "params"); p.Kind == yaml.MappingNode {
		f.params(p)
	}
	if d := kid(m, "publishDate"); f.own && d.Kind == yaml.ScalarNode {
		f.article.Embargo = &article.Embargo{Zone: "UTC"}
		if f.setTime(&f.article.Embargo.At, d.Value) != nil || f.article.Embargo.At.IsZero() {
			f.article.Embargo.Said, f.article.Flag = article.OneLine(d.Value), article.Hold
		}
	}
}

// nested are own keys whose value is a mapping of fields.
var nested = []string{"headlines", "embargo", "source"}

func isOwnKey(key string, value *yaml.Node) bool {
	if key == "authors" {
		return hasMaps(value)
	}
	_, err := article.FieldAt(key)
	return err == nil || slices.Contains(nested, key) || slices.Contains([]string{"id", "rev", "section", "created", "updated"}, key)
}

func hasMaps(n *yaml.Node) bool {
	return n.Kind == yaml.SequenceNode && len(n.Content) > 0 && n.Content[0].Kind == yaml.MappingNode
}

// readKey places one key, or names it in the receipt.
func (f *matterReader) readKey(key string, value *yaml.Node) {
	err := f.place(key, value)
	if err != nil {
		f.dropped = append(f.dropped, article.Note{Text: article.OneLine(key + ": " + flat(value)), Why: asSentence(err)})
		return
	}
	f.kept += countWords(flat(value))
}

// asSentence is an error as an editor reads it.
func asSentence(err error) string {
	first, size := utf8.DecodeRuneInString(err.Error())
	return string(unicode.ToUpper(first)) + err.Error()[size:] + "."
}

func (f *matterReader) place(key string, value *yaml.Node) error {
	a := &f.article
	switch {
	case key == "id":
		id, err := article.ParseID(flat(value))
		if err != nil {
			return errors.New("not a story's id")
		}
		a.ID = id
		return nil
	case key == "rev":
		n, err := strconv.ParseInt(flat(value), 10, 64)
		if err != nil || n < 0 {
			return errors.New("not a revision's number")
		}
		a.Rev = n
		return nil
	case key == "section":
		a.Section = article.OneLine(flat(value))
		return nil
	case key == "created":
		return f.setTime(&a.Created, flat(value))
	case key == "updated":
		return f.setTime(&a.Updated, flat(value))
	case key == "embargo":
		return f.setEmbargo(value)
	case key == "authors" && hasMaps(value):
		return f.setAuthors(value)
	case slices.Contains(nested, key) && value.Kind == yaml.MappingNode:
		return f.placeNested(key, value)
	}
	if _, err := article.FieldAt(key); err == nil && key != "authors" {
		return f.setField(key, value)
	}
	if placed, err := f.placeSite(key, value); placed {
		return err
	}
	return f.placeAlias(strings.ToLower(key), value)
}

func (f *matterReader) placeNested(key string, value *yaml.Node) error {
	for i := 0; i+1 < len(value.Content); i += 2 {
		name, v := value.Content[i].Value, value.Content[i+1]
		path := key + "." + name
		field, err := article.FieldAt(path)
		if err == nil {
			err = field.Set(&f.article, flat(v))
		}
		if err != nil {
			f.dropped = append(f.dropped, article.Note{Text: article.OneLine(path + ": " + flat(v)), Why: "Stet has no place for this, or it cannot hold this value."})
		}
	}
	return nil
}

func (f *matterReader) setField(path string, value *yaml.Node) error {
	field, err := article.FieldAt(path)
	if err != nil {
		return err
	}
	switch a := &f.article; path {
	case "bylines":
		a.Bylines = items(value)
		return nil
	case "keywords":
		a.Keywords = items(value)
		return nil
	case "oldSlugs":
		return field.Set(a, strings.Join(items(value), "; "))
	case "legal.state":
		return errors.New("a file cannot say that a lawyer has read the story")
	case "body":
		return errors.New("the body stands under the front matter")
	case "deadline":
		return f.setTime(&a.Deadline, flat(value))
	case "firstPublished":
		return f.setTime(&a.FirstPublished, flat(value))
	case "lastPublished":
		return f.setTime(&a.LastPublished, flat(value))
	case "pictures", "queries", "options", "corrections", "moreSources":
		return field.Set(a, asJSON(value))
	}
	if value.Kind != yaml.ScalarNode {
		return errors.New("one value is wanted here, not a list")
	}
	return field.Set(&f.article, value.Value)
}

// aliases are names that other programs give to our fields. They fill only
// fields that are still empty.
var aliases = map[string]string{
	"title": "headlines.main", "headline": "headlines.main", "kicker": "overline", "eyebrow": "overline",
	"dek": "standfirst", "deck": "standfirst", "subtitle": "standfirst", "summary": "standfirst", "description": "standfirst", "excerpt": "standfirst", "subheadline": "standfirst",
	"author": "bylines", "authors": "bylines", "by": "bylines", "byline": "bylines",
	"tags": "keywords", "lang": "language", "locale": "language",
	"date": "firstPublished", "published": "firstPublished", "publishdate": "firstPublished", "pubdate": "firstPublished",
	"lastmod": "lastPublished", "modified": "lastPublished",
	"category": fieldSection, "categories": fieldSection,
}

func (f *matterReader) placeAlias(key string, value *yaml.Node) error {
	path, ok := aliases[key]
	if !ok {
		return errors.New("no field of Stet has this name")
	}
	if path == fieldSection {
		return f.placeSection(value)
	}
	field, err := article.FieldAt(path)
	if err != nil {
		return err
	}
	switch has := field.Get(&f.article); {
	case has == "":
	case has == article.OneLine(flat(value)), f.own && f.again(key):
		return nil // said twice
	case key == "description" && f.article.SearchDescription == "":
		return f.setField("searchDescription", value)
	default:
		return fmt.Errorf("the field %s is filled already", path)
	}
	return f.setField(path, value)
}

// placeSection takes the first category; a story is in one section.
func (f *matterReader) placeSection(value *yaml.Node) error {
	names := items(value)
	if f.article.Section != "" || len(names) == 0 {
		return errors.New("the section is filled already")
	}
	f.article.Section = names[0]
	for _, more := range names[1:] {
		f.dropped = append(f.dropped, article.Note{Text: more, Why: "A story is in one section."})
	}
	return nil
}

func (f *matterReader) setTime(at *time.Time, text string) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		*at = t.UTC()
		return nil
	}
	m, ok := parseMoment(text, f.options.Zone)
	if !ok {
		return errors.New("not a date that exists, or one that can be read in two ways")
	}
	*at = m.at
	return nil
}

// setEmbargo takes the mapping that a bundle writes, or one line. An embargo
// whose instant cannot be read holds the story.
func (f *matterReader) setEmbargo(value *yaml.Node) error {
	e := &article.Embargo{}
	if value.Kind == yaml.MappingNode {
		if err := json.Unmarshal([]byte(asJSON(value)), e); err != nil {
			e.Said = article.OneLine(flat(value))
		}
	} else if parsed, err := article.ParseEmbargo(flat(value)); err != nil {
		e.Said = article.OneLine(flat(value))
	} else if e = parsed; e == nil {
		return nil
	}
	e.At = e.At.UTC()
	f.article.Embargo = e
	if e.At.IsZero() {
		f.article.Flag = article.Hold
	}
	return nil
}

func (f *matterReader) setAuthors(value *yaml.Node) error {
	var authors []article.Author
	if err := json.Unmarshal([]byte(asJSON(value)), &authors); err != nil {
		return errors.New("not a list of authors")
	}
	f.article.Authors = authors
	if len(f.article.Bylines) == 0 {
		for _, author := range authors {
			f.article.Bylines = append(f.article.Bylines, article.OneLine(author.Name))
		}
	}
	return nil
}

// items are the scalar values of a list; one scalar is cut at ";" as
// everywhere in Stet.
func items(n *yaml.Node) []string {
	if n.Kind == yaml.ScalarNode {
		return splitNames(n.Value, ";")
	}
	list := []string{}
	for _, child := range n.Content {
		if text := article.OneLine(flat(child)); text != "" {
			list = append(list, text)
		}
	}
	return list
}

// flat is all that a value says, as one text.
func flat(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		if n.Tag == "!!null" {
			return ""
		}
		return n.Value
	}
	parts := []string{}
	for i, child := range n.Content {
		text := flat(child)
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			text += ":"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}

// asJSON is a value as JSON, every scalar a string but for whole numbers and
// booleans that are written plainly.
func asJSON(n *yaml.Node) string {
	b, err := json.Marshal(jsonValue(n))
	if err != nil {
		return "null"
	}
	return string(b)
}

func jsonValue(n *yaml.Node) any {
	switch n.Kind {
	case yaml.SequenceNode:
		list := []any{}
		for _, child := range n.Content {
			list = append(list, jsonValue(child))
		}
		return list
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = jsonValue(n.Content[i+1])
		}
		return m
	}
	if n.Tag == "!!int" && n.Style == 0 {
		return json.Number(strconv.Itoa(number(n.Value)))
	}
	return article.OneLine(n.Value)
}

// again holds for what a site says once more of a story of ours, in its own
// words: its dates and its description follow from fields that were read.
func (f *matterReader) again(key string) bool {
	return key == "date" || key == "publishdate" || key == "description" || key == "summary" || key == "lastmod"
}
