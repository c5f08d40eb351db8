package article

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func legallyRead(heads ...PlacedHead) Article {
	a := Article{Headlines: Headlines{Main: "Crews walk out"}, Standfirst: "Half of the sailings are cancelled.", Body: "They stopped at six."}
	a.Legal = Legal{State: LegalDone, Over: LegalDigest(&a), Heads: HeadsRead(heads)}
	return a
}

// The words of a slot head that nobody read are shown against the nearest that was.
func TestWordsOfASlotHeadAreUnread(t *testing.T) {
	home := func(text string) []PlacedHead { return []PlacedHead{{Text: text, Where: "Home, place 1"}} }
	for name, c := range map[string]struct{ read, now, want string }{
		"as it was":                     {"Ferry crews strike", "Ferry crews strike", ""},
		"a word changed":                {"Ferry crews strike at dawn", "Ferry crews vote at dawn", "Ferry crews [-strike-]{+vote+} at dawn"},
		"nearest is the story's own":    {"", "Crews walk in", "Crews walk [-out-]{+in+}"},
		"the story's own, word by word": {"", "Crews walk out", ""},
		"all of it is new":              {"Ferry crews strike", "A quite different thing", "{+A quite different thing+}"},
	} {
		a := legallyRead(home(c.read)...)
		got := ""
		for _, u := range UnreadWords(&a, &a, home(c.now)) {
			if u.Field != "heads" || u.Where != "Home, place 1" {
				t.Errorf("%s: %s of %q", name, u.Field, u.Where)
			}
			got += marked(u.Chunks)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func marked(chunks []Chunk) string {
	var b strings.Builder
	for _, c := range chunks {
		b.WriteString(map[Op]string{Same: "", Out: "[-", In: "{+"}[c.Op] + c.Text + map[Op]string{Same: "", Out: "-]", In: "+}"}[c.Op])
	}
	return b.String()
}

// Law: a read covers the heads it was given, in any order and any place; one
// word more is unread, and nothing else is.
func TestAReadCoversJustItsHeads(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	for range 200 {
		heads := make([]PlacedHead, random.IntN(8))
		for i := range heads {
			heads[i] = PlacedHead{Text: "Head " + strings.Repeat("x", 1+random.IntN(20)), Where: "Home"}
		}
		a := legallyRead(heads...)
		random.Shuffle(len(heads), func(i, j int) { heads[i], heads[j] = heads[j], heads[i] })
		if got := a.UnreadHeads(heads); len(got) > 0 {
			t.Fatalf("unread of what was read: %v", got)
		}
		more := append(heads, PlacedHead{Text: "Head and more", Where: "Night"})
		if got := a.UnreadHeads(more); len(got) != 1 || got[0].Where != "Night" {
			t.Fatalf("unread: %v", got)
		}
	}
	old := legallyRead()
	old.Legal.Over = "" // of a Stet that bound a read to nothing
	if got := old.UnreadHeads([]PlacedHead{{Text: "Any"}}); len(got) != 0 {
		t.Errorf("a read bound to nothing leaves %v unread", got)
	}
}
