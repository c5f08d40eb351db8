package newsroom_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// screen is a page put together from answers, as the window does it.
type screen struct {
	turn   int
	frame  string
	html   []string
	blocks []article.Span
}

func (s *screen) take(t *testing.T, p newsroom.Preview) {
	t.Helper()
	if p.Lost || p.Paused {
		t.Fatalf("no page: %+v", p)
	}
	if p.Frame != "" {
		s.frame = p.Frame
	}
	for i := p.From + p.Cut; i < len(s.blocks); i++ {
		s.blocks[i].From += p.Shift
		s.blocks[i].To += p.Shift
	}
	s.html = slices.Replace(s.html, p.From, p.From+p.Cut, p.HTML...)
	s.blocks = slices.Replace(s.blocks, p.From, p.From+p.Cut, p.Blocks...)
	s.turn = p.Turn
}

func (s *screen) page() string {
	const open = `<div class="story-body">` + "\n"
	body := ""
	for _, block := range s.html {
		body += block + "\n"
	}
	return strings.Replace(s.frame, open, open+body, 1)
}

// However a body is edited, the answers that say what changed make the page
// that an answer with everything makes.
func TestAPageBuiltOfChangesIsThePage(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	random := rand.New(rand.NewPCG(3, 5))
	pieces := []string{"word ", "\n\n", "*", "## Crosshead\n\n", "> ", "😀", "- item\n", "", "[a](https://news.example/)", "é", "\n\nOne.\n\nOne.\n\n", ":::box\n", ":::\n"}
	units := []rune{} // the body, kept as one rune per UTF-16 unit would be: astral characters twice
	body, head := "", "Head"
	var on screen
	for step := range 400 {
		from := random.IntN(len(units) + 1)
		to := min(len(units), from+random.IntN(8))
		text := pieces[random.IntN(len(pieces))]
		next := string(dedouble(units[:from])) + text + string(dedouble(units[to:]))
		if half(units, from) || half(units, to) {
			continue // the window never cuts a character in two
		}
		edit := newsroom.Splice{From: from, To: to, Text: text}
		if step%50 == 0 {
			head = fmt.Sprintf("Head %d", step)
		}
		q := newsroom.PreviewRequest{ID: a.ID, Set: map[string]string{"headlines.main": head}, Since: on.turn, Body: &edit}
		got, err := room.Preview(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		on.take(t, got)
		body, units = next, double(next)
		var whole screen
		all, err := room.Preview(t.Context(), newsroom.PreviewRequest{ID: a.ID, Mobile: true, Set: map[string]string{"headlines.main": head, "body": body}})
		if err != nil {
			t.Fatal(err)
		}
		whole.take(t, all)
		if !slices.Equal(on.html, whole.html) || !slices.Equal(on.blocks, whole.blocks) {
			t.Fatalf("step %d, body %q:\n%q %v\nwant\n%q %v", step, body, on.html, on.blocks, whole.html, whole.blocks)
		}
		if !strings.Contains(on.frame, head) {
			t.Fatalf("step %d: the frame lacks %q", step, head)
		}
	}
}

func double(text string) []rune {
	units := []rune{}
	for _, r := range text {
		units = append(units, r)
		if r > 0xFFFF {
			units = append(units, -r)
		}
	}
	return units
}

func dedouble(units []rune) []rune {
	return slices.DeleteFunc(slices.Clone(units), func(r rune) bool { return r < 0 })
}

func half(units []rune, at int) bool { return at < len(units) && units[at] < 0 }

// A key in the last paragraph costs the last paragraph, not the story.
func TestOnlyWhatChangedIsSent(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	all, err := room.Preview(t.Context(), newsroom.PreviewRequest{ID: a.ID, Body: &newsroom.Splice{Text: "One.\n\nTwo.\n\nThree."}})
	if err != nil || len(all.HTML) != 3 || all.Frame == "" {
		t.Fatalf("%+v, %v", all, err)
	}
	got, err := room.Preview(t.Context(), newsroom.PreviewRequest{ID: a.ID, Since: all.Turn, Body: &newsroom.Splice{From: 9, To: 9, Text: "!"}})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"<p>Two!.</p>"}; !slices.Equal(got.HTML, want) || got.From != 1 || got.Cut != 1 || got.Shift != 1 || got.Frame != "" {
		t.Errorf("%+v", got)
	}
}

// A page that is not at hand any more, or an edit of another text, is asked
// for again: no page is built on a wrong one.
func TestALostPageIsAskedForAgain(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	first, err := room.Preview(t.Context(), newsroom.PreviewRequest{ID: a.ID, Body: &newsroom.Splice{Text: "One 😀."}})
	if err != nil {
		t.Fatal(err)
	}
	for name, q := range map[string]newsroom.PreviewRequest{
		"another run":           {ID: a.ID, Since: first.Turn + 7, Body: &newsroom.Splice{}},
		"the other page":        {ID: a.ID, Mobile: true, Since: first.Turn, Body: &newsroom.Splice{}},
		"behind the end":        {ID: a.ID, Since: first.Turn, Body: &newsroom.Splice{From: 6, To: 9}},
		"before the start":      {ID: a.ID, Since: first.Turn, Body: &newsroom.Splice{From: -1, To: 2}},
		"the wrong way round":   {ID: a.ID, Since: first.Turn, Body: &newsroom.Splice{From: 3, To: 2}},
		"an edit of an old one": {ID: a.ID, Since: 0, Body: &newsroom.Splice{From: 3, To: 3}},
	} {
		if got, err := room.Preview(t.Context(), q); err != nil || !got.Lost || got.Turn != 0 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
