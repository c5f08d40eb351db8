// Gofeed reads RSS, Atom and JSON feeds with the parser of that name and
// prints what it understood as JSON, one feed a line.
//
// usage: gofeed FILE...
package main

import (
	"encoding/json"
	"log"
	"os"
	"time"

	"github.com/mmcdole/gofeed"
)

// feed and item are what the tests compare.
type feed struct {
	Kind  string `json:"kind"`
	Title string `json:"title"`
	Items []item `json:"items"`
}

type item struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Link      string    `json:"link"`
	Published time.Time `json:"published"`
	Updated   time.Time `json:"updated,omitzero"`
	Summary   string    `json:"summary"`
	Content   string    `json:"content"`
	Authors   []string  `json:"authors"`
	Tags      []string  `json:"tags"`
}

func main() {
	log.SetFlags(0)
	out := json.NewEncoder(os.Stdout)
	for _, path := range os.Args[1:] {
		f, err := read(path)
		if err != nil {
			log.Fatalf("%s: %v", path, err)
		}
		if err := out.Encode(f); err != nil {
			log.Fatal(err)
		}
	}
}

func read(path string) (*feed, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	parsed, err := gofeed.NewParser().Parse(file)
	if err != nil {
		return nil, err
	}
	f := &feed{Kind: parsed.FeedType, Title: parsed.Title, Items: []item{}}
	for _, i := range parsed.Items {
		f.Items = append(f.Items, newItem(i))
	}
	return f, nil
}

func newItem(i *gofeed.Item) item {
	made := item{
		ID: i.GUID, Title: i.Title, Link: i.Link, Summary: i.Description, Content: i.Content,
		Authors: []string{}, Tags: append([]string{}, i.Categories...),
	}
	if i.PublishedParsed != nil {
		made.Published = i.PublishedParsed.UTC()
	}
	if i.UpdatedParsed != nil {
		made.Updated = i.UpdatedParsed.UTC()
	}
	for _, a := range i.Authors {
		made.Authors = append(made.Authors, a.Name)
	}
	return made
}
