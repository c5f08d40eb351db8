package bundle

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/page"
)

// outFormat is one way to say stories to somebody else's software. It has
// files of each story, or files that stories share, or both.
type outFormat struct {
	name   string                           // in stet.json, in profiles and in losses
	title  string                           // in an editor's words
	files  func(*export) ([]outFile, error) // of one story, made beside others'; nil = none
	shared func(*setting) (gatherer, error) // nil = stories share none
	fidelity
}

// fidelity is what becomes of a story in a format. docs/format.md shows it as a
// table, which a test makes by writing a story and looking what is there.
type fidelity struct {
	leaves   func(*export) string            // why a story is in none of its files, "" = it is; nil = it takes all
	lacks    map[string]string               // fields that it has no place for, and why; told when they are not empty
	missing  func(*export) map[string]string // fields that it cannot say of this story, and why; nil = none
	mapped   map[string]string               // fields that it says in a way of its own, and how
	elements map[string]fate                 // of a body, by name; what is not here is carried as a page shows it
	unshown  string                          // what becomes of a picture that the story does not show, "" = it is carried
	pointer  string                          // it points at stories and carries none: what it does say; nothing is told as lost
	limits   map[string]int                  // characters at most, by the paths that check.CanLimit knows
}

// fate is what becomes of an element that a format does not carry as a page
// shows it.
type fate struct {
	lost bool   // told as a loss
	how  string // it is mapped, or why it is lost
}

func mappedAs(how string) fate { return fate{how: how} }
func lostAs(why string) fate   { return fate{true, why} }

// outFile is one file of a bundle.
type outFile struct {
	path   string // from the top of the bag
	kind   string // media type
	data   []byte
	stored bool // packed already: not worth packing again
}

// setting is what all formats of a bundle know.
type setting struct {
	house   article.House
	zone    *time.Location // of the house
	rules   *page.Rules    // of its pages
	options Options
	stories int
	program string
	folders map[string]bool // of all sections, as Hugo has them
	newest  time.Time       // when words changed last of a story that readers may get at once
}

// partSize is how large a file may be that somebody uploads: most sites take 8
// MB and more.
func (s *setting) partSize() int { return cmp.Or(max(s.options.PartSize, 0), 8<<20) }

// gatherer makes files that stories share. A part is made beside others'; parts
// are taken one at a time, in the order of the bundle's folders, and files may
// come of it as they fill: what is kept of ten thousand stories must be little.
type gatherer interface {
	part(*export) (part, error)
	take(part) ([]outFile, error)
	end() ([]outFile, error)
}

// part is what one story gives to a file that stories share.
type part struct {
	story article.ID
	rank  int       // as the export's
	data  []byte    // nil = nothing
	files []outFile // that lie beside it, in a package of the format's own
	terms []term    // names that stories share
	items []dated   // those in data, where somebody knows an item by its date
}

// dated is an item of a file that stories share.
type dated struct {
	kind, title string
	at          time.Time
}

// formats in the order in which a story's files are listed.
var formats = []outFormat{
	{name: "markdown", title: "Markdown with everything", files: writeMarkdown, fidelity: markdownFidelity},
	{name: "ninjs", title: "ninjs 3.1 (JSON of the IPTC)", files: writeNinjs, fidelity: ninjsFidelity},
	{name: "ninjs16", title: "ninjs 1.6, for older software", files: writeNinjs16, fidelity: ninjs16Fidelity},
	{name: "newsml", title: "NewsML-G2 2.35", files: writeNewsML, fidelity: newsmlFidelity},
	{name: "nitf", title: "NITF 3.6", files: writeNITF, fidelity: nitfFidelity},
	{name: "html", title: "Web page", files: writePage, fidelity: pageFidelity},
	{name: "mobile", title: "Light web page", files: writeMobile, fidelity: mobileFidelity},
	{name: "rss", title: "RSS feed", shared: newRSS, fidelity: rssFidelity},
	{name: "atom", title: "Atom feed", shared: newAtom, fidelity: atomFidelity},
	{name: "jsonfeed", title: "JSON Feed", shared: newJSONFeed, fidelity: atomFidelity},
	{name: "sitemap", title: "News sitemap", shared: newSitemap, fidelity: sitemapFidelity},
	{name: "wxr", title: "WordPress import file (WXR)", shared: newWXR, fidelity: wxrFidelity},
	{name: "wprest", title: "WordPress posts, to be sent", files: writeWPRest, fidelity: wpRestFidelity},
	{name: "ghost", title: "Ghost import file", shared: newGhostZip, fidelity: ghostZipFidelity},
	{name: "ghostrest", title: "Ghost posts, to be sent", files: writeGhostPost, fidelity: ghostFidelity},
	{name: "hugo", title: "Folders for Hugo or Eleventy", files: writeHugo, shared: newHugo, fidelity: hugoFidelity},
	{name: "ans", title: "Arc XP (ANS)", files: writeANS, fidelity: ansFidelity},
}

// one is a single file in the story's folder.
func (e *export) one(name, kind string, out *bytes.Buffer, err error) ([]outFile, error) {
	return oneFile(e.folder+"/"+name, kind, out, err)
}

// oneFile is a single file.
func oneFile(path, kind string, out *bytes.Buffer, err error) ([]outFile, error) {
	return []outFile{{path: path, kind: kind, data: out.Bytes()}}, err
}

// FormatInfo is a format as somebody chooses it.
type FormatInfo struct {
	Name  string `json:"name"`
	Title string `json:"title"` // in an editor's words
}

// Formats are all that a profile may name, in the order of the table.
func Formats() []FormatInfo {
	list := make([]FormatInfo, len(formats))
	for i, f := range formats {
		list[i] = FormatInfo{f.name, f.title}
	}
	return list
}

func everyFormat() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

func formatNamed(name string) (outFormat, bool) {
	i := slices.IndexFunc(formats, func(f outFormat) bool { return f.name == name })
	if i < 0 {
		return outFormat{}, false
	}
	return formats[i], true
}
