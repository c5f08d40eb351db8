package bridge

import "stet/internal/newsroom"

// ConfirmClock takes what the machine's clock shows for the time.
func (d *Desk) ConfirmClock(token string) (newsroom.ClockState, error) {
	return Call(d, token, (*newsroom.Room).ConfirmClock)
}
