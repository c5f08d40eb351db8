package bundle

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"strings"
	"sync"
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
	files   ledger // of data/
	tags    ledger
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
	return sealed{p, filed{
		path: item.Name, size: len(item.Data),
		sha256: sha256.Sum256(item.Data), sha512: sha512.Sum512(item.Data),
	}}, err
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
			err = b.add(f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// add puts a packed file of data/ into the bag.
func (b *bag) add(f sealed) error {
	if err := b.w.Add(f.packed); err != nil {
		return err
	}
	return b.files.add(f.filed)
}

func (b *bag) addStory(s made) error {
	for _, f := range s.files {
		if err := b.add(f); err != nil {
			return err
		}
	}
	b.stories = append(b.stories, s.story)
	b.losses = append(b.losses, s.losses...)
	return nil
}

// seal writes stet.json and the tag files.
func (b *bag) seal(p Profile, house article.House, stories []story, front *Front) error {
	x := index{
		Format: indexFormat, Version: indexVersion, Generator: b.program, Profile: p.Name,
		Formats:  p.Formats,
		Newsroom: indexNewsroom{house.Name, house.BaseURL, house.Zone, house.Language},
		Sections: indexSections(stories, front),
		Articles: b.stories, Files: []indexFile{},
	}
	err := b.stream(&b.files, indexPath, func(out io.Writer) error { return format.JSONTo(out, &x, b.files.indexed()) })
	if err != nil {
		return err
	}
	return b.tag(b.info(house, stories))
}

// tag writes the tag files: those that describe the bag, the manifests of its
// data, and the manifests of the tag files.
func (b *bag) tag(info string) error {
	for _, f := range []struct {
		path  string
		write func(io.Writer) error
	}{
		{"bag-info.txt", words(info)},
		{"bagit.txt", words(bagitText)},
		{"manifest-sha256.txt", b.files.manifest(sum256)},
		{"manifest-sha512.txt", b.files.manifest(sum512)},
	} {
		if err := b.stream(&b.tags, f.path, f.write); err != nil {
			return err
		}
	}
	var seal bytes.Buffer
	if err := b.tags.manifest(sum256)(&seal); err != nil {
		return err
	}
	b.signed = seal.Bytes()
	last := ledger{}
	if err := b.stream(&last, signedFile, words(seal.String())); err != nil {
		return err
	}
	b.digest = hex.EncodeToString(last.fresh[0].sha256[:])
	return b.stream(&last, "tagmanifest-sha512.txt", b.tags.manifest(sum512))
}

// words is a file that is there already.
func words(text string) func(io.Writer) error {
	return func(out io.Writer) error {
		_, err := io.WriteString(out, text)
		return err
	}
}

// stream puts a file into the bag while it is written, and into a ledger.
func (b *bag) stream(to *ledger, path string, write func(io.Writer) error) error {
	f := filed{path: path}
	err := b.w.Stream(path, func(out io.Writer) error {
		d := digester{sha256: sha256.New(), sha512: sha512.New()}
		if err := handed(io.MultiWriter(out, &d), write); err != nil {
			return err
		}
		f.size = d.size
		d.sha256.Sum(f.sha256[:0])
		d.sha512.Sum(f.sha512[:0])
		return nil
	})
	if err != nil {
		return err
	}
	return to.add(f)
}

// handed has what write says put into a writer by another goroutine: the lists of
// a hundred thousand files are made, and their digests taken, at once.
func handed(to io.Writer, write func(io.Writer) error) error {
	from, into := io.Pipe()
	var group sync.WaitGroup
	var taken error
	group.Go(func() {
		_, taken = io.CopyBuffer(to, from, make([]byte, blockSize))
		from.CloseWithError(taken)
	})
	out := bufio.NewWriterSize(into, blockSize)
	err := write(out)
	if err == nil {
		err = out.Flush()
	}
	into.CloseWithError(err)
	group.Wait()
	return cmp.Or(err, taken)
}

// digester takes both digests of what is written to it.
type digester struct {
	size           int
	sha256, sha512 hash.Hash
}

func (d *digester) Write(p []byte) (int, error) {
	d.size += len(p)
	d.sha256.Write(p) // a hash never fails
	d.sha512.Write(p)
	return len(p), nil
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
	line("Payload-Oxum", fmt.Sprintf("%d.%d", b.files.bytes, b.files.count))
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

func sum256(f *filed) []byte { return f.sha256[:] }
func sum512(f *filed) []byte { return f.sha512[:] }

// manifest lists the files with their digests.
func (l *ledger) manifest(sum func(*filed) []byte) func(io.Writer) error {
	return func(out io.Writer) error {
		lines := bufio.NewWriterSize(out, 1<<16)
		for f, err := range l.sorted() {
			if err != nil {
				return err
			}
			lines.WriteString(hex.EncodeToString(sum(f))) // bufio keeps the first error for the last write
			lines.WriteString("  ")
			lines.WriteString(escapePath(f.path))
			lines.WriteByte('\n')
		}
		return lines.Flush()
	}
}

// escapePath and unescapePath are how RFC 8493 writes a path on one line.
func escapePath(path string) string {
	if !strings.ContainsAny(path, "%\r\n") {
		return path // as all of ours: making a replacer for each line was most of a manifest's time
	}
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(path)
}
