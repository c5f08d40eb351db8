package newsroom

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/search"
	"stet/internal/table"
)

// ErrDay says that a word of a query is no day.
var ErrDay = errors.New("this is no day")

// limits is a query's filters as one function. Stories in the trash are shown
// only to who asks for them.
func (r *Room) limits(l *search.Limits) (func(*table.Row) bool, error) {
	in, out, err := r.sectionsNamed(l.Sections)
	if err != nil {
		return nil, err
	}
	wanted, unwanted, err := statesNamed(l.Statuses)
	if err != nil {
		return nil, err
	}
	from, to, err := r.days(l)
	if err != nil {
		return nil, err
	}
	return func(s *table.Row) bool {
		return (len(in) == 0 || in[s.Section]) && !out[s.Section] &&
			(from.IsZero() || s.Updated >= from.UnixMilli()) && (to.IsZero() || s.Updated < to.UnixMilli()) &&
			(len(wanted) == 0 || isOne(s, wanted)) && !isOne(s, unwanted) &&
			(!s.Trashed || wanted[inTrash])
	}, nil
}

// inTrash is what is said for a status of the stories in the trash.
const inTrash = "trash"

func isOne(s *table.Row, states map[string]bool) bool {
	return states[string(s.Status)] || s.Flag != article.NoFlag && states[string(s.Flag)] || s.Trashed && states[inTrash]
}

func (r *Room) sectionsNamed(choices []search.Choice) (in, out map[string]bool, err error) {
	in, out = map[string]bool{}, map[string]bool{}
	if len(choices) == 0 {
		return in, out, nil
	}
	sections, err := r.db.Sections()
	if err != nil {
		return nil, nil, err
	}
	for _, c := range choices {
		set := in
		if c.Not {
			set = out
		}
		s, err := desk.Find(sections, c.Value)
		if err == nil {
			set[s.ID] = true
			continue
		}
		found := false
		for _, s := range sections { // while it is being typed
			if strings.HasPrefix(strings.ToLower(s.Name), strings.ToLower(c.Value)) || strings.HasPrefix(s.Slug, strings.ToLower(c.Value)) {
				set[s.ID], found = true, true
			}
		}
		if !found {
			return nil, nil, err
		}
	}
	return in, out, nil
}

func statesNamed(choices []search.Choice) (wanted, unwanted map[string]bool, err error) {
	wanted, unwanted = map[string]bool{}, map[string]bool{}
	names := []string{inTrash}
	for _, s := range article.Statuses {
		names = append(names, string(s))
	}
	for _, f := range article.Flags {
		if f != article.NoFlag {
			names = append(names, string(f))
		}
	}
	for _, c := range choices {
		set := wanted
		if c.Not {
			set = unwanted
		}
		found := false
		for _, name := range names {
			if strings.HasPrefix(name, strings.ToLower(c.Value)) {
				set[name], found = true, true
			}
		}
		if !found {
			return nil, nil, fmt.Errorf("%w: %q is no status and no flag; there are %s", article.ErrValue, c.Value, strings.Join(names, ", "))
		}
	}
	return wanted, unwanted, nil
}

// days is the time from the beginning of After to the beginning of Before,
// where the newsroom is.
func (r *Room) days(l *search.Limits) (from, to time.Time, err error) {
	if l.After == "" && l.Before == "" {
		return from, to, nil
	}
	house, err := r.House()
	if err != nil {
		return from, to, err
	}
	zone := house.Location()
	if from, err = r.day(l.After, zone); err == nil {
		to, err = r.day(l.Before, zone)
	}
	return from, to, err
}

// day is the beginning of a day, a month or a year.
func (r *Room) day(word string, zone *time.Location) (time.Time, error) {
	now := r.now().In(zone)
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, zone)
	switch strings.ToLower(word) {
	case "":
		return time.Time{}, nil
	case "today":
		return today, nil
	case "yesterday":
		return today.AddDate(0, 0, -1), nil
	}
	for _, shape := range []string{"2006-01-02", "2006-01", "2006"} {
		if t, err := time.ParseInLocation(shape, word, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%w: %q", ErrDay, word)
}
