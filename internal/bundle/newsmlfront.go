package bundle

import (
	"bytes"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/format"
)

// newsmlFront is package.xml: a front as a packageItem, its places in their
// order. The items that it lists lie in data/newsml; nil = the bundle has none.
func (m *maker) newsmlFront(f *Front, stories map[article.ID]frontStory) ([]outFile, error) {
	if !slices.ContainsFunc(m.formats, func(o outFormat) bool { return o.name == "newsml" }) {
		return nil, nil
	}
	newest := time.Unix(0, 0)
	p := &format.NewsMLPack{NewsMLHead: format.NewsMLHead{
		Standard: "NewsML-G2", StandardVersion: "2.35", Conformance: "power",
		GUID: "urn:x-stet:lineup:" + format.XMLText(f.Lineup.ID), Version: max(1, f.Lineup.Rev), Lang: languageTag(m.house.Language),
		CatalogRef: format.NewsMLHref{Href: format.NewsMLCatalog},
	}, Headline: format.XMLText(f.Lineup.Name)}
	p.Group.Root, p.Group.Body.ID, p.Group.Body.Role, p.Group.Body.Mode = "root", "root", "group:main", "pgrmod:seq"
	for i := range f.Lineup.Slots {
		s := &f.Lineup.Slots[i]
		a := stories[s.Story].article
		if a.Updated.After(newest) {
			newest = a.Updated
		}
		p.Group.Body.Refs = append(p.Group.Body.Refs, format.NewsMLLink{
			ResidRef: a.ID.URN(), Version: max(1, a.Rev), ContentType: "application/vnd.iptc.g2.newsitem+xml", Title: format.XMLText(s.Head(&a).Text)})
	}
	p.Meta = format.NewsMLMeta{
		Class: format.NewsMLCode{QCode: "ninat:composite"}, Provider: format.NewsMLParty{Name: format.XMLText(m.house.Name)},
		VersionCreated: format.Stamp(newest), PubStatus: format.NewsMLCode{QCode: "stat:usable"},
	}
	var out bytes.Buffer
	err := format.XML(&out, p)
	return oneFile(frontFolder(&f.Lineup)+"/package.xml", "application/vnd.iptc.g2.packageitem+xml", &out, err)
}
