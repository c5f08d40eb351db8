package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/check"
	"stet/internal/cli"
	"stet/internal/desk"
	"stet/internal/newsroom"
	"stet/internal/page"
	"stet/internal/window"
)

// App is everything that the window's page may call: short methods, grouped by
// screen, each with the session token first. What happens is in newsroom.
type App struct {
	folder  string
	now     func() time.Time
	session window.Session
	pulse   *window.Pulse
	ctx     context.Context // of the window; runtime calls need it
	room    *newsroom.Room
	failure error      // why there is no room
	dialogs sync.Mutex // two native dialogs at once can swap answers
	leaving atomic.Bool
}

// NewApp makes the window's half of Stet; nothing is opened before startup,
// because the bindings generator runs main too.
func NewApp(folder string) *App {
	return &App{folder: folder, now: time.Now, session: window.NewSession(), pulse: window.NewPulse()}
}

// ── the window's life ──

func (a *App) startup(ctx context.Context) {
	a.ctx = ctx
	a.room, a.failure = openRoom(a.folder)
	go a.watchSignals()
	go a.watchPage()
}

func openRoom(folder string) (*newsroom.Room, error) {
	if folder == "" {
		var err error
		if folder, err = cli.DefaultDir(os.Getenv); err != nil {
			return nil, err
		}
	}
	return newsroom.Open(newsroom.Options{
		Dir: folder, Person: cli.Somebody(), Program: "stet " + cli.Version, ExportFolder: exportFolder(),
	})
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

// beforeClose lets the page save first, and ask if it cannot. A page that has
// not beaten since the question is dead; all that reached Go is saved already.
func (a *App) beforeClose(context.Context) (prevent bool) {
	if a.leaving.Load() {
		return false
	}
	a.ask()
	time.AfterFunc(patience, func() {
		if a.pulse.Quiet(patience) {
			a.leave()
		}
	})
	return true
}

// patience is how long a question to the page may stay unanswered, and how
// long the window's loop may take to end.
const patience = 3 * time.Second

// leave ends the program in order. A window whose loop no longer turns cannot
// quit, so the newsroom is closed and the program ended without it.
func (a *App) leave() {
	if a.leaving.Swap(true) {
		return
	}
	time.AfterFunc(patience, func() {
		a.shutdown(a.ctx)
		os.Exit(0)
	})
	runtime.Quit(a.ctx)
}

func (a *App) shutdown(context.Context) {
	if a.room != nil {
		_ = a.room.Close() // nothing is lost: every save is on disk already
	}
}

// watchSignals ends in order on a logout or a hang-up, which would otherwise
// kill the program at once, with up to a second of typing in the page.
func (a *App) watchSignals() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGTERM, os.Interrupt)
	<-signals
	a.ask()
	time.AfterFunc(patience, a.leave) // a session that ends does not wait longer
}

// ask lets the page save what it holds; it answers with Quit, or asks a person.
func (a *App) ask() { runtime.EventsEmit(a.ctx, "close:ask") }

// watchPage starts Stet anew when the page's process has died: the words are
// in Go, and a dead window cannot be revived.
func (a *App) watchPage() {
	for range time.Tick(time.Second) {
		if a.leaving.Load() {
			return
		}
		if a.pulse.Dead(window.WebProcessAlive) {
			a.restart()
			return
		}
	}
}

func (a *App) restart() {
	self, err := os.Executable()
	if err != nil {
		return // the dead window stays; the words are on disk
	}
	a.shutdown(a.ctx)
	again := exec.Command(self, os.Args[1:]...)
	again.Stdout, again.Stderr = os.Stdout, os.Stderr
	if again.Start() == nil {
		os.Exit(0)
	}
}

func (a *App) guard(next http.Handler) http.Handler {
	return a.session.Guard(next, func(id string) ([]byte, error) {
		if a.room == nil {
			return nil, os.ErrNotExist
		}
		return a.room.Picture(id)
	})
}

// explain is how an error reaches the page: a JSON string, which every version
// of the bridge hands on whole.
func explain(err error) any {
	text, _ := json.Marshal(newsroom.Explain(err)) // three strings always marshal
	return string(text)
}

// call is the way into the newsroom: it admits, it catches a panic, and it
// says why there is no newsroom.
func call[T any](a *App, token string, do func(*newsroom.Room) (T, error)) (out T, err error) {
	defer newsroom.Rescue(&err)
	if err := a.session.Admit(token); err != nil {
		return out, err
	}
	if a.room == nil {
		return out, a.failure
	}
	return do(a.room)
}

// act is call for what answers nothing.
func act(a *App, token string, do func(*newsroom.Room) error) error {
	_, err := call(a, token, func(r *newsroom.Room) (struct{}, error) { return struct{}{}, do(r) })
	return err
}

// ── starting ──

// StartInfo is all that the page needs before it shows anything. Problem is
// set when the newsroom could not be opened.
type StartInfo struct {
	Version      string            `json:"version"`
	Person       article.Person    `json:"person"`
	House        article.House     `json:"house"`
	Sections     []desk.Section    `json:"sections"`
	Style        string            `json:"style"` // the reader's page's style sheet
	ExportFolder string            `json:"exportFolder"`
	Problem      *newsroom.Problem `json:"problem,omitempty"`
}

// Start is the page's first call.
func (a *App) Start(token string) (StartInfo, error) {
	if err := a.session.Admit(token); err != nil {
		return StartInfo{}, err
	}
	info := StartInfo{Version: cli.Version, Style: page.Style(), Sections: []desk.Section{}, House: article.DefaultHouse()}
	if a.room == nil {
		problem := newsroom.Explain(errors.Join(a.failure))
		info.Problem = &problem
		return info, nil
	}
	return call(a, token, func(r *newsroom.Room) (StartInfo, error) { return filled(info, r) })
}

func filled(info StartInfo, r *newsroom.Room) (_ StartInfo, err error) {
	info.Person = r.Person()
	if info.House, err = r.House(); err != nil {
		return info, err
	}
	if info.Sections, err = r.Sections(); err != nil {
		return info, err
	}
	info.ExportFolder, err = r.ExportFolder()
	return info, err
}

// ── the list ──

// List is the stories of a view.
func (a *App) List(token string, q newsroom.ListRequest) ([]article.Head, error) {
	return call(a, token, func(r *newsroom.Room) ([]article.Head, error) { return r.List(q) })
}

// Create makes an empty draft.
func (a *App) Create(token, section string) (article.Article, error) {
	return call(a, token, func(r *newsroom.Room) (article.Article, error) { return r.Create(section) })
}

// Trash hides a story.
func (a *App) Trash(token string, id article.ID) error {
	return act(a, token, func(r *newsroom.Room) error { return r.Trash(id) })
}

// Untrash brings it back.
func (a *App) Untrash(token string, id article.ID) error {
	return act(a, token, func(r *newsroom.Room) error { return r.Untrash(id) })
}

// ── the story ──

// Open is the newest revision of a story.
func (a *App) Open(token string, id article.ID) (article.Article, error) {
	return call(a, token, func(r *newsroom.Room) (article.Article, error) { return r.Story(id) })
}

// Save makes a new revision on top of e.Base; a stale base is refused.
func (a *App) Save(token string, e article.Edit) (newsroom.Saved, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.Save(e) })
}

// Preview is the reader's page with fields that need not be saved yet.
func (a *App) Preview(token string, q newsroom.PreviewRequest) (newsroom.Preview, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Preview, error) { return r.Preview(a.ctx, q) })
}

// Check says what stops a story; places are UTF-16 units.
func (a *App) Check(token string, id article.ID) ([]check.Finding, error) {
	return call(a, token, func(r *newsroom.Room) ([]check.Finding, error) { return r.EditorCheck(a.ctx, id) })
}

// History lists a story's revisions, newest first.
func (a *App) History(token string, id article.ID) ([]article.Revision, error) {
	return call(a, token, func(r *newsroom.Room) ([]article.Revision, error) { return r.History(id) })
}

// ── copy in ──

// PasteRequest is the clipboard and the section its story goes to.
type PasteRequest struct {
	newsroom.Paste
	SectionID string `json:"sectionId"`
}

// PasteStory makes a story of the clipboard.
func (a *App) PasteStory(token string, p PasteRequest) ([]newsroom.Imported, error) {
	return call(a, token, func(r *newsroom.Room) ([]newsroom.Imported, error) {
		in, err := r.PasteStory(p.Paste, p.SectionID)
		return []newsroom.Imported{in}, err
	})
}

// PasteBody turns the clipboard into body copy.
func (a *App) PasteBody(token string, p newsroom.Paste) (newsroom.BodyPaste, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.BodyPaste, error) { return r.PasteBody(p) })
}

// ImportFiles asks which files to take in. Good files come in; a bad one is
// named with its problem.
func (a *App) ImportFiles(token, section string) (newsroom.Batch, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Batch, error) {
		a.dialogs.Lock()
		defer a.dialogs.Unlock()
		paths, err := runtime.OpenMultipleFilesDialog(a.ctx, runtime.OpenDialogOptions{Title: "Take copy in"})
		if err != nil {
			return newsroom.Batch{}, err
		}
		return r.ImportFiles(paths, section)
	})
}

// Intake is the receipt of the import that made a story.
func (a *App) Intake(token string, id article.ID) (newsroom.IntakeReceipt, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.IntakeReceipt, error) { return r.IntakeReceipt(id) })
}

// PutBack puts words that an import left out back into the body.
func (a *App) PutBack(token string, id article.ID, base int64, n article.Note) (newsroom.Saved, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.PutBack(id, base, n) })
}

// ── sections and settings ──

// Sections in their order.
func (a *App) Sections(token string) ([]desk.Section, error) {
	return call(a, token, (*newsroom.Room).Sections)
}

// AddSection puts a new section last.
func (a *App) AddSection(token, name string) ([]desk.Section, error) {
	return a.sectionsAfter(token, func(r *newsroom.Room) error { _, err := r.AddSection(name); return err })
}

// RenameSection changes a section's name.
func (a *App) RenameSection(token, id, name string) ([]desk.Section, error) {
	return a.sectionsAfter(token, func(r *newsroom.Room) error { _, err := r.RenameSection(id, name); return err })
}

// MoveSection puts a section at a position, 0 = first.
func (a *App) MoveSection(token, id string, to int) ([]desk.Section, error) {
	return a.sectionsAfter(token, func(r *newsroom.Room) error { return r.MoveSection(id, to) })
}

// sectionsAfter changes the sections and answers with all of them.
func (a *App) sectionsAfter(token string, change func(*newsroom.Room) error) ([]desk.Section, error) {
	return call(a, token, func(r *newsroom.Room) ([]desk.Section, error) {
		if err := change(r); err != nil {
			return nil, err
		}
		return r.Sections()
	})
}

// Settings is every setting by key.
func (a *App) Settings(token string) (map[string]string, error) {
	return call(a, token, (*newsroom.Room).Settings)
}

// SaveSettings changes settings; nothing is changed when one cannot be.
func (a *App) SaveSettings(token string, changes map[string]string) (StartInfo, error) {
	if err := act(a, token, func(r *newsroom.Room) error { return r.PutSettings(changes) }); err != nil {
		return StartInfo{}, err
	}
	return a.Start(token)
}

// SetPerson switches who sits at the desk.
func (a *App) SetPerson(token, name, initials string) (article.Person, error) {
	return call(a, token, func(r *newsroom.Room) (article.Person, error) { return r.SetPerson(name, initials) })
}

// ── going out ──

// ExportPlan says what would go and what stops it.
func (a *App) ExportPlan(token string, s newsroom.Selection) (newsroom.Plan, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Plan, error) { return r.PlanExport(a.ctx, s) })
}

// ExportWish says what goes and in which form.
type ExportWish struct {
	newsroom.Selection
	Zip         bool `json:"zip"`
	SkipBlocked bool `json:"skipBlocked"`
}

// Export writes a bundle into the export folder. Go names the file: the page
// can choose no path.
func (a *App) Export(token string, w ExportWish) (newsroom.Exported, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Exported, error) {
		out, err := r.ExportPath(w.Selection, w.Zip)
		if err != nil {
			return newsroom.Exported{}, err
		}
		return r.Export(a.ctx, newsroom.ExportRequest{Selection: w.Selection, Out: out, SkipBlocked: w.SkipBlocked})
	})
}

// ChooseExportFolder asks where packages go; "" = left as it was.
func (a *App) ChooseExportFolder(token string) (string, error) {
	return call(a, token, func(r *newsroom.Room) (string, error) {
		a.dialogs.Lock()
		defer a.dialogs.Unlock()
		folder, err := runtime.OpenDirectoryDialog(a.ctx, runtime.OpenDialogOptions{Title: "Where packages go", CanCreateDirectories: true})
		if err != nil || folder == "" {
			return "", err
		}
		return folder, r.PutSettings(map[string]string{"export.folder": folder})
	})
}

// Verify proves a bundle that this newsroom wrote.
func (a *App) Verify(token, path string) (bundle.Report, error) {
	return call(a, token, func(r *newsroom.Room) (bundle.Report, error) { return r.VerifyExported(path) })
}

// ── the window itself ──

// OpenLink hands a web or mail link to the system.
func (a *App) OpenLink(token, link string) error {
	return act(a, token, func(*newsroom.Room) error {
		safe, err := window.SafeLink(link)
		if err == nil {
			runtime.BrowserOpenURL(a.ctx, safe)
		}
		return err
	})
}

// Report puts a fault of the page into the log, cut short.
func (a *App) Report(token, message string) error {
	return act(a, token, func(*newsroom.Room) error {
		runtime.LogError(a.ctx, "page: "+message)
		return nil
	})
}

// Beat says that the page lives.
func (a *App) Beat(token string) error {
	if err := a.session.Admit(token); err != nil {
		return err
	}
	a.pulse.Beat()
	return nil
}

// Quit ends the program once the page has saved.
func (a *App) Quit(token string) error {
	if err := a.session.Admit(token); err != nil {
		return err
	}
	go a.leave() // after the answer has gone back
	return nil
}
