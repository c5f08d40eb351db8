package format

import "bytes"

// Ninjs16 is a news item of IPTC ninjs 1.6, the line that most software reads,
// as far as a text story with pictures needs it. Headlines, descriptions and
// bodies are members whose names end in what they are for.
type Ninjs16 struct {
	URI                string `json:"uri"` // absolute
	Type               string `json:"type,omitempty"`
	RepresentationType string `json:"representationtype,omitempty"` // complete, incomplete
	Profile            string `json:"profile,omitempty"`
	Version            string `json:"version,omitempty"`
	FirstCreated       string `json:"firstcreated,omitempty"`
	VersionCreated     string `json:"versioncreated,omitempty"`
	ContentCreated     string `json:"contentcreated,omitempty"`
	Embargoed          string `json:"embargoed,omitempty"`
	PubStatus          string `json:"pubstatus,omitempty"`
	Urgency            int    `json:"urgency,omitempty"`
	CopyrightNotice    string `json:"copyrightnotice,omitempty"`
	UsageTerms         string `json:"usageterms,omitempty"`
	Language           string `json:"language,omitempty"`
	Byline             string `json:"byline,omitempty"`
	Slugline           string `json:"slugline,omitempty"`
	Located            string `json:"located,omitempty"`
	CharCount          int    `json:"charcount,omitempty"`
	WordCount          int    `json:"wordcount,omitempty"`

	Headline         string `json:"headline,omitempty"`
	HeadlineOverline string `json:"headline_overline,omitempty"`
	HeadlineFront    string `json:"headline_front,omitempty"`
	HeadlineSearch   string `json:"headline_search,omitempty"`
	HeadlineSocial   string `json:"headline_social,omitempty"`
	HeadlinePush     string `json:"headline_push,omitempty"`
	HeadlinePrint    string `json:"headline_print,omitempty"`

	Standfirst     string `json:"description_standfirst,omitempty"`
	Summary        string `json:"description_summary,omitempty"`
	Search         string `json:"description_search,omitempty"`
	Social         string `json:"description_social,omitempty"`
	Corrections    string `json:"description_correction,omitempty"` // these four a line each
	Clarifications string `json:"description_clarification,omitempty"`
	Updates        string `json:"description_update,omitempty"`
	Retractions    string `json:"description_retraction,omitempty"`
	Caption        string `json:"description_caption,omitempty"` // these two of a picture
	Alt            string `json:"description_alt,omitempty"`

	BodyHTML     string `json:"body_html,omitempty"`
	BodyText     string `json:"body_text,omitempty"`
	BodyMarkdown string `json:"body_markdown,omitempty"`

	Person       []Concept16            `json:"person,omitempty"`
	Subject      []Concept16            `json:"subject,omitempty"`
	InfoSource   []Concept16            `json:"infosource,omitempty"`
	AltIDs       map[string]string      `json:"altids,omitempty"`
	Renditions   map[string]Rendition16 `json:"renditions,omitempty"`
	Associations map[string]*Ninjs16    `json:"associations,omitempty"`
	Standard     *Standard              `json:"$standard,omitempty"`
}

// Concept16 is a person, a subject or a source.
type Concept16 struct {
	Name string `json:"name,omitempty"`
	Rel  string `json:"rel,omitempty"`
	Code string `json:"code,omitempty"`
}

// Rendition16 is one file of a picture. Href must be absolute.
type Rendition16 struct {
	Href        string `json:"href,omitempty"`
	MimeType    string `json:"mimetype,omitempty"`
	Width       int    `json:"width,omitempty"`
	Height      int    `json:"height,omitempty"`
	SizeInBytes int    `json:"sizeinbytes,omitempty"`
}

// WriteNinjs16 writes a document in the form of [JSON].
func WriteNinjs16(out *bytes.Buffer, n *Ninjs16) error { return JSON(out, n) }
