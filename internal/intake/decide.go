package intake

import (
	"regexp"
	"strings"

	"stet/internal/article"
)

// Decide gives a change of a document its verdict and makes the body say so:
// words that were inserted leave it when the change is rejected, words that
// were deleted come back, moved ones go back. Giving [article.Undecided]
// undoes that. Where somebody made the body say so by hand it stays as it is.
// It wraps ErrPlace where the body was edited so that the place cannot be
// told. Neither value given is changed.
func Decide(body string, c article.Change, v article.Verdict) (string, article.Change, error) {
	was, is := c.Verdict == article.Rejected, v == article.Rejected
	c.Verdict = v
	if was == is || c.Kind == article.Comment {
		return body, c, nil
	}
	d := &decision{body: body, change: c}
	ok := false
	switch c.Kind {
	case article.Inserted:
		ok = is && d.cut(&d.change.Here) || !is && d.put(&d.change.Here)
	case article.Deleted:
		ok = is && d.put(&d.change.Here) || !is && d.cut(&d.change.Here)
	case article.MovedText:
		ok = is && d.cut(&d.change.Here) && d.put(&d.change.From) || !is && d.cut(&d.change.From) && d.put(&d.change.Here)
	}
	if !ok {
		return "", article.Change{}, ErrPlace
	}
	return d.body, d.change, nil
}

type decision struct {
	body   string
	change article.Change
}

// blockSign is what stands before the words of a block.
var blockSign = regexp.MustCompile(`^(?:(?:    )*(?:[-*+]|\d{1,9}\.) |#{1,6} |> )*$`)

// cut takes the change's words out of the body, with their block where
// nothing else is in it, and keeps what it took to be put back.
func (d *decision) cut(place **article.Place) bool {
	if *place == nil {
		return false
	}
	if at := findGone(d.body, **place, d.change.Source); at >= 0 {
		*place = placeAt(d.body, at, 0)
		return true
	}
	at := find(d.body, **place, d.change.Source)
	if at < 0 {
		return false
	}
	end := at + len(d.change.Source)
	lineAt := strings.LastIndexByte(d.body[:at], '\n') + 1
	lineEnd := end
	if next := strings.IndexByte(d.body[end:], '\n'); next >= 0 {
		lineEnd = end + next
	} else {
		lineEnd = len(d.body)
	}
	if d.change.Source != "" && blockSign.MatchString(d.body[lineAt:at]) && strings.TrimSpace(d.body[end:lineEnd]) == "" {
		at, end = lineAt, lineEnd
		for end < len(d.body) && d.body[end] == '\n' {
			end++
		}
		for end == len(d.body) && at > 0 && d.body[at-1] == '\n' {
			at--
		}
	}
	d.change.Source = d.body[at:end]
	*place = placeAt(d.body, at, end-at)
	d.body = d.body[:at] + d.body[end:]
	return true
}

// put puts the change's words into the body.
func (d *decision) put(place **article.Place) bool {
	if *place == nil {
		return false
	}
	if at := findBack(d.body, **place, d.change.Source); at >= 0 {
		*place = placeAt(d.body, at, len(d.change.Source))
		return true
	}
	at := find(d.body, **place, "")
	if at < 0 {
		return false
	}
	d.body = d.body[:at] + d.change.Source + d.body[at:]
	*place = placeAt(d.body, at, len(d.change.Source))
	return true
}

// findGone is where words stood that somebody took out by hand, and nothing
// else there; -1 = they are not known to be gone.
func findGone(body string, p article.Place, words string) int {
	if findExact(body, p, words) >= 0 {
		return -1
	}
	at := findExact(body, p, "")
	if (p.Before == "" && at > 0) || (p.After == "" && at < len(body)) {
		return -1 // it stood at an end of the body
	}
	return at
}

// findBack is where words stand that somebody put back by hand, and nothing
// else there; -1 = they are not known to be back.
func findBack(body string, p article.Place, words string) int {
	if findExact(body, p, "") >= 0 {
		return -1
	}
	return findExact(body, p, words)
}
