package intake

import (
	"encoding/json"

	"stet/internal/article"
)

// rows are those of a table in a file that a program wrote. Each is read by
// itself, so that one which cannot be read stops no other.
type rows[T any] struct {
	read []T
	bad  []badRow
}

// badRow is one that cannot be read, and why.
type badRow struct {
	at     int    // from 0
	called string // by its own title or name; "" = it has none
	err    error
}

// UnmarshalJSON takes a list, whatever is in it.
func (r *rows[T]) UnmarshalJSON(data []byte) error {
	var list []json.RawMessage
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	for i, one := range list {
		var row T
		if err := json.Unmarshal(one, &row); err != nil {
			r.bad = append(r.bad, badRow{i, rowName(one), shapeOf(err)})
			continue
		}
		r.read = append(r.read, row)
	}
	return nil
}

// rowName is what a row calls itself.
func rowName(data []byte) string {
	var row struct{ Title, Name, Key any }
	_ = json.Unmarshal(data, &row) // what it has no name in has none
	for _, said := range []any{row.Title, row.Name, row.Key} {
		if text, ok := said.(string); ok {
			return article.OneLine(text)
		}
	}
	return ""
}

// at is the place in the list of a row that was read.
func (r *rows[T]) at(i int) int {
	for _, b := range r.bad {
		if b.at <= i {
			i++
		}
	}
	return i
}
