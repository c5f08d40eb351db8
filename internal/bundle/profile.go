package bundle

import (
	"fmt"
	"slices"
	"strings"
)

// Profile says which formats a bundle carries, and how. A profile is data:
// another one is another row, or one that a newsroom made.
type Profile struct {
	Name    string   `json:"name"`
	Title   string   `json:"title"`   // in an editor's words
	Formats []string `json:"formats"` // names of formats
	Options Options  `json:"options,omitzero"`
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
	{Name: "web", Title: "Web pages, Markdown and ninjs", Formats: []string{"markdown", "ninjs", "html", "mobile"}},
	{Name: "wire", Title: "For agencies and other newsrooms: ninjs, NewsML-G2, NITF", Formats: []string{"ninjs", "ninjs16", "newsml", "nitf"}},
}

// planned are the profiles that the design names and this version cannot make.
var planned = []string{"wordpress", "ghost", "hugo", "arc", "archive"}

// FindProfile looks a profile up among Stet's and a newsroom's own; "" is the
// first. It wraps ErrProfile.
func FindProfile(name string, own []Profile) (Profile, error) {
	if name == "" {
		return Profiles[0], nil
	}
	all := slices.Concat(Profiles, own)
	if i := slices.IndexFunc(all, func(p Profile) bool { return p.Name == name }); i >= 0 {
		return all[i], nil
	}
	if slices.Contains(planned, name) {
		return Profile{}, fmt.Errorf("%w: %q is not built yet; there is %s", ErrProfile, name, profileNames(all))
	}
	return Profile{}, fmt.Errorf("%w: %q; there is %s", ErrProfile, name, profileNames(all))
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
		if !slices.ContainsFunc(formats, func(f outFormat) bool { return f.name == name }) {
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
