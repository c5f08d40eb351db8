package intake

import (
	"bytes"
	"encoding/json"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
)

// said is what a document says, whatever it is written in: a member of JSON, or
// an element or attribute of XML. What nobody reads of it is named in the
// receipt.
type said struct {
	key   string // as written; of an attribute with "@" ahead of it
	text  string
	kids  []*said
	el    *format.Element // XML
	read  bool
	parts bool // its parts are asked for one by one, and named one by one
}

// jsonSaid reads a JSON document, whose members keep their order.
func jsonSaid(data []byte) (*said, error) {
	data, err := format.SoundJSON(data)
	if err != nil {
		return nil, err
	}
	in := json.NewDecoder(bytes.NewReader(data))
	in.UseNumber()
	root := &said{}
	err = root.fill(in)
	return root, err
}

// fill reads one value. The document is sound, so that errors are none of its.
func (s *said) fill(in *json.Decoder) error {
	t, err := in.Token()
	if err != nil {
		return err
	}
	switch t := t.(type) {
	case string:
		s.text = t
	case json.Number:
		s.text = t.String()
	case bool:
		s.text = map[bool]string{true: "true", false: "false"}[t]
	case json.Delim:
		return s.fillAll(in, t == '{')
	}
	return nil
}

func (s *said) fillAll(in *json.Decoder, members bool) error {
	for in.More() {
		kid := &said{}
		if members {
			key, err := in.Token()
			if err != nil {
				return err
			}
			kid.key, _ = key.(string)
		}
		if err := kid.fill(in); err != nil {
			return err
		}
		s.kids = append(s.kids, kid)
	}
	_, err := in.Token()
	return err
}

// xmlSaid is an element as what it says.
func xmlSaid(e *format.Element) *said {
	s := &said{key: e.Name.Local, el: e}
	for _, a := range e.Attr {
		s.kids = append(s.kids, &said{key: "@" + a.Name.Local, text: a.Value})
	}
	for _, k := range e.Kids {
		if k.Name.Local == "" {
			s.text += k.Text
		} else {
			s.kids = append(s.kids, xmlSaid(k))
		}
	}
	return s
}

// at is the first part of one of these names, in any case; never nil.
func (s *said) at(names ...string) *said {
	for _, name := range names {
		for _, k := range s.kids {
			if strings.EqualFold(k.key, name) {
				return k
			}
		}
	}
	return &said{}
}

// inside is [said.at], for a part whose own parts are named one by one.
func (s *said) inside(name string) *said {
	k := s.at(name)
	k.parts = true
	return k
}

// all are the parts of that name.
func (s *said) all(name string) []*said {
	found := []*said{}
	for _, k := range s.kids {
		if strings.EqualFold(k.key, name) {
			found = append(found, k)
		}
	}
	return found
}

// list are the entries of a list of JSON, which are named one by one.
func (s *said) list(name string) []*said {
	l := s.at(name)
	l.parts = true
	return l.kids
}

// words is what a part says, in one line; it counts as read.
func (s *said) words() string { return article.OneLine(s.whole()) }

// whole is what a part says as it stands; it counts as read.
func (s *said) whole() string {
	s.read = true
	if s.el != nil {
		return s.el.Words()
	}
	return s.text
}

// attr is an attribute's value, or a member's.
func (s *said) attr(names ...string) string {
	for _, name := range names {
		if k := s.at("@"+name, name); k.text != "" {
			return k.words()
		}
	}
	return ""
}

// pass marks parts that say nothing of the story: how the document is written.
func (s *said) pass(names ...string) {
	for _, name := range names {
		for _, k := range s.all(name) {
			k.read = true
		}
	}
}

// heard reports whether somebody read the part or one within it.
func (s *said) heard() bool {
	if s.read {
		return true
	}
	for _, k := range s.kids {
		if k.heard() {
			return true
		}
	}
	return false
}

// left names the parts that nobody read, in the order of the document.
func (s *said) left(note func(text string)) {
	for _, k := range s.kids {
		switch {
		case k.parts:
			k.left(note)
		case k.heard() || strings.HasPrefix(k.key, "@"):
		default:
			if text := k.flat(); text != "" {
				note(strings.TrimPrefix(firstOf(k.key, s.key)+": "+text, ": "))
			}
		}
	}
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// flat is all that a part says, in one line.
func (s *said) flat() string {
	said := []string{article.OneLine(s.text)}
	for _, k := range s.kids {
		if text := k.flat(); text != "" {
			if key := strings.TrimPrefix(k.key, "@"); key != "" && key != "name" && key != "value" {
				text = key + " " + text
			}
			said = append(said, text)
		}
	}
	return strings.TrimSpace(strings.Join(said, " "))
}
