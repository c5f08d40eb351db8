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
	TooLong     string `json:"tooLong,omitempty"`     // TooLongLeft; "" = a field too long for a format stops the export
}

// Profiles that come with Stet, in the order the export dialog shows them.
var Profiles = []Profile{
	{Name: "web", Title: "Web pages with their feeds", Formats: []string{"markdown", "ninjs", "html", "mobile", "rss", "atom", "jsonfeed", "sitemap"}},
	{Name: "wordpress", Title: "WordPress", Formats: []string{"markdown", "wxr", "wprest"}},
	{Name: "ghost", Title: "Ghost", Formats: []string{"markdown", "ghost", "ghostrest"}},
	{Name: "hugo", Title: "Hugo", Formats: []string{"markdown", "hugo"}},
	{Name: "arc", Title: "Arc XP", Formats: []string{"markdown", "ans"}},
	{Name: "wire", Title: "For agencies and other newsrooms", Formats: []string{"ninjs", "ninjs16", "newsml", "nitf"}},
	{Name: "archive", Title: "Everything, in all formats", Formats: everyFormat(), Options: Options{TooLong: TooLongLeft}},
}

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
	return Profile{}, fmt.Errorf("%w: %q; there is %s", ErrProfile, name, profileNames(all))
}

// IsNamed reports whether Stet has a profile of this name.
func IsNamed(name string) bool {
	stets := func(p Profile) bool { return strings.EqualFold(p.Name, name) }
	return slices.ContainsFunc(Profiles, stets)
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

// AllLimits are the limits that stop an export: the profile's own and, unless
// what is too long for a format is left out there, those of its formats; of each
// field the lowest, by field.
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
		if p.Options.TooLong == TooLongLeft {
			break
		}
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
