package store

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"

	"stet/internal/article"
)

// Names in the newsroom's folder.
const (
	lockName       = "LOCK"
	stateName      = "stet.state"
	journalName    = "journal"
	badgerName     = "badger"
	picturesName   = "pictures"
	stepsName      = "undo"
	renditionsName = "renditions"
)

// One prefix per kind. Numbers in keys are big-endian, so that byte order is
// number order; "newest first" is the sequence number's complement. This file
// alone builds and takes apart keys.
const (
	prefixMeta     = 'm' // m name                        what Badger knows of itself
	prefixHead     = 'h' // h id16                        head of a story: see head
	prefixRevision = 'r' // r id16 rev8                   the fact of one save
	prefixBody     = 'b' // b id16 rev8                   packed body
	prefixUpdated  = 'u' // u ^seq8 id16                  list line, newest first
	prefixTrash    = 't' // t ^seq8 id16                  list line of a trashed story
	prefixSection  = 'x' // x len1 section ^seq8 id16     (empty)
	prefixSlug     = 'g' // g len1 slug id16              (empty)
	prefixSource   = 's' // s len1 service len1 key id16  (empty)
	prefixSections = 'S' // S                             all sections
	prefixLineup   = 'L' // L id                          one lineup
	prefixPast     = 'l' // l len1 id rev8                one revision of a lineup
	prefixNoLineup = 'D' // D id                          a lineup that was removed
	prefixSetting  = 'T' // T key                         one setting
	prefixReceipt  = 'E' // E id16 ^seq8 n4               one export receipt, newest first
	prefixIntake   = 'I' // I id16                        the import receipt
	prefixPicture  = 'P' // P sha256                      what is known of a picture
	prefixName     = 'N' // N id16 ^seq8                  one naming of a revision, newest first
	prefixTarget   = 'A' // A id                          one target, or that it was removed
	prefixDelivery = 'O' // O id16 target                 one story on its way to one target
	prefixOrder    = 'o' // o w|d ^seq8 id16 target       (empty): those that wait, those that are done, newest first
)

type storyKey [16]byte

func keyOf(id article.ID) (storyKey, error) {
	b, err := id.Bytes()
	return storyKey(b), err
}

func (k storyKey) id() article.ID { return article.IDFromBytes(k) }

func noLineupKey(id string) []byte  { return append([]byte{prefixNoLineup}, id...) }
func metaKey(name string) []byte    { return append([]byte{prefixMeta}, name...) }
func lineupKey(id string) []byte    { return append([]byte{prefixLineup}, id...) }
func settingKey(name string) []byte { return append([]byte{prefixSetting}, name...) }
func pictureKey(id string) []byte   { return append([]byte{prefixPicture}, id...) }
func sectionsKey() []byte           { return []byte{prefixSections} }

func headKey(k storyKey) []byte   { return append([]byte{prefixHead}, k[:]...) }
func intakeKey(k storyKey) []byte { return append([]byte{prefixIntake}, k[:]...) }

func revisionKey(k storyKey, rev int64) []byte { return numbered(prefixRevision, k, uint64(rev)) }
func bodyKey(k storyKey, rev int64) []byte     { return numbered(prefixBody, k, uint64(rev)) }

// revisionOf takes the key of a revision apart.
func revisionOf(key []byte) (k storyKey, rev int64) {
	return storyKey(key[1:17]), int64(binary.BigEndian.Uint64(key[17:]))
}

func numbered(prefix byte, k storyKey, n uint64) []byte {
	key := append([]byte{prefix}, k[:]...)
	return binary.BigEndian.AppendUint64(key, n)
}

// lineKey is where the list line of a story saved at seq stands.
func lineKey(k storyKey, seq uint64, trashed bool) []byte {
	return newestFirst([]byte{linePrefix(trashed)}, seq, k)
}

func linePrefix(trashed bool) byte {
	if trashed {
		return prefixTrash
	}
	return prefixUpdated
}

func sectionPrefix(section string) []byte { return appendWord([]byte{prefixSection}, section) }

func sectionKey(section string, seq uint64, k storyKey) []byte {
	return newestFirst(sectionPrefix(section), seq, k)
}

func slugPrefix(slug string) []byte { return appendWord([]byte{prefixSlug}, slug) }

func sourcePrefix(s article.Source) []byte {
	return appendWord(appendWord([]byte{prefixSource}, s.Service), s.Key)
}

func receiptPrefix(k storyKey) []byte { return append([]byte{prefixReceipt}, k[:]...) }

func receiptKey(k storyKey, seq uint64, n int) []byte {
	key := binary.BigEndian.AppendUint64(receiptPrefix(k), math.MaxUint64-seq)
	return binary.BigEndian.AppendUint32(key, uint32(n))
}

func namePrefix(k storyKey) []byte { return append([]byte{prefixName}, k[:]...) }

func nameKey(k storyKey, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(namePrefix(k), math.MaxUint64-seq)
}

func targetKey(id string) []byte { return append([]byte{prefixTarget}, id...) }

func deliveryPrefix(k storyKey) []byte { return append([]byte{prefixDelivery}, k[:]...) }

func deliveryKey(k storyKey, target string) []byte { return append(deliveryPrefix(k), target...) }

func orderPrefix(waiting bool) []byte {
	if waiting {
		return []byte{prefixOrder, 'w'}
	}
	return []byte{prefixOrder, 'd'}
}

// orderKey is where a delivery that was noted at seq stands in the outbox.
func orderKey(d *article.Delivery, seq uint64, k storyKey) []byte {
	return append(newestFirst(orderPrefix(d.State.Waiting()), seq, k), d.Target...)
}

// deliveryOf is the key of the delivery that an order key stands for.
func deliveryOf(order []byte) []byte { return append([]byte{prefixDelivery}, order[2+8:]...) }

func newestFirst(prefix []byte, seq uint64, k storyKey) []byte {
	key := binary.BigEndian.AppendUint64(prefix, math.MaxUint64-seq)
	return append(key, k[:]...)
}

// appendWord puts a text of any length into a key: its length (255 = a digest
// stands for it), then the text. The length keeps "ab"+"c" and "a"+"bc" apart.
func appendWord(key []byte, word string) []byte {
	if len(word) < math.MaxUint8 {
		return append(append(key, byte(len(word))), word...)
	}
	sum := sha256.Sum256([]byte(word))
	return append(append(key, math.MaxUint8), sum[:]...)
}

// storyAtEnd is the story whose id ends an index key.
func storyAtEnd(key []byte) storyKey { return storyKey(key[len(key)-16:]) }

// pastPrefix is what the keys of a lineup's revisions begin with.
func pastPrefix(id string) []byte { return appendWord([]byte{prefixPast}, id) }

func pastKey(id string, rev int64) []byte {
	return binary.BigEndian.AppendUint64(pastPrefix(id), uint64(rev))
}

// ofOneFact reports whether a key has the sequence of the one fact that writes
// it in it.
func ofOneFact(key string) bool {
	switch key[0] {
	case prefixUpdated, prefixTrash, prefixSection, prefixOrder:
		return true
	}
	return false
}

// keyName is a key as a person can read it.
func keyName(key []byte) string {
	if len(key) < 17 {
		return fmt.Sprintf("%q", key)
	}
	switch key[0] {
	case prefixHead, prefixIntake, prefixRevision, prefixBody, prefixReceipt, prefixName, prefixDelivery:
		return fmt.Sprintf("%c %s %x", key[0], storyKey(key[1:17]).id(), key[17:])
	case prefixUpdated, prefixTrash, prefixSection:
		return fmt.Sprintf("%c %s", key[0], storyAtEnd(key).id())
	}
	return fmt.Sprintf("%q", key)
}
