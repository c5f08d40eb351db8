// Stet is a desktop newsroom editor. A known subcommand runs on the command
// line; anything else opens the window. How the window lives, and what of the
// system it needs, its folders and its screen, is found here.
package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	goruntime "runtime"
	"strings"
	"time"
	_ "time/tzdata" // embargoes name zones, and Windows has no zone files

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"stet/internal/article"
	"stet/internal/cli"
	"stet/internal/desk"
	"stet/internal/newsroom"
	"stet/internal/window"
)

//go:embed all:frontend/dist
var assets embed.FS

func main() {
	args := os.Args[1:]
	folder, isWindow := windowArgs(args)
	if !isWindow {
		os.Exit(cli.Main(args, cli.World{
			In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Version: cli.Version, Probe: cli.Probe,
		}))
	}
	if noDisplay() {
		fmt.Fprintln(os.Stderr, "stet: there is no display to open a window on")
		fmt.Fprintln(os.Stderr, "hint: use the commands, see: stet help")
		os.Exit(1)
	}
	run := func() error { return wails.Run(windowOptions(NewApp(folder))) }
	if err := window.WithRoom(run); err != nil {
		fmt.Fprintf(os.Stderr, "stet: open the window: %v\n", err)
		os.Exit(1)
	}
}

// windowArgs reports whether the arguments ask for the window: none, or just
// the newsroom's folder.
func windowArgs(args []string) (folder string, isWindow bool) {
	switch {
	case len(args) == 0:
		return "", true
	case len(args) == 2 && args[0] == "--newsroom":
		return args[1], true
	case len(args) == 1 && strings.HasPrefix(args[0], "--newsroom="):
		return strings.TrimPrefix(args[0], "--newsroom="), true
	}
	return "", false
}

func noDisplay() bool {
	return goruntime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == ""
}

// windowOptions leaves Linux options out on purpose: setting them at all turns
// hardware acceleration from never to always.
func windowOptions(a *App) *options.App {
	return &options.App{
		Title: "Stet", Width: 1280, Height: 800, MinWidth: 900, MinHeight: 600,
		BackgroundColour: options.NewRGB(250, 249, 247),
		AssetServer:      &assetserver.Options{Assets: assets, Middleware: a.guard},
		Logger:           window.NewLog(os.Stderr, time.Now), LogLevel: logger.WARNING, LogLevelProduction: logger.ERROR,
		OnStartup: a.startup, OnBeforeClose: a.beforeClose, OnShutdown: a.shutdown,
		ErrorFormatter: explain,
		DragAndDrop:    &options.DragAndDrop{EnableFileDrop: true},
		Bind:           []any{a},
	}
}

// ── the window's life ──

// startup runs beside the window's own start: the newsroom opens while the
// web view does.
func (a *App) startup(ctx context.Context) {
	a.Window = ctx
	runtime.OnFileDrop(ctx, func(_, _ int, paths []string) { a.dropped.Came(paths) })
	go a.life.WatchSignals()
	go a.life.WatchPage(time.Second, window.WebProcessAlive)
	go new(window.Rest).Watch(2 * time.Second)
	a.Room.Run(func(progress func(string)) (*newsroom.Room, error) { return openRoom(a.folder, progress) })
	go a.keepBackedUp()
	go a.keepDelivering()
}

// keepBackedUp makes the daily backup and tells the page to look at it.
func (a *App) keepBackedUp() {
	room, err := a.Room.Wait()
	if err != nil {
		return // the page says so
	}
	room.KeepBackedUp(a.Work, func() { runtime.EventsEmit(a.Window, "backup:done") })
}

// keepDelivering keeps the outbox going and tells the page what changed in it.
func (a *App) keepDelivering() {
	if room, err := a.Room.Wait(); err == nil {
		room.KeepDelivering(a.Work, func(news newsroom.OutboxNews) { runtime.EventsEmit(a.Window, "outbox:changed", news) })
	}
}

func (a *App) beforeClose(context.Context) (prevent bool) { return !a.life.MayClose() }

func (a *App) shutdown(context.Context) { a.close() }

// close puts the newsroom away. One that is still being opened is left to the
// end of the process, as after a kill: an opening can be broken off anywhere.
func (a *App) close() {
	a.stop()
	if !a.Room.Within(0) {
		return
	}
	if room, err := a.Room.Wait(); err == nil {
		_ = room.Close() // nothing is lost: every save is on disk already
	}
}

func (a *App) guard(next http.Handler) http.Handler {
	return a.Session.Guard(dictionaries().Serve(next), func(name string) (_ []byte, err error) {
		defer newsroom.Rescue(&err)
		room, err := a.Room.Wait()
		if err != nil {
			return nil, err
		}
		return room.Asset(a.Work, name)
	})
}

// explain is how an error reaches the page: a JSON string, which every version
// of the bridge hands on whole.
func explain(err error) any {
	text, _ := json.Marshal(newsroom.Explain(err)) // three strings always marshal
	return string(text)
}

// StartInfo is all that the page needs before it shows anything. Opening is
// set while the newsroom is being opened: ask again. Problem is set when it
// could not be.
type StartInfo struct {
	Version      string            `json:"version"`
	Person       article.Person    `json:"person"`
	House        article.House     `json:"house"`
	Sections     []desk.Section    `json:"sections"`
	Style        string            `json:"style"` // the reader's page's style sheet
	ExportFolder string            `json:"exportFolder"`
	MaxCopy      int               `json:"maxCopy"` // bytes of copy taken in at once
	Opening      string            `json:"opening,omitempty"`
	Problem      *newsroom.Problem `json:"problem,omitempty"`
	ReadOnly     *newsroom.Problem `json:"readOnly,omitempty"` // why nothing can be changed
	StatusMoves  []article.Moves   `json:"statusMoves"`        // what may follow each status
	FlagMoves    []article.Moves   `json:"flagMoves"`
}

func filled(info StartInfo, r *newsroom.Room) (_ StartInfo, err error) {
	info.Person, info.ReadOnly = r.Person(), r.ReadOnly()
	info.StatusMoves, info.FlagMoves = article.StatusMoves(), article.FlagMoves()
	if info.House, err = r.House(); err != nil {
		return info, err
	}
	if info.Sections, err = r.Sections(); err != nil {
		return info, err
	}
	info.ExportFolder, err = r.ExportFolder()
	return info, err
}

// ── what of the system it needs ──

func openRoom(folder string, progress func(string)) (_ *newsroom.Room, err error) {
	defer newsroom.Rescue(&err)
	if folder == "" {
		if folder, err = cli.DefaultDir(os.Getenv); err != nil {
			return nil, err
		}
	}
	secrets, err := cli.Secrets(os.Getenv, nil) // the page asks for a passphrase
	if err != nil {
		return nil, err
	}
	keys, err := cli.Keys(os.Getenv)
	if err != nil {
		return nil, err
	}
	room, err := newsroom.Open(newsroom.Options{
		Secrets: secrets, Keys: keys,
		Dir: folder, Person: cli.Somebody(), Program: "stet " + cli.Version, ExportFolder: exportFolder(),
		Progress: progress, Probe: cli.Probe, Follow: true, Elapsed: window.Elapsed(),
	})
	if err == nil {
		room.ReadList() // while the web view starts
	}
	return room, err
}

// exportFolder is where packages go until somebody says otherwise.
func exportFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	if documents := filepath.Join(home, "Documents"); isDir(documents) {
		return filepath.Join(documents, "Stet")
	}
	return filepath.Join(home, "Stet")
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// dictionaries lie in Stet's own folder; those that came along with it, and
// those that the system's packages bring, are found too.
func dictionaries() window.Dictionaries {
	own, err := cli.DictionaryFolder(os.Getenv)
	if err != nil {
		own = "" // there is no home folder: nothing can have been put there
	}
	found := window.Dictionaries{own}
	if program, err := os.Executable(); err == nil {
		if real, err := filepath.EvalSymlinks(program); err == nil {
			program = real
		}
		found = append(found, window.Beside(program)...)
	}
	return append(found, "/usr/share/hunspell")
}
