package store

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
	"stet/internal/desk"
)

// firstScreen is what a desk shows first, as it stood when the newsroom was
// closed in order. It answers while Badger's tables are read and judged, which
// takes several times as long as a list takes to come up: see [DB.arrived].
type firstScreen struct {
	Schema   uint64            `json:"schema"` // of Badger
	Heads    []article.Head    `json:"heads"`  // of the stories saved last, not trashed
	Sections []desk.Section    `json:"sections"`
	Settings map[string]string `json:"settings"`
}

// firstRows is how many lines a first screen has; fewer are all there are.
const firstRows = 100

// heads answers f, where a first screen can.
func (s *firstScreen) heads(f Filter) ([]article.Head, bool) {
	limit := f.Limit
	if f.Limit = 0; f != (Filter{}) {
		return nil, false
	}
	switch {
	case limit > 0 && limit <= len(s.Heads):
		return slices.Clone(s.Heads[:limit]), true
	case len(s.Heads) < firstRows:
		return slices.Clone(s.Heads), true
	}
	return nil, false
}

// takeFirst reads the first screen of a store that is being closed, from what
// is left of it. A newsroom whose lines cannot be written down so (a date of
// the year 10000) has none. The error is an ErrDamaged or nil.
func (db *DB) takeFirst(from *badger.DB) (json.RawMessage, error) {
	txn := from.NewTransaction(false)
	defer txn.Discard()
	s := firstScreen{Schema: schema}
	err := guarded(func() (err error) {
		if s.Heads, err = db.headsIn(txn, Filter{Limit: firstRows}); err != nil {
			return err
		}
		if s.Sections, err = readSections(txn); err != nil {
			return err
		}
		s.Settings, err = readSettings(txn)
		return err
	})
	if errors.Is(err, ErrDamaged) {
		return nil, err
	}
	text, failed := json.Marshal(s)
	if err != nil || failed != nil {
		return nil, nil
	}
	return text, nil
}

// quick gives the first screen of a newsroom that was closed in order and whose
// files are, by their names and sizes, what was closed: then the rest of opening
// need not be waited for. It is nil where anything else must be found out, said
// or refused first.
func (db *DB) quick() *firstScreen {
	s := &db.state
	if !s.Clean || s.Unsound != "" || db.options.mend != (mend{}) || db.journal.damage != nil ||
		db.journal.last() != s.Durable || db.journal.newsroom.String() != s.Newsroom {
		return nil
	}
	first := &firstScreen{}
	if json.Unmarshal(s.First, first) != nil || first.Schema != schema {
		return nil
	}
	if db.ready() != nil || !looksClosed(db.badgerDir(), s.Badger) {
		return nil
	}
	return first
}

// looksClosed reports whether the tables and the MANIFEST are, by name and
// size, those that are known, and whether all of Badger's files can be opened.
func looksClosed(dir string, known map[string]fingerprint) bool {
	files, err := badgerFiles(dir)
	if err != nil {
		return false
	}
	lasting := 0
	for name, size := range files {
		if strings.HasSuffix(name, ".sst") || name == manifestName {
			if known[name].Size != size {
				return false
			}
			lasting++
		}
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_RDWR, 0)
		if err != nil || f.Close() != nil {
			return false
		}
	}
	return lasting == len(known)
}

// openBehind opens Badger behind the first screen. When that fails, every call
// says why, and the next opening begins with what failed.
func (db *DB) openBehind() {
	defer close(db.opening)
	if db.failed = db.openRest(); db.failed == nil {
		return
	}
	if s, err := readState(db.dir); err == nil && s.First != nil {
		s.First = nil
		_ = writeState(db.dir, s, true) // the reason why it failed counts
	}
}

// arrived waits until Badger is open, and says why it is not.
func (db *DB) arrived() error {
	if db.opening != nil {
		<-db.opening
	}
	return db.failed
}

// soon is what can be told before Badger is open; nil = it is open, or must be
// waited for.
func (db *DB) soon() *firstScreen {
	if db.opening == nil {
		return nil
	}
	select {
	case <-db.opening:
		return nil
	default:
		return db.first
	}
}

// Lists and maps are given as copies: a caller may change them.
func (s *firstScreen) sections() []desk.Section    { return append([]desk.Section{}, s.Sections...) }
func (s *firstScreen) settings() map[string]string { return maps.Clone(s.Settings) }
