package newsroom_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/desk"
	"stet/internal/intake"
	"stet/internal/newsroom"
	"stet/internal/store"
)

// open takes a newsroom in dir at a clock that stands still.
func open(t *testing.T, dir string) *newsroom.Room {
	t.Helper()
	now := time.Date(2026, 11, 22, 22, 55, 0, 0, time.UTC)
	room, err := newsroom.Open(newsroom.Options{
		Dir: dir, Person: article.Person{Name: "Ada Lind"}, Program: "stet test",
		Now: func() time.Time { return now }, ExportFolder: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = room.Close() })
	return room
}

const ferry = `---
section: Transport
headline: Ferry crews walk out as pay talks fail
standfirst: Half of the island sailings were cancelled on Monday.
author: Ada Lind
slugline: FERRY
---
Crews on the island ferries stopped work at six on Monday morning.

## What travellers should do

Passengers 😀 can move a *booking* to any sailing in December.
`

func take(t testing.TB, room *newsroom.Room, text string) article.Article {
	t.Helper()
	in, err := room.Import(newsroom.ImportRequest{Name: "copy.md", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	a, err := room.Story(in.ID)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func edit(t *testing.T, room *newsroom.Room, id article.ID, set ...string) article.Article {
	t.Helper()
	head, err := room.Story(id)
	if err != nil {
		t.Fatal(err)
	}
	e := article.Edit{ID: id, Base: head.Rev, Set: map[string]string{}}
	for i := 0; i < len(set); i += 2 {
		e.Set[set[i]] = set[i+1]
	}
	a, err := room.Edit(e)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// What you see is what ships: the preview's fragment stands in the bundle's
// page byte for byte.
func TestThePreviewIsThePageThatShips(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	for _, mobile := range []bool{false, true} {
		shown, err := room.Preview(context.Background(), newsroom.PreviewRequest{ID: a.ID, Mobile: mobile})
		if err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(t.TempDir(), "bundle")
		done, err := room.Export(context.Background(), newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Out: out})
		if err != nil {
			t.Fatal(err)
		}
		name := map[bool]string{false: "index.html", true: "mobile.html"}[mobile]
		page, err := os.ReadFile(filepath.Join(done.Path, "data", "articles", a.Slug, name))
		if err != nil {
			t.Fatal(err)
		}
		var on screen
		on.take(t, shown)
		if on.page() == "" || !strings.Contains(string(page), on.page()) {
			t.Errorf("%s does not hold the preview's fragment", name)
		}
		if len(shown.Blocks) != 3 {
			t.Errorf("%d blocks, want 3", len(shown.Blocks))
		}
	}
}

// The preview shows fields that have not been saved, leaves the story alone,
// and counts places as the editor does.
func TestPreviewOfUnsavedFields(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	body := "😀 One.\n\nTwo."
	shown, err := room.Preview(context.Background(), newsroom.PreviewRequest{ID: a.ID, Set: map[string]string{
		"headlines.main": "Another head", "body": body, "embargo": "half typ",
	}})
	if err != nil || !strings.Contains(shown.Frame, "Another head") || shown.Counts.Words == 0 {
		t.Fatalf("preview %+v, %v", shown, err)
	}
	if want := []article.Span{{From: 0, To: 7}, {From: 9, To: 13}}; !slices.Equal(shown.Blocks, want) {
		t.Errorf("blocks %v, want %v", shown.Blocks, want)
	}
	if after, _ := room.Story(a.ID); after.Rev != a.Rev || after.Headlines.Main != a.Headlines.Main {
		t.Errorf("the story changed: %+v", after)
	}
}

// A body that would take minutes pauses the preview; it still saves.
func TestAHeavyBodyPausesThePreview(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	heavy := strings.Repeat("*a_ ", 60_000)
	shown, err := room.Preview(context.Background(), newsroom.PreviewRequest{ID: a.ID, Set: map[string]string{"body": heavy}})
	if err != nil || !shown.Paused || shown.Reason == "" {
		t.Fatalf("paused %v, %v", shown.Paused, err)
	}
	if saved := edit(t, room, a.ID, "body", heavy); saved.Body != heavy {
		t.Error("the heavy body was not saved")
	}
}

func TestAStaleEditWritesNothing(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	edit(t, room, a.ID, "overline", "Strike")
	_, err := room.Edit(article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{"overline": "Lost"}})
	var stale *store.StaleError
	if !errors.As(err, &stale) || stale.Head != a.Rev+1 || newsroom.Explain(err).Code != newsroom.Stale {
		t.Fatalf("got %v", err)
	}
	if head, _ := room.Story(a.ID); head.Overline != "Strike" || head.Rev != 2 {
		t.Errorf("head %d %q", head.Rev, head.Overline)
	}
}

// The slug follows the headline until the story has gone out, unless somebody
// typed one.
func TestTheSlugFollowsTheHeadline(t *testing.T) {
	room := open(t, t.TempDir())
	a, err := room.Create("")
	if err != nil || a.Slug != "" {
		t.Fatalf("a new draft has slug %q, %v", a.Slug, err)
	}
	step := func(want string, set ...string) {
		t.Helper()
		if got := edit(t, room, a.ID, set...); got.Slug != want {
			t.Errorf("after %v: slug %q, want %q", set, got.Slug, want)
		}
	}
	step("ferries-stop", "headlines.main", "Ferries stop")
	step("ferries-go", "headlines.main", "Ferries go")
	step("my-own", "slug", "my-own")
	step("my-own", "headlines.main", "Ferries stop again")
	step("ferries-stop-again", "slug", "")
	other := take(t, room, strings.Replace(ferry, "Ferry crews walk out as pay talks fail", "Ferries stop again", 1))
	if other.Slug != "ferries-stop-again-2" {
		t.Errorf("a second story got slug %q", other.Slug)
	}
	step("ferries-stop-again", "body", "Words.", "section", "Transport")
	if _, err := room.Export(context.Background(), newsroom.ExportRequest{Selection: newsroom.Selection{IDs: []article.ID{a.ID}}, Out: filepath.Join(t.TempDir(), "b")}); err != nil {
		t.Fatal(err)
	}
	step("ferries-stop-again", "headlines.main", "Something else")
}

// One story that cannot be laid out is a stop of its own and holds up no other.
func TestAStoryTooLongForAPageStopsNoOther(t *testing.T) {
	room := open(t, t.TempDir())
	long := take(t, room, ferry)
	edit(t, room, long.ID, "body", strings.Repeat("Word word word.\n\n", 130_000))
	take(t, room, ferry)
	done, err := room.Export(context.Background(), newsroom.ExportRequest{
		Selection: newsroom.Selection{All: true}, SkipBlocked: true, Out: filepath.Join(t.TempDir(), "b"),
	})
	if err != nil || done.Stories != 1 || !slices.Equal(done.LeftOut, []string{string(long.ID)}) {
		t.Fatalf("%+v, %v", done, err)
	}
	found, err := room.Check(context.Background(), long.ID)
	if err != nil || found[0].Code != "no-layout" || !strings.Contains(found[0].Message, "2 MB") {
		t.Errorf("%+v, %v", found, err)
	}
}

// A story that went out and comes back loses nothing internal, and a file
// cannot lift what the desk decided.
func TestAStoryThatComesBack(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	edit(t, room, a.ID, "internalNote", "Call her", "assignee", "BE", "embargo", "2020-01-01T00:01 Europe/Kyiv", "embargo.reason", "agreed",
		"authors", `[{"name":"Ada Lind","email":"ada@news.example"}]`, "body", "Old words.\n\n:::note\nOurs.\n:::\n")
	out := filepath.Join(t.TempDir(), "bundle")
	done, err := room.Export(context.Background(), newsroom.ExportRequest{Selection: newsroom.Selection{All: true}, Out: out})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(done.Path, "data", "articles", a.Slug, "article.md")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(strings.Replace(string(data), "Old words.", "New words.", 1), `status: "draft"`, "status: \"live\"\nflag: \"killed\"", 1)
	in, err := room.Import(newsroom.ImportRequest{Name: "article.md", Data: []byte(changed)})
	if err != nil {
		t.Fatal(err)
	}
	back, _ := room.Story(a.ID)
	if in.ID != a.ID || back.Rev != 3 || !strings.HasPrefix(back.Body, "New words.") {
		t.Fatalf("came back as %s, revision %d, %q", in.ID, back.Rev, back.Body)
	}
	if back.InternalNote != "Call her" || back.Assignee != "BE" || back.Embargo == nil || back.Embargo.Reason != "agreed" || back.Authors[0].Email != "ada@news.example" {
		t.Errorf("lost on the way: %+v", back)
	}
	if back.Status != article.Draft || back.Flag != article.Killed {
		t.Errorf("status %q, flag %q; want draft, since the desk decides, and killed, since a kill is never lost", back.Status, back.Flag)
	}
	if len(in.Receipt.Dropped) != 1 || in.Receipt.Dropped[0].Text != "live" || len(in.Receipt.Changed) == 0 {
		t.Errorf("receipt %+v", in.Receipt)
	}
}

// An export that the checks stop writes nothing and says why for each story.
func TestBlockedExport(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	edit(t, room, a.ID, "headlines.push", "Ferries: TK")
	out := filepath.Join(t.TempDir(), "bundle")
	_, err := room.Export(context.Background(), newsroom.ExportRequest{Selection: newsroom.Selection{All: true}, Out: out})
	var blocked *newsroom.BlockedError
	if !errors.As(err, &blocked) || len(blocked.Stories) != 1 || blocked.Stories[0].ID != a.ID {
		t.Fatalf("got %v", err)
	}
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something was written: %v", err)
	}
	if receipts, _ := room.Receipts(a.ID); len(receipts) != 0 {
		t.Errorf("%d receipts of an export that was stopped", len(receipts))
	}
}

// An export leaves a receipt with a digest of every field that went, and
// nothing internal in any file.
func TestExportLeavesAReceiptAndNoSecrets(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	edit(t, room, a.ID, "internalNote", "CANARY-note", "assignee", "CANARY-assignee", "budgetLine", "CANARY-budget",
		"queries", `[{"text":"CANARY-query"}]`, "options", `[{"channel":"front","text":"CANARY-option"}]`,
		"authors", `[{"name":"Ada Lind","email":"CANARY@news.example"}]`, "body", "Shown.\n\n:::note\nCANARY-body\n:::\n")
	out := filepath.Join(t.TempDir(), "bundle")
	done, err := room.Export(context.Background(), newsroom.ExportRequest{Selection: newsroom.Selection{All: true}, Out: out})
	if err != nil {
		t.Fatal(err)
	}
	receipts, err := room.Receipts(a.ID)
	if err != nil || len(receipts) != 1 || receipts[0].Bundle != done.Digest || receipts[0].By != "Ada Lind" {
		t.Fatalf("receipts %+v, %v", receipts, err)
	}
	head, _ := room.Story(a.ID)
	if receipts[0].Fields["body"] != article.Digests(&head)["body"] || receipts[0].Rev != head.Rev {
		t.Errorf("receipt %+v", receipts[0])
	}
	err = filepath.WalkDir(out, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if found := regexp.MustCompile(`CANARY[-@\w.]*`).Find(data); found != nil {
			t.Errorf("%s holds %s", path, found)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The receipt can put anything back, once.
func TestPutBack(t *testing.T) {
	room := open(t, t.TempDir())
	in, err := pasteStory(room, newsroom.Paste{Text: "A headline that stands alone\n\nThe first paragraph of it all, with a full stop.\n\nAdvertisement\n\nThe second paragraph, which is also here."})
	if err != nil || len(in.Receipt.Dropped) != 1 {
		t.Fatalf("%+v, %v", in.Receipt, err)
	}
	a, _ := room.Story(in.ID)
	saved, err := room.PutBack(in.ID, a.Rev, in.Receipt.Dropped[0])
	if err != nil || !strings.Contains(saved.Article.Body, "stop.\n\nAdvertisement\n\nThe second") {
		t.Fatalf("body %q, %v", saved.Article.Body, err)
	}
	left, found, err := room.Intake(in.ID)
	if err != nil || !found || len(left.Dropped) != 0 {
		t.Errorf("left on the receipt: %+v, %v", left, err)
	}
	if _, err := room.PutBack(in.ID, a.Rev, in.Receipt.Dropped[0]); !errors.Is(err, store.ErrStale) {
		t.Errorf("on a stale base: %v", err)
	}
}

// Paste into the body adds body only: nothing becomes furniture.
func TestPasteIntoTheBody(t *testing.T) {
	room := open(t, t.TempDir())
	p, err := room.PasteBody(newsroom.Paste{Text: "By Ada Lind\n\n1986. That was the year.\n\n- Так, - сказав він.\n\nf***ing"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"By Ada Lind", "1986", "Так", "f***ing"} {
		if !strings.Contains(strings.ReplaceAll(p.Markdown, `\`, ""), want) {
			t.Errorf("%q is not in %q", want, p.Markdown)
		}
	}
}

// Some programs put an empty page beside the words.
func TestAnEmptyPageOnTheClipboardLosesNoWords(t *testing.T) {
	room := open(t, t.TempDir())
	paste := newsroom.Paste{HTML: "<html><body><script>x()</script></body></html>", Text: "The words."}
	if p, err := room.PasteBody(paste); err != nil || p.Markdown != "The words." {
		t.Errorf("into the body: %q, %v", p.Markdown, err)
	}
	in, err := pasteStory(room, paste)
	if err != nil {
		t.Fatal(err)
	}
	if a, _ := room.Story(in.ID); !strings.Contains(a.Headlines.Main+a.Body, "The words.") {
		t.Errorf("as a story: %+v", a)
	}
}

// What is too much is refused, never cut to fit.
func TestReadCopyNeverCuts(t *testing.T) {
	whole := strings.NewReader(strings.Repeat("x", intake.MaxSize))
	if data, err := newsroom.ReadCopy(whole); err != nil || len(data) != intake.MaxSize {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	if data, err := newsroom.ReadCopy(strings.NewReader(strings.Repeat("x", intake.MaxSize+1))); !errors.Is(err, intake.ErrTooLarge) {
		t.Errorf("%d bytes, %v", len(data), err)
	}
}

func TestDeletingASectionMovesItsStories(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	trashed := take(t, room, ferry)
	if err := room.Trash(trashed.ID); err != nil {
		t.Fatal(err)
	}
	if err := room.DeleteSection("Transport", ""); !errors.Is(err, newsroom.ErrNeedsHome) {
		t.Fatalf("got %v", err)
	}
	if _, err := room.AddSection("World", ""); err != nil {
		t.Fatal(err)
	}
	if err := room.DeleteSection("Transport", "World"); err != nil {
		t.Fatal(err)
	}
	for _, id := range []article.ID{a.ID, trashed.ID} {
		if after, err := room.Story(id); err != nil || after.Section != "World" {
			t.Errorf("story %s is in %q, %v", id, after.Section, err)
		}
	}
}

func TestMergedSectionsAreOne(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry) // of Transport
	for _, name := range []string{"Rail", "World"} {
		if _, err := room.AddSection(name, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := room.PutSection("Rail", "Transport", 0); err != nil {
		t.Fatal(err)
	}
	if err := room.MergeSections("Transport", "World"); err != nil {
		t.Fatal(err)
	}
	sections, err := room.Sections()
	if err != nil || len(sections) != 2 || sections[0].Name != "World" || sections[1].Parent != sections[0].ID || sections[0].OldSlugs[0] != "transport" {
		t.Errorf("%+v, %v", sections, err)
	}
	if after, err := room.Story(a.ID); err != nil || after.Section != "World" || after.Rev != a.Rev+1 {
		t.Errorf("the story is in %q at revision %d, %v", after.Section, after.Rev, err)
	}
	if err := room.PutSection("World", "Rail", 0); !errors.Is(err, desk.ErrCycle) {
		t.Errorf("World below what lies below it: %v", err)
	}
}

// Every error that a person can meet has words and a next step.
func TestExplainKnowsEverySentinel(t *testing.T) {
	for _, err := range []error{store.ErrInUse, store.ErrStale, store.ErrNotFound, store.ErrNewer, newsroom.ErrBlocked, newsroom.ErrNothing, bundle.ErrTarget, article.ErrValue} {
		p := newsroom.Explain(fmt.Errorf("do a thing: %w", err))
		if p.Message == "" || p.Hint == "" || strings.HasPrefix(p.Hint, "Try again; if it") {
			t.Errorf("%v: %+v", err, p)
		}
	}
	if p := newsroom.Explain(errors.New("odd")); p.Code != newsroom.Failed || p.Message != "odd" || p.Hint == "" {
		t.Errorf("an unforeseen error: %+v", p)
	}
}

// Settings are refused whole: one bad value changes nothing.
func TestSettingsAreAllOrNothing(t *testing.T) {
	room := open(t, t.TempDir())
	err := room.PutSettings(map[string]string{"newsroom.name": "The Islander", "newsroom.zone": "Mars/Base"})
	if !errors.Is(err, article.ErrValue) {
		t.Fatalf("got %v", err)
	}
	if house, err := room.House(); err != nil || house.Name != article.DefaultHouse().Name {
		t.Errorf("house %+v, %v", house, err)
	}
}

// The person is who the system says until somebody says otherwise.
func TestWhoIsAtTheDesk(t *testing.T) {
	room := open(t, t.TempDir())
	if p := room.Person(); p.Name != "Ada Lind" || p.Asked {
		t.Errorf("at first: %+v", p)
	}
	if p, err := room.SetPerson("Bo Ek", "BE"); err != nil || p.Sign() != "BE" || !p.Asked {
		t.Errorf("then: %+v, %v", p, err)
	}
	a := take(t, room, ferry)
	if history, err := room.History(a.ID); err != nil || history[0].By != "BE" {
		t.Errorf("history %+v, %v", history, err)
	}
}
