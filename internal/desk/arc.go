package desk

import (
	"fmt"
	"regexp"
	"strings"

	"stet/internal/article"
)

// ArcSection is a section as Arc XP knows it: its path, on one of its sites.
type ArcSection struct {
	Site string // "" = the one site that there is
	Path string // /news/harbour
}

// String is the section as somebody types it.
func (a ArcSection) String() string {
	if a.Site == "" {
		return a.Path
	}
	return a.Site + ":" + a.Path
}

var (
	arcSite = regexp.MustCompile(`^[A-Za-z0-9_-]{1,60}$`)
	arcPart = regexp.MustCompile(`^[A-Za-z0-9._~-]+$`)
)

// ArcSections reads what a section is called in Arc: /path or site:/path, several
// parted by a semicolon, the primary one first. It wraps article.ErrValue.
func ArcSections(text string) ([]ArcSection, error) {
	all := []ArcSection{}
	for one := range strings.SplitSeq(text, ";") {
		site, path, named := strings.Cut(strings.TrimSpace(one), ":")
		if !named {
			site, path = "", site
		}
		path = "/" + strings.Trim(path, "/")
		if named && !arcSite.MatchString(site) {
			return nil, fmt.Errorf("%w: Arc site %q; write site:/path", article.ErrValue, site)
		}
		for part := range strings.SplitSeq(path[1:], "/") {
			if !arcPart.MatchString(part) || part == "." || part == ".." {
				return nil, fmt.Errorf("%w: Arc section %q; write /path, or site:/path, several parted by ;", article.ErrValue, strings.TrimSpace(one))
			}
		}
		all = append(all, ArcSection{site, path})
	}
	return all, nil
}

// arcText is the same in the one way in which it is kept.
func arcText(text string) (string, error) {
	all, err := ArcSections(text)
	words := make([]string, len(all))
	for i, a := range all {
		words[i] = a.String()
	}
	return strings.Join(words, "; "), err
}
