package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
)

// player does random operations to a store and to its model.
type player struct {
	t   testing.TB
	rnd *rand.Rand
	db  *DB
	m   *model
}

func newPlayer(t testing.TB, db *DB, seed uint64) *player {
	t.Logf("seed %d", seed)
	return &player{t: t, rnd: rand.New(rand.NewPCG(seed, 1)), db: db, m: newModel()}
}

func (p *player) id() article.ID { return storyID(p.rnd.IntN(8)) }

func (p *player) pick(words ...string) string { return words[p.rnd.IntN(len(words))] }

func (p *player) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *player) step() {
	switch n := p.rnd.IntN(28); {
	case n > 24:
		p.deliver()
	case n < 11:
		p.save()
	case n < 13:
		p.saveMany()
	case n == 13:
		p.sections()
	case n < 16:
		p.lineup()
	case n == 16:
		p.settings()
	case n == 17:
		p.receipts()
	case n == 18:
		p.intake()
	case n < 21:
		p.name()
	case n < 24:
		p.rehouse()
	case n == 24 && p.rnd.IntN(2) == 0:
		p.whole()
	default:
		p.must(second(p.db.PutPicture([]byte(p.pick("one", "two", "three")))))
	}
}

func second[T any](_ T, err error) error { return err }

// change edits a random story: new, on its head, or on a stale base.
func (p *player) change() Entry {
	a := article.Article{ID: p.id()}
	if revs := p.m.stories[a.ID]; len(revs) > 0 && p.rnd.IntN(10) > 0 {
		a = revs[len(revs)-1]
		if p.rnd.IntN(8) == 0 {
			a = revs[p.rnd.IntN(len(revs))]
		}
	}
	switch p.rnd.IntN(9) {
	case 6, 7:
		a.Body = edited(p.rnd, a.Body)
	case 0:
		a.Body = strings.Repeat(p.pick("Rain fell. ", "The vote was close. ", "Ніч. "), p.rnd.IntN(60))
	case 1:
		a.Headlines.Main = p.pick("Up", "Down", "Ще <b> & \u2028", "")
	case 2:
		a.SectionID = p.pick("", "s1", "s2", "s3")
	case 3:
		a.Trashed = !a.Trashed
	case 4:
		a.Slug, a.Source = p.pick("", "up", "down"), article.Source{Service: "w", Key: p.pick("", "1", "2")}
	default:
		a.Status, a.Flag = article.Statuses[p.rnd.IntN(3)], article.Flags[p.rnd.IntN(2)]
		a.Direction = article.Direction(p.pick("", "ltr", "rtl"))
		a.Deadline = []time.Time{{}, at.Add(time.Duration(p.rnd.IntN(99)) * time.Hour)}[p.rnd.IntN(2)]
		a.Embargo = &article.Embargo{At: at.Add(time.Duration(p.rnd.IntN(99)) * time.Hour), Zone: "Europe/Kyiv"}
	}
	when := at.Add(time.Duration(p.rnd.IntN(2000)-1000) * time.Hour) // clocks jump
	return Entry{Article: a, Summary: article.Summary{Words: p.rnd.IntN(900), TKs: p.rnd.IntN(2)},
		Revision: article.Revision{At: when, By: p.pick("ab", "cd"), Note: p.pick("", "as filed")}}
}

// edited is what an editor leaves of a body: the first takes a text of some
// length, the others change a word of it.
func edited(rnd *rand.Rand, body string) string {
	if len(body) < 1000 {
		return copyText(rnd.IntN(50))[:1500]
	}
	at := rnd.IntN(len(body)/2) + strings.Index(body[len(body)/2:], " ")
	return strings.ToValidUTF8(body[:at], "") + fmt.Sprintf(" word%d ", rnd.IntN(1000)) + strings.ToValidUTF8(body[at:], "")
}

func (p *player) save() {
	e := p.change()
	want := p.m.take(&e)
	got, err := p.db.Save(e.Article, e.Summary, e.Revision)
	if !errors.Is(err, want) {
		p.t.Fatalf("save: %v, want %v", err, want)
	}
	if want == nil {
		p.same("saved", got, p.withSection(p.m.stories[e.Article.ID][got.Rev-1]))
	}
}

func (p *player) saveMany() {
	entries := []Entry{p.change(), p.change()}
	trial := newModel() // only the stories matter to the verdict
	for id, revs := range p.m.stories {
		trial.stories[id] = slices.Clone(revs)
	}
	want := trial.take(&entries[0])
	if want == nil {
		want = trial.take(&entries[1])
	}
	_, err := p.db.SaveAll(entries)
	if !errors.Is(err, want) {
		p.t.Fatalf("save many: %v, want %v", err, want)
	}
	if want == nil {
		p.must(p.m.take(&entries[0]))
		p.must(p.m.take(&entries[1]))
	}
}

// rehouse moves several stories, with the list of sections or without; now and
// then one that is not there, one twice, or one that was decided on too early.
func (p *player) rehouse() {
	r := article.Revision{At: at.Add(time.Duration(p.rnd.IntN(2000)) * time.Hour), By: p.pick("ab", "cd"), Note: "section Ще <b> became x"}
	if p.rnd.IntN(2) == 0 {
		r.Changed = []string{"section"}
	}
	var moves []Move
	for n := range 8 {
		if id := storyID(n); len(p.m.stories[id]) > 0 && p.rnd.IntN(2) == 0 {
			moves = append(moves, Move{Story: id, Section: p.pick("", "s1", "s2", "s3")})
		}
	}
	p.rnd.Shuffle(len(moves), func(i, j int) { moves[i], moves[j] = moves[j], moves[i] })
	var want error
	switch n := p.rnd.IntN(12); {
	case n == 0:
		moves, want = append(moves, Move{Story: storyID(9)}), ErrNotFound
	case n == 1 && len(moves) > 0:
		moves, want = append(moves, moves[0]), ErrStale
	case n == 2 && len(moves) > 0:
		moves[0].Rev, want = int64(len(p.m.stories[moves[0].Story]))+1, ErrStale
	case n < 6 && len(moves) > 0:
		moves[0].Rev = int64(len(p.m.stories[moves[0].Story]))
	}
	var sections []desk.Section
	if p.rnd.IntN(3) == 0 {
		sections = []desk.Section{}
		for _, id := range []string{"s2", "s3"}[p.rnd.IntN(3):] {
			sections = append(sections, desk.Section{ID: id, Name: p.pick("World", "Local", "Sport"), Slug: id})
		}
	}
	if err := p.db.Rehouse(sections, moves, r); !errors.Is(err, want) {
		p.t.Fatalf("rehouse: %v, want %v", err, want)
	}
	if want != nil {
		return
	}
	for _, m := range moves {
		p.m.move(m, r)
	}
	if sections != nil {
		p.m.sections = sections
	}
}

func (p *player) sections() {
	p.m.sections = nil
	for _, id := range []string{"s1", "s2", "s3"} {
		if p.rnd.IntN(3) > 0 {
			p.m.sections = append(p.m.sections, desk.Section{ID: id, Name: p.pick("World", "Local", "Sport"), Slug: id})
		}
	}
	p.must(p.db.PutSections(p.m.sections))
}

func (p *player) lineup() {
	l, stored := p.m.lineups["front"]
	switch n := p.rnd.IntN(8); {
	case n == 0:
		l.Rev += 5
		wantError(p.t, second(p.db.PutLineup(desk.Lineup{ID: "front", Rev: l.Rev})), ErrStale)
	case n == 1 && stored:
		wantError(p.t, p.db.RemoveLineup("front", l.Rev+1, at, "ab"), ErrStale)
		p.must(p.db.RemoveLineup("front", l.Rev, at, "ab"))
		delete(p.m.lineups, "front")
	default:
		l.ID, l.Name, l.Slots = "front", p.pick("Front", "Home"), []desk.Slot{{Story: p.id(), Weight: desk.Lead}}
		l, err := p.db.PutLineup(l)
		p.must(err)
		p.m.lineups["front"] = l
		p.same("revision of the lineup", l.Rev, int64(len(p.m.past))+1)
		p.m.past = append(p.m.past, l)
	}
}

func (p *player) settings() {
	name, v := p.pick("x", "y"), p.pick("", "1", "2")
	p.must(p.db.PutSettings(map[string]string{name: v, "z": v + "z"}))
	p.m.settings["z"] = v + "z"
	if p.m.settings[name] = v; v == "" {
		delete(p.m.settings, name)
	}
}

func (p *player) receipts() {
	var batch []article.ExportReceipt
	for range 1 + p.rnd.IntN(3) {
		batch = append(batch, article.ExportReceipt{ID: p.id(), Rev: 1, At: at, Bundle: fmt.Sprint(p.rnd.IntN(1e6))})
	}
	p.must(p.db.AddReceipts(batch))
	added := map[article.ID][]article.ExportReceipt{}
	for _, r := range batch {
		added[r.ID] = append(added[r.ID], r)
	}
	for id, rs := range added {
		p.m.receipts[id] = append(rs, p.m.receipts[id]...)
	}
}

func (p *player) intake() {
	id, r := p.id(), article.Receipt{Kept: p.rnd.IntN(500)}
	err := p.db.PutIntake(id, 1, r)
	if len(p.m.stories[id]) == 0 {
		wantError(p.t, err, ErrNotFound)
		return
	}
	p.must(err)
	p.m.intakes[id] = r
}

// name gives, changes and takes away names, now and then of a revision that is
// not there.
func (p *player) name() {
	id := p.id()
	revs := int64(len(p.m.stories[id]))
	n := article.Naming{ID: id, Rev: p.rnd.Int64N(revs + 2), Name: p.pick("as filed", "Як здано <&>", ""), By: "ab", At: at}
	err := p.db.NameRevision(n)
	if n.Rev < 1 || n.Rev > revs {
		wantError(p.t, err, ErrNotFound)
		return
	}
	p.must(err)
	p.m.names[id] = append([]article.Naming{n}, p.m.names[id]...)
}

func (p *player) withSection(a article.Article) article.Article {
	a.Section = p.m.sectionName(a.SectionID)
	return a
}

// Each way of losing one copy, or part of one, and coming back from it. The
// store is closed or killed first; then nothing may differ from the model.
var comebacks = []struct {
	name  string
	after func(t testing.TB, dir string)
}{
	{"nothing lost", func(testing.TB, string) {}},
	{"badger gone", func(t testing.TB, dir string) { remove(t, dir, badgerName) }},
	{"journal gone", func(t testing.TB, dir string) { remove(t, dir, journalName) }},
	{"state gone", func(t testing.TB, dir string) { remove(t, dir, stateName) }},
	{"badger and state gone", func(t testing.TB, dir string) { remove(t, dir, badgerName, stateName) }},
	{"journal and state gone", func(t testing.TB, dir string) { remove(t, dir, journalName, stateName) }},
	{"newest segment gone", func(t testing.TB, dir string) { remove(t, newest(t, dir, journalName, "*.log")) }},
	{"journal cut", func(t testing.TB, dir string) { cut(t, newest(t, dir, journalName, "*.log"), 7) }},
	{"MANIFEST gone", func(t testing.TB, dir string) { remove(t, dir, badgerName+"/"+manifestName) }},
	{"MANIFEST cut", func(t testing.TB, dir string) { cut(t, filepath.Join(dir, badgerName, manifestName), 9) }},
	{"table cut", func(t testing.TB, dir string) { cut(t, newest(t, dir, badgerName, "*.sst"), 100) }},
}

func TestStoreIsItsModelWhateverHappensToOneCopy(t *testing.T) {
	for i, c := range comebacks {
		for _, end := range []string{"closed", "killed"} {
			t.Run(c.name+" "+end, func(t *testing.T) {
				t.Parallel()
				o := testOptions(t)
				o.sizes = sizes{segment: 4 << 10, memtable: 1 << 20, valueLog: 1 << 20}
				dir := t.TempDir()
				p := newPlayer(t, openWith(t, dir, o), uint64(time.Now().UnixNano())+uint64(i))
				for range 2 {
					for range 60 {
						p.step()
					}
					p.compare()
					if end == "killed" {
						dir = asKilled(t, dir)
					}
					closed(t, p.db)
					c.after(t, dir)
					p.db = openWith(t, dir, o)
					p.compare()
				}
			})
		}
	}
}
