package intake

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"stet/internal/archive"
)

// What a document may hold. Word's own files are far below.
const (
	maxPart     = 32 << 20 // bytes of one part that is text
	maxMedia    = 64 << 20 // bytes of one picture
	maxElements = 1_000_000
	maxDepth    = 250
)

// node is an element of a part, or a piece of its text (name "").
type node struct {
	name string // without its namespace: transitional and strict documents differ in it
	attr []xml.Attr
	kids []*node
	text string
}

func (n *node) get(key string) string {
	for _, a := range n.attr {
		if a.Name.Local == key {
			return a.Value
		}
	}
	return ""
}

// kid is the first child of that name; never nil, so that paths can be asked.
func (n *node) kid(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return &node{}
}

// val is the value of a child that says one thing.
func (n *node) val(name string) string { return n.kid(name).get("val") }

// on reports whether a switch is set: there, and not said to be off.
func (n *node) on(name string) (on, said bool) {
	k := n.kid(name)
	if k.name == "" {
		return false, false
	}
	v := k.get("val")
	return v != "0" && v != "false" && v != "off" && v != "none", true
}

// all calls do for every element below n of one of these names, and does not
// look inside those.
func (n *node) all(do func(*node), names ...string) {
	for _, k := range n.kids {
		found := false
		for _, name := range names {
			found = found || k.name == name
		}
		if found {
			do(k)
		} else {
			k.all(do, names...)
		}
	}
}

// related is what a part's relationship leads to.
type related struct {
	kind     string // "image", "hyperlink", "footnotes", ...
	target   string // a name in the archive; of an external one, the address
	external bool
}

// document is a .docx file that was opened.
type document struct {
	tree     *archive.Tree
	elements int // that are left to be read
}

func openDocument(data []byte) (*document, error) {
	if locked(data) {
		return nil, ErrLocked
	}
	tree, err := archive.OpenZip(bytes.NewReader(data), int64(len(data)), archive.Limits{File: maxMedia})
	if err != nil {
		return nil, asDocument(err)
	}
	return &document{tree: tree, elements: maxElements}, nil
}

// asDocument names what is wrong with the file in words that an editor has.
func asDocument(err error) error {
	if errors.Is(err, archive.ErrLimit) {
		return fmt.Errorf("%w: %v", ErrTooLarge, err)
	}
	return fmt.Errorf("%w: %v", ErrDocument, err)
}

// bytes reads one file of the archive.
func (d *document) bytes(name string, most int64) ([]byte, bool, error) {
	f, ok := d.tree.Find(name)
	if !ok {
		return nil, false, nil
	}
	if f.Size > most {
		return nil, true, fmt.Errorf("%w: %s in it is over %d MB", ErrTooLarge, path.Base(name), most>>20)
	}
	r, err := f.Open()
	if err != nil {
		return nil, true, asDocument(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, true, asDocument(err)
	}
	return data, true, nil
}

// part reads a part as a tree; nil = there is none.
func (d *document) part(name string) (*node, error) {
	data, ok, err := d.bytes(name, maxPart)
	if err != nil || !ok {
		return nil, err
	}
	return d.parse(data)
}

// parse reads XML. There are no entities but XML's own, and no document types:
// a bomb needs one.
func (d *document) parse(data []byte) (*node, error) {
	x := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))))
	x.CharsetReader = func(label string, _ io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("the encoding %s", label)
	}
	root := &node{}
	open := []*node{root}
	for {
		token, err := x.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %v", ErrDocument, err)
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if d.elements--; d.elements < 0 || len(open) > maxDepth {
				return nil, fmt.Errorf("%w: it has too many parts, or parts within parts", ErrTooLarge)
			}
			n := &node{name: t.Name.Local, attr: t.Copy().Attr}
			top.kids = append(top.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(top.kids) == 0 || strings.TrimSpace(string(t)) != "" {
				top.kids = append(top.kids, &node{text: string(t)})
			}
		case xml.Directive:
			return nil, fmt.Errorf("%w: it declares a document type", ErrDocument)
		}
	}
	for _, k := range root.kids {
		if k.name != "" {
			return k, nil
		}
	}
	return nil, fmt.Errorf("%w: an empty part", ErrDocument)
}

// relations are those of a part, by their ids.
func (d *document) relations(name string) (map[string]related, error) {
	folder, file := path.Split(name)
	root, err := d.part(folder + "_rels/" + file + ".rels")
	found := map[string]related{}
	if err != nil || root == nil {
		return found, err
	}
	for _, n := range root.kids {
		r := related{kind: path.Base(n.get("Type")), target: n.get("Target"), external: n.get("TargetMode") == "External"}
		if !r.external {
			if strings.HasPrefix(r.target, "/") {
				r.target = strings.TrimPrefix(path.Clean(r.target), "/")
			} else {
				r.target = path.Join(folder, r.target)
			}
		}
		found[n.get("Id")] = r
	}
	return found, nil
}

// main names the part that holds the text.
func (d *document) main() (string, error) {
	rels, err := d.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if r.kind == "officeDocument" && !r.external {
			return r.target, nil
		}
	}
	return "word/document.xml", nil
}
