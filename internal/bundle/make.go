package bundle

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"maps"
	"slices"

	"stet/internal/archive"
	"stet/internal/article"
	"stet/internal/markup"
	"stet/internal/picture"
)

// maker makes the files of one story after another; safe for concurrent use.
type maker struct {
	setting
	formats  []outFormat
	shared   []gatherer // of the formats that have one
	names    []string   // of those formats
	dialect  *markup.Dialect
	darkroom *picture.Darkroom
}

// made is one story's part of a bundle.
type made struct {
	story  indexStory
	files  []sealed
	parts  []part // of the maker's shared, in their order
	losses []Loss
	front  frontStory
}

// sealed is a file that was packed.
type sealed struct {
	packed archive.Packed
	filed
}

// filed is what a bundle says of one of its files.
type filed struct {
	path   string
	size   int
	sha256 [sha256.Size]byte
	sha512 [sha512.Size]byte
	kind   string
	format string
	story  article.ID
}

func newMaker(r *Request, p Profile, stories int) (*maker, error) {
	rows, err := p.formats()
	if err != nil {
		return nil, err
	}
	m := &maker{setting: setting{r.House, p.Options, stories}, formats: rows, dialect: markup.New(), darkroom: r.Darkroom}
	if m.darkroom == nil {
		m.darkroom = picture.NewDarkroom(nil)
	}
	m.shared, m.names, err = m.gatherers()
	return m, err
}

func (m *maker) make(ctx context.Context, b *bag, s story) (made, error) {
	s, err := s.whole(ctx)
	if err != nil {
		return made{}, fmt.Errorf("story %s: %w", s.Article.ID, err)
	}
	e, losses, err := m.export(ctx, &s)
	if err != nil {
		return made{}, fmt.Errorf("story %s: %w", s.Article.ID, err)
	}
	out := made{story: newIndexStory(e), losses: losses, front: e.forFront()}
	out.story.Passed = s.Passed
	for _, f := range m.formats {
		if f.files != nil {
			files, err := f.files(e)
			if err != nil {
				return made{}, fmt.Errorf("story %s: %w", e.article.ID, err)
			}
			if err := out.add(b, e, f.name, files...); err != nil {
				return made{}, err
			}
		}
		out.losses = append(out.losses, f.losses(&e.article)...)
	}
	for _, g := range m.shared {
		p, err := g.part(e)
		if err != nil {
			return made{}, fmt.Errorf("story %s: %w", e.article.ID, err)
		}
		out.parts = append(out.parts, p)
	}
	for _, id := range slices.Sorted(maps.Keys(e.media)) {
		for _, f := range e.media[id].all() {
			if err := out.add(b, e, "media", outFile{e.folder + "/" + f.path, f.kind, f.data, true}); err != nil {
				return made{}, err
			}
		}
	}
	return out, nil
}

// export gathers what leaves of a story.
func (m *maker) export(ctx context.Context, s *story) (*export, []Loss, error) {
	body, err := publicBody(ctx, m.dialect, &s.Article, s.Doc)
	if err != nil {
		return nil, nil, err
	}
	complete := s.Section.Complete(s.Article)
	e := &export{
		article: publicArticle(&complete, body), doc: publicDoc(s.Doc), house: m.house,
		section: publicSection(s.Section), trending: s.Trending, folder: s.folder,
		options: m.options, rank: s.rank,
	}
	e.article.Section = cmp.Or(s.Section.Name, e.article.Section)
	e.article.Language = cmp.Or(e.article.Language, m.house.Language)
	media, losses, err := m.collect(ctx, s)
	e.media = media
	return e, losses, err
}

func (out *made) add(b *bag, e *export, format string, files ...outFile) error {
	for _, file := range files {
		f, err := b.packFile(format, file)
		if err != nil {
			return err
		}
		f.story = e.article.ID
		out.files = append(out.files, f)
	}
	return nil
}

// gatherers are the shared files of the maker's formats.
func (m *maker) gatherers() ([]gatherer, []string, error) {
	all, names := []gatherer{}, []string{}
	for _, f := range m.formats {
		if f.shared == nil {
			continue
		}
		g, err := f.shared(&m.setting)
		if err != nil {
			return nil, nil, err
		}
		all, names = append(all, g), append(names, f.name)
	}
	return all, names, nil
}

// take puts a story into the bundle, and what came of its parts.
func (m *maker) take(b *bag, s made) error {
	if err := b.addStory(s); err != nil {
		return err
	}
	for i, g := range m.shared {
		files, err := g.take(s.parts[i])
		if err == nil {
			err = b.addFiles(m.names[i], files)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// end puts the last of the shared files into the bundle.
func (m *maker) end(b *bag) error {
	for i, g := range m.shared {
		files, err := g.end()
		if err == nil {
			err = b.addFiles(m.names[i], files)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// losses names the fields that hold something the format cannot carry, in the
// order of the fields.
func (f *outFormat) losses(a *article.Article) []Loss {
	found := []Loss{}
	for _, field := range article.Fields {
		if why, ok := f.lacks[field.Path]; ok && field.Get(a) != "" {
			found = append(found, Loss{a.ID, f.name, field.Path, why})
		}
	}
	return found
}
