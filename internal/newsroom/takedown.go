package newsroom

import (
	"errors"
	"slices"

	"stet/internal/article"
	"stet/internal/desk"
)

// takeDown asks targets to take stories from readers. It passes every check.
func (r *Room) takeDown(q SendRequest, targets []article.Target) (SentOut, error) {
	hand := r.hand(q.Why)
	switch {
	case !hand.Named:
		return SentOut{}, &article.MoveError{Message: "A story is taken from readers by somebody with a name.", Hint: "Say who is at the desk first.",
			Command: "Say who is at the desk first: stet settings set editor.name NAME"}
	case article.OneLine(q.Why) == "":
		return SentOut{}, &article.MoveError{Message: "A story is taken from readers with a reason, which stays in its log.", Hint: "Say why in a few words.", Command: "Say why with --why TEXT."}
	}
	ids, ways, err := r.waysDown(q, targets)
	if err != nil {
		return SentOut{}, err
	}
	past := map[article.ID]bool{} // went there once, and is down
	changed, err := r.changes(ways, func(d *article.Delivery) (bool, error) {
		has := d.Held.Has() || d.Held.Perhaps || q.Act == article.Withdraw && d.Keeps()
		if d.State == "" || !has && !d.State.Waiting() {
			past[d.Story] = past[d.Story] || d.State == article.Down
			return false, nil
		}
		r.askDown(d, q.Act, d.Rev, q.Why)
		return true, nil
	})
	if err != nil {
		return SentOut{}, err
	}
	sent, err := r.sentOut(changed, []Refused{})
	if err != nil {
		return SentOut{}, err
	}
	return sent, r.sayNotDown(&sent, ids, past)
}

// sayNotDown names what was not taken down: of a lineup or of several stories it is
// what is down already or was never there, and nothing is amiss. Where nothing of
// it ever went there somebody may have named the wrong place.
func (r *Room) sayNotDown(sent *SentOut, ids []article.ID, past map[article.ID]bool) error {
	heads, err := r.headsOf(ids)
	if err != nil {
		return err
	}
	someWent := len(sent.Queued) > 0
	for _, was := range past {
		someWent = someWent || was
	}
	rest := []Refused{}
	for _, id := range ids {
		if slices.ContainsFunc(sent.Queued, func(i OutboxItem) bool { return i.Story == id }) {
			continue
		}
		one := Refused{id, heads[id].Headline, "None of these destinations has it.", "Nothing needs to be done there."}
		if past[id] {
			one.Message = "It is down there already."
		}
		rest = append(rest, one)
	}
	if len(ids)+len(sent.Queued) == 0 { // of a lineup without stories, or one that was deleted
		front := Refused{Name: "The front", Message: "None of these destinations has it.", Hint: "Nothing needs to be done there."}
		if someWent {
			front.Message = "It is down there already."
		}
		rest = append(rest, front)
	}
	if someWent {
		sent.Already = rest
	} else {
		sent.Refused = rest
	}
	return nil
}

// waysDown are the stories that are taken from readers, and all ways to go for
// it: a lineup's front is taken away with its stories. Of a lineup that was
// deleted it is only the front: its stories are in nobody's order any more.
func (r *Room) waysDown(q SendRequest, targets []article.Target) ([]article.ID, []way, error) {
	whole := q.Lineup != "" && len(q.IDs) == 0
	ids, err := r.Select(q.Selection)
	if deleted := errors.Is(err, desk.ErrNoLineup); err != nil && !(whole && deleted) {
		return nil, nil, err
	}
	pieces := ids
	if whole {
		front, err := r.FrontDelivery(q.Lineup)
		if err != nil {
			return nil, nil, err
		}
		pieces = append(slices.Clone(ids), front)
	}
	ways := []way{}
	for _, id := range pieces {
		for _, t := range targets {
			ways = append(ways, way{id, t.ID})
		}
	}
	return ids, ways, nil
}

// askDown makes a delivery ask for a story to be taken from readers, whatever it
// asked for before.
func (r *Room) askDown(d *article.Delivery, act article.DeliveryAct, rev int64, why string) {
	d.BreakOff()
	d.Act, d.Rev, d.Why, d.Bundle, d.Seal = act, rev, article.OneLine(why), "", ""
	d.By, d.Asked, d.Passed, d.Urgent = r.Person().Sign(), r.now(), nil, false
	d.There, d.Over = nil, ""
	again(d, r.now())
}
