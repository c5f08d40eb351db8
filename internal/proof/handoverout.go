package proof

import (
	"fmt"
	"html"
	"io"
	"strings"
)

// Title is whose sheet it is, and of when.
func (h *HandOver) Title() string {
	return "Hand-over: " + h.At.Format("Monday 2 January 2006, 15:04 MST")
}

// Shift is how long a time it tells of.
func (h *HandOver) Shift() string {
	since := h.Since.Format("15:04")
	if h.Since.Format("2006-01-02") != h.At.Format("2006-01-02") {
		since = h.Since.Format("Monday 2 January, 15:04")
	}
	return strings.Join(nonEmpty(h.Newsroom, "since "+since, h.By), ", ")
}

// halves are the sheet's two lists with what stands where there is nothing.
func (h *HandOver) halves() []struct {
	title, none string
	parts       []HandOverPart
} {
	return []struct {
		title, none string
		parts       []HandOverPart
	}{{"Open", "Nothing is open.", h.Open}, {"Done", "Nothing was done to where a story stands.", h.Done}}
}

// said is a line in one.
func (l *HandOverLine) said() string {
	return strings.Join(nonEmpty(l.What, l.Why, l.By), "; ")
}

// Text writes the sheet for mail and the terminal.
func (h *HandOver) Text(w io.Writer) error {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n%s\n", h.Title(), h.Shift())
	for _, half := range h.halves() {
		fmt.Fprintf(&out, "\n%s\n", strings.ToUpper(half.title))
		if len(half.parts) == 0 {
			fmt.Fprintf(&out, "  %s\n", half.none)
		}
		for _, p := range half.parts {
			fmt.Fprintf(&out, "  %s\n", p.Title)
			for _, l := range p.Lines {
				fmt.Fprintf(&out, "    %s: %s\n", strings.Join(nonEmpty(l.When, strings.Join(nonEmpty(l.Name, l.Head), ", ")), " "), l.said())
			}
			if p.More > 0 {
				fmt.Fprintf(&out, "    and %d more\n", p.More)
			}
		}
	}
	if len(h.Own) > 0 {
		out.WriteString("\nAND\n")
		for _, line := range h.Own {
			fmt.Fprintf(&out, "  %s\n", line)
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// Body is the sheet as HTML that other programs take from a clipboard: names
// run their own way.
func (h *HandOver) Body() string {
	var out strings.Builder
	esc := html.EscapeString
	fmt.Fprintf(&out, "<h1>%s</h1>\n<p>%s</p>\n", esc(h.Title()), esc(h.Shift()))
	for _, half := range h.halves() {
		fmt.Fprintf(&out, "<h2>%s</h2>\n", half.title)
		if len(half.parts) == 0 {
			fmt.Fprintf(&out, "<p>%s</p>\n", half.none)
		}
		for _, p := range half.parts {
			fmt.Fprintf(&out, "<h3>%s</h3>\n<ul>\n", esc(p.Title))
			for _, l := range p.Lines {
				out.WriteString("<li>")
				if l.When != "" {
					fmt.Fprintf(&out, "<span>%s</span> ", esc(l.When))
				}
				fmt.Fprintf(&out, "<b><bdi>%s</bdi></b>", esc(l.Name))
				if l.Head != "" {
					fmt.Fprintf(&out, ", <bdi>%s</bdi>", esc(l.Head))
				}
				fmt.Fprintf(&out, ": <bdi>%s</bdi></li>\n", esc(l.said()))
			}
			if p.More > 0 {
				fmt.Fprintf(&out, "<li>and %d more</li>\n", p.More)
			}
			out.WriteString("</ul>\n")
		}
	}
	if len(h.Own) > 0 {
		out.WriteString("<h2>And</h2>\n")
		for _, line := range h.Own {
			fmt.Fprintf(&out, "<p dir=\"auto\">%s</p>\n", esc(line))
		}
	}
	return out.String()
}

// HTML writes the sheet as a page to print: black on white.
func (h *HandOver) HTML(w io.Writer) error {
	_, err := fmt.Fprintf(w, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n%s</body>\n</html>\n",
		html.EscapeString(h.Title()), handOverStyle, h.Body())
	return err
}

const handOverStyle = `@page{size:A4;margin:15mm}body{color:#000;background:#fff;font:10.5pt/1.4 Arial,Helvetica,sans-serif;margin:1.5em;max-width:46em}` +
	`h1{font-size:14pt;margin:0 0 .2em}h2{border-bottom:2px solid #000;font-size:11pt;margin:1.4em 0 .4em}h3{font-size:10.5pt;margin:.8em 0 .2em;break-after:avoid}` +
	`p{margin:0 0 .4em}ul{list-style:none;margin:0;padding:0}li{break-inside:avoid;padding:.15em 0 .15em 1em;text-indent:-1em}`
