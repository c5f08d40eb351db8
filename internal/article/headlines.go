package article

// Channel is a place where a story has a headline of its own.
type Channel string

// The channels, in the order the desk shows them.
const (
	Main   Channel = "main"
	Front  Channel = "front"
	Search Channel = "search"
	Social Channel = "social"
	Push   Channel = "push"
	Print  Channel = "print"
)

// Channels in display order.
var Channels = []Channel{Main, Front, Search, Social, Push, Print}

// Headlines are a story's headlines by channel. An empty one falls back to
// Main: see [Headlines.For].
type Headlines struct {
	Main   string `json:"main"`
	Front  string `json:"front,omitempty"`
	Search string `json:"search,omitempty"`
	Social string `json:"social,omitempty"`
	Push   string `json:"push,omitempty"`
	Print  string `json:"print,omitempty"`
}

// Own is the headline written for the channel, "" where there is none.
func (h *Headlines) Own(c Channel) string {
	if p := h.at(c); p != nil {
		return *p
	}
	return ""
}

// For is the headline that readers of the channel see: its own, else Main.
func (h *Headlines) For(c Channel) string {
	if own := h.Own(c); own != "" {
		return own
	}
	return h.Main
}

// at is nil for an unknown channel.
func (h *Headlines) at(c Channel) *string {
	switch c {
	case Main:
		return &h.Main
	case Front:
		return &h.Front
	case Search:
		return &h.Search
	case Social:
		return &h.Social
	case Push:
		return &h.Push
	case Print:
		return &h.Print
	}
	return nil
}
