package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
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

// memory says what a store holds that has listed all stories and is idle, and
// a desk: list, orders and search open, and each asked.
func memory(newsroom, empty string) error {
	for _, one := range []struct{ role, what string }{{"idle", "store"}, {"desk", "desk"}} {
		full, err := run(one.role, newsroom)
		if err != nil {
			return err
		}
		none, err := run(one.role, empty)
		if err != nil {
			return err
		}
		fmt.Printf("memory    idle %s %d MB, empty newsroom %d MB, %d MB more (at most 150 wanted)\n", one.what, full>>20, none>>20, (full-none)>>20)
	}
	return nil
}

// run starts this program again and gives the number that it prints.
func run(role, newsroom string) (n int64, err error) {
	err = lines(role, []string{newsroom}, func(line string) (err error) {
		n, err = strconv.ParseInt(line, 10, 64)
		return err
	})
	return n, err
}

// lines starts this program again and hands each line that it prints to take.
func lines(role string, args []string, take func(string) error) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	c := exec.Command(self, append([]string{"child", role}, args...)...)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	for scan := bufio.NewScanner(out); scan.Scan() && err == nil; {
		err = take(scan.Text())
	}
	if e := c.Wait(); err == nil && e != nil {
		err = fmt.Errorf("%s: %w", role, e)
	}
	return err
}

func child(role, newsroom string, args []string) error {
	switch role {
	case "badger":
		return badgerAlone(filepath.Join(newsroom, "badger"))
	case "desk":
		return idleDesk(newsroom)
	case "day":
		minutes, err := strconv.Atoi(args[0])
		if err != nil {
			return err
		}
		return day(newsroom, minutes, pace(args[1]))
	}
	return storeAlone(newsroom, role)
}

func badgerAlone(dir string) error {
	start := time.Now()
	db, err := openBadger(dir)
	if err != nil {
		return err
	}
	fmt.Println(time.Since(start).Nanoseconds())
	return db.Close()
}

// atRest is how long a process is left alone before it is measured.
const atRest = 10 * time.Second

// storeAlone lists stories: 50 and says how long that took, as role "read"
// with the newest one read, or as role "idle" all, and says what it holds then.
func storeAlone(newsroom, role string) error {
	start := time.Now()
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
	n := time.Since(start).Nanoseconds()
	if role == "idle" {
		time.Sleep(atRest)
		if n, err = anonymous(); err != nil {
			return errors.Join(err, db.Close())
		}
	}
	fmt.Println(n)
	runtime.KeepAlive(rows) // as the window does
	return db.Close()
}

func idleDesk(dir string) error {
	room, err := openRoom(dir, time.Now)
	if err != nil {
		return err
	}
	time.Sleep(atRest)
	n, err := anonymous()
	fmt.Println(n)
	return errors.Join(err, room.Close())
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
