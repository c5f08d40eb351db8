package deliver

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

var (
	inline    = regexp.MustCompile(`(?i)</?(?:a|abbr|b|bdi|bdo|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|wbr)\b[^>]*>`)
	between   = regexp.MustCompile(`(?:\s*<[^>]*>\s*)+|\n\s*\n`)
	addresses = regexp.MustCompile(`(?i)\b(src|href)="([^"]*)"`)
)

// readable is a body as it is read: its words by paragraphs, without the marks
// and the blocks of the CMS.
func readable(body string) string {
	text := inline.ReplaceAllString(hidden.ReplaceAllString(body, ""), "")
	paragraphs := []string{}
	for _, part := range between.Split(text, -1) {
		if part = strings.Join(strings.Fields(html.UnescapeString(part)), " "); part != "" {
			paragraphs = append(paragraphs, part)
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// bodiesApart is how two bodies differ for whoever reads them: in their words,
// and in what they lead to and show on either side.
func bodiesApart(field, ours, theirs string) []Difference {
	found := []Difference{}
	if a, b := readable(ours), readable(theirs); a != b {
		found = append(found, Difference{field, a, b})
	}
	for _, kind := range []string{"href", "src"} {
		a, b := addressesIn(ours, kind), addressesIn(theirs, kind)
		for _, to := range a {
			if !slices.Contains(b, to) && !isWithin(to) {
				found = append(found, Difference{field + " " + kind, to, ""})
			}
		}
		for _, to := range b {
			if !slices.Contains(a, to) && (kind == "href" || !slices.ContainsFunc(a, isWithin)) {
				found = append(found, Difference{field + " " + kind, "", to})
			}
		}
	}
	return found
}

// isWithin: a picture that is not up yet is named by where it lies in the bundle.
func isWithin(address string) bool {
	return !strings.Contains(address, ":") && !strings.HasPrefix(address, "/")
}

func addressesIn(body, kind string) []string {
	found := []string{}
	for _, m := range addresses.FindAllStringSubmatch(body, -1) {
		if to := html.UnescapeString(m[2]); strings.EqualFold(m[1], kind) && !slices.Contains(found, to) {
			found = append(found, to)
		}
	}
	return found
}

// listsApart is a difference of two lists of names in whatever order.
func listsApart(field string, ours, theirs []string) []Difference {
	same := func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }
	a, b := slices.Clone(ours), slices.Clone(theirs)
	slices.SortFunc(a, same)
	slices.SortFunc(b, same)
	if slices.EqualFunc(a, b, strings.EqualFold) {
		return nil
	}
	return []Difference{{field, strings.Join(a, ", "), strings.Join(b, ", ")}}
}
