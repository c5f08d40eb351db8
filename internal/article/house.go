package article

import "time"

// House is what one newsroom settled for all its stories.
type House struct {
	Name     string `json:"name"`
	BaseURL  string `json:"baseUrl"`  // "" = none: canonical links are left out
	Zone     string `json:"zone"`     // IANA time zone that readers see
	Language string `json:"language"` // BCP 47, for stories that say none
	Limits   Limits `json:"limits"`
	// RequireReady makes the export refuse a story whose status is not ready.
	RequireReady bool `json:"requireReady"`
	// RequireLength makes the export refuse a story of which nobody said how long
	// it is to be, or why that is not said.
	RequireLength bool `json:"requireLength"`
	// SmartTyping sets quotation marks, dashes and ellipses as the story's
	// language does while they are typed.
	SmartTyping bool `json:"smartTyping"`
	// StaleAfter is after how many hours a lead on a front is stale; 0 = never.
	StaleAfter int `json:"staleAfter"`
}

// Location is the zone that readers see; UTC where this system does not know it.
func (h House) Location() *time.Location {
	if zone, err := time.LoadLocation(h.Zone); err == nil {
		return zone
	}
	return time.UTC
}

// Limits are house limits in characters as a reader counts them; 0 = none.
type Limits struct {
	Headlines  Lengths `json:"headlines"`
	Overline   int     `json:"overline"`
	Standfirst int     `json:"standfirst"`
	TrailText  int     `json:"trailText"`
}

// Lengths is a limit per headline channel, in characters.
type Lengths struct {
	Main   int `json:"main"`
	Front  int `json:"front"`
	Search int `json:"search"`
	Social int `json:"social"`
	Push   int `json:"push"`
	Print  int `json:"print"`
}

// DefaultHouse works at once, before anyone has settled anything.
func DefaultHouse() House {
	return House{
		Name: "Newsroom", Zone: "UTC", Language: "en", StaleAfter: 12,
		Limits: Limits{
			Headlines: Lengths{Main: 90, Front: 70, Search: 60, Social: 80, Push: 110, Print: 60},
			Overline:  30, Standfirst: 180, TrailText: 140,
		},
	}
}

// Person is who sits at the desk.
type Person struct {
	Name     string `json:"name"`
	Initials string `json:"initials"`
	Asked    bool   `json:"asked"` // false = taken from the operating system, nobody has said
}

// Sign is how a person stands on a revision: initials, else name.
func (p Person) Sign() string {
	if p.Initials != "" {
		return p.Initials
	}
	return p.Name
}
