package intake

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"stet/internal/article"
)

// readOwnPage reads a page of Stet's, whose parts are named, so that nothing has
// to be guessed; false = it is none.
func readOwnPage(kind Kind, c *clean, o Options) (Result, bool) {
	if kind != HTML || !strings.Contains(c.text, `<div class="stet-page`) {
		return Result{}, false
	}
	return readStetPage(c, o)
}

// pageData is what a page of Stet's tells programs of its story.
type pageData struct {
	Headline    string   `json:"headline"`
	Alternative string   `json:"alternativeHeadline"`
	Description string   `json:"description"`
	Abstract    string   `json:"abstract"`
	Published   string   `json:"datePublished"`
	Modified    string   `json:"dateModified"`
	Section     string   `json:"articleSection"`
	Keywords    []string `json:"keywords"`
	Language    string   `json:"inLanguage"`
	Dateline    string   `json:"dateline"`
	Credit      string   `json:"creditText"`
	ID          string   `json:"@id"`
	Authors     []struct {
		Name string `json:"name"`
		Role string `json:"jobTitle"`
		URL  string `json:"url"`
	} `json:"author"`
}

// readStetPage reads a page that Stet wrote, full or light.
func readStetPage(c *clean, o Options) (Result, bool) {
	root := parseTree(c.text)
	if root == nil {
		return Result{}, false
	}
	e := newEntry(o)
	e.receipt.Changed = append(e.receipt.Changed, c.notes...)
	e.html, e.own = c.text, true
	p := readPageData(root)
	e.set("headlines.main", p.Headline)
	e.set("headlines.front", p.Alternative)
	e.set("trailText", p.Abstract)
	e.place(p.Section)
	for _, a := range p.Authors {
		e.names(&e.article.Bylines, a.Name)
		if a.Role+a.URL != "" {
			e.article.Authors = append(e.article.Authors, article.Author{Name: article.OneLine(a.Name), Role: article.OneLine(a.Role), URL: article.OneLine(a.URL)})
		}
	}
	for _, k := range p.Keywords {
		e.names(&e.article.Keywords, k)
	}
	e.set("dateline", p.Dateline)
	e.set("credit", p.Credit)
	e.at(&e.article.FirstPublished, p.Published)
	if e.at(&e.article.LastPublished, p.Modified); !e.article.LastPublished.After(e.article.FirstPublished) {
		e.article.LastPublished = time.Time{}
	}
	e.language(p.Language)
	e.from("", p.ID)
	e.pageHead(root)
	res, err := e.result()
	return res, err == nil
}

func readPageData(root *html.Node) (p pageData) {
	for _, script := range eachOf(root, atom.Script) {
		if attr(script, "type") == "application/ld+json" && script.FirstChild != nil {
			_ = soundJSON([]byte(script.FirstChild.Data), &p) // a light page has none, and its parts say as much
		}
	}
	return p
}

// pageHead takes what stands in a page's head and differs from what the page
// shows: there a field of its own was filled.
func (e *entry) pageHead(root *html.Node) {
	main := e.article.Headlines.Main
	if title := descendant(root, atom.Title); title != nil && visibleTitle(title) != main {
		e.set("headlines.search", visibleTitle(title))
	}
	for _, m := range eachOf(root, atom.Meta) {
		switch content := article.OneLine(attr(m, "content")); {
		case attr(m, "property") == "og:title" && content != main:
			e.set("headlines.social", content)
		case attr(m, "name") == "description":
			e.sells = append(e.sells, pagePart{"searchDescription", content})
		case attr(m, "property") == "og:description":
			e.sells = append(e.sells, pagePart{"socialDescription", content})
		}
	}
	if n := descendant(root, atom.Html); n != nil {
		e.language(attr(n, "lang"))
		if dir := article.Direction(attr(n, "dir")); dir == article.LTR || dir == article.RTL {
			e.article.Direction = dir
		}
	}
}

func visibleTitle(n *html.Node) string {
	if n.FirstChild == nil {
		return ""
	}
	return article.OneLine(n.FirstChild.Data)
}

// byline reads the people that a page of Stet's names.
func (r *htmlReader) byline(n *html.Node) {
	for _, span := range eachOf(n, atom.Span) {
		classes := strings.Fields(attr(span, "class"))
		switch last := len(r.clean.people) - 1; {
		case slices.Contains(classes, "story-author"):
			a := article.Author{Name: visible(span)}
			if link := descendant(span, atom.A); link != nil {
				a.URL = attr(link, "href")
			}
			r.clean.people = append(r.clean.people, a)
		case slices.Contains(classes, "story-role") && last >= 0:
			r.clean.people[last].Role = strings.TrimSpace(strings.TrimLeft(visible(span), ",،、 "))
		}
	}
}

// people and dates of a page, where the file does not say them by name.
func (e *entry) pageFacts(c *clean) {
	a := &e.article
	if len(a.Bylines) == 0 {
		for _, p := range c.people {
			e.names(&a.Bylines, p.Name)
			if p.Role+p.URL != "" {
				a.Authors = append(a.Authors, p)
			}
		}
	}
	if len(c.dates) > 0 && a.FirstPublished.IsZero() {
		e.at(&a.FirstPublished, c.dates[0])
		if len(c.dates) > 1 {
			e.at(&a.LastPublished, c.dates[1])
		}
	}
	if c.lead != "" && a.LeadPicture == "" {
		a.LeadPicture = c.lead
	}
}

// notices reads the notes to readers of a page of Stet's.
func (r *htmlReader) notices(n *html.Node) {
	kind := article.Corrected
	if slices.Contains(strings.Fields(attr(n, "class")), "story-retraction") {
		kind = article.Retraction
	}
	for _, p := range eachOf(n, atom.P) {
		c := article.Correction{Kind: kind}
		if at := descendant(p, atom.Time); at != nil {
			if t, err := time.Parse(time.RFC3339, attr(at, "datetime")); err == nil {
				c.At = t.UTC()
			}
		}
		for _, gone := range append(eachOf(p, atom.Strong), eachOf(p, atom.Time)...) {
			gone.Parent.RemoveChild(gone)
		}
		if c.Text = strings.TrimSpace(strings.TrimLeft(visible(p), ":,،、 ")); c.Text != "" {
			r.clean.corrections = append(r.clean.corrections, c)
		}
	}
}
