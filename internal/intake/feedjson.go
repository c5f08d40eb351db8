package intake

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/format"
)

func firstTime(times ...time.Time) time.Time {
	for _, t := range times {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// jsonFeed is a JSON Feed 1 or 1.1, as far as stories need it.
type jsonFeed struct {
	Version  string            `json:"version"`
	Title    string            `json:"title"`
	HomePage string            `json:"home_page_url"`
	Language string            `json:"language"`
	Authors  []jsonAuthor      `json:"authors"`
	Author   jsonAuthor        `json:"author"`
	Items    []json.RawMessage `json:"items"` // each read by itself: a bad one stops no other

	shared map[string]bool
	amiss  error // a member of the feed itself that holds what does not belong there
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type jsonFeedItem struct {
	ID          jsonID       `json:"id"`
	URL         string       `json:"url"`
	ExternalURL string       `json:"external_url"`
	Title       string       `json:"title"`
	HTML        string       `json:"content_html"`
	Text        string       `json:"content_text"`
	Summary     string       `json:"summary"`
	Image       string       `json:"image"`
	Banner      string       `json:"banner_image"`
	Published   string       `json:"date_published"`
	Modified    string       `json:"date_modified"`
	Authors     []jsonAuthor `json:"authors"`
	Author      jsonAuthor   `json:"author"`
	Tags        []string     `json:"tags"`
	Language    string       `json:"language"`
	Attachments []struct {
		URL  string `json:"url"`
		Kind string `json:"mime_type"`
	} `json:"attachments"`
}

// jsonID is a text, or a number with some. A number is kept as it is written:
// long ones that are near each other would become one, and so their stories.
type jsonID string

// UnmarshalJSON takes either; what is neither is no id.
func (id *jsonID) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*id = jsonID(strings.TrimSpace(text))
		return nil
	}
	var number json.Number
	_ = json.Unmarshal(data, &number) // a list, say: none
	*id = jsonID(number)
	return nil
}

func jsonFeedItems(data []byte, o Options) (iter.Seq[Item], error) {
	var file jsonFeed
	if err := soundJSON(data, &file); err != nil && len(file.Items) == 0 {
		return nil, err
	} else if err != nil {
		file.amiss = err // its stories are whole
	}
	if len(file.Items) == 0 {
		return nil, fmt.Errorf("%w: the feed has no stories", ErrEmpty)
	}
	file.share()
	service := cmp.Or(siteOf(file.HomePage), article.OneLine(file.Title))
	return func(yield func(Item) bool) {
		for i := range file.Items {
			if !yield(file.item(i, service, o)) {
				return
			}
		}
	}, nil
}

// share finds the ids that tell no story from another. What cannot be read is
// named when its turn comes.
func (file *jsonFeed) share() {
	called := []calling{}
	for _, one := range file.Items {
		var item jsonFeedItem
		if json.Unmarshal(one, &item) == nil {
			called = append(called, item.calling())
		}
	}
	file.shared = sharedIDs(called)
}

func (item *jsonFeedItem) calling() calling {
	return calling{string(item.ID), item.URL, article.OneLine(item.Title)}
}

func (file *jsonFeed) item(i int, service string, o Options) Item {
	var item jsonFeedItem
	if err := json.Unmarshal(file.Items[i], &item); err != nil {
		return Item{Name: itemName(i, ""), Of: len(file.Items), Err: fmt.Errorf("%w: %w", ErrFile, shapeOf(err))}
	}
	e := newEntry(o)
	if i == 0 && file.amiss != nil {
		e.changed("the feed", asSentence(file.amiss), wholeCopy)
	}
	item.read(e, file, service)
	res, err := e.result()
	return Item{Name: itemName(i, e.article.Headlines.Main), Of: len(file.Items), Result: res, Err: err}
}

// soundJSON reads a file that anybody may have written.
func soundJSON(data []byte, into any) error {
	sound, err := format.SoundJSON(data)
	if err == nil {
		err = json.Unmarshal(sound, into)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFile, shapeOf(err))
	}
	return nil
}

// shapeOf says in plain words that a member is of another shape than it has in
// the format.
func shapeOf(err error) error {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return err
	}
	what := "it"
	if wrong.Field != "" {
		what = fmt.Sprintf("%q", wrong.Field)
	}
	return fmt.Errorf("%s holds what does not belong there: JSON of the kind %s", what, wrong.Value)
}

func (item *jsonFeedItem) read(e *entry, file *jsonFeed, service string) {
	e.set("headlines.main", item.Title)
	e.html = cmp.Or(item.HTML, htmlText(item.Text))
	if said := article.OneLine(item.Summary); said != "" && e.html == "" {
		e.html = htmlText(said)
	} else if said != "" && begins(e.html, said) {
		e.drop(said, "It is the beginning of the text once more.")
	} else {
		e.set("standfirst", said)
	}
	e.at(&e.article.FirstPublished, item.Published)
	e.at(&e.article.LastPublished, item.Modified)
	item.people(e, file)
	for _, t := range item.Tags {
		e.names(&e.article.Keywords, t)
	}
	e.lead(cmp.Or(item.Image, item.Banner), article.Picture{})
	for _, a := range item.Attachments {
		e.changed(a.URL, "A file of the kind "+cmp.Or(a.Kind, "unknown")+" goes with the story; nothing is fetched.", wholeCopy)
	}
	e.language(cmp.Or(item.Language, file.Language))
	e.from(service, cmp.Or(e.ownID(item.calling(), file.shared), item.URL))
	for _, link := range []string{item.URL, item.ExternalURL} {
		e.note(link, "Where the story stands at its source.")
	}
}

func (item *jsonFeedItem) people(e *entry, file *jsonFeed) {
	people := append(item.Authors, item.Author)
	if len(item.Authors) == 0 && item.Author.Name == "" {
		people = append(file.Authors, file.Author)
	}
	for _, p := range people {
		name := article.OneLine(p.Name)
		if name == "" {
			continue
		}
		e.names(&e.article.Bylines, name)
		if p.URL != "" {
			e.article.Authors = append(e.article.Authors, article.Author{Name: name, URL: article.OneLine(p.URL)})
			e.receipt.Kept++
		}
	}
}
