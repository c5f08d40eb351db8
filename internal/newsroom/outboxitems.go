package newsroom

import (
	"cmp"
	"fmt"
	"path/filepath"
	"time"

	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/store"
)

// OutboxItem is a story on its way to a target, as the screen says it.
type OutboxItem struct {
	article.Delivery
	TargetName string `json:"targetName"`
	Headline   string `json:"headline"`
	Slugline   string `json:"slugline"`
	Word       string `json:"word"`              // its state, in an editor's words
	Doing      string `json:"doing"`             // what is done there: "New", "Update", "Correction", "Taken down", "Kill"
	Newer      bool   `json:"newer"`             // a newer revision is saved than the one that goes, or went
	Deleted    bool   `json:"deleted,omitempty"` // a front whose lineup was deleted: it can be taken down
	MayRetry   bool   `json:"mayRetry"`          // a person may have it tried again
	MayCancel  bool   `json:"mayCancel"`
	MaySettle  bool   `json:"maySettle"` // a person has to choose between ours and theirs
}

// OutboxPage is what is on its way, in the order in which it goes, and what is
// over, changed last first.
type OutboxPage struct {
	Waiting []OutboxItem `json:"waiting"`
	Done    []OutboxItem `json:"done"`
	Asks    int          `json:"asks"` // of Waiting those that a person has to decide about
	// Next is when something is tried next; zero = nothing waits for a time.
	Next time.Time `json:"next,omitzero" ts_type:"string"`
}

const (
	shownDone    = 200
	shownWaiting = 1000
)

// Outbox is what is on its way and what is over.
func (r *Room) Outbox() (OutboxPage, error) {
	waiting, err := r.outbox.read(r.db)
	if err != nil {
		return OutboxPage{}, err
	}
	done, err := r.db.Outbox(false, shownDone)
	if err != nil {
		return OutboxPage{}, err
	}
	inOrder(waiting)
	page := OutboxPage{}
	for _, d := range waiting {
		if d.State.NeedsPerson() {
			page.Asks++
		}
		if d.State.Runs() && !d.Due.IsZero() && (page.Next.IsZero() || d.Due.Before(page.Next)) {
			page.Next = d.Due
		}
	}
	if page.Waiting, err = r.items(waiting[:min(len(waiting), shownWaiting)]); err != nil {
		return OutboxPage{}, err
	}
	page.Done, err = r.items(done)
	return page, err
}

// DeliveriesOf is what targets hold of a story and what is on its way there.
func (r *Room) DeliveriesOf(id article.ID) ([]OutboxItem, error) {
	all, err := r.db.Deliveries(id)
	if err != nil {
		return nil, err
	}
	return r.items(all)
}

// items are deliveries as the screen says them.
func (r *Room) items(deliveries []article.Delivery) ([]OutboxItem, error) {
	targets, err := r.targets()
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, t := range targets {
		names[t.ID] = t.Name
	}
	ids := make([]article.ID, len(deliveries))
	for i, d := range deliveries {
		ids[i] = d.Story
	}
	heads, err := r.headsOf(ids)
	if err != nil {
		return nil, err
	}
	items := make([]OutboxItem, len(deliveries))
	for i, d := range deliveries {
		h := heads[d.Story]
		items[i] = OutboxItem{
			Delivery: d, TargetName: cmp.Or(names[d.Target], "a destination that was removed"),
			Headline: h.Headline, Slugline: h.Slugline, Word: stateWord(&d), Doing: doingWord(&d),
			MayRetry:  d.State == article.Stopped || d.State == article.Queued && d.Tries > 0,
			MayCancel: mayCallBack(&d), MaySettle: d.State == article.Conflicting,
		}
		items[i].Differences, items[i].Known, items[i].Apart = inWords(d.Differences), inWords(d.Known), nil // that is asked for by itself
		if d.Lineup != "" {
			if err := r.frontItem(&items[i]); err != nil {
				return nil, err
			}
			continue
		}
		if len(d.Carries) > 0 {
			items[i].Headline = packageName(&d)
			continue
		}
		if h.Flag == article.Killed || d.State == article.Down {
			continue // it is to stay down
		}
		items[i].Newer, err = r.newerWords(&d, h.Rev)
		if err != nil {
			return nil, err
		}
	}
	return items, nil
}

func (r *Room) headsOf(ids []article.ID) (map[article.ID]article.Head, error) {
	heads, err := r.db.HeadsOf(ids)
	byID := make(map[article.ID]article.Head, len(heads))
	for _, h := range heads {
		byID[h.ID] = h
	}
	return byID, err
}

// packageName is what the screen calls a package that goes as one piece.
func packageName(d *article.Delivery) string {
	stories := fmt.Sprintf("%d stories", len(d.Carries))
	if len(d.Carries) == 1 {
		stories = "1 story"
	}
	return filepath.Base(d.Bundle) + ", " + stories
}

// newerWords reports whether a story has newer words than a delivery takes, or
// took: what the delivery itself noted in it are none.
func (r *Room) newerWords(d *article.Delivery, head int64) (bool, error) {
	return r.newerThan(article.CarriedStory{ID: d.Story, Rev: d.Rev}, head)
}

func (r *Room) newerThan(went article.CarriedStory, head int64) (bool, error) {
	if head <= went.Rev || went.Rev == 0 {
		return false, nil
	}
	own, err := r.onlyDelivered(went.ID, went.Rev, head)
	return !own, err
}

// stateWord is a state in an editor's words.
func stateWord(d *article.Delivery) string {
	switch d.State {
	case article.Queued:
		switch {
		case d.Offline:
			return "Waits for the network"
		case d.Tries > 0:
			return "Is tried again"
		}
		return "Waits its turn"
	case article.Embargoed:
		return "Waits for its embargo"
	case article.Going:
		return "Is going out"
	case article.Unseen:
		return "Sent, not seen there yet"
	case article.Scheduled:
		return "There, until its time"
	case article.Shown:
		return "Live"
	case article.Left:
		return "Handed over"
	case article.Down:
		return "Taken down"
	case article.Stopped:
		return "Stopped"
	case article.Conflicting:
		return "Changed there"
	case article.Cancelled:
		return "Called back"
	}
	return string(d.State)
}

// doingWord says what is done at the target.
func doingWord(d *article.Delivery) string {
	switch {
	case d.Act == article.Withdraw:
		return "Kill"
	case d.Act == article.HoldBack:
		return "Take down"
	case d.Urgent:
		return "Correction"
	case d.Update:
		return "Update"
	}
	return "New"
}

// mayCallBack reports whether a person may still call a delivery back.
func mayCallBack(d *article.Delivery) bool {
	return d.State == article.Queued || d.State == article.Embargoed || d.State.NeedsPerson()
}

// Chosen names deliveries that a person does something about.
type Chosen struct {
	Story  article.ID `json:"story"`
	Target string     `json:"target"` // its id
}

func (c Chosen) way() way { return way{c.Story, c.Target} }

func waysOf(chosen []Chosen) []way {
	ways := make([]way, len(chosen))
	for i, c := range chosen {
		ways[i] = c.way()
	}
	return ways
}

// RetryDeliveries has deliveries tried now; none chosen = all that wait for the
// network, as when there is one again.
func (r *Room) RetryDeliveries(chosen []Chosen) (OutboxPage, error) {
	ways, named := waysOf(chosen), len(chosen) > 0
	if !named {
		waiting, err := r.outbox.read(r.db)
		if err != nil {
			return OutboxPage{}, err
		}
		for _, d := range waiting {
			ways = append(ways, wayOf(&d))
		}
	}
	_, err := r.changes(ways, func(d *article.Delivery) (bool, error) {
		switch {
		case d.State == article.Queued && (named || d.Offline), d.State == article.Stopped && named:
			again(d, r.now())
			return true, nil
		case (d.State == article.Unseen || d.State == article.Scheduled) && (named || d.Offline):
			d.Due = r.now()
			return true, nil
		case named:
			return false, r.notSo(d, "tried again")
		}
		return false, nil
	})
	if err != nil {
		return OutboxPage{}, err
	}
	return r.Outbox()
}

// again has a delivery tried at once, as if for the first time.
func again(d *article.Delivery, now time.Time) {
	d.State, d.Due, d.Tries, d.Offline, d.Says, d.Hint, d.Reason = article.Queued, now, 0, false, "", "", ""
	d.Unsent, d.Apart = false, nil
}

// CancelDeliveries calls deliveries back that have not gone. What a target holds
// of the story stays there.
func (r *Room) CancelDeliveries(chosen []Chosen) (OutboxPage, error) {
	if err := r.callBack(waysOf(chosen)); err != nil {
		return OutboxPage{}, err
	}
	return r.Outbox()
}

func (r *Room) callBack(ways []way) error {
	_, err := r.changes(ways, func(d *article.Delivery) (bool, error) {
		if !mayCallBack(d) {
			return false, r.notSo(d, "called back")
		}
		d.State = article.Cancelled
		d.Due, d.Says, d.Hint, d.Reason, d.Offline, d.Apart = time.Time{}, "", "", "", false, nil
		return true, nil
	})
	return err
}

// callBackAll calls back what is on its way to a target.
func (r *Room) callBackAll(target string) error {
	waiting, err := r.outbox.read(r.db)
	if err != nil {
		return err
	}
	ways := []way{}
	for _, d := range waiting {
		if d.Target == target && d.State == article.Going {
			return &article.MoveError{Message: "Something is going there right now.", Hint: "Wait until it is there, then remove the destination."}
		}
		if d.Target == target && mayCallBack(&d) {
			ways = append(ways, wayOf(&d))
		}
	}
	return r.callBack(ways)
}

// reopen has what waited because a target was set up wrongly tried again.
func (r *Room) reopen(target string) error {
	waiting, err := r.outbox.read(r.db)
	if err != nil {
		return err
	}
	ways := []way{}
	for _, d := range waiting {
		if d.Target == target && d.State == article.Stopped && shutBy(&d) != "" {
			ways = append(ways, wayOf(&d))
		}
	}
	_, err = r.changes(ways, func(d *article.Delivery) (bool, error) {
		again(d, r.now())
		return true, nil
	})
	return err
}

// Settle says which of two states a story shall have that somebody changed at
// the target.
type Settle struct {
	Chosen
	Ours bool `json:"ours"` // ours goes over theirs; false = theirs stays
}

// SettleDelivery carries out what somebody decided who looked at both.
func (r *Room) SettleDelivery(s Settle) (OutboxPage, error) {
	if !r.Person().Asked {
		return OutboxPage{}, &article.MoveError{Message: "Which of the two stays is said by somebody with a name.", Hint: "Say who is at the desk first.",
			Command: "Say who is at the desk first: stet settings set editor.name NAME"}
	}
	_, err := r.changes([]way{s.way()}, func(d *article.Delivery) (bool, error) {
		if d.State != article.Conflicting || d.There == nil {
			return false, r.notSo(d, "settled")
		}
		there, stranger := *d.There, d.Reason == string(deliver.NotOurs)
		again(d, r.now())
		d.There = nil
		if s.Ours {
			d.Over = there.Version
			return true, nil
		}
		d.Due, d.Says = time.Time{}, "Left as it stands there, by "+r.Person().Sign()+"."
		if stranger { // what stands there is not the story
			d.State = article.Cancelled
			return true, nil
		}
		// The version stays that of what Stet left there: whoever sends the story
		// again is asked again, and nothing goes over theirs unseen.
		d.State, d.Differences, d.Known = cmp.Or(there.State, article.Shown), nil, nil
		d.Held.ID, d.Held.URL, d.Held.State, d.Held.Perhaps = cmp.Or(there.ID, d.Held.ID), cmp.Or(there.URL, d.Held.URL), d.State, false
		return true, nil
	})
	if err != nil {
		return OutboxPage{}, err
	}
	return r.Outbox()
}

func (r *Room) notSo(d *article.Delivery, done string) error {
	if d.Act == "" {
		return fmt.Errorf("%w: nothing of story %s is on its way there", store.ErrNotFound, d.Story)
	}
	return &article.MoveError{
		Message: fmt.Sprintf("It cannot be %s: “%s”.", done, stateWord(d)), Hint: "Look at it again: it has gone on.",
	}
}
