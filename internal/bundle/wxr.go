package bundle

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"stet/internal/format"
	"stet/internal/page"
)

var wxrFidelity = fidelity{
	leaves: func(e *export) string {
		if standingOf(&e.article) == gone {
			return "WordPress's importer takes nothing back: take the story down there"
		}
		return ""
	},
	missing:  wxrMissing,
	lacks:    map[string]string{"pictures.rights": noRights},
	mapped:   withMore(wpMapped, map[string]string{"pictures.source": "a custom field of the picture"}),
	elements: wpElements,
}

// wxrPictureSource is a custom field of a picture, which intake reads again.
const wxrPictureSource = "stet_source"

func wxrMissing(e *export) map[string]string {
	missing := map[string]string{}
	if len(e.media) > 0 && e.mediaURL(file{}) == "" {
		const why = "WordPress's importer fetches pictures, and neither the profile's mediaUrl nor the house's base URL says where they will lie"
		missing["pictures"], missing["leadPicture"] = why, why
	}
	if isNumber(e.mapping["wordpress"]) {
		missing["section"] = "WordPress's importer knows categories by their slug, and the section has a number for it; the section's own slug stands there"
	}
	return missing
}

// mediaURL is where a system that fetches pictures will find a file: where the
// profile says that data/articles will lie, else on the site.
func (e *export) mediaURL(f file) string {
	if base := absolute(strings.TrimRight(e.options.MediaURL, "/")); base != "" {
		return base + "/" + e.name() + "/" + f.path
	}
	if base := absolute(strings.TrimRight(e.house.BaseURL, "/")); base != "" {
		return base + "/" + page.Path(&e.article, e.section) + f.path
	}
	return ""
}

// wxr gathers the stories of files that WordPress's importer takes, none larger
// than what a site lets somebody upload.
type wxr struct {
	setting
	items   bytes.Buffer
	terms   []term // of the file that is being filled
	known   map[term]bool
	numbers int // given out, in all files
	files   int
}

func newWXR(s *setting) (gatherer, error) { return &wxr{setting: *s, known: map[term]bool{}}, nil }

// ownNumber stands for the n-th number that a story needs, until it is known
// which numbers the stories before it took. No text can hold it.
func ownNumber(n int) string { return "\x01" + strconv.Itoa(n) + "\x01" }

func (w *wxr) part(e *export) (part, error) {
	items := []format.WXRItem{wxrPost(e)}
	for i, p := range e.shown() {
		if e.mediaURL(p.file) == "" {
			break
		}
		items = append(items, wxrAttachment(e, &p, i+1))
		if p.Picture.ID == e.article.LeadPicture {
			items[0].Meta = append(items[0].Meta, wxrMeta("_thumbnail_id", ownNumber(i+1)))
		}
	}
	var out bytes.Buffer
	for _, item := range items {
		data, err := xml.MarshalIndent(item, "", "\t")
		if err != nil {
			return part{}, fmt.Errorf("write wxr: %w", err)
		}
		out.Write(data)
		out.WriteByte('\n')
	}
	terms := slices.Concat(e.authorTerms(), e.tagTerms())
	if t := e.sectionTerm("wordpress"); t.slug != "" {
		terms = append(terms, t)
	}
	return part{data: out.Bytes(), terms: terms}, nil
}

func wxrPost(e *export) format.WXRItem {
	a := &e.article
	item := format.WXRItem{
		Title: wxrText(escapeText(a.Headlines.Main)), GUID: format.WXRGUID{IsPermaLink: "false", Value: a.ID.URN()},
		Content: wxrText(e.gutenberg(e.inset(func(f file) string { return cmp.Or(e.mediaURL(f), f.path) }))),
		Excerpt: wxrText(escapeText(e.excerpt())), ID: format.WXRNumber{Digits: ownNumber(0)}, Parent: format.WXRNumber{Digits: "0"},
		Comments: "open", Pings: "open", Name: wxrText(a.Slug), Status: wpStatus(a), Type: "post",
	}
	wxrDates(&item, e.date(), a.Modified(), e.house.Location())
	if base := absolute(strings.TrimRight(e.house.BaseURL, "/")); base != "" {
		item.Link = base + "/" + page.Path(a, e.section)
	}
	if authors := e.authorTerms(); len(authors) > 0 {
		item.Creator = wxrText(authors[0].slug)
	}
	if t := e.sectionTerm("wordpress"); t.slug != "" {
		item.Terms = append(item.Terms, format.WXRItemTerm{Domain: "category", Slug: t.slug, Name: format.XMLText(t.name)})
	}
	for _, t := range e.tagTerms() {
		item.Terms = append(item.Terms, format.WXRItemTerm{Domain: "post_tag", Slug: t.slug, Name: format.XMLText(t.name)})
	}
	fields := customFields(a, wpFields)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		item.Meta = append(item.Meta, wxrMeta(name, fields[name]))
	}
	for _, old := range a.OldSlugs {
		item.Meta = append(item.Meta, wxrMeta("_wp_old_slug", old)) // WordPress leads from these to the post
	}
	return item
}

func wxrAttachment(e *export, p *shownPicture, n int) format.WXRItem {
	item := format.WXRItem{
		Title: wxrText(escapeText(p.called(&e.article))), Link: e.mediaURL(p.file), GUID: format.WXRGUID{IsPermaLink: "false", Value: format.DigestURI(p.Picture.ID)},
		Content: wxrText(escapeText(p.Credit)), Excerpt: wxrText(escapeText(p.captioned())),
		ID: format.WXRNumber{Digits: ownNumber(n)}, Parent: format.WXRNumber{Digits: ownNumber(0)},
		Comments: "closed", Pings: "closed", Name: wxrText(p.Picture.ID), Status: "inherit", Type: "attachment",
		AttachmentURL: e.mediaURL(p.file), Meta: []format.WXRMeta{wxrMeta("_wp_attachment_image_alt", p.Alt)},
	}
	if p.Picture.Source != "" {
		item.Meta = append(item.Meta, wxrMeta(wxrPictureSource, p.Picture.Source))
	}
	wxrDates(&item, e.date(), time.Time{}, e.house.Location())
	if authors := e.authorTerms(); len(authors) > 0 {
		item.Creator = wxrText(authors[0].slug)
	}
	return item
}

// wxrDates are the site's clock, and UTC.
func wxrDates(item *format.WXRItem, published, modified time.Time, zone *time.Location) {
	if !published.IsZero() {
		item.PubDate = published.UTC().Format(time.RFC1123Z)
		item.Date, item.DateGMT = published.In(zone).Format(format.WXRTime), published.UTC().Format(format.WXRTime)
	}
	if !modified.IsZero() {
		item.Modified, item.ModifiedGMT = modified.In(zone).Format(format.WXRTime), modified.UTC().Format(format.WXRTime)
	}
}

func wxrText(text string) format.CDATA { return format.CDATA{Text: format.XMLText(text)} }

// wxrMeta takes a number that is not known yet, too.
func wxrMeta(key, value string) format.WXRMeta {
	if !strings.HasPrefix(value, "\x01") {
		value = format.XMLText(value)
	}
	return format.WXRMeta{Key: format.CDATA{Text: key}, Value: format.CDATA{Text: value}}
}

func (w *wxr) take(p part) ([]outFile, error) {
	files := []outFile{}
	if w.items.Len() > 0 && w.items.Len()+len(p.data) > w.partSize() {
		full, err := w.end()
		if err != nil {
			return nil, err
		}
		files = full
	}
	data, n := numbered(p.data, w.numbers+1)
	w.numbers += n
	w.items.Write(data)
	for _, t := range p.terms {
		if !w.known[t] {
			w.known[t], w.terms = true, append(w.terms, t)
		}
	}
	return files, nil
}

// numbered puts numbers from first on in place of a story's own, and says how
// many those are.
func numbered(data []byte, first int) ([]byte, int) {
	fields, most := bytes.Split(data, []byte{1}), -1
	for i := 1; i < len(fields); i += 2 {
		n, _ := strconv.Atoi(string(fields[i])) // written by ownNumber
		most, fields[i] = max(most, n), strconv.AppendInt(nil, int64(first+n), 10)
	}
	return bytes.Join(fields, nil), most + 1
}

// end writes the file that was filled so far.
func (w *wxr) end() ([]outFile, error) {
	if w.items.Len() == 0 {
		return nil, nil
	}
	w.files++
	file := format.WXRNamespaces()
	file.Channel = format.WXRChannel{
		Title: w.house.Name, Link: w.house.BaseURL, Language: w.house.Language, WXRVersion: "1.2",
		SiteURL: w.house.BaseURL, BlogURL: w.house.BaseURL,
	}
	c := &file.Channel
	for i, t := range w.terms {
		switch t.kind {
		case author:
			c.Authors = append(c.Authors, format.WXRAuthor{ID: i + 1, Login: wxrText(t.slug), Name: wxrText(t.name)})
		case category:
			c.Categories = append(c.Categories, format.WXRCategory{ID: i + 1, Slug: wxrText(t.slug), Name: wxrText(t.name)})
		case tag:
			c.Tags = append(c.Tags, format.WXRTag{ID: i + 1, Slug: wxrText(t.slug), Name: wxrText(t.name)})
		}
	}
	c.Items = "\n" + w.items.String()
	data, err := xml.MarshalIndent(file, "", "\t")
	if err != nil {
		return nil, fmt.Errorf("write wxr: %w", err)
	}
	w.items.Reset()
	w.terms, w.known = nil, map[term]bool{}
	data = append([]byte(xml.Header), append(data, '\n')...)
	return []outFile{{path: fmt.Sprintf("data/wordpress/stories-%03d.xml", w.files), kind: "application/xml", data: data}}, nil
}
