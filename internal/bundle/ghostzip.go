package bundle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path"

	"stet/internal/archive"
	"stet/internal/format"
)

// ghostZipFidelity: the importer takes more than the API does, and nothing
// back.
var ghostZipFidelity = ghostImport(ghostFidelity)

func ghostImport(f fidelity) fidelity {
	f.lacks = withMore(f.lacks, nil)
	for _, carried := range []string{"authors.role", "authors.url", "lastPublished"} {
		delete(f.lacks, carried)
	}
	f.mapped = withMore(f.mapped, map[string]string{
		"authors.role":  "the author's bio",
		"authors.url":   "the author's website",
		"lastPublished": "updated_at",
	})
	f.leaves = func(e *export) string {
		if standingOf(&e.article) == gone {
			return "Ghost's importer takes nothing back: take the story down there"
		}
		return ""
	}
	return f
}

// ghostImages is where pictures lie in the zip; Ghost puts the address of the
// site in front of the same path in a text.
const ghostImages = "content/images/stet/"

// ghostZip gathers stories for Ghost's importer: a file of rows, and the
// pictures beside it. It is filled by what its parts weigh, pictures and all.
type ghostZip struct {
	setting
	posts, metas [][]byte
	tags         []format.GhostTagRow
	users        []format.GhostUserRow
	postTags     []format.GhostPostTag
	postAuthors  []format.GhostPostAuthor
	known        map[string]bool // ids of tags and users, and names of pictures
	pictures     []archive.Item
	size, files  int
}

func newGhostZip(s *setting) (gatherer, error) {
	return &ghostZip{setting: *s, known: map[string]bool{}}, nil
}

// part holds two rows, one to a line: JSON has no line end within.
func (*ghostZip) part(e *export) (part, error) {
	a := &e.article
	address := func(f file) string { return "__GHOST_URL__/" + ghostImages + path.Base(f.path) }
	row := format.GhostRow{
		ID: string(a.ID), UUID: string(a.ID), Title: ghostTitle(a), Slug: a.Slug, HTML: e.once("ghost", address, e.ghostHTML),
		Type: "post", Status: ghostStatus(a), Visibility: "public", Excerpt: e.ghostExcerpt(),
		CreatedAt: format.Stamp(a.Created), UpdatedAt: format.Stamp(a.Modified()), PublishedAt: format.Stamp(e.date()),
	}
	p := part{terms: e.authorTerms()}
	for _, picture := range e.shown() {
		if picture.Picture.ID == a.LeadPicture {
			row.Image = address(picture.file)
		}
		p.files = append(p.files, outFile{path: ghostImages + path.Base(picture.path), kind: picture.kind, data: picture.data, stored: true})
	}
	if t := e.sectionTerm("ghost"); t.slug != "" {
		p.terms = append(p.terms, t) // before the tags: it is the primary one
	}
	p.terms = append(p.terms, e.tagTerms()...)
	lines := e.sheets.blank()
	for _, v := range []any{row, format.GhostMetaRow{PostID: row.ID, GhostMeta: e.ghostMeta()}} {
		if err := jsonLine(lines, v); err != nil {
			return part{}, err
		}
	}
	p.data = bytes.Clone(lines.Bytes())
	return p, nil
}

func (g *ghostZip) take(p part) ([]outFile, error) {
	size := len(p.data)
	for _, f := range p.files {
		size += len(f.data)
	}
	files := []outFile{}
	if len(g.posts) > 0 && g.size+size > g.partSize() {
		full, err := g.end()
		if err != nil {
			return nil, err
		}
		files = full
	}
	g.size += size
	lines := bytes.SplitN(p.data, []byte{'\n'}, 3)
	g.posts, g.metas = append(g.posts, lines[0]), append(g.metas, lines[1])
	g.tie(string(p.story), p.terms)
	for _, f := range p.files {
		if g.first(f.path) {
			g.pictures = append(g.pictures, archive.Item{Name: f.path, Data: f.data, Stored: f.stored})
		}
	}
	return files, nil
}

func (g *ghostZip) first(key string) bool {
	again := g.known[key]
	g.known[key] = true
	return !again
}

// tie gives a post its authors and tags, in their order.
func (g *ghostZip) tie(post string, terms []term) {
	for i, t := range terms {
		t.slug = ghostSlug(t.slug)
		switch id := t.kind + "-" + t.slug; t.kind {
		case author:
			if g.first(id) {
				g.users = append(g.users, format.GhostUserRow{ID: id, Name: t.name, Slug: t.slug, Email: ghostMail(t.slug), Bio: t.role, Website: t.url})
			}
			g.postAuthors = append(g.postAuthors, format.GhostPostAuthor{PostID: post, AuthorID: id, Order: i})
		default: // a section is a tag here
			id = tag + "-" + t.slug
			if g.first(id) {
				g.tags = append(g.tags, format.GhostTagRow{ID: id, Name: ghostTag(t.name), Slug: t.slug})
			}
			g.postTags = append(g.postTags, format.GhostPostTag{PostID: post, TagID: id, Order: i})
		}
	}
}

// ghostMail is an address that leads nowhere, by RFC 2606: Ghost insists on
// one, and an author's own does not leave the building.
func ghostMail(slug string) string { return slug + "@authors.invalid" }

// end writes the zip that was filled so far.
func (g *ghostZip) end() ([]outFile, error) {
	if len(g.posts) == 0 {
		return nil, nil
	}
	g.files++
	rows, err := g.rows()
	if err != nil {
		return nil, err
	}
	data, err := archive.Zip(append(g.pictures, archive.Item{Name: "stories.json", Data: rows}))
	if err != nil {
		return nil, fmt.Errorf("write ghost: %w", err)
	}
	*g = ghostZip{setting: g.setting, files: g.files, known: map[string]bool{}}
	return []outFile{{path: fmt.Sprintf("data/ghost/stories-%03d.zip", g.files), kind: "application/zip", data: data, stored: true}}, nil
}

// rows is the file as Ghost's own export has it, one row to a line. Its date is
// that of the format: nothing here hangs on the day.
func (g *ghostZip) rows() ([]byte, error) {
	var out bytes.Buffer
	out.Grow(g.size + g.size/4) // with who wrote what, and under which tags
	out.WriteString(`{"db":[{"meta":{"exported_on":0,"version":"6.0.0"},"data":{` + "\n")
	tables := []struct {
		name string
		rows any
	}{{"tags", listOf(g.tags)}, {"users", listOf(g.users)}, {"posts_tags", listOf(g.postTags)}, {"posts_authors", listOf(g.postAuthors)}}
	out.WriteString(`"posts":[`)
	rowsOf(&out, g.posts)
	out.WriteString(",\n" + `"posts_meta":[`)
	rowsOf(&out, g.metas)
	for _, t := range tables {
		out.WriteString(",\n" + `"` + t.name + `":`)
		if err := jsonLine(&out, t.rows); err != nil {
			return nil, err
		}
	}
	out.WriteString("}}]}\n")
	return out.Bytes(), nil
}

// rowsOf writes rows one to a line, and ends their list.
func rowsOf(out *bytes.Buffer, rows [][]byte) {
	before := "\n"
	for _, row := range rows {
		out.WriteString(before)
		out.Write(row)
		before = ",\n"
	}
	out.WriteByte(']')
}

// jsonLine ends in a line end; HTML in it stays as it is.
func jsonLine(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write ghost: %w", err)
	}
	return nil
}
