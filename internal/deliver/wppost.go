package deliver

import "stet/internal/format"

// story reads a story as the bundle tells it to WordPress.
func (s *wpSession) story(p Parcel) (*post, error) {
	var told format.WPStory
	if err := payload(p, "data/wordpress/posts/", &told); err != nil {
		return nil, err
	}
	fields, err := membersOf(told.Post)
	if err != nil {
		return nil, failed(Unfit, "take the story out of the bundle", err)
	}
	for _, name := range []string{"content", "status", "date_gmt"} {
		delete(fields, name) // said anew for each act
	}
	story := &post{
		fields: fields, content: told.Post.Content,
		names: map[string][]string{"tags": told.Terms.Tags}, category: told.Terms.Category,
	}
	if told.Terms.Section != "" {
		story.names["categories"] = []string{told.Terms.Section}
	}
	if len(told.Terms.Authors) > 0 {
		story.author = told.Terms.Authors[0]
	}
	for _, m := range told.Media {
		words := members{}
		words.set("title", m.Title)
		words.set("alt_text", m.Alt)
		words.set("caption", m.Caption)
		words.set("description", m.Description)
		f, err := p.file(m.Path, m.Src, m.Type, told.Post.Slug, words)
		if err != nil {
			return nil, err
		}
		if m.Lead {
			story.featured = m.Src
		}
		story.media = append(story.media, f)
	}
	return story, nil
}
