package article

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// OneLine is how a furniture field keeps a text: valid UTF-8, white space
// runs (line ends among them) as one space, no control characters.
func OneLine(v string) string {
	v = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' || (r >= 0x80 && r < 0xa0) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(v, "\uFFFD"))
	return strings.Join(strings.Fields(v), " ")
}

// Lines is how the body and the internal note keep a text: valid UTF-8, LF
// line ends, no control characters but tab and LF.
func Lines(v string) string {
	if clean(v) {
		return v
	}
	v = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n").Replace(strings.ToValidUTF8(v, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || (r >= ' ' && r != 0x7f) {
			return r
		}
		return -1
	}, v)
}

func clean(v string) bool {
	for i := 0; i < len(v); i++ {
		if c := v[i]; (c < ' ' && c != '\n' && c != '\t') || c == 0x7f {
			return false
		}
	}
	return utf8.ValidString(v) && !strings.ContainsAny(v, "\u2028\u2029")
}

func setBody(a *Article, v string) error { a.Body = Lines(v); return nil }
func setNote(a *Article, v string) error { a.InternalNote = Lines(v); return nil }

func setSlug(a *Article, v string) error {
	v = strings.TrimSpace(v)
	if v != "" && Slugify(v) != v {
		return fmt.Errorf("%w: slug %q; use a-z, 0-9 and single hyphens, like %q", ErrValue, v, Slugify(v))
	}
	a.Slug = v
	return nil
}

// tidyOldSlugs keeps no list where there is none: it stands in no file then.
func tidyOldSlugs(a *Article) error {
	for _, slug := range a.OldSlugs {
		if Slugify(slug) != slug {
			return fmt.Errorf("%w: old slug %q; use a-z, 0-9 and single hyphens, like %q", ErrValue, slug, Slugify(slug))
		}
	}
	if len(a.OldSlugs) == 0 {
		a.OldSlugs = nil
	}
	return nil
}

// TakeSlug gives the story a slug. The one it went out with leads to it from
// then on; a slug that it had before is no redirect to itself.
func (a *Article) TakeSlug(slug, sent string) {
	a.Slug = slug
	old := slices.DeleteFunc(slices.Clone(a.OldSlugs), func(s string) bool { return s == slug || s == sent })
	if sent != "" && sent != slug {
		old = append(old, sent)
	}
	if a.OldSlugs = old; len(old) == 0 {
		a.OldSlugs = nil
	}
}

func setStatus(a *Article, v string) (err error) {
	s, err := ParseStatus(v)
	if err == nil {
		a.Status = s
	}
	return err
}

func setFlag(a *Article, v string) error {
	f, err := ParseFlag(v)
	if err == nil {
		a.Flag = f
	}
	return err
}

// setEmbargo keeps who set the embargo and why when only its time changes.
func setEmbargo(a *Article, v string) error {
	e, err := ParseEmbargo(v)
	if err != nil {
		return err
	}
	if e != nil && a.Embargo != nil {
		e.By, e.Reason = a.Embargo.By, a.Embargo.Reason
	}
	a.Embargo = e
	return nil
}

func embargoReason(a *Article) string {
	if a.Embargo == nil {
		return ""
	}
	return a.Embargo.Reason
}

func setEmbargoReason(a *Article, v string) error {
	if v = OneLine(v); a.Embargo == nil {
		if v == "" {
			return nil
		}
		return fmt.Errorf("%w: embargo.reason without an embargo; set embargo first", ErrValue)
	}
	e := *a.Embargo
	e.Reason = v
	a.Embargo = &e
	return nil
}

func setLegal(a *Article, v string) error {
	switch s := LegalState(strings.TrimSpace(v)); s {
	case LegalNotNeeded, LegalRequired, LegalDone:
		a.Legal.State = s
		return nil
	}
	return fmt.Errorf("%w: legal.state %q is none of \"\", required, done", ErrValue, v)
}

// languageTag is the shape of a BCP 47 tag (RFC 5646, section 2.1); whether
// such a language is registered is not looked up.
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

func setLanguage(a *Article, v string) error {
	if v = strings.TrimSpace(v); v != "" && !languageTag.MatchString(v) {
		return fmt.Errorf("%w: language %q; write a tag like en or uk", ErrValue, v)
	}
	a.Language = v
	return nil
}

func setDirection(a *Article, v string) error {
	switch d := Direction(strings.TrimSpace(v)); d {
	case "", LTR, RTL:
		a.Direction = d
		return nil
	case "auto":
		a.Direction = ""
		return nil
	}
	return fmt.Errorf("%w: direction %q is none of auto, ltr, rtl", ErrValue, v)
}
