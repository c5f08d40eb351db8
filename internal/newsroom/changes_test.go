package newsroom_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"stet/internal/article"
	"stet/internal/intake"
	"stet/internal/newsroom"
	"stet/internal/store"
)

// bridge is a document in which two people changed something, one of them a
// word of the headline, and one asked a question.
const bridge = `<w:p><w:r><w:t xml:space="preserve">Old bridge </w:t></w:r><w:ins w:author="Ann Lee"><w:r><w:t>stays open</w:t></w:r></w:ins></w:p>` +
	`<w:p><w:r><w:t xml:space="preserve">The 😀 council did </w:t></w:r><w:ins w:author="Ann Lee" w:date="2026-05-04T10:00:00Z"><w:r><w:t xml:space="preserve">not </w:t></w:r></w:ins><w:r><w:t xml:space="preserve">vote on </w:t></w:r><w:del w:author="Bo"><w:r><w:delText>Sunday</w:delText></w:r></w:del><w:ins w:author="Bo"><w:r><w:t>Monday</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> to keep it for another year.</w:t></w:r></w:p>` +
	`<w:p><w:del w:author="Bo"><w:r><w:delText>A paragraph that went as a whole, with its full stop.</w:delText></w:r></w:del></w:p>` +
	`<w:p><w:ins w:author="Bo"><w:r><w:t xml:space="preserve">All of it was </w:t></w:r></w:ins><w:del w:author="Ann Lee"><w:r><w:delText xml:space="preserve">very </w:delText></w:r></w:del><w:ins w:author="Bo"><w:r><w:t>added.</w:t></w:r></w:ins></w:p>` +
	`<w:p><w:r><w:t>It will be painted in the spring.</w:t></w:r></w:p>`

// bring takes a document in.
func bring(t *testing.T, room *newsroom.Room, body string) article.Article {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err == nil {
		_, err = w.Write([]byte(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`))
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	in, err := room.Import(newsroom.ImportRequest{Name: "copy.docx", Data: b.Bytes()})
	if err != nil {
		t.Fatal(err)
	}
	a, err := room.Story(in.ID)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// reads is what a spot shows: words that came in in {}, words that went in [].
func reads(s *newsroom.Spot) string {
	if s == nil {
		return "nowhere"
	}
	var b strings.Builder
	for _, c := range s.Chunks {
		b.WriteString(map[article.Op]string{article.In: "{", article.Out: "["}[c.Op] + c.Text + map[article.Op]string{article.In: "}", article.Out: "]"}[c.Op])
	}
	return b.String()
}

func TestProposalsSayWhereTheyStand(t *testing.T) {
	room := open(t, t.TempDir())
	a := bring(t, room, bridge)
	list, err := room.Proposals(a.ID)
	if err != nil {
		t.Fatal(err)
	}
	units := utf16.Encode([]rune(a.Body))
	for i, want := range []struct {
		reads, words string
		stuck        bool
	}{
		{"nowhere", "", true},
		{"The 😀 council did {not }vote on Monday to keep it for another year.", "not ", false},
		{"The 😀 council did not vote on [Sunday]Monday to keep it for another year.", "", false},
		{"The 😀 council did not vote on {Monday} to keep it for another year.", "Monday", false},
		{"[A paragraph that went as a whole, with its full stop.\n\n]All of it was added.", "", false},
		{"{All of it was }added.", "All of it was ", false},
		{"All of it was [very ]added.", "", false},
		{"All of it was {added.}", "added.", false},
	} {
		p := list[i]
		words := ""
		if p.Spot != nil {
			words = string(utf16.Decode(units[p.Spot.From:p.Spot.To]))
		}
		if reads(p.Spot) != want.reads || words != want.words || p.Stuck != want.stuck {
			t.Errorf("change %d reads %q, words %q, stuck %v", p.ID, reads(p.Spot), words, p.Stuck)
		}
	}
	if written := take(t, room, ferry); written.ID != "" {
		if none, err := room.Proposals(written.ID); err != nil || none == nil || len(none) != 0 {
			t.Errorf("of a story without a document: %v, %v", none, err)
		}
	}
}

// All rejected at once and all taken back at once gives the body back, with a
// revision for each; what cannot be carried out is counted.
func TestAllAreDecidedAndTakenBack(t *testing.T) {
	room := open(t, t.TempDir())
	a := bring(t, room, bridge)
	ids := []int{1, 2, 3, 4, 5, 6, 7, 8}
	d, err := room.DecideFor(newsroom.DecideRequest{ID: a.ID, Base: a.Rev, Changes: ids, Verdict: article.Rejected})
	want := "The 😀 council did vote on Sunday to keep it for another year.\n\nA paragraph that went as a whole, with its full stop.\n\nvery \n\nIt will be painted in the spring."
	if err != nil || d.Article.Body != want || d.Missed != 1 || d.Article.Flag != article.Hold || d.Head.Rev != 2 {
		t.Fatalf("%q, %d missed, %v", d.Article.Body, d.Missed, err)
	}
	if got := reads(d.Changes[1].Spot); got != "The 😀 council did {not }vote on Sunday to keep it for another year." || d.Changes[1].Verdict != article.Rejected {
		t.Errorf("rejected it reads %q", got)
	}
	d, err = room.DecideFor(newsroom.DecideRequest{ID: a.ID, Base: d.Article.Rev, Changes: ids[1:], Verdict: article.Undecided})
	if err != nil || d.Article.Body != a.Body || d.Missed != 0 {
		t.Fatalf("taken back: %q, %d missed, %v", d.Article.Body, d.Missed, err)
	}
	history, err := room.History(a.ID)
	if err != nil || len(history) != 3 || history[1].Note != "rejected 7 tracked changes" || history[0].Note != "undecided again: 7 tracked changes" {
		t.Errorf("%+v, %v", history, err)
	}
	if d, err = room.DecideFor(newsroom.DecideRequest{ID: a.ID, Base: 3, Changes: ids, Verdict: article.Accepted}); err != nil || d.Article.Rev != 3 {
		t.Errorf("accepting made revision %d, %v", d.Article.Rev, err)
	}
}

func TestADecisionIsRefused(t *testing.T) {
	room := open(t, t.TempDir())
	a := bring(t, room, bridge)
	for _, c := range []struct {
		q    newsroom.DecideRequest
		want error
	}{
		{newsroom.DecideRequest{Base: 9, Changes: []int{2}, Verdict: article.Rejected}, store.ErrStale},
		{newsroom.DecideRequest{Base: 1, Changes: []int{9}, Verdict: article.Rejected}, store.ErrNotFound},
		{newsroom.DecideRequest{Base: 1, Changes: []int{2}, Verdict: "perhaps"}, article.ErrValue},
		{newsroom.DecideRequest{Base: 1, Changes: []int{1}, Verdict: article.Rejected}, intake.ErrPlace},
	} {
		c.q.ID = a.ID
		if _, err := room.DecideFor(c.q); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c.q, err)
		}
	}
	if now, err := room.Story(a.ID); err != nil || now.Rev != 1 {
		t.Errorf("revision %d, %v", now.Rev, err)
	}
}
