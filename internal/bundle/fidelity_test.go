package bundle

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/check"
)

// cell is what became of one thing in one format.
type cell string

const (
	cellYes    cell = "yes"
	cellMapped cell = "mapped"
	cellPart   cell = "in part"
	cellNo     cell = "no"
	cellNone   cell = "–"
)

// row is one line of the table in docs/format.md.
type row struct {
	name  string
	cells []cell // as formats
}

// probes are what shows that a field without a word of its own was carried.
var probes = map[string][]string{
	"section":        {"Harbour"},
	"status":         {`status: "ready"`, `"pubStatus"`, `"pubstatus"`, "<pubStatus", "management-status", `"status":"future"`, "<wp:status>future", `"status":"scheduled"`, "publishDate: ", `"status": "ready"`},
	"flag":           {`flag: "hold"`, `"withheld"`, `"stat:withheld"`, `"status":"draft"`, "<wp:status>draft", "\ndraft: true", `"embargo":{"active":true}`},
	"urgency":        {"urgency: 3", `"urgency": 3`, "<urgency>3<", `ed-urg="3"`, `"urgency":"3"`, "stet_urgency"},
	"embargo":        {`at: "2026-11-19T12:00:00Z"`, `"embargoedUntil": "2026-11-19T12:00:00Z"`, `"embargoed": "2026-11-19T12:00:00Z"`, "<embargoed>2026-11-19T12:00:00Z<", `<date.release norm="20261119T120000Z"`, `"end_time":"2026-11-19T12:00:00Z"`, `publishDate: "2026-11-19T12:00:00Z"`, `"date_gmt":"2026-11-19T12:00:00"`, "<wp:post_date_gmt>2026-11-19 12:00:00", `"published_at":"2026-11-19T12:00:00Z"`},
	"language":       {`language: "nb"`, `"language": "nb"`, `lang="nb"`, `"language":"nb"`, "<news:language>nb", `"stet_language":"nb"`},
	"direction":      {`direction: "rtl"`, `dir="rtl"`, `name="direction" content="rtl"`, `"direction":"rtl"`},
	"leadPicture":    {`leadPicture: "` + harbour, `"rel": "lead"`, `role:lead"`, `class="lead"`, "media/" + harbour, `"feature_image":"__GHOST_URL__/content/images/stet/` + harbour},
	"pictures":       {`- id: "` + harbour, `"cid:` + harbour, "media/" + harbour, `- src: "` + harbour, "content/images/stet/" + harbour},
	"firstPublished": {"2026-11-20T07:00:00Z", "2026-11-20T08:00:00+01:00", "20 Nov 2026 07:00:00"},
	"lastPublished":  {"2026-11-20T09:00:00Z", "2026-11-20T10:00:00+01:00", `"date_modified":"2026-11-20T09:00:00Z"`},
}

// hidden are the fields that never leave; canary_test.go proves it.
var hidden = []string{"assignee", "deadline", "commissionedLength", "noLength", "budgetLine", "embargo.reason", "legal.state", "internalNote", "queries", "options"}

// fieldPaths are the fields that may leave, and the parts of them that a format
// may lack.
func fieldPaths() []string {
	paths := []string{"section"}
	for _, f := range article.Fields {
		if !slices.Contains(hidden, f.Path) && f.Path != "authors" { // sought by name, role and URL
			paths = append(paths, f.Path)
		}
	}
	for _, p := range parts {
		paths = append(paths, p.path)
	}
	return paths
}

// allOf is a request for every format there is.
func allOf(stories ...Story) Request {
	r := request(stories...)
	r.Profile = Profile{Name: "all", Formats: everyFormat()}
	return r
}

// fieldRows exports a story whose fields hold a word each, and looks for it.
func fieldRows(t *testing.T) []row {
	out, result := written(t, "bag", allOf(told(canaries())))
	files := readAll(t, out)
	held := canaries()
	held.Flag = article.Hold
	heldOut, _ := written(t, "bag", allOf(told(held)))
	heldFiles := readAll(t, heldOut)
	rows := []row{}
	for _, path := range fieldPaths() {
		r := row{name: path}
		for _, f := range formats {
			said := heard(t, files, f.name)
			if path == "flag" {
				said = heard(t, heldFiles, f.name)
			}
			told := slices.ContainsFunc(result.NotCarried, func(l Loss) bool { return l.Format == f.name && l.Field == path && l.ID == id(7) && l.Why != "" })
			r.cells = append(r.cells, fieldCell(t, f, path, said, told))
		}
		rows = append(rows, r)
	}
	return rows
}

// shownNowhere is the row of a picture that a story has and does not show.
const shownNowhere = "picture that stands nowhere in the story"

// unshownRow exports a story with such a picture, and looks whether its words
// are there.
func unshownRow(t *testing.T) row {
	a := article.Article{ID: id(1), Rev: 1, Slug: "story", Section: "Harbour", Status: article.Ready, Body: "One.\n", Updated: noon, Created: noon}
	a.Headlines.Main, a.Pictures = "Story", []article.Picture{{ID: harbour, Alt: "Canaryword", Caption: "The wall"}}
	out, result := written(t, "bag", allOf(told(a)))
	files := readAll(t, out)
	r := row{name: shownNowhere}
	for _, f := range formats {
		found := strings.Contains(heard(t, files, f.name), "Canaryword")
		lossTold := slices.Contains(result.NotCarried, Loss{a.ID, f.name, "pictures", "“The wall” stands nowhere in the story: " + f.unshown})
		switch {
		case f.pointer != "":
			r.cells = append(r.cells, cellNone)
			continue
		case found == lossTold, lossTold != (f.unshown != ""):
			t.Errorf("%s: a picture that stands nowhere is there: %v, and told as lost: %v", f.name, found, lossTold)
		}
		if found {
			r.cells = append(r.cells, cellYes)
		} else {
			r.cells = append(r.cells, cellNo)
		}
	}
	return r
}

// canaryStory is the story whose fields hold a word each.
func canaryStory() Story { return told(canaries()) }

func fieldCell(t *testing.T, f outFormat, path, said string, told bool) cell {
	t.Helper()
	found := strings.Contains(strings.ToLower(said), strings.ToLower(canary(path)))
	for _, probe := range probes[path] {
		found = found || strings.Contains(said, probe)
	}
	_, lacks := f.lacks[path]
	_, maps := f.mapped[path]
	switch {
	case found && lacks, lacks && maps:
		t.Errorf("%s: %s is there, and said to be lacking", f.name, path)
	case told && f.missing != nil && f.missing(exported(t, canaryStory()))[path] != "":
		return cellPart
	case told != (lacks && f.pointer == ""):
		t.Errorf("%s: %s is told as lost: %v, want %v", f.name, path, told, lacks)
	case maps && found:
		return cellMapped
	case found:
		return cellYes
	case lacks:
		return cellNo
	case f.pointer != "", path == "status", path == "flag": // stet.json says how a story stands
		return cellNone
	default:
		t.Errorf("%s: %s is nowhere, and nobody is told; put it into lacks, or a probe into this test", f.name, path)
	}
	return cellNo
}

// samples are bodies that hold one element each, around the word Canaryword.
var samples = map[string]string{
	"paragraph":           "Canaryword goes first.",
	"crosshead":           "One.\n\n## Canaryword\n\nTwo.",
	"smaller crosshead":   "One.\n\n### Canaryword\n\nTwo.",
	"list":                "- Canaryword\n- two",
	"numbered list":       "1. Canaryword\n2. two",
	"quotation":           "> Canaryword",
	"table":               "| Canaryword | b |\n|---|---|\n| c | d |",
	"footnote":            "One[^1].\n\n[^1]: Canaryword",
	"code":                "```\nCanaryword\n```",
	"code in a line":      "One `Canaryword` two.",
	"rule":                "Canaryword\n\n---\n\nTwo.",
	"figure":              "![Canaryword](media/" + harbour + ")",
	"picture in a line":   "One ![Canaryword](media/" + harbour + ") two.",
	"caption":             "![](media/" + harbour + " \"Canaryword\")",
	"credit of a picture": "![](media/" + harbour + "){credit=\"Canaryword\"}",
	"pull quote":          ":::pullquote\nCanaryword\n:::",
	"who said it":         ":::pullquote Canaryword\nOne.\n:::",
	"fact box":            ":::factbox\nCanaryword\n:::",
	"title of a box":      ":::factbox Canaryword\nOne.\n:::",
	"correction box":      ":::correction\nCanaryword\n:::",
	"link card":           ":::embed https://video.example/1 Canaryword\n:::",
	"unknown container":   ":::timeline\nCanaryword\n:::",
	"bold":                "One **Canaryword** two.",
	"italics":             "One *Canaryword* two.",
	"strikethrough":       "One ~~Canaryword~~ two.",
	"link":                "One [Canaryword](https://quay.example/a) two.",
	"link to a crosshead": "One [Canaryword](#what-next) two.\n\n## What next\n\nThree.",
	"mail link":           "One [Canaryword](mailto:a@quay.example) two.",
	"line break":          "Canaryword\\\ntwo.",
}

// signs are how formats write an element otherwise than a page does, and than
// the copy: format -> element -> a part of its file.
var signs = map[string]map[string]string{
	"rss":      feedSigns,
	"atom":     feedSigns,
	"jsonfeed": feedSigns,
	"newsml":   {"rule": "<hr/>", "line break": "<br/>"},
	"nitf":     nitfSigns,

	"wxr": wpSigns, "wprest": wpSigns, "ghost": ghostSigns, "ghostrest": ghostSigns,
	"hugo": {
		"crosshead": "## Canaryword {#s-canaryword}", "smaller crosshead": "### Canaryword {#s-canaryword}", "table": "| Canaryword | b |\n| --- | --- |", "rule": "***",
		"picture in a line": "![Canaryword](<", "link": "[Canaryword](<https://", "link to a crosshead": "[Canaryword](<#s-what-next>)", "mail link": "[Canaryword](<mailto:",
	},
	"ans": {
		"crosshead": `{"type":"header","content":"Canaryword","level":2}`, "smaller crosshead": `{"type":"header","content":"Canaryword","level":3}`,
		"list": `"list_type":"unordered"`, "numbered list": `"list_type":"ordered"`, "quotation": `"subtype":"blockquote"`, "table": `"type":"table"`, "code": `"type":"code"`,
		"rule": `"type":"divider"`, "figure": `"type":"image"`, "caption": `"caption":"Canaryword"`, "credit of a picture": `"credits":{"by":[{"type":"author","name":"Canaryword"}]}`,
		"pull quote": `"subtype":"pullquote"`, "who said it": `"citation":{"type":"text","content":"Canaryword"}`, "fact box": `"subtype":"factbox"`,
		"title of a box": `{"type":"header","content":"Canaryword","level":3}`, "correction box": `"subtype":"correction"`, "link card": `"type":"interstitial_link","content":"Canaryword"`,
		"unknown container": `"subtype":"box"`,
	},
}

var nitfSigns = map[string]string{
	"crosshead": "<hl2>", "smaller crosshead": `<hl2 class="h3">`, "numbered list": "<ol><li>", "quotation": "<bq><block>",
	"footnote": `<em class="footnote-ref">1</em>`, "code in a line": `<em class="code">`, "rule": "<hr/>", "figure": `<media media-type="image"`,
	"picture in a line": `<media media-type="image"`, "caption": "<media-caption>", "credit of a picture": "<media-producer>", "pull quote": `<block class="pullquote">`,
	"fact box": `<block class="factbox">`, "correction box": `<block class="correction">`, "link card": `<block class="embed">`, "unknown container": `<block class="box">`,
	"bold": `<em class="bold">`, "strikethrough": `<em class="strike">`, "line break": "<br/>",
}

var wpSigns = map[string]string{
	"list": `<ul class="wp-block-list">`, "numbered list": `<ol class="wp-block-list">`, "quotation": `<blockquote class="wp-block-quote">`, "code": `<pre class="wp-block-code">`,
	"rule": `<hr class="wp-block-separator`, "figure": `<figure class="wp-block-image">`, "caption": `<figcaption class="wp-element-caption">`, "pull quote": `<figure class="wp-block-pullquote">`,
	"who said it": "<cite>Canaryword</cite>", "fact box": `class="wp-block-group factbox"`, "correction box": `class="wp-block-group correction"`, "link card": `class="wp-block-group embed"`,
	"unknown container": `class="wp-block-group box"`,
}

var ghostSigns = map[string]string{"figure": `<figure class="kg-card kg-image-card`, "strikethrough": "<s>Canaryword</s>"}

var feedSigns = map[string]string{
	"footnote":            `href="https://quay.example/harbour/story/#s-fn-1"`,
	"link to a crosshead": `href="https://quay.example/harbour/story/#s-what-next"`,
}

// elementRows exports a story for each element, and looks how it stands there.
func elementRows(t *testing.T) []row {
	rows := []row{}
	for _, el := range elements {
		body, ok := samples[el.name]
		if !ok {
			t.Errorf("no sample of a %s", el.name)
			continue
		}
		a := article.Article{ID: id(1), Rev: 1, Slug: "story", Section: "Harbour", Status: article.Ready, Body: body + "\n", Updated: noon, Created: noon}
		a.Headlines.Main, a.Pictures = "Story", []article.Picture{{ID: harbour}}
		story := told(a)
		if !el.in(story.Doc.HTML) {
			t.Errorf("the sample of a %s is none:\n%s", el.name, story.Doc.HTML)
		}
		out, result := written(t, "bag", allOf(story))
		files := readAll(t, out)
		r := row{name: el.name}
		for _, f := range formats {
			lossTold := slices.ContainsFunc(result.NotCarried, func(l Loss) bool {
				return l.Format == f.name && l.Field == "body" && strings.HasPrefix(l.Why, el.name+": ")
			})
			r.cells = append(r.cells, elementCell(t, f, el, body, heard(t, files, f.name), lossTold))
		}
		rows = append(rows, r)
	}
	return rows
}

func elementCell(t *testing.T, f outFormat, el element, body, said string, told bool) cell {
	t.Helper()
	if f.pointer != "" {
		return cellNone
	}
	sign := signs[f.name][el.name]
	found := strings.Contains(said, el.html) || strings.Contains(said, body) || sign != "" && strings.Contains(said, sign)
	there := found && strings.Contains(said, "Canaryword")
	switch becomes := f.elements[el.name]; {
	case told != becomes.lost:
		t.Errorf("%s: %s is told as lost: %v, want %v", f.name, el.name, told, becomes.lost)
	case becomes.lost && there:
		t.Errorf("%s: %s is there, and said to be lost", f.name, el.name)
	case becomes.lost:
		return cellNo
	case !there:
		t.Errorf("%s: %s is not there as %q, and nobody is told; put it into elements, or its sign into this test", f.name, el.name, el.html)
	case becomes.how != "":
		return cellMapped
	}
	return cellYes
}

// The table in docs/format.md is what was found in the files.
func TestFidelity(t *testing.T) {
	fields, body := append(fieldRows(t), unshownRow(t)), elementRows(t)
	documented(t, "fidelity", table("field", fields)+"\n"+table("in the body", body)+"\n"+whys())
}

// So is the table of profiles what Stet comes with.
func TestFidelityOfProfiles(t *testing.T) {
	var b strings.Builder
	b.WriteString("| profile | what | formats | at most |\n|---|---|---|---|\n")
	for _, p := range Profiles {
		limits := []string{}
		for _, l := range p.AllLimits() {
			limits = append(limits, fmt.Sprintf("%s %d", l.Field, l.Most))
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", p.Name, p.Title, strings.Join(p.Formats, ", "), strings.Join(limits, ", "))
	}
	documented(t, "profiles", b.String())
}

// documented holds a part of docs/format.md to what was found; -update makes it so.
func documented(t *testing.T, part, want string) {
	t.Helper()
	const document = "../../docs/format.md"
	begin, end := "<!-- "+part+": made by go test ./internal/bundle -run TestFidelity -update -->\n", "<!-- /"+part+" -->"
	data, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), begin)
	got, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the table", document)
	}
	if *update && !t.Failed() {
		if err := os.WriteFile(document, []byte(before+begin+want+end+after), 0o666); err != nil {
			t.Fatal(err)
		}
		got = want
	}
	if got != want {
		t.Errorf("the table in %s is not what the files say; made anew it is\n%s", document, want)
	}
}

// table writes rows; those that say the same stand in one.
func table(title string, rows []row) string {
	var b strings.Builder
	names := everyFormat()
	fmt.Fprintf(&b, "| %s | %s |\n|---%s|\n", title, strings.Join(names, " | "), strings.Repeat("|---", len(names)))
	lines, order := map[string][]string{}, []string{}
	for _, r := range rows {
		cells := ""
		for _, c := range r.cells {
			cells += " | " + string(c)
		}
		if lines[cells] == nil {
			order = append(order, cells)
		}
		lines[cells] = append(lines[cells], r.name)
	}
	for _, cells := range order {
		fmt.Fprintf(&b, "| %s%s |\n", strings.Join(lines[cells], ", "), cells)
	}
	return b.String()
}

// whys lists how each format maps what it maps, and why it lacks what it lacks.
func whys() string {
	var b strings.Builder
	for _, f := range formats {
		how, why := map[string][]string{}, map[string][]string{}
		for _, path := range fieldPaths() {
			note(how, f.mapped[path], path)
			note(why, f.lacks[path], path)
		}
		note(why, f.unshown, shownNowhere)
		for _, el := range elements {
			if becomes := f.elements[el.name]; becomes.lost {
				note(why, becomes.how, el.name)
			} else {
				note(how, becomes.how, el.name)
			}
		}
		if len(how)+len(why) == 0 && f.pointer == "" {
			continue
		}
		fmt.Fprintf(&b, "- **%s** (%s).", f.name, f.title)
		if f.pointer != "" {
			fmt.Fprintf(&b, " It carries no story, so nothing is told as lost: %s.", f.pointer)
		}
		for _, list := range []struct {
			title string
			of    map[string][]string
		}{{"Mapped", how}, {"Lost", why}} {
			for i, text := range slices.Sorted(maps.Keys(list.of)) {
				if i == 0 {
					b.WriteString(" " + list.title + ": ")
				} else {
					b.WriteString("; ")
				}
				fmt.Fprintf(&b, "%s (%s)", strings.Join(list.of[text], ", "), text)
			}
			if len(list.of) > 0 {
				b.WriteString(".")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func note(of map[string][]string, text, name string) {
	if text != "" {
		of[text] = append(of[text], name)
	}
}

// What a row of the table of formats names is there.
func TestRowsOfFormats(t *testing.T) {
	known := fieldPaths()
	names := []string{}
	for _, el := range elements {
		names = append(names, el.name)
	}
	for _, f := range formats {
		if f.title == "" {
			t.Errorf("%s is called nothing", f.name)
		}
		for _, table := range []map[string]string{f.lacks, f.mapped} {
			for path := range table {
				if !slices.Contains(known, path) {
					t.Errorf("%s speaks of %s, which is no field that leaves", f.name, path)
				}
			}
		}
		for name := range f.elements {
			if !slices.Contains(names, name) {
				t.Errorf("%s speaks of %s, which is no element", f.name, name)
			}
		}
		for path := range f.limits {
			if !check.CanLimit(path) {
				t.Errorf("%s limits %s, which no check looks at", f.name, path)
			}
		}
	}
	for _, p := range Profiles {
		if _, err := p.formats(); err != nil {
			t.Error(err)
		}
	}
}
