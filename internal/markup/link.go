package markup

import (
	"net/url"
	"strings"

	"github.com/yuin/goldmark/util"

	"stet/internal/article"
)

// idPrefix stands before every element id, so that a crosshead called
// "location" cannot shadow what a page's script means by that name.
const idPrefix = "s-"

// shippable is how a URL goes into the page, and whether it may: http and
// https with a host, mailto with an address, and #name within the page.
func shippable(typed string) (string, bool) {
	typed = strings.TrimSpace(typed)
	if name, ok := strings.CutPrefix(typed, "#"); ok {
		slug := article.Slugify(strings.TrimPrefix(unescape(name), idPrefix))
		return "#" + idPrefix + slug, slug != ""
	}
	u, err := url.Parse(typed)
	if err != nil || strings.ContainsAny(typed, "\\\n\t") {
		return "", false
	}
	if why, _ := odd(typed, u); why != "" {
		return "", false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" || u.Hostname() == "" {
			return "", false
		}
	case "mailto":
		if !strings.Contains(u.Opaque, "@") {
			return "", false
		}
	default:
		return "", false
	}
	// Parsed again, since escaping can make a host that is none, and written in
	// the one way that every later reader of it agrees on.
	shipped, err := url.Parse(strings.ToLower(u.Scheme) + string(util.URLEscape([]byte(typed[len(u.Scheme):]), false)))
	if err != nil {
		return "", false
	}
	return shipped.String(), true
}

func unescape(name string) string {
	if plain, err := url.PathUnescape(name); err == nil {
		return plain
	}
	return name
}

// host is where a URL points, for people to read.
func host(typed string) string {
	u, err := url.Parse(strings.TrimSpace(typed))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// elementID gives out an id for an element that says text, each once.
func (w *writer) elementID(text string) string {
	id := article.Slugify(text)
	if id == "" {
		id = "part"
	}
	return w.unique(idPrefix + id)
}

func (w *writer) unique(id string) string {
	if w.ids == nil {
		w.ids = map[string]int{}
	}
	for base := id; w.ids[id] > 0; {
		w.ids[base]++
		id = base + "-" + itoa(w.ids[base])
	}
	w.ids[id]++
	return id
}
