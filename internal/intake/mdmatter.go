package intake

import (
	"errors"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"stet/internal/article"
)

// leadKeys are the names that sites give to the picture above a story.
var leadKeys = []string{
	"image", "images", "cover", "coverimage", "cover_image", "featured_image", "featuredimage", "feature_image", "featureimage", "featured", "thumbnail", "banner", "hero",
	"hero_image", "heroimage", "header_image", "teaser", "og_image", "preview_image",
}

// siteKeys are what a site's program wants to know and no story says.
var siteKeys = []string{"draft", "published"}

// paramFields are the names of ours that a site's front matter holds under
// params.
var paramFields = map[string]string{
	"headlineSearch": "headlines.search", "headlineSocial": "headlines.social", "headlinePush": "headlines.push", "headlinePrint": "headlines.print",
}

// placeSite places what sites keep in their front matter; false = key is
// nothing of the kind.
func (f *matterReader) placeSite(key string, value *yaml.Node) (placed bool, err error) {
	low := strings.ToLower(key)
	switch {
	case slices.Contains(siteKeys, low):
		return true, nil
	case key == "params" && value.Kind == yaml.MappingNode:
		return true, nil // read ahead of all else
	case key == "resources" && value.Kind == yaml.SequenceNode:
		f.resources(value)
		return true, nil
	case low == "aliases" || low == "redirect_from":
		return true, f.oldAddresses(value)
	case key == "linkTitle":
		return true, f.setField("headlines.front", value)
	case slices.Contains(leadKeys, low):
		return f.leadFrom(value)
	}
	return false, nil
}

// params are the fields that a site has no name for, under ours.
func (f *matterReader) params(m *yaml.Node) {
	for i := 0; i+1 < len(m.Content); i += 2 {
		key, value := m.Content[i].Value, m.Content[i+1]
		switch {
		case key == "id", key == "rev": // the story's own, which only its whole self may claim
			f.own = true
		case key == "leadPicture":
			f.leadName = flat(value)
		case key == "bylines" && hasMaps(value):
			f.readKey("authors", value)
		case key == "sources" && hasMaps(value):
			f.sources(value)
		case paramFields[key] != "":
			f.readKey(paramFields[key], value)
		default:
			f.readKey(key, value)
		}
	}
}

// sources: the first is the story's, the others came with stories that became
// part of it.
func (f *matterReader) sources(list *yaml.Node) {
	for i, n := range list.Content {
		s := article.Source{Service: member(n, "service"), Key: member(n, "key"), Version: member(n, "version")}
		switch {
		case s == (article.Source{}):
		case i == 0:
			f.article.Source = s
		default:
			f.article.MoreSources = append(f.article.MoreSources, s)
		}
	}
	f.kept += countWords(flat(list))
}

// member is one text of a mapping.
func member(n *yaml.Node, name string) string {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return article.OneLine(flat(n.Content[i+1]))
		}
	}
	return ""
}

// kid is a mapping within a mapping.
func kid(n *yaml.Node, name string) *yaml.Node {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i+1]
		}
	}
	return &yaml.Node{}
}

// resources are what a site knows of the files beside a story.
func (f *matterReader) resources(list *yaml.Node) {
	for _, n := range list.Content {
		src, more := member(n, "src"), kid(n, "params")
		if src == "" {
			continue
		}
		f.described[src] = article.Picture{
			Alt: member(more, "alt"), Caption: member(more, "caption"), Credit: member(more, "credit"), Rights: member(more, "rights"), Source: member(more, "source"),
		}
		if member(more, "lead") == "true" && f.leadName == "" {
			f.leadName = src
		}
	}
}

// oldAddresses are the slugs at the ends of addresses that led to the story.
func (f *matterReader) oldAddresses(value *yaml.Node) error {
	for _, address := range items(value) {
		slug := article.Slugify(path.Base(strings.TrimSuffix(address, "/")))
		if slug != "" && slug != f.article.Slug && !slices.Contains(f.article.OldSlugs, slug) {
			f.article.OldSlugs = append(f.article.OldSlugs, slug)
		}
	}
	return nil
}

var errNotBeside = errors.New("the picture does not lie beside the copy, and nothing is fetched")

// leadFrom takes the picture above a story, named alone, first of a list, or
// with its words.
func (f *matterReader) leadFrom(value *yaml.Node) (bool, error) {
	n, p := value, article.Picture{}
	if n.Kind == yaml.SequenceNode && len(n.Content) > 0 {
		n = n.Content[0]
	}
	address := flat(n)
	if n.Kind == yaml.MappingNode {
		address = firstOf(member(n, "image"), member(n, "src"), member(n, "url"), member(n, "path"))
		p = article.Picture{Alt: member(n, "alt"), Caption: member(n, "caption"), Credit: member(n, "credit")}
	}
	if address == "" {
		return false, nil
	}
	if _, _, found := f.options.besides(address); !found {
		return true, errNotBeside
	}
	f.entry.lead(address, p)
	return true, nil
}

// settle gives pictures the words that were said of their files, and the story
// its lead.
func (f *matterReader) settle() {
	e := f.entry
	for i := range e.pictures {
		p := &e.pictures[i]
		said, found := f.described[p.address]
		if !found {
			continue
		}
		p.Alt, p.Caption, p.Credit = firstOf(p.Alt, said.Alt), firstOf(p.Caption, said.Caption), firstOf(p.Credit, said.Credit)
		p.Rights, p.Source = firstOf(p.Rights, said.Rights), firstOf(p.Source, said.Source)
	}
	if e.article.LeadPicture != "" {
		f.article.LeadPicture = e.article.LeadPicture
	}
}

// withoutParts takes out of a text of ours what a site shows in it for want of a
// place, and what the front matter said: the dateline, the credit, the terms.
func (f *matterReader) withoutParts(body string) string {
	a := &f.article
	blocks := strings.Split(body, "\n\n")
	if line, found := strings.CutPrefix(blocks[0], escapeAll(a.Dateline)+" — "); found && a.Dateline != "" {
		blocks[0] = line
	}
	blocks = slices.DeleteFunc(blocks, func(block string) bool {
		said := plainInline(block)
		return said != "" && (said == a.Credit || said == a.UsageTerms)
	})
	return strings.Join(blocks, "\n\n")
}
