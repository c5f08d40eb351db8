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

// unreadIn reports whether anything of what a story says, or is called in these
// lineups, was changed since a lawyer read it.
func unreadIn(a *article.Article, lineups []desk.Lineup) bool {
	return a.Unread() || a.Legal.State == article.LegalDone && len(a.UnreadHeads(headsIn(lineups, a.ID))) > 0
}

func headsIn(lineups []desk.Lineup, id article.ID) []article.PlacedHead {
	var heads []article.PlacedHead
	for _, l := range lineups {
		heads = append(heads, l.HeadsOf(id)...)
	}
	return heads
}
