package markup

import (
	"errors"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
)

var asked = time.Date(2026, 12, 3, 14, 2, 0, 0, time.UTC)

// where is the place of the words in « » of a body, and the body without them.
func where(t testing.TB, marked string) (string, article.Span) {
	t.Helper()
	before, rest, _ := strings.Cut(marked, "«")
	words, behind, ok := strings.Cut(rest, "»")
	if !ok {
		t.Fatalf("no « » in %q", marked)
	}
	return before + words + behind, article.Span{From: len(before), To: len(before) + len(words)}
}

func TestAsk(t *testing.T) {
	const comment = "{>>query: TO @Mara Lind 2026-12-03T1402Z: who?[!]"
	for name, c := range map[string]struct{ before, after string }{
		"round a passage":            {"«They said» it.", "{==They said==}Q it."},
		"white space stays outside":  {"A« They said »it.", "A {==They said==}Q it."},
		"in an item":                 {"«- One thing»\n- Another", "- {==One thing==}Q\n- Another"},
		"in a quotation's crosshead": {"«> ## What next»", "> ## {==What next==}Q"},
		"over a line's end":          {"He «said\nso» twice.", "He {==said\nso==}Q twice."},
		"round what is bold":         {"A «**bold** claim».", "A {==**bold** claim==}Q."},
		"in a cell":                  {"| «a» | b |\n|---|---|\n| c | d |", "| {==a==}Q | b |\n|---|---|\n| c | d |"},
		"on words marked already":    {"A «{==claim==}{>>cq: ML<<}».", "A {==claim==}{>>cq: ML<<}Q."},
		"one more question":          {"A {==«claim»==}{>>query: ML: sure?<<}{>>answer: TO: yes<<}.", "A {==claim==}{>>query: ML: sure?<<}{>>answer: TO: yes<<}Q."},
		"before what is bold":        {"«one »**two**", "{==one==}Q **two**"},
	} {
		t.Run(name, func(t *testing.T) {
			source, at := where(t, c.before)
			d := New()
			changes, err := d.Ask(t.Context(), source, at, Mark{Who: "TO", Whom: "Mara  Lind", At: asked, Note: "who?"})
			want := strings.ReplaceAll(c.after, "Q", strings.ReplaceAll(comment, "[!]", "<<}"))
			if got := Changed(source, changes); err != nil || got != want {
				t.Errorf("%v\n got  %s\n want %s", err, got, want)
			}
			if doc := d.Parse(Changed(source, changes), nil); len(doc.Marks) == 0 || doc.Marks[len(doc.Marks)-1].Passage == "" {
				t.Errorf("marks %+v", doc.Marks)
			}
		})
	}
}

func TestNoQueryStandsThere(t *testing.T) {
	for _, marked := range []string{
		"One «para\n\nand» another.", "A `co«de» x`.", "```\n«code»\n```", "[a](https://news.example/«way»)", ":::factbox A «title»\nWords\n:::",
		"![p](media/«gate» \"x\")", "Nothing« »here.", "«»", "A **bo«ld** cla»im of *mine", "\\«*not* bold»",
	} {
		source, at := where(t, marked)
		changes, err := New().Ask(t.Context(), source, at, Mark{Note: "why?"})
		if err == nil { // else what it is must be as it was
			before, after := New().Parse(source, nil), New().Parse(Changed(source, changes), nil)
			if before.HTML != after.HTML {
				t.Errorf("%q ships otherwise: %s", marked, after.HTML)
			}
			t.Logf("%q became %q", marked, Changed(source, changes))
		} else if !errors.Is(err, ErrPassage) {
			t.Errorf("%q: %v", marked, err)
		}
	}
	if _, err := New().Ask(t.Context(), "Words", article.Span{To: 5}, Mark{Note: " \n"}); !errors.Is(err, ErrSilent) {
		t.Errorf("without a question: %v", err)
	}
}

func TestAnswerReopenRemove(t *testing.T) {
	d := New()
	source := "A {==claim {>>query: X: inner?<<} here==}{>>query: TO: who?<<}. {==Other==}{>>query: TO: what?<<}{>>cq: no reply<<}"
	step := func(changes []Change, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		source = Changed(source, changes)
	}
	outer := strings.Index(source, "who?")
	step(d.Reply(t.Context(), source, outer, Reply{Kind: Answer, Who: "ML", At: asked, Note: "The board."}))
	doc := d.Parse(source, nil)
	if m := doc.Marks[1]; m.Open() || m.Note != "who?" || m.Passage != "claim  here" || len(m.Replies) != 1 || m.Replies[0].Note != "The board." || !m.Replies[0].At.Equal(asked) {
		t.Errorf("answered: %+v", m)
	}
	step(d.Reply(t.Context(), source, outer, Reply{Kind: Reopen, Who: "TO"}))
	if m := d.Parse(source, nil).Marks[1]; !m.Open() || len(m.Replies) != 2 || m.Replies[1].Who != "TO" {
		t.Errorf("open again: %+v", m)
	}
	if m := d.Parse(source, nil).Marks[0]; !m.Open() || m.Note != "inner?" {
		t.Errorf("the inner one: %+v", m)
	}
	step(d.Unask(t.Context(), source, strings.Index(source, "inner")))
	step(d.Unask(t.Context(), source, strings.Index(source, "who?")))
	if want := "A claim  here. {==Other==}{>>query: TO: what?<<}{>>cq: no reply<<}"; source != want {
		t.Errorf("left %q", source)
	}
	if _, err := d.Unask(t.Context(), source, 3); !errors.Is(err, ErrNoQuery) {
		t.Errorf("no query: %v", err)
	}
	if _, err := d.Reply(t.Context(), source, strings.Index(source, "what?"), Reply{Kind: Answer, Note: "\t"}); !errors.Is(err, ErrSilent) {
		t.Errorf("no answer: %v", err)
	}
}

// hard are texts that a comment has no plain place for.
var hard = []string{
	"which year?", "ends <<} here", "}", "<<}<<}", "two\nlines\n\n", "\r\nA\u2028B\x00C", `"quoted" 'so'`, "`code`", "a | b", "a: b: c", `back\slash \:`,
	"&#10; &amp; AT&T &lt;", "{>>query: X: nested<<}", "{==x==}", "@ML 2026-12-03T1402Z", "שאלה: מי אמר?", "\u202eabc", "[x](y)", "**bold** _it_ ~~x~~", ":::note", "\xff\xfe", "<", "<<", "\\", "&",
}

func readsBack(t testing.TB, d *Dialect, who, whom, note, answer string) {
	t.Helper()
	const source = "A `tick and\n\n| They said | b |\n|---|---|\n| a | b |\n\n[open {==a==}{>>cq<<} end."
	at := strings.Index(source, "They said")
	changes, err := d.Ask(t.Context(), source, article.Span{From: at, To: at + 9}, Mark{Who: who, Whom: whom, At: asked, Note: note})
	if errors.Is(err, ErrSilent) && strings.TrimSpace(read(note)) == "" {
		return
	}
	if err != nil {
		t.Fatalf("asking %q: %v", note, err)
	}
	body := Changed(source, changes)
	if strings.Count(body, "\n") != strings.Count(source, "\n") {
		t.Errorf("%q broke a line", note)
	}
	reply, err := d.Reply(t.Context(), body, at, Reply{Kind: Answer, Who: who, At: asked, Note: answer})
	silent := errors.Is(err, ErrSilent) && strings.TrimSpace(read(answer)) == ""
	if err != nil && !silent {
		t.Fatalf("answering %q: %v", answer, err)
	}
	body = Changed(body, reply)
	m := d.Parse(body, nil).Marks[0]
	if m.Kind != Query || m.Passage != "They said" || m.Who != oneLine(who) || m.Whom != oneLine(whom) || !m.At.Equal(asked) || m.Note != read(note) {
		t.Errorf("%q %q %q reads %+v", who, whom, note, m)
	}
	if !silent && (m.Open() || m.Replies[0].Who != oneLine(who) || m.Replies[0].Note != read(answer) || !m.Replies[0].At.Equal(asked)) {
		t.Errorf("answer %q reads %+v", answer, m.Replies)
	}
	away, err := d.Unask(t.Context(), body, at)
	if got := Changed(body, away); err != nil || got != source {
		t.Errorf("taken away: %v, left %q", err, got)
	}
}

// read is a text as a comment keeps it.
func read(typed string) string {
	clean, _ := normalise(typed)
	return strings.TrimSpace(clean)
}

func oneLine(typed string) string { return read(article.OneLine(typed)) }

func TestQueriesReadBack(t *testing.T) {
	d := New()
	for _, a := range hard {
		readsBack(t, d, "TO", "", a, a)
		readsBack(t, d, a, a, "what?", "that")
	}
}

func FuzzQueriesReadBack(f *testing.F) {
	for i, a := range hard {
		f.Add(a, hard[(i+1)%len(hard)], hard[(i+2)%len(hard)], hard[(i+3)%len(hard)])
	}
	d := New()
	f.Fuzz(func(t *testing.T, who, whom, note, answer string) {
		if len(who)+len(whom)+len(note)+len(answer) > 4000 {
			t.Skip()
		}
		readsBack(t, d, who, whom, note, answer)
	})
}
