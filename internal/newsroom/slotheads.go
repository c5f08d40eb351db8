package newsroom

import (
	"stet/internal/article"
	"stet/internal/desk"
)

// slotHeads is what a story is called in lineups, their spares too. Nobody asks
// where no lawyer read it, or is reading it now: then it is not looked up.
func (r *Room) slotHeads(a *article.Article) ([]article.PlacedHead, error) {
	if a.Legal.State != article.LegalDone {
		return nil, nil
	}
	lineups, err := r.storedLineups()
	return headsIn(lineups, a.ID), err
}

func headsIn(lineups []desk.Lineup, id article.ID) []article.PlacedHead {
	var heads []article.PlacedHead
	for _, l := range lineups {
		heads = append(heads, l.HeadsOf(id)...)
	}
	return heads
}
