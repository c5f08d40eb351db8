package format

// JSONFeed is JSON Feed 1.1.
type JSONFeed struct {
	Version  string         `json:"version"` // JSONFeed11
	Title    string         `json:"title"`
	HomePage string         `json:"home_page_url,omitempty"`
	FeedURL  string         `json:"feed_url,omitempty"`
	Language string         `json:"language,omitempty"`
	Items    []JSONFeedItem `json:"items"`
}

// JSONFeed11 is the version that Stet writes.
const JSONFeed11 = "https://jsonfeed.org/version/1.1"

// JSONFeedItem is one story. Addresses are absolute.
type JSONFeedItem struct {
	ID          string               `json:"id"`
	URL         string               `json:"url,omitempty"`
	Title       string               `json:"title,omitempty"`
	ContentHTML string               `json:"content_html"`
	Summary     string               `json:"summary,omitempty"`
	Image       string               `json:"image,omitempty"`
	Published   string               `json:"date_published,omitempty"` // RFC 3339
	Modified    string               `json:"date_modified,omitempty"`
	Authors     []JSONFeedAuthor     `json:"authors,omitempty"`
	Tags        []string             `json:"tags,omitempty"`
	Language    string               `json:"language,omitempty"`
	Attachments []JSONFeedAttachment `json:"attachments,omitempty"`
}

// JSONFeedAuthor is one of those who wrote it.
type JSONFeedAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// JSONFeedAttachment is a file that belongs to a story.
type JSONFeedAttachment struct {
	URL   string `json:"url"`
	Type  string `json:"mime_type"`
	Title string `json:"title,omitempty"`
	Size  int    `json:"size_in_bytes,omitempty"`
}
