package bundle

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/format"
	"stet/internal/page"
)

// Front is a lineup that goes with its stories, all of which must be in the
// bundle. It has no holes.
type Front struct {
	Lineup  desk.Lineup
	Section desk.Section                                // zero = of none
	Link    func(article.ID) (page.Link, bool)          // where a sublink leads
	URL     func(*article.Article, desk.Section) string // a story's address, "" = it has none yet
}

// ErrFront: a front cannot be made of what is in the bundle.
var ErrFront = fmt.Errorf("%w: the front does not go with its stories", ErrEmpty)

// FrontSlug is the name of a front's folder.
func FrontSlug(l *desk.Lineup) string {
	return freeName(map[string]bool{}, cmp.Or(article.Slugify(l.Name), "front-"+article.Slugify(l.ID)))
}

// frontFolder is where a front's files lie.
func frontFolder(l *desk.Lineup) string { return "data/fronts/" + FrontSlug(l) }

func (r *Request) frontPath() string {
	if r.Front == nil {
		return ""
	}
	return frontFolder(&r.Front.Lineup) + "/" + page.FrontName
}

// frontStory is what a front shows of a story that is in the bundle.
type frontStory struct {
	article article.Article
	section desk.Section
	folder  string
	media   map[string]media
}

// forFront lets go of what a front does not show: a bundle may have thousands.
func (e *export) forFront() frontStory {
	a := e.article
	a.Body = ""
	shown := make(map[string]media, len(e.media))
	for id, m := range e.media {
		shown[id] = m.named()
	}
	return frontStory{article: a, section: e.section, folder: e.folder, media: shown}
}

// named is the files without their bytes.
func (m media) named() media {
	return media{files: unfilled(m.files), crops: unfilled(m.crops)}
}

func unfilled(files []file) []file {
	list := slices.Clone(files)
	for i := range list {
		list[i].data = nil
	}
	return list
}

// frontFile is front.json: the front for programs. Paths are from the top of the
// bag, as in stet.json.
type frontFile struct {
	Format  string       `json:"format"`
	Version int          `json:"version"`
	Name    string       `json:"name"`
	Slug    string       `json:"slug"`
	Rev     int64        `json:"rev"`
	Section string       `json:"section,omitempty"` // its slug
	Places  []frontPlace `json:"places"`
}

type frontPlace struct {
	Place      int           `json:"place"`
	ID         article.ID    `json:"id"`
	Rev        int64         `json:"rev"`
	Folder     string        `json:"folder"`
	Weight     desk.Weight   `json:"weight"`
	Overline   string        `json:"overline,omitempty"`
	Headline   string        `json:"headline"`
	Standfirst string        `json:"standfirst,omitempty"`
	URL        string        `json:"url,omitempty"`
	Picture    *frontPicture `json:"picture,omitempty"`
	Sublinks   []frontLink   `json:"sublinks,omitempty"`
	Until      time.Time     `json:"until,omitzero"`
}

type frontPicture struct {
	ID     string `json:"id"`
	Path   string `json:"path,omitempty"` // "" = the bundle does not have it
	Alt    string `json:"alt,omitempty"`
	Credit string `json:"credit,omitempty"`
}

type frontLink struct {
	ID       article.ID `json:"id"`
	Headline string     `json:"headline"`
	URL      string     `json:"url"`
}

// front writes the two files of a front.
func (m *maker) front(b *bag, f *Front, stories map[article.ID]frontStory) error {
	folder := frontFolder(&f.Lineup)
	doc := page.Front{Name: f.Lineup.Name, House: m.house, Section: publicSection(f.Section)}
	index := frontFile{
		Format: "stet-front", Version: 1, Name: f.Lineup.Name, Slug: FrontSlug(&f.Lineup), Rev: f.Lineup.Rev,
		Section: f.Section.Slug, Places: []frontPlace{},
	}
	for i := range f.Lineup.Slots {
		s := f.Lineup.Slots[i]
		story, here := stories[s.Story]
		if !here || s.Hole != "" {
			return fmt.Errorf("%w: place %d of %s", ErrFront, i+1, f.Lineup.Name)
		}
		p, e := f.place(i, &s, &story)
		doc.Places, index.Places = append(doc.Places, p), append(index.Places, e)
	}
	var data bytes.Buffer
	if err := format.JSON(&data, &index); err != nil {
		return err
	}
	packed, err := m.newsmlFront(f, stories)
	if err != nil {
		return err
	}
	return b.addFiles("front", append([]outFile{
		{path: folder + "/front.json", kind: "application/json", data: data.Bytes()},
		{path: folder + "/" + page.FrontName, kind: htmlType, data: page.FullFront(doc)},
	}, packed...))
}

// place is one place, for the page and for programs.
func (f *Front) place(i int, s *desk.Slot, story *frontStory) (page.Place, frontPlace) {
	a := &story.article
	p := page.Place{Slot: *s, Article: a, Section: story.section, URL: f.URL(a, story.section)}
	e := frontPlace{
		Place: i + 1, ID: a.ID, Rev: a.Rev, Folder: story.folder, Weight: s.Weight, Overline: a.Overline,
		Headline: s.Head(a).Text, Standfirst: s.Sentence(a).Text, URL: p.URL, Until: utc(s.Until),
	}
	beside := "../../" + strings.TrimPrefix(story.folder, "data/") + "/"
	if p.URL == "" {
		p.URL = beside + page.FullName
	}
	if id := s.PictureOf(a); id != "" {
		e.Picture = &frontPicture{ID: id}
		for _, known := range a.Pictures {
			if known.ID == id {
				e.Picture.Alt, e.Picture.Credit = known.Alt, known.Credit
			}
		}
		if m := story.media[id]; len(m.files) > 0 {
			p.Picture = m.teased(beside)
			e.Picture.Path = story.folder + "/" + strings.TrimPrefix(p.Picture.URL, beside)
		}
	}
	for _, link := range s.Sublinks {
		if l, ok := f.Link(link); ok {
			p.Sublinks, e.Sublinks = append(p.Sublinks, l), append(e.Sublinks, frontLink{link, l.Headline, l.URL})
		}
	}
	return p, e
}

// teased is the picture as a front shows it: its 16:9 crop where there is one.
func (m media) teased(beside string) page.Shown {
	shown := m.shown()
	for _, f := range m.crops {
		if f.shape == article.Wide {
			shown = page.Shown{File: page.File{URL: f.path, Width: f.width, Height: f.height}}
		}
	}
	shown.URL = beside + shown.URL
	shown.Crops = nil
	set := make([]page.File, len(shown.Set))
	for i, f := range shown.Set {
		f.URL = beside + f.URL
		set[i] = f
	}
	shown.Set = set
	return shown
}
