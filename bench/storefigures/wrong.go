package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
	"unicode"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/store"
)

const scanEvery = 20 // questions, before every story is read for one

// wrongs asks where words stand that follow each other in a story, and in turns
// reads every story for them.
func wrongs(dir string, rounds int) (err error) {
	asked, stories, err := passages(dir, rounds)
	if err != nil {
		return err
	}
	var scans times
	for i := 0; i < len(asked); i += scanEvery {
		if err := scans.take(func() error { return scanFor(dir, asked[i]) }); err != nil {
			return err
		}
	}
	room, err := openRoom(dir, time.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, room.Close()) }()
	var ours times
	found := 0
	for _, words := range asked {
		ask := func() error {
			h, err := room.EditorFindWords(context.Background(), newsroom.WrongWords{Words: words})
			if err == nil && len(h.Places) == 0 {
				err = fmt.Errorf("%q is found nowhere", words)
			}
			found += len(h.Places)
			return err
		}
		if err := ask(); err != nil { // warm, as the scan is
			return err
		}
		if err := ours.take(ask); err != nil {
			return err
		}
	}
	scan := scans.at(50)
	for _, percent := range []int{50, 99} {
		a := ours.at(percent)
		fmt.Printf("wrong words p%d stet %.1f ms, every story read %.0f ms, ratio %.4f (under 500 ms wanted)\n",
			percent, float64(a.Microseconds())/1000, float64(scan.Microseconds())/1000, ratio(a, scan))
	}
	fmt.Printf("wrong words: %d stories, %d questions, %d places found\n", stories, len(asked), found/2)
	return nil
}

// passages are two to four words of stories that are drawn at random.
func passages(dir string, n int) (asked []string, stories int, err error) {
	db, err := openStet(dir)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	heads, err := db.Heads(store.Filter{})
	if err != nil {
		return nil, 0, err
	}
	rnd := rand.New(rand.NewPCG(6, 6))
	for len(asked) < n {
		a, err := db.Get(heads[rnd.IntN(len(heads))].ID)
		if err != nil {
			return nil, 0, err
		}
		words := strings.Split(a.Headlines.Main, " ")
		if len(words) < 5 {
			continue
		}
		at, long := rnd.IntN(len(words)-4), 2+rnd.IntN(3)
		passage := strings.TrimFunc(strings.Join(words[at:at+long], " "), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if w, err := article.NewWording(passage); err == nil && len(w.In(a.Headlines.Main)) > 0 {
			asked = append(asked, passage)
		}
	}
	return asked, len(heads), nil
}

// scanFor reads every story for words.
func scanFor(dir, words string) (err error) {
	db, err := openStet(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	w, err := article.NewWording(words)
	if err != nil {
		return err
	}
	heads, err := db.Heads(store.Filter{})
	if err != nil {
		return err
	}
	for _, h := range heads {
		a, err := db.Get(h.ID)
		if err != nil {
			return err
		}
		for _, text := range []string{a.Headlines.Main, a.Standfirst, a.TrailText, a.Body} {
			w.In(text)
		}
	}
	return nil
}
