package window

import (
	"time"

	"golang.org/x/sys/unix"
)

// Elapsed counts the time since the machine started, its sleep too: no clock
// that somebody sets changes it. nil = the system does not say.
func Elapsed() func() time.Duration {
	if _, err := sinceBoot(); err != nil {
		return nil
	}
	return func() time.Duration {
		gone, _ := sinceBoot() // which it said before, it says
		return gone
	}
}

func sinceBoot() (time.Duration, error) {
	var at unix.Timespec
	err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &at)
	return time.Duration(at.Nano()), err
}
