package markup

import (
	"reflect"
	"strings"
	"testing"
)

// TestDress: a Doc that got its words back is the one that it was, but for
// where in the source they came from.
func TestDress(t *testing.T) {
	for _, source := range []string{
		"", "One line.",
		"# Head\n\nThe *crew* of {==the ferry==}{>>cq<<} [walked](https://a.example) out.\n\n- one\n- two\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![A gate](media/a)\n",
	} {
		doc := New().Parse(source, nil)
		bare, words := doc.Undress()
		if bare.doc.HTML != "" || bare.doc.Text != "" || bare.doc.Blocks != nil {
			t.Errorf("%q: words are left", source)
		}
		back := bare.Dress(strings.Join(words, ""))
		doc.runs, doc.origin = nil, origins{}
		blocks := make([]Block, len(doc.Blocks))
		for i, b := range doc.Blocks {
			blocks[i] = Block{Kind: b.Kind, HTML: b.HTML}
		}
		doc.Blocks = blocks
		if !reflect.DeepEqual(back, doc) {
			t.Errorf("%q: %+v, want %+v", source, back, doc)
		}
	}
}
