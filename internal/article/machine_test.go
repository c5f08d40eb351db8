package article

import (
	"errors"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"
)

var anHour = time.Date(2026, 12, 2, 22, 0, 0, 0, time.UTC)

func state(status Status, flag Flag) Article { return Article{Status: status, Flag: flag} }

func TestWhatMayFollow(t *testing.T) {
	named := Hand{By: "AB", Named: true, Why: "seen on the site"}
	for name, c := range map[string]struct {
		from, to Article
		hand     Hand
		refused  string // part of the words; "" = it may
	}{
		"freely at the desk":      {state(Draft, ""), state(Ready, ""), Hand{}, ""},
		"and back":                {state(Ready, ""), state(Draft, ""), Hand{}, ""},
		"sent by nobody":          {state(Ready, ""), state(Sent, ""), Hand{By: "AB"}, "needs a reason"},
		"sent without a name":     {state(Ready, ""), state(Sent, ""), Hand{By: "AB", Why: "phoned"}, "somebody's name"},
		"sent by a person":        {state(Ready, ""), state(Sent, ""), named, ""},
		"sent by a delivery":      {state(Subbing, ""), state(Sent, ""), Hand{Delivery: true}, ""},
		"live before it was sent": {state(Ready, ""), state(Live, ""), named, `"ready" cannot become "live"`},
		"sent is not live":        {state(Sent, ""), state(Live, ""), Hand{}, "needs a reason"},
		"a delivery confirms":     {state(Sent, ""), state(Live, ""), Hand{Delivery: true}, ""},
		"and nothing but sent":    {state(Ready, ""), state(Live, ""), Hand{Delivery: true}, "cannot become"},
		"live stays live":         {state(Live, ""), state(Subbing, ""), named, "cannot become"},
		"an update is sent":       {state(Live, ""), state(Sent, ""), Hand{Delivery: true}, ""},
		"taken back":              {state(Live, ""), state(Withdrawn, ""), named, ""},
		"nothing to take back":    {state(Ready, ""), state(Withdrawn, ""), named, "cannot become"},
		"worked up again":         {state(Withdrawn, ""), state(Subbing, ""), named, ""},
		"held in a hurry":         {state(Ready, ""), state(Ready, Hold), Hand{}, ""},
		"spiked for no reason":    {state(Ready, ""), state(Ready, Spiked), Hand{}, "needs a reason"},
		"killed for no reason":    {state(Ready, ""), state(Ready, Killed), Hand{}, "needs a reason"},
		"killed":                  {state(Live, Hold), state(Live, Killed), Hand{Why: "wrong man"}, ""},
		"unspiked":                {state(Ready, Spiked), state(Ready, ""), Hand{}, ""},
		"a kill let go":           {state(Ready, Killed), state(Ready, ""), named, "killed cannot become not held"},
		"a kill taken back":       {state(Ready, Killed), state(Ready, Hold), named, ""},
		"by nobody":               {state(Ready, Killed), state(Ready, Hold), Hand{}, "needs a reason"},
		"killed and sent":         {state(Ready, Killed), state(Sent, Killed), Hand{Delivery: true}, "killed"},
	} {
		deeds, err := Deeds(&c.from, &c.to, c.hand, anHour)
		switch {
		case c.refused == "" && (err != nil || len(deeds) != 1):
			t.Errorf("%s: %v, %v", name, deeds, err)
		case c.refused != "" && (!errors.Is(err, ErrMove) || !strings.Contains(err.Error(), c.refused)):
			t.Errorf("%s: %v", name, err)
		}
		var move *MoveError
		if errors.As(err, &move) && move.Hint == "" {
			t.Errorf("%s: nothing says what to do", name)
		}
	}
}

// Whatever is done in whatever order: what readers have is only ever said by
// somebody who answers for it, and a killed story is let go in two steps.
func TestLawsOfTheMachine(t *testing.T) {
	random := rand.New(rand.NewSource(5))
	now := state(Draft, "")
	flags := append([]Flag{NoFlag}, Flags...)
	hands := []Hand{{By: "AB"}, {By: "AB", Named: true}, {By: "AB", Named: true, Why: "so"}, {Delivery: true}}
	moved := map[Status]bool{}
	for range 20000 {
		to := state(Statuses[random.Intn(len(Statuses))], flags[random.Intn(len(flags))])
		hand := hands[random.Intn(len(hands))]
		if _, err := Deeds(&now, &to, hand, anHour); err != nil {
			continue
		}
		outside := []Status{Sent, Live, Withdrawn}
		if to.Status != now.Status && slices.Contains(outside, to.Status) && hand.Why == "" && !hand.Delivery {
			t.Fatalf("%s to %s by %+v", now.Status, to.Status, hand)
		}
		if to.Status == Live && now.Status != Live && now.Status != Sent {
			t.Fatalf("live after %s", now.Status)
		}
		if now.Flag == Killed && to.Flag != Killed && to.Flag != Hold {
			t.Fatalf("a kill became %q at once", to.Flag)
		}
		now = to
		moved[now.Status] = true
	}
	if len(moved) != len(Statuses) {
		t.Errorf("never met: %v", moved)
	}
}

func TestTheMachineKnowsEveryState(t *testing.T) {
	for _, table := range []struct {
		moves []Moves
		all   []string
	}{
		{StatusMoves(), strings.Split(OneOf(Statuses), ", ")},
		{FlagMoves(), append([]string{""}, strings.Split(OneOf(Flags), ", ")...)},
	} {
		for _, from := range table.all {
			i := slices.IndexFunc(table.moves, func(m Moves) bool { return m.From == from })
			if i < 0 || len(table.moves[i].To) == 0 {
				t.Errorf("nothing follows %q", from)
				continue
			}
			for _, m := range table.moves[i].To {
				if !slices.Contains(table.all, m.To) || m.To == from {
					t.Errorf("%q is followed by %q", from, m.To)
				}
			}
		}
	}
}

func TestAnEmbargoEndsSoonerOnSomebodysWordOnly(t *testing.T) {
	at := func(text string) Article {
		e, err := ParseEmbargo(text)
		if err != nil {
			t.Fatal(err)
		}
		return Article{Embargo: e}
	}
	said := Article{Embargo: &Embargo{Said: "00.01"}}
	broken := at("2026-12-03T00:01 Europe/Kyiv")
	held := at("2026-12-03T00:01 Europe/London")
	broke := *held.Embargo
	broke.Broken = &Broken{By: "AB", Why: "it is on their site"}
	broken.Embargo = &broke
	named := Hand{Named: true, Why: "the ministry lifted it"}
	for name, c := range map[string]struct {
		from, to Article
		hand     Hand
		may      bool
	}{
		"set":                 {at(""), held, Hand{}, true},
		"later":               {held, at("2026-12-04T00:01 Europe/London"), Hand{}, true},
		"sooner":              {held, at("2026-12-02T23:00 Europe/London"), Hand{}, false},
		"lifted":              {held, at(""), Hand{}, false},
		"lifted by somebody":  {held, at(""), named, true},
		"past":                {at("2026-12-01T00:01 Europe/London"), at(""), Hand{}, true},
		"settled":             {said, held, Hand{}, true},
		"only spoken of":      {said, at(""), Hand{}, false},
		"broken":              {held, broken, named, true},
		"broken for nothing":  {held, broken, Hand{Named: true}, false},
		"broken by nobody":    {held, broken, Hand{Why: "so"}, false},
		"whole again":         {broken, held, Hand{}, true},
		"lifted after it was": {broken, at(""), Hand{}, true},
	} {
		deeds, err := Deeds(&c.from, &c.to, c.hand, anHour)
		if (err == nil) != c.may || c.may && len(deeds) != 1 {
			t.Errorf("%s: %v, %v", name, deeds, err)
		}
	}
}

func TestDeedsInWords(t *testing.T) {
	for want, d := range map[string]Deed{
		"ready to sent":          {DeedStatus, "ready", "sent"},
		"held":                   {DeedFlag, "", "hold"},
		"let go":                 {DeedFlag, "hold", ""},
		"unspiked":               {DeedFlag, "spiked", ""},
		"kill taken back, held":  {DeedFlag, "killed", "hold"},
		"killed":                 {DeedFlag, "", "killed"},
		"legal read: not needed": {DeedLegal, "required", ""},
		"went out past: hold":    {DeedPassed, "", "hold"},
		"moved to the trash":     {DeedTrash, "", "moved to the trash"},
		"embargo set: 2026-12-03 00:01 Europe/Kyiv":                       {DeedEmbargo, "", "2026-12-03T00:01:00 Europe/Kyiv"},
		"embargo lifted (it was 00.01 Thursday)":                          {DeedEmbargo, "00.01 Thursday", ""},
		"embargo broken (it was 2026-12-03 00:01 Europe/Kyiv)":            {DeedBroken, "2026-12-03T00:01:00 Europe/Kyiv", ""},
		"embargo moved from 2026-12-03 00:01 UTC to 2026-12-03 00:01:00Z": {DeedEmbargo, "2026-12-03T00:01:00 UTC", "2026-12-03T00:01:00Z"},
	} {
		if got := d.Said(); got != want {
			t.Errorf("%+v: %q, want %q", d, got, want)
		}
	}
}
