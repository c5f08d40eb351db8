package bundle

import (
	"embed"
	"encoding/base64"
	"fmt"
	"path"
	"slices"
	"strings"
)

// hugoTongue says with shortcodes what Markdown cannot: Hugo leaves HTML out.
// A container begins with one shortcode and ends with another, instead of
// being one around its text: what is within a shortcode is a text of its own,
// in which a footnote finds no foot and another shortcode is lost.
type hugoTongue struct{}

//go:embed hugo
var hugoFiles embed.FS

func (hugoTongue) heading(level int, id, text string) string {
	return strings.Repeat("#", level) + " " + text + " {#" + id + "}"
}

// shortcode has its parameters as pairs of name and value; those without a
// value are left out. One name alone is a parameter by its place.
func shortcode(name string, pairs ...string) string {
	var b strings.Builder
	b.WriteString("{{< " + name)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			b.WriteString(" " + pairs[i] + `="` + shortcodeValue.Replace(pairs[i+1]) + `"`)
		}
	}
	b.WriteString(" >}}")
	return b.String()
}

// shortcodeValue: Hugo unescapes only \", and not at the end of a value.
var shortcodeValue = strings.NewReplacer("&", "&amp;", `"`, "&quot;", `\`, "&#92;", "<", "&lt;", ">", "&gt;", "\n", " ")

// boxes are the containers that have a shortcode of their own.
var boxes = []string{"pullquote", "factbox", "correction", "embed", "box"}

func (hugoTongue) open(e *piece, title *piece) string {
	words, url := "", ""
	if title != nil {
		words = title.words()
		if link, ok := title.find("a"); ok {
			url = link.attr("href")
		}
	}
	if !slices.Contains(boxes, e.class()) {
		return shortcode("stet-open", "tag", e.tag, "class", e.class())
	}
	return shortcode("stet-"+e.class(), "url", url, "title", words)
}

func (hugoTongue) end(e *piece, last string) string {
	name := map[string]string{"pullquote": "by", "embed": "host"}[e.class()]
	if !slices.Contains(boxes, e.class()) {
		return shortcode("stet-close", "tag", e.tag)
	}
	return shortcode("stet-end", "of", e.class(), name, last)
}

func (hugoTongue) figure(src, alt, caption, credit string) string {
	return shortcode("stet-figure", "src", src, "alt", alt, "caption", caption, "credit", credit)
}

func (hugoTongue) around(tag, inner string) string {
	return shortcode("stet-open", "tag", tag) + inner + shortcode("stet-close", "tag", tag)
}

// code that holds what Hugo looks for before it reads Markdown goes past it in
// base64.
func (hugoTongue) code(text string, block bool) (string, bool) {
	if !strings.Contains(text, "{{<") && !strings.Contains(text, "{{%") && !strings.Contains(text, "<!--more-->") {
		return "", false
	}
	as := ""
	if block {
		as = "yes"
	}
	return shortcode("stet-code", "base64", base64.StdEncoding.EncodeToString([]byte(text)), "block", as), true
}

func (hugoTongue) note(number string, _ *piece) string { return "[^" + number + "]" }

// notes that nothing points at would not be shown: they become a list.
func (hugoTongue) notes(section *piece, m *mark) string {
	led, unled := []string{}, []string{}
	for n, item := range footnoteItems(section) {
		leads := strings.Contains(item.raw, `class="footnote-back"`)
		text := m.item(&item)
		if leads {
			led = append(led, prefixed(text, fmt.Sprintf("[^%d]: ", n+1), "    "))
		} else {
			sign := fmt.Sprintf("%d. ", n+1)
			unled = append(unled, prefixed(text, sign, strings.Repeat(" ", len(sign))))
		}
	}
	return strings.TrimSpace(strings.Join(led, "\n") + "\n\n" + strings.Join(unled, "\n"))
}

// footnoteItems are the notes of the section.
func footnoteItems(section *piece) []piece {
	list, ok := section.find("ol")
	if !ok {
		return nil
	}
	return list.blocks()
}

func (hugoTongue) foreign(language, direction, text string) string {
	return shortcode("stet-open", "tag", "div", "lang", language, "dir", direction) + "\n\n" + text + "\n\n" + shortcode("stet-close", "tag", "div")
}

// hugoLayouts are the shortcodes that the text uses. Their names begin with
// ours, so that no theme's are in the way.
func hugoLayouts() ([]outFile, error) {
	entries, err := hugoFiles.ReadDir("hugo")
	if err != nil {
		return nil, fmt.Errorf("read shortcodes: %w", err)
	}
	files := []outFile{}
	for _, entry := range entries {
		data, err := hugoFiles.ReadFile(path.Join("hugo", entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("read shortcodes: %w", err)
		}
		files = append(files, outFile{path: "data/hugo/layouts/_shortcodes/" + entry.Name(), kind: "text/html; charset=utf-8", data: data})
	}
	return files, nil
}
