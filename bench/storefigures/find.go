package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/store"
)

const (
	quickOpenRows = 30 // that the window asks for
	grepEvery     = 15 // questions, before ripgrep has its turn
	saveEvery     = 100 * time.Millisecond
	perFolder     = 500
)

// texts writes the words of all stories as files, for ripgrep.
func texts(newsroom, out string) (err error) {
	db, err := openStet(newsroom)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	heads, err := db.Heads(store.Filter{})
	if err != nil {
		return err
	}
	for i, h := range heads {
		a, err := db.Get(h.ID)
		if err != nil {
			return err
		}
		folder := filepath.Join(out, fmt.Sprint(i/perFolder))
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
		text := strings.Join(append([]string{a.Headlines.Main, a.Standfirst, a.Slug, a.InternalNote, strings.Join(a.Keywords, " ")}, append(a.Bylines, a.Body)...), "\n")
		if err := os.WriteFile(filepath.Join(folder, string(h.ID)+".md"), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// question is a whole word and the beginning of another one of the same story.
type question struct{ word, beginning string }

func (q question) String() string { return q.word + " " + q.beginning }

// questions are made of stories that are drawn at random.
func questions(room *newsroom.Room, heads []article.Head, n int) ([]question, error) {
	rnd := rand.New(rand.NewPCG(5, 5))
	var all []question
	for len(all) < n {
		a, err := room.Story(heads[rnd.IntN(len(heads))].ID)
		if err != nil {
			return nil, err
		}
		words := strings.FieldsFunc(a.Body, func(r rune) bool { return !unicode.IsLetter(r) })
		if len(words) < 2 {
			continue
		}
		q := question{words[rnd.IntN(len(words))], words[rnd.IntN(len(words))]}
		letters := []rune(q.beginning)
		if utf8.RuneCountInString(q.word) < 3 || len(letters) < 3 || len(letters) > 30 {
			continue // nobody looks for those; the longest are sentences without spaces
		}
		q.beginning = string(letters[:min(len(letters), 2+rnd.IntN(4))])
		all = append(all, q)
	}
	return all, nil
}

// finds asks the newsroom and ripgrep in turns, while another goroutine saves.
func finds(dir, files string, rounds int) (err error) {
	room, err := openRoom(dir, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, room.Close()) }()
	heads, err := room.All("", false)
	if err != nil {
		return err
	}
	asked, err := questions(room, heads, rounds)
	if err != nil {
		return err
	}
	stop := make(chan struct{})
	var saving sync.WaitGroup
	var saves int
	var saveErr error
	saving.Go(func() { saves, saveErr = saveOn(room, heads, stop) })
	ours, grep, err := inTurn(room, files, asked)
	close(stop)
	saving.Wait()
	if err = errors.Join(err, saveErr); err != nil {
		return err
	}
	for _, p := range []struct {
		percent int
		wanted  float64
	}{{50, 0.05}, {99, 0.2}} {
		a, b := ours.at(p.percent), grep.at(p.percent)
		fmt.Printf("search p%d stet %.1f ms, ripgrep %.0f ms, ratio %.3f (at most %.2f wanted)\n",
			p.percent, float64(a.Microseconds())/1000, float64(b.Microseconds())/1000, ratio(a, b), p.wanted)
	}
	fmt.Printf("search    %d questions, %d turns of ripgrep, %d saves meanwhile\n", len(ours), len(grep), saves)
	return nil
}

// inTurn answers each question twice and counts the second: both are warm.
func inTurn(room *newsroom.Room, files string, asked []question) (ours, grep times, err error) {
	for i, q := range asked {
		ask := func() error {
			found, err := room.EditorSearch(context.Background(), newsroom.SearchRequest{Query: q.String(), Typing: true, Limit: quickOpenRows})
			if err == nil && (found.Total == 0 || found.Partial || found.Loose) {
				err = fmt.Errorf("%q finds %d stories", q, found.Total)
			}
			return err
		}
		if err := ask(); err != nil {
			return nil, nil, err
		}
		if err := ours.take(ask); err != nil {
			return nil, nil, err
		}
		if i%grepEvery > 0 {
			continue
		}
		look := func() error { return grepFor(q, files) }
		if err := look(); err != nil {
			return nil, nil, err
		}
		if err := grep.take(look); err != nil {
			return nil, nil, err
		}
	}
	return ours, grep, nil
}

// grepFor is the least that looking through the files takes: for the word
// alone, although those found would have to be looked through again.
func grepFor(q question, files string) error {
	c := exec.Command("rg", "--files-with-matches", "--ignore-case", "--word-regexp", "--fixed-strings", "--no-ignore", q.word, files)
	c.Stdout = io.Discard
	c.Stderr = os.Stderr
	err := c.Run()
	if found := (*exec.ExitError)(nil); errors.As(err, &found) && found.ExitCode() == 1 {
		return nil // it cuts words at other places: it has looked all the same
	}
	return err
}

// saveOn edits one story after the other until it is told to stop.
func saveOn(room *newsroom.Room, heads []article.Head, stop chan struct{}) (saves int, err error) {
	for {
		select {
		case <-stop:
			return saves, nil
		case <-time.After(saveEvery):
		}
		a, err := room.Story(heads[saves%len(heads)].ID)
		if err != nil {
			return saves, err
		}
		text := fmt.Sprintf("%s\n\nSaved as number %d.", a.Body, saves)
		if _, err := room.Save(article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{"body": text}}); err != nil {
			return saves, err
		}
		saves++
	}
}

// findable says how long it takes from a save until its words find the story.
func findable(dir string, rounds int) (err error) {
	room, err := openRoom(dir, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, room.Close()) }()
	heads, err := room.All("", false)
	if err != nil {
		return err
	}
	rnd := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 5)) // no word of an earlier run
	var took times
	for range rounds {
		a, err := room.Story(heads[rnd.IntN(len(heads))].ID)
		if err != nil {
			return err
		}
		word := fmt.Sprintf("zq%x", rnd.Uint64())
		if err := took.take(func() error { return saveAndFind(room, a, word) }); err != nil {
			return err
		}
		time.Sleep(time.Duration(rnd.IntN(300)) * time.Millisecond)
	}
	fmt.Printf("findable  p50 %d ms, slowest of %d %d ms (at most 1000 wanted)\n", took.at(50).Milliseconds(), rounds, took.at(100).Milliseconds())
	return nil
}

func saveAndFind(room *newsroom.Room, a article.Article, word string) error {
	if _, err := room.Save(article.Edit{ID: a.ID, Base: a.Rev, Set: map[string]string{"body": a.Body + "\n\n" + word}}); err != nil {
		return err
	}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		found, err := room.Search(context.Background(), newsroom.SearchRequest{Query: `"` + word + `"`})
		if err != nil {
			return err
		}
		if len(found.Stories) == 1 && found.Stories[0].ID == a.ID {
			return nil
		}
	}
	return fmt.Errorf("%s is not found within a minute", word)
}
