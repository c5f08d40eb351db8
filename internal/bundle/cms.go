package bundle

import (
	"cmp"
	"fmt"
	"hash/crc32"
	"net/url"
	"path"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/page"
)

// What the formats for content management systems have in common: whether
// readers may have a story, since when, by what names a system knows what
// belongs to it, and its text cut into blocks.

// standing is what a system may do with a story.
type standing int

const (
	goes  standing = iota // readers may have it
	waits                 // from the instant of its embargo on
	stays                 // a draft, until somebody says otherwise
	gone                  // nobody may have it any more
)

func standingOf(a *article.Article) standing {
	switch {
	case a.Flag == article.Killed || a.Flag == article.Spiked || a.Status == article.Withdrawn:
		return gone
	case a.Flag != article.NoFlag || a.Embargo != nil && a.Embargo.At.IsZero():
		return stays
	case a.Status != article.Ready && a.Status != article.Sent && a.Status != article.Live:
		return stays
	case a.Embargo != nil:
		return waits
	}
	return goes
}

// date is the one that readers see: when a story may go, else when it first
// went, else when its words changed.
func (e *export) date() time.Time {
	if standingOf(&e.article) == waits {
		return e.article.Embargo.At
	}
	if !e.article.FirstPublished.IsZero() {
		return e.article.FirstPublished
	}
	return e.article.Updated
}

// excerpt stands under the headline in most themes.
func (e *export) excerpt() string { return cmp.Or(e.article.Standfirst, e.article.TrailText) }

// widest is the largest file of a picture in the shape that the story shows.
func (e *export) widest(id string) (file, bool) {
	files := e.media[id].files
	if len(files) == 0 {
		return file{}, false
	}
	return files[len(files)-1], true
}

// inset is the story's text with its pictures at the addresses that a system
// will find them by.
func (e *export) inset(address func(file) string) page.Inset {
	if len(e.media) == 0 { // the same for all
		if e.plain == nil {
			e.plain = &plainInset{Inset: page.NewInset(e.pageInput()), texts: map[string]string{}}
		}
		return e.plain.Inset
	}
	in := e.pageInput()
	in.Media = func(p article.Picture) page.Shown {
		f, ok := e.widest(p.ID)
		if !ok {
			return page.Shown{}
		}
		return page.Shown{File: page.File{URL: address(f), Width: f.width, Height: f.height}}
	}
	return page.NewInset(in)
}

// plainInset is that of a story without pictures, and what formats made of it.
type plainInset struct {
	page.Inset
	texts map[string]string
}

// once has a system's text made of the inset: for a story without pictures once
// for all formats of that system.
func (e *export) once(system string, address func(file) string, write func(page.Inset) string) string {
	inset := e.inset(address)
	if len(e.media) > 0 {
		return write(inset)
	}
	if _, made := e.plain.texts[system]; !made {
		e.plain.texts[system] = write(inset)
	}
	return e.plain.texts[system]
}

// pieces are blocks of an inset, cut up.
func (e *export) pieces(blocks ...string) []piece {
	if e.cut == nil {
		e.cut = map[string][]piece{}
	}
	found := make([]piece, 0, 2*len(blocks)) // behind most stands a line end
	for _, html := range blocks {
		cut, known := e.cut[html]
		if !known {
			cut = pieces(html)
			e.cut[html] = cut
		}
		found = append(found, cut...)
	}
	return found
}

// shownPicture is a picture that the story shows, and the file of it.
type shownPicture struct {
	article.Picture
	file
}

// shown are the pictures that are there, the lead first.
func (e *export) shown() []shownPicture {
	found := []shownPicture{}
	for _, p := range pictureList(&e.article, e.doc.Images) {
		if f, ok := e.widest(p.ID); ok {
			found = append(found, shownPicture{p, f})
		}
	}
	return found
}

// called is a picture's title, which some systems insist on.
func (p *shownPicture) called(a *article.Article) string {
	return cmp.Or(p.Alt, p.Picture.Caption, a.Headlines.Main, path.Base(p.path))
}

// captioned is caption and credit in one, as a page shows them.
func (p *shownPicture) captioned() string {
	return strings.TrimSpace(p.Picture.Caption + " " + p.Credit)
}

// siteLanguage is the one that a site of the newsroom has.
func (e *export) siteLanguage() string { return cmp.Or(e.house.Language, "en") }

// foreign: the story is of another language than the site, or runs the other
// way, which its elements must say.
func (e *export) foreign(i *page.Inset) (language, direction bool) {
	site := e.siteLanguage()
	runs := article.LTR
	if page.RightToLeft(site) {
		runs = article.RTL
	}
	return !strings.EqualFold(i.Lang, site), i.Dir != string(runs)
}

// term is a name that stories of a bundle share: an author, a section, a tag.
type term struct {
	kind       string
	slug, name string
	role, url  string // of an author
}

// The kinds of term.
const (
	author   = "author"
	category = "category"
	tag      = "tag"
)

// sectionTerm is what a target calls the story's section; "" = it is in none.
// A target's name for it is a slug, or for some a number, which is of no use
// in a file.
func (e *export) sectionTerm(target string) term {
	slug := e.section.Slug
	if own := e.mapping[target]; own != "" && !isNumber(own) {
		slug = own
	}
	if e.article.Section == "" {
		return term{}
	}
	return term{kind: category, slug: cmp.Or(slug, termSlug(e.article.Section)), name: e.article.Section}
}

func isNumber(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

func (e *export) tagTerms() []term {
	tags := []term{}
	for _, k := range e.article.Keywords {
		tags = append(tags, term{kind: tag, slug: termSlug(k), name: k})
	}
	return tags
}

func (e *export) authorTerms() []term {
	authors := []term{}
	for _, name := range e.article.Bylines {
		if name == "" {
			continue
		}
		t := term{kind: author, slug: authorSlug(name), name: name}
		for _, known := range e.article.Authors {
			if known.Name == name {
				t.role, t.url = known.Role, absolute(known.URL)
			}
		}
		authors = append(authors, t)
	}
	return authors
}

// termSlug is a name as an address; of scripts that have no Latin spelling
// here it is the bytes, as systems write them.
func termSlug(name string) string {
	return cmp.Or(article.Slugify(name), strings.ToLower(url.PathEscape(strings.Join(strings.Fields(strings.ToLower(name)), "-"))))
}

// authorSlug is plain ASCII: what somebody signs in by is no more in most
// systems.
func authorSlug(name string) string {
	return cmp.Or(article.Slugify(name), fmt.Sprintf("author-%08x", crc32.ChecksumIEEE([]byte(name))))
}

// customFields are the fields that a system has no place of its own for, by
// the name that they get there.
func customFields(a *article.Article, paths []string) map[string]string {
	set := map[string]string{"stet_id": a.ID.URN(), "stet_rev": fmt.Sprint(a.Rev)}
	for _, p := range paths {
		f, err := article.FieldAt(p)
		if err != nil {
			continue
		}
		if text := f.Get(a); text != "" {
			set[customName(p)] = text
		}
	}
	return set
}

// customName is "stet_headlines_front" of headlines.front, "stet_trail_text"
// of trailText.
func customName(path string) string {
	var b strings.Builder
	b.WriteString("stet_")
	for _, r := range path {
		switch {
		case r == '.':
			b.WriteByte('_')
		case r >= 'A' && r <= 'Z':
			b.WriteByte('_')
			b.WriteRune(r + 'a' - 'A')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// listOf is a list that is written as [] where it is empty.
func listOf[T any](items []T) []T { return append([]T{}, items...) }
