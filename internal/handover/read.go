package handover

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/internal/archive"
	"stet/internal/article"
)

// limits let a story of thousands of revisions pass with its pictures, and stop
// what no desk hands over.
func limits() archive.Limits {
	return archive.Limits{Entries: 10_000, File: 256 << 20, Total: 2 << 30, Ratio: 200}
}

// Is reports whether a file means to be a hand-over: a zip that begins with the
// note, or that names the manifest in its directory. Whether it holds is another
// question.
func Is(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	const local = 30 // bytes ahead of an entry's name
	start := make([]byte, local+len(readmeName))
	if n, _ := io.ReadFull(f, start); n < len(start) || !bytes.HasPrefix(start, []byte("PK")) {
		return false
	}
	if string(start[local:]) == readmeName {
		return true
	}
	tail := make([]byte, min(info.Size(), 128<<10))
	if _, err := f.ReadAt(tail, info.Size()-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	return bytes.Contains(tail, []byte(manifestName))
}

// Read reads a hand-over. It wraps ErrRefused, with the entry, or ErrNewer; the
// system's errors stay errors.
func Read(path string) (*Story, error) {
	tree, err := archive.Open(path, limits())
	if err != nil {
		return nil, refused(filepath.Base(path), err)
	}
	defer tree.Close()
	s, err := read(tree)
	if err != nil {
		return nil, refused(filepath.Base(path), err)
	}
	return s, nil
}

// refused turns what the archive room says into a refusal of the entry that it
// names.
func refused(file string, err error) error {
	var entry *archive.EntryError
	var already *Refusal
	var system *os.PathError
	switch {
	case errors.As(err, &already) || errors.Is(err, ErrNewer):
		return err
	case errors.As(err, &entry):
		return &Refusal{entry.Entry, entry.Err.Error()}
	case errors.As(err, &system):
		return fmt.Errorf("read a hand-over: %w", err)
	}
	return &Refusal{file, err.Error()}
}

func read(tree *archive.Tree) (*Story, error) {
	m, err := readManifest(tree)
	if err != nil {
		return nil, err
	}
	if err := listed(tree, m); err != nil {
		return nil, err
	}
	r := reader{tree: tree, digests: map[string]string{}}
	for _, f := range m.Files {
		r.digests[f.Path] = f.SHA256
	}
	s := &Story{From: m.From, ID: m.Story.ID, Sections: m.Sections, Names: []article.Naming{}, Receipts: []article.ExportReceipt{}}
	if err := r.parts(s); err != nil {
		return nil, err
	}
	if err := s.check(&m); err != nil {
		return nil, err
	}
	if err := r.pictures(s); err != nil {
		return nil, err
	}
	return s, r.rest(s)
}

func readManifest(tree *archive.Tree) (manifest, error) {
	var m manifest
	f, found := tree.Find(manifestName)
	if !found {
		return m, &Refusal{manifestName, "it is not there, so this is no hand-over"}
	}
	data, err := whole(f)
	if err != nil {
		return m, err
	}
	if err := parse(manifestName, data, &m); err != nil {
		return m, err
	}
	switch {
	case m.Format != format:
		return m, &Refusal{manifestName, fmt.Sprintf("its format is %q", m.Format)}
	case m.Version > version:
		return m, fmt.Errorf("%w: version %d", ErrNewer, m.Version)
	case m.Version < 1:
		return m, &Refusal{manifestName, "it has no version"}
	}
	if id, err := article.ParseID(string(m.Story.ID)); err != nil || id != m.Story.ID {
		return m, &Refusal{manifestName, fmt.Sprintf("%q is no story's id", m.Story.ID)}
	}
	return m, nil
}

// listed holds the entries against the manifest: what is missing, what nobody
// listed, what is listed twice.
func listed(tree *archive.Tree, m manifest) error {
	sizes := map[string]int64{}
	for _, f := range m.Files {
		if _, twice := sizes[f.Path]; twice || f.Path == manifestName {
			return &Refusal{manifestName, fmt.Sprintf("it lists %q twice or lists itself", f.Path)}
		}
		sizes[f.Path] = f.Size
		found, ok := tree.Find(f.Path)
		switch {
		case !ok:
			return &Refusal{f.Path, "it is listed and missing"}
		case found.Size != f.Size:
			return &Refusal{f.Path, fmt.Sprintf("it has %d bytes, the list says %d", found.Size, f.Size)}
		}
	}
	for _, f := range tree.Files {
		if _, ok := sizes[f.Name]; !ok && f.Name != manifestName {
			return &Refusal{f.Name, "it is in no list"}
		}
	}
	return nil
}

// reader reads the listed entries, each once.
type reader struct {
	tree    *archive.Tree
	digests map[string]string // of those that are not read yet
}

func (r *reader) bytes(name string) ([]byte, bool, error) {
	want, is := r.digests[name]
	f, found := r.tree.Find(name)
	if !is || !found {
		return nil, false, nil
	}
	delete(r.digests, name)
	data, err := whole(f)
	if err != nil {
		return nil, true, err
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != want {
		return nil, true, &Refusal{name, "it is not what the list says: the digests differ"}
	}
	return data, true, nil
}

func whole(f archive.File) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(in)
}

// parts reads what is JSON; the history must be there.
func (r *reader) parts(s *Story) error {
	if err := listOf(r, historyName, &s.Past); err != nil {
		return err
	}
	if err := listOf(r, namesName, &s.Names); err != nil {
		return err
	}
	if err := listOf(r, exportsName, &s.Receipts); err != nil {
		return err
	}
	data, found, err := r.bytes(intakeName)
	if err != nil || !found {
		return err
	}
	s.Intake = &Intake{}
	return parse(intakeName, data, s.Intake)
}

// What one value and one list may hold: a few bytes of JSON become a hundred
// times as much memory.
const (
	mostParts = 100_000 // of objects and lists in one value
	mostItems = 100_000
)

// listOf reads a list, value by value.
func listOf[T any](r *reader, name string, into *[]T) error {
	data, _, err := r.bytes(name)
	if err != nil || len(data) == 0 {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('[') {
		return &Refusal{name, "it is no list"}
	}
	for dec.More() {
		if len(*into) == mostItems {
			return &Refusal{name, fmt.Sprintf("it has more than %d entries", mostItems)}
		}
		var raw json.RawMessage
		var item T
		if err := dec.Decode(&raw); err != nil {
			return &Refusal{name, "it cannot be read: " + err.Error()}
		}
		if err := parse(name, raw, &item); err != nil {
			return err
		}
		*into = append(*into, item)
	}
	if _, err := dec.Token(); err != nil {
		return &Refusal{name, "it cannot be read: " + err.Error()}
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return &Refusal{name, "more stands behind its end"}
	}
	return nil
}

func parse(name string, data []byte, into any) error {
	if !utf8.Valid(data) {
		return &Refusal{name, "it is not UTF-8"}
	}
	if bytes.Count(data, []byte("{"))+bytes.Count(data, []byte("[")) > mostParts {
		return &Refusal{name, fmt.Sprintf("it has more than %d parts in one", mostParts)}
	}
	if err := json.Unmarshal(data, into); err != nil {
		return &Refusal{name, "it cannot be read: " + err.Error()}
	}
	return nil
}

// pictures reads the originals that the revisions speak of; one whose bytes are
// another picture's is refused.
func (r *reader) pictures(s *Story) error {
	types := s.PictureTypes()
	for _, f := range r.tree.Files {
		name, is := strings.CutPrefix(f.Name, pictureDir)
		if !is {
			continue
		}
		id, _, _ := strings.Cut(name, ".")
		kind, known := types[id]
		if !known {
			return &Refusal{f.Name, "no revision speaks of this picture"}
		}
		data, _, err := r.bytes(f.Name)
		if err != nil {
			return err
		}
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != id {
			return &Refusal{f.Name, "its name is not the digest of its bytes"}
		}
		if slices.ContainsFunc(s.Pictures, func(p Picture) bool { return p.ID == id }) {
			return &Refusal{f.Name, "the picture is there twice"}
		}
		s.Pictures = append(s.Pictures, Picture{ID: id, Type: kind, Data: data})
	}
	return nil
}

// rest proves what is only for people to read, and refuses what nobody reads.
func (r *reader) rest(s *Story) error {
	if body, found, err := r.bytes(bodyName); err != nil {
		return err
	} else if found && string(body) != s.Newest().Body {
		return &Refusal{bodyName, "it is not the body of the newest revision"}
	}
	if _, _, err := r.bytes(readmeName); err != nil {
		return err
	}
	for name := range r.digests {
		return &Refusal{name, "it is nothing that belongs to a hand-over"}
	}
	return nil
}
