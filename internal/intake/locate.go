package intake

import (
	"strings"

	"stet/internal/article"
)

// Located says where a change stands in a body that was edited since. A span
// is of bytes: around words that are in the body, empty where they would
// stand; nil = that cannot be told.
type Located struct {
	Here  *article.Span
	From  *article.Span // of moved words: where they stood
	Stuck bool          // [Decide] cannot make the body say another verdict
}

// Locate finds a change or the passage of a comment in a body.
func Locate(body string, c article.Change) Located {
	rejected := c.Verdict == article.Rejected
	switch c.Kind {
	case article.Comment:
		return Located{Here: passageOf(body, c)}
	case article.Deleted:
		return Located{Here: spanOf(body, c.Here, c.Source, rejected), Stuck: stuck(body, c)}
	case article.MovedText:
		return Located{Here: spanOf(body, c.Here, c.Source, !rejected), From: spanOf(body, c.From, c.Source, rejected), Stuck: stuck(body, c)}
	}
	return Located{Here: spanOf(body, c.Here, c.Source, !rejected), Stuck: stuck(body, c)}
}

func stuck(body string, c article.Change) bool {
	other := article.Rejected
	if c.Verdict == article.Rejected {
		other = article.Undecided
	}
	_, _, err := Decide(body, c, other)
	return err != nil
}

// spanOf is a place in a body, with the words that should be in it or not:
// somebody may have put them in or taken them out by hand.
func spanOf(body string, p *article.Place, words string, in bool) *article.Span {
	if p == nil {
		return nil
	}
	at := -1
	if !in {
		at = findBack(body, *p, words)
	} else if findGone(body, *p, words) < 0 {
		at = find(body, *p, words)
	}
	if at >= 0 {
		return &article.Span{From: at, To: at + len(words)}
	}
	return emptyAt(find(body, *p, ""))
}

func emptyAt(at int) *article.Span {
	if at < 0 {
		return nil
	}
	return &article.Span{From: at, To: at}
}

// passageOf is the passage that a comment speaks of, or where it began.
func passageOf(body string, c article.Change) *article.Span {
	if c.Here == nil {
		return nil
	}
	span := emptyAt(find(body, *c.Here, ""))
	if span != nil && strings.HasPrefix(body[span.From:], c.Passage) {
		span.To += len(c.Passage)
	}
	return span
}
