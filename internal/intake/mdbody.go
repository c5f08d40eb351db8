package intake

import (
	"cmp"
	"encoding/base64"
	"html"
	"regexp"
	"strings"

	"stet/internal/article"
)

// mdBody is a body of Markdown that a site is made of: what the site's program
// says in its own signs becomes the dialect's, where that has some. All else
// stays as it is typed, to the byte.
type mdBody struct {
	entry *entry
	site  bool            // its front matter is that of a site: signs of the site's program are read
	open  []string        // fences of the boxes that are open
	boxed int             // boxes that were opened
	boxes []siteBox       // those of the body, in their order
	said  map[string]bool // shortcodes that were named
}

// read changes what stands outside of code.
func (m *mdBody) read(body string) string {
	if m.entry.options.Beside == nil && !m.site {
		return body
	}
	if m.site {
		m.boxes = boxesOf(body)
		body = noticesOfSite.ReplaceAllString(body, "")
	}
	var out, text strings.Builder
	fence := ""
	flush := func() {
		out.WriteString(m.outside(text.String()))
		text.Reset()
	}
	for line := range strings.Lines(body) {
		mark := fenceMark(line)
		switch {
		case fence == "" && mark != "":
			flush()
			fence = mark
			out.WriteString(line)
		case fence != "":
			if strings.HasPrefix(mark, fence) && strings.TrimSpace(line) == mark {
				fence = ""
			}
			out.WriteString(line)
		default:
			text.WriteString(line)
		}
	}
	flush()
	return out.String()
}

// fenceMark is the run of signs by which a line begins or ends code; "" = none.
func fenceMark(line string) string {
	line = strings.TrimLeft(line, " ")
	for _, sign := range []string{"`", "~"} {
		if n := len(line) - len(strings.TrimLeft(line, sign)); n >= 3 {
			return line[:n]
		}
	}
	return ""
}

// codeSpan is code within a line.
var codeSpan = regexp.MustCompile("(?s)``[^`].*?[^`]``|`[^`\n]+`")

// outside changes text that holds no code blocks.
func (m *mdBody) outside(text string) string {
	codes := []string{}
	text = codeSpan.ReplaceAllStringFunc(text, func(code string) string {
		codes = append(codes, code)
		return "\x00"
	})
	if m.site {
		text = m.shortcodes(text)
		text = headingID.ReplaceAllString(text, "$1$2")
	}
	text = m.pictures(text)
	for _, code := range codes {
		text = strings.Replace(text, "\x00", code, 1)
	}
	return text
}

// headingID is an address that some programs let a heading have.
var headingID = regexp.MustCompile(`(?m)^(#{1,6}[ \t].*?)[ \t]*\{#[\w-]+\}[ \t]*($)`)

// shortcode of Hugo, with its parameters.
var shortcodeSign = regexp.MustCompile(`\{\{[<%]\s*(/?[\w./-]+)((?:[^"<>%]|"(?:[^"\\]|\\.)*"|[^"{}]*?` + "`[^`]*`" + `)*?)\s*/?[>%]\}\}`)

var shortcodePair = regexp.MustCompile(`([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|` + "`([^`]*)`" + `|([^\s"]+))`)

// commented is a shortcode that is to be shown, not run.
var commented = regexp.MustCompile(`\{\{([<%])/\*(.*?)\*/([>%])\}\}`)

// shortcodes reads those that have a meaning in the dialect.
func (m *mdBody) shortcodes(text string) string {
	if !strings.Contains(text, "{{") {
		return text
	}
	text = shortcodeSign.ReplaceAllStringFunc(text, func(sign string) string {
		p := shortcodeSign.FindStringSubmatch(sign)
		return m.shortcode(p[1], pairsOf(p[2]), sign)
	})
	return commented.ReplaceAllString(text, "{{$1$2$3}}")
}

func pairsOf(text string) map[string]string {
	set := map[string]string{}
	for _, p := range shortcodePair.FindAllStringSubmatch(text, -1) {
		set[p[1]] = html.UnescapeString(strings.ReplaceAll(p[2], `\"`, `"`) + p[3] + p[4])
	}
	return set
}

// siteBox is a box that a site's shortcodes make.
type siteBox struct {
	end    map[string]string // what its end says: who said a pull quote
	within int               // how deep boxes lie in it
}

// noticesOfSite are notes to readers that a package for Hugo puts into the text;
// its front matter has them too.
var noticesOfSite = regexp.MustCompile(`(?s)\{\{< stet-open tag="(?:section|aside)" class="story-(?:corrections|retraction)"[^>]*>\}\}.*?\{\{< stet-close tag="(?:section|aside)" >\}\}\n*`)

// boxesOf finds the boxes of a body in the order in which they begin.
func boxesOf(text string) []siteBox {
	boxList, open := []siteBox{}, []int{}
	for _, p := range shortcodeSign.FindAllStringSubmatch(text, -1) {
		name, ours := strings.CutPrefix(p[1], stetCode)
		switch last := len(open) - 1; {
		case !ours:
		case name == "end" && last >= 0:
			boxList[open[last]].end = pairsOf(p[2])
			if last > 0 {
				outer := &boxList[open[last-1]]
				outer.within = max(outer.within, boxList[open[last]].within+1)
			}
			open = open[:last]
		case boxes[name] != "":
			open = append(open, len(boxList))
			boxList = append(boxList, siteBox{})
		}
	}
	return boxList
}

const stetCode = "stet-"

// shortcode is one of them as the dialect has it; source where it has none.
func (m *mdBody) shortcode(name string, set map[string]string, source string) string {
	own, ours := strings.CutPrefix(name, stetCode)
	switch {
	case name == "figure" || name == "stet-figure":
		caption := article.OneLine(set["caption"])
		if caption == "" {
			caption = article.OneLine(set["title"])
		}
		return m.shown(set["src"], set["alt"], plainMarkup(caption), cmp.Or(set["credit"], set["attr"]), source)
	case ours && (own == "open" || own == "close"):
		return ""
	case ours && own == "code":
		return codeOf(set)
	case ours && own == "end" && len(m.open) > 0:
		fence := m.open[len(m.open)-1]
		m.open = m.open[:len(m.open)-1]
		return fence
	case ours && boxes[own] != "":
		return m.openBox(own, set)
	case !m.said[name] && !strings.HasPrefix(name, "/"):
		m.said[name] = true
		m.entry.changed(source, "A shortcode of the site's program: it stands as it is typed.", wholeCopy)
	}
	return source
}

// openBox begins a box; one that holds others has the longer fence.
func (m *mdBody) openBox(name string, set map[string]string) string {
	box := siteBox{}
	if m.boxed < len(m.boxes) {
		box = m.boxes[m.boxed]
	}
	title := set["title"]
	if name == "pullquote" {
		title = cmp.Or(box.end["by"], title)
	}
	fence := strings.Repeat(":", 3+box.within)
	m.open, m.boxed = append(m.open, fence), m.boxed+1
	if name == "embed" && set["url"] != "" {
		return fence + name + " " + strings.TrimSpace(set["url"]+" "+title)
	}
	return strings.TrimSpace(fence + name + " " + escapeAll(article.OneLine(title)))
}

func codeOf(set map[string]string) string {
	data, err := base64.StdEncoding.DecodeString(set["base64"])
	if err != nil {
		return ""
	}
	if set["block"] == "" {
		return "`" + string(data) + "`"
	}
	return "```\n" + strings.TrimSuffix(string(data), "\n") + "\n```"
}
