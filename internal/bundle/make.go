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
	house    article.House
	formats  []outFormat
	dialect  *markup.Dialect
	darkroom *picture.Darkroom
}

// made is one story's part of a bundle.
type made struct {
	story  indexStory
	files  []sealed
	losses []Loss
	front  frontStory
}

// sealed is a file that was packed, with its digests.
type sealed struct {
	packed archive.Packed
	path   string
	size   int
	sha256 [sha256.Size]byte
	sha512 [sha512.Size]byte
	kind   string
	format string
	story  article.ID
}

func (m *maker) make(ctx context.Context, b *bag, s story) (made, error) {
	e, losses, err := m.export(ctx, &s)
	if err != nil {
		return made{}, fmt.Errorf("story %s: %w", s.Article.ID, err)
	}
	out := made{story: newIndexStory(e), losses: losses, front: e.forFront()}
	out.story.Passed = s.Passed
	for _, f := range m.formats {
		data, err := f.write(e)
		if err != nil {
			return made{}, fmt.Errorf("story %s: %w", e.article.ID, err)
		}
		if err := out.add(b, e, archive.Item{Name: f.file, Data: data}, f.kind, f.name); err != nil {
			return made{}, err
		}
		out.losses = append(out.losses, f.losses(&e.article)...)
	}
	for _, id := range slices.Sorted(maps.Keys(e.media)) {
		for _, f := range e.media[id].all() {
			if err := out.add(b, e, archive.Item{Name: f.path, Data: f.data, Stored: true}, f.kind, "media"); err != nil {
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
	}
	e.article.Section = cmp.Or(s.Section.Name, e.article.Section)
	e.article.Language = cmp.Or(e.article.Language, m.house.Language)
	media, losses, err := m.collect(ctx, s)
	e.media = media
	return e, losses, err
}

func (out *made) add(b *bag, e *export, item archive.Item, kind, format string) error {
	item.Name = e.folder + "/" + item.Name
	f, err := b.pack(item)
	if err != nil {
		return err
	}
	f.kind, f.format, f.story = kind, format, e.article.ID
	out.files = append(out.files, f)
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
