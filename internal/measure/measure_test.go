package measure

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/shaping"
)

// Advance widths of Arial at 2048 units to the em, as every table of its
// metrics has them: what Arimo must have too.
func TestWidthsAreThoseOfArial(t *testing.T) {
	m := New()
	for text, units := range map[string]int{
		"A": 1366, "a": 1139, "i": 455, "W": 1933, "0": 1139, " ": 569, "…": 2048, "—": 2048, "“": 682,
		"ferry": 569 + 1139 + 682 + 682 + 1024,
		"AV":    1366 + 1366 - 152, // kerned
		"fi":    569 + 455,
		"é":     1139, "e\u0301": 1139, // composed and not
		"ґ": 0, "ї": 0, // measured, see below
	} {
		want := float64(units) / 2048 * 20
		if got := m.Width(text, Type{Arial, 20}); units > 0 && math.Abs(got-want) > 0.5*20/2048 || got <= 0 {
			t.Errorf("%q is %.3f px wide, want %.3f", text, got, want)
		}
	}
}

func TestEveryFaceReads(t *testing.T) {
	m := New()
	for face := range faces {
		for _, text := range []string{"Ferry crews walk out", "Ґанок її об’єднав", "Żółć", "Ελλάδα", "Tiếng Việt"} {
			f := m.Fit(text, Type{face, 16}, Box{Width: 1e6, Lines: 1})
			if f.Rough || f.Lines[0].Width <= 0 {
				t.Errorf("%s guesses at %q: %+v", face, text, f)
			}
		}
	}
}

func TestSizeScales(t *testing.T) {
	m := New()
	const text = "Storm gate at Halvern holds"
	if one, ten := m.Width(text, Type{Arial, 1}), m.Width(text, Type{Arial, 10}); math.Abs(one*10-ten) > 1e-6 {
		t.Errorf("%f at 1 px, %f at 10", one, ten)
	}
}

func TestGuesses(t *testing.T) {
	m := New()
	for text, c := range map[string]struct {
		ems   float64
		rough bool
	}{
		"渡轮停航": {4, false}, "フェリー": {4, false}, "배편": {2, true}, "👩‍👩‍👧": {1.25, true}, "🇺🇦": {1.25, true}, "ไทย": {1.8, true}, "a\u20dd": {1139. / 2048, false},
	} {
		f := m.Fit(text, Type{Arial, 100}, Box{Width: 1e6, Lines: 1})
		if math.Abs(f.Lines[0].Width-c.ems*100) > 0.1 || f.Rough != c.rough {
			t.Errorf("%q: %+v, want %v em, rough %v", text, f, c.ems, c.rough)
		}
	}
}

// Arabic letters join: the word is narrower than its letters one by one.
func TestArabicIsJoined(t *testing.T) {
	m, one := New(), 0.0
	const text = "سمعناها"
	for _, r := range text {
		one += m.Width(string(r), Type{Arial, 20})
	}
	if joined := m.Width(text, Type{Arial, 20}); joined <= 0 || joined >= one {
		t.Errorf("joined %.1f, apart %.1f", joined, one)
	}
}

func TestFit(t *testing.T) {
	m := New()
	type box = Box
	for name, c := range map[string]struct {
		text string
		box  box
		want string // lines, then what is cut behind a double bar
	}{
		"fits":                    {"Ferry crews walk out", box{600, 1, "…", false}, "Ferry crews walk out"},
		"nothing":                 {"", box{600, 1, "…", false}, ""},
		"two lines":               {"Ferry crews walk out over pay", box{200, 2, "…", false}, "Ferry crews walk out |over pay"},
		"cut in a word":           {"Ferry crews walk out over pay", box{150, 1, "…", false}, "Ferry crews w||alk out over pay"},
		"cut behind a word":       {"Ferry crews walk out over pay", box{150, 1, " ...", true}, "Ferry crews ||walk out over pay"},
		"a word that is too long": {"Donaudampfschifffahrt fährt", box{100, 3, "…", false}, "Donaudam|pfschifffahr|t fährt"},
		"spaces hang over":        {"Ferry   ", box{50, 1, "…", false}, "Ferry   "},
		"a line of its own":       {"One\ntwo three", box{600, 2, "…", false}, "One\n|two three"},
		"ideographs break":        {"渡轮停航三天", box{60, 2, "…", false}, "渡轮停|航三天"},
		"no line starts with 。":   {"渡轮停航。三天", box{80, 2, "…", false}, "渡轮停|航。三天"},
		"an emoji stays whole":    {"a👩‍👩‍👧b", box{40, 1, "…", false}, "a||👩‍👩‍👧b"},
		"too narrow for all":      {"Ferry", box{1, 1, "…", false}, "||Ferry"},
		"a byte that is none":     {"a\xffb c", box{30, 2, "", false}, "a\xff|b c"},
	} {
		f := m.Fit(c.text, Type{Arial, 20}, c.box)
		var lines []string
		for _, l := range f.Lines {
			lines = append(lines, l.Text)
		}
		got := strings.Join(lines, "|")
		if f.Cut != "" {
			got += "||" + f.Cut
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestALongTextCostsNoMore(t *testing.T) {
	book := strings.Repeat("word ", 2_000_000)
	f := New().Fit(book, Type{Arial, 20}, Box{Width: 600, Lines: 3, More: "…"})
	if len(f.Lines) != 3 || f.Lines[0].Text+f.Lines[1].Text+f.Lines[2].Text+f.Cut != book {
		t.Errorf("%d lines, %d bytes cut", len(f.Lines), len(f.Cut))
	}
}

// FuzzFit: whatever the text, lines and cut are the text, no line is wider
// than its box unless one character is, and a wider box shows no less.
func FuzzFit(f *testing.F) {
	for _, s := range []string{"", "Ferry crews walk out", "Ґанок її", "سمعناها قبل", "渡轮停航。", "👩‍👩‍👧🇺🇦", "a\u0301\u0302", "\u202eabc", "שלום עולם", "a\nb\r\nc", "\xff\xfe", "ไทย", "हिन्दी", "\u200d\u200b\ufeff", "(א) [b] {ج}"} {
		f.Add(s, 120.0, uint8(2), false)
	}
	m := New()
	f.Fuzz(func(t *testing.T, text string, room float64, lines uint8, words bool) {
		if !(room >= 0 && room < 1e4) || len(text) > 1<<12 {
			return
		}
		set := Type{Arial, 20}
		box := Box{Width: room, Lines: int(lines%5) + 1, More: "…", Words: words}
		fitted := m.Fit(text, set, box)
		joined := ""
		units, _ := m.units(text, set)
		for _, l := range fitted.Lines {
			first := slices.IndexFunc(units, func(u unit) bool { return u.end > len(joined) })
			several := len(joined)+len(strings.TrimRight(l.Text, spaces)) > units[first].end
			if several && l.Width > room+0.01 && units[first].advance+m.Width(box.More, set) <= room {
				t.Errorf("line %q is %f px wide in %f", l.Text, l.Width, room)
			}
			joined += l.Text
		}
		if joined+fitted.Cut != text {
			t.Fatalf("%q became %q and %q", text, joined, fitted.Cut)
		}
		if len(fitted.Lines) > box.Lines {
			t.Errorf("%d lines in %d", len(fitted.Lines), box.Lines)
		}
		box.Width *= 1.5
		if wider := m.Fit(text, set, box); len(wider.Cut) > len(fitted.Cut) && !words {
			t.Errorf("%q: %d bytes cut at %f, %d at %f", text, len(fitted.Cut), room, len(wider.Cut), box.Width)
		}
	})
}

// BenchmarkHeadline is what one line of a card costs while somebody types.
func BenchmarkHeadline(b *testing.B) {
	m := New()
	for b.Loop() {
		m.Fit("Last night ferry saved as islands and operator agree a winter timetable", Type{Arial, 20}, Box{Width: 600, Lines: 1, More: " …", Words: true})
	}
}

// TestPlainRuns: a text of plain letters and signs is one run, as the splitter
// says that knows of all scripts, and as wide.
func TestPlainRuns(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	h := New().take()
	for range 300 {
		text := []rune{'A' + rune(random.IntN(26))}
		for range random.IntN(60) {
			text = append(text, ' '+rune(random.IntN('~'-' '+1)))
		}
		for _, face := range Faces {
			f := h.face(face)
			whole := shaping.Input{Text: text, RunEnd: len(text), Direction: di.DirectionLTR, Size: shapedAt << 6, Language: "en"}
			one := h.runs(whole, f)
			width := func(runs []shaping.Input) (px int) {
				for _, run := range runs {
					px += int(h.shaper.Shape(run).Advance)
				}
				return px
			}
			all := slices.Clone(h.split.Split(whole, f))
			if len(one) != 1 || len(all) != 1 || one[0].Face != all[0].Face || one[0].Script != all[0].Script || width(one) != width(all) {
				t.Fatalf("%s, %q: %d runs, %s and %s", face, string(text), len(all), one[0].Script, all[0].Script)
			}
		}
	}
}

// TestSurely: what surely lies on a line is not cut there, whatever the signs do
// to each other; and most of what has room is known at once.
func TestSurely(t *testing.T) {
	m := New()
	random := rand.New(rand.NewPCG(5, 6))
	words := []string{"AVATAR", "Ty", "fi", "ffl", "--", "->", "...", "WAR", "1,200", "L'Av", "rn", "(?)", "<=", "x", "P.", "To"}
	known := 0
	for n := range 4000 {
		text := ""
		for range 1 + random.IntN(9) {
			if n%2 == 0 {
				text += words[random.IntN(len(words))]
			} else {
				text += string(rune(firstPlain + random.IntN(lastPlain-firstPlain+1)))
			}
		}
		set := Type{Faces[random.IntN(len(Faces))], 22}
		width := m.Width(text, set)
		if m.Surely(text, set, width) {
			t.Fatalf("%s: %q takes %f and is sure to fit into no more", set.Face, text, width)
		}
		if m.Surely(text, set, width*1.4) {
			known++
		}
	}
	if known < 3500 {
		t.Errorf("only %d of 4000 are known to fit with two fifths to spare", known)
	}
	if m.Surely("é", Type{Arial, 20}, 1000) || m.Surely("a\nb", Type{Arial, 20}, 1000) {
		t.Error("signs that need a closer look")
	}
}

// TestSurelyOfPairs: whatever two signs do to each other, in every face.
func TestSurelyOfPairs(t *testing.T) {
	m := New()
	for _, face := range Faces {
		for a := firstPlain; a <= lastPlain; a++ {
			for b := firstPlain; b <= lastPlain; b++ {
				text, set := strings.Repeat(string(a)+string(b), 3), Type{face, 100}
				if width := m.Width(text, set); m.Surely(text, set, width-0.01) {
					t.Errorf("%s: %q takes %f and is sure to fit into less", face, text, width)
				}
			}
		}
	}
}
