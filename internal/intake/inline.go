package intake

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// style is how a piece of text looks.
type style struct {
	strong, em bool
	href       string // "" = no link
}

// run is text of one style.
type run struct {
	text string
	style
}

// inline collects the text of one block.
type inline struct {
	runs []run
}

func (in *inline) add(text string, s style) {
	if text == "" {
		return
	}
	if n := len(in.runs); n > 0 && in.runs[n-1].style == s && len(in.runs[n-1].text) < 4096 {
		in.runs[n-1].text += text
		return
	}
	in.runs = append(in.runs, run{text, s})
}

// render gives the block's plain text, and its Markdown where it has any
// formatting ("" where it has none). White space is collapsed as a browser
// does it.
func (in *inline) render(gone *lost) (text, md string) {
	in.collapse()
	var plain, out strings.Builder
	formatted, marked := false, false
	for i, r := range in.runs {
		plain.WriteString(r.text)
		formatted = formatted || r.style != style{}
		marked = in.write(&out, i, marked, gone)
	}
	text, md = plain.String(), out.String()
	if !formatted {
		return text, ""
	}
	return text, openBlock(md)
}

// openBlock escapes what a block of inline Markdown must not begin with. A
// bracket that is copy is escaped already; one that is not begins a link.
func openBlock(md string) string {
	if at := blockMark(md); at >= 0 && md[at] != '[' {
		return md[:at] + `\` + md[at:]
	}
	return md
}

// collapse makes each run of ASCII white space one space and takes it off the
// block's ends. It drops empty runs.
func (in *inline) collapse() {
	kept := in.runs[:0]
	space := true // white space before the block's start counts as had
	for _, r := range in.runs {
		var b strings.Builder
		for _, c := range r.text {
			white := c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'
			if !white {
				b.WriteRune(c)
			} else if !space {
				b.WriteByte(' ')
			}
			space = white
		}
		if r.text = b.String(); r.text != "" {
			kept = append(kept, r)
		}
	}
	for len(kept) > 0 {
		last := &kept[len(kept)-1]
		if last.text = strings.TrimRightFunc(last.text, unicode.IsSpace); last.text != "" {
			break
		}
		kept = kept[:len(kept)-1]
	}
	for len(kept) > 0 {
		if kept[0].text = strings.TrimLeftFunc(kept[0].text, unicode.IsSpace); kept[0].text != "" {
			break
		}
		kept = kept[1:]
	}
	in.runs = kept
}

// write renders run i; marked says that the output ends in an emphasis mark,
// beside which another would be misread. It reports the same of its own end.
func (in *inline) write(out *strings.Builder, i int, marked bool, gone *lost) bool {
	r := in.runs[i]
	core := strings.TrimFunc(r.text, unicode.IsSpace)
	if core == "" || r.style == (style{}) {
		out.WriteString(escapeAll(r.text))
		return marked && r.text == ""
	}
	at := strings.Index(r.text, core)
	lead, tail := r.text[:at], r.text[at+len(core):]
	stars := ""
	if r.em {
		stars = "*"
	}
	if r.strong {
		stars += "**"
	}
	if stars != "" && !in.roomFor(i, lead, tail, marked) {
		stars = ""
		gone.emphasis++
	}
	out.WriteString(lead + stars)
	if r.href != "" {
		out.WriteString("[" + escapeAll(core) + "](" + r.href + ")")
	} else {
		out.WriteString(escapeAll(core))
	}
	out.WriteString(stars + tail)
	return stars != "" && tail == ""
}

// roomFor reports whether emphasis marks around run i stand as the dialect
// wants them: not inside a word, not beside other marks.
func (in *inline) roomFor(i int, lead, tail string, marked bool) bool {
	if lead == "" && i > 0 {
		before, _ := utf8.DecodeLastRuneInString(in.runs[i-1].text)
		if marked || !parts(before) {
			return false
		}
	}
	if tail == "" && i+1 < len(in.runs) {
		after, _ := utf8.DecodeRuneInString(in.runs[i+1].text)
		return parts(after)
	}
	return true
}

// parts holds for what may stand between a word and an emphasis mark.
func parts(r rune) bool {
	return unicode.IsSpace(r) || (r < utf8.RuneSelf && asciiPunct(byte(r)) && r != '*' && r != '_' && r != '~') || strings.ContainsRune("“”„‘’«»—–…。，、！？；：", r)
}

// escapeAll escapes every sign that could be markup beside formatting, where
// what stands next to a piece of text is not known to [Escape].
func escapeAll(text string) string {
	if !strings.ContainsAny(text, "\\`*_~[]<>&{}!|#") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case strings.IndexByte("\\`*~[]<{", c) >= 0,
			c == '_' && !(i > 0 && i+1 < len(text) && alnum(text[i-1]) && alnum(text[i+1])),
			c == '!' && i+1 == len(text),
			c == '&' && (i+1 == len(text) || text[i+1] == '#' || alnum(text[i+1])):
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// longestURL is more than any page's address needs.
const longestURL = 2000

// safeURL is a link's address as Markdown takes it, for web and mail
// addresses only. Google's redirect is looked through: it is no address of
// the story.
func safeURL(href string) (string, bool) {
	href = strings.TrimSpace(href)
	u, err := url.Parse(href)
	if err != nil || len(href) > longestURL {
		return "", false
	}
	if target := u.Query().Get("q"); u.Path == "/url" && strings.HasPrefix(u.Host, "www.google.") && target != "" {
		if u, err = url.Parse(target); err != nil {
			return "", false
		}
		href = target
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return "", false
		}
	case "mailto":
	default:
		return "", false
	}
	return quoteURL(href), true
}

// quoteURL encodes what would end a Markdown address or be read in it.
func quoteURL(href string) string {
	var b strings.Builder
	for i := 0; i < len(href); i++ {
		c := href[i]
		switch {
		case c <= ' ' || strings.IndexByte("()<>\\\"`|", c) >= 0:
			const digits = "0123456789ABCDEF"
			b.WriteString("%" + string(digits[c>>4]) + string(digits[c&15]))
		case c == '&' && entity.MatchString(href[i:min(len(href), i+48)]):
			b.WriteString("&amp;")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
