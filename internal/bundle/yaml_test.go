package bundle

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// awkward are texts that YAML readers are known to take for something else.
var awkward = []string{
	"", " ", "no", "yes", "null", "~", "true", "0123", "1.10", "1e3", "12:30", "2026-02-30", "0x1f", ".inf", "-",
	"- a", "a: b", "a #b", "#a", "{a}", "[a]", "!x", "&x", "*x", "|", ">", "%x", "@x", "`x`", "'", `"`, `\`, `\n`, `\"`,
	"---", "...", "\n", "a\nb", "a\n\n b ", "\ttab", "trailing ", " leading", "a\r\nb", "\u0085", "\u2028a\u2029",
	"\ufeffbom", "a\ufeffb", "\x00", "\x07\x1b\x7f", "\u0080\u009f", "\u00a0", "é", "е́", "港", "🙂", "👩‍👩‍👧", "\u202eevil", "\ufdd0", "\ufffe",
	"\U0001fffe", "\U0010ffff", "\ufffd", strings.Repeat("long ", 400), strings.Repeat("x", 3000),
}

// read gives what an independent reader makes of front matter.
func read(t *testing.T, y *yamlWriter) map[string]any {
	t.Helper()
	got := map[string]any{}
	if err := yaml.Unmarshal(y.b, &got); err != nil {
		t.Fatalf("%v\n%q", err, y.b)
	}
	return got
}

func checkQuoted(t *testing.T, v string) {
	t.Helper()
	y := &yamlWriter{}
	y.text(0, "first", v)
	y.list("list", []string{v, "between", v})
	y.open("map")
	y.text(2, "inner", v)
	y.text(2, "last", "end")
	y.open("maps")
	y.entry("id", v)
	y.text(4, "more", v)
	y.entry("id", "two")
	y.number(0, "rev", 7)
	want := map[string]any{
		"list": []any{v, "between", v}, "map": map[string]any{"inner": v, "last": "end"},
		"maps": []any{map[string]any{"id": v, "more": v}, map[string]any{"id": "two"}}, "rev": 7, "first": v,
	}
	if v == "" {
		delete(want, "first")
		delete(want["map"].(map[string]any), "inner")
		delete(want["maps"].([]any)[0].(map[string]any), "more")
	}
	if got := read(t, y); !reflect.DeepEqual(got, want) {
		t.Errorf("%q came back as %v", v, got)
	}
	if strings.Count(string(y.b), "\n") != strings.Count(strings.ReplaceAll(string(y.b), `\n`, ""), "\n") {
		t.Errorf("%q runs over lines", v)
	}
}

func TestQuotedTextsComeBack(t *testing.T) {
	for _, v := range awkward {
		checkQuoted(t, v)
	}
	const seed = 20261122
	r := rand.New(rand.NewPCG(seed, 1))
	for range 3000 {
		var b strings.Builder
		for range r.IntN(12) {
			switch r.IntN(3) {
			case 0:
				b.WriteString(awkward[r.IntN(len(awkward)-2)])
			case 1:
				b.WriteRune(rune(r.IntN(0x300)))
			default:
				if c := rune(r.IntN(0x110000)); utf8.ValidRune(c) {
					b.WriteRune(c)
				}
			}
		}
		checkQuoted(t, b.String())
	}
}

func FuzzQuote(f *testing.F) {
	for _, v := range awkward {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, v string) { checkQuoted(t, strings.ToValidUTF8(v, "\ufffd")) })
}

// The whole of article.md through an independent reader.
func TestFrontMatterComesBack(t *testing.T) {
	a := canaries()
	a.Overline, a.Standfirst = `He said: "no" \ yes`, "- item # not a comment"
	e := &export{article: publicArticle(&a, "Body with --- in it\n\n---\n\nend")}
	files, err := writeMarkdown(e)
	if err != nil {
		t.Fatal(err)
	}
	data := files[0].data
	front, body, ok := strings.Cut(strings.TrimPrefix(string(data), "---\n"), "---\n\n")
	if !ok || body != "Body with --- in it\n\n---\n\nend\n" {
		t.Errorf("body came back as %q", body)
	}
	got := read(t, &yamlWriter{[]byte(front)})
	want := map[string]any{
		"id": string(id(7)), "rev": 4, "section": a.Section, "overline": a.Overline,
		"headlines":  map[string]any{"main": a.Headlines.Main, "front": a.Headlines.Front, "search": a.Headlines.Search, "social": a.Headlines.Social, "push": a.Headlines.Push, "print": a.Headlines.Print},
		"standfirst": a.Standfirst, "bylines": []any{a.Bylines[0]},
		"authors":  []any{map[string]any{"name": a.Authors[0].Name, "role": a.Authors[0].Role, "url": a.Authors[0].URL}},
		"dateline": a.Dateline, "trailText": a.TrailText, "searchDescription": a.SearchDescription, "socialDescription": a.SocialDescription,
		"keywords": []any{a.Keywords[0]}, "slug": a.Slug, "oldSlugs": []any{a.OldSlugs[0]}, "slugline": a.Slugline, "leadPicture": harbour,
		"pictures": []any{map[string]any{"id": harbour, "type": "image/gif", "width": 4000, "height": 3000, "alt": a.Pictures[0].Alt, "caption": a.Pictures[0].Caption,
			"credit": a.Pictures[0].Credit, "rights": a.Pictures[0].Rights, "source": a.Pictures[0].Source, "focusX": 250, "focusY": 500, "shape": "16:9"}},
		"status": "ready", "urgency": 3, "embargo": map[string]any{"at": "2026-11-19T12:00:00Z", "zone": "Europe/Oslo"},
		"source":      map[string]any{"service": a.Source.Service, "key": a.Source.Key, "version": a.Source.Version},
		"moreSources": []any{map[string]any{"service": a.MoreSources[0].Service, "key": a.MoreSources[0].Key, "version": a.MoreSources[0].Version}},
		"credit":      a.Credit, "usageTerms": a.UsageTerms, "language": "nb", "direction": "rtl",
		"firstPublished": "2026-11-20T07:00:00Z", "lastPublished": "2026-11-20T09:00:00Z",
		"corrections": []any{map[string]any{"text": a.Corrections[0].Text, "kind": "correction", "at": "2026-11-20T08:00:00Z"}},
		"created":     "2026-11-20T03:00:00Z", "updated": "2026-11-20T12:00:00Z",
	}
	for key, v := range want {
		if !reflect.DeepEqual(got[key], v) {
			t.Errorf("%s came back as %v, want %v", key, got[key], v)
		}
	}
	for key := range got {
		if _, ok := want[key]; !ok {
			t.Errorf("nobody asked for %s", key)
		}
	}
}
