// Package proof sets a story for a sub with a pencil: one column with a wide
// margin and a number at every line, so that "line 41" is said on the phone and
// found. It is a PDF, made of values, with nothing of the reader's page in it.
package proof

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"stet/internal/article"
	"stet/internal/markup"
)

//go:embed fonts/*.ttf
var fonts embed.FS

// Proof is what one is made of.
type Proof struct {
	Kind     Kind   // for whom
	Newsroom string // its name
	Story    *article.Article
	Doc      markup.Doc           // of Story.Body
	At       time.Time            // when it was pulled, in the newsroom's zone
	Heads    []article.PlacedHead // what lineups call it, for a lawyer
	Read     *Read                // nil = no lawyer did
	Stamps   []string             // what every page says of why the story must not go out
}

// ErrScript says that the type of a proof has no letters for a story's writing:
// it can be printed instead, see [Print].
var ErrScript = errors.New("a proof as PDF has Latin, Greek and Cyrillic letters only")

// Write sets the proof as PDF 1.3, A4. The same proof is the same bytes. It
// wraps [ErrScript] for a story in letters that it cannot set: they would
// come out as boxes, or in the wrong order.
func Write(w io.Writer, p Proof) error {
	texts := content(p)
	if scripts := foreign(texts); len(scripts) > 0 {
		return fmt.Errorf("%w; this story has %s too", ErrScript, strings.Join(scripts, ", "))
	}
	s := newSheet(p)
	for _, t := range texts {
		s.set(t)
	}
	return s.write(w)
}

// foreign is which scripts of the texts the type has no letters for.
func foreign(texts []text) []string {
	var found []string
	seen := map[string]bool{}
	for _, t := range texts {
		for _, r := range t.runs {
			for _, letter := range r.text {
				if !unicode.IsLetter(letter) || unicode.In(letter, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Common) {
					continue
				}
				if name := scriptOf(letter); !seen[name] {
					seen[name] = true
					found = append(found, name)
				}
			}
		}
	}
	return found
}

func scriptOf(letter rune) string {
	for _, name := range []string{"Arabic", "Hebrew", "Han", "Hiragana", "Katakana", "Hangul", "Devanagari", "Thai", "Georgian", "Armenian"} {
		if unicode.Is(unicode.Scripts[name], letter) {
			return name
		}
	}
	return fmt.Sprintf("U+%04X", letter)
}
