package article

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
	"unicode/utf16"
	"unicode/utf8"
)

func TestHoles(t *testing.T) {
	for _, line := range strings.Split(read(t, "testdata/holes.txt"), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		text := strings.NewReplacer("⟦", "", "⟧", "", `\n`, "\n").Replace(line)
		var shown strings.Builder
		at := 0
		for _, s := range TKs(text) {
			shown.WriteString(text[at:s.From] + "⟦" + text[s.From:s.To] + "⟧")
			at = s.To
		}
		shown.WriteString(text[at:])
		if got, want := shown.String(), strings.ReplaceAll(line, `\n`, "\n"); got != want {
			t.Errorf("found %s\n want %s", got, want)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSlugify(t *testing.T) {
	slugs := map[string]string{
		"Ferry strike: talks “collapse” at 3am": "ferry-strike-talks-collapse-at-3am",
		"Don’t stop":               "dont-stop",
		"Déjà vu — Łódź & Ærø":     "deja-vu-lodz-aero",
		"Київ чекає на щедрий дощ": "kyiv-chekaie-na-shchedryi-doshch",
		"Αθήνα σήμερα":             "athina-simera",
		"北京":                       "",
		"  --  ":                   "",
		"CON":                      "con",
		"a\u0301 combining":        "a-combining",
	}
	for text, want := range slugs {
		if got := Slugify(text); got != want {
			t.Errorf("Slugify(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzSlugify(f *testing.F) {
	f.Add("Straße – ναι – так 2026")
	f.Add(strings.Repeat("word ", 60))
	f.Add(strings.Repeat("щ", 60))
	f.Fuzz(func(t *testing.T, text string) {
		slug := Slugify(text)
		if Slugify(slug) != slug {
			t.Errorf("slug %q of %q is not its own slug: %q", slug, text, Slugify(slug))
		}
		if len(slug) > slugMax || strings.HasPrefix(slug, "-") || strings.HasSuffix(slug, "-") || strings.Contains(slug, "--") {
			t.Errorf("slug %q of %q", slug, text)
		}
	})
}

func TestParseEmbargo(t *testing.T) {
	instants := map[string]string{
		"2026-12-03T00:01 Europe/Kyiv":      "2026-12-02T22:01:00Z",
		"2026-07-03T00:01:30 Europe/Kyiv":   "2026-07-02T21:01:30Z",
		"2026-12-03T00:01:00+02:00":         "2026-12-02T22:01:00Z",
		"2011-12-31T10:00 Pacific/Apia":     "2011-12-30T20:00:00Z",
		"2026-12-03T00:01 UTC":              "2026-12-03T00:01:00Z",
		"2026-11-01T01:30:00-05:00":         "2026-11-01T06:30:00Z",
		"2026-12-03T00:01 America/New_York": "2026-12-03T05:01:00Z",
	}
	for said, want := range instants {
		e, err := ParseEmbargo(said)
		if err != nil {
			t.Errorf("ParseEmbargo(%q): %v", said, err)
			continue
		}
		if got := e.At.Format(time.RFC3339); got != want {
			t.Errorf("ParseEmbargo(%q) = %s, want %s", said, got, want)
		}
		again, err := ParseEmbargo(e.Text())
		if err != nil || !again.At.Equal(e.At) {
			t.Errorf("text %q of %q reads back as %v, %v", e.Text(), said, again, err)
		}
	}
	for _, said := range []string{
		"2026-03-29T03:30 Europe/Kyiv",  // clocks skip it
		"2026-10-25T03:30 Europe/Kyiv",  // clocks show it twice
		"2011-12-30T10:00 Pacific/Apia", // a day that never was
		"2026-02-30T10:00 UTC", "tomorrow", "2026-12-03T00:01", "2026-12-03T00:01 Atlantis/Town", "2026-12-03T25:00 UTC",
	} {
		if e, err := ParseEmbargo(said); !errors.Is(err, ErrValue) {
			t.Errorf("ParseEmbargo(%q) = %v, %v; want a refusal", said, e, err)
		}
	}
	for _, said := range []string{"", "none", "  "} {
		if e, err := ParseEmbargo(said); e != nil || err != nil {
			t.Errorf("ParseEmbargo(%q) = %v, %v; want it lifted", said, e, err)
		}
	}
}

func TestEmbargoInForce(t *testing.T) {
	now := time.Date(2026, 12, 3, 0, 1, 0, 0, time.UTC)
	var none *Embargo
	for _, c := range []struct {
		e    *Embargo
		want bool
	}{
		{none, false}, {&Embargo{Said: "00.01 Thursday"}, true},
		{&Embargo{At: now.Add(time.Second)}, true}, {&Embargo{At: now}, false}, {&Embargo{At: now.Add(-time.Hour)}, false},
	} {
		if got := c.e.InForce(now); got != c.want {
			t.Errorf("%+v in force: %v, want %v", c.e, got, c.want)
		}
	}
}

func TestSpansCountAsTheEditorDoes(t *testing.T) {
	text := "a😀é\r\ne\u0301 \u200dתx"
	for from := 0; from <= len(text); from++ {
		if from < len(text) && !utf8.RuneStart(text[from]) {
			continue
		}
		got := Span{From: from, To: len(text)}.UTF16(text)
		want := Span{From: len(utf16.Encode([]rune(text[:from]))), To: len(utf16.Encode([]rune(text)))}
		if got != want {
			t.Errorf("from byte %d: %v, want %v", from, got, want)
		}
	}
}

func TestUTF16SpansAgreesWithOneByOne(t *testing.T) {
	text := strings.Repeat("héllo 😀 світ\n\n", 20)
	var spans, want []Span
	for i := 0; i < len(text); {
		j := min(len(text), i+strings.Index(text[i:]+"\n\n", "\n\n"))
		spans = append(spans, Span{i, j})
		want = append(want, Span{i, j}.UTF16(text))
		i = j + 2
	}
	if got := UTF16Spans(text, spans); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestIDRoundTrip(t *testing.T) {
	id, err := ParseID("URN:UUID:0197A2C4-1111-7000-8000-00000000000A")
	if err == nil {
		t.Errorf("upper-case prefix read as %q", id) // RFC 9562 ids are given with the lower-case prefix
	}
	id, err = ParseID(" urn:uuid:0197A2C4-1111-7000-8000-00000000000A ")
	if err != nil || id != "0197a2c4-1111-7000-8000-00000000000a" {
		t.Fatalf("ParseID = %q, %v", id, err)
	}
	key, err := id.Bytes()
	if err != nil || IDFromBytes(key) != id {
		t.Errorf("bytes %x read back as %q, %v", key, IDFromBytes(key), err)
	}
	for _, bad := range []string{"", "x", "0197a2c4-1111-7000-8000-00000000000", "0197a2c4-1111-7000-8000-00000000000g", "0197a2c4x1111-7000-8000-00000000000a"} {
		if _, err := ParseID(bad); !errors.Is(err, ErrNoID) {
			t.Errorf("ParseID(%q): %v, want ErrNoID", bad, err)
		}
	}
}

// sample fills every field, so that a law that holds for it holds for a field
// that is added later.
func sample() Article {
	at := time.Date(2026, 11, 22, 14, 5, 9, 0, time.UTC)
	a := Article{
		ID: "0197a2c4-1111-7000-8000-00000000000a", Overline: "Transport", Headlines: Headlines{"Main", "Front", "Search", "Social", "Push", "Print"},
		Standfirst: "Why", Bylines: []string{"Ada Lind", "Bo Ek"}, Authors: []Author{{Name: "Ada Lind", Role: "Reporter"}}, Dateline: "MALMÖ",
		TrailText: "Trail", SearchDescription: "For search", SocialDescription: "For social", Keywords: []string{"ferry", "strike"},
		Slug: "main", OldSlugs: []string{"ferry"}, Slugline: "FERRY", LeadPicture: "ab", Pictures: []Picture{{ID: "ab", Alt: "A ferry"}}, Body: "One.\n\nTwo.",
		Status: Subbing, Flag: Hold, Assignee: "BE", Deadline: at, CommissionedLength: 450, NoLength: "live", BudgetLine: "Ferries stop", Urgency: 4,
		Embargo: &Embargo{At: at, Zone: "Europe/Stockholm", Said: "x", By: "BE", Reason: "agreed"}, Source: Source{"TT", "77", "2"}, MoreSources: []Source{{"NTB", "8", "1"}},
		Credit: "TT", UsageTerms: "None", Legal: Legal{State: LegalDone}, Language: "sv", Direction: LTR, InternalNote: "Call back\ntonight",
		Queries: []Query{{Text: "Sure?"}}, Options: []Option{{Channel: Front, Text: "Other"}}, FirstPublished: at, LastPublished: at,
		Corrections: []Correction{{At: at, Text: "We were wrong", Kind: "correction"}},
	}
	a.Normalize()
	return a
}

// Law: what a field prints, it reads back to the same value.
func TestFieldsRoundTrip(t *testing.T) {
	full := sample()
	for _, f := range Fields {
		text := f.Get(&full)
		if text == "" {
			t.Errorf("field %s of the full sample is empty", f.Path)
		}
		a := sample()
		if err := f.Set(&a, ""); err != nil && f.Path != "status" {
			t.Errorf("%s cannot be emptied: %v", f.Path, err)
		}
		if err := f.Set(&a, text); err != nil {
			t.Errorf("%s refuses its own text %q: %v", f.Path, text, err)
		}
		if got := f.Get(&a); got != text {
			t.Errorf("%s: %q reads back as %q", f.Path, text, got)
		}
	}
}

// Every member of Article is either in the table or known not to be edited by
// name, so that a new one is not forgotten.
func TestEveryMemberIsAField(t *testing.T) {
	special := []string{"id", "rev", "sectionId", "section", "mergedInto", "created", "updated", "trashed", "merge"}
	for i := range reflect.TypeFor[Article]().NumField() {
		name, _, _ := strings.Cut(reflect.TypeFor[Article]().Field(i).Tag.Get("json"), ",")
		inTable := slices.ContainsFunc(Fields, func(f Field) bool { return f.Path == name || strings.HasPrefix(f.Path, name+".") })
		if !inTable && !slices.Contains(special, name) {
			t.Errorf("Article.%s is in no row of Fields", name)
		}
	}
}

func TestApplyLeavesTheOldArticleAlone(t *testing.T) {
	before := sample()
	kept, _ := json.Marshal(before)
	after, err := Apply(before, Edit{Set: map[string]string{"bylines": "Cy Dahl", "keywords": "", "embargo.reason": "new", "headlines.push": "P2"}})
	if err != nil {
		t.Fatal(err)
	}
	if now, _ := json.Marshal(before); string(now) != string(kept) {
		t.Errorf("the old article changed:\n%s\n%s", kept, now)
	}
	want := []string{"headlines.push", "bylines", "keywords", "embargo.reason"}
	if got := Changed(&before, &after); !slices.Equal(got, want) {
		t.Errorf("changed %v, want %v", got, want)
	}
}

func TestApplyRefuses(t *testing.T) {
	for path, value := range map[string]string{
		"headlines.radio": "x", "status": "nearly", "flag": "flying", "urgency": "12", "urgency ": "1",
		"slug": "Not A Slug", "embargo": "soon", "deadline": "tonight", "pictures": "{", "direction": "up", "language": "xx yy", "embargo.at": "2026-12-03T00:01:00Z", "legal.state": "perhaps",
	} {
		if _, err := Apply(sample(), Edit{Set: map[string]string{path: value}}); !errors.Is(err, ErrValue) && !errors.Is(err, ErrField) {
			t.Errorf("%s=%q: %v, want a refusal", path, value, err)
		}
	}
}

func TestTextIsCleaned(t *testing.T) {
	a, err := Apply(Article{}, Edit{Set: map[string]string{
		"headlines.main": "  Two\nlines\x00 and\u2028a \x1b[31mtrick ",
		"body":           "One\r\ntwo\rthree\x00\u2028four\xff",
	}})
	if err != nil {
		t.Fatal(err)
	}
	if want := "Two lines and a [31mtrick"; a.Headlines.Main != want {
		t.Errorf("headline %q, want %q", a.Headlines.Main, want)
	}
	if want := "One\ntwo\nthree\nfour\uFFFD"; a.Body != want {
		t.Errorf("body %q, want %q", a.Body, want)
	}
}

func TestDigestsCoverWhatIsThere(t *testing.T) {
	a := sample()
	first := Digests(&a)
	if len(first) != len(Fields) {
		t.Errorf("%d digests, want one for each of %d fields", len(first), len(Fields))
	}
	a.Body += " More."
	second := Digests(&a)
	for path := range first {
		if same := first[path] == second[path]; same == (path == "body") {
			t.Errorf("digest of %s: same = %v", path, same)
		}
	}
}

func TestHeadlinesFallBackToMain(t *testing.T) {
	h := Headlines{Main: "M", Push: "P"}
	if h.For(Push) != "P" || h.For(Front) != "M" || h.Own(Front) != "" || h.Own("radio") != "" {
		t.Errorf("got %q %q %q", h.For(Push), h.For(Front), h.Own(Front))
	}
}

// Random edits in random order: Changed names just the fields that were set to
// something else.
func TestChangedNamesWhatWasSet(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 1))
	plain := []string{"overline", "standfirst", "headlines.main", "headlines.print", "dateline", "credit", "body", "internalNote"}
	for range 200 {
		before, set, want := sample(), map[string]string{}, map[string]bool{}
		for range r.IntN(5) {
			path := plain[r.IntN(len(plain))]
			set[path] = []string{"x", "y", ""}[r.IntN(3)]
			want[path] = true
		}
		after, err := Apply(before, Edit{Set: set})
		if err != nil {
			t.Fatal(err)
		}
		if got := Changed(&before, &after); len(got) != len(want) {
			t.Fatalf("seed %d: set %v, changed %v", seed, set, got)
		}
	}
}

// Converting to UTF-16 and back gives the span again, wherever characters
// start and end; what the text does not have is refused.
func TestFromUTF16(t *testing.T) {
	text := "a😀é\n語b"
	starts := []int{}
	for i := range text {
		starts = append(starts, i)
	}
	starts = append(starts, len(text))
	for i, from := range starts {
		for _, to := range starts[i:] {
			want := Span{from, to}
			if got, ok := FromUTF16(text, want.UTF16(text)); !ok || got != want {
				t.Errorf("%v came back as %v, %v", want, got, ok)
			}
		}
	}
	for _, s := range []Span{{-1, 2}, {3, 2}, {0, 8}, {8, 8}} {
		if got, ok := FromUTF16(text, s); ok {
			t.Errorf("%v was taken as %v", s, got)
		}
	}
	if got, ok := FromUTF16(text, Span{2, 3}); !ok || got != (Span{1, 5}) {
		t.Errorf("half a character: %v, %v", got, ok)
	}
}

// What a place says when nobody wrote anything for it, and whose words those are.
func TestSaid(t *testing.T) {
	a := Article{Headlines: Headlines{Main: "M", Push: "P"}, Standfirst: "S", TrailText: "T", SocialDescription: "D"}
	for name, c := range map[string]struct{ got, want Said }{
		"own headline":      {a.SaidOn(Push), Said{Text: "P", Field: "headlines.push", Own: "headlines.push"}},
		"main in its stead": {a.SaidOn(Search), Said{Text: "M", Field: "headlines.main", Own: "headlines.search"}},
		"search":            {a.Describes(Search), Said{Text: "S", Field: "standfirst", Own: "searchDescription"}},
		"social":            {a.Describes(Social), Said{Text: "D", Field: "socialDescription", Own: "socialDescription"}},
		"front":             {a.Describes(Front), Said{Text: "T", Field: "trailText", Own: "trailText"}},
		"print has none":    {a.Describes(Print), Said{}},
		"nothing":           {(&Article{}).Describes(Front), Said{Own: "trailText"}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", name, c.got, c.want)
		}
	}
}
