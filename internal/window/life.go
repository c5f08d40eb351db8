package window

import (
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

// Life is how the window ends: in order, with the page's last words saved. It
// knows the web view by functions, so that it is tested without one.
type Life struct {
	Ask     func() // asks the page to save what it holds; the page answers by leaving, or asks a person
	Quit    func() // ends the web view's loop
	Close   func() // closes the newsroom; a second call does nothing
	Restart func() // starts the program anew in place of this one; nil = again
	Exit    func() // ends the process; nil = os.Exit(0)
	Pulse   *Pulse

	leaving atomic.Bool
}

// Patience is how long a question to the page may stay unanswered, and how
// long the window's loop may take to end.
const Patience = 3 * time.Second

// MayClose is asked when somebody closes the window. It says no until the page
// has saved, or has asked a person because it cannot. A page that has not
// beaten since the question is dead; all that reached Go is saved already.
func (l *Life) MayClose() bool {
	if l.leaving.Load() {
		return true
	}
	l.Ask()
	time.AfterFunc(Patience, func() {
		if l.Pulse.Quiet(Patience) {
			l.Leave()
		}
	})
	return false
}

// Leave ends the program. A window whose loop no longer turns cannot quit, so
// the newsroom is closed and the process ended without it.
func (l *Life) Leave() {
	if l.leaving.Swap(true) {
		return
	}
	time.AfterFunc(Patience, func() {
		time.AfterFunc(Patience, l.exit) // a closing that hangs must not keep the process
		l.Close()
		l.exit()
	})
	l.Quit()
}

func (l *Life) exit() {
	if l.Exit != nil {
		l.Exit()
		return
	}
	os.Exit(0)
}

// WatchSignals ends in order on a logout or a hang-up, which would otherwise
// kill the program at once, with up to a second of typing in the page.
func (l *Life) WatchSignals() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGTERM, os.Interrupt)
	<-signals
	l.Ask()
	time.AfterFunc(Patience, l.Leave) // a session that ends does not wait longer
}

// WatchPage starts the program anew when the page's process has died: the
// words are in Go, and a dead window cannot be revived.
func (l *Life) WatchPage(every time.Duration, alive func() bool) {
	for range time.Tick(every) {
		if l.leaving.Load() {
			return
		}
		if l.Pulse.Dead(alive) {
			l.Close()
			l.restart()
			return
		}
	}
}

// restart leaves the dead window standing when it fails: the words are on disk.
func (l *Life) restart() {
	if l.Restart != nil {
		l.Restart()
		return
	}
	again()
}
