// Storefigures measures the store, each figure beside a yardstick in turns.
//
// usage: storefigures save WORK ROUNDS           an acknowledged save
//
//	storefigures disk NEWSROOM BYTES               room on disk for BYTES of plain text
//	storefigures rebuild NEWSROOM WORK ROUNDS      Badger made anew from the journal
//	storefigures start NEWSROOM ROUNDS             cold start to the first 50 rows
//	storefigures memory NEWSROOM EMPTY             what an idle store holds, and an idle desk
//	storefigures texts NEWSROOM OUT                the words as files, for search
//	storefigures search NEWSROOM TEXTS ROUNDS      a word and the beginning of another, while somebody saves
//	storefigures wrong NEWSROOM ROUNDS          every place that has words, against reading every story
//	storefigures findable NEWSROOM ROUNDS          from a save until it is found
//	storefigures day NEWSROOM EMPTY MINUTES PACE   memory while somebody edits; PACE is how long a second takes
//
// NEWSROOM is one that bench/newsroom made. The last three change it; the
// others only open it.
package main

import (
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"

	"stet/internal/store"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("storefigures: ")
	args := append(os.Args[1:], "", "", "", "", "")
	count := func(n int) int {
		number, err := strconv.Atoi(args[n])
		if err != nil || number < 1 {
			log.Fatalf("%q is not a number of rounds or bytes", args[n])
		}
		return number
	}
	var err error
	switch args[0] {
	case "save":
		err = saves(args[1], count(2))
	case "disk":
		err = disk(args[1], int64(count(2)))
	case "rebuild":
		err = rebuilds(args[1], args[2], count(3))
	case "start":
		err = starts(args[1], count(2))
	case "memory":
		err = memory(args[1], args[2])
	case "wrong":
		err = wrongs(args[1], count(2))
	case "texts":
		err = texts(args[1], args[2])
	case "search":
		err = finds(args[1], args[2], count(3))
	case "findable":
		err = findable(args[1], count(2))
	case "day":
		err = days(args[1], args[2], count(3), pace(args[4]))
	case "child":
		err = child(args[1], args[2], args[3:])
	default:
		err = fmt.Errorf("%q is not a figure", args[0])
	}
	if err != nil {
		log.Fatal(err)
	}
}

// pace is a number of seconds.
func pace(word string) float64 {
	n, err := strconv.ParseFloat(word, 64)
	if err != nil || n <= 0 {
		log.Fatalf("%q is not how long a second takes", word)
	}
	return n
}

// disk says what a newsroom takes, counting blocks: files may be sparse.
func disk(newsroom string, plain int64) error {
	taken := map[string]int64{}
	err := filepath.WalkDir(newsroom, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		part, _ := filepath.Rel(newsroom, path)
		taken[strings.Split(part, string(filepath.Separator))[0]] += info.Sys().(*syscall.Stat_t).Blocks * 512
		return nil
	})
	all := taken["badger"] + taken["journal"]
	fmt.Printf("disk      %d MB (journal %d, Badger %d), plain text %d MB, ratio %.2f (at most 0.45 wanted)\n",
		all>>20, taken["journal"]>>20, taken["badger"]>>20, plain>>20, float64(all)/float64(plain))
	return err
}

func openStet(dir string) (*store.DB, error) {
	return store.Open(dir, store.Options{Progress: func(string) {}})
}

// openBadger opens Badger as internal/store does, with nothing around it.
func openBadger(dir string) (*badger.DB, error) {
	o := badger.DefaultOptions(dir)
	o.Logger = nil
	o.MetricsEnabled = false
	o.DetectConflicts = false
	o.Compression = options.None
	o.BlockCacheSize = 0
	o.MemTableSize = 16 << 20
	o.NumMemtables = 2
	o.BaseTableSize = 32 << 20
	o.ValueThreshold = 256
	o.ValueLogFileSize = 64 << 20
	o.NumCompactors = 2
	o.NumGoroutines = 2
	return badger.Open(o)
}

// times are those of one thing that is measured again and again.
type times []time.Duration

func (t *times) take(f func() error) error {
	start := time.Now()
	err := f()
	*t = append(*t, time.Since(start))
	return err
}

func (t times) at(percent int) time.Duration {
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)]
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }
