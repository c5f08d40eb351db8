package intake

import (
	"errors"
	"fmt"
	"iter"
	"slices"
)

// ErrMany: a file that holds many stories was to be read as one.
var ErrMany = errors.New("the copy does not hold just one story")

// Item is one story of copy that may hold many.
type Item struct {
	// Name says where it stands in the copy, "item 3"; "" = the copy is this
	// one story.
	Name string
	Of   int // how many items the copy has; 0 = it is this one alone
	Result
	Kill *Kill // it is a notice that a story must not be used; nil = it is none
	Err  error // why it does not come in; the others do all the same

	own bool // Stet wrote it: its lines are as long as somebody made them
}

// Items reads copy that may hold many stories, one after another: the pictures
// of one can be let go before the next is read. A story that cannot be read is
// an item with its error. Copy of which nothing can be read fails as [Read]
// does.
func Items(kind Kind, data []byte, o Options) (iter.Seq[Item], error) {
	kind, err := ParseKind(string(kind))
	if err != nil {
		return nil, err
	}
	if read := manyReader(kind); read != nil {
		items, err := read(data, o)
		return fitted(items), err
	}
	res, err := Read(kind, data, o)
	if err != nil {
		return nil, err
	}
	item := Item{Result: res}
	if kill, is := KillWords(&res); is {
		item.Kill = &kill
	}
	return func(yield func(Item) bool) { yield(item) }, nil
}

// HoldsMany reports whether a file of this kind is a block of stories. A news
// item is one, or the few of a message.
func HoldsMany(kind Kind) bool {
	return manyReader(kind) != nil && !slices.Contains([]Kind{Ninjs, NewsML, NITF}, kind)
}

// NamesItself reports whether copy of this kind says which item it is: one that
// comes again is known by its id.
func NamesItself(kind Kind) bool { return manyReader(kind) != nil }

// manyReader reads a kind whose files may hold many stories; nil = one.
func manyReader(kind Kind) func([]byte, Options) (iter.Seq[Item], error) {
	switch kind {
	case Feed:
		return feedItems
	case WXR:
		return wxrItems
	case Ghost:
		return ghostItems
	case Ninjs:
		return ninjsItems
	case NewsML:
		return newsmlItems
	case NITF:
		return nitfItems
	}
	return nil
}

// readOnly reads copy of such a kind that holds one story.
func readOnly(read func([]byte, Options) (iter.Seq[Item], error), data []byte, o Options) (Result, error) {
	items, err := read(data, o)
	if err != nil {
		return Result{}, fmt.Errorf("read copy: %w", err)
	}
	var found []Item
	for item := range fitted(items) {
		if found = append(found, item); len(found) > 1 {
			break
		}
	}
	if len(found) != 1 {
		return Result{}, fmt.Errorf("read copy: %w", ErrMany)
	}
	return found[0].Result, found[0].Err
}
