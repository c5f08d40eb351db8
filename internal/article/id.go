package article

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// ID names a story for ever. It is a UUIDv7 (RFC 9562) in its 36-character
// lower-case form, minted once when the story is made and never changed.
type ID string

// ErrNoID says that a text is not a story's id.
var ErrNoID = errors.New("not a story id")

// ParseID reads an id as people and files write it: with or without the
// urn:uuid: prefix, in either case. It wraps ErrNoID on anything else.
func ParseID(text string) (ID, error) {
	plain := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(text), "urn:uuid:"))
	id := ID(plain)
	if _, err := id.Bytes(); err != nil {
		return "", err
	}
	return id, nil
}

// Bytes is the id's 16-byte form, which the store uses as a key.
func (id ID) Bytes() ([16]byte, error) {
	var key [16]byte
	text := string(id)
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return key, fmt.Errorf("%w: %q", ErrNoID, text)
	}
	var digits [32]byte
	at := digits[:0]
	for _, part := range []string{text[:8], text[9:13], text[14:18], text[19:23], text[24:]} {
		at = append(at, part...)
	}
	if n, err := hex.Decode(key[:], at); err != nil || n != len(key) {
		return key, fmt.Errorf("%w: %q", ErrNoID, text)
	}
	return key, nil
}

// IDFromBytes is the inverse of [ID.Bytes].
func IDFromBytes(key [16]byte) ID {
	h := hex.EncodeToString(key[:])
	return ID(h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:])
}

// URN is the id as every exchange format carries it.
func (id ID) URN() string { return "urn:uuid:" + string(id) }
