package measure

import "strings"

// Box is the room that a place has for a text. A text that does not fit is cut
// and More put in place of the rest, behind a whole word if Words is set.
type Box struct {
	Width float64 // of a line, in pixels
	Lines int     // at least 1
	More  string
	Words bool
}

// Line is one line of a text. Its spaces at the end are there, and hang over.
type Line struct {
	Text  string
	Width float64 // in pixels, as it stands there: without the spaces at the end, with More behind a cut
}

// Fitted is a text in its box: Lines and Cut, joined, are the text.
type Fitted struct {
	Lines []Line
	Cut   string // what readers do not see; "" = all of it is shown
	Rough bool   // some widths are guessed
}

// Fit breaks a text into the lines of a box, as a browser does: where Unicode
// allows, and within a word that alone is wider than the box.
func (m *Measurer) Fit(text string, t Type, b Box) Fitted {
	units, rough := m.units(text, t)
	s := setting{m, t, text, units}
	f := Fitted{Rough: rough}
	for at := 0; at < len(units); {
		line, end := s.line(at, b.Width, "", lineEnd)
		rest := text[s.start(end):]
		switch {
		case strings.TrimSpace(rest) == "":
			line.Text += rest
			f.Lines = append(f.Lines, line)
			return f
		case len(f.Lines) == b.Lines-1:
			line, end = s.line(at, b.Width, b.More, cutAt(b.Words))
			f.Lines, f.Cut = append(f.Lines, line), text[s.start(end):]
			return f
		}
		f.Lines = append(f.Lines, line)
		at = end
	}
	f.Cut = text[s.start(len(units)):] // of a text that is longer than what is looked at
	return f
}

// setting is a text that is being broken into lines.
type setting struct {
	m     *Measurer
	t     Type
	text  string
	units []unit
}

// start is where a unit starts in the text, in bytes.
func (s setting) start(i int) int {
	if i == 0 {
		return 0
	}
	return s.units[i-1].end
}

// line is the line that starts with a unit, with more behind it, and where it
// ends. Alone it may be wider than within its text, where a letter leaned
// towards the next: then it is broken earlier.
func (s setting) line(at int, width float64, more string, breakAt func([]unit, float64) int) (Line, int) {
	room := width - s.m.Width(more, s.t)
	for {
		end := at + breakAt(s.units[at:], room)
		text := s.text[s.start(at):s.start(end)]
		alone := s.m.Width(strings.TrimRight(text, spaces)+more, s.t)
		if alone <= width || end <= at+1 || room <= 0 {
			return Line{text, alone}, end
		}
		room = min(room-(alone-width), widthOf(shown(s.units[at:end]))-tiny)
	}
}

// tiny is less than any letter is wide.
const tiny = 0.001

// shown is a line without the spaces at its end.
func shown(line []unit) []unit {
	for len(line) > 0 && line[len(line)-1].space {
		line = line[:len(line)-1]
	}
	return line
}

// lineEnd is how many units the first line has, at least 1.
func lineEnd(units []unit, room float64) int {
	px, last := 0.0, 0
	for i, u := range units {
		px += u.advance
		switch {
		case px > room && !u.space && last > 0:
			return last
		case px > room && !u.space && i > 0:
			return i
		case u.ends:
			return i + 1
		case u.breaks:
			last = i + 1
		}
	}
	return len(units)
}

// cutAt is how many units stay of a line that is cut, which may be none.
func cutAt(words bool) func([]unit, float64) int {
	return func(units []unit, room float64) int {
		px, last, n := 0.0, 0, 0
		for i, u := range units {
			px += u.advance
			if px > room && !u.space || u.ends {
				break
			}
			n = i + 1
			if u.breaks {
				last = n
			}
		}
		if words && last > 0 {
			return last
		}
		return n
	}
}
