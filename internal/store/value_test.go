package store

import (
	"encoding/binary"
	"errors"
	"testing"
)

// A bent version is damage too: taken for a newer Stet's value it would never
// be mended.
func TestEveryBentByteOfAValueIsDamage(t *testing.T) {
	key := []byte("a key")
	sealed := sealValue(key, 7, []byte("words"))
	for at := range sealed {
		for bit := range 8 {
			sealed[at] ^= 1 << bit
			if _, err := openValue(key, sealed); !errors.Is(err, ErrDamaged) {
				t.Errorf("byte %d, bit %d bent: %v", at, bit, err)
			}
			sealed[at] ^= 1 << bit
		}
	}
	v, err := openValue(key, sealed)
	wantError(t, err, nil)
	equal(t, "data", string(v.data), "words")
}

func TestValueOfANewerStetIsNamed(t *testing.T) {
	key := []byte("a key")
	sealed := sealValue(key, 7, nil)
	sealed[0]++
	binary.BigEndian.PutUint32(sealed[9:], checksum(key, sealed[:9]))
	_, err := openValue(key, sealed)
	wantError(t, err, ErrNewer)
}
