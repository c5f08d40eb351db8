package intake

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
)

// ErrFile: a feed, an export or another file that programs write cannot be read.
var ErrFile = errors.New("the file cannot be read")

// Namespaces of feeds.
const (
	nsAtom    = "http://www.w3.org/2005/Atom"
	nsContent = "http://purl.org/rss/1.0/modules/content/"
	nsDC      = "http://purl.org/dc/elements/1.1/"
	nsMedia   = "http://search.yahoo.com/mrss/"
)

// feedItems reads RSS 0.9 to 2.0, Atom and JSON Feed.
func feedItems(data []byte, o Options) (iter.Seq[Item], error) {
	if start := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), " \t\r\n"); bytes.HasPrefix(start, []byte("{")) {
		return jsonFeedItems(data, o)
	}
	root, notes, err := format.ReadXML(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	f := &feed{options: o, notes: notes}
	switch root.Name.Local {
	case "feed":
		f.channel, f.items = root, root.Each("entry")
	case "rss", "RDF":
		f.channel = root.Kid("channel")
		f.items = slices.Concat(f.channel.Each("item"), root.Each("item"))
	default:
		return nil, fmt.Errorf("%w: <%s> begins no feed", ErrFile, root.Name.Local)
	}
	if len(f.items) == 0 {
		return nil, fmt.Errorf("%w: the feed has no stories", ErrEmpty)
	}
	f.describe()
	called := make([]calling, len(f.items))
	for i, item := range f.items {
		called[i] = callingOf(item)
	}
	f.shared = sharedIDs(called)
	return f.all, nil
}

// feed is a feed that is being read.
type feed struct {
	options  Options
	notes    []string
	channel  *format.Element
	items    []*format.Element
	service  string
	language string
	own      bool // Stet wrote it: its words are words, not HTML
	shared   map[string]bool
}

// describe takes what the feed says for all its stories.
func (f *feed) describe() {
	link := f.channel.Kid("link")
	address := cmp.Or(strings.TrimSpace(link.Words()), link.Get("href"), f.channel.Kid("id").Words())
	f.service = cmp.Or(siteOf(address), article.OneLine(plainHTML(f.channel.Kid("title").Words())))
	f.language = cmp.Or(f.channel.Kid("language").Words(), langOf(f.channel))
	f.own = strings.HasPrefix(strings.ToLower(f.channel.Kid("generator").Words()), "stet")
}

// siteOf is the site that an address leads to; "" = none.
func siteOf(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// langOf is what an element says of its language.
func langOf(e *format.Element) string {
	for _, a := range e.Attr {
		if a.Name.Local == "lang" {
			return a.Value
		}
	}
	return ""
}

func (f *feed) all(yield func(Item) bool) {
	for i, item := range f.items {
		e := newEntry(f.options)
		for _, note := range f.notes {
			e.changed("the feed", note, wholeCopy)
		}
		read := f.rssItem
		if item.Is("entry") {
			read = f.atomEntry
		}
		read(e, item)
		e.language(f.language)
		res, err := e.result()
		if !yield(Item{Name: itemName(i, e.article.Headlines.Main), Of: len(f.items), Result: res, Err: err}) {
			return
		}
	}
}

// itemName is how a story is called within its file.
func itemName(i int, title string) string {
	name := "item " + strconv.Itoa(i+1)
	if title == "" {
		return name
	}
	const most = 60
	if runes := []rune(title); len(runes) > most {
		title = string(runes[:most-1]) + "…"
	}
	return name + ", " + title
}

// language is that of the file, where the story names none itself.
func (e *entry) language(of string) {
	if of = strings.TrimSpace(of); e.article.Language == "" && of != "" {
		f, err := article.FieldAt("language")
		if err == nil {
			_ = f.Set(&e.article, strings.ReplaceAll(of, "_", "-")) // what is no language is none
		}
	}
}

// words of a feed are HTML as often as not; those that Stet wrote are not.
func (f *feed) plain(text string) string {
	if f.own {
		return article.OneLine(text)
	}
	return plainHTML(text)
}

// rssItem reads an item of RSS in any version.
func (f *feed) rssItem(e *entry, item *format.Element) {
	description, encoded := "", ""
	enclosures := []*format.Element{}
	link, id := "", ""
	for _, k := range item.Kids {
		text := strings.TrimSpace(k.Words())
		switch name := k.Name.Local; {
		case name == "":
		case k.Name.Space == nsMedia:
			f.media(e, k)
		case name == "title":
			e.set("headlines.main", f.plain(text))
		case name == "encoded":
			encoded = text
		case name == "description", name == "summary" && description == "":
			description = text
		case name == "link":
			link = cmp.Or(text, k.Get("href"), link)
		case name == "guid" || name == "identifier" && id == "":
			id = text
		case name == "creator", name == "author":
			f.author(e, text)
		case name == "category", name == "subject":
			f.category(e, f.plain(text))
		case name == "pubDate", name == "date":
			e.at(&e.article.FirstPublished, text)
		case name == "updated", name == "modified":
			e.at(&e.article.LastPublished, text)
		case name == "rights":
			e.set("usageTerms", f.plain(text))
		case name == "language":
			e.language(text)
		case name == "source":
			e.set("credit", f.plain(text))
		case name == "enclosure":
			enclosures = append(enclosures, k)
		default:
			e.drop(k.Name.Local+": "+text, "Stet has no place for this.")
		}
	}
	for _, k := range enclosures {
		f.enclosure(e, k)
	}
	f.content(e, encoded, description)
	f.come(e, id, link)
}

// content settles what the text is and what sells it.
func (f *feed) content(e *entry, text, summary string) {
	if text == "" {
		e.html = summary
		if f.own {
			e.html = htmlText(summary)
		}
		return
	}
	e.html = text
	said := f.plain(summary)
	switch {
	case said == "":
	case strings.HasSuffix(said, "…"), strings.HasSuffix(said, "[...]"), strings.HasSuffix(said, "..."), begins(text, said):
		e.drop(said, "It is the beginning of the text once more.")
	default:
		e.set("standfirst", said)
	}
}

// begins reports whether HTML begins with these words.
func begins(html, words string) bool {
	text := plainHTML(html[:min(len(html), 4*len(words)+2000)])
	return strings.HasPrefix(text, words) || strings.HasPrefix(strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(words), " "))
}

// htmlText is text as HTML, a paragraph for each of its own.
func htmlText(text string) string {
	var b strings.Builder
	for _, part := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if strings.TrimSpace(part) != "" {
			b.WriteString("<p>" + signsOfHTML.Replace(part) + "</p>")
		}
	}
	return b.String()
}

var signsOfHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// come says where a story is from: the same item comes again under the same id.
func (f *feed) come(e *entry, id, link string) {
	e.from(f.service, cmp.Or(e.ownID(calling{id, link, e.article.Headlines.Main}, f.shared), link))
	if link != "" && link != id {
		e.note(link, "Where the story stands at its source.")
	} else if id != "" && siteOf(id) != "" {
		e.note(id, "Where the story stands at its source.")
	}
}

// from keeps the id that a story has at its source.
func (e *entry) from(service, key string) {
	key = article.OneLine(key)
	if key == "" {
		return
	}
	e.article.Source = article.Source{Service: article.OneLine(service), Key: shortID(key)}
	if key != e.article.Source.Key {
		e.note(key, longID)
		return
	}
	e.receipt.Kept += countWords(key)
}

// author takes a name, alone or behind a mail address as RSS has it.
func (f *feed) author(e *entry, text string) {
	text = f.plain(text)
	if address, name, ok := strings.Cut(text, "("); ok && strings.Contains(address, "@") {
		e.drop(strings.TrimSpace(address), "A mail address of the author.")
		text = strings.TrimSuffix(strings.TrimSpace(name), ")")
	}
	if strings.Contains(text, "@") && !strings.Contains(text, " ") {
		e.note(text, "The author's mail address; no name is given.")
		return
	}
	for _, prefix := range []string{"By ", "by ", "BY "} {
		text = strings.TrimPrefix(text, prefix)
	}
	e.names(&e.article.Bylines, text)
}

// category is the section where Stet wrote the feed, whose first one is; the
// categories of others are keywords.
func (f *feed) category(e *entry, name string) {
	if f.own && e.article.Section == "" && len(e.article.Keywords) == 0 {
		e.place(name)
		return
	}
	e.names(&e.article.Keywords, name)
}

// enclosure is a file that goes with a story. Media RSS says more of a picture,
// and says it first.
func (f *feed) enclosure(e *entry, k *format.Element) {
	address := k.Get("url")
	switch kind := k.Get("type"); {
	case e.offered[address]:
	case kind == "" || strings.HasPrefix(kind, "image/"):
		e.lead(address, article.Picture{})
	default:
		e.changed(address, "A file of the kind "+kind+" goes with the story; nothing is fetched.", wholeCopy)
	}
}

// media reads what Media RSS says: a picture beside the story, with its words.
func (f *feed) media(e *entry, k *format.Element) {
	switch k.Name.Local {
	case "group":
		for _, within := range k.Kids {
			if within.Name.Space == nsMedia {
				f.media(e, within)
			}
		}
	case "content", "thumbnail":
		kind := cmp.Or(k.Get("medium"), strings.Split(k.Get("type"), "/")[0])
		if kind != "" && kind != "image" {
			e.changed(k.Get("url"), "A file of the kind "+kind+" goes with the story; nothing is fetched.", wholeCopy)
			return
		}
		e.lead(k.Get("url"), article.Picture{
			Alt: f.plain(k.Kid("title", nsMedia).Words()), Caption: f.plain(k.Kid("description", nsMedia).Words()),
			Credit: f.plain(k.Kid("credit", nsMedia).Words()), Rights: f.plain(k.Kid("copyright", nsMedia).Words()),
		})
	case "keywords":
		for _, word := range strings.Split(k.Words(), ",") {
			f.category(e, f.plain(word))
		}
	case "title", "description", "credit", "copyright", "rating", "player", "status", "community", "category":
		e.drop("media:"+k.Name.Local+": "+k.Words(), "Stet has no place for this.")
	}
}
