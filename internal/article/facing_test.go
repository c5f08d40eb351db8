package article

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// faced is the rows in short: L for the other's paragraph alone, R for the
// story's, B for both, = for the same; with the double.
func faced(rows []Row) string {
	said := []string{}
	for _, r := range rows {
		kind := "B"
		switch {
		case r.Change == 0:
			kind = "="
		case r.After() == "":
			kind = "L"
		case r.Before() == "":
			kind = "R"
		}
		if r.Double != "" {
			kind += fmt.Sprintf("(%s %d)", r.Double, r.At)
		}
		said = append(said, kind)
	}
	return strings.Join(said, " ")
}

func TestFacing(t *testing.T) {
	const crews, half, lorries = "Crews stopped work at six.", "Half of the sailings were cancelled.", "Lorries queue for nine miles."
	text := func(paragraphs ...string) string { return strings.Join(paragraphs, "\n\n") }
	for name, c := range map[string]struct{ other, story, want string }{
		"the same":                    {text(crews, half), text(crews, half), "= ="},
		"nothing in common":           {lorries, crews, "L R"},
		"two and two":                 {text(lorries, "Police wait."), text(crews, half), "L L R R"},
		"one more at the end":         {text(crews, lorries), crews, "= L"},
		"nearly the same":             {"Half of the sailings were cancelled today.", half, "B(near 0)"},
		"somewhat the same":           {"Half of the trains were stopped today.", half, "B"},
		"elsewhere":                   {text(half, lorries, crews), text(crews, half), "L(same 2) L = R"},
		"nearly, elsewhere":           {text("Half of all the sailings were cancelled.", crews), text(crews, half), "L(near 2) = R"},
		"footnotes are not all alike": {"[^1]: Police figures.", "[^2]: By noon.", "L R"},
		"nothing":                     {"", crews, "R"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := faced(Facing(c.other, c.story)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestApartNotes(t *testing.T) {
	for name, c := range map[string]struct{ other, story, want string }{
		"none here":             {"A.[^1]\n\n[^1]: X", "B.", "A.[^1]\n\n[^1]: X"},
		"the same number":       {"A.[^1]\n\n[^1]: X", "B.[^1]\n\n[^1]: Y", "A.[^2]\n\n[^2]: X"},
		"the same footnote":     {"A.[^1]\n\n[^1]: X", "B.[^1]\n\n[^1]: X", "A.[^1]\n\n[^1]: X"},
		"one of two":            {"A.[^1] B.[^2]\n\n[^1]: X\n\n[^2]: Z", "B.[^1]\n\n[^1]: Y", "A.[^3] B.[^2]\n\n[^3]: X\n\n[^2]: Z"},
		"names":                 {"A.[^a]\n\n[^a]: X", "B.[^a]\n\n[^a]: Y", "A.[^1]\n\n[^1]: X"},
		"text that looks so":    {"A.\\[^1] [^1]\n\n[^1]: X", "B.[^1]\n\n[^1]: Y", "A.\\[^1] [^2]\n\n[^2]: X"},
		"a mark without a note": {"A.[^1]", "B.[^1]\n\n[^1]: Y", "A.[^2]"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := ApartNotes(c.other, c.story); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Whatever two stories say: the sides of the rows are the two texts, and what
// nobody takes leaves the story as it is.
func TestFacingLaw(t *testing.T) {
	rnd := rand.New(rand.NewPCG(21, 30))
	some := func() string {
		said := []string{}
		for range rnd.IntN(8) {
			words := []string{}
			for range 1 + rnd.IntN(6) {
				words = append(words, []string{"crews", "stopped", "work", "Ніч", "[^1]", "at six.", "half", "## on", "- list"}[rnd.IntN(9)])
			}
			said = append(said, strings.Join(words, " "))
		}
		return strings.Join(said, []string{"\n\n", "\n\n\n"}[rnd.IntN(2)])
	}
	for range 3000 {
		other, story := some(), some()
		rows := Facing(other, story)
		var before, after strings.Builder
		changes := 0
		for i := range rows {
			before.WriteString(rows[i].Before())
			after.WriteString(rows[i].After())
			changes = max(changes, rows[i].Change)
			if rows[i].Double != "" && rows[i].Before() == "" {
				t.Fatalf("a double of nothing: %+v", rows[i])
			}
		}
		if before.String() != other || after.String() != story {
			t.Fatalf("%q and %q became %q and %q", other, story, before.String(), after.String())
		}
		if got := Mix(rows, nil); inWords(got) != inWords(story) {
			t.Fatalf("nothing taken of %q: %q became %q", other, story, got)
		}
		both := make([]Pick, changes)
		for i := range both {
			both[i] = PickBoth
		}
		mixed := Mix(rows, both)
		for _, p := range append(paragraphs(other), paragraphs(story)...) {
			if !strings.Contains(mixed, strings.TrimSpace(p)) {
				t.Fatalf("both of %q and %q: %q lacks %q", other, story, mixed, p)
			}
		}
	}
}

func inWords(text string) string { return strings.Join(strings.Fields(text), " ") }
