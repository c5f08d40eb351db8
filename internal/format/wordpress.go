package format

// WPStory is what Stet tells a WordPress site of one story over its REST
// interface (wp/v2). Post can be sent as it is once every Src of Media that
// stands in its content is the address that the site gave the picture, and
// Terms, which the site wants as numbers, were looked up.
type WPStory struct {
	Story string    `json:"story"` // urn:uuid:…
	Rev   int64     `json:"rev"`
	Post  WPPost    `json:"post"`
	Terms WPTerms   `json:"terms"`
	Media []WPMedia `json:"media"`
}

// WPPost are the members of a post that need no number of the site's.
type WPPost struct {
	Title   string            `json:"title"`
	Slug    string            `json:"slug"`
	Status  string            `json:"status"`            // publish, future, draft
	DateGMT string            `json:"date_gmt"`          // 2026-11-20T05:30:00, UTC without saying so
	Excerpt string            `json:"excerpt,omitempty"` // plain text, escaped
	Content string            `json:"content"`           // block comments and HTML
	Meta    map[string]string `json:"meta"`              // sites keep those that they have registered
}

// WPTerms are names that become numbers. Category is the slug or the number by
// which the site knows the section where a newsroom said so, else "".
type WPTerms struct {
	Section  string   `json:"section,omitempty"`
	Category string   `json:"category,omitempty"`
	Tags     []string `json:"tags"`
	Authors  []string `json:"authors"` // the first is the post's
}

// WPMedia is a picture to be there before the post.
type WPMedia struct {
	Path        string `json:"path"` // from the top of the bundle
	Src         string `json:"src"`  // as it stands in the content
	Type        string `json:"type"`
	Lead        bool   `json:"lead,omitempty"` // the post's featured_media
	Title       string `json:"title"`
	Alt         string `json:"alt_text"`
	Caption     string `json:"caption"`
	Description string `json:"description"`
}

// WPTime is a moment as WordPress's REST interface writes it, in UTC.
const WPTime = "2006-01-02T15:04:05"
