package intake

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// longestURL is more than any page's address needs.
const longestURL = 2000

// maxUnwrap is how many redirects deep an address is looked for: mail that was
// forwarded through two firms has two.
const maxUnwrap = 4

// redirect is an address that leads to the one in its query.
type redirect struct {
	host *regexp.Regexp
	path string // "" = any
	keys []string
}

// redirects are what programs and sites put before a link so that they can
// count or judge who follows it.
var redirects = []redirect{
	{regexp.MustCompile(`^(?:www\.)?google(?:\.[a-z]{2,3}){1,2}$`), "/url", []string{"q", "url"}},
	{regexp.MustCompile(`\.safelinks\.protection\.(?:outlook|office365)\.(?:com|us)$`), "", []string{"url"}},
	{regexp.MustCompile(`^(?:l|lm)\.facebook\.com$`), "/l.php", []string{"u"}},
	{regexp.MustCompile(`^l\.(?:instagram|threads|messenger)\.com$`), "", []string{"u"}},
	{regexp.MustCompile(`^(?:www\.)?youtube\.com$`), "/redirect", []string{"q"}},
	{regexp.MustCompile(`^(?:www\.)?linkedin\.com$`), "/redir/redirect", []string{"url"}},
	{regexp.MustCompile(`^out\.reddit\.com$`), "", []string{"url"}},
	{regexp.MustCompile(`^t\.umblr\.com$`), "/redirect", []string{"z"}},
	{regexp.MustCompile(`^(?:www\.)?duckduckgo\.com$`), "/l/", []string{"uddg"}},
	{regexp.MustCompile(`^(?:www\.)?slack-redir\.net$`), "/link", []string{"url"}},
	{regexp.MustCompile(`^(?:away\.)?vk\.com$`), "/away.php", []string{"to"}},
	{regexp.MustCompile(`^urldefense\.proofpoint\.com$`), "/v1/url", []string{"u"}},
}

// Proofpoint writes the address in ways of its own.
var (
	proofpoint2 = strings.NewReplacer("-", "%", "_", "/")
	proofpoint3 = regexp.MustCompile(`^/v3/__(.+?)__;`)
)

// trackers are query keys that say by which way a reader came; the page is the
// same without them.
var trackers = regexp.MustCompile(`^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|vero_id|oly_anon_id|oly_enc_id|srsltid|gad_source|_openstat|wt\.mc_id|__s|ml_subscriber(?:_hash)?)$`)

// detour is what was taken off a link's address.
type detour struct {
	hosts []string // redirects that stood before it
	keys  []string // of its query, that only count readers
}

// why says so in the receipt; "" = nothing was taken off.
func (d detour) why(address string) string {
	said := []string{}
	if len(d.hosts) > 0 {
		said = append(said, "The link went by way of "+strings.Join(d.hosts, " and ")+".")
	}
	if len(d.keys) > 0 {
		said = append(said, "It carried "+strings.Join(d.keys, ", ")+" to count readers.")
	}
	if len(said) == 0 {
		return ""
	}
	return strings.Join(said, " ") + " Now it leads straight to " + address
}

// safeURL is a link's address as Markdown takes it, for web and mail addresses
// only, and what of the way to it was taken off.
func safeURL(href string) (address string, off detour, ok bool) {
	href = strings.TrimSpace(href)
	if len(href) > maxUnwrap*longestURL {
		return "", off, false
	}
	for range maxUnwrap {
		target, host := unwrapped(href)
		if target == "" {
			break
		}
		href = target
		off.hosts = append(off.hosts, host)
	}
	u, err := url.Parse(href)
	if err != nil || len(href) > longestURL {
		return "", off, false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return "", off, false
		}
		href, off.keys = withoutTrackers(href)
	case "mailto":
	default:
		return "", off, false
	}
	return quoteURL(href), off, true
}

// unwrapped is the web or mail address that a redirect leads to, and the
// redirect's host; "" = href is no redirect that is known.
func unwrapped(href string) (target, host string) {
	u, err := url.Parse(href)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return "", ""
	}
	host = strings.ToLower(u.Hostname())
	switch {
	case host == "urldefense.proofpoint.com" && u.Path == "/v2/url":
		if target, err = url.QueryUnescape(proofpoint2.Replace(u.Query().Get("u"))); err != nil {
			return "", ""
		}
	case host == "urldefense.com" || host == "urldefense.us":
		// What it could not write stands behind, as stars: such an address is left.
		if p := proofpoint3.FindStringSubmatch(u.Path); p != nil && !strings.Contains(p[1], "*") {
			target = p[1]
			if u.RawQuery != "" {
				return "", "" // its own query and the target's cannot be told apart
			}
		}
	default:
		target = queryTarget(u, host)
	}
	if !strings.HasPrefix(target, "http://") && !strings.HasPrefix(target, "https://") && !strings.HasPrefix(target, "mailto:") {
		return "", ""
	}
	return target, host
}

func queryTarget(u *url.URL, host string) string {
	for _, r := range redirects {
		if !r.host.MatchString(host) || (r.path != "" && u.Path != r.path) {
			continue
		}
		for _, key := range r.keys {
			if target := u.Query().Get(key); target != "" {
				return target
			}
		}
	}
	return ""
}

// withoutTrackers takes query keys that only count readers off an address and
// leaves every other byte as it is.
func withoutTrackers(href string) (rest string, off []string) {
	head, fragment, fragmented := strings.Cut(href, "#")
	path, query, ok := strings.Cut(head, "?")
	if !ok {
		return href, nil
	}
	pairs := strings.Split(query, "&")
	kept := slices.DeleteFunc(slices.Clone(pairs), func(pair string) bool {
		key, _, _ := strings.Cut(pair, "=")
		if !trackers.MatchString(strings.ToLower(key)) {
			return false
		}
		off = append(off, key)
		return true
	})
	if len(off) == 0 {
		return href, nil
	}
	rest = path
	if len(kept) > 0 {
		rest += "?" + strings.Join(kept, "&")
	}
	if fragmented {
		rest += "#" + fragment
	}
	return rest, off
}

// quoteURL encodes what would end a Markdown address or be read in it.
func quoteURL(href string) string {
	var b strings.Builder
	for i := 0; i < len(href); i++ {
		c := href[i]
		switch {
		case c <= ' ' || strings.IndexByte("()<>\\\"`|", c) >= 0:
			const digits = "0123456789ABCDEF"
			b.WriteString("%" + string(digits[c>>4]) + string(digits[c&15]))
		case c == '&' && entity.MatchString(href[i:min(len(href), i+48)]):
			b.WriteString("&amp;")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
