package window

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// ErrLink says that a link may not be opened from the window.
var ErrLink = errors.New("this kind of link is not opened from here")

// SafeLink is the address to hand to the system's browser. Only http, https
// and mailto pass: other schemes start programs. Characters that the web
// view's own opener silently refuses are percent-encoded.
func SafeLink(link string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme) || (u.Scheme != "mailto" && u.Host == "") {
		return "", fmt.Errorf("%w: %q", ErrLink, link)
	}
	return refused.Replace(u.String()), nil
}

var refused = strings.NewReplacer("(", "%28", ")", "%29", "~", "%7E", "!", "%21", "*", "%2A",
	"[", "%5B", "]", "%5D", ";", "%3B", "$", "%24", "{", "%7B", "}", "%7D", "'", "%27", "`", "%60", "|", "%7C", "\\", "%5C", " ", "%20")
