package format

import "encoding/xml"

// Namespaces and names of NewsML-G2 that readers and writers share.
const (
	NewsMLSpace = "http://iptc.org/std/nar/2006-10-01/"
	XHTMLSpace  = "http://www.w3.org/1999/xhtml"
	NITFSpace   = "http://iptc.org/std/NITF/2006-10-18/"

	// NewsMLCatalog resolves the prefixes of IPTC's codes.
	NewsMLCatalog = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"

	// StetRoles is ahead of the roles that no vocabulary of IPTC has.
	StetRoles = "urn:x-stet:role:"
)

// NewsMessage carries the items of one story (NewsML-G2 2.35). Its parts are as
// far as a text story with pictures needs them, in the order that the schema
// wants.
type NewsMessage struct {
	XMLName  xml.Name     `xml:"http://iptc.org/std/nar/2006-10-01/ newsMessage"`
	Sent     string       `xml:"header>sent"`
	Sender   string       `xml:"header>sender,omitempty"`
	Items    []NewsItem   `xml:"itemSet>newsItem"`
	Packages []NewsMLPack `xml:"itemSet>packageItem"`
}

// NewsItem is one item: a text or a picture.
type NewsItem struct {
	NewsMLHead
	Content NewsMLContent `xml:"contentMeta"`
	Set     ContentSet    `xml:"contentSet"`
}

// NewsMLPack is a packageItem: an order of items.
type NewsMLPack struct {
	XMLName xml.Name `xml:"http://iptc.org/std/nar/2006-10-01/ packageItem"`
	NewsMLHead
	Headline string      `xml:"contentMeta>headline,omitempty"`
	Group    NewsMLGroup `xml:"groupSet"`
}

// NewsMLGroup is a groupSet with one group, which is its root.
type NewsMLGroup struct {
	Root string `xml:"root,attr"`
	Body struct {
		ID   string       `xml:"id,attr"`
		Role string       `xml:"role,attr"`
		Mode string       `xml:"mode,attr"`
		Refs []NewsMLLink `xml:"itemRef"`
	} `xml:"group"`
}

// NewsMLHead is what every item says of itself.
type NewsMLHead struct {
	Standard        string        `xml:"standard,attr"`
	StandardVersion string        `xml:"standardversion,attr"`
	Conformance     string        `xml:"conformance,attr"`
	GUID            string        `xml:"guid,attr"`
	Version         int64         `xml:"version,attr"` // 1 or more
	Lang            string        `xml:"xml:lang,attr,omitempty"`
	Dir             string        `xml:"dir,attr,omitempty"`
	CatalogRef      NewsMLHref    `xml:"catalogRef"`
	Rights          *NewsMLRights `xml:"rightsInfo"`
	Meta            NewsMLMeta    `xml:"itemMeta"`
}

// NewsMLHref is an element that points somewhere.
type NewsMLHref struct {
	Href string `xml:"href,attr"`
}

// NewsMLRights says what may be done with an item.
type NewsMLRights struct {
	Notice string `xml:"copyrightNotice,omitempty"`
	Terms  string `xml:"usageTerms,omitempty"`
}

// NewsMLMeta is itemMeta.
type NewsMLMeta struct {
	Class          NewsMLCode   `xml:"itemClass"`
	Provider       NewsMLParty  `xml:"provider"`
	VersionCreated string       `xml:"versionCreated"`
	FirstCreated   string       `xml:"firstCreated,omitempty"`
	Embargoed      string       `xml:"embargoed,omitempty"`
	PubStatus      NewsMLCode   `xml:"pubStatus"`
	Signals        []NewsMLCode `xml:"signal"`
	Links          []NewsMLLink `xml:"link"`
}

// NewsMLCode is a concept by its code.
type NewsMLCode struct {
	QCode string `xml:"qcode,attr"`
}

// NewsMLParty is a person, an organisation or a subject.
type NewsMLParty struct {
	QCode   string `xml:"qcode,attr,omitempty"`
	URI     string `xml:"uri,attr,omitempty"`
	Literal string `xml:"literal,attr,omitempty"`
	TypeURI string `xml:"typeuri,attr,omitempty"`
	Name    string `xml:"name,omitempty"`
	Title   string `xml:"definition,omitempty"` // what they are there
}

// NewsMLLink leads to another item.
type NewsMLLink struct {
	Rel         string `xml:"rel,attr,omitempty"`
	RelURI      string `xml:"reluri,attr,omitempty"`
	ResidRef    string `xml:"residref,attr"`
	Version     int64  `xml:"version,attr,omitempty"`
	ContentType string `xml:"contenttype,attr"`
	Title       string `xml:"title,attr,omitempty"`
}

// NewsMLContent is contentMeta.
type NewsMLContent struct {
	Urgency      int             `xml:"urgency,omitempty"`
	Created      string          `xml:"contentCreated,omitempty"`
	Located      *NewsMLParty    `xml:"located"`
	InfoSources  []NewsMLParty   `xml:"infoSource"`
	Creators     []NewsMLParty   `xml:"creator"`
	AltIDs       []NewsMLAltID   `xml:"altId"`
	Language     *NewsMLLanguage `xml:"language"`
	Keywords     []string        `xml:"keyword"`
	Subjects     []NewsMLParty   `xml:"subject"`
	Slugline     string          `xml:"slugline,omitempty"`
	Headlines    []NewsMLText    `xml:"headline"`
	Dateline     string          `xml:"dateline,omitempty"`
	By           string          `xml:"by,omitempty"`
	Credit       string          `xml:"creditline,omitempty"`
	Descriptions []NewsMLText    `xml:"description"`
	Properties   []NewsMLValue   `xml:"contentMetaExtProperty"`
}

// NewsMLLanguage is the language of the content.
type NewsMLLanguage struct {
	Tag string `xml:"tag,attr"`
}

// NewsMLAltID is another identifier of the content.
type NewsMLAltID struct {
	TypeURI string `xml:"typeuri,attr"`
	Version string `xml:"version,attr,omitempty"`
	Value   string `xml:",chardata"`
}

// NewsMLText is a headline or a description in one role.
type NewsMLText struct {
	Role     string `xml:"role,attr,omitempty"`
	RoleURI  string `xml:"roleuri,attr,omitempty"`
	Modified string `xml:"modified,attr,omitempty"`
	Value    string `xml:",chardata"`
}

// NewsMLValue is a property that the standard has no element for.
type NewsMLValue struct {
	RelURI string `xml:"reluri,attr"`
	Value  string `xml:"value,attr"`
}

// ContentSet is the content in one or several forms that say the same.
type ContentSet struct {
	XML    []NewsMLInline `xml:"inlineXML"`
	Data   []NewsMLInline `xml:"inlineData"`
	Remote []NewsMLRemote `xml:"remoteContent"`
}

// NewsMLInline is content within the item: markup of its own namespace, or text.
type NewsMLInline struct {
	ContentType string `xml:"contenttype,attr"`
	WordCount   int    `xml:"wordcount,attr,omitempty"`
	Markup      string `xml:",innerxml"`
	Text        string `xml:",chardata"`
}

// NewsMLRemote is a file beside the item.
type NewsMLRemote struct {
	Rendition    string `xml:"rendition,attr,omitempty"`
	RenditionURI string `xml:"renditionuri,attr,omitempty"`
	Href         string `xml:"href,attr"`
	ContentType  string `xml:"contenttype,attr"`
	Size         int    `xml:"size,attr"`
	Width        int    `xml:"width,attr"`
	Height       int    `xml:"height,attr"`
}
