package intake

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"stet/internal/article"
)

// MaxSize is how many bytes of copy are taken in at once. The longest stories
// hold a few hundred kilobytes; what is larger is not one story.
const MaxSize = 20 << 20

// MaxExport is how many bytes a file may have that holds the stories of a site.
const MaxExport = 64 << 20

// Errors that a caller has words for.
var (
	ErrEmpty       = errors.New("the copy holds no words")
	ErrTooLarge    = errors.New("the copy is too large")
	ErrEncoding    = errors.New("the copy's character encoding cannot be told")
	ErrFrontMatter = errors.New("the front matter is not safe to read")
	ErrLocked      = errors.New("the document is locked with a password")
	ErrDocument    = errors.New("the document is damaged, or is no Word document")
	ErrPlace       = errors.New("the words around this change were changed since, so that its place cannot be told")
)

// Options are what the newsroom knows better than the copy. The zero value
// works: no language is assumed and times without a zone are UTC.
type Options struct {
	Language string         // BCP 47, for copy whose script does not settle it
	Zone     *time.Location // of times that name no zone; nil = UTC
	// FirstNote is the number of the first footnote, for copy that goes into a
	// body that has footnotes; 0 = 1.
	FirstNote int
	// Name is the path of the file, with "/" between its parts, from the top of
	// the folder that it came in; "" = none.
	Name string
	// Beside reads what lies beside the copy, by its path from the top of that
	// folder; false = nothing lies there. nil = nothing does.
	Beside func(path string) ([]byte, bool)
}

// Result is one story as it came in. Article.Section is the name found; ID
// and Rev are set only where front matter gave valid ones.
type Result struct {
	Article article.Article
	Receipt article.Receipt
	// Pictures are those that the document holds, by the ids that the article
	// names them by. Nothing is read from elsewhere.
	Pictures map[string][]byte
}

// Read makes a story of copy. It wraps ErrEmpty, ErrTooLarge, ErrEncoding or
// ErrFrontMatter, or what [ParseKind] says of the kind.
func Read(kind Kind, data []byte, o Options) (Result, error) {
	if named, err := ParseKind(string(kind)); err == nil && named == Docx {
		res, err := readDocx(data, o)
		res.fit()
		return res, err
	} else if read := manyReader(named); err == nil && read != nil {
		return readOnly(read, data, o)
	}
	kind, c, err := open(kind, data, o)
	if err != nil {
		return Result{}, fmt.Errorf("read copy: %w", err)
	}
	var res Result
	if page, ok := readOwnPage(kind, &c, o); ok {
		return page, nil
	}
	if kind == Markdown {
		res, err = readMarkdown(c, o)
	} else {
		res, err = readStory(kind, &c, o)
	}
	if err != nil {
		return Result{}, fmt.Errorf("read copy: %w", err)
	}
	setLanguage(&res.Article, c.text, o)
	res.fit()
	res.Article.Normalize()
	return res, nil
}

// Body makes copy that is pasted into a story's body into Stet Markdown: of the
// article only the body and its pictures are set. Nothing becomes furniture and
// no rule of the table applies: the editor said where the words go. It fails as
// [Read] does.
func Body(kind Kind, data []byte, o Options) (Result, error) {
	if kind == Docx || manyReader(kind) != nil {
		return Result{}, fmt.Errorf("read pasted copy: %w: a document makes a story of its own", article.ErrValue)
	}
	kind, c, err := open(kind, data, o)
	if err != nil {
		return Result{}, fmt.Errorf("read pasted copy: %w", err)
	}
	if kind == Markdown {
		return bodyMarkdown(c), nil
	}
	lines, err := linesOf(kind, &c, o)
	if err != nil {
		return Result{}, fmt.Errorf("read pasted copy: %w", err)
	}
	s := &story{lines: lines, notes: c.notes}
	s.shapeBody()
	res := s.assemble()
	res.show(c.pictures)
	return res, nil
}

// linesOf cuts copy into lines. A page may hold bytes and yet no words.
func linesOf(kind Kind, c *clean, o Options) ([]line, error) {
	var lines []line
	if kind == HTML {
		lines = htmlLines(c, max(1, o.FirstNote))
	} else {
		lines = textLines(c)
	}
	if len(lines) == 0 {
		return nil, ErrEmpty
	}
	return lines, nil
}

// open checks what holds for all kinds and decodes the bytes.
func open(named Kind, data []byte, o Options) (kind Kind, c clean, err error) {
	if kind, err = ParseKind(string(named)); err != nil {
		return "", clean{}, err
	}
	if len(data) > MaxSize {
		return "", clean{}, fmt.Errorf("%w: %d bytes; at most %d are taken in at once", ErrTooLarge, len(data), MaxSize)
	}
	if c, err = decode(data, o); err != nil {
		return "", clean{}, err
	}
	if strings.TrimSpace(c.text) == "" {
		return "", clean{}, ErrEmpty
	}
	return kind, c, nil
}

// readStory makes a story of copy whose parts stand in the order of a page.
func readStory(kind Kind, c *clean, o Options) (Result, error) {
	lines, err := linesOf(kind, c, o)
	if err != nil {
		return Result{}, err
	}
	res := makeStory(lines, c.notes, o)
	res.show(c.pictures)
	return res, nil
}

func makeStory(lines []line, said []article.Note, o Options) Result {
	text, notes := splitNotes(lines)
	s := &story{lines: text, notes: said, options: o}
	s.applyRules()
	s.findFurniture()
	s.lines = append(s.lines, notes...)
	s.shapeBody()
	return s.assemble()
}

// splitNotes takes footnotes from among the lines: they are neither furniture
// nor what a page adds, and a reader finds them at the end.
func splitNotes(lines []line) (text, notes []line) {
	for _, l := range lines {
		if l.shape == footnote {
			notes = append(notes, l)
		} else {
			text = append(text, l)
		}
	}
	return text, notes
}
