package markup

import (
	"os"
	"strings"
	"testing"
)

// What makes a footnote of a sign and its words is said once, for the page and
// the window.
func TestNamesOfFootnotes(t *testing.T) {
	cases, err := os.ReadFile("testdata/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(cases)), "\n") {
		part := strings.Split(line, "\t")
		if line[0] == '#' {
			continue
		}
		doc := New().Parse("A[^"+part[0]+"] b.\n\n[^"+part[1]+"]: The words.\n", nil)
		if got := strings.Contains(doc.HTML, "doc-noteref"); got != (part[2] == "yes") {
			t.Errorf("[^%s] leads to [^%s]: %v", part[0], part[1], got)
		}
	}
}
