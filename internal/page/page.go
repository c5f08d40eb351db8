// Package page makes the reader's page from an article and its Doc: one
// fragment and one style sheet, which the preview shows and the bundle ships,
// so that what an editor sees is what a reader gets. The same input gives the
// same bytes: nothing here looks at a clock.
//
// Only what a reader may see is read from the article. Everything a person
// typed goes through escape or comes from markup, which has escaped it.
package page

import (
	_ "embed"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/markup"
)

// Input is all that a page is made of.
type Input struct {
	Article  *article.Article
	Doc      markup.Doc // of Article.Body
	House    article.House
	Zone     *time.Location                // of the house; nil = it is read anew for this page
	Rules    *Rules                        // of documents; nil = the sheet is cut anew for this one
	Section  desk.Section                  // zero = none
	Trending []Link                        // empty = no list
	Media    func(p article.Picture) Shown // nil, or no URL = a placeholder stands there
}

// File is a picture at one size. Width and Height are 0 where nobody knows.
type File struct {
	URL           string
	Width, Height int
}

// Shown is how a picture stands on a page.
type Shown struct {
	File         // for whoever takes one size only
	Set   []File // in several widths, the narrowest first; empty = there is but the one
	Crops []File // of a lead picture, in the shapes that other sites ask for
}

// Link is one line of the Trending list.
type Link struct {
	Headline string `json:"headline"`
	URL      string `json:"url"`
}

//go:embed style.css
var style string

// Style is the style sheet of every page. All of it hangs on the class
// stet-page and follows from that element's width, not the window's, so that a
// pane of the preview is a phone when it is as narrow as one (decision 022).
// data-theme="light" or "dark" on that element settles the theme; without it
// the reader's system does.
func Style() string { return style }

// Path is where a story lies under the base URL: "<section>/<slug>/". A story
// without a slug lies under its id, one without a section at the top.
func Path(a *article.Article, s desk.Section) string {
	slug := a.Slug
	if slug == "" {
		slug = string(a.ID)
	}
	if slug == "" {
		slug = "story"
	}
	if s.Slug == "" {
		return slug + "/"
	}
	return s.Slug + "/" + slug + "/"
}
