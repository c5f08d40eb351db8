package bundle

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/format"
	"stet/internal/page"
)

// feed gathers the newest stories of a bundle for a file that readers'
// programs fetch. What is kept of a bundle is the items of that one file.
type feed struct {
	*setting
	path, kind string
	item       func(*feedStory) ([]byte, error)
	whole      func(s *setting, items [][]byte) ([]byte, error)
	kept       []part
}

// mostFeedItems is how many stories a feed has where its profile says nothing.
const mostFeedItems = 100

func (o Options) feedItems() int { return cmp.Or(o.FeedItems, mostFeedItems) }

func (f *feed) part(e *export) (part, error) {
	data, err := f.item(newFeedStory(e))
	return part{data: data}, err
}

func (f *feed) take(p part) ([]outFile, error) {
	f.kept = append(f.kept, p)
	return nil, nil
}

func (f *feed) end() ([]outFile, error) {
	slices.SortFunc(f.kept, func(a, b part) int { return cmp.Compare(a.rank, b.rank) })
	items := make([][]byte, len(f.kept))
	for i, p := range f.kept {
		items[i] = p.data
	}
	data, err := f.whole(f.setting, items)
	return []outFile{{path: f.path, kind: f.kind, data: data}}, err
}

// feedStory is a story as feeds tell it. Addresses are absolute, or "" where
// the newsroom has no base URL.
type feedStory struct {
	id, url, title, summary, html string
	language                      string
	published, modified           time.Time // modified: zero = not since
	authors                       []article.Author
	tags                          []string // its section, then its keywords
	rights                        string
	lead                          *feedPicture
}

type feedPicture struct {
	article.Picture
	url, kind           string
	width, height, size int
}

func newFeedStory(e *export) *feedStory {
	a := &e.article
	s := &feedStory{
		id: a.ID.URN(), url: e.address(), title: format.XMLText(cmp.Or(a.Headlines.Main, "Untitled")),
		summary: format.XMLText(a.Describes(article.Front).Text), html: format.XMLText(page.Content(e.feedInput())),
		language: a.Language, published: published(a), authors: e.feedAuthors(), rights: format.XMLText(a.UsageTerms), lead: e.feedLead(),
	}
	if last := a.LastPublished; last.After(s.published) {
		s.modified = last
	}
	for _, tag := range append([]string{a.Section}, a.Keywords...) {
		if tag != "" && !slices.Contains(s.tags, tag) {
			s.tags = append(s.tags, format.XMLText(tag))
		}
	}
	return s
}

// published is the date of a story in formats that need one.
func published(a *article.Article) time.Time {
	if a.FirstPublished.IsZero() {
		return a.Updated
	}
	return a.FirstPublished
}

// address is where readers find the story, "" while nobody knows.
func (e *export) address() string { return page.Address(&e.article, e.section, e.house) }

// feedInput is the page's, with pictures where they will lie.
func (e *export) feedInput() page.Input {
	in := e.pageInput()
	base := e.address()
	if base == "" {
		in.Media = nil
		return in
	}
	in.Media = func(p article.Picture) page.Shown {
		shown := e.media[p.ID].shown()
		if shown.URL == "" {
			return shown
		}
		shown.URL = base + shown.URL
		for i := range shown.Set {
			shown.Set[i].URL = base + shown.Set[i].URL
		}
		return shown
	}
	return in
}

// feedAuthors are the bylines with the addresses that are known of them.
func (e *export) feedAuthors() []article.Author {
	list := []article.Author{}
	for _, name := range e.article.Bylines {
		author := article.Author{Name: format.XMLText(name)}
		for _, known := range e.article.Authors {
			if known.Name == name {
				author.URL = absolute(known.URL)
			}
		}
		list = append(list, author)
	}
	return list
}

// feedLead is the lead picture at its widest; nil = none, or nobody knows where.
func (e *export) feedLead() *feedPicture {
	files, base := e.media[e.article.LeadPicture].files, e.address()
	if len(files) == 0 || base == "" {
		return nil
	}
	f := files[len(files)-1]
	p := &feedPicture{url: base + f.path, kind: f.kind, width: f.width, height: f.height, size: len(f.data)}
	for _, known := range e.article.Pictures {
		if known.ID == e.article.LeadPicture {
			p.Picture = known
		}
	}
	p.Alt, p.Caption = format.XMLText(p.Alt), format.XMLText(p.Caption)
	p.Credit = format.XMLText(p.Credit)
	return p
}

const (
	noFeedPlace = "a feed has no place for it"
	noAddress   = "the newsroom has no web address: a feed cannot say where it lies"
)

// feedLacks is what no feed says.
var feedLacks = map[string]string{
	"overline":          noFeedPlace,
	"headlines.front":   noFeedPlace,
	"headlines.search":  noFeedPlace,
	"headlines.social":  noFeedPlace,
	"headlines.push":    noFeedPlace,
	"headlines.print":   noFeedPlace,
	"searchDescription": noFeedPlace,
	"socialDescription": noFeedPlace,
	"oldSlugs":          noFeedPlace,
	"slugline":          noFeedPlace,
	"urgency":           noFeedPlace,
	"embargo":           "a feed knows no embargo: a story under one stays out of it",
	"source.service":    noFeedPlace,
	"source.key":        noFeedPlace,
	"source.version":    noFeedPlace,
	"moreSources":       noFeedPlace,
	"authors.role":      noFeedPlace,
	"pictures.rights":   noRights,
	"pictures.source":   noFeedPlace,
}

var rssFidelity = fidelity{
	leaves: unfed, missing: unaddressed, unshown: readersMiss,
	lacks: withMore(feedLacks, map[string]string{
		"authors.url": "RSS names authors only",
	}),
	mapped: withMore(feedMapped, map[string]string{"lastPublished": "dcterms:modified"}),
}

var atomFidelity = fidelity{
	leaves: unfed, missing: unaddressed, unshown: readersMiss, mapped: feedMapped,
	lacks: feedLacks,
}

var feedMapped = map[string]string{
	"section":   "a category, the first",
	"slug":      "in the address",
	"direction": "of the element around the content",
}

// unfed is why a story is in no feed.
func unfed(e *export) string {
	switch most := e.options.feedItems(); {
	case e.unfit != "":
		return e.unfit
	case e.place >= most:
		return fmt.Sprintf("a feed holds the newest %d stories", most)
	}
	return ""
}

// unaddressed is what a feed cannot say while the newsroom has no base URL.
func unaddressed(e *export) map[string]string {
	if e.address() != "" {
		return nil
	}
	return map[string]string{"slug": noAddress, "leadPicture": noAddress, "pictures": noAddress}
}

// unfit is why a story may not be in a file that readers get at once, "" = it
// may. An embargo holds unless the newsroom says that it is over: no bundle
// knows what time it is.
func (s *Story) unfit() string {
	a := &s.Article
	switch {
	case a.Flag == article.Killed:
		return "it is killed"
	case a.Status == article.Withdrawn:
		return "it is withdrawn"
	case a.Embargo != nil && !a.Embargo.IsBroken() && !s.EmbargoOver:
		return "it is under embargo"
	}
	return ""
}

// feedID is what a feed is known by: the address of the newsroom's site, or
// while it has none a number made of its name.
func (s *setting) feedID() string {
	if base := absolute(s.house.BaseURL); base != "" {
		return base
	}
	sum := sha256.Sum256([]byte("feed of " + s.house.Name))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80 // a UUID of version 8: whoever mints it says how
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[0:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// self is where a feed lies on the site: in feeds/, as in the bundle.
func (s *setting) self(file string) string {
	base := absolute(s.house.BaseURL)
	if base == "" {
		return ""
	}
	return strings.TrimRight(base, "/") + "/" + strings.TrimPrefix(file, "data/")
}

func joinedItems(head []byte, items [][]byte, foot string) []byte {
	return slices.Concat(head, bytes.Join(items, nil), []byte(foot))
}
