package format

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Ninjs is a news item of IPTC ninjs 3.1 (News in JSON, 2025), as far as a
// text story with pictures needs it. Member names are the standard's.
// The schema refuses members that it does not know, and only URI is required.
type Ninjs struct {
	URI                string           `json:"uri"` // absolute
	Standard           *Standard        `json:"standard,omitempty"`
	Type               string           `json:"type,omitempty"` // text, picture, ...
	RepresentationType string           `json:"representationType,omitempty"`
	Profile            string           `json:"profile,omitempty"`
	Version            string           `json:"version,omitempty"` // a string, never a number
	FirstCreated       string           `json:"firstCreated,omitempty"`
	VersionCreated     string           `json:"versionCreated,omitempty"`
	ContentCreated     string           `json:"contentCreated,omitempty"`
	EmbargoedUntil     string           `json:"embargoedUntil,omitempty"`
	PubStatus          string           `json:"pubStatus,omitempty"` // usable, withheld, canceled
	Urgency            int              `json:"urgency,omitempty"`   // 1 to 9
	CopyrightHolder    string           `json:"copyrightHolder,omitempty"`
	CopyrightNotice    string           `json:"copyrightNotice,omitempty"`
	UsageTerms         string           `json:"usageTerms,omitempty"`
	EdNote             string           `json:"edNote,omitempty"`
	Language           string           `json:"language,omitempty"`
	Title              string           `json:"title,omitempty"`
	By                 string           `json:"by,omitempty"`
	Slugline           string           `json:"slugline,omitempty"`
	Located            string           `json:"located,omitempty"`
	Headlines          []Text           `json:"headlines,omitempty"`
	Descriptions       []Text           `json:"descriptions,omitempty"`
	Bodies             []Body           `json:"bodies,omitempty"`
	People             []Concept        `json:"people,omitempty"`
	Subjects           []Concept        `json:"subjects,omitempty"`
	InfoSources        []InfoSource     `json:"infoSources,omitempty"`
	AltIDs             []AltID          `json:"altIds,omitempty"`
	Renditions         []Rendition      `json:"renditions,omitempty"`
	Associations       []NinjsAssociate `json:"associations,omitempty"`
}

// NinjsAssociate is an item that belongs to another one, such as a picture;
// Name and URI are required there.
type NinjsAssociate struct {
	Name string `json:"name"`
	Rel  string `json:"rel,omitempty"`
	Ninjs
}

// Standard names the standard and version that a document keeps to.
type Standard struct {
	Name    string `json:"name,omitempty"`
	Version string `json:"version,omitempty"`
	Schema  string `json:"schema,omitempty"`
}

// Ninjs31 is what every document that Stet writes declares.
func Ninjs31() *Standard {
	return &Standard{Name: "ninjs", Version: "3.1", Schema: "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}
}

// Text is a headline or a description in one role.
type Text struct {
	Role        string `json:"role,omitempty"`
	ContentType string `json:"contentType,omitempty"`
	Value       string `json:"value"`
}

// Body is the text of an item in one media type.
type Body struct {
	Role        string `json:"role,omitempty"`
	ContentType string `json:"contentType,omitempty"`
	CharCount   int    `json:"charCount,omitempty"`
	WordCount   int    `json:"wordCount,omitempty"`
	Value       string `json:"value"`
}

// Concept is a person or a subject.
type Concept struct {
	Name    string `json:"name,omitempty"`
	Rel     string `json:"rel,omitempty"`
	URI     string `json:"uri,omitempty"` // absolute
	Literal string `json:"literal,omitempty"`
}

// InfoSource is a party that made, supplied or publishes the content.
type InfoSource struct {
	Name    string `json:"name,omitempty"`
	Role    string `json:"role,omitempty"`
	Literal string `json:"literal,omitempty"`
}

// AltID is another identifier of the item.
type AltID struct {
	Role  string `json:"role,omitempty"`
	Value string `json:"value,omitempty"`
}

// Rendition is one file of a picture. Href must be absolute.
type Rendition struct {
	Name        string `json:"name"`
	Href        string `json:"href,omitempty"`
	ContentType string `json:"contentType,omitempty"`
	Width       int    `json:"width,omitempty"`
	Height      int    `json:"height,omitempty"`
	SizeInBytes int    `json:"sizeInBytes,omitempty"`
	POI         *Point `json:"poi,omitempty"`
}

// Point is the point of interest, in pixels from the top left.
type Point struct {
	X int `json:"x"`
	Y int `json:"y"`
}

// ParseNinjs reads a document. Members that Stet has no use for are passed
// over; a document without a uri, or one that is no JSON object, wraps
// [ErrFormat].
func ParseNinjs(data []byte) (Ninjs, error) {
	var n Ninjs
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if err := json.Unmarshal(data, &n); err != nil {
		return Ninjs{}, fmt.Errorf("read ninjs: %w: %v", ErrFormat, err)
	}
	if n.URI == "" {
		return Ninjs{}, fmt.Errorf("read ninjs: %w: it has no uri", ErrFormat)
	}
	return n, nil
}

// WriteNinjs writes a document in the form of [JSON].
func WriteNinjs(out *bytes.Buffer, n *Ninjs) error { return JSON(out, n) }

// Stamp is a moment as ninjs says it, "" for none.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// DigestURI is the address of bytes by their SHA-256 (RFC 6920), for what has
// no place on the web: digest is lower-case hex. It gives "" for anything else.
func DigestURI(digest string) string {
	sum, err := hex.DecodeString(digest)
	if err != nil || len(sum) != 32 {
		return ""
	}
	return digestScheme + base64.RawURLEncoding.EncodeToString(sum)
}

// ParseDigestURI is the inverse of [DigestURI].
func ParseDigestURI(uri string) (digest string, ok bool) {
	value, ok := strings.CutPrefix(uri, digestScheme)
	if !ok {
		return "", false
	}
	sum, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil || len(sum) != 32 {
		return "", false
	}
	return hex.EncodeToString(sum), true
}

const digestScheme = "ni:///sha-256;"
