package article

import (
	"slices"
	"testing"
	"time"
)

func TestWhatAMergeLeavesOpen(t *testing.T) {
	a := Article{Body: "One!\n\nTwo."}
	a.Leave(3, "wire v2", nil)
	if a.Merge != nil || a.Conflicts() != 0 {
		t.Fatalf("%+v", a.Merge)
	}
	first := Conflict{"body", "One.", "One!", "One?"}
	a.Leave(3, "wire v2", []Conflict{first, {"standfirst", "a", "b", "c"}})
	a.Leave(5, "wire v3", []Conflict{{"standfirst", "c", "b", "d"}, {"body", "", "Mine.", "Theirs."}})
	if m := a.Merge; m.With != 5 || m.Name != "wire v3" || len(m.Conflicts) != 3 || m.Conflicts[0].Theirs != "d" || m.Conflicts[2] != first {
		t.Errorf("%+v", a.Merge)
	}
	if got := a.Merge.TornFields(); !slices.Equal(got, []string{"standfirst", "body"}) {
		t.Errorf("fields %v", got)
	}
	if stamps := Stamps(&a, ActProof, time.Now(), time.UTC); !slices.Equal(stamps, []string{"MERGE CONFLICT OPEN"}) {
		t.Errorf("stamps %v", stamps)
	}
}

// The changes that are in conflict are found among all that the desk made.
func TestTornRows(t *testing.T) {
	theirs := "One?\n\nTwo.\n\nThree words stand here.\n\nFour."
	mine := "One!\n\nTwo.\n\nThree words stood here.\n\nFour.\n\nFive."
	m := &OpenMerge{Conflicts: []Conflict{{"body", "One.", "One!", "One?"}, {"standfirst", "", "Five.", ""}}}
	rows := Align(theirs, mine)
	if got := m.Torn(rows); !slices.Equal(got, []int{1}) {
		t.Errorf("%v of\n%s", got, laidOut(rows))
	}
	if got := (*OpenMerge)(nil).Torn(rows); len(got) != 0 {
		t.Errorf("%v", got)
	}
}
