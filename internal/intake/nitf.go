package intake

import (
	"fmt"
	"iter"
	"strings"

	"stet/internal/article"
)

// nitfItems reads a document of NITF.
func nitfItems(data []byte, o Options) (iter.Seq[Item], error) {
	root, changed, err := readItemXML(data)
	if err != nil {
		return nil, fmt.Errorf("read NITF: %w", err)
	}
	w := &wireItem{changed: changed}
	readNITF(root, w, o)
	return eachItem([]*wireItem{w}, o), nil
}

func readNITF(n *said, w *wireItem, o Options) {
	n.parts = true
	w.left = n.left
	head := n.inside("head")
	head.pass("title", "tobject", "iim", "pubdata", "revision-history")
	w.article.Language = firstOf(n.attr("baselang"), n.attr("lang"))
	nitfDoc(head.inside("docdata"), w, o)
	nitfMeta(head, w, o)
	w.put(&w.article.Section, head.at("pubdata").attr("position.section"), "section", "")
	body := n.inside("body")
	nitfHead(body.inside("body.head"), w)
	if len(w.article.Bylines) == 0 {
		w.byline(head.at("docdata").at("author").words(), nil)
	}
	w.put(&w.article.Headlines.Main, head.at("title").words(), "title", "")
	nitfBody(body, w)
}

// nitfDoc reads the management of the document.
func nitfDoc(d *said, w *wireItem, o Options) {
	a := &w.article
	w.status = status(firstOf(d.attr("management-status"), d.attr("management-idref-status")))
	id := d.at("doc-id")
	a.Source.Key, a.Source.Service = id.attr("id-string"), id.attr("regsrc")
	if of := d.attr("management-doc-idref"); w.status == "canceled" && of != "" {
		a.Source.Key = of // a notice has an id of its own
	}
	key := d.at("du-key")
	a.Slugline, a.Source.Version = key.attr("key"), firstOf(key.attr("version"), key.attr("generation"))
	w.urgent(d.at("urgency").attr("ed-urg"))
	d.pass("date.issue", "doc-scope", "fixture", "series")
	a.Updated, _ = wireMoment(d.at("date.issue").attr("norm"), o.Zone)
	if release := d.at("date.release").attr("norm"); release != "" {
		w.released(release, a.Updated.IsZero(), o)
	} else if strings.Contains(strings.ToLower(d.at("@management-status").text), "embargoed") {
		w.embargoed("embargoed", o)
	}
	for _, k := range d.at("key-list").all("keyword") {
		w.keyword(k.attr("key"))
	}
	for _, c := range d.all("correction") {
		if info := c.attr("info"); info != "" {
			a.Corrections = append(a.Corrections, article.Correction{Text: info, Kind: article.Corrected})
		}
	}
	for _, m := range d.all("ed-msg") {
		w.notes = append(w.notes, m.attr("info"))
	}
	copyright := d.at("doc.copyright")
	notice := strings.TrimSpace(strings.Join([]string{copyright.attr("year"), copyright.attr("holder")}, " "))
	w.rights(notice, d.at("doc.rights").attr("limitations"))
}

// released takes a date of release for an embargo where it lies behind the date
// of issue: many an agency gives every story one.
func (w *wireItem) released(text string, always bool, o Options) {
	at, ok := wireMoment(text, o.Zone)
	if ok && !always && !at.After(w.article.Updated) && w.status != "embargoed" {
		return
	}
	w.embargoed(text, o)
}

// nitfMeta reads the properties that Stet writes; others are told.
func nitfMeta(head *said, w *wireItem, o Options) {
	a := &w.article
	var urls []string
	var sources []article.Source
	for _, m := range head.all("meta") {
		name, content := m.at("@name").text, m.at("@content").text
		m.read = true
		role, value := strings.ToLower(name), article.OneLine(content)
		switch {
		case strings.HasPrefix(role, "headline."):
			w.headline(strings.TrimPrefix(role, "headline."), value)
		case strings.HasPrefix(role, "description."):
			w.description(strings.TrimPrefix(role, "description."), value, "", o)
		case role == "slug", role == "old-slug":
			w.altID(role, value)
		case role == "author.url":
			urls = append(urls, value)
		case role == "source.service":
			sources = append(sources, article.Source{Service: value})
		case role == "source.key" && len(sources) > 0:
			sources[len(sources)-1].Key = value
		case role == "source.version" && len(sources) > 0:
			sources[len(sources)-1].Version = value
		case role == "direction":
			newsmlDirection(value, a)
		case role == "created":
			a.Created, _ = wireMoment(value, o.Zone)
		case role == "first-published":
			a.FirstPublished, _ = wireMoment(value, o.Zone)
		case role == "last-published":
			a.LastPublished, _ = wireMoment(value, o.Zone)
		case role == "words", role == "section.slug":
			w.own = true // of the programs that write NITF, Stet says it so
		default:
			m.read = false
		}
	}
	a.MoreSources = append(a.MoreSources, sources...)
	w.urls = urls
}

// nitfHead reads what stands above the copy.
func nitfHead(h *said, w *wireItem) {
	a := &w.article
	for i, line := range h.all("hedline") {
		line.parts = true
		role := "main"
		if i > 0 {
			role = "sub"
		}
		w.headline(role, line.at("hl1").words())
		for _, sub := range line.all("hl2") {
			w.put(&a.Standfirst, sub.words(), "headline", "hl2")
		}
	}
	for _, abstract := range h.all("abstract") {
		w.put(&a.Standfirst, abstract.words(), "abstract", "")
	}
	people, line := []article.Author{}, ""
	for i, b := range h.all("byline") {
		person := b.at("person").words()
		if person == "" {
			person, line = "", strings.TrimSpace(line+"; "+b.words())
			continue
		}
		b.read = true
		p := article.Author{Name: person, Role: b.at("byttl").words()}
		if i < len(w.urls) {
			p.URL = webAddress(w.urls[i])
		}
		people = append(people, p)
	}
	w.byline(strings.Trim(line, "; "), people)
	w.place = h.at("dateline").words()
	a.Credit = h.at("distributor").words()
	for _, note := range h.all("note") {
		w.notes = append(w.notes, note.words())
	}
	w.rights("", h.at("rights").words())
}

// nitfBody turns the copy into HTML, which is read like any other.
func nitfBody(body *said, w *wireItem) {
	var b strings.Builder
	for _, content := range body.all("body.content") {
		content.read = true
		h := &nitfHTML{item: w, out: &b}
		h.all(content.el.Kids)
	}
	w.body.offer(HTML, b.String())
	end := body.inside("body.end")
	if tagline := end.at("tagline").words(); tagline != "" {
		w.notes = append(w.notes, tagline)
	}
	w.leads()
}
