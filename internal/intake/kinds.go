package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"stet/internal/article"
)

// Kind says how bytes are to be read.
type Kind string

// The kinds that Read takes.
const (
	Text     Kind = "text"
	Markdown Kind = "markdown"
	HTML     Kind = "html"
	Docx     Kind = "docx"
	Ninjs    Kind = "ninjs"
	NewsML   Kind = "newsml"
	NITF     Kind = "nitf"
	Feed     Kind = "feed" // RSS, Atom, JSON Feed
	WXR      Kind = "wxr"  // WordPress's export
	Ghost    Kind = "ghost"
)

// Kinds in the order a menu shows them.
var Kinds = []Kind{Text, Markdown, HTML, Docx, Ninjs, NewsML, NITF, Feed, WXR, Ghost}

// unread are kinds that have a name and that Read does not take.
var unread = []string{"doc", "odt", "rtf", "pdf", "pages", "epub", "mail", "json", "newsml1", "xml", "bundle"}

// ErrKind: the bytes are of a kind that has a name and is not read yet.
var ErrKind = errors.New("this kind of copy is not read yet")

// KindError names a kind that cannot be read; it is an ErrKind.
type KindError struct {
	Kind string // "docx", "ninjs", ...
}

func (e *KindError) Error() string {
	if e.Kind == "doc" {
		return "a document of Word 97 to 2003 (.doc) is not read"
	}
	if e.Kind == "newsml1" {
		return "NewsML 1 is not read; ask for NewsML-G2"
	}
	return fmt.Sprintf("%s copy is not read yet", e.Kind)
}

// Unwrap makes errors.Is(err, ErrKind) hold.
func (e *KindError) Unwrap() error { return ErrKind }

// ParseKind reads a kind by name. It wraps ErrKind on one that is not read
// yet, and article.ErrValue on a word that names none.
func ParseKind(name string) (Kind, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "rss" || name == "atom" {
		name = string(Feed)
	}
	switch {
	case slices.Contains(Kinds, Kind(name)):
		return Kind(name), nil
	case slices.Contains(unread, name):
		return "", &KindError{Kind: name}
	}
	return "", fmt.Errorf("%w: kind %q is none of %v", article.ErrValue, name, Kinds)
}

// xmlRoot is the name of the first element, behind what may stand above it.
var xmlRoot = regexp.MustCompile(`(?s)^\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*<(?:[\w.-]+:)?([\w.-]+)`)

// xmlKinds are the kinds that a root element says.
var xmlKinds = map[string]string{
	"newsItem": "newsml", "newsMessage": "newsml", "packageItem": "newsml", "NewsML": "newsml1", "nitf": "nitf", "rss": "feed", "feed": "feed", "RDF": "feed", "html": "html",
}

// xmlKind tells XML by its root element; "xml" for one that is not known.
func xmlKind(start []byte) string {
	p := xmlRoot.FindSubmatch(start)
	if p == nil {
		return "xml"
	}
	kind := xmlKinds[string(p[1])]
	switch {
	case kind == "":
		return "xml"
	case kind == "feed" && bytes.Contains(start, []byte("wordpress.org/export/")):
		return "wxr"
	}
	return kind
}

// jsonKind tells ninjs, JSON Feed and Ghost's export by the keys that only they
// have.
func jsonKind(data []byte) string {
	var keys map[string]json.RawMessage
	if json.Unmarshal(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), &keys) != nil {
		return "json"
	}
	switch {
	case bytes.Contains(keys["version"], []byte("jsonfeed.org/version/")):
		return "feed"
	case keys["db"] != nil, keys["meta"] != nil && keys["data"] != nil:
		return "ghost"
	case keys["uri"] == nil && keys["guid"] == nil:
		return "json"
	}
	for key := range keys {
		switch name, _, _ := strings.Cut(strings.ToLower(key), "_"); name {
		case "headline", "headlines", "bodies", "body", "pubstatus", "versioncreated", "representationtype":
			return "ninjs"
		}
	}
	return "json"
}
