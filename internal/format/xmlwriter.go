package format

import (
	"bytes"
	"encoding/xml"
)

// xmlWriter writes the frame of a feed by hand, four spaces in.
type xmlWriter struct{ bytes.Buffer }

func (w *xmlWriter) raw(markup string) { w.WriteString(markup) }

func (w *xmlWriter) text(s string) { _ = xml.EscapeText(&w.Buffer, []byte(XMLText(s))) } // a buffer takes all

// element writes nothing for no text.
func (w *xmlWriter) element(name, text string) {
	if text == "" {
		return
	}
	w.raw("    <" + name + ">")
	w.text(text)
	w.raw("</" + name + ">\n")
}
