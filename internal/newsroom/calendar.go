package newsroom

import (
	"context"
	"fmt"
	"slices"
	"time"

	"stet/internal/article"
)

// mostDays is how many days a calendar shows at once.
const mostDays = 92

// CalendarRequest asks for days of the calendar.
type CalendarRequest struct {
	From string `json:"from"` // the first day, 2026-12-03; "" = today
	Days int    `json:"days"`
}

// Calendar is days by the newsroom's clock, and what stories wait for on them.
type Calendar struct {
	Zone  string        `json:"zone"`
	Today string        `json:"today"` // 2026-12-03
	Now   string        `json:"now"`   // by the newsroom's clock, 17:05
	Days  []CalendarDay `json:"days"`
}

// CalendarDay is one day. It has 23 or 25 hours where clocks change.
type CalendarDay struct {
	Date    string          `json:"date"` // 2026-12-03
	Minutes int             `json:"minutes"`
	Entries []CalendarEntry `json:"entries"` // the earliest first
}

// CalendarEntry is a deadline, or the end of an embargo.
type CalendarEntry struct {
	Head    article.Head `json:"head"`
	Embargo bool         `json:"embargo"` // false = a deadline
	At      time.Time    `json:"at" ts_type:"string"`
	Clock   string       `json:"clock"` // by the newsroom's clock, 18:00
	Said    string       `json:"said"`  // of an embargo said by another clock: 00:01, 3 Dec, Kyiv; "" = by this one
	// Going is how far the story is at each target; NotOut says that its embargo
	// is over and that nobody has sent it since.
	Going  []AtTarget `json:"going"`
	NotOut bool       `json:"notOut"`
}

// Calendar lists deadlines and embargoes by day. It waits until all of the
// newsroom has been read.
func (r *Room) Calendar(ctx context.Context, q CalendarRequest) (Calendar, error) {
	if q.Days < 1 || q.Days > mostDays {
		return Calendar{}, fmt.Errorf("%w: %d days; a calendar has 1 to %d", article.ErrValue, q.Days, mostDays)
	}
	house, err := r.House()
	if err != nil {
		return Calendar{}, err
	}
	zone := house.Location()
	now := r.now().In(zone)
	first := now
	if q.From != "" {
		if first, err = time.Parse(time.DateOnly, q.From); err != nil {
			return Calendar{}, fmt.Errorf("%w: %q is no day; write it as 2026-12-31", article.ErrValue, q.From)
		}
	}
	r.ReadList()
	if err := r.list.wait(ctx); err != nil {
		return Calendar{}, err
	}
	c := Calendar{Zone: house.Zone, Today: now.Format(time.DateOnly), Now: now.Format("15:04"), Days: make([]CalendarDay, q.Days)}
	for i := range c.Days {
		if c.Days[i], err = r.calendarDay(first.AddDate(0, 0, i), zone); err != nil {
			return Calendar{}, err
		}
	}
	return c, nil
}

func (r *Room) calendarDay(date time.Time, zone *time.Location) (CalendarDay, error) {
	from, to := article.DayOf(date, zone)
	day := CalendarDay{Date: date.Format(time.DateOnly), Minutes: int(to.Sub(from).Minutes()), Entries: []CalendarEntry{}}
	due := r.list.table.Due(from.UnixMilli(), to.UnixMilli())
	ids := make([]article.ID, len(due))
	for i, d := range due {
		ids[i] = d.ID
	}
	heads, err := r.db.HeadsOf(ids)
	if err != nil {
		return day, err
	}
	byID := make(map[article.ID]article.Head, len(heads))
	for _, h := range heads {
		byID[h.ID] = h
	}
	for _, d := range due {
		at := time.UnixMilli(d.At).In(zone)
		e := CalendarEntry{Head: byID[d.ID], Embargo: d.Embargo, At: at.UTC(), Clock: at.Format("15:04")}
		if d.Embargo {
			e.Said = saidElsewhere(e.Head.Embargo, zone)
		}
		if e.Going, err = r.atTargets(&e.Head); err != nil {
			return day, err
		}
		e.NotOut = d.Embargo && at.Before(r.now()) && notOut(&e)
		day.Entries = append(day.Entries, e)
	}
	return day, nil
}

// notOut reports whether nobody has sent a story, and nothing of it is on its way.
func notOut(e *CalendarEntry) bool {
	switch e.Head.Status {
	case article.Sent, article.Live, article.Withdrawn:
		return false
	}
	return !slices.ContainsFunc(e.Going, func(t AtTarget) bool { return t.Waits })
}

// saidElsewhere is an embargo by the clock that it was said by; "" = by that of desk.
func saidElsewhere(e *article.Embargo, desk *time.Location) string {
	if e == nil || e.Zone == "" || e.Zone == desk.String() {
		return ""
	}
	zone, err := time.LoadLocation(e.Zone)
	if err != nil {
		return ""
	}
	return e.At.In(zone).Format("15:04, 2 Jan, ") + e.Zone
}

// ShiftDeadline moves the deadline of a story by days of the newsroom's clock and
// by minutes. Its answer can be taken back as that of a selection.
func (r *Room) ShiftDeadline(id article.ID, days, minutes int) (SelectionDone, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return SelectionDone{}, err
	}
	house, err := r.House()
	if err != nil {
		return SelectionDone{}, err
	}
	if a.Deadline.IsZero() {
		return SelectionDone{}, &article.MoveError{Message: "The story has no deadline that could be moved.", Hint: "Give it one first."}
	}
	to := article.Shifted(a.Deadline, days, minutes, house.Location())
	return r.ChangeSelection(SelectionChange{IDs: []article.ID{id}, Set: map[string]string{"deadline": to.Format(time.RFC3339)}})
}
