package bundle

import (
	"cmp"
	"path"
	"regexp"
	"strconv"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
)

var (
	languageShape = regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`)
	// srcset is for pages: a receiver takes the picture's own item.
	srcset = regexp.MustCompile(` (?:srcset|sizes|loading)="[^"]*"`)
)

// newsmlContent is contentMeta. IPTC has roles for some texts; the others carry
// one of Stet's.
func newsmlContent(e *export) format.NewsMLContent {
	a := &e.article
	c := format.NewsMLContent{
		Urgency: a.Urgency, Created: format.Stamp(a.Created),
		Slugline: format.XMLText(a.Slugline), Dateline: format.XMLText(a.Dateline),
		By: format.XMLText(creditLine(a)), Credit: format.XMLText(a.Credit),
	}
	if tag := languageTag(a.Language); tag != "" {
		c.Language = &format.NewsMLLanguage{Tag: tag}
	}
	for _, s := range append([]article.Source{a.Source}, a.MoreSources...) {
		if s != (article.Source{}) { // a service and its id stand at the same place of their lists
			c.InfoSources = append(c.InfoSources, format.NewsMLParty{Name: format.XMLText(s.Service)})
			c.AltIDs = append(c.AltIDs, newsmlAltID("source", s.Key, s.Version))
		}
	}
	c.AltIDs = append(c.AltIDs, newsmlAltID("slug", a.Slug, ""))
	for _, old := range a.OldSlugs {
		c.AltIDs = append(c.AltIDs, newsmlAltID("old-slug", old, ""))
	}
	for _, p := range ninjsPeople(a) {
		c.Creators = append(c.Creators, format.NewsMLParty{URI: p.URI, Name: format.XMLText(p.Name), Title: format.XMLText(p.Literal)})
	}
	for _, k := range a.Keywords {
		c.Keywords = append(c.Keywords, format.XMLText(k))
	}
	if a.Section != "" {
		c.Subjects = []format.NewsMLParty{{TypeURI: format.StetRoles + "section", Literal: e.section.Slug, Name: format.XMLText(a.Section)}}
	}
	c.Headlines, c.Descriptions = newsmlTexts(ninjsHeadlines(a)), newsmlTexts(ninjsDescriptions(a))
	for i, n := range a.Corrections {
		c.Descriptions[len(c.Descriptions)-len(a.Corrections)+i].Modified = format.Stamp(n.At)
	}
	c.Properties = newsmlDates(a)
	return c
}

func newsmlAltID(role, value, version string) format.NewsMLAltID {
	return format.NewsMLAltID{TypeURI: format.StetRoles + role, Version: format.XMLText(version), Value: format.XMLText(value)}
}

// newsmlTexts say a role for all but the main headline, which is the one that
// a reader takes who knows of no roles.
func newsmlTexts(texts []format.Text) []format.NewsMLText {
	list := []format.NewsMLText{}
	for _, t := range texts {
		one := format.NewsMLText{Value: format.XMLText(t.Value), RoleURI: format.StetRoles + t.Role}
		switch t.Role {
		case string(article.Main):
			one.RoleURI = ""
			list = append([]format.NewsMLText{one}, list...)
			continue
		case "summary", "caption":
			one.Role, one.RoleURI = "drol:"+t.Role, ""
		}
		list = append(list, one)
	}
	return list
}

// newsmlDates are what the standard has no element for.
func newsmlDates(a *article.Article) []format.NewsMLValue {
	dates := []format.NewsMLValue{}
	for _, d := range []struct{ name, stamp string }{
		{"first-published", format.Stamp(a.FirstPublished)}, {"last-published", format.Stamp(a.LastPublished)},
	} {
		if d.stamp != "" {
			dates = append(dates, format.NewsMLValue{RelURI: format.StetRoles + d.name, Value: d.stamp})
		}
	}
	return dates
}

// newsPicture is the item of a picture, and how the story refers to it.
type newsPicture struct {
	format.NewsItem
	link string
}

func newsPictures(e *export) []newsPicture {
	items := []newsPicture{}
	for _, p := range pictureList(&e.article, e.doc.Images) {
		m, ok := e.media[p.ID]
		if !ok {
			continue
		}
		item := newsPicture{format.NewsItem{NewsMLHead: newsmlHead(e, "ninat:picture", format.DigestURI(p.ID))}, format.StetRoles + "inline"}
		if p.ID == e.article.LeadPicture {
			item.link = format.StetRoles + "lead"
		}
		if p.Rights != "" {
			item.Rights = &format.NewsMLRights{Notice: format.XMLText(p.Rights)}
		}
		item.Content = format.NewsMLContent{
			By: format.XMLText(p.Credit), Credit: format.XMLText(p.Credit),
			Descriptions: newsmlTexts(addText(addText(nil, "caption", p.Caption), "alt", p.Alt)),
			Properties:   newsmlFocus(&p),
		}
		if p.Source != "" {
			item.Content.InfoSources = []format.NewsMLParty{{Name: format.XMLText(p.Source)}}
		}
		item.Set.Remote = newsmlFiles(e, m)
		items = append(items, item)
	}
	return items
}

// newsmlFocus is what a picture is about: per mille from its left and its top.
func newsmlFocus(p *article.Picture) []format.NewsMLValue {
	values := []format.NewsMLValue{}
	if p.FocusX > 0 || p.FocusY > 0 {
		at := strconv.Itoa(p.FocusX) + " " + strconv.Itoa(p.FocusY)
		values = append(values, format.NewsMLValue{RelURI: format.StetRoles + "focus", Value: at})
	}
	if p.Shape != "" {
		values = append(values, format.NewsMLValue{RelURI: format.StetRoles + "shape", Value: string(p.Shape)})
	}
	return values
}

// newsmlFiles are a picture's files. The widest is what IPTC calls highRes, the
// others say their own names.
func newsmlFiles(e *export, m media) []format.NewsMLRemote {
	files := m.all()
	widest := 0
	for i, f := range m.files {
		if f.width > m.files[widest].width {
			widest = i
		}
	}
	list := []format.NewsMLRemote{}
	for i, f := range files {
		r := format.NewsMLRemote{
			Href: "../articles/" + path.Base(e.folder) + "/" + f.path, ContentType: f.kind,
			Size: len(f.data), Width: f.width, Height: f.height,
		}
		if i == widest {
			r.Rendition = "rnd:highRes"
		} else {
			r.RenditionURI = format.StetRoles + strings.ReplaceAll(cmp.Or(f.name, "file"), " ", "-")
		}
		list = append(list, r)
	}
	return list
}
