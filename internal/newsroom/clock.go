package newsroom

import (
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/store"
)

// clock holds what the machine's clock shows against time that passes evenly:
// a clock that is set forward while Stet runs is told from a night that went by.
type clock struct {
	mu      sync.Mutex
	elapsed func() time.Duration
	at      time.Time     // what the clock showed when it was trusted last
	since   time.Duration // elapsed then
	ahead   time.Duration // and how far it stood ahead before Stet ran
	kept    time.Duration // ahead as it is in the settings
}

// look says how far the clock may stand ahead of the time. A clock that is set
// back makes that less, and at most good again.
func (c *clock) look(now time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	gone := c.elapsed()
	drift := now.Sub(c.at) - (gone - c.since)
	if c.ahead+drift < 0 {
		c.at, c.since, c.ahead, drift = now, gone, 0, 0
	}
	if ahead := c.ahead + drift; ahead > check.ClockSlack {
		return ahead
	}
	return 0
}

// trust takes what the clock shows for the time.
func (c *clock) trust(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.since, c.ahead = now, c.elapsed(), 0
}

// keep reports whether another value is to be kept than the one that is.
func (c *clock) keep(ahead time.Duration) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if (ahead-c.kept).Abs() <= check.ClockSlack && (ahead == 0) == (c.kept == 0) {
		return false
	}
	c.kept = ahead
	return true
}

// steady counts from now on, in the program's own time.
func steady() func() time.Duration {
	began := time.Now()
	return func() time.Duration { return time.Since(began) }
}

// clockNote is the program's note of a clock in doubt, and of who said last
// that it is right.
type clockNote struct {
	Ahead     int64     `json:"ahead"` // seconds
	Confirmed time.Time `json:"confirmed,omitzero"`
	By        string    `json:"by,omitempty"`
}

const clockKey = "clock.noted"

func (r *Room) clockNote() (clockNote, error) {
	var note clockNote
	kept, err := r.db.Settings()
	if err != nil || kept[clockKey] == "" {
		return note, err
	}
	if err := json.Unmarshal([]byte(kept[clockKey]), &note); err != nil {
		return note, fmt.Errorf("%w: the note of the clock: %v", store.ErrDamaged, err)
	}
	return note, nil
}

func (r *Room) putClockNote(note clockNote) error {
	text, err := json.Marshal(note)
	if err != nil {
		return fmt.Errorf("note the clock: %w", err)
	}
	return r.db.PutSettings(map[string]string{clockKey: string(text)})
}

// watchClock begins where the last run of the program left off.
func (r *Room) watchClock() error {
	note, err := r.clockNote()
	ahead := time.Duration(note.Ahead) * time.Second
	r.clock = &clock{elapsed: r.opts.Elapsed, at: r.now(), since: r.opts.Elapsed(), ahead: ahead, kept: ahead}
	return err
}

// ahead is how far the clock may stand ahead of the time; what is new of that is
// kept, so that it is known after a restart too.
func (r *Room) ahead() (time.Duration, error) {
	ahead := r.clock.look(r.now())
	if r.db.ReadOnly() != nil || !r.clock.keep(ahead) {
		return ahead, nil
	}
	note, err := r.clockNote()
	if err != nil {
		return ahead, err
	}
	note.Ahead = int64(ahead / time.Second)
	return ahead, r.putClockNote(note)
}

// sure is the moment that it is at least: what an embargo waits for has come
// when it has come by this one.
func (r *Room) sure() (time.Time, error) {
	ahead, err := r.ahead()
	return r.now().Add(-ahead), err
}

// locked reports whether an embargo still stops a story, in doubt too.
func (r *Room) locked(e *article.Embargo) (bool, error) {
	newest, err := r.newest()
	if err != nil {
		return true, err
	}
	ahead, err := r.ahead()
	return check.Locked(e, check.Clock{Now: r.now(), Newest: newest, Ahead: ahead}), err
}

// ClockState is what the machine's clock shows and how far that is trusted.
type ClockState struct {
	Shows time.Time `json:"shows" ts_type:"string"`
	Ahead int64     `json:"ahead"` // seconds that it went forward without time having passed; 0 = none
	// Confirmed is when somebody last said that it is right, and By who.
	Confirmed time.Time `json:"confirmed,omitzero" ts_type:"string"`
	By        string    `json:"by,omitempty"`
}

// Clock says what is known of the machine's clock.
func (r *Room) Clock() (ClockState, error) {
	ahead, err := r.ahead()
	if err != nil {
		return ClockState{}, err
	}
	note, err := r.clockNote()
	return ClockState{Shows: r.now(), Ahead: int64(ahead / time.Second), Confirmed: note.Confirmed, By: note.By}, err
}

// ConfirmClock takes what the clock shows for the time, on a named person's word.
func (r *Room) ConfirmClock() (ClockState, error) {
	if r.db.ReadOnly() != nil {
		return ClockState{}, r.db.ReadOnly()
	}
	if !r.Person().Asked {
		return ClockState{}, &article.MoveError{Message: "That the time is right is said by somebody with a name: embargoes open by it.", Hint: "Say who is at the desk first.",
			Command: "Say who is at the desk first: stet settings set editor.name NAME"}
	}
	now := r.now()
	r.clock.trust(now)
	r.clock.keep(0)
	if err := r.putClockNote(clockNote{Confirmed: now, By: r.Person().Sign()}); err != nil {
		return ClockState{}, err
	}
	return r.Clock()
}
