package newsroom_test

import (
	"strings"
	"testing"

	"stet/internal/newsroom"
)

func TestALinkIsMadeWhole(t *testing.T) {
	r := open(t, t.TempDir())
	for _, c := range []struct{ words, address, source string }{
		{"the council", "https://example.org/a", "[the council](https://example.org/a)"},
		{"the council", "example.org/story", "[the council](https://example.org/story)"},
		{"write", "desk@example.org", "[write](mailto:desk@example.org)"},
		{"**bold** words ", " #what-next ", "[**bold** words](#what-next)"},
		{"", "www.example.org", "[https://www.example.org](https://www.example.org)"},
		{"odd ] words", "https://example.org", `[odd \] words](https://example.org)`},
		{"[sic]", "https://example.org", "[[sic]](https://example.org)"},
		{"a `tick", "https://example.org", "[a `tick](https://example.org)"},
		{"Kyiv", "https://example.org/wiki/Kyiv_(city)", "[Kyiv](https://example.org/wiki/Kyiv_(city))"},
		{"Kyiv", "https://example.org/wiki/Kyiv_(city", "[Kyiv](https://example.org/wiki/Kyiv_%28city)"},
		{"in a cell", "https://example.org/?a|b", "[in a cell](https://example.org/?a%7Cb)"},
		{"minutes", "https://example.org/the minutes.pdf", "[minutes](https://example.org/the%20minutes.pdf)"},
		{"a line's\nend", "https://example.org", "[a line's\nend](https://example.org)"},
	} {
		made, err := r.Link(t.Context(), newsroom.LinkRequest{Words: c.words, Address: c.address})
		if err != nil || made.Trouble != "" || made.Source != c.source {
			t.Errorf("%q to %q: %+v, %v", c.words, c.address, made, err)
		}
	}
	for _, c := range []struct{ words, address, says string }{
		{strings.Repeat("words ", 100_000), "https://example.org", "Select fewer words"},
		{"words", "https://example.org/" + strings.Repeat("(", 100_000), "too long"},
		{"words", "/a/b", "on which site"},
		{"words", "", "no address"},
		{"words", "javascript:alert(1)", "javascript:"},
		{"one\n\ntwo", "https://example.org", "end of a paragraph"},
		{"a [b](https://example.org/b) c", "https://example.org", "hold another link"},
	} {
		made, err := r.Link(t.Context(), newsroom.LinkRequest{Words: c.words, Address: c.address})
		if err != nil || made.Source != "" || !strings.Contains(made.Trouble, c.says) {
			t.Errorf("%q to %q: %+v, %v", c.words, c.address, made, err)
		}
	}
}
