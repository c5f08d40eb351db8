package article

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const (
	gate  = "The gate shuts at ten every night of the winter, the harbour master said."
	pilot = "No pilot has been lost in forty years, and nobody wants to be the first."
	tide  = "High water is at half past three, which is when the tankers come in."
	other = "Councillors will vote on Thursday about something else entirely, we hear."
)

func bodyOf(paragraphs ...string) string { return strings.Join(paragraphs, "\n\n") }

func TestCuts(t *testing.T) {
	for name, c := range map[string]struct {
		bodies []string // a second apart
		want   []string // the latest first
	}{
		"nothing yet":              {[]string{bodyOf(gate)}, nil},
		"cut":                      {[]string{bodyOf(gate, pilot, tide), bodyOf(gate, tide)}, []string{pilot}},
		"two at once":              {[]string{bodyOf(gate, pilot, tide), bodyOf(gate)}, []string{pilot, tide}},
		"the latest first":         {[]string{bodyOf(gate, pilot, tide), bodyOf(gate, tide), bodyOf(gate)}, []string{tide, pilot}},
		"all":                      {[]string{bodyOf(gate, pilot), ""}, []string{gate, pilot}},
		"undone":                   {[]string{bodyOf(gate, pilot, tide), bodyOf(gate, tide), bodyOf(gate, pilot, tide)}, nil},
		"moved":                    {[]string{bodyOf(gate, pilot, tide), bodyOf(pilot, tide, gate)}, nil},
		"cut and pasted below":     {[]string{bodyOf(gate, pilot, tide), bodyOf(pilot, tide), bodyOf(pilot, tide, gate)}, nil},
		"put back, then retyped":   {[]string{bodyOf(gate, pilot), bodyOf(gate), bodyOf(gate, pilot), bodyOf(gate, pilot+" So they say.")}, nil},
		"retyped inside":           {[]string{bodyOf(gate, pilot), bodyOf(gate, "No pilot was lost in forty years, and nobody wants to be first.")}, nil},
		"replaced":                 {[]string{bodyOf(gate, pilot), bodyOf(gate, other)}, []string{pilot}},
		"split":                    {[]string{bodyOf(gate, pilot+" "+tide), bodyOf(gate, pilot, tide)}, nil},
		"joined":                   {[]string{bodyOf(gate, pilot, tide), bodyOf(gate, pilot+" "+tide)}, nil},
		"made a quotation":         {[]string{bodyOf(gate, pilot), bodyOf(gate, "> "+pilot)}, nil},
		"made bold":                {[]string{bodyOf(gate, pilot), bodyOf(gate, "**"+pilot+"**")}, nil},
		"wrapped in a box":         {[]string{bodyOf(gate, pilot), bodyOf(gate, ":::factbox Title\n"+pilot+"\n:::")}, nil},
		"a crosshead":              {[]string{bodyOf(gate, "## What now", tide), bodyOf(gate, tide)}, []string{"## What now"}},
		"typing that was given up": {[]string{bodyOf(gate), bodyOf(gate, "Th"), bodyOf(gate)}, nil},
		"a word that came along":   {[]string{bodyOf(gate, "Finis", tide), bodyOf(gate, tide)}, []string{"Finis"}},
		"a sentence of a word":     {[]string{bodyOf(gate), bodyOf(gate, "No."), bodyOf(gate)}, []string{"No."}},
		"one that is quoted":       {[]string{bodyOf(gate), bodyOf(gate, "“Never!”"), bodyOf(gate)}, []string{"“Never!”"}},
		"a word for another":       {[]string{bodyOf(gate, "Finis"), bodyOf(gate, "Ende")}, nil},
		"signs that are no words":  {[]string{bodyOf(gate, "* * *", tide), bodyOf(gate, tide)}, nil},
		"the lines of a box":       {[]string{bodyOf(gate, ":::factbox", pilot, ":::"), bodyOf(gate, pilot)}, nil},
		"letters of Han":           {[]string{bodyOf(gate, "港口今晚关闭。"), bodyOf(gate)}, []string{"港口今晚关闭。"}},
		"deleted word by word": {[]string{
			bodyOf(gate, pilot), bodyOf(gate, pilot[:60]), bodyOf(gate, pilot[:30]), bodyOf(gate, pilot[:14]), bodyOf(gate),
		}, []string{pilot}},
		"one of two that read the same": {[]string{bodyOf(gate, pilot, gate), bodyOf(gate, pilot)}, []string{gate}},
	} {
		t.Run(name, func(t *testing.T) {
			var d Drawer
			for i, body := range c.bodies {
				d.See(int64(i+1), time.Unix(int64(i), 0), "AL", body)
			}
			if got := textsOf(d.Cuts()); got != strings.Join(c.want, "\n") {
				t.Errorf("in the drawer\n%s\nwant\n%s", got, strings.Join(c.want, "\n"))
			}
		})
	}
}

func textsOf(cuts []Cut) string {
	var texts []string
	for _, c := range cuts {
		texts = append(texts, c.Text)
	}
	return strings.Join(texts, "\n")
}

// What is left of a paragraph an hour later is one by itself.
func TestAShortenedParagraphIsCutAsItStoodLast(t *testing.T) {
	var d Drawer
	d.See(1, time.Unix(0, 0), "", bodyOf(gate, pilot))
	d.See(2, time.Unix(1, 0), "", bodyOf(gate, pilot[:40]))
	d.See(3, time.Unix(3600, 0), "TO", bodyOf(gate))
	want := Cut{Text: strings.TrimSpace(pilot[:40]), Rev: 2, Gone: 3, At: time.Unix(3600, 0), By: "TO"}
	if got := d.Cuts(); len(got) != 1 || got[0] != want {
		t.Errorf("cuts %+v, want %+v", got, want)
	}
}

// A word that was left alone for a while is a paragraph.
func TestAWordThatStoodIsCut(t *testing.T) {
	var d Drawer
	for i, body := range []string{bodyOf(gate), bodyOf(gate, "Finis"), bodyOf(gate, "Finis", tide), bodyOf(gate, tide)} {
		d.See(int64(i+1), time.Unix(int64(i)*40, 0), "AL", body)
	}
	if got := textsOf(d.Cuts()); got != "Finis" {
		t.Errorf("in the drawer %q", got)
	}
}

// What there is no room for is not lost without a word.
func TestADrawerIsNotBottomless(t *testing.T) {
	var d Drawer
	for i := range 3 * mostCuts {
		body := gate
		if i%2 == 0 {
			body = bodyOf(gate, fmt.Sprintf("Paragraph number %d.", i))
		}
		d.See(int64(i+1), time.Unix(int64(i), 0), "", body)
	}
	if cuts := d.Cuts(); len(cuts) != mostCuts || cuts[0].Gone != 3*mostCuts {
		t.Errorf("%d cuts, the latest gone in %d", len(cuts), cuts[0].Gone)
	}
	oldest := d.Cuts()[mostCuts-1].Gone
	if d.Since() != oldest-2 {
		t.Errorf("it says it has all since %d; the oldest went in %d, the one before that two revisions earlier", d.Since(), oldest)
	}
}

func TestPutBack(t *testing.T) {
	for name, c := range map[string]struct{ old, body, cut, want string }{
		"where it was":              {bodyOf(gate, pilot, tide), bodyOf(gate, tide), pilot, bodyOf(gate, pilot, tide)},
		"first":                     {bodyOf(gate, pilot, tide), bodyOf(pilot, tide), gate, bodyOf(gate, pilot, tide)},
		"last":                      {bodyOf(gate, pilot), bodyOf(gate), pilot, bodyOf(gate, pilot)},
		"last, with a line end":     {bodyOf(gate, pilot) + "\n", bodyOf(gate) + "\n", pilot, bodyOf(gate, pilot) + "\n"},
		"into nothing":              {bodyOf(gate), "", gate, bodyOf(gate)},
		"beside what was retyped":   {bodyOf(gate, pilot, tide), bodyOf(gate+" Or later.", tide), pilot, bodyOf(gate+" Or later.", pilot, tide)},
		"where the one before went": {bodyOf(gate, pilot, tide), bodyOf(tide), pilot, bodyOf(pilot, tide)},
		"before what replaced it":   {bodyOf(gate, pilot), bodyOf(gate, other), pilot, bodyOf(gate, pilot, other)},
		"all is new":                {bodyOf(gate, pilot), bodyOf(other), pilot, bodyOf(other, pilot)},
	} {
		got, ok := PutBack(c.body, c.old, c.cut)
		if !ok || got != c.want {
			t.Errorf("%s: %q, want %q (%v)", name, got, c.want, ok)
		}
	}
	if _, ok := PutBack(gate, bodyOf(pilot), "never there"); ok {
		t.Error("what was never there came back")
	}
}
