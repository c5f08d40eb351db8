package window

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestOnlyTheLastDropIsTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := NewDropped()
		took := func(want ...string) {
			t.Helper()
			if paths := d.Take(t.Context(), 2*time.Second); !slices.Equal(paths, want) {
				t.Errorf("got %q, want %q", paths, want)
			}
		}
		took()
		d.Came([]string{"/old/quay.jpg"})
		d.Came([]string{"/a/quay.jpg", "", "/a/gate.md"})
		took("/a/quay.jpg", "/a/gate.md")
		took() // once
		d.Came([]string{"/b/gate.md"})
		time.Sleep(fresh)
		took() // nobody wanted it
		go func() {
			time.Sleep(time.Second)
			d.Came([]string{"/c/gate.md"})
		}()
		took("/c/gate.md") // the page heard of it first
	})
}
