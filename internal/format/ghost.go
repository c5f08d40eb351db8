package format

// GhostStory is what Stet tells a Ghost site of one story over its Admin API.
// Post can be sent as {"posts":[post]} with ?source=html once every Src of
// Media that stands in it is the address that the site gave the picture.
type GhostStory struct {
	Story string       `json:"story"` // urn:uuid:…
	Rev   int64        `json:"rev"`
	Post  GhostPost    `json:"post"`
	Media []GhostMedia `json:"media"`
}

// GhostPost is a post of the Admin API (Ghost 6). Of tags the first is the
// primary one.
type GhostPost struct {
	Title       string        `json:"title"`
	Slug        string        `json:"slug,omitempty"`
	HTML        string        `json:"html"`
	Status      string        `json:"status"`                 // published, scheduled, draft
	PublishedAt string        `json:"published_at,omitempty"` // RFC 3339
	Excerpt     string        `json:"custom_excerpt,omitempty"`
	Tags        []GhostTag    `json:"tags"`
	Authors     []GhostAuthor `json:"authors,omitempty"`
	Image       string        `json:"feature_image,omitempty"`
	GhostMeta
}

// GhostMeta are the members that Ghost keeps in a table of their own.
type GhostMeta struct {
	ImageAlt           string `json:"feature_image_alt,omitempty"`
	ImageCaption       string `json:"feature_image_caption,omitempty"` // HTML
	MetaTitle          string `json:"meta_title,omitempty"`
	MetaDescription    string `json:"meta_description,omitempty"`
	OGTitle            string `json:"og_title,omitempty"`
	OGDescription      string `json:"og_description,omitempty"`
	TwitterTitle       string `json:"twitter_title,omitempty"`
	TwitterDescription string `json:"twitter_description,omitempty"`
}

// GhostTag is a tag by its name, and by its slug where the site has it
// already.
type GhostTag struct {
	Name string `json:"name,omitempty"`
	Slug string `json:"slug,omitempty"`
}

// GhostAuthor is one of the site's staff; the API takes nobody that it does not
// know.
type GhostAuthor struct {
	Slug string `json:"slug"`
}

// GhostMedia is a picture to be there before the post.
type GhostMedia struct {
	Path string `json:"path"` // from the top of the bundle
	Src  string `json:"src"`  // as it stands in the post
	Type string `json:"type"`
	Name string `json:"name"` // of the file to upload
	Lead bool   `json:"lead,omitempty"`
}

// GhostRow is a post as Ghost's importer reads it; what GhostMeta has is a row
// of GhostMetaRow.
type GhostRow struct {
	ID          string `json:"id"`
	UUID        string `json:"uuid"`
	Title       string `json:"title"`
	Slug        string `json:"slug"`
	HTML        string `json:"html"`
	Image       string `json:"feature_image,omitempty"`
	Type        string `json:"type"` // post
	Status      string `json:"status"`
	Visibility  string `json:"visibility"` // public
	Excerpt     string `json:"custom_excerpt,omitempty"`
	CreatedAt   string `json:"created_at,omitempty"`
	UpdatedAt   string `json:"updated_at,omitempty"`
	PublishedAt string `json:"published_at,omitempty"`
}

// GhostMetaRow belongs to a post.
type GhostMetaRow struct {
	PostID string `json:"post_id"`
	GhostMeta
}

// GhostTagRow is a tag, by an id that only this file knows.
type GhostTagRow struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Slug string `json:"slug"`
}

// GhostUserRow is an author. Ghost takes nobody without a mail address, and
// locks whom it takes in until somebody lets him in.
type GhostUserRow struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Slug    string `json:"slug"`
	Email   string `json:"email"`
	Bio     string `json:"bio,omitempty"`
	Website string `json:"website,omitempty"`
}

// GhostPostTag ties a tag to a post; order 0 is the primary one.
type GhostPostTag struct {
	PostID string `json:"post_id"`
	TagID  string `json:"tag_id"`
	Order  int    `json:"sort_order"`
}

// GhostPostAuthor ties an author to a post; order 0 is the first.
type GhostPostAuthor struct {
	PostID   string `json:"post_id"`
	AuthorID string `json:"author_id"`
	Order    int    `json:"sort_order"`
}
