package deliver

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"regexp"
	"strings"

	"stet/internal/article"
)

// mark says, within a story that lies at a CMS, which story it is and what it
// looked like when it was sent. It is a comment: readers do not see it, and a
// CMS finds it when it is asked for the words. It tells nothing that the page
// does not: the story's id, and a digest of its words.
type mark struct {
	story  article.ID
	digest string
}

var markLine = regexp.MustCompile(`<!-- stet urn:uuid:([0-9a-f-]{36}) sha256:([0-9a-f]{64}) -->`)

// comment is the mark itself.
func (m mark) comment() string {
	return "<!-- stet " + m.story.URN() + " sha256:" + m.digest + " -->"
}

// text is the mark as a block of its own, so that WordPress' editor keeps it.
func (m mark) text() string {
	return "\n\n<!-- wp:html -->\n" + m.comment() + "\n<!-- /wp:html -->"
}

// markIn finds the last mark of a text: what was quoted of another story stands
// before it.
func markIn(text string) (mark, bool) {
	all := markLine.FindAllStringSubmatch(text, -1)
	if len(all) == 0 {
		return mark{}, false
	}
	last := all[len(all)-1]
	return mark{article.ID(last[1]), last[2]}, true
}

func withoutMark(text string) string {
	m, ok := markIn(text)
	if !ok {
		return text
	}
	text = strings.TrimRight(text, " \n\t")
	if cut, ok := strings.CutSuffix(text, m.text()); ok {
		return cut
	}
	return strings.Replace(text, m.comment(), "", 1)
}

// digestOf is one digest over several texts, none of which can pass for the
// end of another.
func digestOf(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		sum := sha256.Sum256([]byte(p))
		h.Write(sum[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// versionOf is a state of a story at a CMS: what it may be read as, and a digest
// of its words.
func versionOf(status string, words []string) string { return status + " " + digestOf(words...) }

// sameWords: two states differ in nothing but whether readers get it.
func sameWords(a, b string) bool {
	_, x, _ := strings.Cut(a, " ")
	_, y, _ := strings.Cut(b, " ")
	return x == y
}

// asLeft: whether readers get a story is as Stet left it, or as it would be if a
// sending came through unheard.
func asLeft(version, known, published string) bool {
	is, _, _ := strings.Cut(version, " ")
	was, _, _ := strings.Cut(known, " ")
	return is == published || is == was
}

// absent is the version of a story that is not there any more.
const absent = "absent"

// vanished: what Stet left at a CMS was deleted there, which is a change like
// another one. A bin that was emptied of what Stet put into it is none.
func vanished(p Parcel) error {
	if p.Known.Version == "" || strings.HasPrefix(p.Known.Version, "trash ") || p.Over == absent {
		return nil
	}
	return &Failure{Reason: Conflict, Doing: "look for the story", Err: errVanished, There: Remote{Version: absent}, Shows: Absent}
}

var errVanished = errors.New("somebody deleted it there")
