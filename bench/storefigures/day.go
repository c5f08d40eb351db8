package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/table"
)

// What an editor does beside saving each second: keys, each with a preview, and
// every so many seconds something else.
const (
	keysPerSecond = 4
	checkEvery    = 3
	historyEvery  = 20
	searchEvery   = 30
	sortEvery     = 45
	openEvery     = 60 // another story is opened
	searchKeys    = 9  // letters of a search
)

// editor is the window without its page: who works in an open newsroom.
type editor struct {
	room    *newsroom.Room
	rnd     *rand.Rand
	clock   time.Time // nothing of the program reads another, but for its pauses
	article article.Article
	body    string
}

var ordinary = strings.Fields("the harbour said on Monday that ferries would sail again before winter and nobody at the pier knew why")

// openRoom opens a newsroom as the window does, and waits until it is whole.
func openRoom(dir string, now func() time.Time) (*newsroom.Room, error) {
	room, err := newsroom.Open(newsroom.Options{
		Dir: dir, Person: article.Person{Name: "Ada Lind", Initials: "al"}, Program: "figures", Now: now, Follow: true,
		Progress: func(said string) { fmt.Fprintln(os.Stderr, said) },
	})
	if err != nil {
		return nil, err
	}
	room.ReadList()
	ctx := context.Background()
	for _, sort := range table.Sorts {
		if _, err := room.List(ctx, newsroom.ListRequest{Sort: sort, Whole: true}); err != nil {
			return nil, errors.Join(err, room.Close())
		}
	}
	if _, err := room.Search(ctx, newsroom.SearchRequest{Query: "harbour"}); err != nil { // until all words are in
		return nil, errors.Join(err, room.Close())
	}
	return room, nil
}

// days works through an hour or so in a newsroom and in an empty one at the
// same time, each in a process of its own, and says how their memory grew.
func days(newsroom, empty string, minutes int, pace float64) error {
	logs := []*growth{{role: "day", dir: newsroom}, {role: "day", dir: empty}}
	failed := make(chan error, len(logs))
	for _, g := range logs {
		go func() { failed <- g.follow(minutes, pace) }()
	}
	for range logs {
		if err := <-failed; err != nil {
			return err
		}
	}
	full, none := logs[0], logs[1]
	fmt.Printf("day       %d minutes: %.0f MB, empty newsroom %.0f MB, %.0f MB more (at most 150 wanted)\n",
		minutes, full.end(), none.end(), full.end()-none.end())
	fmt.Printf("slope     %.2f MB per ten minutes after the first ten (at most 1 wanted), empty newsroom %.2f\n", full.slope(), none.slope())
	return nil
}

// growth is the memory of a process, in MB, minute by minute.
type growth struct {
	role, dir string
	at        []float64
}

func (g *growth) follow(minutes int, pace float64) error {
	return lines(g.role, []string{g.dir, strconv.Itoa(minutes), fmt.Sprint(pace)}, func(line string) error {
		n, err := strconv.ParseFloat(line, 64)
		if err != nil {
			return err
		}
		g.at = append(g.at, n)
		if pace == 1 { // somebody waits for an hour
			fmt.Fprintf(os.Stderr, "%s minute %d: %.1f MB\n", g.dir, len(g.at), n)
		}
		return nil
	})
}

const settled = 10 // minutes that are not counted

// end is the middle of the last ten minutes.
func (g *growth) end() float64 {
	last := slices.Sorted(slices.Values(g.at[max(0, len(g.at)-10):]))
	return last[len(last)/2]
}

// slope is that of the straight line through the minutes (least squares), MB
// per ten minutes.
func (g *growth) slope() float64 {
	if len(g.at) < settled+2 {
		return 0
	}
	points := g.at[settled:]
	n := float64(len(points))
	var x, y, xx, xy float64
	for i, v := range points {
		x, y, xx, xy = x+float64(i), y+v, xx+float64(i)*float64(i), xy+float64(i)*v
	}
	return 10 * (n*xy - x*y) / (n*xx - x*x)
}

// day is the child: it prints a number each minute, the middle of what it
// held in that one. pace is how long a second takes, 1 = as long as it is.
func day(dir string, minutes int, pace float64) error {
	e := &editor{rnd: rand.New(rand.NewPCG(3, 3)), clock: time.Now()}
	now := time.Now
	if pace != 1 {
		now = func() time.Time { return e.clock }
	}
	room, err := openRoom(dir, now)
	if err != nil {
		return err
	}
	e.room = room
	err = e.begin()
	second := time.Duration(float64(time.Second) * pace)
	next := time.Now()
	for minute := 0; minute < minutes && err == nil; minute++ {
		var held []int64
		for s := range 60 {
			e.clock = e.clock.Add(time.Second)
			if err = e.second(minute*60 + s); err != nil {
				break
			}
			n, e := anonymous()
			err = e
			held = append(held, n)
			next = next.Add(second)
			time.Sleep(time.Until(next))
		}
		if err == nil {
			slices.Sort(held)
			fmt.Printf("%.1f\n", float64(held[len(held)/2])/(1<<20))
		}
	}
	return errors.Join(err, room.Close())
}

// begin sees that there are some stories.
func (e *editor) begin() error {
	page, err := e.room.List(context.Background(), newsroom.ListRequest{Whole: true})
	for n := page.Total; n < 3 && err == nil; n++ {
		_, err = e.room.Create("")
	}
	if err != nil {
		return err
	}
	return e.open()
}

// open is what happens when somebody opens a story from the list.
func (e *editor) open() error {
	ctx := context.Background()
	page, err := e.room.List(ctx, newsroom.ListRequest{Whole: true})
	if err != nil {
		return err
	}
	if page, err = e.room.List(ctx, newsroom.ListRequest{Whole: true, Offset: e.rnd.IntN(page.Total)}); err != nil {
		return err
	}
	if e.article, err = e.room.Story(page.Heads[0].ID); err != nil {
		return err
	}
	e.body = e.article.Body
	if e.body == "" {
		e.body = strings.Repeat(strings.Join(ordinary, " ")+".\n\n", 20)
	}
	return nil
}

// second is one second of the day.
func (e *editor) second(n int) error {
	for range keysPerSecond {
		e.key()
		if err := e.preview(); err != nil {
			return err
		}
	}
	if err := e.save(); err != nil {
		return err
	}
	for _, now := range []struct {
		every int
		do    func() error
	}{{checkEvery, e.check}, {historyEvery, e.history}, {searchEvery, e.search}, {sortEvery, e.sort}, {openEvery, e.open}} {
		if n%now.every == now.every-1 {
			if err := now.do(); err != nil {
				return err
			}
		}
	}
	return nil
}

// key types a letter somewhere in the middle, or takes a word away there, so
// that a story stays as long as it is.
func (e *editor) key() {
	at := len(e.body) / 2
	at += strings.IndexByte(e.body[at:], ' ') + 1
	if e.rnd.IntN(6) == 0 {
		if end := strings.IndexByte(e.body[at:], ' '); end >= 0 {
			e.body = e.body[:at] + e.body[at+end+1:]
		}
		return
	}
	word := ordinary[e.rnd.IntN(len(ordinary))]
	e.body = e.body[:at] + word[:1+e.rnd.IntN(len(word))] + " " + e.body[at:]
}

func (e *editor) preview() error {
	_, err := e.room.Preview(context.Background(), newsroom.PreviewRequest{ID: e.article.ID, Set: map[string]string{"body": e.body}})
	return err
}

// save is an autosave, and the list behind it, which the page looks at again.
func (e *editor) save() error {
	saved, err := e.room.Save(article.Edit{ID: e.article.ID, Base: e.article.Rev, Set: map[string]string{"body": e.body}})
	if err != nil {
		return err
	}
	e.article = saved.Article
	e.body = e.article.Body
	_, err = e.room.List(context.Background(), newsroom.ListRequest{Whole: true, Find: e.article.ID})
	return err
}

func (e *editor) check() error {
	_, err := e.room.EditorCheck(context.Background(), e.article.ID)
	return err
}

func (e *editor) history() error {
	_, err := e.room.History(e.article.ID)
	if err == nil && e.article.Rev > 1 {
		_, err = e.room.SideBySide(e.article.ID, e.article.Rev-1, 0)
	}
	return err
}

// search types two words into quick open, letter by letter.
func (e *editor) search() error {
	words := strings.Fields(e.body)
	typed := []rune(words[e.rnd.IntN(len(words))] + " " + words[e.rnd.IntN(len(words))])
	for n := 1; n <= min(len(typed), searchKeys); n++ {
		if _, err := e.room.EditorSearch(context.Background(), newsroom.SearchRequest{Query: string(typed[:n]), Typing: true, Limit: quickOpenRows}); err != nil {
			return err
		}
	}
	return nil
}

func (e *editor) sort() error {
	sort := table.Sorts[e.rnd.IntN(len(table.Sorts))]
	_, err := e.room.List(context.Background(), newsroom.ListRequest{Whole: true, Sort: sort, Offset: 200})
	return err
}
