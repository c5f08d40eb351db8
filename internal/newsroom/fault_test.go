package newsroom_test

import (
	"errors"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/markup"
	"stet/internal/newsroom"
)

// Copy of any size is taken in whole, and saved, and shown or said to be too
// much to show; it is there when the newsroom opens again.
func TestHugeCopy(t *testing.T) {
	line := "The ferry sails at six and the crew is back on the river. "
	many := strings.Repeat(line, 10<<20/len(line))
	for name, p := range map[string]newsroom.Paste{
		"10 MB of text":       {Text: strings.ReplaceAll(many, "river. ", "river.\n\n")},
		"10 MB in one line":   {Text: many},
		"10 MB of HTML":       {HTML: "<p>" + strings.ReplaceAll(many, "river. ", "river.</p><p>") + "</p>"},
		"100,000 lines":       {Text: strings.Repeat("A line.\n", 100_000)},
		"one word of 1 MB":    {Text: "Before\n\n" + strings.Repeat("w", 1<<20) + " and after it.\n"},
		"a million TKs":       {Text: strings.Repeat("TK ", 1_000_000)},
		"deep quotes":         {Text: strings.Repeat("> ", 50_000) + "deep"},
		"100,000 open tags":   {HTML: strings.Repeat("<div>", 100_000) + "deep"},
		"a link per word":     {HTML: strings.Repeat(`<a href="https://news.example/a">word</a> `, 50_000)},
		"half a character":    {Text: "Before \xed\xa0\xbd after\n\nWords.\n"},
		"a NUL in the middle": {Text: "Before\x00after\n\nWords.\n"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			room := open(t, dir)
			in, err := pasteStory(room, p)
			if err != nil {
				if e := newsroom.Explain(err); e.Code == newsroom.Bug || e.Hint == "" {
					t.Errorf("refused with %+v", e)
				}
				t.Logf("refused: %v", err)
				return
			}
			a, err := room.Story(in.ID)
			if err != nil {
				t.Fatal(err)
			}
			body := a.Body + "\n\nOne more line."
			saved, err := room.Save(article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{"body": body}})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := room.Preview(t.Context(), newsroom.PreviewRequest{ID: a.ID}); err != nil && !errors.Is(err, markup.ErrBudget) {
				t.Errorf("preview: %v", err)
			}
			if _, err := room.EditorCheck(t.Context(), a.ID); err != nil {
				t.Errorf("check: %v", err)
			}
			if err := room.Close(); err != nil {
				t.Fatal(err)
			}
			if again, err := open(t, dir).Story(a.ID); err != nil || again.Body != saved.Article.Body {
				t.Errorf("it came back with %d bytes of %d, %v", len(again.Body), len(body), err)
			}
		})
	}
}
