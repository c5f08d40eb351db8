package page

import (
	"cmp"
	"encoding/json"

	"stet/internal/article"
)

// newsArticle is schema.org's NewsArticle. Fields in this order, so that the
// same story gives the same bytes.
type newsArticle struct {
	Context          string       `json:"@context"`
	Type             string       `json:"@type"`
	ID               string       `json:"@id,omitempty"`
	Identifier       string       `json:"identifier,omitempty"`
	URL              string       `json:"url,omitempty"`
	MainEntityOfPage string       `json:"mainEntityOfPage,omitempty"`
	Headline         string       `json:"headline,omitempty"`
	Alternative      string       `json:"alternativeHeadline,omitempty"` // what fronts call it
	Description      string       `json:"description,omitempty"`
	Abstract         string       `json:"abstract,omitempty"` // what sells it there
	DatePublished    string       `json:"datePublished,omitempty"`
	DateModified     string       `json:"dateModified,omitempty"`
	Author           []party      `json:"author,omitempty"`
	Publisher        *party       `json:"publisher,omitempty"`
	Section          string       `json:"articleSection,omitempty"`
	Keywords         []string     `json:"keywords,omitempty"`
	Language         string       `json:"inLanguage"`
	Words            int          `json:"wordCount,omitempty"`
	Dateline         string       `json:"dateline,omitempty"`
	Image            []image      `json:"image,omitempty"`
	CreditText       string       `json:"creditText,omitempty"`
	Copyright        string       `json:"copyrightNotice,omitempty"`
	Correction       []correction `json:"correction,omitempty"`
	Status           string       `json:"creativeWorkStatus,omitempty"`
	Free             bool         `json:"isAccessibleForFree"`
}

type party struct {
	Type     string `json:"@type"`
	Name     string `json:"name"`
	JobTitle string `json:"jobTitle,omitempty"`
	URL      string `json:"url,omitempty"`
}

type image struct {
	Type    string `json:"@type"`
	URL     string `json:"url"`
	Width   int    `json:"width,omitempty"`
	Height  int    `json:"height,omitempty"`
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"creditText,omitempty"`
}

type correction struct {
	Type string `json:"@type"`
	Text string `json:"text"`
	Date string `json:"datePublished,omitempty"`
}

// linkedData writes the JSON-LD. encoding/json escapes < and >, so no text can
// end the script element.
func (v *view) linkedData(h *writer) {
	n := newsArticle{
		Context: "https://schema.org", Type: "NewsArticle",
		URL: v.url(), MainEntityOfPage: v.url(),
		Headline: v.a.Headlines.Main, Description: v.description(), Alternative: v.a.Headlines.Own(article.Front), Abstract: v.a.TrailText,
		Section: v.section, Keywords: nonEmpty(v.a.Keywords...), Language: v.lang,
		Words: v.in.Doc.Words, Dateline: v.dateline, CreditText: v.a.Credit, Copyright: cmp.Or(v.a.UsageTerms, v.in.Section.UsageTerms), Free: true,
	}
	if v.a.ID != "" {
		n.ID, n.Identifier = v.a.ID.URN(), string(v.a.ID)
	}
	if !v.published.IsZero() {
		n.DatePublished, n.DateModified = v.iso(v.published), v.iso(v.published)
	}
	if !v.modified.IsZero() {
		n.DateModified = v.iso(v.modified)
	}
	for _, name := range v.names() {
		n.Author = append(n.Author, v.party(name))
	}
	if v.in.House.Name != "" {
		n.Publisher = &party{Type: "NewsMediaOrganization", Name: v.in.House.Name, URL: webURL(v.in.House.BaseURL)}
	}
	n.Image = v.leadImages()
	for _, c := range v.a.Notices() {
		if c.Kind != article.Update { // more news is no correction; dateModified says so
			n.Correction = append(n.Correction, v.correctionComment(c))
		}
	}
	if v.a.LastNotice() == article.Retraction {
		n.Status = "Retracted"
	}
	b, err := json.Marshal(n)
	if err != nil { // strings and numbers always marshal
		panic(err)
	}
	h.raw(`<script type="application/ld+json">`, string(b), "</script>\n")
}

// party is a person, unless the byline is the house's or the agency's name.
func (v *view) party(name string) party {
	if name == v.in.House.Name || name == v.a.Source.Service {
		return party{Type: "Organization", Name: name}
	}
	known := v.author(name)
	return party{Type: "Person", Name: name, JobTitle: known.Role, URL: webURL(known.URL)}
}

func (v *view) leadImages() []image {
	var found []image
	p := v.picture(v.a.LeadPicture)
	for _, f := range v.leadFiles() {
		found = append(found, image{Type: "ImageObject", URL: f.URL, Width: f.Width, Height: f.Height, Caption: p.Caption, Credit: p.Credit})
	}
	return found
}

func (v *view) correctionComment(c article.Correction) correction {
	out := correction{Type: "CorrectionComment", Text: c.Text}
	if !c.At.IsZero() {
		out.Date = v.iso(c.At)
	}
	return out
}
