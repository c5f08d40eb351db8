package bundle

import (
	"cmp"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"os"
	"slices"
	"testing"
)

// More files than lie in memory come back as they went in, by path, each time
// they are asked for; nothing of them stays on the disk.
func TestLedgerComesBackSorted(t *testing.T) {
	var l ledger
	want := []filed{}
	for i := range 2*mostFresh + 77 {
		n := (i * 7919) % (2*mostFresh + 77)
		f := filed{path: fmt.Sprintf("data/articles/story-%d/index.html", n), size: n, kind: htmlType, format: "html", story: id(n)}
		f.sha256, f.sha512 = sha256.Sum256([]byte(f.path)), sha512.Sum512([]byte(f.path))
		if err := l.add(f); err != nil {
			t.Fatal(err)
		}
		want = append(want, f)
	}
	if l.spool == nil || l.count != len(want) || len(l.fresh) != 77 {
		t.Fatalf("%d files, %d of them in memory", l.count, len(l.fresh))
	}
	slices.SortFunc(want, func(a, b filed) int { return cmp.Compare(a.path, b.path) })
	for range 2 {
		got := []filed{}
		for f, err := range l.sorted() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, *f)
		}
		if !slices.Equal(got, want) {
			t.Fatal("the files are not those that were added, by path")
		}
	}
	l.close()
	if _, err := os.Lstat(l.spool.Name()); err == nil {
		t.Error("the spool is left behind")
	}
}

// A spool that lost its end is told, and nothing is listed as if it were all.
func TestLedgerTellsALostEnd(t *testing.T) {
	var l ledger
	for i := range mostFresh {
		if err := l.add(filed{path: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	defer l.close()
	if err := l.spool.Truncate(l.end() - 10); err != nil {
		t.Fatal(err)
	}
	for _, err := range l.sorted() {
		if err != nil {
			return
		}
	}
	t.Error("nobody noticed")
}
