package proof

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
)

// An A4 sheet, in mm: the numbers stand left of the column, and the margin at
// the right is the sub's.
const (
	left    = 26.0
	column  = 122.0
	top     = 30.0
	bottom  = 275.0
	spacing = 1.75 // lines apart, of the size of their letters: room to write between
	point   = 25.4 / 72
)

type sheet struct {
	pdf  *fpdf.Fpdf
	p    Proof
	y    float64 // of the next line's foot
	line int
}

func newSheet(p Proof) *sheet {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCreationDate(p.At)
	pdf.SetModificationDate(p.At)
	pdf.SetCatalogSort(true)
	pdf.SetTitle(p.Story.Headlines.Main, true)
	pdf.SetCreator("Stet", true)
	pdf.SetLang(p.Story.Language)
	pdf.SetAutoPageBreak(false, 0)
	for style, file := range map[string]string{"": "Regular", "B": "Bold", "I": "Italic"} {
		pdf.AddUTF8FontFromBytes("Tinos", style, must(fonts.ReadFile("fonts/Tinos-"+file+".ttf")))
	}
	pdf.AliasNbPages("{pages}")
	s := &sheet{pdf: pdf, p: p}
	s.page()
	return s
}

// must is for what is compiled in: it is there, or there is no program.
func must(data []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return data
}

func (s *sheet) write(w io.Writer) error {
	if err := s.pdf.Output(w); err != nil {
		return fmt.Errorf("write a proof: %w", err)
	}
	return nil
}

// page begins a sheet with who it is from, what it is and how old.
func (s *sheet) page() {
	s.pdf.AddPage()
	s.y = top
	s.say(14, 13, 9, "B", s.p.Kind.title())
	s.say(17+s.pdf.GetStringWidth(s.p.Kind.title()), 13, 9, "", clip(s.p.Newsroom+"   "+s.p.name(), 80))
	s.say(14, 18, 9, "", s.p.pulled())
	if words := s.p.stamp(); words != "" {
		s.pdf.SetTextColor(170, 20, 20)
		s.say(14, 23.5, s.fitted(words, 11), "B", words)
		s.pdf.SetTextColor(0, 0, 0)
	}
	s.say(left, 287, 9, "", fmt.Sprintf("%d of {pages}", s.pdf.PageNo()))
}

func (s *sheet) say(x, y, size float64, style, words string) {
	s.pdf.SetFont("Tinos", style, size)
	s.pdf.Text(x, y, settable(words))
}

// fitted is the size at which bold words stand on one line of the sheet.
func (s *sheet) fitted(words string, size float64) float64 {
	const width = 182
	s.pdf.SetFont("Tinos", "B", size)
	return size * min(1, width/max(width, s.pdf.GetStringWidth(settable(words))))
}

func clip(words string, most int) string {
	if letters := []rune(words); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return words
}

func (s *sheet) font(size float64, l look) {
	style := ""
	switch {
	case l.bold:
		style = "B" // bold italics are set bold: there is no fourth type
	case l.italic:
		style = "I"
	}
	if l.underline || l.fresh {
		style += "U"
	}
	if l.out {
		style += "S"
	}
	s.pdf.SetFont("Tinos", style, size)
}

// set puts a text on the sheet, line by line, and begins another when it is full.
func (s *sheet) set(t text) {
	height := t.size * point * s.p.Kind.spacing()
	s.y += t.above
	for _, line := range s.lines(t) {
		if s.y += height; s.y > bottom {
			s.page()
			s.y += height
		}
		if !t.plain {
			s.line++
			s.number()
		}
		if isMarked(line) {
			s.bar(height)
		}
		x := left + t.indent
		for _, r := range line {
			s.font(t.size, r.look)
			s.pdf.Text(x, s.y, r.text)
			x += s.pdf.GetStringWidth(r.text)
		}
	}
}

// bar stands right of the column, beside a line that changed.
func (s *sheet) bar(height float64) {
	x := left + s.p.Kind.column() + 3
	s.pdf.SetLineWidth(0.6)
	s.pdf.Line(x, s.y-height*0.7, x, s.y+height*0.3)
}

func (s *sheet) number() {
	words := fmt.Sprint(s.line)
	s.font(7.5, look{})
	s.pdf.SetTextColor(120, 120, 120)
	s.pdf.Text(left-5-s.pdf.GetStringWidth(words), s.y, words)
	s.pdf.SetTextColor(0, 0, 0)
}

// lines breaks a text where the column ends, at spaces; a word longer than the
// column at its letters.
func (s *sheet) lines(t text) [][]run {
	width := s.p.Kind.column() - t.indent
	var lines [][]run
	var line []run
	var used float64
	end := func() {
		if len(line) > 0 {
			lines = append(lines, joined(line))
		}
		line, used = nil, 0
	}
	for _, r := range pieces(t.runs) {
		s.font(t.size, r.look)
		wide := s.pdf.GetStringWidth(r.text)
		if used > 0 && used+s.pdf.GetStringWidth(strings.TrimRightFunc(r.text, unicode.IsSpace)) > width {
			end()
			r.text = strings.TrimLeft(r.text, " ")
			wide = s.pdf.GetStringWidth(r.text)
		}
		for wide > width {
			fits := s.fitting(r.text, width)
			line = append(line, run{r.text[:fits], r.look})
			end()
			r.text = r.text[fits:]
			wide = s.pdf.GetStringWidth(r.text)
		}
		line, used = append(line, r), used+wide
	}
	end()
	return lines
}

// fitting is how many bytes of a word the width holds: whole letters, at least one.
func (s *sheet) fitting(word string, width float64) int {
	fits := 0
	for i, letter := range word {
		next := i + len(string(letter))
		if fits > 0 && s.pdf.GetStringWidth(word[:next]) > width {
			break
		}
		fits = next
	}
	return fits
}

// pieces cuts runs behind their spaces. Only there may a line end, also where
// one word has two looks: what follows no space is kept with what it follows by
// being short, and at worst begins a line.
func pieces(runs []run) []run {
	var all []run
	for _, r := range runs {
		for _, piece := range strings.SplitAfter(r.text, " ") {
			if piece != "" {
				all = append(all, run{piece, r.look})
			}
		}
	}
	return all
}

// joined makes one run of neighbours that look alike.
func joined(line []run) []run {
	all := line[:1]
	for _, r := range line[1:] {
		if last := &all[len(all)-1]; last.look == r.look {
			last.text += r.text
			continue
		}
		all = append(all, r)
	}
	return all
}
