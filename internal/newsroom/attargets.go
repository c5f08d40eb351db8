package newsroom

import (
	"time"

	"stet/internal/article"
)

// AtTarget is how far a story is at one target, for screens that are about
// something else.
type AtTarget struct {
	Target     string                `json:"target"` // its id
	TargetName string                `json:"targetName"`
	State      article.DeliveryState `json:"state"`
	Word       string                `json:"word"`  // the state, in an editor's words
	Rev        int64                 `json:"rev"`   // that goes, or went
	Waits      bool                  `json:"waits"` // it is not over
	Asks       bool                  `json:"asks"`  // a person has to decide
	Late       bool                  `json:"late"`  // readers should have it by now, and do not
	Says       string                `json:"says,omitempty"`
	Hint       string                `json:"hint,omitempty"`
}

// inTime is how long a story may be on its way before it is late.
const inTime = 5 * time.Minute

// atTargets is how far a story is at each target that has anything to do with it;
// never nil.
func (r *Room) atTargets(h *article.Head) ([]AtTarget, error) {
	at := []AtTarget{}
	items, err := r.DeliveriesOf(h.ID)
	for _, d := range items {
		if d.State == article.Cancelled && !d.Held.MayHave() {
			continue
		}
		at = append(at, AtTarget{
			Target: d.Target, TargetName: d.TargetName, State: d.State, Word: d.Word, Rev: d.Rev,
			Waits: d.State.Waiting(), Asks: d.State.NeedsPerson(), Late: late(&d.Delivery, h, r.now()), Says: d.Says, Hint: d.Hint,
		})
	}
	return at, err
}

// late reports whether readers should have by now what is on its way to them. A
// target that was to hold a story until its time is given as long as any other.
func late(d *article.Delivery, h *article.Head, now time.Time) bool {
	if d.Act != article.Publish && d.Act != article.Schedule || h.Embargo.InForce(now) {
		return false
	}
	since := d.Asked
	if h.Embargo != nil && h.Embargo.At.After(since) {
		since = h.Embargo.At
	}
	return d.State.Waiting() && now.Sub(since) > inTime
}
