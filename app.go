package main

import (
	"cmp"
	"context"
	"sync"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"stet/internal/article"
	"stet/internal/bridge"
	"stet/internal/cli"
	"stet/internal/desk"
	"stet/internal/newsroom"
	"stet/internal/page"
	"stet/internal/window"
)

// App is everything that the window's page may call. What the newsroom can
// answer is in bridge, file by file; here is what needs the web view or the
// system: dialogs, the clipboard, the window. The session token comes first.
type App struct {
	*bridge.Desk
	folder  string
	life    *window.Life
	stop    context.CancelFunc
	dropped *window.Dropped
	dialogs sync.Mutex // two native dialogs at once can swap answers
}

// NewApp makes the window's half of Stet; nothing is opened before startup.
func NewApp(folder string) *App {
	work, stop := context.WithCancel(context.Background())
	a := &App{
		Desk:    &bridge.Desk{Session: window.NewSession(), Room: window.NewOpening[*newsroom.Room](), Work: work},
		folder:  folder,
		stop:    stop,
		dropped: window.NewDropped(),
	}
	a.life = &window.Life{
		Ask:   func() { runtime.EventsEmit(a.Window, "close:ask") },
		Quit:  func() { runtime.Quit(a.Window) },
		Close: a.close,
		Pulse: window.NewPulse(),
	}
	return a
}

// ── starting ──

// moment is how long the page is kept waiting before it is told that opening
// takes longer.
const moment = 400 * time.Millisecond

// Start is the page's first call.
func (a *App) Start(token string) (StartInfo, error) {
	info := StartInfo{Version: cli.Version, Style: page.Style(), Sections: []desk.Section{}, House: article.DefaultHouse(), MaxCopy: newsroom.MaxCopy,
		StatusMoves: []article.Moves{}, FlagMoves: []article.Moves{}}
	if err := a.Session.Admit(token); err != nil {
		return StartInfo{}, err
	}
	if !a.Room.Within(moment) {
		info.Opening = cmp.Or(a.Room.Word(), "Opening the newsroom.")
		return info, nil
	}
	if _, err := a.Room.Wait(); err != nil {
		problem := newsroom.Explain(err)
		info.Problem = &problem
		return info, nil
	}
	return bridge.Call(a.Desk, token, func(r *newsroom.Room) (StartInfo, error) { return filled(info, r) })
}

// ── copy in ──

// ImportFiles asks which files to take in. Good files come in; a bad one is
// named with its problem.
func (a *App) ImportFiles(token, section string) (newsroom.Batch, error) {
	return bridge.Call(a.Desk, token, func(r *newsroom.Room) (newsroom.Batch, error) {
		a.dialogs.Lock()
		defer a.dialogs.Unlock()
		paths, err := runtime.OpenMultipleFilesDialog(a.Window, runtime.OpenDialogOptions{Title: "Take copy in"})
		if err != nil {
			return newsroom.Batch{}, err
		}
		return r.ImportFiles(a.Work, paths, section)
	})
}

// dropWait is how long the system may take to say what was dropped.
const dropWait = 2 * time.Second

// TakeDropped takes the files that were just dropped onto the window: copy, each
// as a story, and pictures, if there is a story that they are for.
func (a *App) TakeDropped(token, section string, story bool) (newsroom.DroppedFiles, error) {
	return bridge.Call(a.Desk, token, func(r *newsroom.Room) (newsroom.DroppedFiles, error) {
		return r.TakeDropped(a.Work, a.dropped.Take(a.Work, dropWait), section, story)
	})
}

// ── pictures ──

// ChoosePictures asks for pictures and keeps them; a bad one is named with its
// problem.
func (a *App) ChoosePictures(token string) (newsroom.PictureBatch, error) {
	return bridge.Call(a.Desk, token, func(r *newsroom.Room) (newsroom.PictureBatch, error) {
		a.dialogs.Lock()
		defer a.dialogs.Unlock()
		paths, err := runtime.OpenMultipleFilesDialog(a.Window, runtime.OpenDialogOptions{
			Title: "Choose pictures", Filters: []runtime.FileFilter{{DisplayName: "Pictures", Pattern: "*.jpg;*.jpeg;*.png;*.gif;*.webp;*.JPG;*.JPEG;*.PNG"}},
		})
		if err != nil {
			return newsroom.PictureBatch{}, err
		}
		return r.TakePictures(a.Work, paths)
	})
}

// PastePicture keeps the picture on the clipboard, where the page is not shown
// it; an empty batch = none is to be had.
func (a *App) PastePicture(token string) (newsroom.PictureBatch, error) {
	return bridge.Call(a.Desk, token, func(r *newsroom.Room) (newsroom.PictureBatch, error) {
		return r.PastePicture(a.Work, window.ClipboardPicture(a.Work, newsroom.MaxPicture))
	})
}

// ReadClipboard is the copy on the clipboard, where the page may not read it
// by itself; empty = there is none, or it cannot be read here either.
func (a *App) ReadClipboard(token string) (window.Copied, error) {
	return bridge.Call(a.Desk, token, func(*newsroom.Room) (window.Copied, error) {
		c := window.ClipboardCopy(a.Work, newsroom.MaxCopy)
		if c == (window.Copied{}) {
			c.Text, _ = runtime.ClipboardGetText(a.Window) // nothing is what it says of anything else
		}
		return c, nil
	})
}

// ── sections and settings ──

// SaveSettings changes settings; nothing is changed when one cannot be.
func (a *App) SaveSettings(token string, changes map[string]string) (StartInfo, error) {
	if err := bridge.Act(a.Desk, token, func(r *newsroom.Room) error { return r.PutSettings(changes) }); err != nil {
		return StartInfo{}, err
	}
	return a.Start(token)
}

// ── language help ──

// LanguageHelp is what the page needs to check words: the house dictionary,
// where dictionaries may be put and which are there.
type LanguageHelp struct {
	On           bool                `json:"on"`
	Words        []string            `json:"words"`
	Folder       string              `json:"folder"`
	Dictionaries []window.Dictionary `json:"dictionaries"`
}

// Language is what the language help starts with.
func (a *App) Language(token string) (LanguageHelp, error) {
	return bridge.Call(a.Desk, token, func(r *newsroom.Room) (LanguageHelp, error) {
		on, words, err := r.LanguageHelp()
		found := dictionaries()
		return LanguageHelp{On: on, Words: words, Folder: found[0], Dictionaries: found.Found()}, err
	})
}

// ── going out ──

// ChooseExportFolder asks where packages go; "" = left as it was.
func (a *App) ChooseExportFolder(token string) (string, error) {
	return bridge.Call(a.Desk, token, func(r *newsroom.Room) (string, error) {
		folder, err := a.askFolder("Where packages go")
		if err != nil || folder == "" {
			return "", err
		}
		return folder, r.PutSettings(map[string]string{"export.folder": folder})
	})
}

// ── backups ──

// ChooseBackupFolder asks where backups go; left as it was when nothing is chosen.
func (a *App) ChooseBackupFolder(token string) (newsroom.BackupState, error) {
	return bridge.Call(a.Desk, token, func(r *newsroom.Room) (newsroom.BackupState, error) {
		folder, err := a.askFolder("Where backups go")
		if err == nil && folder != "" {
			err = r.ChooseBackupFolder(folder)
		}
		if err != nil {
			return newsroom.BackupState{}, err
		}
		return r.BackupState()
	})
}

// askFolder shows the system's dialog; "" = nothing was chosen.
func (a *App) askFolder(title string) (string, error) {
	a.dialogs.Lock()
	defer a.dialogs.Unlock()
	return runtime.OpenDirectoryDialog(a.Window, runtime.OpenDialogOptions{Title: title, CanCreateDirectories: true})
}

// ── the window itself ──

// OpenLink hands a web or mail link to the system.
func (a *App) OpenLink(token, link string) error {
	return bridge.Act(a.Desk, token, func(*newsroom.Room) error {
		safe, err := window.SafeLink(link)
		if err == nil {
			runtime.BrowserOpenURL(a.Window, safe)
		}
		return err
	})
}

// FullScreen gives the window the whole screen, without the system's frame, or
// gives it back.
func (a *App) FullScreen(token string, on bool) error {
	if err := a.Session.Admit(token); err != nil {
		return err
	}
	if on {
		runtime.WindowFullscreen(a.Window)
	} else {
		runtime.WindowUnfullscreen(a.Window)
	}
	return nil
}

// Report puts a fault of the page into the log, cut short.
func (a *App) Report(token, message string) error {
	return bridge.Act(a.Desk, token, func(*newsroom.Room) error {
		runtime.LogError(a.Window, "page: "+message)
		return nil
	})
}

// Beat says that the page lives.
func (a *App) Beat(token string) error {
	if err := a.Session.Admit(token); err != nil {
		return err
	}
	a.life.Pulse.Beat()
	return nil
}

// Quit ends the program once the page has saved.
func (a *App) Quit(token string) error {
	if err := a.Session.Admit(token); err != nil {
		return err
	}
	go a.life.Leave() // after the answer has gone back
	return nil
}
