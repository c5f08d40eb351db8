package markup

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"stet/internal/article"
)

// Address is what becomes of a link's address on the page.
type Address struct {
	URL     string  // as it ships; "" = the link ships as plain words
	Refused Refusal // why it cannot; "" = it can
	Whole   string  // what a refused address was certainly meant to be, or ""
	Scheme  string  // of a refused address, with its colon
}

// Refusal is why the page cannot carry an address.
type Refusal string

// The refusals.
const (
	NoAddress   Refusal = "none"       // nothing is there
	BareHost    Refusal = "bare"       // a site or a mailbox without what stands before it
	Relative    Refusal = "relative"   // a place on a site that is not named
	OtherKind   Refusal = "scheme"     // neither web nor mail
	NoSite      Refusal = "site"       // https:// and no site behind it
	NoMailbox   Refusal = "mailbox"    // mailto: and no mailbox behind it
	NoHeading   Refusal = "crosshead"  // # and no name behind it
	Unreadable  Refusal = "unreadable" // every program would read it in a way of its own
	BegunTwice  Refusal = "twice"      // https://https://
	UnseenSigns Refusal = "unseen"     // a host with signs that nobody sees
)

// ReadAddress says what the page makes of an address, as the page does it.
func ReadAddress(typed string) Address {
	typed = strings.TrimSpace(typed)
	if ships, ok := shippable(typed); ok {
		return Address{URL: ships}
	}
	if u, err := url.Parse(typed); err == nil && !strings.ContainsAny(typed, "\\\n\t") {
		if why, whole := odd(typed, u); why != "" {
			return Address{Refused: why, Whole: whole}
		}
	}
	whole := completed(typed)
	scheme := schemeOf(typed)
	switch {
	case typed == "":
		return Address{Refused: NoAddress}
	case whole != "":
		return Address{Refused: BareHost, Whole: whole}
	case typed[0] == '#':
		return Address{Refused: NoHeading}
	case unreadable(typed):
		return Address{Refused: Unreadable}
	case scheme == "http:" || scheme == "https:":
		return Address{Refused: NoSite}
	case scheme == "mailto:":
		return Address{Refused: NoMailbox}
	case scheme != "":
		return Address{Refused: OtherKind, Scheme: scheme}
	}
	return Address{Refused: Relative}
}

func unreadable(typed string) bool {
	u, err := url.Parse(typed)
	if err != nil || strings.ContainsAny(typed, "\\\n\t") {
		return true
	}
	return u.Hostname() != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// schemeOf is what stands before the first colon, if that can be a scheme.
func schemeOf(typed string) string {
	name, _, found := strings.Cut(typed, ":")
	if !found || name == "" || !isLetter(name[0]) {
		return ""
	}
	for i := range len(name) {
		if c := name[i]; !isLetter(c) && !isDigit(c) && c != '+' && c != '-' && c != '.' {
			return ""
		}
	}
	return strings.ToLower(name) + ":"
}

// completed is the address that somebody meant who typed a plain host, or a
// mailbox, and nothing before it; "" where that is not certain.
func completed(typed string) string {
	whole := ""
	if box, at, mail := strings.Cut(typed, "@"); mail && box != "" && !strings.ContainsAny(box, " /:?#") && plainHost(at) {
		whole = "mailto:" + typed
	} else if rest := strings.TrimPrefix(typed, "//"); !strings.Contains(rest, "@") {
		host, path := rest, ""
		if end := strings.IndexAny(rest, "/?#"); end >= 0 {
			host, path = rest[:end], rest[end:]
		}
		if site := withoutPort(host); plainHost(site) && (!asFile(site) || path != "" && path[0] == '/') {
			whole = "https://" + rest
		}
	}
	if whole == "" || strings.ContainsAny(whole, "\\\n\t ") {
		return ""
	}
	if _, ok := shippable(whole); !ok {
		return ""
	}
	return whole
}

func withoutPort(host string) string {
	name, port, found := strings.Cut(host, ":")
	if found && port != "" && strings.Trim(port, "0123456789") == "" {
		return name
	}
	return host
}

// plainHost holds for example.org and www.example.org: labels of letters,
// digits and hyphens, the last one a domain that is no kind of file.
func plainHost(host string) bool {
	labels := strings.Split(host, ".")
	last := strings.ToLower(labels[len(labels)-1])
	if len(labels) < 2 || len(host) > 253 || slices.Contains(files, last) {
		return false
	}
	for _, label := range labels {
		odd := strings.ContainsFunc(label, func(r rune) bool {
			return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
		})
		if label == "" || len(label) > 63*4 || odd || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	return article.Characters(last) > 1 && (strings.HasPrefix(last, "xn--") || !strings.ContainsFunc(last, func(r rune) bool { return r == '-' || unicode.IsDigit(r) }))
}

// asFile holds for what may be the name of a file as well as of a site, like
// readme.md: a path behind it decides, or www. before it.
func asFile(host string) bool {
	return !strings.HasPrefix(strings.ToLower(host), "www.") && slices.Contains(filesToo, strings.ToLower(host[strings.LastIndexByte(host, '.')+1:]))
}

var (
	// files are endings of files that no site's name has, or hardly one.
	files = []string{
		"html", "htm", "xhtml", "php", "asp", "aspx", "jsp", "cgi", "txt", "rtf", "pdf", "doc", "docx", "odt", "ods", "xls", "xlsx", "ppt", "pptx", "csv", "json", "xml",
		"css", "js", "ts", "go", "exe", "zip", "tar", "gz", "jpg", "jpeg", "png", "gif", "webp", "svg", "tif", "tiff", "heic", "mp3", "mp4", "mov", "wav", "avi", "epub", "eml", "log", "bak", "tmp",
	}
	filesToo = []string{"md", "sh", "py", "rs", "ps", "ai", "pl", "so", "cc", "mk"}
)
