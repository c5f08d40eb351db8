// Stet is a desktop newsroom editor. A known subcommand runs on the command
// line; anything else opens the window. What of the system the window needs,
// its folders and its screen, is found here.
package main

import (
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
	_ "time/tzdata" // embargoes name zones, and Windows has no zone files

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"

	"stet/internal/cli"
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
	calmEngine()
	if err := wails.Run(windowOptions(NewApp(folder))); err != nil {
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
	return runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == ""
}

// calmEngine keeps WebKit's second compiler for WebAssembly off; its web process
// reads the option from the environment. On a busy machine the second one fell
// behind and held what it had not compiled yet (decision 121).
func calmEngine() {
	const option = "JSC_useOMGJIT"
	if _, said := os.LookupEnv(option); !said {
		_ = os.Setenv(option, "0") // fails for a malformed name only
	}
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
		Bind:           []any{a},
	}
}

func openRoom(folder string, progress func(string)) (_ *newsroom.Room, err error) {
	defer newsroom.Rescue(&err)
	if folder == "" {
		if folder, err = cli.DefaultDir(os.Getenv); err != nil {
			return nil, err
		}
	}
	room, err := newsroom.Open(newsroom.Options{
		Dir: folder, Person: cli.Somebody(), Program: "stet " + cli.Version, ExportFolder: exportFolder(),
		Progress: progress, Probe: cli.Probe, Follow: true,
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

// dictionaries lie in Stet's own folder; those that the system's packages
// bring are found too.
func dictionaries() window.Dictionaries {
	own, err := cli.DictionaryFolder(os.Getenv)
	if err != nil {
		own = "" // there is no home folder: nothing can have been put there
	}
	return window.Dictionaries{own, "/usr/share/hunspell"}
}
