package format

import "encoding/xml"

// Nitf is a document of NITF 3.6, in the namespace of its XSD. Body.Content is
// markup of NITF's own.
type Nitf struct {
	XMLName xml.Name `xml:"http://iptc.org/std/NITF/2006-10-18/ nitf"`
	Version string   `xml:"version,attr"`
	Lang    string   `xml:"baselang,attr,omitempty"`
	Head    NitfHead `xml:"head"`
	Body    NitfBody `xml:"body"`
}

// NitfHead is what the document says of itself.
type NitfHead struct {
	Title string        `xml:"title,omitempty"`
	Meta  []NitfMeta    `xml:"meta"`
	Doc   NitfDoc       `xml:"docdata"`
	Pub   []NitfPubData `xml:"pubdata"`
}

// NitfMeta is a property that NITF has no element for.
type NitfMeta struct {
	Name    string `xml:"name,attr"` // a name without spaces
	Content string `xml:"content,attr"`
}

// NitfDoc is docdata.
type NitfDoc struct {
	Status      string           `xml:"management-status,attr,omitempty"`
	Of          string           `xml:"management-doc-idref,attr,omitempty"` // which document the status is of
	Corrections []NitfCorrection `xml:"correction"`
	ID          NitfID           `xml:"doc-id"`
	Urgency     *NitfUrgency     `xml:"urgency"`
	Issue       *NitfDate        `xml:"date.issue"`
	Release     *NitfDate        `xml:"date.release"`
	Key         NitfKey          `xml:"du-key"`
	Keywords    *NitfKeywords    `xml:"key-list"`
}

// NitfCorrection is a note to readers.
type NitfCorrection struct {
	Info string `xml:"info,attr"`
	ID   string `xml:"id-string,attr"`
}

// NitfID is the document's id, and who gave it.
type NitfID struct {
	Source string `xml:"regsrc,attr,omitempty"`
	ID     string `xml:"id-string,attr"`
}

// NitfUrgency is 1 to 9.
type NitfUrgency struct {
	Value int `xml:"ed-urg,attr"`
}

// NitfDate is a moment in the basic form of ISO 8601.
type NitfDate struct {
	Norm string `xml:"norm,attr"`
}

// NitfKey is the slugline with the version of the story under it.
type NitfKey struct {
	Version int64  `xml:"version,attr"`
	Key     string `xml:"key,attr,omitempty"`
}

// NitfKeywords is a list of keywords.
type NitfKeywords struct {
	List []NitfKeyword `xml:"keyword"`
}

// NitfKeyword is one of them.
type NitfKeyword struct {
	Key string `xml:"key,attr"`
}

// NitfPubData says where the document is published.
type NitfPubData struct {
	Name    string `xml:"name,attr,omitempty"`
	Section string `xml:"position.section,attr,omitempty"`
}

// NitfBody is the copy.
type NitfBody struct {
	Headline *NitfHeadline `xml:"body.head>hedline"`
	Rights   string        `xml:"body.head>rights,omitempty"`
	Bylines  []NitfByline  `xml:"body.head>byline"`
	Sender   string        `xml:"body.head>distributor,omitempty"`
	Dateline string        `xml:"body.head>dateline,omitempty"`
	Abstract *NitfAbstract `xml:"body.head>abstract"`
	Content  NitfMarkup    `xml:"body.content"`
}

// NitfAbstract is what stands between headline and copy.
type NitfAbstract struct {
	Text string `xml:"p"`
}

// NitfMarkup is markup that was written already.
type NitfMarkup struct {
	Markup string `xml:",innerxml"`
}

// NitfHeadline is the headline, and what stands above it.
type NitfHeadline struct {
	Main string `xml:"hl1"`
}

// NitfByline is a person and what that person is.
type NitfByline struct {
	Person string `xml:"person"`
	Title  string `xml:"byttl,omitempty"`
}
