package check

import "fmt"

// Cut is a text of which readers of some place do not see the end. Who measures
// it is not this room's business.
type Cut struct {
	Where string // "A search result"
	Own   string // path of the field that is there for the place
	Field string // path of the field that speaks; Own, or one in its stead
	Text  string // all of it
	Rest  string // its end, which is not seen
	By    string // by how much it is too long for a place that the house names; "" = the place is nobody's
}

// TooLong is the finding about a headline that a place of the house has no room
// for.
func TooLong(c Cut) Finding {
	return Finding{
		Code: "head-long", Severity: Warn, Field: c.Own, From: max(0, len(c.Text)-len(c.Rest)), To: len(c.Text),
		Message: fmt.Sprintf("Too long for %s: %s.", c.Where, c.By),
	}
}

// cut tells of headlines that do not fit where they go.
func cut(s Story) []Finding {
	var found []Finding
	for _, c := range s.Cuts {
		if c.By != "" {
			found = append(found, TooLong(c))
			continue
		}
		f := Finding{Code: "cut", Severity: Note, Field: c.Own, Message: fmt.Sprintf("%s does not show “%s”.", c.Where, c.Rest)}
		if c.Field == c.Own {
			f.From, f.To = len(c.Text)-len(c.Rest), len(c.Text)
		} else {
			f.Message = fmt.Sprintf("%s takes the main headline and does not show “%s”. Write a shorter one for it.", c.Where, c.Rest)
		}
		found = append(found, f)
	}
	return found
}
