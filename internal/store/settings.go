package store

import (
	"fmt"
	"maps"
	"unicode/utf8"

	"github.com/dgraph-io/badger/v4"

	"stet/internal/article"
)

// Name tells this newsroom's backups from another's: 8 hexadecimal digits.
func (db *DB) Name() string {
	_ = db.arrived() // a journal that is made anew has the name too
	return db.journal.newsroom.String()[:8]
}

// Settings are all settings that were put, by name.
func (db *DB) Settings() (map[string]string, error) {
	if first := db.soon(); first != nil {
		return first.settings(), nil
	}
	settings := map[string]string{}
	err := db.view(func(txn *badger.Txn) (err error) {
		settings, err = readSettings(txn)
		return err
	})
	return settings, err
}

func readSettings(txn *badger.Txn) (map[string]string, error) {
	settings := map[string]string{}
	err := scan(txn, []byte{prefixSetting}, func(key []byte, v value) (bool, error) {
		settings[string(key[1:])] = string(v.data)
		return true, nil
	})
	return settings, err
}

// PutSettings changes the named settings and leaves the others; "" takes one
// away.
func (db *DB) PutSettings(changes map[string]string) error {
	if len(changes) == 0 {
		return nil
	}
	for name, v := range changes {
		if name == "" || !utf8.ValidString(name) || !utf8.ValidString(v) {
			return fmt.Errorf("%w: setting %q has no name or is not UTF-8", article.ErrValue, name)
		}
	}
	changes = maps.Clone(changes)
	return db.write(func(b *batch) error { return b.add(&settingsFact{Settings: changes}) })
}
