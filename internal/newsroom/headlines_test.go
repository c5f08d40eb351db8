package newsroom_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/store"
)

// bench is what a test does on a story's bench.
type bench struct {
	t    *testing.T
	room *newsroom.Room
	id   article.ID
}

func (b bench) do(c newsroom.HeadlineChange) article.Article {
	b.t.Helper()
	head, err := b.room.Story(b.id)
	if err != nil {
		b.t.Fatal(err)
	}
	c.ID, c.Base = b.id, head.Rev
	saved, err := b.room.ChangeHeadlines(c)
	if err != nil {
		b.t.Fatal(err)
	}
	return saved.Article
}

func (b bench) channel(c article.Channel) newsroom.BenchChannel {
	b.t.Helper()
	found, err := b.room.Headlines(context.Background(), newsroom.BenchRequest{ID: b.id, What: "bench"})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, ch := range found.Bench.Channels {
		if ch.Channel == c {
			return ch
		}
	}
	b.t.Fatalf("no channel %s in %+v", c, found.Bench)
	return newsroom.BenchChannel{}
}

func TestTheBench(t *testing.T) {
	room := open(t, t.TempDir())
	b := bench{t, room, take(t, room, ferry).ID}
	search := b.channel(article.Search)
	if search.Own || search.Now.Text != "Ferry crews walk out as pay talks fail" || search.Now.Place != -1 || len(search.Now.Gauges) != 1 {
		t.Errorf("a channel without its own: %+v", search)
	}
	if main := b.channel(article.Main); !main.Own || main.Now.By != "Ada Lind" || main.Now.At.IsZero() {
		t.Errorf("who wrote the main one: %+v", main.Now)
	}
	b.do(newsroom.HeadlineChange{Do: "add", Channel: article.Search, Text: "Ferry strike 😀 Brightport", Note: "where"})
	search = b.channel(article.Search)
	if len(search.Options) != 1 || search.Options[0].Note != "where" || search.Own {
		t.Fatalf("%+v", search)
	}
	if f := search.Options[0].Findings; len(f) != 1 || f[0].Code != "head-name" || f[0].From != 16 || f[0].To != 26 {
		t.Errorf("places in UTF-16 units: %+v", f)
	}
	b.do(newsroom.HeadlineChange{Do: "choose", Place: 0, Note: "says where"})
	if search = b.channel(article.Search); !search.Own || search.Now.Place != 0 || search.Now.Chosen.Why != "says where" || len(search.Options) != 0 {
		t.Errorf("%+v", search)
	}
	past, err := room.HeadlinePast(b.id, article.Search)
	if err != nil || len(past) != 1 || past[0].Text != "Ferry strike 😀 Brightport" || past[0].Note != "search headline chosen: says where" {
		t.Errorf("%v, %+v", err, past)
	}
}

// Undo of any action restores an equal state, and takes back nobody else's.
func TestHeadlineUndo(t *testing.T) {
	room := open(t, t.TempDir())
	b := bench{t, room, take(t, room, ferry).ID}
	rnd := rand.New(rand.NewPCG(5, 7))
	for n := range 60 {
		head, _ := room.Story(b.id)
		c := newsroom.HeadlineChange{Channel: article.Channels[rnd.IntN(6)], Text: fmt.Sprintf("Option %d", n), Place: rnd.IntN(len(head.Options) + 1)}
		c.Do = []string{"add", "add", "choose", "reword", "drop", "fall-back"}[rnd.IntN(6)]
		c.ID, c.Base = b.id, head.Rev
		saved, err := room.ChangeHeadlines(c)
		if errors.Is(err, article.ErrValue) {
			continue // nothing of that kind is there
		}
		if err != nil {
			t.Fatal(err)
		}
		if saved.Article.Headlines.Main == "" {
			t.Fatalf("%+v left the story without a headline", c)
		}
		if saved.Article.Rev == head.Rev || rnd.IntN(2) == 0 {
			continue
		}
		back := b.do(newsroom.HeadlineChange{Do: "undo", Rev: saved.Article.Rev})
		if !reflect.DeepEqual(back.Options, head.Options) && len(back.Options)+len(head.Options) > 0 || back.Headlines != head.Headlines || back.Slug != head.Slug {
			t.Fatalf("%+v was not taken back:\n%+v\n%+v", c, back, head)
		}
	}
	mine := b.do(newsroom.HeadlineChange{Do: "add", Channel: article.Push, Text: "Mine"})
	theirs := b.do(newsroom.HeadlineChange{Do: "add", Channel: article.Push, Text: "Theirs"})
	_, err := room.ChangeHeadlines(newsroom.HeadlineChange{ID: b.id, Base: theirs.Rev, Do: "undo", Rev: mine.Rev})
	if head, _ := room.Story(b.id); !errors.Is(err, article.ErrValue) || head.Rev != theirs.Rev {
		t.Errorf("took back what somebody built upon: %v", err)
	}
}

func TestHeadlinesOfAStaleBase(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	edit(t, room, a.ID, "standfirst", "Newer.")
	_, err := room.ChangeHeadlines(newsroom.HeadlineChange{ID: a.ID, Base: a.Rev, Do: "add", Channel: article.Main, Text: "x"})
	if head, _ := room.Story(a.ID); !errors.Is(err, store.ErrStale) || len(head.Options) != 0 {
		t.Errorf("%v, %+v", err, head.Options)
	}
}

// The slug is the headline's until the story first goes out. From then on the
// address that readers know leads to it for ever.
func TestTheSlugFreezes(t *testing.T) {
	room := open(t, t.TempDir())
	b := bench{t, room, take(t, room, ferry).ID}
	b.do(newsroom.HeadlineChange{Do: "add", Channel: article.Main, Text: "Ferries stop"})
	if a := b.do(newsroom.HeadlineChange{Do: "choose", Place: 0}); a.Slug != "ferries-stop" || a.Slugline != "FERRY" {
		t.Fatalf("slug %q, slugline %q", a.Slug, a.Slugline)
	}
	old := edit(t, room, b.id, "slug", "other", "slugline", "BOATS")
	if old = edit(t, room, b.id, "slug", "ferries-stop"); len(old.OldSlugs) != 0 {
		t.Errorf("nobody knew %v", old.OldSlugs)
	}
	if _, err := room.Export(context.Background(), newsroom.ExportRequest{Selection: newsroom.Selection{All: true}, Out: filepath.Join(t.TempDir(), "bag")}); err != nil {
		t.Fatal(err)
	}
	if a := edit(t, room, b.id, "headlines.main", "Ferries sail again"); a.Slug != "ferries-stop" || len(a.OldSlugs) != 0 {
		t.Errorf("%q, %v", a.Slug, a.OldSlugs)
	}
	if a := edit(t, room, b.id, "slug", "ferries-sail"); a.Slug != "ferries-sail" || !reflect.DeepEqual(a.OldSlugs, []string{"ferries-stop"}) {
		t.Errorf("%q, %v", a.Slug, a.OldSlugs)
	}
	if a, err := room.Restore(b.id, 0, 1); err != nil || a.Slug != "ferries-sail" || a.Headlines.Main != "Ferry crews walk out as pay talks fail" || len(a.OldSlugs) != 1 {
		t.Errorf("the words come back and the address stays: %v, %q, %v", err, a.Slug, a.OldSlugs)
	}
	if id, err := room.Resolve("ferries-stop"); err != nil || id != b.id {
		t.Errorf("the old address leads to %s, %v", id, err)
	}
	if a := edit(t, room, b.id, "slug", "ferries-stop"); !reflect.DeepEqual(a.OldSlugs, []string{"ferries-sail"}) {
		t.Errorf("no address leads to itself: %v", a.OldSlugs)
	}
}

// Thousands of options: the bench lists the newest and says how many there are.
func TestManyOptions(t *testing.T) {
	room := open(t, t.TempDir())
	b := bench{t, room, take(t, room, ferry).ID}
	options := make([]article.Option, 5000)
	for i := range options {
		options[i] = article.Option{Channel: article.Main, Text: fmt.Sprintf("Ferry crews walk out, take %d", i), By: "AL"}
	}
	text, _ := json.Marshal(options)
	edit(t, room, b.id, "options", string(text))
	main := b.channel(article.Main)
	if len(main.Options) != 30 || main.Older != 4970 || !strings.HasSuffix(main.Options[0].Text, "take 4999") {
		t.Errorf("%d listed, %d older, first %q", len(main.Options), main.Older, main.Options[0].Text)
	}
	if a := b.do(newsroom.HeadlineChange{Do: "choose", Place: 4321}); a.Headlines.Main != "Ferry crews walk out, take 4321" || len(a.Options) != 5001 {
		t.Errorf("%q of %d", a.Headlines.Main, len(a.Options))
	}
	all, err := room.Bench(context.Background(), b.id, -1)
	if err != nil || len(all.Channels[0].Options) != 5000 {
		t.Errorf("%v, %d", err, len(all.Channels[0].Options))
	}
}

// The room for a headline is the section's, one above it's, at last the house's.
func TestRoomOfASection(t *testing.T) {
	room := open(t, t.TempDir())
	b := bench{t, room, take(t, room, ferry).ID}
	_, err := room.AddSection("Desk", "")
	must(t, err)
	must(t, room.PutSection("Transport", "Desk", 0))
	for _, c := range []struct{ section, fit, want string }{
		{"", "", "Two columns"}, {"Desk", "Half page 400x2 arial 40", "Half page"}, {"Transport", "Back page 500x2 arial 40", "Back page"}, {"Transport", "", "Half page"},
	} {
		if c.section != "" {
			must(t, room.DescribeSection(c.section, map[string]string{"fit.print": c.fit}))
		}
		if g := b.channel(article.Print).Now.Gauges; len(g) != 1 || g[0].Name != c.want {
			t.Errorf("%+v: %+v", c, g)
		}
	}
}

func TestWeighingWhatIsTyped(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	take(t, room, strings.Replace(ferry, "Ferry crews walk out as pay talks fail", "Pay talks fail; crews walk", 1))
	ask := func(q newsroom.BenchRequest) newsroom.BenchAnswer {
		q.ID = a.ID
		out, err := room.Headlines(context.Background(), q)
		must(t, err)
		return out
	}
	tried := ask(newsroom.BenchRequest{What: "try", Channel: article.Search, Text: "Crews walk, pay talks fail"}).Tried
	if len(tried.Gauges) != 1 || len(tried.Findings) != 1 || tried.Findings[0].Code != "head-twin" {
		t.Errorf("%+v", tried)
	}
	if f := ask(newsroom.BenchRequest{What: "try", Channel: article.Front, Text: "TK crews"}).Tried.Findings; len(f) != 1 || f[0].Code != "tk" {
		t.Errorf("%+v", f)
	}
	edit(t, room, take(t, room, strings.Replace(ferry, "Ferry crews walk out as pay talks fail", "Nothing alike", 1)).ID, "headlines.push", "No boats: crews are out")
	if f := ask(newsroom.BenchRequest{What: "try", Channel: article.Front, Text: "CREWS are out, no boats"}).Tried.Findings; len(f) == 0 || f[len(f)-1].Code != "head-twin" || !strings.Contains(f[len(f)-1].Message, "“No boats: crews are out”") {
		t.Errorf("the words of another story's push headline: %+v", f)
	}
	cards := ask(newsroom.BenchRequest{What: "cards", Channel: article.Push, Text: "Only on phones"}).Cards
	said := 0
	for _, c := range cards {
		for _, text := range c.Texts {
			if len(text.Lines) > 0 && text.Lines[0].Text == "Only on phones" {
				said++
			}
		}
	}
	if head, _ := room.Story(a.ID); said != 2 || head.Headlines.Push != "" {
		t.Errorf("%d cards say it, the story %q", said, head.Headlines.Push)
	}
	if _, err := room.Headlines(context.Background(), newsroom.BenchRequest{ID: a.ID, What: "sing"}); !errors.Is(err, article.ErrValue) {
		t.Error(err)
	}
}
