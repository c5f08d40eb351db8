package bundle

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"maps"
	"slices"
	"strings"

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

func (w *wxr) part(e *export) (part, error) {
	items := []format.WXRItem{wxrPost(e)}
	dates := []dated{{"post", e.article.Headlines.Main, e.date()}}
	for i, p := range e.shown() {
		if e.mediaURL(p.file) == "" {
			break
		}
		items = append(items, wxrAttachment(e, &p, i+1))
		dates = append(dates, dated{"attachment", p.called(&e.article), e.date()})
		if p.Picture.ID == e.article.LeadPicture {
			items[0].Meta = append(items[0].Meta, wxrMeta("_thumbnail_id", ownNumber(i+1)))
		}
	}
	out := e.sheets.blank()
	for _, item := range items {
		enc := xml.NewEncoder(out)
		enc.Indent("", "\t")
		if err := enc.Encode(item); err != nil {
			return part{}, fmt.Errorf("write wxr: %w", err)
		}
		out.WriteByte('\n')
	}
	terms := slices.Concat(e.wpAuthors(), e.tagTerms())
	if t := e.sectionTerm("wordpress"); t.slug != "" {
		terms = append(terms, t)
	}
	return part{data: bytes.Clone(out.Bytes()), terms: terms, items: dates}, nil
}

func wxrPost(e *export) format.WXRItem {
	a := &e.article
	item := format.WXRItem{
		Title: wxrText(escapeText(a.Headlines.Main)), GUID: format.WXRGUID{IsPermaLink: "false", Value: a.ID.URN()},
		Content: wxrText(e.once("wordpress", func(f file) string { return cmp.Or(e.mediaURL(f), f.path) }, e.gutenberg)),
		Excerpt: wxrText(escapeText(e.excerpt())), Parent: format.WXRLate{Text: "0"},
		Comments: "open", Pings: "open", Name: wxrText(a.Slug), Status: wpStatus(a), Type: "post",
	}
	wxrOwn(&item, e, 0)
	if modified := a.Modified(); !modified.IsZero() {
		item.Modified, item.ModifiedGMT = modified.In(e.house.Location()).Format(format.WXRTime), modified.UTC().Format(format.WXRTime)
	}
	if base := absolute(strings.TrimRight(e.house.BaseURL, "/")); base != "" {
		item.Link = base + "/" + page.Path(a, e.section)
	}
	if t := e.sectionTerm("wordpress"); t.slug != "" {
		item.Terms = append(item.Terms, format.WXRItemTerm{Domain: "category", Slug: t.slug, Name: format.XMLText(t.name)})
	}
	for _, t := range e.tagTerms() {
		item.Terms = append(item.Terms, wxrTag(t))
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
		Content: wxrText(escapeText(p.Credit)), Excerpt: wxrText(escapeText(p.captioned())), Parent: format.WXRLate{Text: ownNumber(0)},
		Comments: "closed", Pings: "closed", Name: wxrText(p.Picture.ID), Status: "inherit", Type: "attachment",
		AttachmentURL: e.mediaURL(p.file), Meta: []format.WXRMeta{wxrMeta("_wp_attachment_image_alt", p.Alt)},
	}
	if p.Picture.Source != "" {
		item.Meta = append(item.Meta, wxrMeta(wxrPictureSource, p.Picture.Source))
	}
	wxrOwn(&item, e, n)
	return item
}

// wxrOwn are the number of a story's n-th item, its dates and whose it is.
func wxrOwn(item *format.WXRItem, e *export, n int) {
	item.ID.Text = ownNumber(n)
	if !e.date().IsZero() {
		item.PubDate = &format.WXRLate{Text: ownDate(n, feedClock)}
		item.Date.Text, item.DateGMT.Text = ownDate(n, siteClock), ownDate(n, worldTime)
	}
	if authors := e.wpAuthors(); len(authors) > 0 {
		item.Creator = wxrCreator(authors[0])
	}
}

// loginMax is how long a name may be that somebody signs in to WordPress by.
const loginMax = 60

// wpAuthors are the authors by names that WordPress makes users of: it gives the
// stories of those whose names are too long to whoever runs the import.
func (e *export) wpAuthors() []term {
	authors := e.authorTerms()
	for i, t := range authors {
		if len(t.slug) > loginMax {
			end := fmt.Sprintf("-%08x", crc32.ChecksumIEEE([]byte(t.name)))
			authors[i].slug = t.slug[:loginMax-len(end)] + end
		}
	}
	return authors
}

func wxrCreator(t term) format.WXRCreator { return format.WXRCreator{Login: t.slug} }

func wxrTag(t term) format.WXRItemTerm {
	return format.WXRItemTerm{Domain: "post_tag", Slug: t.slug, Name: format.XMLText(t.name)}
}

// wxrNames is how an item names an author or a tag.
func wxrNames(t term) any {
	if t.kind == author {
		return wxrCreator(t)
	}
	return wxrTag(t)
}

func wxrText(text string) format.CDATA { return format.CDATA{Text: format.XMLText(text)} }

// wxrMeta takes a number that is not known yet, too.
func wxrMeta(key, value string) format.WXRMeta {
	if !strings.HasPrefix(value, "\x01") {
		value = format.XMLText(value)
	}
	return format.WXRMeta{Key: format.CDATA{Text: key}, Value: format.CDATA{Text: value}}
}
