package deliver

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWords is what is shown of an answer, in characters.
const maxWords = 300

// wordsOf is what a target says of a failure: the message of its JSON, or the
// text of its page. It is text, never markup.
func (c *client) wordsOf(a *answer) string {
	text := messageOf(a.body)
	if text == "" && utf8.Valid(a.body) {
		text = textOf(string(a.body))
	}
	return oneLine(c.clean(text))
}

// messageOf reads the shapes of error that CMSs and others have.
func messageOf(body []byte) string {
	var said struct {
		Message string `json:"message"` // WordPress, and many more
		Errors  []struct {
			Message  string `json:"message"` // Ghost
			Context  string `json:"context"`
			Property string `json:"property"`
		} `json:"errors"`
		Error json.RawMessage `json:"error"`
	}
	if json.Unmarshal(body, &said) != nil {
		return ""
	}
	parts := []string{said.Message}
	for _, e := range said.Errors {
		parts = append(parts, e.Message, e.Context)
	}
	var plain string
	if json.Unmarshal(said.Error, &plain) == nil {
		parts = append(parts, plain)
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(slices.Compact(parts), " ")
}

var (
	hidden = regexp.MustCompile(`(?is)<(script|style|head)\b.*?</(?:script|style|head)\s*>|<!--.*?-->`)
	title  = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title`)
	tag    = regexp.MustCompile(`(?s)<[^>]*>`)
)

// textOf is what a page says, its title first.
func textOf(page string) string {
	if len(page) > 64<<10 {
		page = page[:64<<10]
	}
	head := ""
	if m := title.FindStringSubmatch(page); m != nil {
		head = m[1] + " "
	}
	page = hidden.ReplaceAllString(page, " ")
	return html.UnescapeString(head + tag.ReplaceAllString(page, " "))
}

// oneLine makes a line of text that can be shown: no controls, nothing that
// turns the direction of what stands beside it, and not too long.
func oneLine(text string) string {
	var out strings.Builder
	n, gap := 0, false
	for _, r := range text {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			gap = true
			continue
		}
		if r == utf8.RuneError || unicode.Is(unicode.Cf, r) {
			continue
		}
		if gap && n > 0 {
			out.WriteByte(' ')
			n++
		}
		gap = false
		if n++; n > maxWords {
			out.WriteString("…")
			break
		}
		out.WriteRune(r)
	}
	return out.String()
}

// secretsOf are the shapes in which a secret may come back.
func secretsOf(secret string) []string {
	all := []string{secret, strings.ReplaceAll(secret, " ", ""), url.QueryEscape(secret)}
	if _, key, ok := strings.Cut(secret, ":"); ok {
		all = append(all, key)
	}
	all = append(all, base64.StdEncoding.EncodeToString([]byte(secret)))
	all = slices.DeleteFunc(all, func(s string) bool { return len(s) < 4 })
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return all
}

// clean strikes secrets out of what is shown: a host may say them back.
func (c *client) clean(text string) string {
	for _, s := range c.secrets {
		text = strings.ReplaceAll(text, s, "…")
	}
	return text
}

// cutTrim is strings.Cut without the spaces around the parts.
func cutTrim(s, sep string) (before, after string, found bool) {
	before, after, found = strings.Cut(s, sep)
	return strings.TrimSpace(before), strings.TrimSpace(after), found
}
