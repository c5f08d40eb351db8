package article

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

const ferry = "The boat sails at nine with 200 on board, the harbour master said on Tuesday.\n\nRain fell.\n\nThe mayor was late."

func TestMerge(t *testing.T) {
	for _, c := range []struct{ name, base, mine, theirs, want, conflicts string }{
		{"different paragraphs", "One.\n\nTwo.\n\nThree.", "One!\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThree?", "One!\n\nTwo.\n\nThree?", ""},
		{"both did the same", "One.\n\nTwo.", "One!\n\nTwo.", "One!\n\nTwo.\n\nThree.", "One!\n\nTwo.\n\nThree.", ""},
		{"words far apart in one paragraph", ferry,
			strings.Replace(ferry, "boat", "ferry", 1), strings.Replace(ferry, "Tuesday", "Wednesday", 1),
			strings.NewReplacer("boat", "ferry", "Tuesday", "Wednesday").Replace(ferry), ""},
		{"words too near", ferry,
			strings.Replace(ferry, "200 on board", "two hundred on board", 1), strings.Replace(ferry, "with 200", "carrying 200", 1),
			strings.Replace(ferry, "200 on board", "two hundred on board", 1),
			"The boat sails at nine with two hundred on board, the harbour master said on Tuesday. <> The boat sails at nine carrying 200 on board, the harbour master said on Tuesday."},
		{"the same figure, differently", "It cost 5m.", "It cost 6m.", "It cost 7m.", "It cost 6m.", "It cost 6m. <> It cost 7m."},
		{"theirs took a paragraph out", "One.\n\nTwo.\n\nThree.", "One!\n\nTwo.\n\nThree.", "One.\n\nThree.", "One!\n\nThree.", ""},
		{"theirs took out what mine worked on", "One.\n\nTwo.\n\nThree.", "One.\n\nTwo!\n\nThree.", "One.\n\nThree.", "One.\n\nTwo!\n\nThree.", "Two! <> "},
		{"mine took out what theirs worked on", "One.\n\nTwo.\n\nThree.", "One.\n\nThree.", "One.\n\nTwo!\n\nThree.", "One.\n\nThree.", " <> Two!"},
		{"both put in the same and theirs more", "One.\n\nTwo.", "One.\n\nNew.\n\nTwo.", "One.\n\nNew.\n\nMore.\n\nTwo.", "One.\n\nNew.\n\nMore.\n\nTwo.", ""},
		{"both put in, differently", "One.\n\nTwo.", "One.\n\nHouse words.\n\nTwo.", "One.\n\nAgency copy!\n\nTwo.", "One.\n\nHouse words.\n\nTwo.", "House words. <> Agency copy!"},
		{"beside what the other put in", "One.\n\nTwo.", "One!\n\nTwo.", "One.\n\nFive.\n\nTwo.", "One!\n\nFive.\n\nTwo.", ""},
		{"from nothing", "", "House.", "Agency.", "House.", "House. <> Agency."},
		{"to nothing", "One.\n\nTwo.", "One.\n\nTwo!", "", "Two!", "Two! <> "},
	} {
		got, conflicts := Merge(c.base, c.mine, c.theirs)
		var said []string
		for _, x := range conflicts {
			said = append(said, x.Mine+" <> "+x.Theirs)
		}
		if got != c.want || strings.Join(said, "; ") != c.conflicts {
			t.Errorf("%s: got %q with %q", c.name, got, said)
		}
	}
}

// edited is a text as somebody might leave it: words and paragraphs out, in and
// replaced; every word that is put in begins with who and is there once.
func edited(r *rand.Rand, base, who string) string {
	n := 0
	word := func() string { n++; return fmt.Sprintf("%s%d", who, n) }
	var out []string
	for _, p := range strings.Split(base, "\n\n") {
		switch r.IntN(8) {
		case 0:
			continue
		case 1:
			out = append(out, word()+" "+word()+".")
		case 2:
			out = append(out, word()+".", p)
			continue
		}
		fields := strings.Fields(p)
		for i := range fields {
			switch r.IntN(25) {
			case 0:
				fields[i] = word()
			case 1:
				fields[i] += " " + word()
			case 2:
				fields[i] = ""
			}
		}
		out = append(out, strings.Join(fields, " "))
	}
	return strings.Join(out, "\n\n")
}

func story(r *rand.Rand) string {
	n := 0
	var paragraphs []string
	for range r.IntN(9) {
		var p []string
		for range 1 + r.IntN(14) {
			n++
			p = append(p, fmt.Sprintf("b%d", n))
		}
		paragraphs = append(paragraphs, strings.Join(p, " ")+".")
	}
	return strings.Join(paragraphs, "\n\n")
}

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words(text) {
		if wordsAmong([]string{w}) > 0 {
			set[w] = true
		}
	}
	return set
}

// mergeLawful checks what every merge must hold. Where the three texts have
// each word once (unique), no word may be lost either.
func mergeLawful(t *testing.T, base, mine, theirs string, unique bool) {
	t.Helper()
	for _, c := range []struct{ name, base, mine, theirs, want string }{
		{"b b t", base, base, theirs, theirs}, {"b m b", base, mine, base, mine}, {"b x x", base, mine, mine, mine},
	} {
		if got, conflicts := Merge(c.base, c.mine, c.theirs); got != c.want || len(conflicts) > 0 {
			t.Fatalf("%s of %q, %q, %q: %q with %q", c.name, base, mine, theirs, got, conflicts)
		}
	}
	got, conflicts := Merge(base, mine, theirs)
	again, _ := Merge(base, mine, theirs)
	if got != again {
		t.Fatalf("merged twice: %q and %q", got, again)
	}
	for _, c := range conflicts {
		if c.Mine == c.Theirs || c.Mine == c.Base || c.Theirs == c.Base && c.Base != "" {
			t.Fatalf("%q, %q, %q: no conflict is %+v", base, mine, theirs, c)
		}
	}
	if !unique {
		return
	}
	b, m, th, merged := wordSet(base), wordSet(mine), wordSet(theirs), wordSet(got)
	kept := wordSet(got)
	for _, c := range conflicts {
		for w := range wordSet(c.Theirs) {
			kept[w] = true
		}
	}
	for w := range m {
		// What mine wrote stands; of what was there before, theirs may have taken words to where the sides conflict.
		if !merged[w] && (!b[w] || th[w] && !kept[w]) {
			t.Fatalf("%q\n%q\n%q\ngives %q, which lacks my %q", base, mine, theirs, got, w)
		}
	}
	for w := range th {
		if !kept[w] && (!b[w] || m[w]) {
			t.Fatalf("%q\n%q\n%q\ngives %q with %+v, which lack their %q", base, mine, theirs, got, conflicts, w)
		}
	}
	for w := range merged {
		if !m[w] && !th[w] {
			t.Fatalf("%q\n%q\n%q\ngives %q: nobody has %q", base, mine, theirs, got, w)
		}
	}
}

func TestMergeIsLawfulOnRandomStories(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 2007))
	clean, torn := 0, 0
	for range 2500 {
		base := story(r)
		mine, theirs := edited(r, base, "m"), edited(r, base, "t")
		mergeLawful(t, base, mine, theirs, true)
		if _, conflicts := Merge(base, mine, theirs); len(conflicts) > 0 {
			torn++
		} else {
			clean++
		}
	}
	if clean < 500 || torn < 500 {
		t.Errorf("the stories try too little: %d merged clean, %d did not", clean, torn)
	}
}

// What the desk and the agency did far from each other never meets.
func TestEditsOfDifferentParagraphsMergeClean(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2007))
	for range 1000 {
		var base []string
		for i := range 10 {
			base = append(base, fmt.Sprintf("p%d has words a%d b%d c%d d%d.", i, i, i, i, i))
		}
		mine, theirs, want := strings.Join(base, "\n\n"), strings.Join(base, "\n\n"), strings.Join(base, "\n\n")
		for i, p := range base {
			now := p + fmt.Sprintf(" New%d.", i)
			switch r.IntN(3) {
			case 0:
				mine, want = strings.Replace(mine, p, now, 1), strings.Replace(want, p, now, 1)
			case 1:
				theirs, want = strings.Replace(theirs, p, now, 1), strings.Replace(want, p, now, 1)
			}
		}
		if got, conflicts := Merge(strings.Join(base, "\n\n"), mine, theirs); got != want || len(conflicts) > 0 {
			t.Fatalf("%q with %q", got, conflicts)
		}
	}
}

func FuzzMerge(f *testing.F) {
	f.Add("One.\n\nTwo.", "One!\n\nTwo.", "One.\n\nTwo?\n\nThree.")
	f.Add("\n\n One.\r\n\r\nTwo.", " \n", "One.")
	f.Add("\xff a", "a \xff", "")
	f.Fuzz(func(t *testing.T, base, mine, theirs string) { mergeLawful(t, base, mine, theirs, false) })
}

func TestLongStoriesAreMergedInBoundedTime(t *testing.T) {
	var base, mine, theirs strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&base, "Old words number %d stand here.\n\n", i)
		fmt.Fprintf(&mine, "None of those %d remain today!\n\n", i)
		fmt.Fprintf(&theirs, "Nothing %d is as it was?\n\n", i)
	}
	begin := time.Now()
	if _, conflicts := Merge(base.String(), mine.String(), theirs.String()); len(conflicts) == 0 {
		t.Error("no conflict")
	}
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestMergeStories(t *testing.T) {
	base := Article{ID: "a", Headlines: Headlines{Main: "Boat sails"}, Standfirst: "It left.", Keywords: []string{"boat", "port"},
		Body: "One.\n\nTwo.", Bylines: []string{"Ann"}, Pictures: []Picture{{ID: "p"}, {ID: "q"}}, Slugline: "FERRY", Source: Source{"afp", "k", "1"}}
	mine, theirs := base, base
	mine.Rev, mine.Status, mine.Headlines.Main, mine.Standfirst = 7, Subbing, "Ferry sails", "It left at nine."
	mine.Body, mine.Keywords = "One!\n\nTwo.", []string{"ferry", "boat", "port"}
	mine.Pictures = []Picture{{ID: "p", Caption: "The ferry"}, {ID: "q"}}
	theirs.Standfirst, theirs.Source.Version, theirs.Body = "It left at ten.", "2", "One.\n\nTwo.\n\nThree."
	theirs.Keywords, theirs.Pictures = []string{"boat", "rain"}, []Picture{{ID: "r"}, {ID: "p", Caption: "A boat"}}

	got, conflicts := MergeStories(&base, &mine, &theirs)
	if got.Rev != 7 || got.Status != Subbing || got.Headlines.Main != "Ferry sails" || got.Standfirst != "It left at nine." ||
		got.Body != "One!\n\nTwo.\n\nThree." || strings.Join(got.Keywords, " ") != "ferry boat rain" || got.Source.Version != "2" {
		t.Errorf("%+v", got)
	}
	if len(got.Pictures) != 2 || got.Pictures[0].Caption != "The ferry" || got.Pictures[1].ID != "r" {
		t.Errorf("pictures %+v", got.Pictures)
	}
	var fields []string
	for _, c := range conflicts {
		fields = append(fields, c.Field)
	}
	if strings.Join(fields, " ") != "standfirst pictures" {
		t.Errorf("conflicts %+v", conflicts)
	}
	if got, conflicts := MergeStories(&base, &base, &theirs); len(Changed(&got, &theirs)) > 0 || len(conflicts) > 0 {
		t.Errorf("b b t: %v, %+v", Changed(&got, &theirs), conflicts)
	}
	if got, conflicts := MergeStories(&base, &mine, &base); len(Changed(&got, &mine)) > 0 || len(conflicts) > 0 {
		t.Errorf("b m b: %v, %+v", Changed(&got, &mine), conflicts)
	}
	if got, conflicts := MergeStories(&base, &mine, &mine); len(Changed(&got, &mine)) > 0 || len(conflicts) > 0 {
		t.Errorf("b x x: %v, %+v", Changed(&got, &mine), conflicts)
	}
}
