package proof

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
)

var updateSheets = flag.Bool("update", false, "write the hand-over sheets into testdata")

// shift is an evening: stories in every state that is open, and a log with more
// than the shift.
func shift(t testing.TB, zone string) Shift {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 30, 0, 30, 0, 0, time.UTC).In(loc)
	clock := func(hour, minute int) time.Time { return time.Date(2026, 11, 29, hour, minute, 0, 0, time.UTC) }
	id := func(n string) article.ID { return article.ID("01990000-0000-7000-8000-00000000000" + n) }
	head := func(n, slugline, headline string, status article.Status) article.Head {
		return article.Head{ID: id(n), Slugline: slugline, Headline: headline, Status: status, Words: 450}
	}
	gate, cost, boats, dead := head("1", "GATE", "Gate <holds>", article.Live), head("2", "COST", "What it cost", article.Ready), head("3", "", "Boats & men", article.Subbing), head("4", "LIE", "The wrong man", article.Subbing)
	cost.Commission = 600
	boats.TKs, boats.OpenQueries, boats.Assignee = 2, 1, "TP"
	dead.Flag, dead.TKs = article.Killed, 5
	kyiv := head("5", "KYIV", "Ministry names it", article.Ready)
	kyiv.Embargo = &article.Embargo{At: time.Date(2026, 12, 2, 22, 1, 0, 0, time.UTC), Zone: "Europe/Kyiv", Local: "2026-12-03T00:01", By: "AL", Reason: "ministry, by e-mail"}
	soon := head("6", "SOON", "Said to be soon", article.Filed)
	soon.Embargo = &article.Embargo{Said: "not before the speech"}
	held := head("7", "HELD", "In doubt", article.Ready)
	held.Flag = article.Hold
	sent := head("8", "SENT", "On its way", article.Sent)
	out := head("9", "OUT", "They have it", article.Live)
	out.Flag = article.Killed
	held.Conflicts = 2
	line := func(n, slugline string, at time.Time, what article.DeedKind, from, to, why, by string) article.LogLine {
		d := article.Deed{What: what, From: from, To: to}
		return article.LogLine{Deed: d, ID: id(n), Slugline: slugline, Headline: "Of " + n, At: at, Why: why, By: by, Said: d.Said()}
	}
	return Shift{
		Newsroom: "Halvern Post", By: "AL", At: at, Since: clock(17, 45), Own: "Ring the harbour master at six.\n\n  The coffee is gone.  ",
		Stories: []ShiftStory{
			{Head: gate, Changed: true}, {Head: cost, Legal: article.LegalRequired}, {Head: boats, Unread: true}, {Head: dead}, {Head: kyiv}, {Head: soon}, {Head: held}, {Head: sent}, {Head: out},
		},
		Log: []article.LogLine{
			line("1", "GATE", clock(12, 0), article.DeedStatus, "draft", "filed", "before the shift", "AL"),
			line("1", "GATE", clock(23, 55), article.DeedCorrection, "", "correction “Ten metres.”", "the builder rang", "AL"),
			line("1", "GATE", clock(22, 0), article.DeedStatus, "ready", "sent", "phoned through", "AL"),
			line("1", "GATE", clock(22, 10), article.DeedStatus, "sent", "live", "seen there", "AL"),
			line("1", "GATE", clock(20, 0), article.DeedStatus, "filed", "subbing", "", "BM"),
			line("1", "GATE", clock(21, 0), article.DeedStatus, "subbing", "ready", "", "AL"),
			line("2", "COST", clock(19, 0), article.DeedStatus, "ready", "subbing", "", "AL"),
			line("2", "COST", clock(19, 5), article.DeedStatus, "subbing", "ready", "", "AL"),
			line("4", "LIE", clock(20, 40), article.DeedFlag, "", "hold", "", "AL"),
			line("4", "LIE", clock(20, 50), article.DeedFlag, "hold", "killed", "the wrong man", "AL"),
			line("7", "HELD", clock(23, 0), article.DeedFlag, "", "hold", "", "BM"),
			line("5", "KYIV", clock(18, 0), article.DeedEmbargo, "", "2026-12-03T00:01 Europe/Kyiv", "ministry, by e-mail", "AL"),
			line("2", "COST", clock(21, 30), article.DeedLegal, "", "required", "", "AL"),
			line("2", "COST", clock(21, 40), article.DeedPassed, "", "tk", "on my word", "AL"),
		},
	}
}

// The sheet is what a person has looked at, in zones in which the shift lies in
// one day, over midnight, and half an hour off.
func TestHandOverGolden(t *testing.T) {
	for name, zone := range map[string]string{"london": "Europe/London", "kyiv": "Europe/Kyiv", "kolkata": "Asia/Kolkata", "newyork": "America/New_York"} {
		h := NewHandOver(shift(t, zone))
		var text, page strings.Builder
		if err := h.Text(&text); err != nil {
			t.Fatal(err)
		}
		if err := h.HTML(&page); err != nil {
			t.Fatal(err)
		}
		for suffix, got := range map[string]string{".txt": text.String(), ".html": page.String()} {
			path := filepath.Join("testdata", "hand-over-"+name+suffix)
			if *updateSheets {
				if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if want, err := os.ReadFile(path); err != nil || string(want) != got {
				t.Errorf("%s is another (%v):\n%s", path, err, got)
			}
		}
	}
}

// Nothing hangs on the order in which stories and deeds are handed in.
func TestHandOverHasAnOrderOfItsOwn(t *testing.T) {
	var want strings.Builder
	h := NewHandOver(shift(t, "Europe/Kyiv"))
	_ = h.Text(&want)
	for seed := range uint64(20) {
		s := shift(t, "Europe/Kyiv")
		r := rand.New(rand.NewPCG(seed, 1))
		r.Shuffle(len(s.Stories), func(i, j int) { s.Stories[i], s.Stories[j] = s.Stories[j], s.Stories[i] })
		r.Shuffle(len(s.Log), func(i, j int) { s.Log[i], s.Log[j] = s.Log[j], s.Log[i] })
		var got strings.Builder
		h := NewHandOver(s)
		if _ = h.Text(&got); got.String() != want.String() {
			t.Fatalf("seed %d:\n%s", seed, got.String())
		}
	}
}

func TestAnEmptyHandOverSaysSo(t *testing.T) {
	h := NewHandOver(Shift{At: time.Date(2026, 11, 30, 6, 0, 0, 0, time.UTC), Since: time.Date(2026, 11, 29, 18, 0, 0, 0, time.UTC)})
	var text strings.Builder
	if err := h.Text(&text); err != nil || !strings.Contains(text.String(), "Nothing is open.") || !strings.Contains(text.String(), "Nothing was done") || strings.Contains(text.String(), "AND") {
		t.Errorf("%v\n%s", err, text.String())
	}
	many := Shift{At: h.At, Since: h.Since}
	for n := range mostLines + 7 {
		many.Stories = append(many.Stories, ShiftStory{Head: article.Head{ID: article.ID(rune('a' + n)), Status: article.Ready}})
	}
	if p := NewHandOver(many).Open[0]; len(p.Lines) != mostLines || p.More != 7 {
		t.Errorf("%d lines and %d more", len(p.Lines), p.More)
	}
}
