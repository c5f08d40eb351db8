package newsroom

import (
	"fmt"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/deliver"
)

func differences(found []deliver.Difference) []article.Difference {
	var all []article.Difference
	for _, d := range found {
		all = append(all, article.Difference(d))
	}
	return all
}

// tell sorts what a target keeps otherwise into what is news and what was told
// before. A byline that is no user's name there is so at each sending: it is news
// once, and again when it changes. A look may not say it; then it stays as it was.
func (t *trip) tell(d *article.Delivery, found []article.Difference) {
	looks := t.asked.State != article.Going
	told, known := d.Differences, d.Known
	before := slices.Clone(known)
	if looks {
		missing := func(other article.Difference) bool { return !isByline(other) || slices.Contains(found, other) }
		found = append(found, slices.DeleteFunc(slices.Concat(told, known), missing)...)
	} else {
		before = append(before, told...)
	}
	d.Differences, d.Known = nil, nil
	for _, one := range found {
		if isByline(one) && slices.Contains(before, one) {
			d.Known = append(d.Known, one)
		} else {
			d.Differences = append(d.Differences, one)
		}
	}
}

func isByline(d article.Difference) bool { return d.Field == "author" || d.Field == "authors" }

// differencesSaid sums up what a target keeps otherwise: "WordPress dropped 2
// fields: …". "" = nothing.
func differencesSaid(target string, all []article.Difference) string {
	var dropped, other []string
	for _, d := range all {
		if d.Stored == "" {
			dropped = append(dropped, fieldWord(d.Field)+ifShort(" (“%s”)", d.Sent))
		} else {
			other = append(other, fieldWord(d.Field)+ifShort(" (sent “%s”, there “%s”)", d.Sent, d.Stored))
		}
	}
	said := []string{}
	if len(dropped) > 0 {
		said = append(said, fmt.Sprintf("%s dropped %s: %s.", target, fields(len(dropped)), strings.Join(dropped, ", ")))
	}
	if len(other) > 0 {
		said = append(said, fmt.Sprintf("%s keeps %s otherwise than sent: %s.", target, fields(len(other)), strings.Join(other, ", ")))
	}
	return strings.Join(said, " ")
}

// mostSaid is how long a value may be that is said in a sentence, in characters.
const mostSaid = 40

// ifShort are values in a sentence, "" where one is empty or too long for it, or
// numbers, which name something in the CMS only.
func ifShort(sentence string, values ...string) string {
	said := []any{}
	for _, v := range values {
		if v = article.OneLine(v); v == "" || article.Characters(v) > mostSaid || strings.Trim(v, "0123456789, ") == "" {
			return ""
		}
		said = append(said, v)
	}
	return fmt.Sprintf(sentence, said...)
}

func fields(n int) string {
	if n == 1 {
		return "1 field"
	}
	return fmt.Sprintf("%d fields", n)
}
