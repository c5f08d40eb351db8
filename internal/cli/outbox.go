package cli

import (
	"flag"
	"fmt"
	"strings"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// outboxVerbs are what can be done with the outbox: the fewest words and the
// most that each takes.
var outboxVerbs = map[string][2]int{"list": {0, 0}, "show": {1, 1}, "run": {0, 0}, "retry": {0, -1}, "cancel": {1, -1}, "settle": {1, 1}}

// runOutbox works on what is on its way.
func runOutbox(c *call) error {
	target, ours, theirs := "", false, false
	var q outboxRun
	words, err := c.words(func(f *flag.FlagSet) {
		f.StringVar(&target, "to", "", "")
		f.BoolVar(&ours, "ours", false, "")
		f.BoolVar(&theirs, "theirs", false, "")
		f.BoolVar(&q.keep, "keep-going", false, "")
		f.BoolVar(&q.piped, "secret", false, "")
	}, 0, -1)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		words = []string{"list"}
	}
	needs, known := outboxVerbs[words[0]]
	if !known {
		return c.misused(fmt.Sprintf("%q is nothing to do with the outbox", words[0]))
	}
	if err := c.want(words[1:], needs[0], needs[1]); err != nil {
		return err
	}
	if _, err := c.openExisting(); err != nil {
		return err
	}
	switch words[0] {
	case "run":
		return c.keepOutbox(q)
	case "list":
		return c.listOutbox()
	}
	if words[0] == "show" {
		return c.showDeliveries(words[1], target)
	}
	chosen, err := c.chosen(words[1:], target)
	if err != nil {
		return err
	}
	switch words[0] {
	case "retry":
		_, err = c.room.RetryDeliveries(chosen)
		if err == nil {
			err = c.keepOutbox(outboxRun{piped: q.piped})
		}
		return err
	case "cancel":
		_, err = c.room.CancelDeliveries(chosen)
	case "settle":
		if ours == theirs || len(chosen) != 1 {
			return c.misused("say whose stays, --ours or --theirs, and where: --to TARGET")
		}
		return c.settleDelivery(newsroom.Settle{Chosen: chosen[0], Ours: ours})
	}
	if err != nil {
		return err
	}
	return c.listOutbox()
}

// settleDelivery carries out whose words stay. Theirs stand there, ours do not yet:
// that is exit status 7, as of anything that waits.
func (c *call) settleDelivery(s newsroom.Settle) error {
	if _, err := c.room.SettleDelivery(s); err != nil {
		return err
	}
	if err := c.listOutbox(); err != nil {
		return err
	}
	items, err := c.room.DeliveriesOf(s.Story)
	if err != nil {
		return err
	}
	for _, i := range items {
		if s.Ours && i.Target == s.Target && i.State.Waiting() && goesOn(&i) {
			c.complain("ours is not there yet: it waits in the outbox", "Send it: stet outbox run")
			return &exitError{exitQueued}
		}
	}
	return nil
}

// chosen are the deliveries of stories that are not over, to one target or to all.
func (c *call) chosen(words []string, target string) ([]newsroom.Chosen, error) {
	chosen := []newsroom.Chosen{}
	for _, word := range words {
		id, err := c.deliveryID(word)
		if err != nil {
			return nil, err
		}
		items, err := c.room.DeliveriesOf(id)
		if err != nil {
			return nil, err
		}
		for _, i := range items {
			if i.State.Waiting() && goesTo(&i, target) {
				chosen = append(chosen, newsroom.Chosen{Story: i.Story, Target: i.Target})
			}
		}
	}
	if len(words) > 0 && len(chosen) == 0 {
		return nil, &refusal{"nothing of it is on its way", "See what is with: stet outbox list"}
	}
	return chosen, nil
}

// deliveryID is what a delivery is called by: a story, a package that goes as one
// piece, which has a name of its own, or the lineup of a front.
func (c *call) deliveryID(word string) (article.ID, error) {
	id, err := c.room.Resolve(word)
	if err == nil {
		return id, nil
	}
	if parsed, bad := article.ParseID(word); bad == nil {
		return parsed, nil
	}
	if front, none := c.room.FrontDelivery(word); none == nil {
		return front, nil
	}
	return id, err
}

// goesTo reports whether a delivery is one to a target; "" = to any.
func goesTo(i *newsroom.OutboxItem, target string) bool {
	return target == "" || strings.EqualFold(i.TargetName, target) || i.Target == target
}

// shownDelivery is a delivery with what stands there beside what would go.
type shownDelivery struct {
	newsroom.OutboxItem
	Apart []newsroom.FieldChange `json:"apart"`
}

// showDeliveries prints what is on its way of a story and what is there. Where
// somebody changed it there, theirs stands before ours.
func (c *call) showDeliveries(word, target string) error {
	id, err := c.deliveryID(word)
	if err != nil {
		return err
	}
	items, err := c.room.DeliveriesOf(id)
	if err != nil {
		return err
	}
	all := []shownDelivery{}
	for _, i := range items {
		if !goesTo(&i, target) {
			continue
		}
		apart, err := c.room.ApartAt(newsroom.Chosen{Story: i.Story, Target: i.Target})
		if err != nil {
			return err
		}
		all = append(all, shownDelivery{i, apart.Fields})
	}
	if c.json {
		return c.emit(all)
	}
	if len(all) == 0 {
		c.say("Nothing of it went out, and nothing is on its way.")
	}
	for _, i := range all {
		c.showItem(&i.OutboxItem)
		if len(i.Apart) > 0 {
			c.say("  [-there-] {+ours+}")
		}
		for _, f := range i.Apart {
			c.say("  %s: %s", f.Field, marked(f.Chunks))
		}
	}
	return nil
}

// outboxRun is how the outbox is seen off.
type outboxRun struct {
	keep  bool // until somebody stops it
	piped bool // secrets that are kept nowhere are piped in
}

// keepOutbox sends what is due, once or until somebody stops it.
func (c *call) keepOutbox(q outboxRun) error {
	targets, err := c.room.Targets()
	if err != nil {
		return err
	}
	waiting := []article.Target{}
	for _, t := range targets {
		if t.Waiting > 0 {
			waiting = append(waiting, t.Target)
		}
	}
	if err := c.askMissing(c.room, waiting, q.piped); err != nil {
		return err
	}
	if err := c.readySign(waiting); err != nil {
		return err
	}
	if !q.keep {
		if err := c.runDue(); err != nil {
			return err
		}
		if err := c.listOutbox(); err != nil {
			return err
		}
		return c.decisions()
	}
	ctx, stop := c.stoppable()
	defer stop()
	c.room.KeepDelivering(ctx, func(news newsroom.OutboxNews) {
		c.say("%s on the way, %d to decide", count(news.Waiting, "story", "stories"), news.Asks)
	})
	return nil
}

// decisions is exit status 3 where a person has to decide about a delivery.
func (c *call) decisions() error {
	page, err := c.room.Outbox()
	if err != nil {
		return err
	}
	if page.Asks > 0 {
		return &exitError{exitBlocked}
	}
	return nil
}

func (c *call) listOutbox() error {
	page, err := c.room.Outbox()
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(page)
	}
	if len(page.Waiting) == 0 {
		c.say("Nothing is on its way.")
	}
	for _, i := range append(page.Waiting, page.Done...) {
		c.showItem(&i)
	}
	return nil
}
