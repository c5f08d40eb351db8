package proof

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/markup"
)

func lines(p Proof) string {
	var b strings.Builder
	for _, t := range texts(p) {
		for _, r := range t.runs {
			words := r.text
			switch {
			case r.look.fresh:
				words = "{+" + words + "+}"
			case r.look.out:
				words = "[-" + words + "-]"
			}
			b.WriteString(words)
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

func TestPrintCopyHasThePrintedPagesWords(t *testing.T) {
	p := proofOf("The crane waits.\n\n![a crane](media/abc \"The crane at dusk\"){credit=\"Jo Lind\"}\n\nAsk [them](https://example.org).")
	p.Kind = ForPrint
	p.Story.Headlines.Print = "Crane waits"
	p.Story.LeadPicture = "x"
	p.Story.Pictures = []article.Picture{{ID: "x", Caption: "The quay.", Credit: "Ada"}}
	got := lines(p)
	for _, want := range []string{"Crane waits\n", "Ask them.\n", "Captions\nThe quay. Ada\n", "The crane at dusk"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for _, bad := range []string{"https:", "[1]"} {
		if strings.Contains(got, bad) {
			t.Errorf("%q in\n%s", bad, got)
		}
	}
	if strings.Index(got, "The crane at dusk") < strings.Index(got, "Captions") {
		t.Errorf("a caption within the words\n%s", got)
	}
	for _, text := range texts(p) {
		if !text.plain {
			t.Errorf("a numbered line: %v", text.runs)
		}
	}
}

func TestLegalCopyMarksWhatIsNew(t *testing.T) {
	was, p := proofOf("It waits at the quay.\n\nNobody knows why."), proofOf("It waits at the mole.\n\nNobody knows why.")
	p.Kind = ForLegal
	p.Story.Slug, p.Story.Headlines.Push = "the-crane-waits", "Crane: ten hurt"
	was.Story.Slug = "the-crane-waits"
	p.Story.Legal = article.Legal{State: article.LegalDone, Over: "x", Heads: "Crane waits on"}
	p.Heads = []article.PlacedHead{{Text: "Crane waits off", Where: "Home, place 1"}, {Text: "Crane waits on", Where: "Night, place 4"}}
	p.Read = &Read{Said: "OK by phone, AB, 22:48", Proof: &was, Unread: article.UnreadWords(p.Story, p.Story, p.Heads)}
	got := lines(p)
	for _, want := range []string{
		"Changed since the lawyer’s read (OK by phone, AB, 22:48)", "Headline: The crane waits\n", "Push headline", "Crane: ten hurt", "Web address: the-crane-waits\n",
		"It waits at the [-quay-] {+mole+}.\n", "Nobody knows why.\n", "Home, place 1: Crane waits [-on-] {+off+}\n", "Night, place 4: Crane waits on\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	p.Read = nil
	if got := lines(p); !strings.Contains(got, "No lawyer has read it yet.") || strings.Contains(got, "{+") {
		t.Errorf("unread:\n%s", got)
	}
	var pdf bytes.Buffer
	if err := Write(&pdf, p); err != nil {
		t.Fatal(err)
	}
}

func TestEveryFieldOfALegalReadIsOnItsCopy(t *testing.T) {
	known := map[string]bool{}
	for _, f := range legalFields {
		known[f.path] = true
		if _, err := article.FieldAt(f.path); err != nil {
			t.Error(err)
		}
	}
	for _, path := range article.LegalPaths {
		if path != "body" && !known[path] {
			t.Errorf("a lawyer does not see %s", path)
		}
	}
}

// Law: what is marked is the text of now, word for word, with nothing but what
// went out between.
func FuzzMarkingKeepsEveryWord(f *testing.F) {
	f.Add("It waits.\n\nNobody *knows* why.", "It waited.\n\nNobody knows **why** it does.")
	f.Add("", "One.")
	f.Add("- a\n- b", "- a\n\n> c")
	f.Fuzz(func(t *testing.T, before, now string) {
		if len(before)+len(now) > 3000 {
			return
		}
		set := func(body string) []text {
			p := proofOf(body)
			p.Doc = markup.New().Parse(body, nil)
			all, links := legalWords(p)
			return append(all, links...)
		}
		was, is := set(before), set(now)
		marked := changed(was, is)
		if len(marked) != len(is) {
			t.Fatalf("%d texts of %d", len(marked), len(is))
		}
		for i := range is {
			kept := ""
			for n, r := range marked[i].runs {
				if !r.look.out && !(r.text == " " && n > 0 && marked[i].runs[n-1].look.out) {
					kept += r.text
				}
			}
			want := ""
			for _, r := range is[i].runs {
				want += flat(r).text
			}
			if strings.Join(strings.Fields(kept), " ") != strings.Join(strings.Fields(want), " ") {
				t.Fatalf("%q became %q", want, kept)
			}
		}
	})
}
