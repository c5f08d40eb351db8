package intake

import (
	"net/url"
	"path"
	"slices"
	"strings"
)

// placesOfPictures are the folders in which programs keep what a page names
// without them.
var placesOfPictures = []string{"", "static", "assets", "public", "src", "content", "media", "images", "uploads"}

// mostParts of an address are looked at: no site nests its pictures deeper.
const mostParts = 12

// besides finds a picture that copy names by an address, among what lies beside
// the copy; false = it is not there. A picture of another host is never fetched,
// but a file may lie here that a site gives out under that address. What leads
// out of the folder, or to a place of this machine, is not looked for.
func (o *Options) besides(address string) (data []byte, name string, found bool) {
	if o.Beside == nil {
		return nil, "", false
	}
	for _, name := range o.places(address) {
		if data, found = o.Beside(name); found {
			return data, name, true
		}
	}
	return nil, "", false
}

// places are the paths at which a picture of this address may lie, the
// likeliest first.
func (o *Options) places(address string) []string {
	at, relative := addressPath(address)
	if at == "" {
		return nil
	}
	base := path.Dir(o.Name)
	list := []string{}
	add := func(name string) {
		name = path.Clean(name)
		if name != "." && !strings.HasPrefix(name, "..") && !strings.HasPrefix(name, "/") && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	if relative {
		add(path.Join(base, at))
	}
	parts := strings.Split(strings.TrimPrefix(path.Clean("/"+at), "/"), "/")
	parts = parts[max(0, len(parts)-mostParts):]
	for i := range parts {
		rest := path.Join(parts[i:]...)
		for _, folder := range placesOfPictures {
			add(path.Join(base, folder, rest))
			add(path.Join(folder, rest))
		}
	}
	return list
}

// ghostAddress stands for a site's own in what Ghost exports.
const ghostAddress = "__GHOST_URL__"

// addressPath is the path of an address; "" = it leads to no file. relative
// holds where it starts at the copy.
func addressPath(address string) (at string, relative bool) {
	address = strings.TrimPrefix(strings.TrimSpace(address), ghostAddress)
	u, err := url.Parse(address)
	if err != nil {
		u = &url.URL{Path: address} // a name with a % in it, or with blanks
	}
	switch u.Scheme {
	case "", "http", "https":
		if strings.ContainsAny(u.Path, "\\\x00") {
			return "", false
		}
		return u.Path, u.Scheme == "" && u.Host == "" && !strings.HasPrefix(u.Path, "/")
	case "cid":
		return path.Base(u.Opaque), true
	}
	return "", false
}
