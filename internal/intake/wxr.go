package intake

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/format"
)

// wxrItems reads the posts of WordPress's export. Pages, menus and what else a
// site keeps are no stories; what was left out is named once, by kind.
func wxrItems(data []byte, o Options) (iter.Seq[Item], error) {
	root, notes, err := format.ReadXML(stripControls(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	w := &wxr{options: o, notes: notes, channel: root.Kid("channel"), authors: map[string]article.Author{}, files: map[string]*format.Element{}, byURL: map[string]*format.Element{}}
	if !root.Is("rss") || w.channel.Kid("wxr_version").Words() == "" {
		return nil, fmt.Errorf("%w: it is no export of WordPress", ErrFile)
	}
	w.describe()
	if len(w.posts) == 0 {
		return nil, fmt.Errorf("%w: the export has no posts", ErrEmpty)
	}
	called := make([]calling, len(w.posts))
	for i, post := range w.posts {
		called[i] = callingOf(post)
	}
	w.shared = sharedIDs(called)
	return w.all, nil
}

// stripControls takes out characters that no XML may hold: WordPress writes them
// as they were typed, and what reads its files drops the post.
func stripControls(data []byte) []byte {
	if bytes.IndexFunc(data, xmlControl) < 0 || bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")) {
		return data
	}
	return bytes.Map(func(r rune) rune {
		if xmlControl(r) {
			return -1
		}
		return r
	}, data)
}

func xmlControl(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' }

// wxr is an export that is being read.
type wxr struct {
	options Options
	notes   []string
	channel *format.Element
	service string
	authors map[string]article.Author  // by login
	files   map[string]*format.Element // attachments, by their number
	byURL   map[string]*format.Element // the same, by where they lie
	posts   []*format.Element
	others  map[string]int // items that are no posts, by type
	shared  map[string]bool
}

func (w *wxr) describe() {
	w.service = cmp.Or(siteOf(w.channel.Kid("base_site_url").Words()), siteOf(w.channel.Kid("link").Words()), article.OneLine(w.channel.Kid("title").Words()))
	for _, a := range w.channel.Each("author") {
		login := strings.TrimSpace(a.Kid("author_login").Words())
		full := article.OneLine(a.Kid("author_first_name").Words() + " " + a.Kid("author_last_name").Words())
		w.authors[login] = article.Author{Name: cmp.Or(article.OneLine(a.Kid("author_display_name").Words()), full, login), Email: article.OneLine(a.Kid("author_email").Words())}
	}
	w.others = map[string]int{}
	for _, item := range w.channel.Each("item") {
		switch kind := wpText(item, "post_type"); {
		case kind == "attachment":
			w.files[wpText(item, "post_id")] = item
			w.byURL[wpText(item, "attachment_url")] = item
		case kind == "post" && !slices.Contains(notPosts, wpText(item, "status")):
			w.posts = append(w.posts, item)
		case kind == "post":
			w.others[wpText(item, "status")+" post"]++
		default:
			w.others[cmp.Or(kind, "item")]++
		}
	}
}

// notPosts are states of a post in which it is none any more, or not yet.
var notPosts = []string{"trash", "auto-draft", "inherit"}

// wpText is what an item says of itself in WordPress's own words.
func wpText(item *format.Element, name string) string {
	for _, k := range item.Kids {
		if k.Name.Local == name && strings.HasPrefix(k.Name.Space, "http://wordpress.org/export/") && !strings.HasSuffix(k.Name.Space, "/excerpt/") {
			return strings.TrimSpace(k.Words())
		}
	}
	return ""
}

func (w *wxr) all(yield func(Item) bool) {
	for i, item := range w.posts {
		e := newEntry(w.options)
		for _, note := range w.notes {
			e.changed("the export", note, wholeCopy)
		}
		w.post(e, item)
		if i == 0 {
			w.sayOthers(e)
		}
		res, err := e.result()
		if !yield(Item{Name: itemName(i, e.article.Headlines.Main), Of: len(w.posts), Result: res, Err: err}) {
			return
		}
	}
}

// sayOthers names with the first story what of the site did not come in.
func (w *wxr) sayOthers(e *entry) {
	kinds := []string{}
	for kind := range w.others {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	for _, kind := range kinds {
		e.changed(fmt.Sprintf("%s: %d", kind, w.others[kind]), "Items of the site that are no stories were left out.", wholeCopy)
	}
}

func (w *wxr) post(e *entry, item *format.Element) {
	comments := 0
	for _, k := range item.Kids {
		text := strings.TrimSpace(k.Words())
		switch name := k.Name.Local; {
		case name == "title":
			e.set("headlines.main", plainHTML(text))
		case name == "encoded" && strings.HasSuffix(k.Name.Space, "/excerpt/"):
			e.set("standfirst", plainMarkup(text))
		case name == "encoded":
			e.html = autoParagraphs(text)
		case name == "description":
			e.drop(plainHTML(text), "The description of the item.")
		case name == "creator":
			w.by(e, text)
		case name == "category":
			w.term(e, k)
		case name == "guid":
			c := callingOf(item)
			c.id = text
			e.from(w.service, e.ownID(c, w.shared))
		case name == "link":
			e.note(text, "Where the story stands at its source.")
		case name == "post_name":
			e.set("slug", article.Slugify(text))
		case name == "post_password" && text != "":
			e.article.Flag = article.Hold
			e.note("It is locked with a password at its source.", "It is on hold until a person lifts that.")
		case name == "postmeta":
			w.meta(e, strings.TrimSpace(k.Kid("meta_key").Words()), strings.TrimSpace(k.Kid("meta_value").Words()), item)
		case name == "comment":
			comments++
		}
	}
	if comments > 0 {
		e.changed(fmt.Sprintf("comments: %d", comments), "Comments of readers were left out.", wholeCopy)
	}
	w.dates(e, item)
	w.status(e, wpText(item, "status"))
	w.pictures(e, item)
	e.language(w.channel.Kid("language").Words())
}

func (w *wxr) by(e *entry, login string) {
	known, ok := w.authors[login]
	if !ok {
		known.Name = login
	}
	e.names(&e.article.Bylines, known.Name)
	if known.Email != "" {
		e.article.Authors = append(e.article.Authors, known)
		e.receipt.Kept++
	}
}

func (w *wxr) term(e *entry, k *format.Element) {
	name := plainHTML(k.Words())
	switch k.Get("domain") {
	case "category":
		if k.Get("nicename") != "uncategorized" {
			e.place(name)
		}
	case "post_tag", "":
		e.names(&e.article.Keywords, name)
	case "post_format":
		e.drop(name, "How WordPress shows the post.")
	default:
		e.drop(k.Get("domain")+": "+name, "Stet has no place for this.")
	}
}

// stetFields are the custom fields by which Stet tells WordPress what it has no
// place for.
const stetFields = "stet_"

// meta reads a custom field. Those that begin with a low line are WordPress's
// own business.
func (w *wxr) meta(e *entry, key, value string, item *format.Element) {
	switch {
	case value == "":
	case key == "_wp_old_slug":
		if slug := article.Slugify(value); slug != "" && len(e.article.OldSlugs) < mostOfList && !slices.Contains(e.article.OldSlugs, slug) {
			e.article.OldSlugs = append(e.article.OldSlugs, slug)
			e.receipt.Kept++
		}
	case key == "_yoast_wpseo_title", key == "rank_math_title", key == "_aioseo_title":
		e.set("headlines.search", value)
	case key == "_yoast_wpseo_metadesc", key == "rank_math_description", key == "_aioseo_description":
		e.set("searchDescription", value)
	case key == "_yoast_wpseo_opengraph-title", key == "_aioseo_og_title":
		e.set("headlines.social", value)
	case key == "_yoast_wpseo_opengraph-description", key == "_aioseo_og_description":
		e.set("socialDescription", value)
	case strings.HasPrefix(key, stetFields):
		w.stetField(e, strings.TrimPrefix(key, stetFields), value)
	case !strings.HasPrefix(key, "_"):
		e.drop(key+": "+value, "A custom field; Stet has no place for it.")
	}
}

// stetField reads one of Stet's own.
func (w *wxr) stetField(e *entry, name, value string) {
	if name == "id" || name == "rev" {
		return
	}
	for _, f := range article.Fields {
		if fieldName(f.Path) == name {
			e.set(f.Path, value)
			return
		}
	}
	e.drop(stetFields+name+": "+value, "A custom field; Stet has no place for it.")
}

// fieldName is "headlines_front" of headlines.front, "trail_text" of trailText.
func fieldName(path string) string {
	var b strings.Builder
	for _, r := range path {
		switch {
		case r == '.':
			b.WriteByte('_')
		case r >= 'A' && r <= 'Z':
			b.WriteString("_" + strings.ToLower(string(r)))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// dates are UTC where the post has any there: a draft has none.
func (w *wxr) dates(e *entry, item *format.Element) {
	at := func(name string) time.Time {
		if t, err := time.Parse(time.DateTime, wpText(item, name+"_gmt")); err == nil && t.Year() > 1 {
			return t
		}
		zone := w.options.Zone
		if zone == nil {
			zone = time.UTC
		}
		if t, err := time.ParseInLocation(time.DateTime, wpText(item, name), zone); err == nil && t.Year() > 1 {
			return t.UTC()
		}
		return time.Time{}
	}
	published, modified := at("post_date"), at("post_modified")
	switch wpText(item, "status") {
	case "publish", "private":
		e.article.FirstPublished = published
		if modified.After(published) {
			e.article.LastPublished = modified
		}
	case "future":
		e.article.Embargo = &article.Embargo{At: published, Zone: "UTC", Said: "scheduled for " + wpText(item, "post_date")}
		if published.IsZero() {
			e.article.Flag = article.Hold
		}
	}
}

// status says what a post's state means here. The desk decides the status.
func (w *wxr) status(e *entry, status string) {
	switch status {
	case "publish", "draft", "future", "":
	case "private":
		e.article.Flag = article.Hold
		e.note("It is private at its source.", "It is on hold until a person lifts that.")
	default:
		e.note("Status at its source: "+status, "What WordPress says of its state.")
	}
}

// pictures makes the featured image the lead, and takes the other attachments of
// the post that lie beside the file and that its text does not show.
func (w *wxr) pictures(e *entry, item *format.Element) {
	for _, k := range item.Each("postmeta") {
		if strings.TrimSpace(k.Kid("meta_key").Words()) != "_thumbnail_id" {
			continue
		}
		if file := w.files[strings.TrimSpace(k.Kid("meta_value").Words())]; file != nil {
			e.lead(wpText(file, "attachment_url"), wxrPicture(file))
		}
	}
	e.described = func(address string) (article.Picture, bool) {
		file := w.byURL[sizeOfFile.ReplaceAllString(address, "$1")]
		if file == nil {
			return article.Picture{}, false
		}
		return wxrPicture(file), true
	}
}

// sizeOfFile is how WordPress calls the smaller files of a picture.
var sizeOfFile = regexp.MustCompile(`-\d{1,5}x\d{1,5}(\.[A-Za-z]+)$`)

func wxrPicture(file *format.Element) article.Picture {
	p := article.Picture{}
	for _, k := range file.Kids {
		text := strings.TrimSpace(k.Words())
		switch {
		case k.Is("encoded") && strings.HasSuffix(k.Name.Space, "/excerpt/"):
			p.Caption = plainMarkup(text)
		case k.Is("postmeta"):
			value := article.OneLine(k.Kid("meta_value").Words())
			switch strings.TrimSpace(k.Kid("meta_key").Words()) {
			case "_wp_attachment_image_alt":
				p.Alt = value
			case "stet_source":
				p.Source = value
			}
		}
	}
	return p
}
