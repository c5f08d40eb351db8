package measure

import (
	"bytes"
	"embed"
	"fmt"
	"slices"

	"github.com/go-text/typesetting/font"
)

// Face is a typeface in one weight.
type Face string

// The faces, by what they stand for. Arimo has the widths of Arial and
// Helvetica; Roboto is what Android shows; Inter is the nearest open face to
// what iOS shows.
const (
	Arial         Face = "arial"
	ArialBold     Face = "arial-bold"
	Roboto        Face = "roboto"
	RobotoMedium  Face = "roboto-medium"
	Inter         Face = "inter"
	InterSemibold Face = "inter-semibold"
	// The faces of print, and of the page's own headline.
	SourceSerifBold Face = "source-serif-bold"
	CondensedBold   Face = "condensed-bold"
)

// Faces that there are, in the order in which a person is told of them.
var Faces = []Face{Arial, ArialBold, Roboto, RobotoMedium, Inter, InterSemibold, SourceSerifBold, CondensedBold}

//go:embed fonts/*.woff
var files embed.FS

// faces are the files of each face, one for each range of letters, in the
// order in which they are asked for one.
var faces = map[Face][]string{
	Arial:         filesOf("arimo", 400, "latin", "cyrillic", "greek", "hebrew", "latin-ext", "vietnamese"),
	ArialBold:     filesOf("arimo", 700, "latin", "cyrillic", "greek", "hebrew", "latin-ext", "vietnamese"),
	Roboto:        filesOf("roboto", 400, "latin", "cyrillic", "greek", "latin-ext", "vietnamese"),
	RobotoMedium:  filesOf("roboto", 500, "latin", "cyrillic", "greek", "latin-ext", "vietnamese"),
	Inter:         filesOf("inter", 400, "latin", "cyrillic", "greek", "latin-ext", "vietnamese"),
	InterSemibold: filesOf("inter", 600, "latin", "cyrillic", "greek", "latin-ext", "vietnamese"),

	SourceSerifBold: filesOf("source-serif-4", 700, "latin", "cyrillic", "greek", "latin-ext", "vietnamese"),
	CondensedBold:   filesOf("roboto-condensed", 700, "latin", "cyrillic", "greek", "latin-ext", "vietnamese"),
}

// standIns have the letters that a face may not have. A device has others, of
// about the same width.
var standIns = []string{"fonts/noto-sans-arabic-arabic-400-normal.woff", "fonts/arimo-hebrew-400-normal.woff"}

func filesOf(family string, weight int, ranges ...string) []string {
	names := make([]string, len(ranges))
	for i, r := range ranges {
		names[i] = fmt.Sprintf("fonts/%s-%s-%d-normal.woff", family, r, weight)
	}
	return names
}

// family is a face ready to measure with: its own files, then those that
// stand in for letters it does not have.
type family struct {
	own   int     // how many of files are the face's own
	space float64 // width of a space, in parts of the size: it is the face's own among letters that are not
	files []*font.Face
	plain [lastPlain + 1]float64 // widths of plain signs by themselves, in parts of the size
}

// Plain signs are those of ASCII that are printed.
const firstPlain, lastPlain = ' ', '~'

// load reads the files of a face, which are part of the program: one that does
// not read is a fault of the build, and every test finds it.
func load(name Face) *family {
	paths, ok := faces[name]
	if !ok {
		panic("measure: no face " + string(name))
	}
	f := &family{own: len(paths)}
	for _, path := range slices.Concat(paths, standIns) {
		data, err := files.ReadFile(path)
		if err != nil {
			panic(err)
		}
		face, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			panic(fmt.Errorf("measure: %s: %w", path, err))
		}
		f.files = append(f.files, face)
	}
	space, _ := f.files[0].NominalGlyph(' ')
	f.space = float64(f.files[0].HorizontalAdvance(space)) / float64(f.files[0].Upem())
	for sign := firstPlain; sign <= lastPlain; sign++ {
		glyph, _ := f.files[0].NominalGlyph(sign)
		f.plain[sign] = float64(f.files[0].HorizontalAdvance(glyph)) / float64(f.files[0].Upem())
	}
	return f
}

// ResolveFace is the first file that has a letter, else the first of all; it
// makes a family a [shaping.Fontmap].
func (f *family) ResolveFace(r rune) *font.Face { return f.files[max(0, f.fileOf(r))] }

// fileOf is -1 where no file has the letter.
func (f *family) fileOf(r rune) int {
	for i, face := range f.files {
		if _, ok := face.NominalGlyph(r); ok {
			return i
		}
	}
	return -1
}
