package window

import (
	"errors"
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// diary notes what a life does, in order.
type diary struct {
	mu    sync.Mutex
	lines []string
}

func (d *diary) does(what string) func() {
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.lines = append(d.lines, what)
	}
}

func (d *diary) want(t *testing.T, lines ...string) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	if !slices.Equal(d.lines, lines) {
		t.Errorf("it did %q, want %q", d.lines, lines)
	}
}

func lived(d *diary) *Life {
	return &Life{Ask: d.does("ask"), Quit: d.does("quit"), Close: d.does("close"), Restart: d.does("restart"), Exit: d.does("exit"), Pulse: NewPulse()}
}

func TestAPageThatLivesDecidesWhetherTheWindowCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &diary{}
		l := lived(d)
		time.Sleep(time.Hour)
		if l.MayClose() {
			t.Error("the window closed before the page was asked")
		}
		for range 10 { // it asks a person, and beats meanwhile
			time.Sleep(time.Second)
			l.Pulse.Beat()
		}
		d.want(t, "ask")
		l.Leave()
		l.Leave()
		if !l.MayClose() {
			t.Error("a window that leaves was held")
		}
		d.want(t, "ask", "quit")
	})
}

func TestADeadPageHoldsNoWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &diary{}
		l := lived(d)
		l.MayClose()
		time.Sleep(2*Patience + time.Millisecond)
		d.want(t, "ask", "quit", "close", "exit") // a loop that does not end is not waited for
		time.Sleep(time.Hour)
	})
}

func TestAClosingThatHangsEndsAllTheSame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &diary{}
		l := lived(d)
		l.Close = func() { d.does("close")(); time.Sleep(time.Hour) }
		l.Leave()
		time.Sleep(2*Patience + time.Millisecond)
		d.want(t, "quit", "close", "exit")
		time.Sleep(2 * time.Hour)
	})
}

func TestADeadPageIsStartedAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &diary{}
		l := lived(d)
		alive := true
		go l.WatchPage(time.Second, func() bool { return alive })
		time.Sleep(time.Hour) // a page that never came up is not dead
		l.Pulse.Beat()
		time.Sleep(time.Hour) // a hidden window beats rarely
		d.want(t)
		alive = false
		time.Sleep(2 * time.Second)
		d.want(t, "close", "restart")
	})
}

func TestOpening(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := NewOpening[int]()
		go o.Run(func(progress func(string)) (int, error) {
			time.Sleep(time.Second)
			progress("half")
			time.Sleep(time.Second)
			return 7, errors.New("slow")
		})
		if o.Within(1500*time.Millisecond) || o.Word() != "half" {
			t.Errorf("done too early, or %q", o.Word())
		}
		if v, err := o.Wait(); v != 7 || err == nil || !o.Within(0) {
			t.Errorf("%d, %v", v, err)
		}
	})
}

// A logout and a closed terminal end the window as its own button does: the
// page is asked to save, and not waited for without end.
func TestALogoutAsksThePageFirst(t *testing.T) {
	d := &diary{}
	l := lived(d)
	asked, quit := make(chan bool), make(chan bool)
	l.Ask = func() { close(asked) }
	l.Quit = func() { close(quit) }
	signal.Ignore(syscall.SIGHUP) // until it is watched for, so that it cannot end the tests
	go l.WatchSignals()
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	late := time.After(time.Minute)
	for sent := false; !sent; {
		if err := self.Signal(syscall.SIGHUP); err != nil {
			t.Skipf("such signals cannot be sent here: %v", err)
		}
		select {
		case <-asked:
			sent = true
		case <-late:
			t.Fatal("the page is not asked")
		case <-time.After(20 * time.Millisecond):
		}
	}
	select {
	case <-quit:
	case <-time.After(time.Minute):
		t.Error("it waits for the page without end")
	}
}
