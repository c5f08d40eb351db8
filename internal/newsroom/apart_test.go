package newsroom_test

import (
	"fmt"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/newsroom"
)

// Ours beside theirs, word by word, as it was when it was seen: the list leaves it
// out, and what is decided forgets it.
func TestAConflictShowsWhatDiffers(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	long := func(word string) string {
		paragraphs := []string{}
		for i := range 900 {
			paragraphs = append(paragraphs, fmt.Sprintf("Paragraph %d stays as it is.", i))
		}
		paragraphs[400] = "The ferry " + word + " in port."
		return strings.Join(paragraphs, "\n\n")
	}
	d.targets["Web"].script(mishap{before: &deliver.Failure{Reason: deliver.Conflict, There: deliver.Remote{ID: "1", Version: "v"}, Differs: []deliver.Difference{
		{Field: "title", Sent: "Ferries stay", Stored: "Ferries go"}, {Field: "content", Sent: long("stays"), Stored: long("sinks")},
	}}})
	d.send([]article.ID{a.ID}, "Web")
	d.run()
	d.reopen(d.dir)
	chosen := d.chosen(a.ID, "Web")[0]
	apart, err := d.ApartAt(chosen)
	said := ""
	for _, f := range apart.Fields {
		said += f.Field + ":"
		for _, c := range f.Chunks {
			said += fmt.Sprintf(" %s %q", c.Op, c.Text)
		}
		said += "\n"
	}
	want := `headline: same "Ferries " out "go" in "stay"
body: same "…\n\nThe ferry " out "sinks" in "stays" same " in port.\n\n…"
`
	if err != nil || said != want {
		t.Fatalf("%v:\n%s", err, said)
	}
	page, err := d.Outbox()
	if err != nil || len(page.Waiting) != 1 || page.Waiting[0].Apart != nil {
		t.Fatalf("the list carries it: %+v, %v", page, err)
	}
	if _, err := d.SettleDelivery(newsroom.Settle{Chosen: chosen, Ours: true}); err != nil {
		t.Fatal(err)
	}
	if apart, err := d.ApartAt(chosen); err != nil || len(apart.Fields) != 0 {
		t.Fatalf("once it is settled: %+v, %v", apart, err)
	}
}
