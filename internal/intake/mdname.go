package intake

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
)

// datedName is how Jekyll calls a post: its day and its slug.
var datedName = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})-(.+)$`)

// fromName takes what the path of a file in a site says, where its front matter
// does not: the section, the slug, the day.
func (f *matterReader) fromName() {
	a, name := &f.article, f.options.Name
	parts := strings.Split(name, "/")
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
	slug := ""
	switch m := datedName.FindStringSubmatch(stem); {
	case m != nil:
		slug = m[2]
		if day, err := time.ParseInLocation(time.DateOnly, m[1], f.zone()); err == nil && a.FirstPublished.IsZero() {
			a.FirstPublished = day.UTC()
			f.notes = append(f.notes, article.Note{Text: m[1], Why: "The day is that of the file's name.", Field: "firstPublished"})
		}
	case stem == "index" && len(parts) > 1:
		slug = parts[len(parts)-2]
	}
	if slug = article.Slugify(slug); slug != "" && a.Slug == "" {
		a.Slug = slug
		f.notes = append(f.notes, article.Note{Text: slug, Why: "The slug is that of the file's name.", Field: "slug"})
	}
	a.OldSlugs = slices.DeleteFunc(a.OldSlugs, func(old string) bool { return old == a.Slug })
	if section := sectionOf(parts, stem); section != "" && a.Section == "" {
		a.Section = f.sectionTitle(section)
		f.notes = append(f.notes, article.Note{Text: section, Why: "The section is the folder of the site.", Field: fieldSection})
	}
}

// sectionTitle is what a site calls the section of a folder: its page there says.
func (f *matterReader) sectionTitle(folder string) string {
	at := strings.Index("/"+f.options.Name, "/"+folder+"/")
	if f.options.Beside == nil || at < 0 {
		return folder
	}
	data, found := f.options.Beside(f.options.Name[:at] + folder + "/_index.md")
	if !found || len(data) > matterSize {
		return folder
	}
	text := lineEnds.Replace(string(data))
	matter, _ := cutTOML(text)
	page := parseTOML(matter)
	if matter == "" {
		matter, _ = cutFrontMatter(text)
		page = parseMatter(matter)
	}
	if page == nil || safeNode(page, 0) != nil {
		return folder
	}
	return firstOf(member(page, "title"), folder)
}

func (f *matterReader) zone() *time.Location {
	if f.options.Zone == nil {
		return time.UTC
	}
	return f.options.Zone
}

// sectionOf is the folder below a site's content, or above Jekyll's posts.
func sectionOf(parts []string, stem string) string {
	if i := slices.Index(parts, "content"); i >= 0 {
		folders := parts[i+1 : len(parts)-1]
		if stem == "index" && len(folders) > 0 {
			folders = folders[:len(folders)-1]
		}
		if len(folders) > 0 && folders[0] != "posts" && folders[0] != "post" {
			return folders[0]
		}
	}
	if i := slices.Index(parts, "_posts"); i > 0 {
		return parts[i-1]
	}
	return ""
}
