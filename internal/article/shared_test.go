package article

import "testing"

func TestShared(t *testing.T) {
	const story = "The harbour keeps its night watch until spring, the council said on Monday.\n\nSkippers had asked for a delay."
	for _, c := range []struct {
		copied string
		want   int
	}{
		{story, 100},
		{"THE HARBOUR keeps its *night* watch until spring; the council said on Monday. Skippers had asked for a delay.", 100},
		{"", 0},
		{"Nothing of this stands there at all.", 0},
		{"The harbour keeps its night watch. Nine boats ran aground, they say now.", 46},
		{"the council a spring delay for night", 0}, // its words, and none of its copy
		{"for a", 100},
	} {
		if got := Shared(c.copied, story); got != c.want {
			t.Errorf("%q: %d, want %d", c.copied, got, c.want)
		}
	}
	if Shared("市政府今天宣布", "市政府昨天宣布") < 40 {
		t.Error("a script without spaces is not compared")
	}
	if !SameWords("One.\n\nTwo.\n", "One. Two.") || SameWords("One.", "One!") {
		t.Error("same words")
	}
}
