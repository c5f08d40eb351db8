package picture

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
)

// However many large pictures are asked for at once, those that are worked on
// never have more places than there are, and all have their turn; small ones
// do not wait for them.
func TestLargePicturesShareTheRoom(t *testing.T) {
	d := NewDarkroom(nil)
	camera, huge := Header{Width: 4000, Height: 3000}, Header{Width: 10_000, Height: 5000}
	var at, most atomic.Int64
	done := make(chan error, 60)
	for i := range 60 {
		h := camera
		if i%7 == 0 {
			h = huge
		}
		go func() {
			leave, err := d.enter(t.Context(), h)
			if err == nil {
				now := at.Add(1)
				for last := most.Load(); now > last && !most.CompareAndSwap(last, now); last = most.Load() {
				}
				at.Add(-1)
				leave()
			}
			done <- err
		}()
	}
	for range 60 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	if limit := int64(max(1, cap(d.large)/2)); most.Load() > limit {
		t.Errorf("%d at a time, want at most %d", most.Load(), limit)
	}
	if len(d.large) != 0 || len(d.door) != 0 {
		t.Errorf("%d places are taken still", len(d.large))
	}
}

// Who gives up while waiting leaves nothing taken, and those that are in stay in.
func TestGivingUpLeavesTheRoomAsItWas(t *testing.T) {
	d := NewDarkroom(nil)
	huge := Header{Width: 10_000, Height: 5000}
	leave, err := d.enter(t.Context(), huge)
	if err != nil {
		t.Fatal(err)
	}
	gone, cancel := context.WithCancel(t.Context())
	waits := make(chan error, 2)
	for range 2 {
		go func() {
			_, err := d.enter(gone, huge)
			waits <- err
		}()
	}
	small, err := d.enter(t.Context(), Header{Width: 100, Height: 100})
	if err != nil {
		t.Fatal(err)
	}
	small()
	cancel()
	for range 2 {
		if err := <-waits; !errors.Is(err, context.Canceled) {
			t.Errorf("let in: %v", err)
		}
	}
	if len(d.large) != cap(d.large) {
		t.Errorf("%d of %d places are taken", len(d.large), cap(d.large))
	}
	leave()
	if again, err := d.enter(t.Context(), huge); err != nil {
		t.Error(err)
	} else {
		again()
	}
}
