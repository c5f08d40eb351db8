package article

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// shown writes chunks as [-out-] and {+in+}.
func shown(chunks []Chunk) string {
	var out strings.Builder
	for _, c := range chunks {
		switch c.Op {
		case Same:
			out.WriteString(c.Text)
		case Out:
			fmt.Fprintf(&out, "[-%s-]", c.Text)
		case In:
			fmt.Fprintf(&out, "{+%s+}", c.Text)
		}
	}
	return out.String()
}

func TestDiffWords(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"", "New words.", "{+New words.+}"},
		{"Old words.", "", "[-Old words.-]"},
		{"The boat sails.", "The boat sails.", "The boat sails."},
		{"The boat sails at nine.", "The boat sails at ten.", "The boat sails at [-nine-]{+ten+}."},
		{"The old grey boat sails.", "The new blue ferry sails.", "The [-old grey boat-]{+new blue ferry+} sails."},
		{"He said no.", "He said: no.", "He said{+:+} no."},
		{"One.\n\nTwo.\n\nThree.", "One.\n\nThree.", "One.\n\n[-Two.\n\n-]Three."},
		{"One.\n\nTwo.", "Nought.\n\nOne.\n\nTwo.", "{+Nought.\n\n+}One.\n\nTwo."},
		{"Сьогодні мер підписав.", "Учора мер підписав.", "[-Сьогодні-]{+Учора+} мер підписав."},
		{"市政府今天宣布", "市政府昨天宣布", "市政府[-今-]{+昨+}天宣布"},
		{"It cost 5m euros", "It cost 6m euros", "It cost [-5m-]{+6m+} euros"},
	} {
		if got := shown(DiffWords(c.before, c.after)); got != c.want {
			t.Errorf("%q to %q:\n got %s\nwant %s", c.before, c.after, got, c.want)
		}
	}
}

// lawful checks what every list of chunks must hold.
func lawful(t *testing.T, before, after string) {
	t.Helper()
	var old, now strings.Builder
	last := Op("")
	for _, c := range DiffWords(before, after) {
		if c.Text == "" || c.Op == last || c.Op == Out && last == In {
			t.Fatalf("%q to %q: %q after %q", before, after, c, last)
		}
		last = c.Op
		if c.Op != In {
			old.WriteString(c.Text)
		}
		if c.Op != Out {
			now.WriteString(c.Text)
		}
	}
	if old.String() != before || now.String() != after {
		t.Fatalf("%q to %q gives %q and %q", before, after, old.String(), now.String())
	}
}

func TestDiffIsLawfulOnRandomEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1986))
	vocabulary := strings.Fields("a b c d the boat , . \n \n\n ferry й 市")
	some := func(n int) string {
		var s strings.Builder
		for range n {
			s.WriteString(vocabulary[r.IntN(len(vocabulary))])
			if r.IntN(2) == 0 {
				s.WriteByte(" \n"[r.IntN(2)])
			}
		}
		return s.String()
	}
	for range 3000 {
		before := some(r.IntN(30))
		cut := r.IntN(len(before) + 1)
		lawful(t, before, some(r.IntN(30)))
		lawful(t, before, before[:cut]+some(r.IntN(4))+before[cut:])
	}
}

// The edit is a shortest one: no other way changes fewer tokens.
func TestDiffIsShortest(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1986))
	for range 2000 {
		a, b := letterList(r), letterList(r)
		cost := 0
		for _, run := range diff(a, b) {
			if !run.same {
				cost += len(run.out) + len(run.in)
			}
		}
		if want := distance(a, b); cost != want {
			t.Fatalf("%q to %q in %d, could be %d", a, b, cost, want)
		}
	}
}

func letterList(r *rand.Rand) []string {
	list := make([]string, r.IntN(12))
	for i := range list {
		list[i] = string("abc"[r.IntN(3)])
	}
	return list
}

// distance counts deletions and insertions by the whole table.
func distance(a, b []string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			now := min(row[j], row[j+1]) + 1
			if a[i] == b[j] {
				now = before
			}
			before, row[j+1] = row[j+1], now
		}
	}
	return row[len(b)]
}

func TestDiffOfVeryDifferentTextsEnds(t *testing.T) {
	long := func(word string) string { return strings.Repeat(word+" ", 50_000) }
	lawful(t, long("one"), long("two"))
	lawful(t, strings.Repeat("a\n", 50_000), strings.Repeat("b\n", 50_000))
}

func FuzzDiffWords(f *testing.F) {
	f.Add("The boat sails at nine.", "The boat, sails\n\nat ten.")
	f.Add("\xff a", "a \xff")
	f.Fuzz(func(t *testing.T, before, after string) { lawful(t, before, after) })
}
