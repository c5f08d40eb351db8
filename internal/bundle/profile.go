package bundle

import (
	"fmt"
	"slices"
	"strings"
)

// Profile says which formats a bundle carries. A profile is data: another one
// is another row.
type Profile struct {
	Name    string
	Title   string   // in an editor's words
	Formats []string // names of formats, in the order of the table
}

// Profiles that can be exported, in the order the export dialog shows them.
var Profiles = []Profile{
	{"web", "Web pages, Markdown and ninjs", []string{"markdown", "ninjs", "html", "mobile"}},
}

// planned are the profiles that the design names and this version cannot make.
var planned = []string{"wordpress", "ghost", "hugo", "wire", "arc", "archive"}

// FindProfile looks a profile up; "" is the first. It wraps ErrProfile.
func FindProfile(name string) (Profile, error) {
	if name == "" {
		return Profiles[0], nil
	}
	if i := slices.IndexFunc(Profiles, func(p Profile) bool { return p.Name == name }); i >= 0 {
		return Profiles[i], nil
	}
	if slices.Contains(planned, name) {
		return Profile{}, fmt.Errorf("%w: %q is not built yet; there is %s", ErrProfile, name, profileNames())
	}
	return Profile{}, fmt.Errorf("%w: %q; there is %s", ErrProfile, name, profileNames())
}

func profileNames() string {
	names := make([]string, len(Profiles))
	for i, p := range Profiles {
		names[i] = p.Name
	}
	return strings.Join(names, ", ")
}

// formats are the profile's rows of the table.
func (p Profile) formats() []outFormat {
	found := []outFormat{}
	for _, f := range formats {
		if slices.Contains(p.Formats, f.name) {
			found = append(found, f)
		}
	}
	return found
}
