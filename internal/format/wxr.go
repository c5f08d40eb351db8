package format

import "encoding/xml"

// WXR is WordPress's export file, version 1.2: an RSS 2.0 channel with
// namespaces of WordPress's own. There is no schema; what is here is what its
// importer reads.
type WXR struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Excerpt string     `xml:"xmlns:excerpt,attr"`
	Content string     `xml:"xmlns:content,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	WP      string     `xml:"xmlns:wp,attr"`
	Channel WXRChannel `xml:"channel"`
}

// WXRChannel is the site that the items come from. Items are those of
// [WXRItem], written already.
type WXRChannel struct {
	Title       string        `xml:"title"`
	Link        string        `xml:"link"`
	Description string        `xml:"description"`
	Language    string        `xml:"language"`
	WXRVersion  string        `xml:"wp:wxr_version"`
	SiteURL     string        `xml:"wp:base_site_url"`
	BlogURL     string        `xml:"wp:base_blog_url"`
	Authors     []WXRAuthor   `xml:"wp:author"`
	Categories  []WXRCategory `xml:"wp:category"`
	Tags        []WXRTag      `xml:"wp:tag"`
	Items       string        `xml:",innerxml"`
}

// WXRNamespaces are what the prefixes of a file stand for.
func WXRNamespaces() WXR {
	return WXR{
		Version: "2.0", Excerpt: "http://wordpress.org/export/1.2/excerpt/", Content: "http://purl.org/rss/1.0/modules/content/",
		DC: "http://purl.org/dc/elements/1.1/", WP: "http://wordpress.org/export/1.2/",
	}
}

// CDATA is text that is written as it is, but for the end of a section, which
// is parted.
type CDATA struct {
	Text string `xml:",cdata"`
}

// WXRAuthor is an author by his login, which items name.
type WXRAuthor struct {
	ID    int   `xml:"wp:author_id"`
	Login CDATA `xml:"wp:author_login"`
	Email CDATA `xml:"wp:author_email"`
	Name  CDATA `xml:"wp:author_display_name"`
	First CDATA `xml:"wp:author_first_name"`
	Last  CDATA `xml:"wp:author_last_name"`
}

// WXRCategory is a category that items name by its slug.
type WXRCategory struct {
	ID     int   `xml:"wp:term_id"`
	Slug   CDATA `xml:"wp:category_nicename"`
	Parent CDATA `xml:"wp:category_parent"`
	Name   CDATA `xml:"wp:cat_name"`
}

// WXRTag is a tag that items name by its slug.
type WXRTag struct {
	ID   int   `xml:"wp:term_id"`
	Slug CDATA `xml:"wp:tag_slug"`
	Name CDATA `xml:"wp:tag_name"`
}

// WXRItem is a post or an attachment. Numbers of items are their own business
// within a file.
type WXRItem struct {
	XMLName       xml.Name      `xml:"item"`
	Title         CDATA         `xml:"title"`
	Link          string        `xml:"link"`
	PubDate       *WXRLate      `xml:"pubDate"`
	Creator       WXRCreator    `xml:"dc:creator"`
	GUID          WXRGUID       `xml:"guid"`
	Description   string        `xml:"description"`
	Content       CDATA         `xml:"content:encoded"`
	Excerpt       CDATA         `xml:"excerpt:encoded"`
	ID            WXRLate       `xml:"wp:post_id"`
	Date          WXRLate       `xml:"wp:post_date"`
	DateGMT       WXRLate       `xml:"wp:post_date_gmt"`
	Modified      string        `xml:"wp:post_modified,omitempty"`
	ModifiedGMT   string        `xml:"wp:post_modified_gmt,omitempty"`
	Comments      string        `xml:"wp:comment_status"`
	Pings         string        `xml:"wp:ping_status"`
	Name          CDATA         `xml:"wp:post_name"`
	Status        string        `xml:"wp:status"`
	Parent        WXRLate       `xml:"wp:post_parent"`
	MenuOrder     int           `xml:"wp:menu_order"`
	Type          string        `xml:"wp:post_type"` // post, attachment
	Password      string        `xml:"wp:post_password"`
	Sticky        int           `xml:"wp:is_sticky"`
	AttachmentURL string        `xml:"wp:attachment_url,omitempty"`
	Terms         []WXRItemTerm `xml:"category"`
	Meta          []WXRMeta     `xml:"wp:postmeta"`
}

// WXRGUID is an id that is no address.
type WXRGUID struct {
	IsPermaLink string `xml:"isPermaLink,attr"`
	Value       string `xml:",chardata"`
}

// WXRLate is a number or a date, or what stands for one until it is known.
type WXRLate struct {
	Text string `xml:",innerxml"`
}

// WXRItemTerm puts an item into a category or gives it a tag.
type WXRItemTerm struct {
	XMLName xml.Name `xml:"category"`
	Domain  string   `xml:"domain,attr"` // category, post_tag
	Slug    string   `xml:"nicename,attr"`
	Name    string   `xml:",cdata"`
}

// WXRCreator is an author's login.
type WXRCreator struct {
	XMLName xml.Name `xml:"dc:creator"`
	Login   string   `xml:",cdata"`
}

// WXRMeta is a custom field.
type WXRMeta struct {
	Key   CDATA `xml:"wp:meta_key"`
	Value CDATA `xml:"wp:meta_value"`
}

// WXRTime is a date as WordPress writes it, without a zone.
const WXRTime = "2006-01-02 15:04:05"
