package newsroom_test

import (
	"testing"

	"stet/internal/article"
)

// A byline that is no user's name at the target is news once, and again when it
// changes; the receipts keep it.
func TestABylineWithoutAUserIsToldOnce(t *testing.T) {
	d := openDesk(t, "Web")
	a := take(t, d.Room, ferry)
	web := d.targets["Web"]
	for i, c := range []struct {
		field, keeps string
		told, known  int
	}{
		{"author", "Desk", 1, 0}, {"author", "Desk", 0, 1}, {"author", "Desk", 0, 1}, {"author", "Night desk", 1, 0}, {"author", "Night desk", 0, 1},
		{"excerpt", "", 1, 0}, {"excerpt", "", 1, 0},
	} {
		web.drops, web.keeps = c.field, c.keeps
		edit(t, d.Room, a.ID, "standfirst", string(rune('a'+i)))
		d.send([]article.ID{a.ID}, "Web")
		d.run()
		item := d.of(a.ID, "Web")
		if len(item.Differences) != c.told || len(item.Known) != c.known || (item.Says != "") != (c.told > 0) {
			t.Fatalf("sending %d: told %v, known %v, says %q", i, item.Differences, item.Known, item.Says)
		}
		receipts, err := d.Receipts(a.ID)
		if err != nil || len(receipts[0].Differences) != 1 || receipts[0].Differences[0].Stored != c.keeps {
			t.Fatalf("sending %d: the receipt says %+v, %v", i, receipts[0].Differences, err)
		}
	}
}
