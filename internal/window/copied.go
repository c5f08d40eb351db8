package window

// Copied is copy from the clipboard: as rich text, if it came as that, and as
// plain text.
type Copied struct {
	HTML string `json:"html"`
	Text string `json:"text"`
}
