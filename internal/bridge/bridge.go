// Package bridge is what the window's page may call and the newsroom can
// answer: short methods, a file for each screen, each with the session token
// first. What happens is in newsroom; what needs the web view is in main.
package bridge

import (
	"context"

	"stet/internal/newsroom"
	"stet/internal/window"
)

// Desk is the newsroom as the page sees it.
type Desk struct {
	Session window.Session
	Room    *window.Opening[*newsroom.Room]
	Window  context.Context // of the window, from its startup on
	Work    context.Context // of what goes on beside the desk; ends when the newsroom is put away
}

// Call is the way into the newsroom: it admits, it catches a panic, and it
// says why there is no newsroom.
func Call[T any](d *Desk, token string, do func(*newsroom.Room) (T, error)) (out T, err error) {
	defer newsroom.Rescue(&err)
	if err := d.Session.Admit(token); err != nil {
		return out, err
	}
	room, err := d.Room.Wait()
	if err != nil {
		return out, err
	}
	return do(room)
}

// Act is [Call] for what answers nothing.
func Act(d *Desk, token string, do func(*newsroom.Room) error) error {
	_, err := Call(d, token, func(r *newsroom.Room) (struct{}, error) { return struct{}{}, do(r) })
	return err
}
