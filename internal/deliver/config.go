package deliver

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Config is a target as a newsroom set it up. It is data and holds no secret.
type Config struct {
	Name           string `json:"name"` // what the newsroom calls it
	Kind           string `json:"kind"` // of Kinds
	Address        string `json:"address"`
	User           string `json:"user,omitempty"`
	KeyFile        string `json:"keyFile,omitempty"`  // SFTP: a private key; the secret is its passphrase then
	HostKey        string `json:"hostKey,omitempty"`  // SFTP: as the test found it
	Profile        string `json:"profile,omitempty"`  // "" = the kind's
	Unpacked       bool   `json:"unpacked,omitempty"` // folder, SFTP: as a folder and not as a zip
	KeepsEmbargoes bool   `json:"keepsEmbargoes,omitempty"`
}

// Kind describes a kind of target for whoever sets one up.
type Kind struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`            // in an editor's words
	Address  string   `json:"address"`          // what its address looks like
	User     string   `json:"user,omitempty"`   // what its user is called there; "" = it has none
	Secret   string   `json:"secret,omitempty"` // what its secret is called there; "" = it has none
	Profile  string   `json:"profile"`          // that fits it
	Profiles []string `json:"profiles"`         // that it can use; none = any
	Schedule bool     `json:"schedule"`         // it can hold a story until its time
	Reads    bool     `json:"reads"`            // it can say what readers get
	Fronts   bool     `json:"fronts"`           // a front goes along
}

// Kinds in the order in which they are offered.
var Kinds = []Kind{
	{Name: "wordpress", Title: "WordPress", Address: "https://www.example.org", User: "User",
		Secret: "Application password", Profile: "wordpress", Profiles: []string{"wordpress", "archive"}, Schedule: true, Reads: true},
	{Name: "ghost", Title: "Ghost", Address: "https://www.example.org",
		Secret: "Admin API key", Profile: "ghost", Profiles: []string{"ghost", "archive"}, Schedule: true, Reads: true},
	{Name: "sftp", Title: "SFTP server", Address: "sftp://files.example.org/incoming", User: "User",
		Secret: "Password", Profile: "web", Fronts: true},
	{Name: "folder", Title: "Folder", Address: "/srv/incoming", Profile: "web", Fronts: true},
	{Name: "webhook", Title: "Webhook", Address: "https://www.example.org/stet", Secret: "Signing secret", Profile: "wire", Fronts: true},
}

// FindKind looks a kind up.
func FindKind(name string) (Kind, bool) {
	i := slices.IndexFunc(Kinds, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return Kind{}, false
	}
	return Kinds[i], true
}

// ErrConfig: a target that cannot work as it is set up. The text is for an
// editor.
var ErrConfig = errors.New("the target cannot work as it is set up")

// Options are what a target needs of the program.
type Options struct {
	// Secret gives the target's secret. It is asked once for each call of a
	// method, and nothing of it is kept; nil = there is none.
	Secret  func(ctx context.Context) (string, error)
	Now     func() time.Time // nil = the clock
	Program string           // as in "stet 0.1.0"
	// Roots are the authorities that prove hosts; nil = the system's.
	Roots *x509.CertPool
	// Patience is how long a host may keep silent; 0 = half a minute.
	Patience time.Duration
}

// New makes a target. It wraps ErrConfig and touches nothing.
func New(c Config, o Options) (Target, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Secret == nil {
		o.Secret = func(context.Context) (string, error) { return "", nil }
	}
	switch c.Kind {
	case "folder":
		return &folder{c, o}, nil
	case "wordpress":
		return &wordpress{c, o}, nil
	case "ghost":
		return &ghost{c, o}, nil
	case "webhook":
		return &webhook{c, o}, nil
	case "sftp":
		return &sftpTarget{c, o}, nil
	}
	return nil, fmt.Errorf("%w: there is no kind of target %q", ErrConfig, c.Kind)
}

// Check says what cannot work in a target's settings; it wraps ErrConfig.
func (c Config) Check() error {
	kind, ok := FindKind(c.Kind)
	switch {
	case !ok:
		return fmt.Errorf("%w: there is no kind of target %q", ErrConfig, c.Kind)
	case strings.TrimSpace(c.Address) == "":
		return fmt.Errorf("%w: it has no address", ErrConfig)
	case kind.User != "" && c.User == "":
		return fmt.Errorf("%w: it names no user", ErrConfig)
	case len(kind.Profiles) > 0 && c.Profile != "" && !slices.Contains(kind.Profiles, c.Profile):
		return fmt.Errorf("%w: %s needs the profile %q", ErrConfig, kind.Title, kind.Profile)
	case c.KeepsEmbargoes && !kind.Schedule:
		return fmt.Errorf("%w: a %s cannot hold a story until its time", ErrConfig, kind.Title)
	}
	switch c.Kind {
	case "folder":
		if !filepath.IsAbs(c.Address) {
			return fmt.Errorf("%w: %q is no whole path of a folder", ErrConfig, c.Address)
		}
		return nil
	case "sftp":
		return c.checkURL("sftp")
	}
	return c.checkURL("https")
}

// checkURL: the address is one of a scheme, with a host and without secrets.
// Plain http is for this machine only.
func (c Config) checkURL(scheme string) error {
	u, err := url.Parse(c.Address)
	switch {
	case err != nil || u.Hostname() == "" || u.Opaque != "" || !isPort(u.Port()) || strings.ContainsFunc(u.Path, unicode.IsControl):
		return fmt.Errorf("%w: %q is no address like %s", ErrConfig, c.Address, c.example())
	case u.User != nil:
		return fmt.Errorf("%w: an address holds no user and no password; say them apart from it", ErrConfig)
	case u.RawQuery != "" && c.Kind != "webhook" || u.Fragment != "":
		return fmt.Errorf("%w: %q has a part that no address of this kind has", ErrConfig, c.Address)
	case u.Scheme == scheme, scheme == "https" && u.Scheme == "http" && isLoopback(u.Hostname()):
		return nil
	case u.Scheme == "http":
		return fmt.Errorf("%w: http is open to everyone on the way; use https", ErrConfig)
	}
	return fmt.Errorf("%w: %q does not begin with %s://", ErrConfig, c.Address, scheme)
}

func (c Config) example() string {
	kind, _ := FindKind(c.Kind)
	return kind.Address
}

// isPort reports whether a host can listen there; "" = where its kind does.
func isPort(port string) bool {
	n, err := strconv.ParseUint(port, 10, 16)
	return port == "" || err == nil && n > 0
}

// isLoopback reports whether a host is this machine. Names are not looked up:
// whoever answers for them could say so of any machine.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
