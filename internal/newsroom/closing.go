package newsroom

import (
	"time"

	"stet/internal/article"
)

// closesKey is the setting that says what closes when, by the newsroom's clock.
const closesKey = "desk.closes"

// Closing is what closes next.
type Closing struct {
	Name string    `json:"name"`
	At   time.Time `json:"at,omitzero" ts_type:"string"` // zero = nothing closes
}

// NextClose says what closes next, as the house settled it.
func (r *Room) NextClose() (Closing, error) {
	settings, err := r.Settings()
	if err != nil {
		return Closing{}, err
	}
	house, err := r.House()
	if err != nil {
		return Closing{}, err
	}
	closes, err := article.ParseCloses(settings[closesKey])
	if err != nil {
		return Closing{}, err
	}
	c, at := article.NextClose(closes, r.now(), house.Location())
	return Closing{Name: c.Name, At: at}, nil
}

func isCloses(v string) error {
	_, err := article.ParseCloses(v)
	return plainly(err)
}
