package article

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// The table in docs/state.md is the one of the program, line by line.
func TestTheTableOfStopsIsTheDocument(t *testing.T) {
	text, err := os.ReadFile("../../docs/state.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "<!-- stops:")
	if !found {
		t.Fatal("docs/state.md has no table of stops")
	}
	var said []string
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "|") {
			said = append(said, strings.TrimSpace(line))
		} else if len(said) > 0 {
			break
		}
	}
	want := []string{"| stop |", "|---|"}
	for _, a := range Acts {
		want[0] += " " + string(a) + " |"
		want[1] += "---|"
	}
	for _, s := range Stops {
		line := "| " + s.Name + " (`" + strings.Join(s.Codes, "`, `") + "`) |"
		for _, c := range s.Cells {
			line += " " + string(c) + " |"
		}
		want = append(want, line)
	}
	if !slices.Equal(said, want) {
		t.Errorf("docs/state.md should say\n%s", strings.Join(want, "\n"))
	}
}

func TestLawsOfTheTable(t *testing.T) {
	cells := []Cell{Free, Stamped, Named, Waits, Never}
	codes := map[string]bool{}
	for _, s := range Stops {
		if len(s.Cells) != len(Acts) {
			t.Fatalf("%s has %d cells", s.Name, len(s.Cells))
		}
		for _, c := range s.Cells {
			if !slices.Contains(cells, c) {
				t.Errorf("%s: %q", s.Name, c)
			}
		}
		for _, code := range s.Codes {
			if codes[code] {
				t.Errorf("%q stands in two rows", code)
			}
			codes[code] = true
		}
		absolute := slices.Contains([]string{"kill", "no body", "merge conflict", "too long for where it goes"}, s.Name)
		if got := s.Cells[slices.Index(Acts, ActDeliver)] == Never; got != absolute {
			t.Errorf("%s: delivered never is %v", s.Name, got)
		}
		if proof := s.Cells[slices.Index(Acts, ActProof)]; proof != Free && proof != Stamped {
			t.Errorf("%s stops a proof", s.Name)
		}
	}
	if CellOf("no-alt", ActPackage) != Free || CellOf("embargo", ActDeliver) != Waits || CellOf("tk", Act("dream")) != Free {
		t.Error("a cell is not where it should be")
	}
}

func TestStamps(t *testing.T) {
	e, err := ParseEmbargo("2026-12-03T00:01 Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	a := Article{Flag: Killed, Embargo: e}
	before, after := e.At.Add(-time.Hour), e.At
	const until = "EMBARGOED UNTIL 00:01, 3 December 2026 Europe/Kyiv (22:01, 2 December 2026 UTC)"
	if got := Stamps(&a, ActProof, before, time.UTC); !slices.Equal(got, []string{"KILLED: MUST NOT BE USED", until}) {
		t.Error(got)
	}
	a.Flag = NoFlag
	if got := Stamps(&a, ActLegal, before, time.UTC); !slices.Equal(got, []string{until}) {
		t.Error(got)
	}
	if got := Stamps(&a, ActProof, after, time.UTC); len(got) != 0 {
		t.Error(got)
	}
	if got := Stamps(&a, ActPackage, before, time.UTC); len(got) != 0 {
		t.Error("what waits is not stamped:", got)
	}
}
