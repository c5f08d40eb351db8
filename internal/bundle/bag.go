package bundle

import (
	"cmp"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/internal/archive"
	"stet/internal/article"
	"stet/internal/format"
)

// bagitText is bagit.txt, to the byte.
const bagitText = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

// bag gathers the files of a bundle and seals them at the end.
type bag struct {
	w       *archive.Writer
	program string
	stories []indexStory
	files   []sealed // of data/, without what was packed
	tags    []sealed
	losses  []Loss
	digest  string
	signed  []byte // signedFile, which the digest is of
}

func newBag(w *archive.Writer, program string) *bag {
	return &bag{w: w, program: article.OneLine(program), losses: []Loss{}}
}

// pack packs a file and takes its digests; safe for concurrent use.
func (b *bag) pack(item archive.Item) (sealed, error) {
	p, err := b.w.Pack(item)
	return sealed{
		packed: p, path: item.Name, size: len(item.Data),
		sha256: sha256.Sum256(item.Data), sha512: sha512.Sum512(item.Data),
	}, err
}

// packFile packs a file of a format.
func (b *bag) packFile(format string, file outFile) (sealed, error) {
	f, err := b.pack(archive.Item{Name: file.path, Data: file.data, Stored: file.stored})
	f.kind, f.format = file.kind, format
	return f, err
}

// addFiles packs files that stories share, and adds them.
func (b *bag) addFiles(format string, files []outFile) error {
	for _, file := range files {
		f, err := b.packFile(format, file)
		if err == nil {
			err = b.w.Add(f.packed)
		}
		if err != nil {
			return err
		}
		f.packed = archive.Packed{}
		b.files = append(b.files, f)
	}
	return nil
}

func (b *bag) addStory(s made) error {
	for _, f := range s.files {
		if err := b.w.Add(f.packed); err != nil {
			return err
		}
		f.packed = archive.Packed{} // its bytes are written; let them go
		b.files = append(b.files, f)
	}
	b.stories = append(b.stories, s.story)
	b.losses = append(b.losses, s.losses...)
	return nil
}

// seal writes stet.json and the tag files.
func (b *bag) seal(p Profile, house article.House, stories []story, front *Front) error {
	slices.SortFunc(b.files, func(x, y sealed) int { return cmp.Compare(x.path, y.path) })
	x := index{
		Format: indexFormat, Version: indexVersion, Generator: b.program, Profile: p.Name,
		Formats:  p.Formats,
		Newsroom: indexNewsroom{house.Name, house.BaseURL, house.Zone, house.Language},
		Sections: indexSections(stories, front),
		Articles: b.stories, Files: make([]indexFile, len(b.files)),
	}
	for i, f := range b.files {
		x.Files[i] = indexFile{f.path, f.story, f.format, f.kind, f.size, hex.EncodeToString(f.sha256[:])}
	}
	data, err := format.JSON(&x)
	if err != nil {
		return err
	}
	if err := b.put(&b.files, indexPath, data); err != nil {
		return err
	}
	slices.SortFunc(b.files, func(x, y sealed) int { return cmp.Compare(x.path, y.path) })
	return b.tag(b.info(house, stories))
}

// tag writes the tag files: those that describe the bag, the manifests of its
// data, and the manifests of the tag files.
func (b *bag) tag(info string) error {
	for _, f := range []struct{ path, text string }{
		{"bag-info.txt", info},
		{"bagit.txt", bagitText},
		{"manifest-sha256.txt", manifest(b.files, sum256)},
		{"manifest-sha512.txt", manifest(b.files, sum512)},
	} {
		if err := b.put(&b.tags, f.path, []byte(f.text)); err != nil {
			return err
		}
	}
	seal := manifest(b.tags, sum256)
	sum := sha256.Sum256([]byte(seal))
	b.digest, b.signed = hex.EncodeToString(sum[:]), []byte(seal)
	other := manifest(b.tags, sum512)
	if err := b.w.Put(archive.Item{Name: signedFile, Data: b.signed}); err != nil {
		return err
	}
	return b.w.Put(archive.Item{Name: "tagmanifest-sha512.txt", Data: []byte(other)})
}

func (b *bag) put(list *[]sealed, name string, data []byte) error {
	f, err := b.pack(archive.Item{Name: name, Data: data})
	if err == nil {
		err = b.w.Add(f.packed)
	}
	f.packed = archive.Packed{}
	*list = append(*list, f)
	return err
}

// info is bag-info.txt. Nothing in it hangs on when it is written: the date is
// that of the newest revision.
func (b *bag) info(house article.House, stories []story) string {
	var out strings.Builder
	line := func(label, value string) {
		if value = article.OneLine(value); value != "" {
			fmt.Fprintf(&out, "%s: %s\n", label, value)
		}
	}
	line("Source-Organization", house.Name)
	for _, s := range b.stories {
		line("External-Identifier", s.ID.URN())
	}
	for _, digest := range earlierDigests(b.stories) {
		line(followsLabel, digest)
	}
	line("Bagging-Date", newest(stories))
	octets := 0
	for _, f := range b.files {
		octets += f.size
	}
	line("Payload-Oxum", fmt.Sprintf("%d.%d", octets, len(b.files)))
	line("Bag-Software-Agent", b.program)
	return out.String()
}

// followsLabel names, in bag-info.txt, the digest of a bundle that this one
// updates, corrects or kills stories of.
const followsLabel = "Stet-Follows"

func newest(stories []story) string {
	var last time.Time
	for _, s := range stories {
		if s.Article.Updated.After(last) {
			last = s.Article.Updated
		}
	}
	if last.IsZero() {
		return ""
	}
	return last.UTC().Format(time.DateOnly)
}

func sum256(f *sealed) []byte { return f.sha256[:] }
func sum512(f *sealed) []byte { return f.sha512[:] }

// manifest lists files, which are sorted by path, with their digests.
func manifest(files []sealed, sum func(*sealed) []byte) string {
	var out strings.Builder
	out.Grow(len(files) * (2*sha512.Size + 80))
	for i := range files {
		out.WriteString(hex.EncodeToString(sum(&files[i])))
		out.WriteString("  ")
		out.WriteString(escapePath(files[i].path))
		out.WriteByte('\n')
	}
	return out.String()
}

// escapePath and unescapePath are how RFC 8493 writes a path on one line.
func escapePath(path string) string {
	if !strings.ContainsAny(path, "%\r\n") {
		return path // as all of ours: making a replacer for each line was most of a manifest's time
	}
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(path)
}
