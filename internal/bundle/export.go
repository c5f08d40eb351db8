package bundle

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/markup"
	"stet/internal/page"
)

// export is all that leaves the building of one story. Every format is built
// from it.
type export struct {
	article  article.Article // from publicArticle
	doc      markup.Doc
	house    article.House
	zone     *time.Location // of the house
	rules    *page.Rules
	section  desk.Section
	mapping  map[string]string  // what targets call the section; each format looks up its own target
	redirect []string           // slugs that the section had before
	folders  map[string]bool    // of all sections, as Hugo has them
	plain    *plainInset        // of a story without pictures, once it was made
	cut      map[string][]piece // blocks of insets, each cut up once for all formats
	sheets   *sheets
	trending []page.Link
	folder   string           // data/articles/<name>
	media    map[string]media // by picture id; those that are in the bundle
	options  Options
	newest   time.Time       // as the setting's
	rank     int             // 0 = the newest story of the bundle
	place    int             // the same among those that readers may get at once
	unfit    string          // why they may not, "" = they may
	elements []string        // of its body, those that some format of the bundle loses
	filled   []article.Field // those that hold something
	nowhere  []string        // what pictures are called that it has and does not show
}

// publicArticle names every field of a story that may leave. A field that is
// not named here stays in; a test asks for a decision about each.
func publicArticle(a *article.Article, body string) article.Article {
	return article.Article{
		ID:                a.ID,
		Rev:               a.Rev,
		Section:           a.Section,
		Overline:          a.Overline,
		Headlines:         a.Headlines,
		Standfirst:        a.Standfirst,
		Bylines:           slices.Clone(a.Bylines),
		Authors:           publicAuthors(a.Authors),
		Dateline:          a.Dateline,
		TrailText:         a.TrailText,
		SearchDescription: a.SearchDescription,
		SocialDescription: a.SocialDescription,
		Keywords:          slices.Clone(a.Keywords),
		Slug:              a.Slug,
		OldSlugs:          slices.Clone(a.OldSlugs),
		Slugline:          a.Slugline,
		LeadPicture:       a.LeadPicture,
		Pictures:          publicPictures(a.Pictures),
		Body:              body,
		Status:            a.Status,
		Flag:              a.Flag,
		Urgency:           a.Urgency,
		Embargo:           publicEmbargo(a.Embargo),
		Source:            a.Source,
		MoreSources:       slices.Clone(a.MoreSources),
		Credit:            a.Credit,
		UsageTerms:        a.UsageTerms,
		Language:          a.Language,
		Direction:         a.Direction,
		FirstPublished:    utc(a.FirstPublished),
		LastPublished:     utc(a.Modified()),
		Corrections:       publicCorrections(a.Notices()),
		Created:           utc(a.Created),
		Updated:           utc(a.Updated),
	}
}

func publicAuthors(authors []article.Author) []article.Author {
	public := []article.Author{}
	for _, a := range authors {
		public = append(public, article.Author{Name: a.Name, Role: a.Role, URL: a.URL})
	}
	return public
}

// publicPictures leaves out the name of the file that a picture came with,
// which may say who sent it, and what the original told.
func publicPictures(pictures []article.Picture) []article.Picture {
	public := []article.Picture{}
	for _, p := range pictures {
		public = append(public, article.Picture{
			ID: p.ID, Type: p.Type, Width: p.Width, Height: p.Height, Alt: p.Alt, Caption: p.Caption,
			Credit: p.Credit, Rights: p.Rights, Source: p.Source, FocusX: p.FocusX, FocusY: p.FocusY, Shape: p.Shape,
		})
	}
	return public
}

// publicEmbargo leaves out who set it, why, and the words it came in. One that
// was broken holds nobody any more: the index says who passed it.
func publicEmbargo(e *article.Embargo) *article.Embargo {
	if e == nil || e.IsBroken() {
		return nil
	}
	return &article.Embargo{At: utc(e.At), Zone: e.Zone}
}

// publicCorrections leaves out who corrected what and why; minor fixes are told
// to nobody.
func publicCorrections(corrections []article.Correction) []article.Correction {
	public := []article.Correction{}
	for _, c := range corrections {
		public = append(public, article.Correction{At: utc(c.At), Text: c.Text, Kind: c.Kind})
	}
	return public
}

// publicSection leaves out what targets call the section, which is only for the
// format of that target, and the slugs that it had: stet.json says those, once
// for all stories.
func publicSection(s desk.Section) desk.Section {
	return desk.Section{
		Name: s.Name, Slug: s.Slug, Colour: s.Colour, Language: s.Language,
		Direction: s.Direction, Byline: s.Byline, UsageTerms: s.UsageTerms,
	}
}

// publicDoc leaves out the marks; HTML and text never held them.
func publicDoc(d markup.Doc) markup.Doc {
	return markup.Doc{
		HTML: d.HTML, Blocks: d.Blocks, Text: d.Text, Counts: d.Counts, Outline: d.Outline,
		Links: d.Links, Images: d.Images,
	}
}

func utc(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Second)
}

// name is the story's among those of the bundle.
func (e *export) name() string { return path.Base(e.folder) }

// story is one that was settled: its place in the bundle is known.
type story struct {
	*Story
	folder string
	rank   int    // among the bundle's, by when their words changed; 0 = the newest
	place  int    // the same among those that readers may get at once
	why    string // why they may not, "" = they may
}

// settle orders the stories by id, drops repetitions and gives each a folder
// of its own. It depends on nothing but the set of stories.
func settle(r Request) ([]story, error) {
	if len(r.Stories) == 0 {
		return nil, ErrEmpty
	}
	given := make([]*Story, len(r.Stories))
	for i := range r.Stories {
		given[i] = &r.Stories[i]
	}
	slices.SortStableFunc(given, func(a, b *Story) int { return cmp.Compare(a.Article.ID, b.Article.ID) })
	taken := map[string]bool{}
	stories := []story{}
	for i, s := range given {
		if _, err := s.Article.ID.Bytes(); err != nil {
			return nil, fmt.Errorf("put story into a bundle: %w", err)
		}
		if i > 0 && s.Article.ID == given[i-1].Article.ID {
			if s.Article.Rev != given[i-1].Article.Rev {
				return nil, fmt.Errorf("%w: %s", ErrTwice, s.Article.ID)
			}
			continue
		}
		stories = append(stories, story{Story: s, folder: "data/articles/" + freeName(taken, slugOf(&s.Article))})
	}
	slices.SortFunc(stories, func(a, b story) int {
		return cmp.Or(b.Article.Updated.Compare(a.Article.Updated), cmp.Compare(a.folder, b.folder))
	})
	place := 0
	for i := range stories {
		s := &stories[i]
		s.rank, s.place, s.why = i, place, s.unfit()
		if s.why == "" {
			place++
		}
	}
	slices.SortFunc(stories, func(a, b story) int { return cmp.Compare(a.folder, b.folder) })
	return stories, nil
}

// whole is the story with its words, and with a slug where it has none.
func (s story) whole(ctx context.Context) (story, error) {
	one := *s.Story
	s.Story = &one
	one.Article.Slug = cmp.Or(one.Article.Slug, path.Base(s.folder))
	var err error
	if one.Words != nil {
		one.Article.Body, one.Doc, err = one.Words(ctx)
	}
	return s, err
}

// newestFit is when words changed last of a story that readers may get at once.
func newestFit(stories []story) time.Time {
	newest := time.Time{}
	for i := range stories {
		if at := stories[i].Article.Updated; stories[i].why == "" && at.After(newest) {
			newest = at
		}
	}
	return utc(newest)
}
