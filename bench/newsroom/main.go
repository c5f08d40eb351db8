// Newsroom fills a newsroom with made-up stories for measuring: the same
// number and seed make the same stories. Revisions of a story stand some
// hundred saves apart, as on a desk where many write at once.
//
// usage: newsroom DIR STORIES [REVISIONS [SEED]]    prints the bytes of all texts
//
//	newsroom DIR sent [MOST]    has the stories of a newsroom leave, one in ten of
//	                            them in other words than it has; prints how many
package main

import (
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"

	"stet/bench/madeup"
	"stet/internal/article"
	"stet/internal/store"
)

const together = 250 // stories that are written at the same time

func main() {
	log.SetFlags(0)
	if len(os.Args) > 2 && os.Args[2] == "sent" {
		most, err := 0, error(nil)
		if len(os.Args) == 4 {
			most, err = strconv.Atoi(os.Args[3])
		}
		if err != nil || len(os.Args) > 4 {
			log.Fatal("usage: newsroom DIR sent [MOST]")
		}
		n, err := send(os.Args[1], most)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(n)
		return
	}
	numbers := []int{0, 8, 1}
	for i, arg := range os.Args[min(2, len(os.Args)):] {
		n, err := strconv.Atoi(arg)
		if err != nil || i >= len(numbers) || n < 1 {
			log.Fatal("usage: newsroom DIR STORIES [REVISIONS [SEED]]")
		}
		numbers[i] = n
	}
	if numbers[0] == 0 {
		log.Fatal("usage: newsroom DIR STORIES [REVISIONS [SEED]]")
	}
	bytes, err := fill(os.Args[1], numbers[0], numbers[1], uint64(numbers[2]))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(bytes)
}

// fill gives the bytes of plain text that all revisions have: headline,
// standfirst and body.
func fill(dir string, stories, revisions int, seed uint64) (bytes int64, err error) {
	db, err := store.Open(dir, store.Options{Progress: func(s string) { log.Print(s) }})
	if err != nil {
		return 0, err
	}
	defer func() {
		if e := db.Close(); err == nil {
			err = e
		}
	}()
	if err := db.PutSections(madeup.Sections()); err != nil {
		return 0, err
	}
	languages := madeup.NewLanguages(rand.New(rand.NewPCG(seed, 1)))
	for from := 0; from < stories; from += together {
		group := make([]*madeup.Story, min(together, stories-from))
		entries := make([]store.Entry, len(group))
		for i := range group {
			group[i] = languages.Story(from + i)
		}
		for range revisions {
			for i, s := range group {
				a := s.Article
				entries[i] = store.Entry{Article: a, Summary: s.Summary(), Revision: s.Revision()}
				bytes += int64(len(a.Headlines.Main) + len(a.Standfirst) + len(a.Body))
			}
			saved, err := db.SaveAll(entries)
			if err != nil {
				return 0, err
			}
			for i, s := range group {
				s.Article.Rev = saved[i].Rev
				s.Edit()
			}
		}
	}
	return bytes, nil
}

// send leaves a receipt of each story, as an export would; 0 = of all.
func send(dir string, most int) (sent int, err error) {
	db, err := store.Open(dir, store.Options{Progress: func(s string) { log.Print(s) }})
	if err != nil {
		return 0, err
	}
	defer func() {
		if e := db.Close(); err == nil {
			err = e
		}
	}()
	heads, err := db.Heads(store.Filter{})
	if err != nil {
		return 0, err
	}
	if most > 0 {
		heads = heads[:min(most, len(heads))]
	}
	for part := range slices.Chunk(heads, 1000) {
		receipts := make([]article.ExportReceipt, len(part))
		for i, h := range part {
			a, err := db.Get(h.ID)
			if err != nil {
				return 0, err
			}
			if sent++; sent%10 == 0 && a.Rev > 1 {
				a.Standfirst += " Other words."
				a.Rev--
			}
			receipts[i] = article.ExportReceipt{ID: a.ID, Rev: a.Rev, At: a.Updated, By: "AL", Profile: "web",
				Bundle: strings.Repeat("0", 64), Path: "/srv/out/all.zip", Fields: article.Digests(&a)}
		}
		if err := db.AddReceipts(receipts); err != nil {
			return 0, err
		}
	}
	return sent, nil
}
