package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"golang.org/x/sys/unix"

	"stet/internal/store"
)

// starts opens a newsroom whose files are in no cache and lists 50 stories, and
// again and reads one, beside Badger alone on a copy of its files, since who opens them changes
// them, and the newsroom would then be made anew: each time in a process of
// its own.
func starts(newsroom string, rounds int) error {
	alone := newsroom + ".alone"
	defer os.RemoveAll(alone)
	if err := os.CopyFS(filepath.Join(alone, "badger"), os.DirFS(filepath.Join(newsroom, "badger"))); err != nil {
		return err
	}
	var ours, whole, plain times
	for range rounds {
		for _, one := range []struct {
			role, dir string
			took      *times
		}{{"stet", newsroom, &ours}, {"badger", alone, &plain}, {"read", newsroom, &whole}} {
			if err := errors.Join(evict(newsroom), evict(alone)); err != nil {
				return err
			}
			n, err := run(one.role, one.dir)
			if err != nil {
				return err
			}
			*one.took = append(*one.took, time.Duration(n))
		}
	}
	fmt.Printf("start     stet to the newest story read %d ms, ratio %.2f\n", whole.at(50).Milliseconds(), ratio(whole.at(50), plain.at(50)))
	fmt.Printf("start     stet to 50 rows %d ms, badger.Open %d ms, ratio %.2f (at most 1 wanted), cold, median of %d in turns\n",
		ours.at(50).Milliseconds(), plain.at(50).Milliseconds(), ratio(ours.at(50), plain.at(50)), rounds)
	return nil
}

// memory says what a store holds that has listed all stories and is idle.
func memory(newsroom, empty string) error {
	full, err := run("idle", newsroom)
	if err != nil {
		return err
	}
	none, err := run("idle", empty)
	if err != nil {
		return err
	}
	fmt.Printf("memory    idle %d MB, empty newsroom %d MB, %d MB more (at most 150 wanted)\n", full>>20, none>>20, (full-none)>>20)
	return nil
}

// run starts this program again and gives the number that it prints.
func run(role, newsroom string) (int64, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	c := exec.Command(self, "child", role, newsroom)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", role, err)
	}
	return strconv.ParseInt(string(bytes.TrimSpace(out)), 10, 64)
}

func child(role, newsroom string) error {
	start := time.Now()
	if role == "badger" {
		db, err := openBadger(filepath.Join(newsroom, "badger"))
		if err != nil {
			return err
		}
		fmt.Println(time.Since(start).Nanoseconds())
		return db.Close()
	}
	db, err := openStet(newsroom)
	if err != nil {
		return err
	}
	filter := store.Filter{Limit: 50}
	if role == "idle" {
		filter.Limit = 0
	}
	rows, err := db.Heads(filter)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	if role == "read" && len(rows) > 0 {
		if _, err := db.Get(rows[0].ID); err != nil {
			return errors.Join(err, db.Close())
		}
	}
	took := time.Since(start).Nanoseconds()
	if role == "idle" {
		time.Sleep(10 * time.Second)
		if took, err = anonymous(); err != nil {
			return errors.Join(err, db.Close())
		}
	}
	fmt.Println(took)
	rows = append(rows, rows[:0]...) // held until here, as the window does
	return db.Close()
}

// anonymous is the memory of this process, in bytes, that no file backs.
func anonymous() (int64, error) {
	text, err := os.ReadFile("/proc/self/smaps_rollup")
	if err != nil {
		return 0, err
	}
	_, rest, _ := bytes.Cut(text, []byte("\nAnonymous:"))
	var kilobytes int64
	_, err = fmt.Sscan(string(rest), &kilobytes)
	return kilobytes << 10, err
}

// evict takes the files of a folder out of the system's cache.
func evict(dir string) error {
	return eachFile(dir, func(f *os.File) error {
		if err := f.Sync(); err != nil { // what is not written cannot be evicted
			return err
		}
		return unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED)
	})
}

func syncFiles(dir string) error { return eachFile(dir, (*os.File).Sync) }

func eachFile(dir string, do func(*os.File) error) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		return do(f)
	})
}
