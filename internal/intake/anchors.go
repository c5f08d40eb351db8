package intake

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"stet/internal/article"
)

// Anchors hold places while lines become a body: where a tracked change
// stands is known only when all is put together. They are written with code
// points that are no characters, which no copy can bring in.
const (
	anchorStart = "\uFDD0"
	anchorEnd   = "\uFDD1"
	anchorZero  = '\uFDE0' // digits, to the base of 16
)

var anchorPattern = regexp.MustCompile(anchorStart + `[\x{FDE0}-\x{FDEF}]+` + anchorEnd)

func anchorSign(n int) string {
	var b strings.Builder
	b.WriteString(anchorStart)
	for _, digit := range strconv.FormatInt(int64(n), 16) {
		value, _ := strconv.ParseInt(string(digit), 16, 8) // a digit of FormatInt's
		b.WriteRune(anchorZero + rune(value))
	}
	b.WriteString(anchorEnd)
	return b.String()
}

func anchorNumber(sign string) int {
	n := 0
	for _, r := range sign {
		if r >= anchorZero && r < anchorZero+16 {
			n = n<<4 + int(r-anchorZero)
		}
	}
	return n
}

// openAnchored is [openBlock] for a block with anchors: it is judged without
// them.
func openAnchored(md string) string {
	bare := anchorPattern.ReplaceAllString(md, "")
	open := openBlock(bare)
	if open == bare {
		return md
	}
	at := 0 // of the backslash
	for at < len(bare) && bare[at] == open[at] {
		at++
	}
	seen := 0
	for i := 0; i < len(md); {
		if sign := anchorPattern.FindStringIndex(md[i:]); sign != nil && sign[0] == 0 {
			i += sign[1]
			continue
		}
		if seen == at {
			return md[:i] + `\` + md[i:]
		}
		i++
		seen++
	}
	return md
}

// takeAnchors takes the anchors out of a body and says where each stood.
func takeAnchors(body string) (rest string, at map[int]int) {
	at = map[int]int{}
	if !strings.Contains(body, anchorStart) {
		return body, at
	}
	var b strings.Builder
	from := 0
	for _, sign := range anchorPattern.FindAllStringIndex(body, -1) {
		b.WriteString(body[from:sign[0]])
		at[anchorNumber(body[sign[0]:sign[1]])] = b.Len()
		from = sign[1]
	}
	b.WriteString(body[from:])
	return b.String(), at
}

// contextSize is how much of a body is kept on either side of a place: enough
// to find it again in a story that is being edited.
const contextSize = 48

func placeAt(body string, at, size int) *article.Place {
	from, to := max(0, at-contextSize), min(len(body), at+size+contextSize)
	for from > 0 && from < at && !utf8.RuneStart(body[from]) {
		from++
	}
	for to < len(body) && to > at+size && !utf8.RuneStart(body[to]) {
		to--
	}
	return &article.Place{At: at, Before: body[from:at], After: body[at+size : to]}
}

// surest is how many bytes around a place must be as they were.
const surest = 8

// telling is how many bytes of words are found by themselves, where nothing is
// left of what stood around them: a passage, not a word that stands elsewhere
// too.
const telling = 24

// find looks a place up in a body that was edited since: where the most of
// what stood around words stands around them still, and of several such places
// the one nearest to where it was. -1 = it cannot be told.
func find(body string, p article.Place, words string) int {
	if at := findExact(body, p, words); at >= 0 {
		return at
	}
	best, most, near := -1, 0, 0
	needed := min(surest, len(p.Before)+len(p.After))
	for at := 0; at <= len(body)-len(words); at++ {
		if words == "" {
			if at < len(body) && !utf8.RuneStart(body[at]) {
				continue
			}
		} else if next := strings.Index(body[at:], words); next < 0 {
			break
		} else {
			at += next
		}
		alike := sameEnd(body[:at], p.Before) + sameStart(body[at+len(words):], p.After)
		if len(words) >= telling {
			alike += len(words)
		}
		if p.Before == "" && at == 0 {
			alike += surest // it stood at the very beginning
		}
		if p.After == "" && at+len(words) == len(body) {
			alike += surest
		}
		apart := max(at-p.At, p.At-at)
		if alike >= needed && (alike > most || (alike == most && apart < near)) {
			best, most, near = at, alike, apart
		}
	}
	return best
}

// nearby is how far from where a place was it is looked for first, in bytes:
// in most bodies it is there, and need not be looked for in all of them.
const nearby = 4 << 10

// findExact finds a place around which nothing was edited, and of several the
// one nearest to where it was.
func findExact(body string, p article.Place, words string) int {
	whole := p.Before + words + p.After
	if len(whole)-len(words) < surest {
		return -1
	}
	from, to := max(0, p.At-len(p.Before)-nearby), min(len(body), p.At+len(words)+len(p.After)+nearby)
	if from < to {
		if at := nearest(body[from:to], whole, p.At-len(p.Before)-from); at >= 0 {
			return from + at + len(p.Before)
		}
	}
	if at := nearest(body, whole, p.At-len(p.Before)); at >= 0 {
		return at + len(p.Before)
	}
	return -1
}

// nearest is where a part stands in a text, nearest to a place; -1 = nowhere.
func nearest(text, part string, place int) int {
	best := -1
	for from := 0; ; {
		next := strings.Index(text[from:], part)
		if next < 0 {
			return best
		}
		at := from + next
		if best < 0 || max(at-place, place-at) < max(best-place, place-best) {
			best = at
		}
		from = at + 1
	}
}

func sameEnd(text, tail string) int {
	n := 0
	for n < len(text) && n < len(tail) && text[len(text)-1-n] == tail[len(tail)-1-n] {
		n++
	}
	return n
}

func sameStart(text, head string) int {
	n := 0
	for n < len(text) && n < len(head) && text[n] == head[n] {
		n++
	}
	return n
}
