package markup

import (
	"net/url"
	"strings"
	"unicode"
)

// odd says why an address that can be read leads nowhere, or not where it seems
// to: it begins twice, or its host holds what nobody sees. whole is what it was
// certainly meant to be, or "".
func odd(typed string, u *url.URL) (why Refusal, whole string) {
	name := u.Hostname()
	if strings.EqualFold(u.Scheme, "mailto") {
		name = u.Opaque
	}
	switch {
	case isWeb(u.Scheme) && u.User == nil && isWeb(name):
		rest := strings.TrimLeft(typed[len(u.Scheme)+len("://")+len(name):], ":")
		return BegunTwice, certain(strings.ToLower(name) + "://" + strings.TrimLeft(rest, "/"))
	case hasUnseen(name):
		seen := strings.Map(func(r rune) rune {
			if unseen(r) {
				return -1
			}
			return r
		}, unescape(name))
		if at := strings.Index(typed, name); at >= 0 { // else it is written in signs
			return UnseenSigns, certain(typed[:at] + seen + typed[at+len(name):])
		}
		return UnseenSigns, ""
	}
	return "", ""
}

func isWeb(scheme string) bool {
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")
}

// certain is an address if it ships and its host is one that people type.
func certain(typed string) string {
	u, err := url.Parse(typed)
	if err != nil {
		return ""
	}
	site := u.Hostname()
	if strings.EqualFold(u.Scheme, "mailto") {
		_, site, _ = strings.Cut(u.Opaque, "@")
	}
	if why, whole := odd(typed, u); why != "" {
		return whole
	}
	if _, ok := shippable(typed); !ok || !plainHost(site) {
		return ""
	}
	return typed
}

func hasUnseen(name string) bool {
	if strings.Contains(name, "%") {
		name = unescape(name)
	}
	before := rune(0)
	for i, r := range name {
		if unseen(r) && !(joiner(r) && mayJoin(before) && i+len(string(r)) < len(name)) {
			return true
		}
		before = r
	}
	return false
}

// unseen signs take no place, or look like none: no host has them, but for
// those that join letters of some scripts.
func unseen(r rune) bool {
	return r > 0x7f && (unicode.IsControl(r) || unicode.IsSpace(r) || r == 0x2800 ||
		unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point))
}

func joiner(r rune) bool { return r == 0x200c || r == 0x200d }

// mayJoin holds for letters whose words may need a joiner: those of Persian and
// of India.
func mayJoin(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsMark(r)) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Common)
}
