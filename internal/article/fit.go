package article

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Fit is the room that one place has for a headline: so many lines, each so
// many CSS pixels wide, set in a face of a size.
type Fit struct {
	Name  string `json:"name"` // as the desk calls the place: "Phone"
	Width int    `json:"width"`
	Lines int    `json:"lines"`
	Face  string `json:"face"` // as in measure
	Size  int    `json:"size"`
}

// Faces that a place can name: those that there are to measure with.
var Faces = []string{"arial", "arial-bold", "roboto", "roboto-medium", "inter", "inter-semibold", "source-serif-bold", "condensed-bold"}

// What a place can be.
const (
	widestFit  = 4000
	mostLines  = 20
	largestFit = 400
	mostFits   = 6 // places of a channel
)

// DefaultFits is where headlines go, as ParseFits reads it, until a house says
// otherwise. Nobody publishes these sizes; decision 132 says where most of them
// were seen.
var DefaultFits = map[Channel]string{
	Main:   "Page 660x3 source-serif-bold 40; Page on a phone 342x4 source-serif-bold 28",
	Front:  "Narrow slot 220x4 arial-bold 18; Slot 300x3 arial-bold 22; Wide slot 620x2 arial-bold 34",
	Search: "Result 600x1 arial 20",
	Social: "Feed 476x2 arial-bold 17",
	Push:   "iPhone 300x4 inter 15; Android 310x2 roboto 14",
	Print:  "Two columns 270x3 source-serif-bold 30",
}

var fitSaid = regexp.MustCompile(`^(.*?)\s+(\d{1,5})\s*[x×]\s*(\d{1,3})\s+([a-z][a-z-]*)\s+(\d{1,4})$`)

// ParseFits reads the places of a channel: "Slot 300x3 arial-bold 22", which is
// a name, pixels by lines, a face and its size; more are parted by ";". It
// wraps ErrValue.
func ParseFits(text string) ([]Fit, error) {
	fits := []Fit{}
	for part := range strings.SplitSeq(text, ";") {
		part = OneLine(part)
		if part == "" {
			continue
		}
		m := fitSaid.FindStringSubmatch(part)
		if m == nil {
			return nil, fmt.Errorf("%w: %q; write a place as Slot 300x3 arial-bold 22: a name, pixels x lines, a face, its size", ErrValue, part)
		}
		f := Fit{Name: m[1], Width: whole(m[2]), Lines: whole(m[3]), Face: m[4], Size: whole(m[5])}
		if f.Width < 1 || f.Width > widestFit || f.Lines < 1 || f.Lines > mostLines || f.Size < 1 || f.Size > largestFit {
			return nil, fmt.Errorf("%w: %q; a place is 1 to %d pixels wide and has 1 to %d lines of 1 to %d pixels", ErrValue, part, widestFit, mostLines, largestFit)
		}
		if !slices.Contains(Faces, f.Face) {
			return nil, fmt.Errorf("%w: there is no face %q; there are %s", ErrValue, f.Face, strings.Join(Faces, ", "))
		}
		fits = append(fits, f)
	}
	if len(fits) > mostFits {
		return nil, fmt.Errorf("%w: %d places; a channel has at most %d", ErrValue, len(fits), mostFits)
	}
	return fits, nil
}

// whole reads digits that a pattern has let through.
func whole(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
