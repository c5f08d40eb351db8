package newsroom_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
)

// pasteStory pastes what no story is like.
func pasteStory(room *newsroom.Room, p newsroom.Paste) (newsroom.Imported, error) {
	b, err := room.PasteStory(context.Background(), p, "")
	if len(b.Imported) == 0 {
		return newsroom.Imported{}, errors.Join(err, fmt.Errorf("nothing came in; asked: %+v", b.Asked))
	}
	return b.Imported[0], err
}

// wire is a version of an agency's item.
func wire(version int, headline, standfirst string, paragraphs ...string) string {
	return fmt.Sprintf("---\nheadline: %s\nstandfirst: %s\nslugline: FERRY-STRIKE\nsource: {service: AFP, key: urn:x:77, version: %d}\n---\n%s\n",
		headline, standfirst, version, strings.Join(paragraphs, "\n\n"))
}

const (
	opening = "Crews on the island ferries stopped work at six on Monday morning, the union said in a short note."
	talks   = "Talks about pay had gone on since September and ended late on Sunday without a result."
	sailing = "Some 4,000 passengers were told to move their bookings to later sailings this week."
	last    = "The company did not answer questions on Monday."
)

func importAs(t *testing.T, room *newsroom.Room, text string, as newsroom.As, of string) newsroom.Imported {
	t.Helper()
	in, err := room.Import(newsroom.ImportRequest{Name: "copy.md", Data: []byte(text), As: as, Of: of})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func mustStory(t *testing.T, room *newsroom.Room, id article.ID) article.Article {
	t.Helper()
	a, err := room.Story(id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// A new version comes in without a word of the desk's being lost; each version
// is kept as it came, and one step back is the story as it was.
func TestANewVersionIsMerged(t *testing.T) {
	room := open(t, t.TempDir())
	first := take(t, room, wire(1, "Ferry crews walk out", "Sailings were cancelled.", opening, talks, sailing))
	subbed := edit(t, room, first.ID, "headlines.main", "Ferries stop", "body", strings.Join([]string{strings.Replace(opening, "Crews", "Staff", 1), talks, sailing}, "\n\n"))

	in := importAs(t, room, wire(2, "Ferry crews walk out", "All sailings were cancelled.", opening, talks, strings.Replace(sailing, "4,000", "6,000", 1), last), newsroom.AsVersion, "")
	now := mustStory(t, room, first.ID)
	want := strings.Join([]string{strings.Replace(opening, "Crews", "Staff", 1), talks, strings.Replace(sailing, "4,000", "6,000", 1), last}, "\n\n")
	if in.ID != first.ID || in.Called != "wire v2" || in.Conflicts != 0 || now.Body != want || now.Headlines.Main != "Ferries stop" ||
		now.Standfirst != "All sailings were cancelled." || now.Source.Version != "2" || now.Merge != nil || now.Rev != subbed.Rev+2 {
		t.Fatalf("%+v\n%+v", in, now)
	}
	filed, err := room.NamedRev(first.ID, "as filed")
	v2, errV2 := room.NamedRev(first.ID, "wire v2")
	if err != nil || errV2 != nil || filed != 1 || v2 != subbed.Rev+1 {
		t.Errorf("as filed %d %v, wire v2 %d %v", filed, err, v2, errV2)
	}
	raw, err := room.StoryAt(first.ID, v2)
	if err != nil || raw.Body != strings.Join([]string{opening, talks, strings.Replace(sailing, "4,000", "6,000", 1), last}, "\n\n") || raw.Headlines.Main != "Ferry crews walk out" {
		t.Errorf("%v %+v", err, raw)
	}

	// The same once more says so and changes nothing; an older one is refused.
	again := importAs(t, room, wire(2, "Ferry crews walk out", "All sailings were cancelled.", opening, talks, strings.Replace(sailing, "4,000", "6,000", 1), last), newsroom.AsVersion, "")
	if after := mustStory(t, room, first.ID); !again.Same || after.Rev != now.Rev {
		t.Errorf("%+v at revision %d", again, after.Rev)
	}
	_, err = room.Import(newsroom.ImportRequest{Name: "copy.md", Data: []byte(wire(1, "x", "y", opening)), As: newsroom.AsVersion, Of: string(first.ID)})
	if !errors.Is(err, newsroom.ErrOlder) {
		t.Errorf("an older version: %v", err)
	}

	// One step back; the version can come in again after that.
	if _, err := room.Restore(first.ID, now.Rev, subbed.Rev); err != nil {
		t.Fatal(err)
	}
	if back := mustStory(t, room, first.ID); back.Body != subbed.Body || back.Source.Version != "1" {
		t.Errorf("%+v", back)
	}
	if in := importAs(t, room, wire(2, "Ferry crews walk out", "All sailings were cancelled.", opening, talks, strings.Replace(sailing, "4,000", "6,000", 1), last), newsroom.AsVersion, ""); in.Same {
		t.Error("what was taken back cannot come in again")
	}
	if again := mustStory(t, room, first.ID); again.Body != want {
		t.Errorf("%q", again.Body)
	}
}

// What both changed stops the story until somebody settles it, and both sides
// are there from the first moment.
func TestAConflictIsOpenUntilItIsSettled(t *testing.T) {
	room := open(t, t.TempDir())
	first := take(t, room, wire(1, "Ferry crews walk out", "Sailings were cancelled.", opening, talks, sailing))
	mine := strings.Replace(sailing, "4,000", "3,500", 1)
	edit(t, room, first.ID, "standfirst", "Half of the sailings were cancelled.", "body", strings.Join([]string{opening, talks, mine}, "\n\n"))
	theirs := strings.Replace(sailing, "4,000", "6,000", 1)
	in := importAs(t, room, wire(2, "Ferry crews walk out", "All sailings were cancelled.", opening, strings.Replace(talks, "September", "August", 1), theirs), newsroom.AsVersion, "")
	a := mustStory(t, room, first.ID)
	if in.Conflicts != 2 || a.Conflicts() != 2 || !strings.HasSuffix(a.Body, mine) || !strings.Contains(a.Body, "August") || a.Standfirst != "Half of the sailings were cancelled." {
		t.Fatalf("%+v\n%+v", in, a)
	}
	if c := a.Merge.Conflicts[1]; c.Theirs != theirs || c.Mine != mine || a.Merge.With != a.Rev-1 {
		t.Errorf("%+v", a.Merge)
	}
	findings, err := room.Check(context.Background(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	stops := 0
	for _, f := range findings {
		if f.Code == "conflict" && f.Severity == "block" {
			stops++
		}
	}
	heads, err := room.Heads([]article.ID{a.ID})
	if err != nil || stops != 2 || heads[0].Conflicts != 2 {
		t.Errorf("%d stops, %+v, %v", stops, heads, err)
	}

	// An edit elsewhere leaves it open; side by side it is marked.
	a = edit(t, room, a.ID, "overline", "Strike")
	sides, err := room.SideBySide(a.ID, a.Merge.With, 0)
	if err != nil || len(sides.Torn) != 1 || !slices.Contains(sides.TornFields, "standfirst") || sides.Conflicts != 2 || sides.A.Name != "wire v2" {
		t.Fatalf("%+v, %v", sides, err)
	}
	picks := make([]article.Pick, 9)
	picks[sides.Torn[0]-1] = article.PickBefore
	got, err := room.Take(newsroom.TakeRequest{ID: a.ID, Base: a.Rev, From: a.Merge.With, Body: picks, Settles: true})
	if err != nil || got.Merge != nil || !strings.HasSuffix(got.Body, theirs) || got.Standfirst != "Half of the sailings were cancelled." {
		t.Fatalf("%+v, %v", got, err)
	}
	log, err := room.StoryLog(a.ID)
	if err != nil || len(log) != 2 || log[0].Said != "conflicts with wire v2 settled" || log[1].Said != "in conflict with wire v2" {
		t.Errorf("%+v, %v", log, err)
	}
}

func TestSettlingForTheDesk(t *testing.T) {
	room := open(t, t.TempDir())
	first := take(t, room, wire(1, "Walk-out", "One.", opening))
	edit(t, room, first.ID, "standfirst", "Mine.")
	importAs(t, room, wire(2, "Walk-out", "Theirs.", opening), newsroom.AsVersion, "")
	a := mustStory(t, room, first.ID)
	got, err := room.Take(newsroom.TakeRequest{ID: a.ID, Base: a.Rev, From: a.Merge.With, Settles: true})
	if err != nil || got.Merge != nil || got.Standfirst != "Mine." || got.Rev != a.Rev+1 {
		t.Fatalf("%+v, %v", got, err)
	}
}

// Takes stand behind or above what is there, which stays as it is, and a note
// for the desk says where each begins.
func TestTakes(t *testing.T) {
	room := open(t, t.TempDir())
	first := take(t, room, wire(1, "Ferry crews walk out", "Sailings were cancelled.", opening, talks))
	subbed := edit(t, room, first.ID, "body", opening+"\n\nOurs.")
	second := "---\nslugline: FERRY-STRIKE\n---\n" + sailing + "\n"
	in := importAs(t, room, second, newsroom.AsTake, "")
	a := mustStory(t, room, first.ID)
	if want := subbed.Body + "\n\n:::note\nTake 2, Ada Lind, 22 November, 22:55\n:::\n\n" + sailing; in.Called != "take 2" || a.Body != want {
		t.Fatalf("%+v\n%q\nwant\n%q", in, a.Body, want)
	}
	if again := importAs(t, room, second, newsroom.AsTake, ""); !again.Same {
		t.Errorf("%+v", again)
	}
	importAs(t, room, "---\nslugline: FERRY-STRIKE\n---\n"+last+"\n", newsroom.AsIntro, "")
	now := mustStory(t, room, first.ID)
	if want := ":::note\nTake 3, Ada Lind, 22 November, 22:55: new intro\n:::\n\n" + last + "\n\n:::note\nTake 1\n:::\n\n" + a.Body; now.Body != want || now.Merge != nil {
		t.Fatalf("%q\nwant\n%q", now.Body, want)
	}
	for name, rev := range map[string]int64{"as filed": 1, "take 2": 3, "take 3": 5} {
		if got, err := room.NamedRev(first.ID, name); err != nil || got != rev {
			t.Errorf("%s is %d, %v", name, got, err)
		}
	}
	// The next version of the item meets what the desk and the takes made of it.
	importAs(t, room, wire(2, "Ferry crews walk out", "Sailings were cancelled.", last, opening, strings.Replace(talks, "September", "August", 1), sailing), newsroom.AsVersion, "")
	if after := mustStory(t, room, first.ID); !strings.Contains(after.Body, "Ours.") || !strings.Contains(after.Body, ":::note\nTake 2") {
		t.Errorf("%q", after.Body)
	}
}

func TestCopyIsRecognised(t *testing.T) {
	room := open(t, t.TempDir())
	item := take(t, room, wire(3, "Ferry crews walk out", "Sailings were cancelled.", opening, talks, sailing))
	slugged := take(t, room, "---\nheadline: Council votes\nslugline: COUNCIL\n---\nThe council voted on Monday about the new budget of the town.\n")
	for i := range 30 {
		take(t, room, fmt.Sprintf("---\nheadline: Match %d\n---\nThe rovers played their match number %d on Saturday and nobody scored in it at all.\n", i, i))
	}
	for _, c := range []struct {
		name, text, why string
		guess           newsroom.As
		of              article.ID
	}{
		{"the same item", wire(4, "Crews", "x", "All words are new here, and none of them stood there before."), "same wire item, version 4; same slugline", newsroom.AsVersion, item.ID},
		{"an older item", wire(2, "Crews", "x", "All words are new here, and none of them stood there before."), "same wire item, version 2, which is older than the one that came in; same slugline", newsroom.AsTake, item.ID},
		{"word for word", wire(3, "Ferry crews walk out", "Sailings were cancelled.", opening, talks, sailing), "same wire item, version 3; same slugline; word for word what came in before", newsroom.AsVersion, item.ID},
		{"a slugline, other words", "---\nslugline: council\n---\nNothing of this stood in the first take of the story.\n", "same slugline", newsroom.AsTake, slugged.ID},
		{"a slugline, its words", "---\nslugline: Council\n---\nThe council voted on Monday about the new budget of the town. More follows.\n", "same slugline; 85 % of its words", newsroom.AsVersion, slugged.ID},
		{"most of its words", opening + "\n\n" + sailing + "\n\nAnd this is new.\n", "89 % of its words", newsroom.AsVersion, item.ID},
	} {
		b, err := room.PasteStory(context.Background(), newsroom.Paste{Text: c.text}, "")
		if strings.HasPrefix(c.text, "---") {
			b, err = askFile(t, room, c.text)
		}
		if err != nil || len(b.Asked) != 1 || len(b.Imported) != 0 {
			t.Errorf("%s: %+v, %v", c.name, b, err)
			continue
		}
		if l := b.Asked[0].Like[0]; l.ID != c.of || l.Why != c.why || l.Guess != c.guess {
			t.Errorf("%s: %+v, want %q and %s", c.name, l, c.why, c.guess)
		}
	}
	if _, err := pasteStory(room, newsroom.Paste{Text: "A storm took the roof off the old mill in the night, and nobody was hurt by it."}); err != nil {
		t.Errorf("what is like nothing: %v", err)
	}

	// Nothing comes into what was dropped.
	for _, id := range []article.ID{item.ID, slugged.ID} {
		if err := room.Trash(id); err != nil {
			t.Fatal(err)
		}
	}
	b, err := askFile(t, room, wire(5, "Crews", "x", opening, talks, sailing))
	if err != nil || len(b.Asked) != 0 || len(b.Imported) != 1 {
		t.Errorf("%+v, %v", b, err)
	}
}

// askFile takes a file in as the window does.
func askFile(t *testing.T, room *newsroom.Room, text string) (newsroom.Batch, error) {
	t.Helper()
	return room.ImportFiles(context.Background(), []string{writeCopy(t, text)}, "")
}

func TestAnAnswerTakesCopyIn(t *testing.T) {
	room := open(t, t.TempDir())
	first := take(t, room, wire(1, "Ferry crews walk out", "Sailings were cancelled.", opening))
	b, err := askFile(t, room, wire(2, "Ferry crews walk out", "All were.", opening, talks))
	if err != nil || len(b.Asked) != 1 {
		t.Fatalf("%+v, %v", b, err)
	}
	q := newsroom.Answer{Token: b.Asked[0].Token, As: newsroom.AsVersion, Of: first.ID}
	if _, err := room.Answer(newsroom.Answer{Token: q.Token, As: "sideways"}); !errors.Is(err, newsroom.ErrAs) {
		t.Errorf("%v", err)
	}
	got, err := room.Answer(q)
	if err != nil || got.Imported.Called != "wire v2" || got.Article.Rev != 3 || got.Head.Rev != 3 || got.Article.Standfirst != "All were." {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := room.Answer(q); !errors.Is(err, newsroom.ErrAnswered) {
		t.Errorf("answered twice: %v", err)
	}
	b, _ = askFile(t, room, wire(3, "Ferry crews walk out", "All were.", opening, last))
	got, err = room.Answer(newsroom.Answer{Token: b.Asked[0].Token, As: newsroom.AsNew})
	if err != nil || got.Article.ID == first.ID || got.Article.Rev != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

func writeCopy(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.md")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A kill notice asks for the kill, gives its reason, and does nothing by itself.
func TestAKillNoticeAsks(t *testing.T) {
	room := open(t, t.TempDir())
	item := take(t, room, wire(1, "Ferry crews walk out", "Sailings were cancelled.", opening))
	dir := t.TempDir()
	path := filepath.Join(dir, "kill.json")
	must(t, os.WriteFile(path, []byte(`{"uri": "urn:x:77", "pubStatus": "canceled", "edNote": "The quotes were made up.", "infoSources": [{"name": "AFP"}]}`), 0o600))
	b, err := room.ImportFiles(context.Background(), []string{path}, "")
	if err != nil || len(b.Asked) != 1 || !b.Asked[0].Kill || b.Asked[0].Reason != "The quotes were made up." || b.Asked[0].Like[0].Guess != newsroom.AsKill {
		t.Fatalf("%+v, %v", b, err)
	}
	if a := mustStory(t, room, item.ID); a.Flag != article.NoFlag {
		t.Fatal("killed silently")
	}
	if _, err := room.Answer(newsroom.Answer{Token: b.Asked[0].Token, As: newsroom.AsNew}); !errors.Is(err, newsroom.ErrNotice) {
		t.Errorf("%v", err)
	}
	got, err := room.Answer(newsroom.Answer{Token: b.Asked[0].Token, As: newsroom.AsKill, Of: item.ID})
	if err != nil || got.Article.Flag != article.Killed {
		t.Fatalf("%+v, %v", got, err)
	}
	log, err := room.StoryLog(item.ID)
	if err != nil || log[0].Why != "Kill notice: The quotes were made up." {
		t.Errorf("%+v, %v", log, err)
	}

	// Words do as well; where no story is meant they are copy as any other.
	other := take(t, room, "---\nheadline: Council votes\nslugline: COUNCIL\n---\nThe council voted.\n")
	notice := "---\nheadline: MANDATORY KILL\nslugline: COUNCIL\n---\nThe vote is next week.\n"
	b, err = askFile(t, room, notice)
	if err != nil || len(b.Asked) != 1 || !b.Asked[0].Kill || b.Asked[0].Like[0].ID != other.ID {
		t.Fatalf("%+v, %v", b, err)
	}
	b, err = askFile(t, room, strings.Replace(notice, "COUNCIL", "NOWHERE", 1))
	if err != nil || len(b.Imported) != 1 {
		t.Errorf("%+v, %v", b, err)
	}
}

// Copy that says of itself that it is dropped kills nothing, and is not taken for
// copy that may go.
func TestAVersionThatIsKilledHoldsTheStory(t *testing.T) {
	for _, as := range []newsroom.As{newsroom.AsVersion, newsroom.AsTake} {
		room := open(t, t.TempDir())
		item := take(t, room, wire(1, "Ferry crews walk out", "Sailings were cancelled.", opening))
		copied := strings.Replace(wire(2, "Ferry crews walk out", "Sailings were cancelled.", opening, "It is over."), "---\n", "---\nflag: killed\n", 1)
		in, err := room.Import(newsroom.ImportRequest{Name: "copy.md", Data: []byte(copied), As: as, Of: string(item.ID)})
		if err != nil || mustStory(t, room, item.ID).Flag != article.Hold || !slices.ContainsFunc(in.Receipt.Dropped, func(n article.Note) bool { return n.Text == "killed" }) {
			t.Errorf("%s: %q, %+v, %v", as, mustStory(t, room, item.ID).Flag, in.Receipt, err)
		}
	}
}

// Words live on in the story that an item was merged into: a notice asks about
// that one first, and about the item's own, which lies spiked.
func TestAKillNoticeFindsWhatWasMerged(t *testing.T) {
	room := open(t, t.TempDir())
	named(t, room)
	item := take(t, room, wire(1, "Ferry crews walk out", "Sailings were cancelled.", opening))
	story := take(t, room, "---\nheadline: The harbour stands still\n---\nNothing moved there all day.\n")
	if _, err := room.Unite(newsroom.UniteRequest{Into: story.ID, Base: story.Rev, Other: item.ID, OtherBase: item.Rev}); err != nil {
		t.Fatal(err)
	}
	notice := `{"uri": "urn:x:77", "pubStatus": "canceled", "edNote": "The quotes were made up.", "infoSources": [{"name": "AFP"}]}`
	path := filepath.Join(t.TempDir(), "kill.json")
	must(t, os.WriteFile(path, []byte(notice), 0o600))
	for i, want := range []article.ID{story.ID, item.ID} {
		b, err := room.ImportFiles(context.Background(), []string{path}, "")
		if err != nil || len(b.Asked) != 1 || len(b.Asked[0].Like) != 2-i || b.Asked[0].Like[0].ID != want {
			t.Fatalf("notice %d: %+v, %v", i, b, err)
		}
		if got, err := room.Answer(newsroom.Answer{Token: b.Asked[0].Token, As: newsroom.AsKill, Of: want}); err != nil || got.Article.Flag != article.Killed {
			t.Fatalf("notice %d: %+v, %v", i, got, err)
		}
	}

	// What the agency sends after it is a new story, and says what became of the one before.
	again, err := room.Import(newsroom.ImportRequest{Name: "copy.md", Data: []byte(wire(2, "Ferry crews walk out", "Sailings were cancelled.", opening))})
	if err != nil || again.ID == item.ID || !slices.ContainsFunc(again.Receipt.Changed, func(n article.Note) bool {
		return n.Why == "A story of this wire item was killed: Ferry crews walk out."
	}) {
		t.Errorf("%+v, %v", again, err)
	}
}

// What comes in at one time is often alike: results, the weather.
func TestABlockIsNotAskedAboutItself(t *testing.T) {
	room := open(t, t.TempDir())
	text := func(town string, sluglined bool) string {
		slugline := ""
		if sluglined {
			slugline = "slugline: WEATHER\n"
		}
		return "---\nheadline: Weather in " + town + "\n" + slugline + "---\nRain is likely in " + town + " until the evening, with wind from the west and a high of eleven degrees.\n"
	}
	b, err := room.ImportFiles(context.Background(), []string{writeCopy(t, text("Brack", false)), writeCopy(t, text("Sund", false)), writeCopy(t, text("Marrow", false))}, "")
	if err != nil || len(b.Imported) != 3 || len(b.Asked) != 0 {
		t.Errorf("%+v, %v", b, err)
	}
	b, err = room.ImportFiles(context.Background(), []string{writeCopy(t, text("Brack", true)), writeCopy(t, text("Sund", true))}, "")
	if err != nil || len(b.Imported) != 0 || len(b.Asked) != 2 {
		t.Errorf("%+v, %v", b, err)
	}
}

// Copy with a name of its own has to be nearly a story's to be taken for it.
func TestOtherNamesNeedMoreWords(t *testing.T) {
	room := open(t, t.TempDir())
	take(t, room, "---\nheadline: Weather\nslugline: WEATHER-A\n---\n"+opening+"\n\n"+talks+"\n")
	b, err := askFile(t, room, "---\nheadline: Weather\nslugline: WEATHER-B\n---\n"+opening+"\n\n"+last+"\n")
	if err != nil || len(b.Asked) != 0 {
		t.Errorf("%+v, %v", b, err)
	}
	b, err = askFile(t, room, "---\nheadline: Weather\nslugline: WEATHER-C\n---\n"+opening+"\n\n"+talks+"\n\nMore follows.\n")
	if err != nil || len(b.Asked) != 1 {
		t.Errorf("%+v, %v", b, err)
	}
}
