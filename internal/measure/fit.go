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
	Width float64 // in pixels, without the spaces at the end and without More
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
	f := Fitted{Rough: rough}
	at := 0
	for len(f.Lines) < b.Lines-1 && at < len(units) {
		end := at + lineEnd(units[at:], b.Width)
		f.Lines = append(f.Lines, lineOf(text, units, at, end))
		at = end
	}
	if at == len(units) {
		f.Cut = text[start(units, at):] // of a text that is longer than what is looked at
		return f
	}
	end := at + lineEnd(units[at:], b.Width)
	if cut := text[units[end-1].end:]; strings.TrimSpace(cut) == "" {
		last := lineOf(text, units, at, end)
		last.Text += cut
		f.Lines = append(f.Lines, last)
		return f
	}
	end = at + cutAt(units[at:], b.Width-m.Width(b.More, t), b.Words)
	f.Lines = append(f.Lines, lineOf(text, units, at, end))
	f.Cut = text[start(units, end):]
	return f
}

// start is where a unit starts in the text, in bytes.
func start(units []unit, i int) int {
	if i == 0 {
		return 0
	}
	return units[i-1].end
}

func lineOf(text string, units []unit, from, to int) Line {
	return Line{Text: text[start(units, from):start(units, to)], Width: widthOf(shown(units[from:to]))}
}

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
func cutAt(units []unit, room float64, words bool) int {
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
