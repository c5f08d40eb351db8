package bundle

import (
	"slices"
	"strings"
	"testing"
)

// A bundle says what it replaces in two places, which must agree.
func TestEarlierBundlesAreNamed(t *testing.T) {
	first, second := strings.Repeat("ab", 32), strings.Repeat("0c", 32)
	stories := few()
	stories[0].Earlier = &Earlier{Update, 2, first}
	stories[1].Earlier = &Earlier{Correction, 1, second}
	stories[2].Earlier = &Earlier{Kill, 3, first}
	out, _ := written(t, "bag", request(stories...))
	r := verified(t, out)
	if !r.OK || len(r.Follows) != 3 {
		t.Fatalf("%+v", r)
	}
	for _, want := range []Followed{{id(1), *stories[0].Earlier}, {id(2), *stories[1].Earlier}, {id(3), *stories[2].Earlier}} {
		if !slices.Contains(r.Follows, want) {
			t.Errorf("%+v is not in %+v", want, r.Follows)
		}
	}
	info := readAll(t, out)["bag-info.txt"]
	if want := "Stet-Follows: " + second + "\nStet-Follows: " + first + "\n"; !strings.Contains(info, want) {
		t.Errorf("bag-info.txt is\n%s", info)
	}
	put(t, out, "bag-info.txt", strings.Replace(info, first, strings.Repeat("ff", 32), 1))
	reseal(t, out)
	checkNamed(t, "another digest", out, []string{"bag-info.txt"})

	plain, _ := written(t, "plain", request(few()...))
	if r := verified(t, plain); len(r.Follows) > 0 || strings.Contains(readAll(t, plain)["bag-info.txt"], "Follows") {
		t.Errorf("what follows nothing says %+v", r.Follows)
	}
}
