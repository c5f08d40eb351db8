package window_test

import (
	"runtime"
	"testing"
	"unsafe"

	"stet/internal/window"
)

// A stack that grows or shrinks is copied: what lies on it lies elsewhere then.
func TestThereIsRoomBelowTheMainLoop(t *testing.T) {
	done := make(chan error)
	for name, run := range map[string]func(func() error) error{"with room": window.WithRoom, "without": func(f func() error) error { return f() }} {
		moved := false
		go func() {
			done <- run(func() error {
				var here byte
				before := uintptr(unsafe.Pointer(&here))
				for range 10 {
					runtime.GC() // each may halve it
				}
				deep(40)
				moved = before != uintptr(unsafe.Pointer(&here))
				return nil
			})
		}()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if want := name == "without"; moved != want {
			t.Errorf("%s: the stack moved: %v, want %v", name, moved, want)
		}
	}
}

// deep takes so many kilobytes of stack.
//
//go:noinline
func deep(kilobytes int) byte {
	var held [1 << 10]byte
	if kilobytes > 1 {
		held[0] = deep(kilobytes - 1)
	}
	return held[kilobytes]
}
