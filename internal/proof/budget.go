package proof

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"
	"time"

	"stet/internal/article"
)

// Budget is the news list for the conference: what is planned, and how far it
// is. At is the moment that it tells of, in the zone in which its times are told.
type Budget struct {
	Newsroom string       `json:"newsroom"`
	Name     string       `json:"name"` // of the lineup or section, "" = of all
	At       time.Time    `json:"at" ts_type:"string"`
	Lines    []BudgetLine `json:"lines"`
}

// BudgetLine is one story of it.
type BudgetLine struct {
	Place    int              `json:"place,omitempty"`  // in the lineup, 1 = first
	Weight   string           `json:"weight,omitempty"` // there
	ID       article.ID       `json:"id"`
	Slugline string           `json:"slugline"`
	Line     string           `json:"line"` // its budget line, else its headline
	Section  string           `json:"section,omitempty"`
	Words    int              `json:"words"`
	Planned  int              `json:"planned"` // words asked for, 0 = nobody has said
	Picture  bool             `json:"picture"`
	Source   string           `json:"source,omitempty"`
	Legal    string           `json:"legal,omitempty"` // "done, words changed since" where a lawyer must read again
	Status   article.Status   `json:"status"`
	Flag     article.Flag     `json:"flag,omitempty"`
	Embargo  *article.Embargo `json:"embargo,omitempty"`
	Deadline time.Time        `json:"deadline,omitzero" ts_type:"string"`
	Assignee string           `json:"assignee,omitempty"`
	TKs      int              `json:"tks"`
	Queries  int              `json:"queries"` // that nobody has answered
	Hole     string           `json:"hole,omitempty"`
	Conflict bool             `json:"conflict,omitempty"` // a new version waits to be settled
}

// budgetColumns are the columns of a budget, as on paper and as in a table.
var budgetColumns = []string{"place", "slugline", "line", "section", "words", "planned", "picture", "source", "legal", "status", "deadline", "assignee", "tks", "queries"}

func (b *Budget) cells(l *BudgetLine) []string {
	place, planned, picture := "", "", "no"
	if l.Place > 0 {
		place = strings.TrimSpace(fmt.Sprint(l.Place, " ", l.Weight))
	}
	if l.Planned > 0 {
		planned = strconv.Itoa(l.Planned)
	}
	if l.Picture {
		picture = "yes"
	}
	return []string{
		place, l.Slugline, l.Line, l.Section, strconv.Itoa(l.Words), planned, picture, l.Source, l.Legal, b.state(l),
		b.moment(l.Deadline), l.Assignee, strconv.Itoa(l.TKs), strconv.Itoa(l.Queries),
	}
}

// state is the status and what else stops the story, as a desk says it.
func (b *Budget) state(l *BudgetLine) string {
	words := []string{string(l.Status)}
	if l.Flag != article.NoFlag {
		words = append(words, strings.ToUpper(string(l.Flag)))
	}
	if l.Hole != "" && l.Hole != string(l.Flag) {
		words = append(words, "HOLE ("+l.Hole+")")
	}
	if l.Conflict {
		words = append(words, "CONFLICT")
	}
	switch {
	case l.Embargo.IsBroken():
		words = append(words, "embargo broken")
	case l.Embargo.InForce(b.At):
		until := l.Embargo.Text()
		if !l.Embargo.At.IsZero() {
			until = b.moment(l.Embargo.Until())
		}
		words = append(words, "EMBARGOED UNTIL "+until)
	}
	return strings.Join(words, ", ")
}

// moment leaves the day out where it is today's.
func (b *Budget) moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	at = at.In(b.At.Location())
	if at.Format(time.DateOnly) == b.At.Format(time.DateOnly) {
		return at.Format("15:04")
	}
	return at.Format("2 Jan 15:04")
}

// title is what the list is of, and when.
func (b *Budget) title() string {
	return fmt.Sprintf("News list: %s, %s", cmp.Or(b.Name, "all stories"), b.At.Format("Monday 2 January 2006, 15:04 MST"))
}

func (b *Budget) sum() string {
	words, planned := 0, 0
	for _, l := range b.Lines {
		words, planned = words+l.Words, planned+l.Planned
	}
	stories := fmt.Sprintf("%d stories", len(b.Lines))
	if len(b.Lines) == 1 {
		stories = "1 story"
	}
	return fmt.Sprintf("%s, %d words of %d", stories, words, planned)
}

// Text writes the list for mail and the terminal: two lines to a story.
func (b *Budget) Text(w io.Writer) error {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n%s\n", b.title(), b.sum())
	for i := range b.Lines {
		l := &b.Lines[i]
		notes := []string{fmt.Sprintf("%d/%d words", l.Words, l.Planned), b.state(l)}
		for _, note := range []struct {
			when bool
			text string
		}{
			{l.Picture, "picture"}, {!l.Picture, "no picture"}, {l.Legal != "", "legal " + l.Legal}, {!l.Deadline.IsZero(), "deadline " + b.moment(l.Deadline)},
			{l.TKs > 0, fmt.Sprintf("TK %d", l.TKs)}, {l.Queries > 0, fmt.Sprintf("queries %d", l.Queries)}, {l.Source != "", l.Source}, {l.Assignee != "", l.Assignee},
		} {
			if note.when {
				notes = append(notes, note.text)
			}
		}
		place := ""
		if l.Place > 0 {
			place = fmt.Sprintf("%d  ", l.Place)
		}
		fmt.Fprintf(&out, "\n%s%s  %s\n    %s\n", place, cmp.Or(l.Slugline, "(no slugline)"), strings.Join(notes, ", "), cmp.Or(l.Line, "(no headline)"))
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// CSV writes the list as a table, its first row the names of the columns. A text
// that a spreadsheet would take for a formula has an apostrophe before it: much
// of what stands here came from outside.
func (b *Budget) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	rows := [][]string{budgetColumns}
	for i := range b.Lines {
		cells := b.cells(&b.Lines[i])
		for n, cell := range cells {
			if strings.IndexAny(cell, "=+-@\t\r") == 0 {
				cells[n] = "'" + cell
			}
		}
		rows = append(rows, cells)
	}
	return out.WriteAll(rows)
}

// PrintedBudget is the list for who sets it: a web view.
type PrintedBudget struct {
	Title   string     `json:"title"`
	Sum     string     `json:"sum"`
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"` // as Columns
}

// Print is the list to print.
func (b *Budget) Print() PrintedBudget {
	printed := PrintedBudget{Title: b.title(), Sum: strings.Join(nonEmpty(b.Newsroom, b.sum()), ": "), Columns: budgetColumns, Rows: [][]string{}}
	for i := range b.Lines {
		printed.Rows = append(printed.Rows, b.cells(&b.Lines[i]))
	}
	return printed
}

// HTML writes the list as a page to print: black on white, one table.
func (b *Budget) HTML(w io.Writer) error {
	var out strings.Builder
	title := html.EscapeString(b.title())
	fmt.Fprintf(&out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n<h1>%s</h1>\n<p>%s</p>\n<table>\n<thead><tr>", title, budgetStyle, title, html.EscapeString(strings.Join(nonEmpty(b.Newsroom, b.sum()), ": ")))
	for _, column := range budgetColumns {
		fmt.Fprintf(&out, `<th scope="col">%s</th>`, column)
	}
	out.WriteString("</tr></thead>\n<tbody>\n")
	for i := range b.Lines {
		out.WriteString("<tr>")
		for n, cell := range b.cells(&b.Lines[i]) {
			tag := "td"
			if budgetColumns[n] == "slugline" {
				tag = `th scope="row"`
			}
			fmt.Fprintf(&out, `<%s dir="auto">%s</%s>`, tag, html.EscapeString(cell), tag[:2])
		}
		out.WriteString("</tr>\n")
	}
	out.WriteString("</tbody>\n</table>\n</body>\n</html>\n")
	_, err := io.WriteString(w, out.String())
	return err
}

func nonEmpty(texts ...string) []string {
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return kept
}

const budgetStyle = `@page{size:A4 landscape;margin:12mm}body{color:#000;background:#fff;font:10pt/1.35 Arial,Helvetica,sans-serif;margin:1.5em}` +
	`h1{font-size:14pt;margin:0 0 .2em}p{margin:0 0 1em}table{border-collapse:collapse;width:100%}` +
	`th,td{border-bottom:1px solid #999;padding:.3em .5em;text-align:start;vertical-align:top}thead th{border-bottom:2px solid #000;font-size:8pt}tr{break-inside:avoid}thead{display:table-header-group}`
