package newsroom

import "stet/internal/article"

// askKilled has a target that has a killed story told of it; dead notes the story
// where it has none of it.
func (s *sending) askKilled(d *article.Delivery, p *prepared, dead map[article.ID]bool) bool {
	if d.Act == article.Withdraw && d.State == article.Down || !d.Keeps() && !d.State.Waiting() {
		dead[d.Story] = true
		return false
	}
	s.room.askDown(d, article.Withdraw, p.story.Article.Rev, "")
	return true
}

// refuseDead says of killed stories that none of the targets has them.
func (s *sending) refuseDead(dead map[article.ID]bool, changed []article.Delivery) {
	for _, d := range changed {
		delete(dead, d.Story)
	}
	for _, id := range s.order {
		if dead[id] {
			s.refused = append(s.refused, Refused{id, deskName(&s.going[id].story.Article), "It is killed, and none of these destinations has it.", "Nothing needs to be done there."})
		}
	}
}
