package format

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestXMLText: whatever the text, what is left is every character that XML
// takes, and no other.
func TestXMLText(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	signs := []string{"a", " ", "\n", "\t", "\r", "\x00", "\x01", "\x1f", "\x7f", "é", "—", "한", "\ud7ff", "\ue000", "\ufffd", "\ufffe", "\uffff", "😀", "\U0001fffe", "\U0010ffff", "\xff", "\xed\xa0\x80"}
	for range 3000 {
		var b strings.Builder
		for range random.IntN(6) {
			b.WriteString(signs[random.IntN(len(signs))])
		}
		s := b.String()
		want := s
		if strings.ContainsFunc(s, notXML) {
			want = strings.Map(func(r rune) rune {
				if notXML(r) {
					return -1
				}
				return r
			}, s)
		}
		if got := XMLText(s); got != want || strings.ContainsFunc(got, notXML) {
			t.Fatalf("%q became %q, want %q", s, got, want)
		}
	}
}
