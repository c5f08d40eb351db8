package archive

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// What a name may hold at most, in bytes: a part as most file systems allow,
// a path short enough to leave room for the folder it is unpacked into.
const (
	maxPart = 255
	maxPath = 1024
)

// CheckName reports whether name may stand in a tree: a relative path with
// "/" between its parts that means the same file on Linux, macOS and Windows
// and leads nowhere else. It wraps [ErrName]. filepath.IsLocal is no help
// here: its verdict depends on the system it runs on.
func CheckName(name string) error {
	switch {
	case name == "":
		return fmt.Errorf("%w: empty", ErrName)
	case len(name) > maxPath:
		return fmt.Errorf("%w: longer than %d bytes", ErrName, maxPath)
	case !utf8.ValidString(name):
		return fmt.Errorf("%w: not UTF-8", ErrName)
	case name[0] == '/':
		return fmt.Errorf("%w: an absolute path", ErrName)
	case name[0] == '~':
		return fmt.Errorf("%w: starts with ~", ErrName)
	}
	for _, r := range name {
		if why := badRune(r); why != "" {
			return fmt.Errorf("%w: holds %s", ErrName, why)
		}
	}
	for part := range strings.SplitSeq(name, "/") {
		if why := badPart(part); why != "" {
			return fmt.Errorf("%w: %s", ErrName, why)
		}
	}
	return nil
}

func badRune(r rune) string {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '/', r == '-', r == '.':
		return "" // nearly all
	case r == '\\':
		return "a backslash"
	case r == ':':
		return "a colon"
	case strings.ContainsRune(`<>"|?*`, r):
		return "a character that Windows does not allow"
	case r < 0x80 && r >= ' ' && r != 0x7f:
		return ""
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp), noncharacter(r):
		return "an invisible or control character"
	}
	return ""
}

func noncharacter(r rune) bool {
	return r&0xfffe == 0xfffe || (r >= 0xfdd0 && r <= 0xfdef)
}

func badPart(part string) string {
	switch {
	case part == "":
		return "a part of the path is empty"
	case part == "." || part == "..":
		return "leads out of its folder"
	case len(part) > maxPart:
		return fmt.Sprintf("a part of the path is longer than %d bytes", maxPart)
	case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " "):
		return "ends in a dot or a space"
	case Reserved(part):
		return "a device name on Windows"
	}
	return ""
}

// devices are what Windows takes for a device whatever the extension.
var devices = []string{
	"con", "prn", "aux", "nul", "conin$", "conout$", "clock$",
	"com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "com¹", "com²", "com³",
	"lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³",
}

// Reserved reports whether one part of a path is a device name on Windows.
func Reserved(part string) bool {
	stem, _, _ := strings.Cut(part, ".")
	return slices.Contains(devices, strings.ToLower(strings.TrimRight(stem, " ")))
}

// names holds the names of one tree and finds those that some file system
// would take for the same.
type names struct {
	folders map[string]string // folded -> as written
	files   map[string]string
}

func newNames() *names {
	return &names{folders: map[string]string{}, files: map[string]string{}}
}

// addFile takes a file's name in; it wraps ErrName or ErrClash.
func (n *names) addFile(name string) error {
	if err := CheckName(name); err != nil {
		return err
	}
	return n.addChecked(name)
}

// addChecked takes in the name of a file that passes CheckName; it wraps ErrClash.
func (n *names) addChecked(name string) error {
	if err := n.addParents(name); err != nil {
		return err
	}
	key := fold(name)
	if other, ok := n.files[key]; ok {
		return clash(name, other)
	}
	if other, ok := n.folders[key]; ok {
		return fmt.Errorf("%w: %q is a folder too", ErrClash, other)
	}
	n.files[key] = name
	return nil
}

// addFolder takes a folder's name (no slash at its end) in. A folder may be
// named any number of times, but only in one spelling.
func (n *names) addFolder(name string) error {
	if err := CheckName(name); err != nil {
		return err
	}
	return n.addParents(name + "/")
}

func (n *names) addParents(name string) error {
	for end := strings.LastIndexByte(name, '/'); end > 0; end = strings.LastIndexByte(name[:end], '/') {
		folder := name[:end]
		key := fold(folder)
		if other, ok := n.files[key]; ok {
			return fmt.Errorf("%w: %q is a file too", ErrClash, other)
		}
		other, ok := n.folders[key]
		if ok && other == folder {
			return nil // its own parents are known
		}
		if ok {
			return clash(folder, other)
		}
		n.folders[key] = folder
	}
	return nil
}

func clash(name, other string) error {
	if name == other {
		return fmt.Errorf("%w: named twice", ErrClash)
	}
	return fmt.Errorf("%w: %q is the same name to some systems", ErrClash, other)
}

// fold maps the names that a file system without case, or one that normalizes
// Unicode, takes for the same to one key.
func fold(name string) string {
	if isASCII(name) {
		return strings.ToLower(name)
	}
	return norm.NFC.String(cases.Fold().String(norm.NFD.String(name)))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
