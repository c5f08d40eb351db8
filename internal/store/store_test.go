package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
)

// at is when the test newsroom's clock starts.
var at = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)

func testOptions(t testing.TB) Options {
	return Options{
		Now:      func() time.Time { return at },
		Progress: func(s string) { t.Log("progress:", s) },
		MinFree:  1,
	}
}

func open(t testing.TB, dir string) *DB {
	t.Helper()
	return openWith(t, dir, testOptions(t))
}

func openWith(t testing.TB, dir string, o Options) *DB {
	t.Helper()
	db, err := Open(dir, o)
	if err == nil {
		err = db.arrived() // many tests look behind the calls
	}
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

func closed(t testing.TB, db *DB) {
	t.Helper()
	if err := db.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
}

// storyID is the n-th story of the test newsroom.
func storyID(n int) article.ID {
	return article.ID(fmt.Sprintf("01890000-0000-7000-8000-%012x", n))
}

func story(n int, headline, body string) article.Article {
	return article.Article{ID: storyID(n), Headlines: article.Headlines{Main: headline}, Body: body, Slug: fmt.Sprintf("story-%d", n)}
}

func save(t testing.TB, db *DB, a article.Article) article.Article {
	t.Helper()
	saved, err := db.Save(a, article.Summary{Words: len(strings.Fields(a.Body))}, article.Revision{By: "ab", At: at})
	if err != nil {
		t.Fatalf("save %s on revision %d: %v", a.ID, a.Rev, err)
	}
	return saved
}

func get(t testing.TB, db *DB, id article.ID) article.Article {
	t.Helper()
	a, err := db.Get(id)
	if err != nil {
		t.Fatalf("get %s: %v", id, err)
	}
	return a
}

func headlines(t testing.TB, db *DB, f Filter) []string {
	t.Helper()
	heads, err := db.Heads(f)
	if err != nil {
		t.Fatalf("heads %+v: %v", f, err)
	}
	names := []string{}
	for _, h := range heads {
		names = append(names, h.Headline)
	}
	return names
}

func wantError(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("error is %v, want %v", err, want)
	}
}

func equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Fatalf("%s is %v, want %v", what, got, want)
	}
}

func equalAll[T comparable](t testing.TB, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Fatalf("%s are\n%v, want\n%v", what, got, want)
	}
}

func TestSaveCountsRevisionsAndKeepsThemAll(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	a := save(t, db, story(1, "Harbour opens", "First words.\n"))
	equal(t, "rev", a.Rev, 1)
	a.Body = "Second words.\n"
	a = save(t, db, a)
	a.Headlines.Main = "Harbour opens late"
	a = save(t, db, a)
	closed(t, db)

	db = open(t, dir)
	equal(t, "head", get(t, db, a.ID).Rev, 3)
	for rev, want := range map[int64]string{1: "First words.\n", 2: "Second words.\n", 3: "Second words.\n"} {
		old, err := db.GetRev(a.ID, rev)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "body", old.Body, want)
	}
	_, err := db.GetRev(a.ID, 4)
	wantError(t, err, ErrNotFound)
	history, err := db.History(a.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := []article.Revision{
		{Rev: 3, At: at, By: "ab", Words: 2}, {Rev: 2, At: at, By: "ab", Words: 2}, {Rev: 1, At: at, By: "ab", Words: 2},
	}
	if !reflect.DeepEqual(history, want) {
		t.Errorf("history %+v, want %+v", history, want)
	}
}

func TestUnchangedBodyIsStoredOnce(t *testing.T) {
	db := open(t, t.TempDir())
	a := save(t, db, story(1, "One", strings.Repeat("The same words again. ", 200)))
	before := db.journal.end
	for i := range 10 {
		a.Headlines.Main = fmt.Sprintf("Headline %d", i)
		a = save(t, db, a)
	}
	if grown := db.journal.end - before; grown > 10*1200 {
		t.Fatalf("ten headline changes took %d bytes of journal", grown)
	}
	k, _ := keyOf(a.ID)
	wantError(t, db.caughtUp(), nil)
	txn := db.badger.NewTransaction(false)
	defer txn.Discard()
	bodies := 0
	if err := scanKeys(txn, bodyKey(k, 0)[:17], func([]byte) (bool, error) { bodies++; return true, nil }); err != nil {
		t.Fatal(err)
	}
	equal(t, "bodies", bodies, 1)
}

func TestRefusals(t *testing.T) {
	db := open(t, t.TempDir())
	first := save(t, db, story(1, "One", "a"))
	second := first
	second.Body = "b"
	save(t, db, second)
	size := db.journal.end

	_, err := db.Save(first, article.Summary{}, article.Revision{})
	wantError(t, err, ErrStale)
	var stale *StaleError
	if !errors.As(err, &stale) || stale.Base != 1 || stale.Head != 2 || stale.ID != string(first.ID) {
		t.Fatalf("stale error is %+v", stale)
	}
	_, err = db.Save(story(1, "Again", "c"), article.Summary{}, article.Revision{})
	wantError(t, err, ErrExists)
	unknown := story(9, "Nine", "d")
	unknown.Rev = 4
	_, err = db.Save(unknown, article.Summary{}, article.Revision{})
	wantError(t, err, ErrNotFound)
	_, err = db.Save(article.Article{ID: "no id"}, article.Summary{}, article.Revision{})
	wantError(t, err, article.ErrValue)
	_, err = db.Save(story(8, "Eight", "bad \xff byte"), article.Summary{}, article.Revision{})
	wantError(t, err, article.ErrValue)
	_, err = db.Save(story(8, "bad \xff byte", "e"), article.Summary{}, article.Revision{})
	wantError(t, err, article.ErrValue)
	_, err = db.Get(storyID(77))
	wantError(t, err, ErrNotFound)

	equal(t, "journal", db.journal.end, size)
	equal(t, "body", get(t, db, first.ID).Body, "b")
	equalAll(t, "heads", headlines(t, db, Filter{}), []string{"One"})
}

func TestTextsComeBackAsTheyWere(t *testing.T) {
	db := open(t, t.TempDir())
	for i, text := range []string{"", "\u2028 \u0000 \ufffd", `a \ufffd escape \\ufffd`, "<b>&amp;", "ї 😀 e\u0301 \u202e", "\r\n\r", strings.Repeat("x", 1<<16)} {
		a := save(t, db, story(i, text, text))
		got := get(t, db, a.ID)
		equal(t, "headline", got.Headlines.Main, text)
		equal(t, "body", got.Body, text)
	}
}

func TestSaveAllIsRefusedWhole(t *testing.T) {
	db := open(t, t.TempDir())
	save(t, db, story(2, "There", ""))
	_, err := db.SaveAll([]Entry{{Article: story(1, "New", "")}, {Article: story(2, "Clash", "")}})
	wantError(t, err, ErrExists)
	equalAll(t, "heads", headlines(t, db, Filter{}), []string{"There"})

	saved, err := db.SaveAll([]Entry{{Article: story(1, "New", "x")}, {Article: story(3, "Three", "y")}})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "rev", saved[1].Rev, 1)
	equalAll(t, "heads", headlines(t, db, Filter{}), []string{"Three", "New", "There"})
	twice := []Entry{{Article: saved[0]}, {Article: saved[0]}}
	twice[1].Article.Rev = 2
	if _, err := db.SaveAll(twice); err != nil {
		t.Fatal(err)
	}
	equal(t, "rev", get(t, db, storyID(1)).Rev, 3)
}

func TestHeadsByFilterNewestFirst(t *testing.T) {
	db := open(t, t.TempDir())
	if err := db.PutSections([]desk.Section{{ID: "w", Name: "World"}, {ID: "c", Name: "Culture"}}); err != nil {
		t.Fatal(err)
	}
	saved := map[string]article.Article{}
	for i, name := range []string{"a", "b", "c", "d"} {
		a := story(i, name, "words here")
		a.SectionID = []string{"w", "c"}[i%2]
		a.Status = []article.Status{article.Draft, article.Ready}[i/2]
		saved[name] = save(t, db, a)
	}
	b := saved["b"]
	b.Flag, b.Embargo = article.Hold, &article.Embargo{Said: "noon"}
	save(t, db, b)
	c := saved["c"]
	c.Trashed = true
	c = save(t, db, c)

	for _, tc := range []struct {
		f    Filter
		want []string
	}{
		{Filter{}, []string{"b", "d", "a"}},
		{Filter{Limit: 2}, []string{"b", "d"}},
		{Filter{SectionID: "c"}, []string{"b", "d"}},
		{Filter{SectionID: "c", Limit: 1}, []string{"b"}},
		{Filter{SectionID: "w"}, []string{"a"}},
		{Filter{SectionID: "none"}, []string{}},
		{Filter{Status: article.Ready}, []string{"d"}},
		{Filter{Flag: article.Hold}, []string{"b"}},
		{Filter{Trash: true}, []string{"c"}},
		{Filter{Trash: true, SectionID: "w"}, []string{"c"}},
		{Filter{Trash: true, SectionID: "c"}, []string{}},
	} {
		equalAll(t, fmt.Sprintf("heads of %+v", tc.f), headlines(t, db, tc.f), tc.want)
	}
	c.Trashed = false
	save(t, db, c)
	equalAll(t, "after undo", headlines(t, db, Filter{}), []string{"c", "b", "d", "a"})

	if err := db.PutSections([]desk.Section{{ID: "w", Name: "The world"}}); err != nil {
		t.Fatal(err)
	}
	heads, _ := db.Heads(Filter{})
	equal(t, "renamed section", heads[0].Section, "The world")
	equal(t, "removed section", heads[1].Section, "")
	equal(t, "embargo", heads[1].Embargo.Said, "noon")
	equal(t, "section of a story", get(t, db, c.ID).Section, "The world")
}

func TestClockThatGoesBackMisordersNothing(t *testing.T) {
	db := open(t, t.TempDir())
	one := save(t, db, story(1, "one", "1"))
	save(t, db, story(2, "two", "2"))
	one.Body = "later, by an earlier clock"
	saved, err := db.Save(one, article.Summary{}, article.Revision{At: at.Add(-30 * 24 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "updated", saved.Updated, at.Add(-30*24*time.Hour))
	equal(t, "created", saved.Created, at)
	equalAll(t, "heads", headlines(t, db, Filter{}), []string{"one", "two"})
	history, _ := db.History(one.ID)
	equal(t, "newest in history", history[0].Rev, 2)
	old, err := db.GetRev(one.ID, 1)
	if err != nil || old.Body != "1" {
		t.Fatalf("revision 1 is %q, %v", old.Body, err)
	}
}

func TestFindBySlugAndSource(t *testing.T) {
	db := open(t, t.TempDir())
	a := story(1, "One", "")
	a.Source = article.Source{Service: "wire", Key: "item-9", Version: "1"}
	a = save(t, db, a)
	b := story(2, "Two", "")
	b.Slug = "story-1" // two stories may share one: the newsroom's rule, not the store's
	b = save(t, db, b)
	find := func(slug string) article.ID {
		id, ok, err := db.FindSlug(slug)
		if err != nil || ok != (id != "") {
			t.Fatalf("find %q: %q %v %v", slug, id, ok, err)
		}
		return id
	}
	equal(t, "slug", find("story-1"), a.ID)
	equal(t, "prefix of a slug", find("story"), "")
	equal(t, "no slug", find(""), "")
	a.Slug = strings.Repeat("long-", 100)
	a = save(t, db, a)
	equal(t, "slug", find("story-1"), b.ID)
	equal(t, "long slug", find(a.Slug), a.ID)

	id, ok, err := db.FindSource(article.Source{Service: "wire", Key: "item-9", Version: "2"})
	if err != nil || !ok || id != a.ID {
		t.Fatalf("source: %v %v %v", id, ok, err)
	}
	_, ok, _ = db.FindSource(article.Source{Service: "wirei", Key: "tem-9"})
	equal(t, "other source", ok, false)
}

func TestLineups(t *testing.T) {
	db := open(t, t.TempDir())
	l, err := db.PutLineup(desk.Lineup{ID: "front", Name: "Front"})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "rev", l.Rev, 1)
	_, err = db.PutLineup(desk.Lineup{ID: "front", Name: "Other"})
	wantError(t, err, ErrStale)
	l.Slots = []desk.Slot{{Story: storyID(1), Weight: desk.Splash}}
	if l, err = db.PutLineup(l); err != nil {
		t.Fatal(err)
	}
	lineups, err := db.Lineups()
	if err != nil || len(lineups) != 1 || lineups[0].Rev != 2 || len(lineups[0].Slots) != 1 {
		t.Fatalf("lineups are %+v, %v", lineups, err)
	}
	wantError(t, db.RemoveLineup("front", 1, at, "ab"), ErrStale)
	if err := db.RemoveLineup("front", 2, at, "ab"); err != nil {
		t.Fatal(err)
	}
	wantError(t, db.RemoveLineup("front", 2, at, "ab"), ErrNotFound)
	wantError(t, db.RemoveLineup("front", 2, at, "ab"), desk.ErrNoLineup)
}

func TestSettingsMerge(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	for _, changes := range []map[string]string{{"a": "1", "b": "2"}, {"b": "", "c": "3"}, {}} {
		if err := db.PutSettings(changes); err != nil {
			t.Fatal(err)
		}
	}
	wantError(t, db.PutSettings(map[string]string{"": "x"}), article.ErrValue)
	closed(t, db)
	settings, err := open(t, dir).Settings()
	if err != nil || len(settings) != 2 || settings["a"] != "1" || settings["c"] != "3" {
		t.Fatalf("settings are %v, %v", settings, err)
	}
}

func TestReceipts(t *testing.T) {
	db := open(t, t.TempDir())
	a := save(t, db, story(1, "One", ""))
	for i := range 3 {
		err := db.AddReceipts([]article.ExportReceipt{
			{ID: a.ID, Rev: int64(i), Bundle: fmt.Sprint(i), Fields: map[string]string{"body": strings.Repeat("0a", 32)}},
			{ID: storyID(2), Rev: 9},
			{ID: a.ID, Rev: int64(i), Bundle: fmt.Sprint(i, " again")},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	receipts, err := db.Receipts(a.ID)
	if err != nil {
		t.Fatal(err)
	}
	bundles := []string{}
	for _, r := range receipts {
		bundles = append(bundles, r.Bundle)
	}
	equalAll(t, "bundles", bundles, []string{"2", "2 again", "1", "1 again", "0", "0 again"})

	_, ok, err := db.Intake(a.ID)
	if ok || err != nil {
		t.Fatalf("intake before: %v %v", ok, err)
	}
	want := article.Receipt{Kept: 7, Dropped: []article.Note{{Text: "Advertisement", Why: "boilerplate", Before: 2}}}
	if err := db.PutIntake(a.ID, 1, want); err != nil {
		t.Fatal(err)
	}
	wantError(t, db.PutIntake(storyID(5), 1, want), ErrNotFound)
	got, ok, err := db.Intake(a.ID)
	if !ok || err != nil || got.Kept != 7 || got.Dropped[0] != want.Dropped[0] {
		t.Fatalf("intake: %+v %v %v", got, ok, err)
	}
}

func TestPictures(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	data := []byte("not really a picture")
	id, err := db.PutPicture(data)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := db.PutPicture(data); err != nil || again != id {
		t.Fatalf("again: %v %v", again, err)
	}
	got, err := db.Picture(id)
	if err != nil || string(got) != string(data) {
		t.Fatalf("picture is %q, %v", got, err)
	}
	for _, no := range []string{"", "../../LOCK", strings.ToUpper(id), strings.Repeat("0", 64), id[:62]} {
		_, err := db.Picture(no)
		wantError(t, err, ErrNotFound)
	}
	if err := os.WriteFile(db.picturePath(id), []byte("bent"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = db.Picture(id)
	wantError(t, err, ErrDamaged)
	if _, err := db.PutPicture(data); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Picture(id); err != nil {
		t.Fatalf("the same picture did not mend the file: %v", err)
	}
}

func TestLargeStory(t *testing.T) {
	db := open(t, t.TempDir())
	body := noise(5 << 20)
	a := save(t, db, story(1, "Long", body))
	a.Body += "One more.\n"
	a = save(t, db, a)
	if get(t, db, a.ID).Body != body+"One more.\n" {
		t.Fatal("five megabytes came back changed")
	}
	entries := []Entry{}
	for i := range 40 {
		entries = append(entries, Entry{Article: story(10+i, "Many", body[:1<<18+i])})
	}
	if _, err := db.SaveAll(entries); err != nil {
		t.Fatal(err)
	}
	equal(t, "last of many", len(get(t, db, storyID(49)).Body), 1<<18+39)
}

// noise is text that hardly compresses.
func noise(size int) string {
	var b strings.Builder
	for x := uint64(88172645463325252); b.Len() < size; {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		fmt.Fprintf(&b, "%x ", x)
	}
	return b.String()
}

func TestTooLittleRoomIsRefused(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	a := save(t, db, story(1, "One", "words"))
	db.options.MinFree = 1 << 62
	a.Body = "more words"
	_, err := db.Save(a, article.Summary{}, article.Revision{})
	wantError(t, err, ErrDiskFull)
	equal(t, "body", get(t, db, a.ID).Body, "words")
	db.options.MinFree = 1
	save(t, db, a)
	closed(t, db)
	o := testOptions(t)
	o.MinFree = 1 << 62
	wantError(t, second(Open(dir, o)), ErrDiskFull)
	equal(t, "body", get(t, open(t, dir), a.ID).Body, "more words")
}

func TestClosedStoreRefuses(t *testing.T) {
	db := open(t, t.TempDir())
	a := save(t, db, story(1, "One", ""))
	closed(t, db)
	closed(t, db)
	_, err := db.Get(a.ID)
	wantError(t, err, ErrClosed)
	_, err = db.Save(a, article.Summary{}, article.Revision{})
	wantError(t, err, ErrClosed)
}

func TestFilesAreTheOwnersAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "newsroom")
	db := open(t, dir)
	save(t, db, story(1, "One", ""))
	if _, err := db.PutPicture([]byte("x")); err != nil {
		t.Fatal(err)
	}
	db.KeepRendition("x", []byte("x"))
	for _, name := range []string{"", journalName, badgerName, picturesName, renditionsName} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" {
			t.Errorf("%q has mode %v", name, info.Mode())
		}
	}
}

// Whatever goes wrong in one change, the next one has its turn.
func TestPanicInAPlanIsAnError(t *testing.T) {
	db := open(t, t.TempDir())
	err := db.write(func(b *batch) error {
		b.put(settingKey("half"), []byte("done"))
		panic("a bug")
	})
	if err == nil || !strings.Contains(err.Error(), "a bug") {
		t.Fatalf("error is %v", err)
	}
	save(t, db, story(1, "One", ""))
	settings, err := db.Settings()
	if err != nil || len(settings) != 0 {
		t.Fatalf("settings are %v, %v", settings, err)
	}
}
