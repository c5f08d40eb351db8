package newsroom_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"stet/internal/article"
	"stet/internal/markup"
	"stet/internal/newsroom"
)

// units is where words stand in a text, in UTF-16 units.
func units(t *testing.T, text, words string) (from, to int) {
	t.Helper()
	before, _, ok := strings.Cut(text, words)
	if !ok {
		t.Fatalf("no %q in %q", words, text)
	}
	from = len(utf16.Encode([]rune(before)))
	return from, from + len(utf16.Encode([]rune(words)))
}

// spliced is a body after what the window is told to do to it.
func spliced(t *testing.T, body string, splices []newsroom.Splice) string {
	t.Helper()
	for i := len(splices) - 1; i >= 0; i-- {
		at, ok := article.FromUTF16(body, article.Span{From: splices[i].From, To: splices[i].To})
		if !ok {
			t.Fatalf("no place %+v in %q", splices[i], body)
		}
		body = body[:at.From] + splices[i].Text + body[at.To:]
	}
	return body
}

func TestAQueryFromTheWindow(t *testing.T) {
	r := open(t, t.TempDir())
	a, err := r.Create("")
	if err != nil {
		t.Fatal(err)
	}
	body := "Ten 🚢🚢 left. «Вони» {==сказали==}{>>cq: ML<<} it 🚢.\n"
	do := func(what, words, text, whom string) {
		t.Helper()
		from, to := units(t, body, words)
		splices, err := r.MarkQuery(t.Context(), newsroom.QueryRequest{Do: what, Body: body, From: from, To: to, Text: text, Whom: whom})
		if err != nil {
			t.Fatal(err)
		}
		body = spliced(t, body, splices)
	}
	seen := func() []newsroom.Query {
		t.Helper()
		p, err := r.Preview(t.Context(), newsroom.PreviewRequest{ID: a.ID, Body: &newsroom.Splice{Text: body}})
		if err != nil {
			t.Fatal(err)
		}
		if html := strings.Join(p.HTML, ""); !strings.Contains(html, "<p>Ten 🚢🚢 left. «Вони» сказали it 🚢.</p>") {
			t.Errorf("the page is %s", html)
		}
		return p.Queries
	}
	do("ask", "🚢🚢 left", "which 🚢?", "Олена")
	do("ask", "it 🚢", "who?", "")
	do("answer", "which", "Both 🚢.", "")
	got := seen()
	if len(got) != 2 || got[0].Open || got[0].Whom != "Олена" || got[0].Who != r.Person().Sign() || got[0].At.IsZero() || len(got[0].Replies) != 1 || got[0].Replies[0].Note != "Both 🚢." || !got[1].Open || got[1].Replies == nil {
		t.Fatalf("%+v", got)
	}
	for i, words := range []string{"🚢🚢 left", "it 🚢"} {
		if from, to := units(t, body, words+"==}"); got[i].Start != from || got[i].End != to-3 || got[i].From != from-3 || got[i].Passage != words {
			t.Errorf("%q stands at %+v", words, got[i])
		}
	}
	do("reopen", "Both", "which of both?", "")
	do("remove", "who?", "", "")
	if got := seen(); len(got) != 1 || !got[0].Open || got[0].Replies[1].Note != "which of both?" {
		t.Errorf("%+v", got)
	}
	for _, c := range []struct {
		q    newsroom.QueryRequest
		want error
	}{
		{newsroom.QueryRequest{Do: "ask", Body: "One\n\ntwo", From: 1, To: 6, Text: "?"}, markup.ErrPassage},
		{newsroom.QueryRequest{Do: "ask", Body: "One", From: 1, To: 60, Text: "?"}, markup.ErrPassage},
		{newsroom.QueryRequest{Do: "ask", Body: "One", To: 3, Text: " "}, markup.ErrSilent},
		{newsroom.QueryRequest{Do: "answer", Body: "One", Text: "Yes."}, markup.ErrNoQuery},
		{newsroom.QueryRequest{Do: "eat", Body: "One"}, article.ErrValue},
	} {
		if _, err := r.MarkQuery(t.Context(), c.q); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c.q, err)
		} else if p := newsroom.Explain(err); p.Message == "" || p.Hint == "" {
			t.Errorf("%v is explained as %+v", err, p)
		}
	}
}
