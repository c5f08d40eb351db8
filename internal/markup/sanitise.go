package markup

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// allowed is every element of a page's body, with its attributes and what
// their values look like. No style, no name, ids with our prefix, three kinds
// of URL. Both proven and the policy hold to it.
var allowed = map[string]map[string]*regexp.Regexp{
	"p":          {"class": classes},
	"h2":         {"id": ids},
	"h3":         {"id": ids},
	"h4":         {"id": ids},
	"blockquote": {}, "hr": {}, "br": {}, "pre": {}, "code": {}, "em": {}, "strong": {}, "del": {}, "b": {},
	"ul": {}, "ol": {"start": regexp.MustCompile(`^[0-9]{1,9}$`)}, "li": {"id": ids},
	"table": {}, "thead": {}, "tbody": {}, "tr": {},
	"th":     {"scope": regexp.MustCompile(`^col$`), "class": classes},
	"td":     {"class": classes},
	"figure": {"class": classes}, "figcaption": {},
	"aside":   {"class": classes},
	"section": {"class": classes, "role": roles},
	"div":     {"class": classes, "tabindex": regexp.MustCompile(`^0$`)},
	"span":    {"class": classes},
	"sup":     {"class": classes},
	"img": {
		"src": regexp.MustCompile(`^media/[A-Za-z0-9_-][A-Za-z0-9._-]*$`), "alt": anyText,
		"width": digits, "height": digits, "loading": regexp.MustCompile(`^lazy$`),
	},
	"a": {
		"href": regexp.MustCompile(`^(https?://|mailto:|#s-)[^\s<>"\\]+$`), "title": anyText,
		"rel": regexp.MustCompile(`^noopener$`), "role": roles, "id": ids, "class": classes,
	},
}

var (
	classes = regexp.MustCompile(`^[a-z-]+( missing)?$`)
	ids     = regexp.MustCompile(`^s-[a-z0-9-]+$`)
	roles   = regexp.MustCompile(`^doc-(noteref|backlink|endnotes)$`)
	digits  = regexp.MustCompile(`^[0-9]{1,7}$`)
	anyText = regexp.MustCompile(``)
)

// void elements have no end tag.
var void = []string{"br", "hr", "img"}

// entities that the writer uses; it writes no others.
var entities = []string{"&amp;", "&lt;", "&gt;", "&#34;"}

func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	for tag, attrs := range allowed {
		p.AllowElements(tag)
		for name, value := range attrs {
			p.AllowAttrs(name).Matching(value).OnElements(tag)
		}
	}
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	return p
}

// safe is html if it is proven, else what the policy leaves of it. Proving
// takes a twentieth of the time of sanitising and never changes a byte.
func safe(html string, policy *bluemonday.Policy) string {
	if proven(html) {
		return html
	}
	return policy.Sanitize(html)
}

// proven reports whether html is written exactly as the writer writes: allowed
// elements, properly nested and ended, with allowed attributes, each once and
// in double quotes; everything else escaped. What reads so strictly, every
// browser reads the same way.
func proven(html string) bool {
	var open []string
	names := map[string]string{} // of start tags proved already: most come again
	for {
		text, rest, found := strings.Cut(html, "<")
		if !escaped(text) {
			return false
		}
		if !found {
			return len(open) == 0
		}
		tag, after, closed := strings.Cut(rest, ">")
		if !closed {
			return false
		}
		if name, end := strings.CutPrefix(tag, "/"); end {
			if len(open) == 0 || open[len(open)-1] != name {
				return false
			}
			open = open[:len(open)-1]
		} else {
			name, ok := names[tag]
			if !ok {
				if name, ok = startTag(tag); !ok {
					return false
				}
				names[tag] = name
			}
			if !slices.Contains(void, name) {
				open = append(open, name)
			}
		}
		html = after
	}
}

// startTag proves what stands between < and >. A value cannot hold a bare >,
// which would have ended the tag here.
func startTag(tag string) (name string, ok bool) {
	name, rest, _ := strings.Cut(tag, " ")
	attrs, known := allowed[name]
	if !known {
		return "", false
	}
	var seen []string
	for rest != "" || strings.HasSuffix(tag, " ") {
		key, after, found := strings.Cut(rest, `="`)
		value, next, quoted := strings.Cut(after, `"`)
		pattern := attrs[key]
		if !found || !quoted || pattern == nil || slices.Contains(seen, key) ||
			!escaped(value) || !pattern.MatchString(value) {
			return "", false
		}
		seen = append(seen, key)
		if next == "" {
			break
		}
		if rest, found = strings.CutPrefix(next, " "); !found || rest == "" {
			return "", false
		}
	}
	return name, true
}

// escaped holds for text without a bare <, > or &.
func escaped(text string) bool {
	if strings.ContainsAny(text, "<>") {
		return false
	}
	for {
		at := strings.IndexByte(text, '&')
		if at < 0 {
			return true
		}
		text = text[at:]
		n := entityLength(text)
		if n == 0 {
			return false
		}
		text = text[n:]
	}
}

func entityLength(text string) int {
	for _, e := range entities {
		if strings.HasPrefix(text, e) {
			return len(e)
		}
	}
	return 0
}

// proveBlocks makes every block safe; as a rule that changes nothing.
func (w *writer) proveBlocks(policy *bluemonday.Policy) {
	if proven(string(w.html)) {
		return
	}
	var clean []byte
	for i, b := range w.blocks {
		if i > 0 {
			clean = append(clean, '\n')
		}
		from := len(clean)
		clean = append(clean, bytes.TrimSpace([]byte(safe(string(w.html[b.from:b.to]), policy)))...)
		w.blocks[i].from, w.blocks[i].to = from, len(clean)
	}
	w.html = clean
}
