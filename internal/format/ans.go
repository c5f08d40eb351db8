package format

import (
	"bytes"
	"encoding/base32"
)

// ANSVersion is that of the schemas, which each object names.
const ANSVersion = "0.10.12"

// ANS is a story in Arc XP's native format (ANS 0.10.12), as far as a text
// story with pictures needs it.
type ANS struct {
	Type            string            `json:"type"` // story
	ID              string            `json:"_id"`
	Version         string            `json:"version"`
	Language        string            `json:"language,omitempty"`
	CanonicalURL    string            `json:"canonical_url,omitempty"` // from the site's top
	CanonicalSite   string            `json:"canonical_website,omitempty"`
	CreatedDate     string            `json:"created_date,omitempty"`
	LastUpdatedDate string            `json:"last_updated_date,omitempty"`
	FirstPublished  string            `json:"first_publish_date,omitempty"`
	DisplayDate     string            `json:"display_date,omitempty"`
	Location        string            `json:"location,omitempty"`
	Status          string            `json:"status,omitempty"`
	Headlines       map[string]string `json:"headlines"`
	Subheadlines    map[string]string `json:"subheadlines,omitempty"`
	Description     map[string]string `json:"description,omitempty"`
	Label           *ANSLabel         `json:"label,omitempty"`
	Credits         *ANSCredits       `json:"credits,omitempty"`
	Taxonomy        *ANSTaxonomy      `json:"taxonomy,omitempty"`

	Sites        map[string]ANSSite `json:"websites,omitempty"`
	Slug         string             `json:"slug,omitempty"` // the desk's name of the story
	Owner        *ANSOwner          `json:"owner,omitempty"`
	Source       *ANSSource         `json:"source,omitempty"`
	Planning     *ANSPlanning       `json:"planning,omitempty"`
	Restrictions *ANSRestrictions   `json:"content_restrictions,omitempty"`
	PromoItems   *ANSPromo          `json:"promo_items,omitempty"`
	Elements     []ANSElement       `json:"content_elements"`
	Corrections  []ANSElement       `json:"corrections,omitempty"`
	More         map[string]string  `json:"additional_properties,omitempty"`
}

// ANSLabel is the line above a headline.
type ANSLabel struct {
	Basic ANSLabelText `json:"basic"`
}

// ANSLabelText is a label's words.
type ANSLabelText struct {
	Text string `json:"text"`
}

// ANSCredits are who made something.
type ANSCredits struct {
	By []ANSAuthor `json:"by"`
}

// ANSAuthor is a person by name.
type ANSAuthor struct {
	Type string `json:"type"` // author
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
	Slug string `json:"slug,omitempty"`
	Role string `json:"role,omitempty"`
}

// ANSTaxonomy is where a story is found.
type ANSTaxonomy struct {
	Tags           []ANSTag     `json:"tags,omitempty"`
	PrimarySection *ANSSection  `json:"primary_section,omitempty"`
	Sections       []ANSSection `json:"sections,omitempty"`
	SEOKeywords    []string     `json:"seo_keywords,omitempty"`
}

// ANSTag is a tag.
type ANSTag struct {
	Text string `json:"text"`
	Slug string `json:"slug,omitempty"`
}

// ANSSection is a section whose id is its path, or a reference to one.
type ANSSection struct {
	Type     string       `json:"type"` // section, reference
	Version  string       `json:"version,omitempty"`
	ID       string       `json:"_id,omitempty"`
	Name     string       `json:"name,omitempty"`
	Path     string       `json:"path,omitempty"`
	Referent *ANSReferent `json:"referent,omitempty"`
}

// ANSReferent is what a reference leads to.
type ANSReferent struct {
	Type    string `json:"type"` // section
	ID      string `json:"id"`
	Website string `json:"website,omitempty"`
}

// ANSReferenceTo leads to a section that Arc has.
func ANSReferenceTo(site, path string) ANSSection {
	return ANSSection{Type: "reference", Referent: &ANSReferent{Type: "section", ID: path, Website: site}}
}

// ANSSite is a story on one site.
type ANSSite struct {
	Section ANSSection `json:"website_section"`
}

// ANSOwner is whose story it is.
type ANSOwner struct {
	Name string `json:"name"`
}

// ANSSource is where a story came from.
type ANSSource struct {
	ID     string `json:"source_id,omitempty"`
	Type   string `json:"source_type,omitempty"` // staff, wires
	Name   string `json:"name,omitempty"`
	System string `json:"system,omitempty"`
}

// ANSPlanning is when a story is to go.
type ANSPlanning struct {
	Scheduling ANSScheduling `json:"scheduling"`
}

// ANSScheduling has moments in RFC 3339.
type ANSScheduling struct {
	Scheduled string `json:"scheduled_publish_date,omitempty"`
}

// ANSRestrictions say when a story may not be used.
type ANSRestrictions struct {
	Embargo ANSEmbargo `json:"embargo"`
}

// ANSEmbargo without an end holds for good.
type ANSEmbargo struct {
	Active bool   `json:"active"`
	End    string `json:"end_time,omitempty"`
}

// ANSPromo is what stands for a story elsewhere.
type ANSPromo struct {
	Basic *ANSElement `json:"basic"`
}

// ANSElement is one element of a story: text, header, list, quote, image,
// table, divider, code, interstitial_link, element_group, correction or
// raw_html, each with some of the members.
type ANSElement struct {
	Type           string            `json:"type"`
	Version        string            `json:"version,omitempty"` // of an image
	ID             string            `json:"_id,omitempty"`
	Subtype        string            `json:"subtype,omitempty"`
	Alignment      string            `json:"alignment,omitempty"` // left, center, right
	Content        *string           `json:"content,omitempty"`   // HTML, but for code
	Language       *string           `json:"language,omitempty"`  // of code
	Level          int               `json:"level,omitempty"`
	ListType       string            `json:"list_type,omitempty"` // ordered, unordered
	Items          []ANSElement      `json:"items,omitzero"`
	Elements       []ANSElement      `json:"content_elements,omitzero"`
	Citation       *ANSElement       `json:"citation,omitempty"`
	URL            string            `json:"url,omitempty"`
	Description    *ANSElement       `json:"description,omitempty"`
	Header         []ANSElement      `json:"header,omitempty"`
	Rows           [][]ANSElement    `json:"rows,omitzero"`
	CorrectionType string            `json:"correction_type,omitempty"`
	Text           string            `json:"text,omitempty"` // of a correction
	Caption        string            `json:"caption,omitempty"`
	AltText        string            `json:"alt_text,omitempty"`
	Credits        *ANSCredits       `json:"credits,omitempty"`
	Width          int               `json:"width,omitempty"`
	Height         int               `json:"height,omitempty"`
	More           map[string]string `json:"additional_properties,omitempty"`
}

// ANSID is an id as Arc writes them, 26 letters and digits, of 16 bytes.
func ANSID(key [16]byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(key[:])
}

// WriteANS writes a story in the form of [JSON].
func WriteANS(out *bytes.Buffer, a *ANS) error { return JSON(out, a) }
