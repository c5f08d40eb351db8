package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"github.com/google/uuid"
	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/store"
)

func main() {
	db, err := store.Open(os.Args[1], store.Options{Now: time.Now, Progress: func(s string) { fmt.Println(s) }})
	if err != nil {
		panic(err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	stock := strings.Fields("harbour night council ferry crews school budget bridge storm tide market vote strike nurse garden winter rail fire police river festival museum ring road port library tram coast harvest mayor court doctor island pier light signal watch parish record champion final appeal inquiry delay repair opening closure reform plan letter quarry valley northern eastern old new first last quiet busy")
	var secs []desk.Section
	for _, n := range []string{"News", "World", "Politics", "Business", "Sport", "Culture", "Weather", "Harbour"} {
		secs, _, err = desk.Add(secs, uuid.Must(uuid.NewV7()).String(), n)
		if err != nil {
			panic(err)
		}
	}
	if err := db.PutSections(secs); err != nil {
		panic(err)
	}
	n := 100000
	if len(os.Args) > 2 {
		fmt.Sscan(os.Args[2], &n)
	}
	at := time.Now().Add(-time.Duration(n) * time.Minute)
	for i := 0; i < n; {
		var es []store.Entry
		for range 500 {
			w := make([]string, 8)
			for j := range w {
				w[j] = stock[rnd.IntN(len(stock))]
			}
			h := strings.ToUpper(w[0][:1]) + strings.Join(w, " ")[1:]
			body := ""
			for range 60 {
				body += strings.Join([]string{stock[rnd.IntN(len(stock))], stock[rnd.IntN(len(stock))], stock[rnd.IntN(len(stock))]}, " ") + ". "
			}
			a := article.Article{ID: article.ID(uuid.Must(uuid.NewV7()).String()), Headlines: article.Headlines{Main: h}, Body: body, Slugline: strings.ToUpper(w[1]),
				Slug: article.Slugify(h) + fmt.Sprint("-", i), SectionID: secs[rnd.IntN(8)].ID, Status: article.Statuses[rnd.IntN(7)], Standfirst: "A sentence."}
			if rnd.IntN(20) == 0 {
				a.Assignee = []string{"MS", "AL", "OM"}[rnd.IntN(3)]
			}
			at = at.Add(time.Minute)
			es = append(es, store.Entry{Article: a, Summary: article.Summary{Words: rnd.IntN(1800)}, Revision: article.Revision{At: at, By: "MS"}})
			i++
		}
		if _, err := db.SaveAll(es); err != nil {
			panic(err)
		}
	}
	fmt.Println(db.Close())
}
