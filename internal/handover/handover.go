package handover

import (
	"errors"
	"time"

	"stet/internal/article"
)

// Story is one story with its past, as one desk hands it to another.
type Story struct {
	From     From
	ID       article.ID
	Sections []Section
	Past     []Past // oldest first, none is missing; at least one
	Names    []article.Naming
	Receipts []article.ExportReceipt // oldest first
	Intake   *Intake                 // nil = it was written there
	Pictures []Picture
}

// From says who handed it over.
type From struct {
	Newsroom string `json:"newsroom"`
	By       string `json:"by"`
	Program  string `json:"program"`
}

// Section is one that a revision was in, as that desk calls it.
type Section struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Past is the whole story as it stood at one revision.
type Past struct {
	Revision article.Revision `json:"revision"`
	Story    article.Article  `json:"story"`
}

// Intake is what an import made of the copy.
type Intake struct {
	Rev     int64           `json:"rev"`
	Receipt article.Receipt `json:"receipt"`
}

// Picture is an original; its id is the SHA-256 of its bytes.
type Picture struct {
	ID   string
	Type string // media type, "" = no revision says
	Data []byte
}

// Newest is the story as it stands.
func (s *Story) Newest() *article.Article { return &s.Past[len(s.Past)-1].Story }

// SectionName is what a revision's section is called, "" = nobody says.
func (s *Story) SectionName(id string) string {
	for _, section := range s.Sections {
		if section.ID == id {
			return section.Name
		}
	}
	return ""
}

// Errors of a file that is read.
var (
	ErrRefused = errors.New("this is no hand-over that can be taken") // the error is a *Refusal
	ErrNewer   = errors.New("a newer Stet wrote this hand-over")
)

// Refusal says which entry is to blame, and why.
type Refusal struct{ Entry, Why string }

func (r *Refusal) Error() string { return r.Entry + ": " + r.Why }

// Is makes errors.Is(err, ErrRefused) hold.
func (r *Refusal) Is(target error) bool { return target == ErrRefused }

// The entries of a file.
const (
	readmeName   = "NOT-FOR-PUBLICATION.txt"
	manifestName = "hand-over.json"
	historyName  = "history.json"
	bodyName     = "body.md"
	namesName    = "names.json"
	exportsName  = "exports.json"
	intakeName   = "intake.json"
	pictureDir   = "pictures/"
)

const (
	format  = "stet-hand-over"
	version = 1
)

// manifest is hand-over.json.
type manifest struct {
	Format            string    `json:"format"`
	Version           int       `json:"version"`
	NotForPublication bool      `json:"notForPublication"`
	From              From      `json:"from"`
	Story             about     `json:"story"`
	Sections          []Section `json:"sections"`
	Files             []entry   `json:"files"`
}

type about struct {
	ID       article.ID `json:"id"`
	Rev      int64      `json:"rev"`
	Slugline string     `json:"slugline"`
	Headline string     `json:"headline"`
	Updated  time.Time  `json:"updated"`
}

type entry struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}
