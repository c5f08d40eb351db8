package article

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// laidOut writes rows as number:before|after, line ends as ¶.
func laidOut(rows []Row) string {
	var all []string
	for _, r := range rows {
		all = append(all, fmt.Sprintf("%d:%s|%s", r.Change, r.Before(), r.After()))
	}
	return strings.ReplaceAll(strings.Join(all, "\n"), "\n\n", "¶")
}

func TestAlign(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"One.", "One.", "0:One.|One."},
		{"One.\n\nTwo.\n\nThree.", "One.\n\nThree.", "0:One.¶|One.¶\n1:Two.¶|\n0:Three.|Three."},
		// A paragraph at the end: the blank line before it belongs to it.
		{"One.\n\nTwo.", "One.\n\nTwo.\n\nThree.", "0:One.¶|One.¶\n1:Two.|Two.¶\n1:|Three."},
		{"One.", "One.\n", "1:One.|One.\n"},
		// The paragraph that was split off stands beside the one it is most like.
		{"The boat sails at nine.\n\nRain fell.", "Nobody came today, they said.\n\nThe boat sails at ten.\n\nRain fell.",
			"1:|Nobody came today, they said.¶\n2:The boat sails at nine.¶|The boat sails at ten.¶\n0:Rain fell.|Rain fell."},
		// Nothing in common: one was put in place of the other.
		{"Fog lay on it.\n\nEnd.", "He was late!\n\nEnd.", "1:Fog lay on it.¶|He was late!¶\n0:End.|End."},
	} {
		if got := laidOut(Align(c.before, c.after)); got != strings.ReplaceAll(c.want, "\n\n", "¶") {
			t.Errorf("%q to %q:\n%s\nwant\n%s", c.before, c.after, got, c.want)
		}
	}
}

func TestMix(t *testing.T) {
	before := "One.\n\nThe boat sails at nine.\n\nFour."
	after := "One.\n\nThe boat sails at ten.\n\nFour.\n\nFive.\n\nSix."
	for _, c := range []struct {
		picks []Pick
		want  string
	}{
		{nil, after},
		{[]Pick{PickBefore}, "One.\n\nThe boat sails at nine.\n\nFour.\n\nFive.\n\nSix."},
		{[]Pick{PickBoth}, "One.\n\nThe boat sails at nine.\n\nThe boat sails at ten.\n\nFour.\n\nFive.\n\nSix."},
		{[]Pick{PickAfter, PickBefore}, "One.\n\nThe boat sails at ten.\n\nFour.\n\nSix."},
		{[]Pick{PickAfter, PickBoth}, after}, // nothing stood there before
		{[]Pick{PickBefore, PickBefore, PickBefore}, before},
	} {
		if got := Mix(Align(before, after), c.picks); got != c.want {
			t.Errorf("%q:\n got %q\nwant %q", c.picks, got, c.want)
		}
	}
}

// aligned checks what every pair of texts must hold.
func aligned(t *testing.T, before, after string) []Row {
	t.Helper()
	rows := Align(before, after)
	var a, b strings.Builder
	changes := 0
	for i := range rows {
		r := &rows[i]
		a.WriteString(r.Before())
		b.WriteString(r.After())
		if r.Change != 0 && r.Change != changes && r.Change != changes+1 || (r.Change == 0) != (r.Before() == r.After()) || len(r.Chunks) == 0 {
			t.Fatalf("%q to %q: row %d is %+v", before, after, i, r)
		}
		changes = max(changes, r.Change)
	}
	if a.String() != before || b.String() != after {
		t.Fatalf("%q to %q gives %q and %q", before, after, a.String(), b.String())
	}
	all := make([]Pick, changes)
	if got := Mix(rows, all); got != after {
		t.Fatalf("%q to %q: nothing taken gives %q", before, after, got)
	}
	for i := range all {
		all[i] = PickBefore
	}
	if got := Mix(rows, all); got != before {
		t.Fatalf("%q to %q: everything taken gives %q", before, after, got)
	}
	return rows
}

func TestAlignmentIsLawfulOnRandomEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1945))
	vocabulary := []string{"One. ", "the boat sails ", "at nine", "\n", "\n\n", "\n \n", "\r\n\r\n", "\n\n\n", "Ніч. ", "市"}
	some := func(n int) string {
		var s strings.Builder
		for range n {
			s.WriteString(vocabulary[r.IntN(len(vocabulary))])
		}
		return s.String()
	}
	for range 4000 {
		before, after := some(r.IntN(14)), some(r.IntN(14))
		if r.IntN(2) == 0 {
			at := r.IntN(len(before) + 1)
			after = before[:at] + some(r.IntN(3)) + before[at:]
		}
		mixed(t, r, aligned(t, before, after))
	}
}

// mixed checks a random mix: every paragraph that was picked is in it whole,
// and no two ran together.
func mixed(t *testing.T, r *rand.Rand, rows []Row) {
	t.Helper()
	picks := make([]Pick, len(rows))
	for i := range picks {
		picks[i] = []Pick{PickAfter, PickBefore, PickBoth}[r.IntN(3)]
	}
	got := paragraphs(Mix(rows, picks))
	have := map[string]int{}
	for _, p := range trimmed(got) {
		have[p]++
	}
	for i := range rows {
		row := &rows[i]
		wanted := []string{row.After()}
		if c := row.Change; c > 0 && picks[c-1] == PickBefore {
			wanted = []string{row.Before()}
		} else if c > 0 && picks[c-1] == PickBoth && !spacing(row) {
			wanted = append(wanted, row.Before())
		}
		for _, w := range wanted {
			if w = strings.TrimSpace(w); w == "" {
				continue
			}
			if have[w]--; have[w] < 0 {
				t.Fatalf("%s\nwith %q gives %q, which lacks %q", laidOut(rows), picks, got, w)
			}
		}
	}
}

func FuzzAlign(f *testing.F) {
	f.Add("One.\n\nTwo.", "One.\n\nTwo.\n\nThree.")
	f.Add("\n\n One.\r\n\r\nTwo.", " \n")
	f.Fuzz(func(t *testing.T, before, after string) { aligned(t, before, after) })
}

// A wholly rewritten story of any length is laid side by side in bounded time.
func TestLongRewritesAreAligned(t *testing.T) {
	var before, after strings.Builder
	for i := range 400 {
		fmt.Fprintf(&before, "Old words number %d stand here.\n\n", i)
		fmt.Fprintf(&after, "None of those %d remain today!\n\n", i)
	}
	if rows := aligned(t, before.String(), after.String()); len(rows) != 400 {
		t.Errorf("%d rows", len(rows))
	}
}
