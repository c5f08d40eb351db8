package bundle

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Profile says which formats a bundle carries, and how. A profile is data:
// another one is another row, or one that a newsroom made.
type Profile struct {
	Name    string         `json:"name"`
	Title   string         `json:"title"`   // in an editor's words; a newsroom's own are called by their name
	Formats []string       `json:"formats"` // names of formats
	Options Options        `json:"options,omitzero"`
	Limits  map[string]int `json:"limits,omitempty"` // characters at most of a field where it goes
}

// Options are what a profile says to its formats; zero = what each format does
// by itself.
type Options struct {
	FeedItems   int    `json:"feedItems,omitempty"`   // stories in a feed, the newest; 0 = 100
	PartSize    int    `json:"partSize,omitempty"`    // bytes at most of a file that somebody uploads to a CMS; 0 = 8 MB
	FrontMatter string `json:"frontMatter,omitempty"` // "eleventy"; "" = hugo
	MediaURL    string `json:"mediaUrl,omitempty"`    // where the pictures will lie, for a CMS that fetches them
}

// Profiles that come with Stet, in the order the export dialog shows them.
var Profiles = []Profile{
	{Name: "web", Title: "Web pages with their feeds", Formats: []string{"markdown", "ninjs", "html", "mobile", "rss", "atom", "jsonfeed", "sitemap"}},
	{Name: "archive", Title: "Everything, in all formats", Formats: everyFormat()},
}

// planned are the profiles that the design names and this version cannot make.
var planned = []string{"wordpress", "ghost", "hugo", "wire", "arc"}

// FindProfile looks a profile up among Stet's and a newsroom's own, whatever
// its capitals; "" is the first. It wraps ErrProfile.
func FindProfile(name string, own []Profile) (Profile, error) {
	if name == "" {
		return Profiles[0], nil
	}
	all := slices.Concat(Profiles, own)
	if i := slices.IndexFunc(all, func(p Profile) bool { return strings.EqualFold(p.Name, name) }); i >= 0 {
		return all[i], nil
	}
	if slices.Contains(planned, name) {
		return Profile{}, fmt.Errorf("%w: %q is not built yet; there is %s", ErrProfile, name, profileNames(all))
	}
	return Profile{}, fmt.Errorf("%w: %q; there is %s", ErrProfile, name, profileNames(all))
}

// IsNamed reports whether Stet has a profile of this name, or is to have one.
func IsNamed(name string) bool {
	stets := func(p Profile) bool { return strings.EqualFold(p.Name, name) }
	return slices.ContainsFunc(Profiles, stets) || slices.Contains(planned, strings.ToLower(name))
}

func profileNames(all []Profile) string {
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = p.Name
	}
	return strings.Join(names, ", ")
}

// formats are the profile's rows of the table. One that names a format that
// there is not wraps ErrProfile.
func (p Profile) formats() ([]outFormat, error) {
	for _, name := range p.Formats {
		if _, known := formatNamed(name); !known {
			return nil, fmt.Errorf("%w: profile %q has a format %q, which is none of Stet's", ErrProfile, p.Name, name)
		}
	}
	found := []outFormat{}
	for _, f := range formats {
		if slices.Contains(p.Formats, f.name) {
			found = append(found, f)
		}
	}
	return found, nil
}

// Limit is how long a field may be where a profile's bundles go.
type Limit struct {
	Field string // as the profile names it
	Most  int    // characters
	By    string // the format that sets it, "" = the profile itself
}

// AllLimits are the profile's own and those of its formats, of each field the
// lowest, by field.
func (p Profile) AllLimits() []Limit {
	lowest := map[string]Limit{}
	add := func(field string, most int, by string) {
		if known, ok := lowest[field]; most > 0 && (!ok || most < known.Most) {
			lowest[field] = Limit{field, most, by}
		}
	}
	for field, most := range p.Limits {
		add(field, most, "")
	}
	for _, name := range p.Formats {
		f, _ := formatNamed(name)
		for field, most := range f.limits {
			add(field, most, f.title)
		}
	}
	list := []Limit{}
	for _, field := range slices.Sorted(maps.Keys(lowest)) {
		list = append(list, lowest[field])
	}
	return list
}
