package bundle

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"maps"
	"slices"
	"sync"

	"stet/internal/archive"
	"stet/internal/article"
	"stet/internal/markup"
	"stet/internal/page"
	"stet/internal/picture"
)

// maker makes the files of one story after another; safe for concurrent use.
type maker struct {
	setting
	formats  []outFormat
	shared   []gatherer  // of the formats that have one
	sharing  []outFormat // those formats
	dialect  *markup.Dialect
	darkroom *picture.Darkroom
	sheets   sync.Pool // of *sheets
}

// made is one story's part of a bundle.
type made struct {
	story  indexStory
	files  []sealed
	parts  []part // of the maker's shared, in their order
	losses []Loss
	front  frontStory
}

// weigh is about how much a story's part weighs while it waits, in parts of
// mostWaiting: words are light, and in a zip its pictures wait with it.
func weigh(a *article.Article) int { return 1 + 16*len(a.Pictures) }

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

func newMaker(r *Request, p Profile, stories []story) (*maker, error) {
	rows, err := p.formats()
	if err != nil {
		return nil, err
	}
	m := &maker{
		setting: setting{r.House, page.Zone(r.House.Zone), page.NewRules(), p.Options, len(stories), article.OneLine(r.Program), hugoDirs(r.Stories), newestFit(stories)},
		formats: rows, dialect: markup.New(), darkroom: r.Darkroom,
	}
	if m.darkroom == nil {
		m.darkroom = picture.NewDarkroom(nil)
	}
	m.sheets.New = func() any { return &sheets{} }
	m.shared, m.sharing, err = m.gatherers()
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
	e.sheets = m.sheets.Get().(*sheets)
	defer func() {
		e.sheets.clear()
		m.sheets.Put(e.sheets)
	}()
	out := made{story: newIndexStory(e), losses: losses, front: e.forFront(), files: make([]sealed, 0, len(m.formats))}
	out.story.Passed, out.story.Earlier = s.Passed, s.Earlier
	for _, f := range m.formats {
		if why := f.leavesOut(e); why != "" {
			out.losses = append(out.losses, Loss{e.article.ID, f.name, "story", why})
			continue
		}
		fits, losses := f.fitted(e)
		if f.files != nil {
			files, err := f.files(fits)
			if err != nil {
				return made{}, fmt.Errorf("story %s: %w", e.article.ID, err)
			}
			if err := out.add(b, e, f.name, files...); err != nil {
				return made{}, err
			}
			e.sheets.clear()
		}
		out.losses = append(append(out.losses, losses...), f.losses(fits)...)
	}
	if out.parts, err = m.partsOf(e); err != nil {
		return made{}, fmt.Errorf("story %s: %w", e.article.ID, err)
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

// partsOf are what a story gives to the files that stories share.
func (m *maker) partsOf(e *export) ([]part, error) {
	given := make([]part, len(m.shared))
	for i, g := range m.shared {
		if m.sharing[i].leavesOut(e) != "" {
			continue
		}
		fits, _ := m.sharing[i].fitted(e) // its losses are told with the story's
		p, err := g.part(fits)
		if err != nil {
			return nil, err
		}
		p.story, p.rank = e.article.ID, e.rank
		given[i] = p
	}
	return given, nil
}

// leavesOut is why the format takes a story not at all, "" = it does.
func (f *outFormat) leavesOut(e *export) string {
	if f.leaves == nil {
		return ""
	}
	return f.leaves(e)
}

// export gathers what leaves of a story.
func (m *maker) export(ctx context.Context, s *story) (*export, []Loss, error) {
	body, err := publicBody(ctx, m.dialect, &s.Article, s.Doc)
	if err != nil {
		return nil, nil, err
	}
	complete := s.Section.Complete(s.Article)
	e := &export{
		article: publicArticle(&complete, body), doc: publicDoc(s.Doc), house: m.house, zone: m.zone, rules: m.rules,
		section: publicSection(s.Section), trending: s.Trending, folder: s.folder,
		options: m.options, newest: m.newest, rank: s.rank, place: s.place, unfit: s.why,
		mapping: s.Section.Mapping, redirect: s.Section.OldSlugs, folders: m.folders,
	}
	e.article.Section = cmp.Or(s.Section.Name, e.article.Section)
	e.article.Language = cmp.Or(e.article.Language, m.house.Language)
	e.filled = slices.DeleteFunc(slices.Clone(article.Fields), func(f article.Field) bool { return f.Get(&e.article) == "" })
	e.elements, e.nowhere = elementsIn(e.doc.HTML, m.formats), nowhere(&e.article, e.doc.Images)
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
func (m *maker) gatherers() ([]gatherer, []outFormat, error) {
	all, rows := []gatherer{}, []outFormat{}
	for _, f := range m.formats {
		if f.shared == nil {
			continue
		}
		g, err := f.shared(&m.setting)
		if err != nil {
			return nil, nil, err
		}
		all, rows = append(all, g), append(rows, f)
	}
	return all, rows, nil
}

// take puts a story into the bundle, and what came of its parts.
func (m *maker) take(b *bag, s made) error {
	if err := b.addStory(s); err != nil {
		return err
	}
	for i, g := range m.shared {
		if s.parts[i].story == "" { // the format leaves the story out
			continue
		}
		files, err := g.take(s.parts[i])
		if err == nil {
			err = b.addFiles(m.sharing[i].name, files)
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
			err = b.addFiles(m.sharing[i].name, files)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
