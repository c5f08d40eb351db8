// Package measure says how wide a text is and where it is cut: the one measurer
// that checks, command line and window go by. It shapes text as a browser does
// (kerning, ligatures, joined Arabic) with open fonts that have the widths of
// those that readers see; see [Face]. Letters that no font here has are guessed,
// and whoever is told a width is told that too.
package measure

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
	"github.com/go-text/typesetting/shaping"
)

// Type is how a text is set. Size is in CSS pixels.
type Type struct {
	Face Face
	Size float64
}

// Measurer measures texts; several goroutines may use it at once.
type Measurer struct {
	mu   sync.Mutex
	idle []*hand // that nobody uses at the moment
}

// hand measures for one goroutine at a time: shaper and faces keep caches. A
// face is read when it is first asked for.
type hand struct {
	shaper shaping.HarfbuzzShaper
	split  shaping.Segmenter
	loaded map[Face]*family
	lately map[inFace]shaped // a headline goes to several places, in few faces
}

// inFace is a text in a face, and shaped how it lies there at size 1.
type (
	inFace struct {
		text string
		face Face
	}
	shaped struct {
		units []unit
		rough bool
	}
)

// New makes a measurer, which has read nothing yet.
func New() *Measurer { return &Measurer{} }

// take gives a hand, which must be given back.
func (m *Measurer) take() *hand {
	m.mu.Lock()
	defer m.mu.Unlock()
	if last := len(m.idle) - 1; last >= 0 {
		h := m.idle[last]
		m.idle = m.idle[:last]
		return h
	}
	h := &hand{loaded: map[Face]*family{}, lately: map[inFace]shaped{}}
	h.shaper.SetFontCacheSize(filesAtHand) // it keeps none by itself, and makes one ready for each text
	return h
}

func (m *Measurer) giveBack(h *hand) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.idle = append(m.idle, h)
}

// How many texts are remembered, and how long they may be, in bytes.
const (
	mostLately    = 64
	longestLately = 500
)

// filesAtHand is how many files of faces stay ready: those that one text is set in.
const filesAtHand = 16

// longest is how many runes of a text are looked at: no place shows so many,
// and a headline into which somebody pasted a book must cost no more.
const longest = 4000

// unit is one character as a reader counts them.
type unit struct {
	end     int     // where it ends in the text, in bytes
	advance float64 // how far it moves the pen, in pixels
	space   bool    // white space, which may hang over a line's end
	breaks  bool    // a line may end behind it
	ends    bool    // the line ends behind it
}

// Width is how wide a text is on one line, in pixels; of a very long one, its
// beginning.
func (m *Measurer) Width(text string, t Type) float64 {
	units, _ := m.units(text, t)
	return widthOf(units)
}

// sure is how much room a text needs beside the widths of its signs to be sure of
// it. What two signs do to each other is less in every face: Inter makes "*I"
// 1.187 times as wide, words 1.04 at most.
const sure = 1.2

// Surely reports that a text lies on one line of that width with room to spare:
// at once, where no sign of it needs a closer look. False says nothing.
func (m *Measurer) Surely(text string, t Type, width float64) bool {
	h := m.take()
	defer m.giveBack(h)
	f, em := h.face(t.Face), 0.0
	for i := range len(text) {
		if text[i] < firstPlain || text[i] > lastPlain {
			return false
		}
		if em += f.plain[text[i]]; em*t.Size*sure > width {
			return false
		}
	}
	return true
}

func widthOf(units []unit) (px float64) {
	for _, u := range units {
		px += u.advance
	}
	return px
}

// units measures the beginning of a text, which may be all of it. Rough says
// that some of it is guessed.
func (m *Measurer) units(text string, t Type) (units []unit, rough bool) {
	h := m.take()
	defer m.giveBack(h)
	key := inFace{text, t.Face}
	one, known := h.lately[key]
	if !known {
		one = h.shape(text, t.Face)
		if len(h.lately) >= mostLately {
			clear(h.lately)
		}
		if len(text) <= longestLately {
			h.lately[key] = one
		}
	}
	units = slices.Clone(one.units)
	for i := range units {
		units[i].advance = max(0, units[i].advance*t.Size)
	}
	return units, one.rough
}

func (h *hand) shape(text string, face Face) (one shaped) {
	runes, ends := beginning(text)
	if len(runes) == 0 {
		return one
	}
	var seg segmenter.Segmenter
	seg.Init(runes)
	breaks := breaksOf(&seg, len(runes))
	f := h.face(face)
	advances := h.advances(runes, f)
	for g := seg.GraphemeIterator(); g.Next(); {
		at := g.Grapheme()
		end := at.Offset + len(at.Text)
		em, sure := f.width(at.Text, advances[at.Offset:end])
		u := unit{end: ends[end-1], advance: em, space: isSpace(at.Text[0])}
		u.breaks, u.ends = breaks[end] != never, breaks[end] == always && u.space
		one.units, one.rough = append(one.units, u), one.rough || !sure
	}
	return one
}

// beginning is the runes that are looked at, and where each ends in the text,
// in bytes. A byte that is no UTF-8 is a rune of its own.
func beginning(text string) (runes []rune, ends []int) {
	for at, r := range text {
		if len(runes) == longest {
			break
		}
		runes = append(runes, r)
		ends = append(ends, at+utf8.RuneLen(r))
		if r == utf8.RuneError && !strings.HasPrefix(text[at:], "\uFFFD") {
			ends[len(ends)-1] = at + 1
		}
	}
	return runes, ends
}

// spaces may hang over the end of a line.
const spaces = " \t\n\r\u2028\u2029\u3000"

func isSpace(r rune) bool { return strings.ContainsRune(spaces, r) }

func (h *hand) face(name Face) *family {
	f, ok := h.loaded[name]
	if !ok {
		f = load(name)
		h.loaded[name] = f
	}
	return f
}

// width is how wide a character is, in parts of the size, given how far its
// runes move the pen. Sure says that nothing of it is guessed.
func (f *family) width(grapheme []rune, advances []float64) (em float64, sure bool) {
	first := f.fileOf(grapheme[0])
	if first < 0 {
		return guess(grapheme[0])
	}
	for i, r := range grapheme {
		if f.fileOf(r) >= 0 {
			em += advances[i]
		}
	}
	return em, first < f.own
}

// shapedAt is the size at which texts are shaped: advances come in 64ths of a
// pixel, which is too coarse for a long line at the size of a headline.
const shapedAt = 1000

// advances is how far each rune moves the pen, in parts of the size. What
// several runes make together moves with the first of them.
func (h *hand) advances(runes []rune, f *family) []float64 {
	moved := make([]float64, len(runes))
	whole := shaping.Input{Text: f.shapeable(runes), RunEnd: len(runes), Direction: di.DirectionLTR, Size: shapedAt << 6, Language: "en"}
	for _, run := range h.runs(whole, f) {
		for _, g := range h.shaper.Shape(run).Glyphs {
			moved[g.ClusterIndex] += float64(g.XAdvance) / 64 / shapedAt
		}
		for i := run.RunStart; i < run.RunEnd; i++ {
			if runes[i] == ' ' && run.Face != f.files[0] {
				moved[i] = f.space
			}
		}
	}
	return moved
}

// runs are the parts of a text in one script and direction and by one file. One
// of nothing but plain letters and signs is one.
func (h *hand) runs(whole shaping.Input, f *family) []shaping.Input {
	if !isPlain(whole.Text) {
		return h.split.Split(whole, f)
	}
	whole.Face, whole.Script = f.files[0], language.Latin
	return []shaping.Input{whole}
}

// isPlain holds for ASCII that begins with a letter: all of it is in a face's
// first file, and the signs in it go with its letters.
func isPlain(runes []rune) bool {
	first := runes[0] | 0x20
	return 'a' <= first && first <= 'z' && !slices.ContainsFunc(runes, func(r rune) bool { return r < ' ' || r > '~' })
}

// shapeable is the runes without those that no file has: what is drawn in
// place of one would be counted with its neighbours.
func (f *family) shapeable(runes []rune) []rune {
	const nothing = '\u2060' // takes no room
	kept := slices.Clone(runes)
	for i, r := range kept {
		if f.fileOf(r) < 0 {
			kept[i] = nothing
		}
	}
	return kept
}

// What may happen behind a rune: the line goes on, may end, or ends.
const (
	never = iota
	may
	always
)

// breaksOf says where a line may end, by the rules of Unicode; the index is
// the number of runes before the place.
func breaksOf(seg *segmenter.Segmenter, runes int) []int {
	breaks := make([]int, runes+1)
	for lines := seg.LineIterator(); lines.Next(); {
		line := lines.Line()
		breaks[line.Offset+len(line.Text)] = may
		if line.IsMandatoryBreak {
			breaks[line.Offset+len(line.Text)] = always
		}
	}
	return breaks
}
