package search

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func openIndex(t testing.TB, dir string) *Index {
	t.Helper()
	x, _, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

func put(t testing.TB, x *Index, mark Mark, docs ...Document) {
	t.Helper()
	if err := x.Put(docs, mark); err != nil {
		t.Fatal(err)
	}
}

func story(id string, headline, body string) Document {
	d := Document{ID: id}
	d.Texts[Headline], d.Texts[Body] = headline, body
	return d
}

func find(t testing.TB, x *Index, text string) []string {
	t.Helper()
	q, err := Parse(text, false)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	found, err := x.Find(context.Background(), Wanted{Query: q, Limit: 100})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return found.IDs
}

// languages: a text, what finds it and what does not.
var languages = []struct{ name, text, finds, not string }{
	{"English forms", "The ministers were voting on elections", "minister|vote|election|ELECTIONS|mini", "minibus|stir"},
	{"possessive", "The mayor's gate, James’s and O'Brien", "mayor|mayor's|mayors|james|o'brien|obrien|O’Brien", "brie"},
	{"accents", "Café Zoë in Malmö, São Paulo, straße, smørrebrød, Łódź", "cafe|café|zoe|malmo|malmö|sao|strasse|smorrebrod|lodz", "caf3"},
	{"French elision", "L'homme qu'on aime", "homme|l'homme|lhomme", "om"},
	{"numbers", "25,000 people and 3.5 per cent in 2026", "25,000|25000|3.5|2026", "25"},
	{"hyphens", "A five-hour ice-cream strike", "five|five-hour|ice-cream|\"ice cream\"|cream", "cream-ice"},
	{"full width", "ＡＢＣ ｶﾞｽ", "abc|ガス", "xyz"},
	{"Ukrainian", "Виборами у Києві п’ять об'єднаних громад їхали", "вибори|виборами|виборів|п'ять|пять|обʼєднаних|громада|їхали", "ихали"},
	{"й is not и", "Йому дай чай", "чай|йому", "чаи"},
	{"Russian", "Ёлка, президента выборов", "елка|ёлка|президент|выборы|выборами", "резидент"},
	{"ghe with upturn", "Ґанок", "ганок|ґанок", "канок"},
	{"Arabic forms", "أعلنت الحكومةُ اليومَ عن الإنتخابات", "حكومة|الحكومة|انتخابات|الانتخابات|اعلنت|اليوم", "كتاب"},
	{"Arabic digits", "عام ٢٠٢٦", "2026|٢٠٢٦", "2025"},
	{"Chinese", "北京市政府今天宣布", "政府|市政府|北京|宣|京", "府政|南京|京北"},
	{"Japanese", "東京タワーで会議がありました", "東京|タワー|会議|タワ", "京都|議会"},
	{"Korean", "서울에서 회의가 열렸다", "서울|회의", "부산"},
	{"Greek", "Οδός Αθηνών", "οδος|ΟΔΟΣ|αθηνων", "αθηνας"},
	{"Hebrew", "שָׁלוֹם עולם", "שלום", "עול3"},
	{"Thai", "ประเทศไทย", "ไทย|ประเทศ", "ลาว"},
	{"Hindi keeps its vowels", "हिन्दी समाचार", "हिन्दी|समाचार", "हन्द"},
}

func TestLanguages(t *testing.T) {
	x := openIndex(t, t.TempDir())
	var docs []Document
	for _, c := range languages {
		docs = append(docs, story(c.name, "", c.text))
	}
	put(t, x, Mark{0, 1}, docs...)
	for _, c := range languages {
		for _, q := range strings.Split(c.finds, "|") {
			if !slices.Contains(find(t, x, q), c.name) {
				t.Errorf("%s: %q does not find %q", c.name, q, c.text)
			}
			parsed, _ := Parse(q, false)
			if len(parsed.Marks(c.text, Body, false)) == 0 {
				t.Errorf("%s: %q marks nothing in %q", c.name, q, c.text)
			}
		}
		for _, q := range strings.Split(c.not, "|") {
			if slices.Contains(find(t, x, q+" "), c.name) {
				t.Errorf("%s: %q finds %q", c.name, q, c.text)
			}
		}
	}
}

// Queries over a small desk: what is asked, and the ids that answer.
func TestQueries(t *testing.T) {
	x := openIndex(t, t.TempDir())
	harbour := story("harbour", "Harbour gate closes", "The storm came at night.\n\nNobody had tried the gate before.")
	harbour.Texts[By], harbour.Texts[Slug], harbour.Texts[Note] = "Ines Aalto", "harbour-gate\n\nGATE-1", "call the pilots"
	budget := story("budget", "Budget passes", "The storm in parliament is over. The gates of the harbour stay open.")
	budget.Texts[By], budget.Texts[Furniture] = "Tomas Gate", "A long night"
	put(t, x, Mark{0, 2}, harbour, budget)
	for query, want := range map[string]string{
		"storm":                  "budget harbour",
		"storm night":            "budget harbour",
		"storm -parliament":      "harbour",
		"-parliament":            "harbour",
		`"the gate"`:             "harbour",
		`"gates of the harbour"`: "budget",
		`"night nobody"`:         "", // not across paragraphs
		`-"the gate" storm`:      "budget",
		"headline:gate":          "harbour",
		"title:budget":           "budget",
		"by:gate":                "budget",
		`author:"ines aalto"`:    "harbour",
		"-by:gate gate":          "harbour",
		"note:pilots":            "harbour",
		"pilots":                 "harbour",
		"slug:gate-1":            "harbour",
		"furniture:night":        "budget",
		"body:night":             "harbour",
		"parl":                   "budget",
		"parl ":                  "",
		"parl* storm ":           "budget",
		"headline:gat":           "harbour",
		"GATE harbour":           "budget harbour",
		"10:30":                  "",
		"storm …":                "budget harbour",
	} {
		got := find(t, x, query)
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%s finds %v, want %s", query, got, want)
		}
	}
	if got := find(t, x, "gate"); len(got) != 2 || got[0] != "harbour" {
		t.Errorf("gate: %v, want the headline first", got)
	}
}

func TestLoose(t *testing.T) {
	x := openIndex(t, t.TempDir())
	put(t, x, Mark{0, 1}, story("a", "Parliament votes", "A harbour. 北京的市政府"))
	for _, text := range []string{"parlament", "harbor", "parliment votes", "北京市政府", "Harbuor gate -storm"} {
		q, err := Parse(text, false)
		if err != nil {
			t.Fatal(err)
		}
		strict, err := x.Find(context.Background(), Wanted{Query: q, Limit: 5})
		if err != nil || strict.Total != 0 {
			t.Errorf("%s: %v, %v", text, strict, err)
		}
		loose, err := x.Find(context.Background(), Wanted{Query: q, Limit: 5, Loose: true})
		if want := !strings.Contains(text, "gate"); err != nil || (loose.Total == 1) != want {
			t.Errorf("%s taken loosely: %v, %v", text, loose, err)
		}
	}
}

func TestWeigh(t *testing.T) {
	x := openIndex(t, t.TempDir())
	put(t, x, Mark{0, 3}, story("a", "Gate", ""), story("b", "Gate", ""), story("c", "Gate", ""))
	q, _ := Parse("gate", false)
	found, err := x.Find(context.Background(), Wanted{Query: q, Limit: 1, Weigh: func(id string) float64 {
		return map[string]float64{"a": 2, "b": 1}[id]
	}})
	if err != nil || found.Total != 2 || !slices.Equal(found.IDs, []string{"a"}) {
		t.Errorf("%v, %v: c must be left out and a be first", found, err)
	}
}

// The law of finding: a story is found by each of its words as they stand
// there, by their beginnings, and by no word that it lacks.
func TestEveryWordFinds(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	stock := strings.Fields(`gate Gate's harbour-side "storm" (night) 25,000 l'eau Łódź Київ п'ять вибори Ёж الحكومة 北京市 政府 タワー
		U.S. e-mail naïve f***ing [sic] {==born==} *italic* _low_ Αθήνα 3.5% €40 #tag @name x1 it’s 서울에서 ไทย हिन्दी`)
	x := openIndex(t, t.TempDir())
	texts := map[string][]string{}
	var docs []Document
	for i := range 40 {
		var ws []string
		for range 1 + r.IntN(8) {
			ws = append(ws, stock[r.IntN(len(stock))])
		}
		id := fmt.Sprintf("story-%02d", i)
		texts[id] = ws
		docs = append(docs, story(id, "", strings.Join(ws, " ")))
	}
	put(t, x, Mark{0, 40}, docs...)
	for _, word := range stock {
		quoted := `"` + strings.ReplaceAll(word, `"`, "") + `"`
		got := find(t, x, quoted)
		for id, ws := range texts {
			if has := slices.Contains(ws, word); has && !slices.Contains(got, id) {
				t.Errorf("%s is in %v and does not find it", quoted, ws)
			}
		}
		for _, id := range got {
			if len(mustParse(t, quoted).Marks(strings.Join(texts[id], " "), Body, false)) == 0 {
				t.Errorf("%s finds %v and marks nothing", quoted, texts[id])
			}
		}
		not := find(t, x, "-"+quoted)
		if len(got)+len(not) != len(docs) {
			t.Errorf("%s finds %d, -%s finds %d of %d", quoted, len(got), quoted, len(not), len(docs))
		}
	}
}

func mustParse(t testing.TB, text string) *Query {
	t.Helper()
	q, err := Parse(text, false)
	if err != nil {
		t.Fatal(err)
	}
	return &q
}

func TestPutAgainReplaces(t *testing.T) {
	x := openIndex(t, t.TempDir())
	put(t, x, Mark{0, 1}, story("a", "Gate", ""))
	put(t, x, Mark{0, 2}, story("a", "Bridge", ""))
	put(t, x, Mark{0, 3}, story("a", "Bridge", ""))
	if got := find(t, x, "gate "); len(got) != 0 {
		t.Errorf("the words of before find %v", got)
	}
	if got := find(t, x, "bridge"); len(got) != 1 {
		t.Errorf("the words of now find %v", got)
	}
	if x.Mark() != (Mark{0, 3}) {
		t.Errorf("mark %v", x.Mark())
	}
}

func TestOpenAgain(t *testing.T) {
	dir := t.TempDir()
	x := openIndex(t, dir)
	put(t, x, Mark{4, 9}, story("a", "Gate", ""))
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	again, why, err := Open(dir)
	if err != nil || why != "" {
		t.Fatal(why, err)
	}
	defer again.Close()
	if again.Mark() != (Mark{4, 9}) || len(find(t, again, "gate")) != 1 {
		t.Errorf("mark %v, gate finds %v", again.Mark(), find(t, again, "gate"))
	}
	if _, err := x.Find(context.Background(), Wanted{Query: *mustParse(t, "gate"), Limit: 1}); err != ErrClosed {
		t.Errorf("closed: %v", err)
	}
}

// Whatever is done to the files, the index opens: as it was, or empty and with
// a mark that says so. It never answers with less than its mark promises.
func TestDamage(t *testing.T) {
	master := t.TempDir()
	x := openIndex(t, master)
	for i := range 5 {
		put(t, x, Mark{0, uint64(i + 1)}, story(fmt.Sprint(i), "Gate", strings.Repeat("harbour storm ", 200)))
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	var files []string
	err := filepath.WalkDir(master, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			name, _ := filepath.Rel(master, path)
			files = append(files, name)
		}
		return err
	})
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		for how, harm := range harms {
			t.Run(how+" "+name, func(t *testing.T) {
				dir := t.TempDir()
				if err := os.CopyFS(dir, os.DirFS(master)); err != nil {
					t.Fatal(err)
				}
				harm(t, filepath.Join(dir, name))
				x, why, err := Open(dir)
				if err != nil {
					t.Fatal(err)
				}
				defer x.Close()
				got := len(find(t, x, "harbour"))
				if whole := x.Mark() == (Mark{0, 5}) && got == 5; !whole && (x.Mark() != (Mark{}) || got != 0) {
					t.Errorf("mark %v, %d stories, %q", x.Mark(), got, why)
				}
				put(t, x, Mark{0, 6}, story("new", "Later", ""))
				if len(find(t, x, "later")) != 1 {
					t.Error("nothing can be put in")
				}
			})
		}
	}
}

var harms = map[string]func(*testing.T, string){
	"delete": func(t *testing.T, path string) {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	},
	"empty": func(t *testing.T, path string) {
		if err := os.Truncate(path, 0); err != nil {
			t.Fatal(err)
		}
	},
	"cut": func(t *testing.T, path string) {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, info.Size()/2); err != nil {
			t.Fatal(err)
		}
	},
	"flip": func(t *testing.T, path string) {
		bytes, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		bytes[len(bytes)/2] ^= 0x10
		if err := os.WriteFile(path, bytes, 0o600); err != nil {
			t.Fatal(err)
		}
	},
}

// An index that was never closed opens as it is, but not for ever.
func TestLeftOpen(t *testing.T) {
	dir := t.TempDir()
	x := openIndex(t, dir)
	put(t, x, Mark{0, 1}, story("a", "Gate", ""))
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]bool{1: true, 2: true, mostUnclean: false} {
		if err := writeNote(dir, note{Layout: layout, Unclean: n}); err != nil {
			t.Fatal(err)
		}
		if why, err := sound(dir); err != nil || (why == "") != want {
			t.Errorf("left open %d times: %q, %v", n, why, err)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		text   string
		typing bool
		want   error
	}{
		{`"open`, false, ErrQuote}, {`"open`, true, nil},
		{"colour:red", false, ErrField}, {"colour:red", true, ErrField},
		{"", false, ErrEmpty}, {"section:", false, ErrEmpty}, {"section:", true, nil}, {"...", false, ErrEmpty},
		{"https://example.org/x", false, nil}, {"10:30", false, nil}, {"War: the facts", false, nil},
		{"section:World status:draft before:2026", false, nil},
	} {
		if _, err := Parse(c.text, c.typing); c.want == nil && err != nil || !errors.Is(err, c.want) {
			t.Errorf("%s (typing %t): %v, want %v", c.text, c.typing, err, c.want)
		}
	}
}

func TestParseLimits(t *testing.T) {
	q := mustParse(t, `section:"Local News" -section:world status:subbing before:2026-12-01 -before:2025 gate`)
	l := q.Limits
	if fmt.Sprintf("%v %v %s %s", l.Sections, l.Statuses, l.Before, l.After) != "[{Local News false} {world true}] [{subbing false}] 2026-12-01 2025" || len(q.Terms) != 1 {
		t.Errorf("%+v", l)
	}
}

func TestFragment(t *testing.T) {
	text := "First comes a long way of saying nothing at all about it. " + strings.Repeat("More words stand here. ", 10) +
		"Then the gate of the harbour shuts, and the gates hold. " + strings.Repeat("And more after it. ", 10)
	q := mustParse(t, "gate harbour ")
	f := Cut(text, q.Marks(text, Body, false), 120)
	var marked []string
	for _, m := range f.Marks {
		marked = append(marked, f.Text[m.From:m.To])
	}
	if strings.Join(marked, " ") != "gate harbour gates" || len(f.Text) > 130 || !strings.HasPrefix(f.Text, "… ") || !strings.HasSuffix(f.Text, " …") {
		t.Errorf("%q marks %v", f.Text, marked)
	}
}

// FuzzParse: no query panics or hangs, and marks are places within the text,
// between characters, in order.
func FuzzParse(f *testing.F) {
	for _, c := range languages {
		f.Add(c.finds, c.text, true)
	}
	f.Add(`-by:"a b" "c d`, "c d e", true)
	f.Add("'", "'a'", false)
	f.Fuzz(func(t *testing.T, query, text string, typing bool) {
		q, err := Parse(query, typing)
		if err != nil {
			return
		}
		for _, loose := range []bool{false, true} {
			marks, end := q.Marks(text, Body, loose), 0
			for _, m := range marks {
				if m.From < end || m.To <= m.From || m.To > len(text) {
					t.Fatalf("marks %v in %q", marks, text)
				}
				end = m.To
			}
			c := Cut(text, marks, 40)
			for _, m := range c.Marks {
				if m.From < 0 || m.To > len(c.Text) {
					t.Fatalf("marks %v in %q", c.Marks, c.Text)
				}
			}
		}
	})
}
