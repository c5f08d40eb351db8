package page

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Rules is the style sheet cut into rules. A document carries those that say
// something of it: most of the whole are for what few stories have (decision
// 281). Cutting takes a millisecond: whoever makes many documents does it once.
type Rules struct {
	rules   []rule
	numbers map[string]int // of what rules need: ".class" or "element"
	blanks  sync.Pool      // of *writer: a page is held against the rules before it is put behind them
}

// blank lends an empty writer until done.
func (s *Rules) blank() (w *writer, done func()) {
	w, again := s.blanks.Get().(*writer)
	if !again {
		w = newWriter()
	}
	return w, func() {
		w.Reset()
		s.blanks.Put(w)
	}
}

// rule is one rule, without comments. Of each of its needs a page has one at
// least, or the rule says nothing of it.
type rule struct {
	text  string
	needs [][]int // by their numbers
}

// NewRules cuts the sheet of pages.
func NewRules() *Rules { return rulesOf(style) }

// rulesOf cuts a sheet that this package brings, and knows no more of the
// grammar than those need: no brace stands in a string or in a comment.
func rulesOf(parts ...string) *Rules {
	css := cssComment.ReplaceAllString(strings.Join(parts, ""), "")
	s := &Rules{numbers: map[string]int{}}
	from, depth := 0, 0
	for i, c := range css {
		switch c {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				text := strings.TrimSpace(css[from : i+1])
				selector, _, _ := strings.Cut(text, "{")
				s.rules, from = append(s.rules, rule{text, s.numbered(needsOf(selector))}), i+1
			}
		}
	}
	return s
}

var (
	cssComment = regexp.MustCompile(`(?s)\s*/\*.*?\*/`)
	cssState   = regexp.MustCompile(`\[[^\]]*\]|:(?:lang|not)\([^)]*\)|::?(?:before|after|marker|hover|focus-visible|first-child|last-child)`)
	cssEither  = regexp.MustCompile(`:is\(([^)]*)\)`)
	cssName    = regexp.MustCompile(`\.?[a-z][a-z0-9-]*`)
)

// needsOf is what a selector needs. One that asks for the state of the reader's
// system, or is a list, is kept whatever it needs.
func needsOf(selector string) (needs [][]string) {
	selector = cssState.ReplaceAllString(selector, "")
	one := cssEither.ReplaceAllStringFunc(selector, func(group string) string {
		var any []string
		for alternative := range strings.SplitSeq(cssEither.FindStringSubmatch(group)[1], ",") {
			names := cssName.FindAllString(alternative, -1)
			if len(names) == 0 {
				return "" // one that asks for no name
			}
			any = append(any, names[len(names)-1])
		}
		needs = append(needs, any)
		return ""
	})
	if strings.ContainsAny(one, "@,") {
		return nil
	}
	for _, name := range cssName.FindAllString(one, -1) {
		needs = append(needs, []string{name})
	}
	return needs
}

// numbered gives what is needed its numbers.
func (s *Rules) numbered(needs [][]string) [][]int {
	all := make([][]int, len(needs))
	for i, any := range needs {
		for _, name := range any {
			if _, known := s.numbers[name]; !known {
				s.numbers[name] = len(s.numbers)
			}
			all[i] = append(all[i], s.numbers[name])
		}
	}
	return all
}

// write puts the rules into a document that something of html answers to.
func (s *Rules) write(h *writer, html []byte) {
	has := make([]bool, len(s.numbers))
	namesIn(html, func(name []byte) {
		if n, asked := s.numbers[string(name)]; asked {
			has[n] = true
		}
	})
	for _, r := range s.rules {
		if !slices.ContainsFunc(r.needs, func(any []int) bool {
			return !slices.ContainsFunc(any, func(n int) bool { return has[n] })
		}) {
			h.raw(r.text, "\n")
		}
	}
}

// namesIn tells the elements and the classes of markup that this package or
// markup wrote: every value stands between double quotes.
func namesIn(html []byte, tell func(name []byte)) {
	for {
		at := bytes.IndexByte(html, '<')
		if at < 0 {
			return
		}
		html = html[at+1:]
		end := bytes.IndexAny(html, " >")
		if end < 0 {
			return
		}
		tell(html[:end])
		html = attributes(html[end:], tell)
	}
}

// attributes tells the classes of a tag and is what follows it.
func attributes(html []byte, tell func(name []byte)) []byte {
	for len(html) > 0 && html[0] != '>' {
		open := bytes.IndexAny(html, `">`)
		if open < 0 || html[open] == '>' {
			return html[max(0, open):]
		}
		name, value := html[:open], html[open+1:]
		size := bytes.IndexByte(value, '"')
		if size < 0 {
			return nil
		}
		if string(name) == ` class=` {
			for class := range bytes.SplitSeq(value[:size], []byte(" ")) {
				tell(append([]byte("."), class...))
			}
		}
		html = value[size+1:]
	}
	return html
}
