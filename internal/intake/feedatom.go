package intake

import (
	"cmp"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/format"
)

// atomEntry reads an entry of Atom.
func (f *feed) atomEntry(e *entry, entry *format.Element) {
	text, summary, link, id := "", "", "", ""
	authors := false
	for _, k := range entry.Kids {
		switch name := k.Name.Local; {
		case name == "":
		case k.Name.Space == nsMedia:
			f.media(e, k)
		case name == "title":
			e.set("headlines.main", f.atomPlain(k))
		case name == "content":
			text = f.atomHTML(e, k)
		case name == "summary":
			summary = f.atomHTML(e, k)
		case name == "link":
			link = f.atomLink(e, k, link)
		case name == "id":
			id = strings.TrimSpace(k.Words())
		case name == "author", name == "contributor":
			authors = f.atomPerson(e, k) || authors
		case name == "category":
			f.category(e, article.OneLine(cmp.Or(k.Get("label"), k.Get("term"))))
		case name == "published", name == "issued":
			e.at(&e.article.FirstPublished, k.Words())
		case name == "updated", name == "modified":
			e.at(&e.article.LastPublished, k.Words())
		case name == "rights":
			e.set("usageTerms", f.atomPlain(k))
		case name == "source":
			e.set("credit", f.atomPlain(k.Kid("title")))
		default:
			e.drop(name+": "+k.Words(), "Stet has no place for this.")
		}
	}
	if !authors {
		for _, k := range f.channel.Each("author") {
			f.atomPerson(e, k)
		}
	}
	if a := &e.article; a.FirstPublished.IsZero() || !a.LastPublished.After(a.FirstPublished) {
		a.FirstPublished, a.LastPublished = firstTime(a.FirstPublished, a.LastPublished), time.Time{}
	}
	e.language(langOf(entry))
	f.atomContent(e, text, summary)
	f.come(e, id, link)
}

// atomPlain is the words of a construct that may hold HTML.
func (f *feed) atomPlain(k *format.Element) string {
	switch k.Get("type") {
	case "html", "text/html":
		return plainMarkup(k.Words())
	case "xhtml":
		return plainMarkup(k.Markup())
	}
	return f.plain(k.Words())
}

// atomHTML is a construct as HTML. Content that lies elsewhere is not fetched.
func (f *feed) atomHTML(e *entry, k *format.Element) string {
	if src := k.Get("src"); src != "" {
		e.changed(src, "The text lies elsewhere; nothing is fetched.", wholeCopy)
		return ""
	}
	switch kind := k.Get("type"); kind {
	case "html", "text/html":
		return strings.TrimSpace(k.Words())
	case "xhtml", "application/xhtml+xml":
		return k.Markup()
	case "", "text", "text/plain":
		return htmlText(k.Words())
	default:
		e.changed(kind, "The text is of a kind that is not read.", wholeCopy)
		return ""
	}
}

// atomContent settles what the text is: here a summary is HTML by now.
func (f *feed) atomContent(e *entry, text, summary string) {
	if text == "" {
		e.html = summary
		return
	}
	e.html = text
	switch said := plainMarkup(summary); {
	case said == "":
	case strings.HasSuffix(said, "…"), begins(text, said):
		e.drop(said, "It is the beginning of the text once more.")
	default:
		e.set("standfirst", said)
	}
}

func (f *feed) atomLink(e *entry, k *format.Element, link string) string {
	href, kind := k.Get("href"), k.Get("type")
	switch k.Get("rel") {
	case "", "alternate":
		return cmp.Or(link, href)
	case "enclosure":
		if kind == "" || strings.HasPrefix(kind, "image/") {
			e.lead(href, article.Picture{Alt: article.OneLine(k.Get("title"))})
			return link
		}
		e.changed(href, "A file of the kind "+kind+" goes with the story; nothing is fetched.", wholeCopy)
	case "related", "via":
		e.note(href, "A link that goes with the story at its source.")
	}
	return link
}

func (f *feed) atomPerson(e *entry, k *format.Element) bool {
	name := article.OneLine(k.Kid("name").Words())
	if name == "" {
		name = article.OneLine(k.Words())
	}
	if name == "" {
		return false
	}
	e.names(&e.article.Bylines, name)
	known := article.Author{Name: name, URL: article.OneLine(k.Kid("uri").Words()), Email: article.OneLine(k.Kid("email").Words())}
	if known.URL+known.Email != "" {
		e.article.Authors = append(e.article.Authors, known)
		e.receipt.Kept += countWords(known.URL) + countWords(known.Email)
	}
	return true
}
