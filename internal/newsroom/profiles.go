package newsroom

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/check"
)

// profilePrefix is what the settings begin with that hold a newsroom's own
// profiles, one each.
const profilePrefix = "profile."

// Profile says which formats a package carries: one of Stet's, or one that this
// newsroom made.
type Profile struct {
	bundle.Profile
	Own bool `json:"own"`
}

// What a profile may say.
const (
	mostFeedItems  = 1000
	leastPart      = 64 << 10 // bytes; a story with its texts must fit in
	mostPart       = 1 << 30
	mostCharacters = 100_000
)

// Profiles are Stet's, then the newsroom's in the order of their names.
func (r *Room) Profiles() ([]Profile, error) {
	own, err := r.ownProfiles()
	if err != nil {
		return nil, err
	}
	list := []Profile{}
	for _, p := range bundle.Profiles {
		list = append(list, Profile{Profile: p})
	}
	for _, p := range own {
		list = append(list, Profile{p, true})
	}
	return list, nil
}

func (r *Room) ownProfiles() ([]bundle.Profile, error) {
	kept, err := r.db.Settings()
	if err != nil {
		return nil, err
	}
	own := []bundle.Profile{}
	for _, name := range namesIn(kept, profilePrefix) {
		p := bundle.Profile{}
		if err := json.Unmarshal([]byte(kept[profilePrefix+name]), &p); err != nil {
			return nil, fmt.Errorf("read the package format %q: %w", name, err)
		}
		p.Name, p.Title = name, name
		own = append(own, p)
	}
	return own, nil
}

// profile is one of Stet's, or one that the newsroom made; "" = the first.
func (r *Room) profile(name string) (bundle.Profile, error) {
	own, err := r.ownProfiles()
	if err != nil {
		return bundle.Profile{}, err
	}
	return bundle.FindProfile(strings.Join(strings.Fields(name), " "), own)
}

// ProfileCalled finds a profile by its name, whatever its capitals.
func (r *Room) ProfileCalled(name string) (Profile, error) {
	p, err := r.profile(name)
	if err == nil && strings.TrimSpace(name) == "" {
		err = fmt.Errorf("%w: %q", bundle.ErrProfile, name)
	}
	return Profile{p, !isStets(p.Name)}, err
}

func isStets(name string) bool {
	return slices.ContainsFunc(bundle.Profiles, func(p bundle.Profile) bool { return strings.EqualFold(p.Name, name) })
}

// KeepProfile adds a profile of the newsroom's own, or makes the one that is
// called was so; "" = it is new. It wraps article.ErrValue, ErrTaken or
// bundle.ErrProfile, and then nothing is changed.
func (r *Room) KeepProfile(was string, p bundle.Profile) ([]Profile, error) {
	name, err := keptName(p.Name)
	if err != nil {
		return nil, err
	}
	if was != "" && isStets(was) {
		return nil, fmt.Errorf("%w: %q comes with Stet and stays as it is; make one of your own from it", article.ErrValue, was)
	}
	if bundle.IsNamed(name) {
		return nil, fmt.Errorf("%w: %q is a format that comes with Stet", ErrTaken, name)
	}
	if err := soundProfile(&p); err != nil {
		return nil, err
	}
	p.Name, p.Title = "", ""
	text, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("write the package format %q: %w", name, err)
	}
	if err := r.keepAs(profilePrefix, was, name, string(text)); err != nil {
		return nil, err
	}
	if was != "" && was != name {
		if err := r.renamedFor(was, name); err != nil {
			return nil, err
		}
	}
	return r.Profiles()
}

// renamedFor has targets go on getting a profile that is called otherwise now.
func (r *Room) renamedFor(was, name string) error {
	targets, err := r.getting(was)
	for i := range targets {
		targets[i].Profile = name
		if err := r.db.PutTarget(targets[i]); err != nil {
			return err
		}
	}
	return err
}

// getting are the targets that get a profile of the newsroom's own.
func (r *Room) getting(profile string) ([]article.Target, error) {
	targets, err := r.targets()
	return slices.DeleteFunc(targets, func(t article.Target) bool { return !strings.EqualFold(t.Profile, profile) }), err
}

// RemoveProfile takes one of the newsroom's own away and answers with those
// that are left. One that a target gets stays: nothing could go there any more.
func (r *Room) RemoveProfile(name string) ([]Profile, error) {
	if isStets(name) {
		return nil, fmt.Errorf("%w: %q comes with Stet and stays", article.ErrValue, name)
	}
	targets, err := r.getting(name)
	if err != nil {
		return nil, err
	}
	if len(targets) > 0 {
		return nil, &article.MoveError{
			Message: fmt.Sprintf("%s gets “%s”, so it stays.", targets[0].Name, name), Hint: "Choose another format for the destination first.",
			Command: fmt.Sprintf("Choose another one for it first: stet target set '%s' --profile P", targets[0].Name),
		}
	}
	if err := r.forget(profilePrefix, name); err != nil {
		return nil, err
	}
	return r.Profiles()
}

// soundProfile brings a profile into the form in which it is kept, and refuses
// what cannot be.
func soundProfile(p *bundle.Profile) error {
	named := p.Formats
	p.Formats = []string{}
	for _, f := range bundle.Formats() {
		if slices.Contains(named, f.Name) {
			p.Formats = append(p.Formats, f.Name)
		}
	}
	for _, name := range named {
		if !slices.Contains(p.Formats, name) {
			return fmt.Errorf("%w: %q is no format of a package; there are %s", article.ErrValue, name, strings.Join(FormatNames(), ", "))
		}
	}
	if len(p.Formats) == 0 {
		return fmt.Errorf("%w: a package has at least one format; there are %s", article.ErrValue, strings.Join(FormatNames(), ", "))
	}
	limits := map[string]int{}
	for _, field := range slices.Sorted(maps.Keys(p.Limits)) {
		switch most := p.Limits[field]; {
		case !check.CanLimit(field):
			return fmt.Errorf("%w: %q cannot be limited; there are %s", article.ErrValue, field, strings.Join(check.Limitable(), ", "))
		case most < 0 || most > mostCharacters:
			return fmt.Errorf("%w: limit.%s %d; write a number from 1 to %d, 0 = none", article.ErrValue, field, most, mostCharacters)
		case most > 0:
			limits[field] = most
		}
	}
	p.Limits = limits
	return soundOptions(&p.Options)
}

func soundOptions(o *bundle.Options) error {
	o.MediaURL = article.OneLine(o.MediaURL)
	switch u, err := url.Parse(o.MediaURL); {
	case o.FeedItems < 0 || o.FeedItems > mostFeedItems:
		return fmt.Errorf("%w: feedItems %d; write a number from 1 to %d, 0 = 100", article.ErrValue, o.FeedItems, mostFeedItems)
	case o.PartSize != 0 && (o.PartSize < leastPart || o.PartSize > mostPart):
		return fmt.Errorf("%w: partSize %d; write bytes from %d to %d, 0 = 8 MB", article.ErrValue, o.PartSize, leastPart, mostPart)
	case o.FrontMatter != "" && o.FrontMatter != "eleventy":
		return fmt.Errorf("%w: frontMatter %q; write eleventy, or nothing for hugo", article.ErrValue, o.FrontMatter)
	case o.TooLong != "" && o.TooLong != bundle.TooLongLeft:
		return fmt.Errorf("%w: tooLong %q; write %s, or nothing to be stopped", article.ErrValue, o.TooLong, bundle.TooLongLeft)
	case o.MediaURL != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http"):
		return fmt.Errorf("%w: mediaUrl %q; write an address such as https://example.org/media/", article.ErrValue, o.MediaURL)
	}
	return nil
}

// FormatNames are those that a profile may name.
func FormatNames() []string {
	names := []string{}
	for _, f := range bundle.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// SetProfile sets what a profile says by its names: formats ("html, rss"),
// feedItems, partSize, frontMatter, mediaUrl, tooLong, and limit.FIELD in
// characters. It
// wraps article.ErrField or article.ErrValue.
func SetProfile(p *bundle.Profile, set map[string]string) error {
	p.Formats, p.Limits = slices.Clone(p.Formats), maps.Clone(p.Limits)
	for _, name := range slices.Sorted(maps.Keys(set)) {
		value := article.OneLine(set[name])
		field, limit := strings.CutPrefix(name, "limit.")
		var err error
		switch {
		case limit:
			if p.Limits == nil {
				p.Limits = map[string]int{}
			}
			p.Limits[field], err = wholeNumber(name, value)
		case name == "formats":
			p.Formats = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ';' || r == ' ' })
		case name == "feedItems":
			p.Options.FeedItems, err = wholeNumber(name, value)
		case name == "partSize":
			p.Options.PartSize, err = wholeNumber(name, value)
		case name == "frontMatter":
			p.Options.FrontMatter = strings.TrimPrefix(value, "hugo")
		case name == "mediaUrl":
			p.Options.MediaURL = value
		case name == "tooLong":
			p.Options.TooLong = value
		default:
			err = fmt.Errorf("%w of a package format: %q; there are formats, feedItems, partSize, frontMatter, mediaUrl, tooLong and limit.FIELD", article.ErrField, name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func wholeNumber(name, value string) (int, error) {
	n, err := strconv.Atoi(cmp.Or(value, "0"))
	if err != nil {
		return 0, fmt.Errorf("%w: %s %q is no number", article.ErrValue, name, value)
	}
	return n, nil
}

// limitsOf are a profile's limits as the checks say them.
func limitsOf(p bundle.Profile) []check.Limit {
	limits := []check.Limit{}
	for _, l := range p.AllLimits() {
		by := fmt.Sprintf("the format “%s”", cmp.Or(p.Title, p.Name))
		if l.By != "" {
			by = fmt.Sprintf("%s, in %s,", l.By, by)
		}
		limits = append(limits, check.Limit{Field: l.Field, Most: l.Most, By: by})
	}
	return limits
}
