package deliver

import (
	"crypto/sha256"
	"encoding/hex"
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
