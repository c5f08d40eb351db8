package bundle

import "stet/internal/article"

// outFormat is one way to say stories to somebody else's software. It has
// files of each story, or files that stories share, or both.
type outFormat struct {
	name   string                           // in stet.json, in profiles and in losses
	files  func(*export) ([]outFile, error) // of one story, made beside others'; nil = none
	shared func(*setting) (gatherer, error) // nil = stories share none
	lacks  map[string]string                // fields that it has no place for, and why; told when they are not empty
}

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
	options Options
	stories int
}

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
	data  []byte    // nil = nothing
	files []outFile // that lie beside it, in a package of the format's own
}

// formats in the order in which a story's files are listed.
var formats = []outFormat{
	{name: "markdown", files: writeMarkdown},
	{name: "ninjs", files: writeNinjs, lacks: ninjsLacks},
	{name: "ninjs16", files: writeNinjs16, lacks: ninjs16Lacks},
	{name: "newsml", files: writeNewsML},
	{name: "nitf", files: writeNITF},
	{name: "html", files: writePage, lacks: pageLacks},
	{name: "mobile", files: writeMobile, lacks: mobileLacks},
}

// one is a single file in the story's folder.
func (e *export) one(name, kind string, data []byte, err error) ([]outFile, error) {
	return []outFile{{path: e.folder + "/" + name, kind: kind, data: data}}, err
}
