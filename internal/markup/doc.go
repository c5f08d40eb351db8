// Package markup is the Stet Markdown dialect: source in, Doc out. It is the
// only place that sets goldmark up and the only importer of it; everybody else
// gets a Doc and never a syntax tree.
//
// Two engines stand between a source and a page, both allowlists: the writer
// here can only produce the elements of the table in sanitise.go, and what it
// wrote is proved against that table before it leaves. docs/format.md says the
// dialect exactly.
package markup

import (
	"time"

	"stet/internal/article"
)

// Doc is what one body says. All spans are bytes in the source that was
// given, on rune borders. Lists are never nil.
type Doc struct {
	HTML   string  // safe fragment: the blocks, joined by "\n"
	Blocks []Block // one per top-level element of HTML, in order
	// Text is the copy a reader sees, blocks parted by a blank line, without
	// what the renderer adds: list numbers, footnote numbers, the host line of
	// a link card, the words of a missing picture.
	Text string
	Counts
	Outline []Heading
	Links   []Link
	Refused []Link  // links that ship as plain text, since their URL is not allowed
	Stray   []Stray // ascending; what is typed and not on the page as it was meant
	Images  []Image
	Marks   []Mark
	TKs     []article.Span
	Cells   []article.Span // cells of tables that hold a TK, ascending
	Unknown []Container

	runs   []run // where Text came from
	origin origins
}

// Block is one top-level element. Its Span is the source lines it came from;
// spans ascend and do not overlap.
type Block struct {
	article.Span
	Kind Kind   `json:"kind"`
	HTML string `json:"html"`
}

// Kind says what a block is.
type Kind string

// The kinds of block.
const (
	Paragraph  Kind = "paragraph"
	Crosshead  Kind = "crosshead"
	Quote      Kind = "quote"
	List       Kind = "list"
	Figure     Kind = "figure"
	Table      Kind = "table"
	Rule       Kind = "rule"
	Code       Kind = "code"
	PullQuote  Kind = "pullquote"
	FactBox    Kind = "factbox"
	Correction Kind = "correction"
	Embed      Kind = "embed"
	Footnotes  Kind = "footnotes"
	Box        Kind = "box" // a container that Stet does not know
)

// Heading is a crosshead. Level is 2 (## or #) to 4.
type Heading struct {
	Level int    `json:"level"`
	Text  string `json:"text"`
	ID    string `json:"id"` // of the element, for links within the page
	article.Span
}

// Link is one link. URL is as it ships; of a refused link as typed.
type Link struct {
	URL  string `json:"url"`
	Text string `json:"text"`
	article.Span
}

// Image is one picture. Texts typed in the body win over the picture's own.
type Image struct {
	ID      string `json:"id"`            // "" when the source does not name media/ID
	URL     string `json:"url,omitempty"` // as typed, when it is not media/ID
	Alt     string `json:"alt"`
	Caption string `json:"caption"`
	Credit  string `json:"credit"`
	Missing bool   `json:"missing"`
	article.Span
}

// Mark is an editor's mark on a passage; it never ships. Kind is "cq", "stet"
// or "query"; a comment that says none of these is a query. Note is what
// follows the name, if anything. Replies stand right behind a query.
type Mark struct {
	Kind    string    `json:"kind"`
	Passage string    `json:"passage"` // as a reader sees it
	Who     string    `json:"who"`
	Whom    string    `json:"whom,omitempty"` // who is asked; "" = the story's writer
	At      time.Time `json:"at,omitzero" ts_type:"string"`
	Note    string    `json:"note,omitempty"`
	Replies []Reply   `json:"replies,omitempty"`
	article.Span
}

// Reply is what was said to a query, the earliest first. Kind is "answer", or
// "reopen" where an answer did not do.
type Reply struct {
	Kind string    `json:"kind"`
	Who  string    `json:"who"`
	At   time.Time `json:"at,omitzero" ts_type:"string"`
	Note string    `json:"note,omitempty"`
}

// Open reports a query that nobody has answered, or whose answer did not do.
func (m Mark) Open() bool {
	return m.Kind == Query && (len(m.Replies) == 0 || m.Replies[len(m.Replies)-1].Kind == Reopen)
}

// OpenQueries counts the questions in the body that nobody has answered.
func (d *Doc) OpenQueries() int {
	open := 0
	for _, m := range d.Marks {
		if m.Open() {
			open++
		}
	}
	return open
}

// Container is a ::: container whose name Stet does not know. It ships as a
// plain box with its content.
type Container struct {
	Name string `json:"name"`
	article.Span
}
