package article

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

var late = time.Date(2026, 11, 29, 22, 41, 0, 0, time.UTC)

func bench(t *testing.T) Article {
	t.Helper()
	a := Article{Headlines: Headlines{Main: "Ferry crews walk out"}}
	for _, o := range []Option{
		{Channel: Search, Text: " Ferry  strike at Halvern ", By: "AL", At: late, Note: "what people look for"},
		{Channel: Main, Text: "Ferries stop", By: "ML", At: late},
		{Channel: Search, Text: "Halvern ferries stop"},
	} {
		if _, added, err := a.Propose(o); err != nil || !added {
			t.Fatal(o, added, err)
		}
	}
	return a
}

func TestOptionsAreProposedOnce(t *testing.T) {
	a := bench(t)
	if at := a.OptionsFor(Search); !reflect.DeepEqual(at, []int{0, 2}) || a.Options[0].Text != "Ferry strike at Halvern" {
		t.Errorf("%v of %+v", at, a.Options)
	}
	at, added, err := a.Propose(Option{Channel: Search, Text: "Halvern ferries  stop"})
	if at != 2 || added || err != nil || len(a.Options) != 3 {
		t.Error("proposed twice:", at, added, err)
	}
	for _, o := range []Option{{Channel: Main}, {Channel: "tv", Text: "x"}, {Channel: Main, Text: " \n"}, {Channel: Main, Text: strings.Repeat("é", 1001)}, {Channel: Main, Text: "x", Note: strings.Repeat("y", 501)}} {
		if _, _, err := a.Propose(o); !errors.Is(err, ErrValue) {
			t.Errorf("%.40v: %v", o, err)
		}
	}
}

// Thousands are a story's own business, up to where each of its revisions would
// weigh a megabyte. A choice is made all the same.
func TestTooManyOptions(t *testing.T) {
	a := bench(t)
	for len(a.Options) < mostOptions {
		a.Options = append(a.Options, Option{Channel: Push, Text: fmt.Sprint("Take ", len(a.Options))})
	}
	if _, _, err := a.Propose(Option{Channel: Push, Text: "One more"}); !errors.Is(err, ErrValue) || !strings.Contains(err.Error(), "drop some first") || len(a.Options) != mostOptions {
		t.Errorf("%v of %d", err, len(a.Options))
	}
	if _, added, err := a.Propose(Option{Channel: Push, Text: "Take 77"}); err != nil || added {
		t.Errorf("what is there is no new one: %v", err)
	}
	if err := a.Choose(1, Option{By: "RK"}, Choice{By: "AL"}); err != nil || len(a.Options) != mostOptions+1 {
		t.Errorf("chosen: %v, %d", err, len(a.Options))
	}
	if err := a.Drop(0); err != nil {
		t.Error(err)
	}
}

func TestChoosingLosesNothing(t *testing.T) {
	a := bench(t)
	before := bench(t)
	if err := a.Choose(1, Option{By: "RK", At: late.Add(-time.Hour)}, Choice{By: "AL", At: late, Why: "shorter"}); err != nil {
		t.Fatal(err)
	}
	if a.Headlines.Main != "Ferries stop" || a.Options[1].Chosen.Why != "shorter" || a.InUse(Main) != 1 {
		t.Errorf("%+v", a)
	}
	was := a.Options[3]
	if was.Text != "Ferry crews walk out" || was.By != "RK" || was.Channel != Main || was.Chosen != nil {
		t.Errorf("what was there is %+v", was)
	}
	if before.Options[1].Chosen != nil || bench(t).Options[1].Chosen != nil {
		t.Error("an article that nobody gave was changed")
	}
	if err := a.Choose(3, Option{}, Choice{By: "ML"}); err != nil || a.Headlines.Main != "Ferry crews walk out" || len(a.Options) != 4 {
		t.Errorf("back: %v, %+v", err, a)
	}
	if err := a.Choose(9, Option{}, Choice{}); !errors.Is(err, ErrValue) {
		t.Error(err)
	}
}

func TestFallingBack(t *testing.T) {
	a := bench(t)
	a.Headlines.Search = "Typed by hand"
	if err := a.FallBack(Search, Option{By: "RK"}); err != nil || a.Headlines.Search != "" || a.Headlines.For(Search) != "Ferry crews walk out" {
		t.Errorf("%v, %+v", err, a)
	}
	if last := a.Options[len(a.Options)-1]; last.Text != "Typed by hand" || last.Channel != Search {
		t.Errorf("%+v", a.Options)
	}
	if err := a.FallBack(Main, Option{}); !errors.Is(err, ErrValue) {
		t.Error(err)
	}
	if a.InUse(Search) != -1 {
		t.Error("no option is in use")
	}
}

func TestRewordingAndDropping(t *testing.T) {
	a := bench(t)
	if err := a.Choose(0, Option{}, Choice{By: "AL"}); err != nil {
		t.Fatal(err)
	}
	if err := a.Reword(0, "Ferry strike", "shorter"); err != nil || a.Headlines.Search != "Ferry strike" || a.Options[0].Note != "shorter" || a.Options[0].By != "AL" {
		t.Errorf("%v, %+v", err, a)
	}
	if err := a.Reword(0, "Halvern ferries stop", ""); !errors.Is(err, ErrValue) {
		t.Error("two options of the same words:", err)
	}
	if err := a.Drop(0); err != nil || a.Headlines.Search != "Ferry strike" || len(a.Options) != 2 {
		t.Errorf("%v, %+v", err, a)
	}
	if err := a.Drop(-1); !errors.Is(err, ErrValue) {
		t.Error(err)
	}
}

func TestOptionsAsAField(t *testing.T) {
	f, err := FieldAt("options")
	if err != nil {
		t.Fatal(err)
	}
	a := bench(t)
	if err := a.Choose(0, Option{}, Choice{By: "AL", At: late, Why: "why"}); err != nil {
		t.Fatal(err)
	}
	var b Article
	if err := f.Set(&b, f.Get(&a)); err != nil || !reflect.DeepEqual(a.Options, b.Options) {
		t.Errorf("%v: %+v", err, b.Options)
	}
	for _, bad := range []string{`[{"channel":"tv","text":"x"}]`, `[{"channel":"main"}]`, `{`} {
		if err := f.Set(&b, bad); !errors.Is(err, ErrValue) || len(b.Options) != len(a.Options) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestTakeSlug(t *testing.T) {
	a := Article{Slug: "one"}
	for _, step := range []struct{ slug, sent, want string }{
		{"two", "", ""}, {"three", "two", "two"}, {"four", "three", "two three"}, {"two", "four", "three four"}, {"two", "two", "three four"},
	} {
		a.TakeSlug(step.slug, step.sent)
		if got := strings.Join(a.OldSlugs, " "); got != step.want || a.Slug != step.slug {
			t.Errorf("after %+v: %s, old %s", step, a.Slug, got)
		}
	}
}

func TestParseFits(t *testing.T) {
	fits, err := ParseFits(" Slot 300 x 3 arial-bold 22;; Wide slot 620x2 arial 34 ; ")
	want := []Fit{{"Slot", 300, 3, "arial-bold", 22}, {"Wide slot", 620, 2, "arial", 34}}
	if err != nil || !reflect.DeepEqual(fits, want) {
		t.Errorf("%v, %+v", err, fits)
	}
	for _, bad := range []string{"300x3 arial 20", "Slot 300 arial 20", "Slot 0x3 arial 20", "Slot 300x99 arial 20", "Slot 300x3 comic 20", "Slot 300x3 arial 0", "Slot 99999x1 arial 20", strings.Repeat("S 1x1 arial 9;", 7)} {
		if _, err := ParseFits(bad); !errors.Is(err, ErrValue) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
