package markup

import "testing"

// What a link's source holds is a link to what the address ships as.
func FuzzLinkSource(f *testing.F) {
	for _, c := range [][2]string{{"words", "https://example.org/a_(b"}, {"a ] b", "https://example.org/?a=1&lt;=2"}, {"`", "mailto:a@b.org"}, {"**a", "#b c"}, {`a\`, "https://example.org/<x>"}} {
		f.Add(c[0], c[1])
	}
	d := New()
	f.Fuzz(func(t *testing.T, words, typed string) {
		target := d.Target(typed)
		if target == "" {
			return
		}
		source, err := d.LinkSource(t.Context(), words, target)
		if err != nil || source == "" {
			return
		}
		doc := d.Parse(source, nil)
		if len(doc.Links) != 1 || unescape(doc.Links[0].URL) != unescape(ReadAddress(typed).URL) || doc.Links[0].Span.To != len(source) {
			t.Fatalf("%q to %q became %q: %+v", words, typed, source, doc.Links)
		}
	})
}
