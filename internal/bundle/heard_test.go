package bundle

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"path"
	"strings"
	"testing"
)

// heard is all that a format's files say, as stet.json tells which they are:
// their bytes, and what programs read out of JSON, XML and zips.
func heard(t *testing.T, files map[string]string, format string) string {
	t.Helper()
	x, err := parseIndex([]byte(files[indexPath]))
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, f := range x.Files {
		if f.Format == format {
			hear(t, &said, f.Path, files[f.Path])
		}
	}
	return said.String()
}

func hear(t *testing.T, said *strings.Builder, name, data string) {
	t.Helper()
	said.WriteString(data + "\n")
	switch path.Ext(name) {
	case ".json":
		var v any
		if err := json.Unmarshal([]byte(data), &v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		readJSON(said, v)
	case ".xml":
		readXML(t, said, name, data)
	case ".zip":
		for entry, inside := range unzipped(t, name, data) {
			hear(t, said, entry, inside)
		}
	}
}

func readJSON(said *strings.Builder, v any) {
	switch v := v.(type) {
	case string:
		said.WriteString(v + "\n")
	case []any:
		for _, one := range v {
			readJSON(said, one)
		}
	case map[string]any:
		for _, one := range v {
			readJSON(said, one)
		}
	}
}

// readXML also proves that the file is XML from its first byte to its last.
func readXML(t *testing.T, said *strings.Builder, name, data string) {
	t.Helper()
	if !strings.HasPrefix(data, "<?xml ") {
		t.Errorf("%s does not begin as XML", name)
	}
	for d := xml.NewDecoder(strings.NewReader(data)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch token := token.(type) {
		case xml.CharData:
			said.Write(token)
			said.WriteByte('\n')
		case xml.StartElement:
			for _, a := range token.Attr {
				said.WriteString(a.Value + "\n")
			}
		}
	}
}

// unzipped are the entries of a zip within a bundle, which tells no more than
// they do: no times, no comments, nothing extra.
func unzipped(t *testing.T, name, data string) map[string]string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	entries := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var inside bytes.Buffer
		if _, err := inside.ReadFrom(r); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		entries[f.Name] = inside.String()
		if f.Modified.Year() > 1980 || f.Comment != "" || z.Comment != "" {
			t.Errorf("%s: entry %s says more than its bytes: %v, %q, %q", name, f.Name, f.Modified, f.Comment, z.Comment)
		}
	}
	return entries
}
