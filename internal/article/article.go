package article

import "time"

// Article is one story as it stands at one revision. Body is Stet Markdown
// with LF line ends (docs/format.md); all other texts are plain, one line.
// Times are UTC.
type Article struct {
	ID  ID    `json:"id"`
	Rev int64 `json:"rev"` // the revision this value was read at; 0 = never stored

	// SectionID decides which section the story is in ("" = none). Section is
	// that section's name when the article was read; storing ignores it.
	SectionID string `json:"sectionId,omitempty"`
	Section   string `json:"section,omitempty"`

	Overline   string    `json:"overline,omitempty"`
	Headlines  Headlines `json:"headlines"`
	Standfirst string    `json:"standfirst,omitempty"`
	Bylines    []string  `json:"bylines"`
	Authors    []Author  `json:"authors,omitempty"` // what is known of the people in Bylines
	Dateline   string    `json:"dateline,omitempty"`
	TrailText  string    `json:"trailText,omitempty"`

	SearchDescription string   `json:"searchDescription,omitempty"`
	SocialDescription string   `json:"socialDescription,omitempty"`
	Keywords          []string `json:"keywords"`
	Slug              string   `json:"slug,omitempty"`     // URL part, [a-z0-9-]
	OldSlugs          []string `json:"oldSlugs,omitempty"` // those that it went out with before, kept as redirects
	Slugline          string   `json:"slugline,omitempty"` // the desk's working name, typed or from the wire, never derived

	LeadPicture string    `json:"leadPicture,omitempty"` // a Picture.ID
	Pictures    []Picture `json:"pictures,omitempty"`

	Body string `json:"body"`

	Status             Status    `json:"status"`
	Flag               Flag      `json:"flag,omitempty"`
	Assignee           string    `json:"assignee,omitempty"`
	Deadline           time.Time `json:"deadline,omitzero" ts_type:"string"`
	CommissionedLength int       `json:"commissionedLength,omitempty"` // words
	NoLength           string    `json:"noLength,omitempty"`           // why no length was asked for
	BudgetLine         string    `json:"budgetLine,omitempty"`
	Urgency            int       `json:"urgency,omitempty"` // 1 (most) to 9, 0 = not said
	Embargo            *Embargo  `json:"embargo,omitempty"`

	Source      Source   `json:"source,omitzero"`
	MoreSources []Source `json:"moreSources,omitempty"` // of stories that were merged into this one
	Credit      string   `json:"credit,omitempty"`
	UsageTerms  string   `json:"usageTerms,omitempty"`
	Legal       Legal    `json:"legal,omitzero"`

	Language  string    `json:"language,omitempty"` // BCP 47
	Direction Direction `json:"direction,omitempty"`

	// These never leave the building.
	InternalNote string   `json:"internalNote,omitempty"`
	Queries      []Query  `json:"queries,omitempty"`
	Options      []Option `json:"options,omitempty"`

	// MergedInto is the story that this one has become part of, "" = none.
	MergedInto ID `json:"mergedInto,omitempty"`

	FirstPublished time.Time    `json:"firstPublished,omitzero" ts_type:"string"`
	LastPublished  time.Time    `json:"lastPublished,omitzero" ts_type:"string"`
	Corrections    []Correction `json:"corrections,omitempty"`

	Created time.Time `json:"created" ts_type:"string"`
	Updated time.Time `json:"updated" ts_type:"string"` // when revision Rev was made
	Trashed bool      `json:"trashed,omitempty"`

	Merge *OpenMerge `json:"merge,omitempty"` // nil = nothing is left open; never leaves the building
}

// Author is what is known of one person in the bylines, matched by Name.
type Author struct {
	Name  string `json:"name"`
	Role  string `json:"role,omitempty"`
	URL   string `json:"url,omitempty"`
	Email string `json:"email,omitempty"` // internal: never in a bundle
}

// Source is where wire copy came from. Service and Key together find the
// story again when the same item comes a second time.
type Source struct {
	Service string `json:"service,omitempty"` // agency or feed
	Key     string `json:"key,omitempty"`     // the item's id there
	Version string `json:"version,omitempty"`
}

// Query is a question to the writer about a passage.
type Query struct {
	Text   string    `json:"text"`
	By     string    `json:"by,omitempty"`
	At     time.Time `json:"at,omitzero" ts_type:"string"`
	Answer string    `json:"answer,omitempty"`
}
