package cli

import (
	"flag"
	"fmt"
	"strings"
	"text/tabwriter"

	"stet/internal/newsroom"
)

// runCalendar lists deadlines and embargoes by day.
func runCalendar(c *call) error {
	q := newsroom.CalendarRequest{}
	_, err := c.words(func(f *flag.FlagSet) {
		f.StringVar(&q.From, "from", "", "")
		f.IntVar(&q.Days, "days", 7, "")
	}, 0, 0)
	if err != nil {
		return err
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	calendar, err := room.Calendar(c.ctx, q)
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(calendar)
	}
	lines := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for _, day := range calendar.Days {
		hours := ""
		if day.Minutes != 24*60 {
			hours = fmt.Sprintf(" (%g hours)", float64(day.Minutes)/60)
		}
		for _, e := range day.Entries {
			what := "deadline"
			if e.Embargo {
				what = "embargo ends"
			}
			fmt.Fprintf(lines, "%s%s\t%s\t%s\t%s\t%s\t%s\n", day.Date, hours, e.Clock, what, printable(orNone(e.Head.Slugline, orNone(e.Head.Headline, string(e.Head.ID)))), e.Said, goingSaid(&e))
		}
	}
	return lines.Flush()
}

// goingSaid says what of a story is on its way, and what should be out and is not.
func goingSaid(e *newsroom.CalendarEntry) string {
	said := []string{}
	for _, t := range e.Going {
		if t.Waits {
			said = append(said, printable(t.TargetName)+": "+lateSaid(t))
		}
	}
	if e.NotOut {
		said = append(said, "not out yet")
	}
	return strings.Join(said, ", ")
}

func lateSaid(t newsroom.AtTarget) string {
	if t.Late {
		return t.Word + ", and readers should have it by now"
	}
	return t.Word
}
