package intake

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
)

// ghostExport is Ghost's export, as far as stories need it. Numbers and texts
// serve as ids: old versions have the ones, new ones the others.
type ghostExport struct {
	DB   []ghostData `json:"db"`
	Data ghostTables `json:"data"`
}

type ghostData struct {
	Data ghostTables `json:"data"`
}

type ghostTables struct {
	Posts        rows[ghostPost]  `json:"posts"`
	Tags         rows[ghostNamed] `json:"tags"`
	Users        rows[ghostNamed] `json:"users"`
	PostsTags    rows[ghostLink]  `json:"posts_tags"`
	PostsAuthors rows[ghostLink]  `json:"posts_authors"`
	PostsMeta    rows[ghostMeta]  `json:"posts_meta"`
	Settings     rows[ghostPair]  `json:"settings"`
}

type ghostPost struct {
	ID         ghostID `json:"id"`
	UUID       string  `json:"uuid"`
	Title      string  `json:"title"`
	Slug       string  `json:"slug"`
	HTML       string  `json:"html"`
	Lexical    string  `json:"lexical"`
	Mobiledoc  string  `json:"mobiledoc"`
	Plain      string  `json:"plaintext"`
	Image      string  `json:"feature_image"`
	Type       string  `json:"type"`
	Page       any     `json:"page"` // before version 3: true or 1 for a page
	Status     string  `json:"status"`
	Visibility string  `json:"visibility"`
	Excerpt    string  `json:"custom_excerpt"`
	Published  string  `json:"published_at"`
	Updated    string  `json:"updated_at"`
	Author     ghostID `json:"author_id"`
	Locale     string  `json:"locale"`
	ghostHeads
}

// ghostHeads stand with a post in old versions, apart in new ones.
type ghostHeads struct {
	ImageAlt     string `json:"feature_image_alt"`
	ImageCaption string `json:"feature_image_caption"`
	MetaTitle    string `json:"meta_title"`
	MetaText     string `json:"meta_description"`
	OGTitle      string `json:"og_title"`
	OGText       string `json:"og_description"`
	TwitterTitle string `json:"twitter_title"`
	TwitterText  string `json:"twitter_description"`
}

type ghostMeta struct {
	Post ghostID `json:"post_id"`
	ghostHeads
}

type ghostNamed struct {
	ID    ghostID `json:"id"`
	Name  string  `json:"name"`
	Slug  string  `json:"slug"`
	Email string  `json:"email"`
	Site  string  `json:"website"`
}

type ghostLink struct {
	Post   ghostID     `json:"post_id"`
	Tag    ghostID     `json:"tag_id"`
	Author ghostID     `json:"author_id"`
	Order  json.Number `json:"sort_order"`
}

type ghostPair struct {
	Key   string `json:"key"`
	Value any    `json:"value"`
}

// ghostID is a text or a number.
type ghostID string

// UnmarshalJSON takes either.
func (id *ghostID) UnmarshalJSON(data []byte) error {
	*id = ghostID(strings.Trim(string(data), `"`))
	if *id == "null" {
		*id = ""
	}
	return nil
}

// ghostItems reads the posts of Ghost's export; pages are no stories.
func ghostItems(data []byte, o Options) (iter.Seq[Item], error) {
	var file ghostExport
	if err := soundJSON(data, &file); err != nil {
		return nil, err
	}
	g := &ghost{
		options: o, tables: file.Data, tagsOf: map[ghostID][]ghostID{}, authorsOf: map[ghostID][]ghostID{},
		metaOf: map[ghostID]*ghostHeads{}, tags: map[ghostID]ghostNamed{}, users: map[ghostID]ghostNamed{},
	}
	if len(file.DB) > 0 {
		g.tables = file.DB[0].Data
	}
	if len(g.tables.Posts.read)+len(g.tables.Posts.bad) == 0 {
		return nil, fmt.Errorf("%w: the export has no posts", ErrEmpty)
	}
	g.service = "ghost"
	for _, s := range g.tables.Settings.read {
		if title, ok := s.Value.(string); ok && s.Key == "title" && article.OneLine(title) != "" {
			g.service = article.OneLine(title)
		}
	}
	g.index()
	return g.all, nil
}

// index finds what belongs to a post without a walk through all of a site.
func (g *ghost) index() {
	called := make([]calling, len(g.tables.Posts.read))
	for i := range g.tables.Posts.read {
		called[i] = g.tables.Posts.read[i].calling()
	}
	g.shared = sharedIDs(called)
	slices.SortStableFunc(g.tables.PostsTags.read, byOrder)
	slices.SortStableFunc(g.tables.PostsAuthors.read, byOrder)
	for _, link := range g.tables.PostsTags.read {
		g.tagsOf[link.Post] = append(g.tagsOf[link.Post], link.Tag)
	}
	for _, link := range g.tables.PostsAuthors.read {
		g.authorsOf[link.Post] = append(g.authorsOf[link.Post], link.Author)
	}
	for i := range g.tables.PostsMeta.read {
		m := &g.tables.PostsMeta.read[i]
		g.metaOf[m.Post] = &m.ghostHeads
	}
	for _, t := range g.tables.Tags.read {
		g.tags[t.ID] = t
	}
	for _, u := range g.tables.Users.read {
		g.users[u.ID] = u
	}
}

func byOrder(a, b ghostLink) int {
	return cmp.Compare(number(string(a.Order)), number(string(b.Order)))
}

type ghost struct {
	options Options
	tables  ghostTables
	service string

	tagsOf, authorsOf map[ghostID][]ghostID // of a post, in their order
	metaOf            map[ghostID]*ghostHeads
	tags, users       map[ghostID]ghostNamed
	shared            map[string]bool // uuids
}

// calling is what a post is called: a slug leads to one alone.
func (p *ghostPost) calling() calling { return calling{p.UUID, p.Slug, article.OneLine(p.Title)} }

func (g *ghost) all(yield func(Item) bool) {
	posts := &g.tables.Posts
	n, pages := 0, 0
	for i := range posts.read {
		if posts.read[i].isPage() {
			pages++
		}
	}
	of := len(posts.read) - pages + len(posts.bad)
	for i := range posts.read {
		p := &posts.read[i]
		if p.isPage() {
			continue
		}
		e := newEntry(g.options)
		if n == 0 {
			g.leftOut(e, pages)
		}
		g.post(e, p)
		res, err := e.result()
		if !yield(Item{Name: itemName(posts.at(i), e.article.Headlines.Main), Of: of, Result: res, Err: err}) {
			return
		}
		n++
	}
	for _, bad := range posts.bad {
		if n++; !yield(Item{Name: itemName(bad.at, bad.called), Of: of, Err: fmt.Errorf("%w: %w", ErrFile, bad.err)}) {
			return
		}
	}
	if n == 0 {
		yield(Item{Err: fmt.Errorf("%w: the export has pages and no posts", ErrEmpty)})
	}
}

// leftOut tells with the first story what of the site did not come in.
func (g *ghost) leftOut(e *entry, pages int) {
	if pages > 0 {
		e.changed(fmt.Sprintf("pages: %d", pages), "Pages of the site are no stories; they were left out.", wholeCopy)
	}
	t := &g.tables
	for _, bad := range slices.Concat(t.Tags.bad, t.Users.bad, t.PostsTags.bad, t.PostsAuthors.bad, t.PostsMeta.bad, t.Settings.bad) {
		e.changed(cmp.Or(bad.called, "a row"), "A row of the export that is no story cannot be read: "+bad.err.Error()+".", wholeCopy)
	}
}

func (p *ghostPost) isPage() bool {
	return p.Type == "page" || p.Page == true || p.Page == float64(1)
}

func (g *ghost) post(e *entry, p *ghostPost) {
	e.set("headlines.main", p.Title)
	e.set("standfirst", p.Excerpt)
	e.set("slug", article.Slugify(p.Slug))
	g.text(e, p)
	g.people(e, p)
	for _, id := range g.tagsOf[p.ID] {
		g.tag(e, id)
	}
	g.heads(e, p)
	g.state(e, p)
	e.from(g.service, cmp.Or(e.ownID(p.calling(), g.shared), string(p.ID)))
	e.language(p.Locale)
}

// text takes the form that says most and that can be read.
func (g *ghost) text(e *entry, p *ghostPost) {
	switch {
	case strings.TrimSpace(p.HTML) != "":
		e.html = p.HTML
	case strings.TrimSpace(p.Lexical) != "":
		e.html = lexicalHTML(e, p.Lexical)
	case strings.TrimSpace(p.Mobiledoc) != "":
		e.html = mobiledocHTML(e, p.Mobiledoc)
	default:
		e.html = htmlText(p.Plain)
	}
}

func (g *ghost) people(e *entry, p *ghostPost) {
	ids := g.authorsOf[p.ID]
	if len(ids) == 0 {
		ids = []ghostID{p.Author}
	}
	for _, id := range ids {
		u := g.users[id]
		if article.OneLine(u.Name) == "" {
			continue
		}
		e.names(&e.article.Bylines, u.Name)
		if known := (article.Author{Name: article.OneLine(u.Name), URL: article.OneLine(u.Site), Email: article.OneLine(u.Email)}); known.URL+known.Email != "" {
			e.article.Authors = append(e.article.Authors, known)
			e.receipt.Kept += countWords(known.URL) + countWords(known.Email)
		}
	}
}

// tag makes the first tag the section, as Ghost's themes show it; those that
// begin with # are Ghost's own business.
func (g *ghost) tag(e *entry, id ghostID) {
	switch name := article.OneLine(g.tags[id].Name); {
	case strings.HasPrefix(name, "#"):
		e.drop(name, "A tag that Ghost keeps for itself.")
	case e.article.Section == "" && len(e.article.Keywords) == 0:
		e.place(name)
	default:
		e.names(&e.article.Keywords, name)
	}
}

func (g *ghost) heads(e *entry, p *ghostPost) {
	h := p.ghostHeads
	if apart := g.metaOf[p.ID]; apart != nil {
		h = *apart
	}
	e.set("headlines.search", h.MetaTitle)
	e.set("searchDescription", h.MetaText)
	e.set("headlines.social", cmp.Or(h.OGTitle, h.TwitterTitle))
	e.set("socialDescription", cmp.Or(h.OGText, h.TwitterText))
	if h.TwitterTitle != "" && h.OGTitle != "" && h.TwitterTitle != h.OGTitle {
		e.drop(h.TwitterTitle, "Stet has one headline for all networks.")
	}
	if h.TwitterText != "" && h.OGText != "" && h.TwitterText != h.OGText {
		e.drop(h.TwitterText, "Stet has one description for all networks.")
	}
	e.lead(p.Image, article.Picture{Alt: h.ImageAlt, Caption: plainMarkup(h.ImageCaption)})
}

// state says what a post's state means here. The desk decides the status.
func (g *ghost) state(e *entry, p *ghostPost) {
	switch p.Status {
	case "scheduled":
		embargo := &article.Embargo{Zone: "UTC", Said: "scheduled for " + p.Published}
		e.at(&embargo.At, p.Published)
		if e.article.Embargo = embargo; embargo.At.IsZero() {
			e.article.Flag = article.Hold
		}
	case "published", "sent":
		e.at(&e.article.FirstPublished, p.Published)
		if e.at(&e.article.LastPublished, p.Updated); !e.article.LastPublished.After(e.article.FirstPublished) {
			e.article.LastPublished = time.Time{}
		}
	}
	if p.Visibility != "" && p.Visibility != "public" {
		e.note("Only for "+p.Visibility+" at its source.", "Who may read it there.")
	}
}
