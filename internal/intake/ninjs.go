package intake

import (
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"

	"stet/internal/article"
)

// ninjsItems reads a news item in JSON: ninjs 1, 2 or 3, and what Superdesk
// writes. The texts that belong to it are stories too.
func ninjsItems(data []byte, o Options) (iter.Seq[Item], error) {
	if len(data) > MaxSize {
		return nil, fmt.Errorf("read ninjs: %w: %d bytes; at most %d are taken in at once", ErrTooLarge, len(data), MaxSize)
	}
	root, err := jsonSaid(data)
	if err != nil {
		return nil, fmt.Errorf("read ninjs: %w", unsound(err))
	}
	w := readNinjs(root, o)
	items := ninjsStories(root, o)
	if own := w.body.kind != "" || w.article.Headlines.Main != ""; own || len(items) == 0 || w.status == "canceled" {
		items = append([]*wireItem{w}, items...)
	}
	if len(items) > 1 {
		for i, w := range items {
			w.name = fmt.Sprintf("item %d", i+1)
		}
	}
	return eachItem(items, o), nil
}

// eachItem makes items one after another.
func eachItem(items []*wireItem, o Options) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		for _, w := range items {
			item := w.item(o)
			if item.Of = len(items); !yield(item) {
				return
			}
		}
	}
}

// ninjsStories are the texts that belong to an item: stories of their own.
func ninjsStories(root *said, o Options) []*wireItem {
	found := []*wireItem{}
	for _, k := range root.at("associations").kids {
		if strings.EqualFold(k.at("type").text, "text") {
			found = append(found, readNinjs(k, o))
			k.pass("name", "rel")
		}
	}
	return found
}

// ninjsKinds are the items that are no text, in an editor's words.
var ninjsKinds = map[string]string{
	"picture": "a picture", "graphic": "a graphic", "audio": "a sound", "video": "a video",
	"event": "an event", "planning": "a plan of coverage", "component": "a part of other items",
}

func readNinjs(n *said, o Options) *wireItem {
	n.parts = true
	n.pass("$standard", "standard", "representationtype", "profile", "mimetype", "charcount", "wordcount", "trustindicators", "trustindicator")
	w := &wireItem{left: n.left}
	a := &w.article
	kind := n.attr("type")
	w.other = ninjsKinds[strings.ToLower(kind)]
	w.status = status(n.attr("pubstatus"))
	a.Source = article.Source{Key: firstOf(n.attr("guid"), n.attr("uri")), Version: n.attr("version")}
	if a.Source.Key == n.attr("guid") {
		n.pass("uri")
	}
	ninjsPlain(n, w, o)
	ninjsTexts(n, w, o)
	ninjsBodies(n, w)
	ninjsPeople(n, w)
	ninjsSources(n, w)
	ninjsSubjects(n, w)
	ninjsPictures(n, w)
	return w
}

// status is a publishing status without the vocabulary's prefix.
func status(text string) string {
	_, bare, ok := strings.Cut(strings.ToLower(text), ":")
	if !ok {
		bare = strings.ToLower(text)
	}
	switch bare {
	case "cancelled", "killed", "kill":
		return "canceled"
	case "embargoed":
		return "usable" // the embargo says until when
	}
	return bare
}

// ninjsPlain reads the members that are one text each.
func ninjsPlain(n *said, w *wireItem, o Options) {
	a := &w.article
	a.Language, a.Slugline = n.attr("language"), n.attr("slugline")
	w.place = n.attr("located")
	w.urgent(n.attr("urgency"))
	for _, at := range []struct {
		name string
		to   func(string)
	}{
		{"embargoeduntil", func(text string) { w.embargoed(text, o) }},
		{"embargoed", func(text string) { w.embargoed(text, o) }},
		{"firstcreated", func(text string) { a.Created, _ = wireMoment(text, o.Zone) }},
		{"contentcreated", func(text string) {
			if a.Created.IsZero() {
				a.Created, _ = wireMoment(text, o.Zone)
			}
		}},
		{"versioncreated", func(text string) { a.Updated, _ = wireMoment(text, o.Zone) }},
		{"ednote", func(text string) { w.notes = append(w.notes, text) }},
	} {
		if text := n.attr(at.name); text != "" {
			at.to(text)
		}
	}
	w.rights(firstOf(n.attr("copyrightnotice"), n.attr("copyrightholder")), n.attr("usageterms"))
	if n.at("copyrightnotice").text != "" && strings.Contains(n.at("copyrightnotice").text, n.at("copyrightholder").text) {
		n.pass("copyrightholder")
	}
}

// ninjsTexts reads headlines and descriptions: lists in 2 and 3, members with
// the role behind their names in 1.
func ninjsTexts(n *said, w *wireItem, o Options) {
	for _, h := range n.list("headlines") {
		w.headline(h.attr("role"), plainOf(h.attr("contenttype"), h.attr("value")))
	}
	for _, d := range n.list("descriptions") {
		w.description(d.attr("role"), plainOf(d.attr("contenttype"), d.attr("value")), "", o)
	}
	for _, k := range n.kids {
		name, role, _ := strings.Cut(strings.ToLower(k.key), "_")
		switch {
		case name == "headline" && k.text != "":
			w.headline(role, k.words())
		case name == "description" && k.text != "":
			for line := range strings.SplitSeq(plainOf(role, k.whole()), "\n") {
				w.description(role, line, "", o)
			}
		}
	}
	w.put(&w.article.Headlines.Main, n.attr("title"), "title", "")
}

// plainOf is a text without the tags that its kind says it has.
func plainOf(kind, text string) string {
	if !strings.Contains(strings.ToLower(kind), "html") {
		return text
	}
	root := parseTree(text)
	if root == nil {
		return text
	}
	return visible(root)
}

// ninjsBodies takes the body that says most; the others say the same.
func ninjsBodies(n *said, w *wireItem) {
	for _, b := range n.list("bodies") {
		role := b.attr("role") + " " + b.attr("contenttype")
		b.pass("charcount", "wordcount")
		w.offered(role, b.at("value").whole())
	}
	for _, k := range n.kids {
		if name, role, _ := strings.Cut(strings.ToLower(k.key), "_"); name == "body" && k.text != "" {
			w.offered(role, k.whole())
		}
	}
}

// runsOf finds which way a text runs, where an element around all of it says so.
var runsOf = regexp.MustCompile(`^\s*<div\b[^>]*\sdir="(ltr|rtl)"`)

// offered is a body under the name of its form; where the name says none, tags
// do.
func (w *wireItem) offered(role, text string) {
	role = strings.ToLower(role)
	switch {
	case strings.Contains(role, "markdown"):
		w.body.offer(Markdown, text)
	case strings.Contains(role, "html"), strings.Contains(role, "richtext"), strings.Contains(role, "nitf"), htmlStart.MatchString(text):
		if m := runsOf.FindStringSubmatch(text); m != nil {
			newsmlDirection(m[1], &w.article)
		}
		w.body.offer(HTML, nitfAsHTML(text))
	default:
		w.body.offer(Text, text)
	}
}

func ninjsPeople(n *said, w *wireItem) {
	people := []article.Author{}
	for _, list := range []string{"people", "person", "authors"} {
		for _, p := range n.list(list) {
			if rel := strings.ToLower(p.at("rel").text); rel == "author" || rel == "creator" || list == "authors" {
				p.pass("rel", "scheme")
				people = append(people, article.Author{Name: p.attr("name"), Role: firstOf(p.attr("literal"), p.attr("jobtitle")), URL: webAddress(p.attr("uri"), p.attr("code"))})
			}
		}
	}
	w.byline(firstOf(n.attr("by"), n.attr("byline")), people)
}

// webAddress is the first of these that leads to a page.
func webAddress(addresses ...string) string {
	for _, at := range addresses {
		if strings.HasPrefix(at, "https://") || strings.HasPrefix(at, "http://") {
			return at
		}
	}
	return ""
}

func ninjsSubjects(n *said, w *wireItem) {
	for _, list := range []string{"subjects", "subject"} {
		for _, s := range n.list(list) {
			rel := s.attr("rel")
			s.pass("uri", "code", "scheme", "literal", "creator", "relevance", "confidence")
			w.subject(s.attr("name"), rel)
		}
	}
	for _, k := range n.list("keywords") {
		w.keyword(k.words())
	}
}

// ninjsSources are who sent the item, whom it was from before, and under which
// other ids it is known.
func ninjsSources(n *said, w *wireItem) {
	a := &w.article
	agencies := []article.Source{}
	for _, list := range []string{"infosources", "infosource"} {
		for _, s := range n.list(list) {
			name := s.attr("name")
			switch role := firstOf(s.attr("role"), s.attr("rel")); {
			case role == "publisher" && a.Source.Service == "":
				a.Source.Service = name
			case role == "credit":
				w.put(&a.Credit, name, "credit", "")
			case name != "":
				agencies = append(agencies, article.Source{Service: name, Version: firstOf(s.attr("literal"), s.attr("code"))})
			}
			s.pass("scheme", "uri")
		}
	}
	if a.Source.Service == "" {
		a.Source.Service = firstOf(n.attr("source"), n.attr("copyrightholder"))
	}
	if a.Source.Service == "" && len(agencies) > 0 {
		a.Source.Service, agencies = agencies[0].Service, agencies[1:]
	}
	w.otherSources(agencies, ninjsIDs(n, w))
}

// ninjsIDs takes the slugs, and gives the ids that the item had where it was
// before.
func ninjsIDs(n *said, w *wireItem) []string {
	keys := []string{}
	ids := n.inside("altids")
	for _, id := range ids.kids {
		role, value := firstOf(id.key, id.at("role").text), firstOf(id.text, id.at("value").text)
		role = strings.TrimRight(role, "0123456789-")
		if role != "slug" && role != "old-slug" && role != "source" {
			continue
		}
		id.read = true
		if key := w.altID(role, value); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

// altID takes a slug; of a source it gives the key.
func (w *wireItem) altID(role, value string) string {
	switch role {
	case "slug":
		w.article.Slug = article.Slugify(value)
	case "old-slug":
		if slug := article.Slugify(value); slug != "" && len(w.article.OldSlugs) < mostOfList && !slices.Contains(w.article.OldSlugs, slug) {
			w.article.OldSlugs = append(w.article.OldSlugs, slug)
		}
	case "source":
		return value
	}
	return ""
}

// otherSources are those that copy had before who sent it now.
func (w *wireItem) otherSources(agencies []article.Source, keys []string) {
	for i := range max(len(agencies), len(keys)) {
		s := article.Source{}
		if i < len(agencies) {
			s = agencies[i]
		}
		if i < len(keys) {
			s.Key = keys[i]
		}
		if s != (article.Source{}) {
			w.article.MoreSources = append(w.article.MoreSources, s)
		}
	}
}

// ninjsPictures are the pictures that belong to an item, and what else does.
func ninjsPictures(n *said, w *wireItem) {
	associations := n.inside("associations")
	for _, k := range associations.kids {
		kind := strings.ToLower(k.at("type").text)
		if kind != "picture" && kind != "graphic" {
			continue
		}
		name := firstOf(k.key, k.at("name").text)
		w.picture(ninjsPicture(k, name))
	}
	w.leads()
}

func ninjsPicture(k *said, name string) wirePicture {
	k.read = true
	rel := firstOf(k.attr("rel"), k.attr("profile"))
	p := wirePicture{uri: firstOf(k.attr("uri"), k.attr("guid")), lead: rel == "lead" || name == "featuremedia"}
	p.Credit = firstOf(k.attr("by"), k.attr("byline"), k.attr("copyrightholder"))
	p.Rights = firstOf(k.attr("copyrightnotice"), k.attr("usageterms"))
	describe := func(role, text string) {
		switch {
		case role == "alt":
			p.Alt = text
		case p.Caption == "":
			p.Caption = text
		}
	}
	for _, d := range k.at("descriptions").kids {
		describe(d.attr("role"), d.attr("value"))
	}
	for _, m := range k.kids {
		if head, role, _ := strings.Cut(strings.ToLower(m.key), "_"); head == "description" {
			describe(role, m.words())
		}
	}
	for _, list := range []string{"infosources", "infosource"} {
		for _, s := range k.at(list).kids {
			p.Source = s.attr("name")
		}
	}
	p.files = ninjsFiles(k)
	return p
}

// ninjsFiles are where a picture's files are said to be, the widest first.
func ninjsFiles(k *said) []string {
	files := []wireFile{}
	for _, r := range k.at("renditions").kids {
		files = append(files, wireFile{firstOf(r.key, r.at("name").text), r.attr("href"), r.attr("width")})
	}
	return widestFirst(files)
}
