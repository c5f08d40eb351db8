package intake

import (
	"bytes"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"
)

// extensions of file names. A kind that Read does not take is named by the
// error, so that an editor knows what was brought.
var extensions = map[string]string{
	".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown",
	".html": "html", ".htm": "html", ".xhtml": "html",
	".docx": "docx", ".docm": "docx", ".dotx": "docx", ".dot": "doc", ".doc": "doc", ".odt": "odt", ".rtf": "rtf", ".pdf": "pdf", ".pages": "pages",
	".json": "json", ".ninjs": "ninjs", ".xml": "xml", ".nitf": "nitf", ".wxr": "wxr", ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".eml": "mail", ".zip": "bundle", ".epub": "epub",
}

// signatures are how files of a kind begin, whatever they are called.
var signatures = []struct{ start, kind string }{
	{"%PDF-", "pdf"}, {"{\\rtf", "rtf"}, {"\xD0\xCF\x11\xE0", "doc"}, {"\x89PNG", "picture"}, {"\xFF\xD8\xFF", "picture"}, {"GIF8", "picture"},
	{"\x1f\x8b", "gzip"}, {"7z\xBC\xAF", "7z"}, {"RIFF", "media"}, {"\x00\x00\x00\x18ftyp", "media"}, {"\x00\x00\x00\x20ftyp", "media"}, {"ID3", "media"}, {"\x7fELF", "program"},
}

var htmlStart = regexp.MustCompile(`(?is)^\s*(?:<!doctype html|<\?xml[^>]*\?>\s*<!doctype html|<(?:html|head|body|meta|p|div|span|h[1-6]|article|section|main|table|ul|ol|b|a|!--)[\s>/-])`)

// feedStart begins a feed that does not say that it is XML.
var feedStart = regexp.MustCompile(`^\s*<(?:rss|feed|rdf:RDF)[\s>]`)

// Detect tells the kind of copy from its name and its first bytes. name may
// be "" or "-" for copy that has none (a paste, a pipe): then only HTML and
// front matter are told from text. It wraps ErrKind and names a kind that is
// not read yet.
func Detect(name string, data []byte) (Kind, error) {
	switch kind := packed(name, data); {
	case kind == "doc" && locked(data):
		return "", ErrLocked
	case kind == string(Docx):
		return Docx, nil
	case kind != "":
		return "", &KindError{Kind: kind}
	}
	start := bytes.TrimPrefix(data[:min(len(data), 4096)], []byte("\xEF\xBB\xBF"))
	switch kind := extensions[strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/")))]; kind {
	case "":
	case "json":
		return ParseKind(jsonKind(data))
	case "xml":
		return ParseKind(xmlKind(start))
	default:
		return ParseKind(kind)
	}
	switch {
	case htmlStart.Match(start):
		return HTML, nil
	case bytes.HasPrefix(start, []byte("---\n")), bytes.HasPrefix(start, []byte("---\r\n")):
		return sniffMatter(data), nil
	case bytes.HasPrefix(start, []byte("<?xml")), feedStart.Match(start), xmlKind(start) == string(NewsML), xmlKind(start) == string(NITF):
		return ParseKind(xmlKind(start))
	case bytes.HasPrefix(bytes.TrimSpace(start), []byte("{")):
		if kind := jsonKind(data); kind != "json" {
			return ParseKind(kind)
		}
	case looksBinary(start):
		return "", &KindError{Kind: "binary"}
	}
	return Text, nil
}

// lockedStream is how Office names the contents of a file with a password, in
// UTF-16.
const lockedStream = "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"

// locked holds for a document that is encrypted with a password.
func locked(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")) && bytes.Contains(data, []byte(lockedStream))
}

// packed names a kind by its signature; "" = none.
func packed(name string, data []byte) string {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		if kind := extensions[strings.ToLower(path.Ext(name))]; kind == "docx" || kind == "odt" || kind == "pages" || kind == "epub" {
			return kind
		}
		if bytes.Contains(data[:min(len(data), 64<<10)], []byte("word/")) {
			return "docx"
		}
		return "bundle"
	}
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.start)) {
			return s.kind
		}
	}
	return ""
}

// sniffMatter tells front matter from a text that opens with a rule.
func sniffMatter(data []byte) Kind {
	text := lineEnds.Replace(strings.TrimPrefix(string(data), "\uFEFF"))
	if matter, _ := cutFrontMatter(text); matter != "" && strings.Contains(matter, ":") {
		return Markdown
	}
	return Text
}

// looksBinary holds for bytes that are no text in any encoding that is read:
// not UTF-16, and one in ten a control character.
func looksBinary(start []byte) bool {
	if order, _ := guessUTF16(start); order != nil || utf8.Valid(start) || bytes.HasPrefix(start, []byte{0xFF, 0xFE}) || bytes.HasPrefix(start, []byte{0xFE, 0xFF}) {
		return false
	}
	controls := 0
	for _, b := range start {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' {
			controls++
		}
	}
	return controls*10 > len(start)
}
