package format

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// What a document may hold. Feeds and wire items are far below; a document made
// to fill the memory is not.
const (
	MaxXML      = 64 << 20 // bytes
	xmlDepth    = 256
	xmlElements = 1_000_000
	xmlAttr     = 1 << 20 // bytes of one attribute
	xmlAttrs    = 1000    // of one element
)

// Element is an element of a document, or a piece of its text (Name is zero).
// Names carry the namespace's address, never a prefix.
type Element struct {
	Name xml.Name
	Attr []xml.Attr
	Kids []*Element
	Text string
}

// ReadXML reads a document that anybody may have written. Nothing outside of it
// is ever opened, and what two readers could take differently is refused whole,
// with the line: declared entities, a second root or text behind the first,
// undeclared prefixes, an attribute named twice, characters that XML forbids,
// depth and size without end. notes say what was done to read it (another
// encoding, HTML's names of characters). It wraps ErrFormat.
func ReadXML(data []byte) (root *Element, notes []string, err error) {
	if len(data) > MaxXML {
		return nil, nil, fmt.Errorf("%w: more than %d MB", ErrFormat, MaxXML>>20)
	}
	text, encoding, err := decodeXML(data)
	if err != nil {
		return nil, nil, err
	}
	if encoding != "" {
		notes = append(notes, "The document came in "+encoding+" and was turned into UTF-8.")
	}
	if at := forbiddenReference(text); at >= 0 {
		line := 1 + bytes.Count(text[:at], []byte("\n"))
		return nil, nil, fmt.Errorf("%w: line %d names a character that there is not", ErrFormat, line)
	}
	g := newGuard(text)
	if err := g.run(); err != nil {
		line, _ := g.in.InputPos()
		return nil, nil, fmt.Errorf("%w: line %d: %s", ErrFormat, line, plainSyntax(err))
	}
	if name := htmlName(text); name != "" {
		notes = append(notes, "Characters are written by their HTML names, such as &"+name+";, which XML has not.")
	}
	return g.root, notes, nil
}

// plainSyntax is a parser's complaint without the line that stands ahead of it.
func plainSyntax(err error) string {
	if s, ok := err.(*xml.SyntaxError); ok {
		return s.Msg
	}
	return err.Error()
}

// guard builds the tree, and refuses what encoding/xml lets pass.
type guard struct {
	in       *xml.Decoder
	root     *Element
	open     []*Element
	names    []xml.Name          // of the open elements, as written
	spaces   []map[string]string // prefixes that the open elements declare
	elements int
}

func newGuard(text []byte) *guard {
	g := &guard{in: xml.NewDecoder(bytes.NewReader(text))}
	g.in.Entity = xml.HTMLEntity
	g.in.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	return g
}

func (g *guard) run() error {
	for {
		t, err := g.in.RawToken()
		if err == io.EOF {
			return g.ended()
		}
		if err != nil {
			return err
		}
		if err := g.take(t); err != nil {
			return err
		}
	}
}

func (g *guard) ended() error {
	switch {
	case len(g.open) > 0:
		return fmt.Errorf("<%s> is not closed", g.names[len(g.names)-1].Local)
	case g.root == nil:
		return fmt.Errorf("it has no element")
	}
	return nil
}

func (g *guard) take(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		return g.start(t)
	case xml.EndElement:
		return g.end(t.Name)
	case xml.CharData:
		return g.text(string(t))
	case xml.Directive:
		return g.directive(t)
	}
	return nil // comments and instructions: a style sheet is not fetched
}

// directive lets the name of a document type pass, which is never fetched.
func (g *guard) directive(t xml.Directive) error {
	word, _, _ := strings.Cut(strings.TrimSpace(string(t)), " ")
	switch {
	case !strings.EqualFold(word, "DOCTYPE") || bytes.ContainsAny(t, "[<"):
		return fmt.Errorf("it declares entities or a document type of its own; such documents are not read")
	case g.root != nil:
		return fmt.Errorf("a document type stands within it")
	}
	return nil
}

func (g *guard) text(text string) error {
	if len(g.open) == 0 {
		if strings.Trim(text, " \t\r\n\uFEFF") != "" {
			return fmt.Errorf("text stands outside of the root element")
		}
		return nil
	}
	top := g.open[len(g.open)-1]
	if n := len(top.Kids); n > 0 && top.Kids[n-1].Name.Local == "" {
		top.Kids[n-1].Text += text // a comment or the edge of a CDATA section parted it
		return nil
	}
	top.Kids = append(top.Kids, &Element{Text: text})
	return nil
}

func (g *guard) start(t xml.StartElement) error {
	if g.elements++; g.elements > xmlElements {
		return fmt.Errorf("it has more than %d elements", xmlElements)
	}
	switch {
	case len(g.open) == 0 && g.root != nil:
		return fmt.Errorf("a second root, <%s>, follows the first", t.Name.Local)
	case len(g.open) == xmlDepth:
		return fmt.Errorf("elements lie more than %d deep", xmlDepth)
	case len(t.Attr) > xmlAttrs:
		return fmt.Errorf("<%s> has more than %d attributes", t.Name.Local, xmlAttrs)
	}
	g.names, g.spaces = append(g.names, t.Name), append(g.spaces, declared(t.Attr))
	e := &Element{}
	var err error
	if e.Name, err = g.named(t.Name, true); err != nil {
		return err
	}
	if e.Attr, err = g.attributes(t); err != nil {
		return err
	}
	if len(g.open) == 0 {
		g.root = e
	} else {
		top := g.open[len(g.open)-1]
		top.Kids = append(top.Kids, e)
	}
	g.open = append(g.open, e)
	return nil
}

func (g *guard) attributes(t xml.StartElement) ([]xml.Attr, error) {
	attrs := make([]xml.Attr, 0, len(t.Attr))
	seen := map[xml.Name]bool{}
	for _, a := range t.Attr {
		if len(a.Value) > xmlAttr {
			return nil, fmt.Errorf("attribute %s of <%s> is longer than %d bytes", a.Name.Local, t.Name.Local, xmlAttr)
		}
		name, err := g.named(a.Name, false)
		if err != nil {
			return nil, err
		}
		if seen[name] {
			return nil, fmt.Errorf("<%s> has the attribute %s twice", t.Name.Local, a.Name.Local)
		}
		seen[name] = true
		if a.Name.Space != "xmlns" && a.Name != (xml.Name{Local: "xmlns"}) {
			attrs = append(attrs, xml.Attr{Name: name, Value: a.Value})
		}
	}
	return attrs, nil
}

func (g *guard) end(name xml.Name) error {
	last := len(g.open) - 1
	if last < 0 || g.names[last] != name {
		return fmt.Errorf("</%s> closes nothing", name.Local)
	}
	g.open, g.names, g.spaces = g.open[:last], g.names[:last], g.spaces[:last]
	return nil
}

// declared are the prefixes that an element declares, "" being the default; nil
// = none.
func declared(attrs []xml.Attr) map[string]string {
	var spaces map[string]string
	for _, a := range attrs {
		prefix := a.Name.Local
		switch {
		case a.Name.Space == "xmlns":
		case a.Name == (xml.Name{Local: "xmlns"}):
			prefix = ""
		default:
			continue
		}
		if spaces == nil {
			spaces = map[string]string{}
		}
		spaces[prefix] = a.Value
	}
	return spaces
}

const xmlSpace = "http://www.w3.org/XML/1998/namespace"

// named puts a namespace in place of a prefix. Attributes have no default one.
func (g *guard) named(n xml.Name, element bool) (xml.Name, error) {
	switch {
	case n.Space == "xml":
		return xml.Name{Space: xmlSpace, Local: n.Local}, nil
	case n.Space == "xmlns" && !element, n.Space == "" && !element:
		return n, nil
	}
	for _, spaces := range slices.Backward(g.spaces) {
		if space, ok := spaces[n.Space]; ok {
			return xml.Name{Space: space, Local: n.Local}, nil
		}
	}
	if n.Space != "" {
		return n, fmt.Errorf("the prefix of %s:%s is not declared", n.Space, n.Local)
	}
	return n, nil
}

// Get is an attribute's value by its local name; "" where it is not there.
func (e *Element) Get(name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// Is reports whether an element has this local name and one of these
// namespaces; none given = any.
func (e *Element) Is(local string, spaces ...string) bool {
	return e.Name.Local == local && (len(spaces) == 0 || slices.Contains(spaces, e.Name.Space))
}

// Each are the children of that name.
func (e *Element) Each(local string, spaces ...string) []*Element {
	var found []*Element
	for _, k := range e.Kids {
		if k.Is(local, spaces...) {
			found = append(found, k)
		}
	}
	return found
}

// Kid is the first child of that name; never nil, so that paths can be asked.
func (e *Element) Kid(local string, spaces ...string) *Element {
	for _, k := range e.Kids {
		if k.Is(local, spaces...) {
			return k
		}
	}
	return &Element{}
}

// Words are all the text within an element, as it stands.
func (e *Element) Words() string {
	if e.Name.Local == "" {
		return e.Text
	}
	var b strings.Builder
	e.words(&b)
	return b.String()
}

func (e *Element) words(b *strings.Builder) {
	b.WriteString(e.Text)
	for _, k := range e.Kids {
		k.words(b)
	}
}

// Markup is what an element holds as markup again, without prefixes: XHTML in
// it reads as HTML.
func (e *Element) Markup() string {
	var b strings.Builder
	for _, k := range e.Kids {
		k.markup(&b)
	}
	return b.String()
}

func (e *Element) markup(b *strings.Builder) {
	if e.Name.Local == "" {
		escapeText(b, e.Text)
		return
	}
	b.WriteString("<" + e.Name.Local)
	for _, a := range e.Attr {
		b.WriteString(" " + a.Name.Local + `="`)
		escapeText(b, a.Value)
		b.WriteByte('"')
	}
	if len(e.Kids) == 0 && slices.Contains(voidElements, e.Name.Local) {
		b.WriteString(">")
		return
	}
	b.WriteByte('>')
	for _, k := range e.Kids {
		k.markup(b)
	}
	b.WriteString("</" + e.Name.Local + ">")
}

// voidElements are those of HTML that have no end.
var voidElements = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

func escapeText(b *strings.Builder, text string) {
	_, _ = textEscapes.WriteString(b, text) // a strings.Builder takes all
}

var textEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
