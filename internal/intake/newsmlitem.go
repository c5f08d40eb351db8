package intake

import (
	"net/url"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
)

// readNewsItem reads a text with its links to other items.
func readNewsItem(n *said, o Options) (*wireItem, []newsLink) {
	n.parts = true
	n.pass("catalogRef", "catalog", "hopHistory")
	w := &wireItem{left: n.left}
	newsmlMeta(n, w, o)
	newsmlContent(n, w, o)
	newsmlBodies(n, w, o)
	links := []newsLink{}
	for _, l := range n.at("itemMeta").all("link") {
		links = append(links, newsLink{l.attr("residref", "href"), stetRole(l.attr("reluri")) == "lead"})
		l.read = true
	}
	return w, links
}

// newsmlMeta reads what an item says of itself.
func newsmlMeta(n *said, w *wireItem, o Options) {
	a := &w.article
	meta := n.inside("itemMeta")
	meta.pass("itemClass", "generator", "profile", "fileName", "service", "role", "hash", "origRep", "incomingFeedId")
	provider := meta.at("provider")
	a.Source = article.Source{
		Service: firstOf(provider.at("name").words(), provider.attr("literal"), strings.ToUpper(bare(provider.attr("qcode")))),
		Key:     n.attr("guid"), Version: n.attr("version"),
	}
	w.status = firstOf(status(meta.at("pubStatus").attr("qcode")), bare(meta.at("pubStatus").attr("uri")))
	a.Updated, _ = wireMoment(meta.at("versionCreated").words(), o.Zone)
	a.Created, _ = wireMoment(meta.at("firstCreated").words(), o.Zone)
	if e := meta.at("embargoed"); e.key != "" {
		w.embargoed(e.words(), o)
	}
	for _, note := range meta.all("edNote") {
		w.notes = append(w.notes, note.words())
	}
	for _, s := range meta.all("signal") {
		switch code := bare(s.attr("qcode", "uri")); code {
		case "correction", "update":
			w.signal = code
		default:
			s.read = false
		}
	}
	rights := n.inside("rightsInfo")
	holder := rights.at("copyrightHolder")
	a.Source.Service = firstOf(a.Source.Service, holder.at("name").words(), hostOf(provider.attr("uri")))
	w.rights(firstOf(rights.at("copyrightNotice").words(), holder.at("name").words(), holder.attr("literal")), rights.at("usageTerms").words())
	a.Language = n.attr("lang")
	newsmlDirection(n.attr("dir"), a)
}

// hostOf is the host of an address, by which its owner is known.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return firstOf(strings.TrimPrefix(u.Host, "www."), address)
}

func newsmlDirection(dir string, a *article.Article) {
	if dir == string(article.LTR) || dir == string(article.RTL) {
		a.Direction = article.Direction(dir)
	}
}

// newsmlContent reads what an item says of its content.
func newsmlContent(n *said, w *wireItem, o Options) {
	a := &w.article
	c := n.inside("contentMeta")
	c.pass("contentModified", "icon")
	if at, ok := wireMoment(c.at("contentCreated").words(), o.Zone); ok && a.Created.IsZero() {
		a.Created = at
	}
	w.urgent(c.at("urgency").words())
	a.Language = firstOf(c.at("language").attr("tag"), a.Language)
	for _, h := range c.all("headline") {
		w.headline(firstOf(stetRole(h.attr("roleuri")), bare(h.attr("role", "roleuri"))), h.words())
	}
	for _, d := range c.all("description") {
		w.description(firstOf(stetRole(d.attr("roleuri")), bare(d.attr("role", "roleuri"))), d.words(), d.attr("modified"), o)
	}
	w.put(&a.Headlines.Main, n.at("itemMeta").at("title").words(), "title", "")
	for _, s := range c.all("slugline") {
		w.put(&a.Slugline, s.words(), "slugline", "")
	}
	a.Credit = c.at("creditline").words()
	a.Dateline = c.at("dateline").words()
	w.place = firstOf(c.at("located").at("name").words(), c.at("located").attr("literal"))
	if a.Dateline != "" {
		w.place, a.Dateline = a.Dateline, ""
	}
	for _, k := range c.all("keyword") {
		w.keyword(k.words())
	}
	for _, s := range c.all("subject") {
		rel := ""
		if stetRole(s.attr("typeuri")) == "section" {
			rel = "section"
		}
		w.subject(firstOf(s.at("name").words(), s.attr("literal")), rel)
	}
	newsmlPeople(c, w)
	newsmlSources(c, w)
	newsmlDates(c, a, o)
}

func newsmlPeople(c *said, w *wireItem) {
	people := []article.Author{}
	for _, p := range c.all("creator") {
		name := firstOf(p.at("name").words(), p.attr("literal"))
		people = append(people, article.Author{Name: name, Role: p.at("definition").words(), URL: webAddress(p.attr("uri"))})
	}
	w.byline(c.at("by").words(), people)
}

// newsmlSources are where copy was before: a service and its id stand at the
// same place of their lists.
func newsmlSources(c *said, w *wireItem) {
	agencies, keys := []article.Source{}, []string{}
	for _, s := range c.all("infoSource") {
		agencies = append(agencies, article.Source{Service: firstOf(s.at("name").words(), s.attr("literal"), strings.ToUpper(bare(s.attr("qcode"))))})
	}
	for _, id := range c.all("altId") {
		role := stetRole(id.attr("typeuri"))
		if role == "" {
			continue
		}
		id.read = true
		key := w.altID(role, id.words())
		if role == "source" {
			if i := len(keys); i < len(agencies) {
				agencies[i].Version = id.attr("version")
			}
			keys = append(keys, key)
		}
	}
	w.otherSources(agencies, keys)
}

// newsmlDates reads the times that Stet says in properties of its own.
func newsmlDates(c *said, a *article.Article, o Options) {
	for _, v := range c.all("contentMetaExtProperty") {
		at, ok := wireMoment(v.at("@value").text, o.Zone)
		switch role := stetRole(v.at("@reluri").text); {
		case !ok:
		case role == "first-published":
			a.FirstPublished, v.read = at, true
		case role == "last-published":
			a.LastPublished, v.read = at, true
		}
	}
}

// newsmlBodies takes the form of the content that says most.
func newsmlBodies(n *said, w *wireItem, o Options) {
	set := n.inside("contentSet")
	for _, k := range set.kids {
		switch k.key {
		case "inlineData":
			k.read = true
			w.offered(k.attr("contenttype"), k.el.Words())
		case "inlineXML":
			k.read = true
			w.inlineXML(k, o)
		case "remoteContent":
			k.read = true
			w.remote(k, o)
		}
	}
}

// inlineXML reads markup within an item: XHTML, NITF, or another's, of which
// the words are taken.
func (w *wireItem) inlineXML(k *said, o Options) {
	for _, root := range k.kids {
		switch {
		case root.key == "html":
			newsmlDirection(root.attr("dir"), &w.article)
			w.body.offer(HTML, root.at("body").markup())
		case root.key == "nitf":
			within := &wireItem{}
			readNITF(root, within, o)
			w.fillFrom(within)
			w.body.offer(HTML, within.body.text)
		case root.el != nil:
			w.body.offer(HTML, "<p>"+root.markup()+"</p>")
		}
	}
}

// markup is what an element holds, as HTML.
func (s *said) markup() string {
	if s.el == nil {
		return ""
	}
	return s.el.Markup()
}

// fillFrom takes what a document within the item says where the item says
// nothing.
func (w *wireItem) fillFrom(within *wireItem) {
	for _, f := range article.Fields {
		if f.Path == "body" || f.Path == "pictures" || f.Get(&w.article) != "" || f.Get(&within.article) == "" {
			continue
		}
		_ = f.Set(&w.article, f.Get(&within.article)) // it is another story's value of the same field
	}
	w.place = firstOf(w.place, within.place)
	for _, p := range within.pics {
		if !slices.ContainsFunc(w.pics, func(q wirePicture) bool { return q.uri == p.uri }) {
			w.picture(p)
		}
	}
}

// remote reads content that lies in a file beside the item; nothing is fetched.
func (w *wireItem) remote(k *said, o Options) {
	href, kind := k.attr("href"), k.attr("contenttype")
	if strings.HasPrefix(kind, "image/") {
		w.picture(wirePicture{uri: href, files: []string{href}})
		return
	}
	data := o.besideAt(href)
	if data == nil {
		w.dropped = append(w.dropped, article.Note{Text: firstOf(href, kind), Why: "Content that lies elsewhere; nothing is fetched."})
		return
	}
	c, err := decode(data, o)
	if err != nil {
		w.dropped = append(w.dropped, article.Note{Text: href, Why: asSentence(err)})
		return
	}
	w.offered(kind, c.text)
}

// nitfAsHTML is copy that is said to be markup: NITF as HTML, anything else as
// it is.
func nitfAsHTML(text string) string {
	if !strings.Contains(text, "<body.content") && !strings.Contains(text, "<nitf") {
		return text
	}
	root, _, err := format.ReadXML([]byte(text))
	if err != nil {
		return text
	}
	w := &wireItem{}
	readNITF(xmlSaid(root), w, Options{})
	return w.body.text
}
