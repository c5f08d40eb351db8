package intake

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// style is how a piece of text looks.
type style struct {
	strong, em bool
	struck     bool   // struck through
	code       bool   // as typed
	ends       bool   // the run, which has no text, ends a line
	href       string // "" = no link
	note       string // label of the footnote that the run, which has no text, points at
	anchor     int    // number of the anchor that the run, which has no text, is; 0 = none
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

// allStrong holds for a block that is bold from end to end.
func (in *inline) allStrong() bool {
	strong := false
	for _, r := range in.runs {
		if strings.TrimSpace(r.text) != "" || r.note != "" {
			if !r.strong {
				return false
			}
			strong = true
		}
	}
	return strong
}

// weaken takes the bold off a block.
func (in *inline) weaken() {
	for i := range in.runs {
		in.runs[i].strong = false
	}
}

// noted holds for a block that points at a footnote.
func (in *inline) noted() bool {
	return slices.ContainsFunc(in.runs, func(r run) bool { return r.note != "" })
}

// render gives the block's plain text, and its Markdown where it has any
// formatting ("" where it has none). White space is collapsed as a browser
// does it.
func (in *inline) render(gone *lost) (text, md string) {
	in.collapse()
	var plain, out strings.Builder
	formatted, marked := false, false
	for i, r := range in.runs {
		if plain.WriteString(r.text); r.ends {
			plain.WriteByte(' ')
		}
		formatted = formatted || r.style != style{}
		marked = in.write(&out, i, marked, gone)
	}
	text, md = plain.String(), out.String()
	if !formatted {
		return text, ""
	}
	lines := strings.Split(md, lineEnd)
	for i := range lines {
		lines[i] = openBlock(strings.TrimSpace(lines[i]))
	}
	return text, strings.Join(lines, lineEnd)
}

// lineEnd ends a line within a paragraph. Copy has no backslash there: it is
// escaped.
const lineEnd = "\\\n"

// openBlock escapes what a block of inline Markdown must not begin with. A
// bracket that is copy is escaped already; one that is not begins a link.
func openBlock(md string) string {
	if strings.Contains(md, anchorStart) {
		return openAnchored(md)
	}
	if at := blockMark(md); at >= 0 && md[at] != '[' {
		return md[:at] + `\` + md[at:]
	}
	if end := strings.IndexByte(md, ']'); strings.HasPrefix(md, "[^") && strings.HasPrefix(md[end+1:], ":") {
		return md[:end+1] + `\` + md[end+1:] // else it would be the footnote, not its mark
	}
	return md
}

// collapse makes each run of ASCII white space one space and takes it off the
// block's ends. It drops empty runs.
func (in *inline) collapse() {
	kept := in.runs[:0]
	space := true // white space before the block's start counts as had
	for _, r := range in.runs {
		if r.note != "" || r.anchor != 0 || r.ends {
			kept, space = append(kept, r), r.ends || space && r.note == ""
			continue
		}
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
	trimEnd(kept)
	trimStart(kept)
	kept = slices.DeleteFunc(kept, func(r run) bool { return r.text == "" && r.note == "" && r.anchor == 0 && !r.ends })
	for len(kept) > 0 && kept[len(kept)-1].ends {
		kept = kept[:len(kept)-1]
	}
	for len(kept) > 0 && kept[0].ends {
		kept = kept[1:]
	}
	in.runs = kept
}

// trimEnd takes white space off the end of runs, past anchors, which are
// nothing to see.
func trimEnd(runs []run) {
	for i := len(runs) - 1; i >= 0 && runs[i].note == ""; i-- {
		if runs[i].text = strings.TrimRightFunc(runs[i].text, unicode.IsSpace); runs[i].text != "" {
			return
		}
	}
}

func trimStart(runs []run) {
	for i := range runs {
		if runs[i].text = strings.TrimLeftFunc(runs[i].text, unicode.IsSpace); runs[i].text != "" || runs[i].note != "" {
			return
		}
	}
}

// write renders run i; marked says that the output ends in an emphasis mark,
// beside which another would be misread. It reports the same of its own end.
func (in *inline) write(out *strings.Builder, i int, marked bool, gone *lost) bool {
	r := in.runs[i]
	switch {
	case r.note != "":
		out.WriteString("[^" + r.note + "]")
		return false
	case r.anchor != 0:
		out.WriteString(anchorSign(r.anchor))
		return marked
	case r.ends:
		out.WriteString(lineEnd)
		return false
	}
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
	if r.struck {
		stars = "~~" + stars
	}
	if stars != "" && !in.roomFor(i, lead, tail, marked) {
		stars = ""
		gone.emphasis++
	}
	shown := escapeAll(core)
	if r.code && !strings.Contains(core, "`") {
		shown = "`" + core + "`"
	}
	out.WriteString(lead + stars)
	if r.href != "" {
		out.WriteString("[" + shown + "](" + r.href + ")")
	} else {
		out.WriteString(shown)
	}
	out.WriteString(backwards(stars) + tail)
	return stars != "" && tail == ""
}

// backwards is how marks close that stand before a word.
func backwards(marks string) string {
	if stars, struck := strings.CutPrefix(marks, "~~"); struck {
		return stars + "~~"
	}
	return marks
}

// roomFor reports whether emphasis marks around run i stand as the dialect
// wants them: not inside a word, not beside other marks.
func (in *inline) roomFor(i int, lead, tail string, marked bool) bool {
	above, below := i-1, i+1
	for above >= 0 && in.runs[above].anchor != 0 {
		above--
	}
	for below < len(in.runs) && in.runs[below].anchor != 0 {
		below++
	}
	if lead == "" && above >= 0 && (marked || !parts(in.runs[above].lastRune())) {
		return false
	}
	return tail != "" || below >= len(in.runs) || parts(in.runs[below].firstRune())
}

// firstRune and lastRune are what a run looks like to marks beside it.
func (r run) firstRune() rune {
	if r.note != "" {
		return '['
	}
	if r.ends {
		return ' '
	}
	first, _ := utf8.DecodeRuneInString(r.text)
	return first
}

func (r run) lastRune() rune {
	if r.note != "" {
		return ']'
	}
	if r.ends {
		return ' '
	}
	last, _ := utf8.DecodeLastRuneInString(r.text)
	return last
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
