package main

import (
	"cmp"
	"context"
	"sync"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/check"
	"stet/internal/cli"
	"stet/internal/desk"
	"stet/internal/markup"
	"stet/internal/newsroom"
	"stet/internal/page"
	"stet/internal/window"
)

// App is everything that the window's page may call: short methods, grouped by
// screen, each with the session token first. What happens is in newsroom.
type App struct {
	folder  string
	session window.Session
	life    *window.Life
	ctx     context.Context // of the window; runtime calls need it
	room    *window.Opening[*newsroom.Room]
	work    context.Context // of what goes on beside the desk; ends when the newsroom is put away
	stop    context.CancelFunc
	dropped *window.Dropped
	dialogs sync.Mutex // two native dialogs at once can swap answers
}

// NewApp makes the window's half of Stet; nothing is opened before startup.
func NewApp(folder string) *App {
	a := &App{folder: folder, session: window.NewSession(), room: window.NewOpening[*newsroom.Room](), dropped: window.NewDropped()}
	a.work, a.stop = context.WithCancel(context.Background())
	a.life = &window.Life{
		Ask:   func() { runtime.EventsEmit(a.ctx, "close:ask") },
		Quit:  func() { runtime.Quit(a.ctx) },
		Close: a.close,
		Pulse: window.NewPulse(),
	}
	return a
}

// call is the way into the newsroom: it admits, it catches a panic, and it
// says why there is no newsroom.
func call[T any](a *App, token string, do func(*newsroom.Room) (T, error)) (out T, err error) {
	defer newsroom.Rescue(&err)
	if err := a.session.Admit(token); err != nil {
		return out, err
	}
	room, err := a.room.Wait()
	if err != nil {
		return out, err
	}
	return do(room)
}

// act is call for what answers nothing.
func act(a *App, token string, do func(*newsroom.Room) error) error {
	_, err := call(a, token, func(r *newsroom.Room) (struct{}, error) { return struct{}{}, do(r) })
	return err
}

// ── starting ──

// moment is how long the page is kept waiting before it is told that opening
// takes longer.
const moment = 400 * time.Millisecond

// Start is the page's first call.
func (a *App) Start(token string) (StartInfo, error) {
	info := StartInfo{Version: cli.Version, Style: page.Style(), Sections: []desk.Section{}, House: article.DefaultHouse(), MaxCopy: newsroom.MaxCopy,
		StatusMoves: []article.Moves{}, FlagMoves: []article.Moves{}}
	if err := a.session.Admit(token); err != nil {
		return StartInfo{}, err
	}
	if !a.room.Within(moment) {
		info.Opening = cmp.Or(a.room.Word(), "Opening the newsroom.")
		return info, nil
	}
	if _, err := a.room.Wait(); err != nil {
		problem := newsroom.Explain(err)
		info.Problem = &problem
		return info, nil
	}
	return call(a, token, func(r *newsroom.Room) (StartInfo, error) { return filled(info, r) })
}

// ── the list ──

// List is a page of the story list.
func (a *App) List(token string, q newsroom.ListRequest) (newsroom.ListPage, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.ListPage, error) { return r.List(a.ctx, q) })
}

// Heads is the list lines of stories, wherever they are in the list.
func (a *App) Heads(token string, ids []article.ID) ([]article.Head, error) {
	return call(a, token, func(r *newsroom.Room) ([]article.Head, error) { return r.Heads(ids) })
}

// Search finds stories by their words, as they are typed; places are UTF-16
// units.
func (a *App) Search(token string, q newsroom.SearchRequest) (newsroom.SearchResult, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.SearchResult, error) { return r.EditorSearch(a.ctx, q) })
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

// Count says how long a piece of a story's body is.
func (a *App) Count(token string, id article.ID, source string) (markup.Counts, error) {
	return call(a, token, func(r *newsroom.Room) (markup.Counts, error) { return r.Count(a.ctx, id, source) })
}

// MarkQuery is what a query does to a body as it stands on the screen; places
// are UTF-16 units.
func (a *App) MarkQuery(token string, q newsroom.QueryRequest) ([]newsroom.Splice, error) {
	return call(a, token, func(r *newsroom.Room) ([]newsroom.Splice, error) { return r.MarkQuery(a.ctx, q) })
}

// Link makes a link for a body out of what somebody enters, or says why it cannot be one.
func (a *App) Link(token string, q newsroom.LinkRequest) (newsroom.LinkMade, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.LinkMade, error) { return r.Link(a.ctx, q) })
}

// Steps is what undo goes back through in a story since before the program started.
func (a *App) Steps(token string, id article.ID) (newsroom.Steps, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Steps, error) { return r.Steps(id) })
}

// KeepSteps keeps it for the next start; for another body than the newest it is dropped.
func (a *App) KeepSteps(token string, id article.ID, rev int64, text string) error {
	return act(a, token, func(r *newsroom.Room) error { return r.KeepSteps(id, rev, text) })
}

// Check says what stops a story; places are UTF-16 units.
func (a *App) Check(token string, id article.ID) ([]check.Finding, error) {
	return call(a, token, func(r *newsroom.Room) ([]check.Finding, error) { return r.EditorCheck(a.ctx, id) })
}

// History lists a story's revisions, newest first.
func (a *App) History(token string, id article.ID) ([]article.Revision, error) {
	return call(a, token, func(r *newsroom.Room) ([]article.Revision, error) { return r.History(id) })
}

// StoryLog is what was done to where a story stands, newest first.
func (a *App) StoryLog(token string, id article.ID) ([]article.LogLine, error) {
	return call(a, token, func(r *newsroom.Room) ([]article.LogLine, error) { return r.StoryLog(id) })
}

// BreakEmbargo lets a story go before its embargo ends.
func (a *App) BreakEmbargo(token string, id article.ID, base int64, why string) (newsroom.Saved, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.BreakEmbargoFor(id, base, why) })
}

// Compare says what changed of a story between two revisions; 0 is the newest.
func (a *App) Compare(token string, id article.ID, from, to int64) (newsroom.Comparison, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Comparison, error) { return r.Compare(id, from, to) })
}

// Restore saves an earlier revision, or the fields named, on top of base.
func (a *App) Restore(token string, id article.ID, base, rev int64, fields []string) (newsroom.Saved, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.RestoreFor(id, base, rev, fields) })
}

// NameRevision gives a revision a name, or with "" takes it away.
func (a *App) NameRevision(token string, id article.ID, rev int64, name string) ([]article.Revision, error) {
	return call(a, token, func(r *newsroom.Room) ([]article.Revision, error) { return r.NameRevision(id, rev, name) })
}

// SideBySide lays two revisions of a story side by side; 0 is the newest.
func (a *App) SideBySide(token string, id article.ID, from, to int64) (newsroom.Sides, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Sides, error) { return r.SideBySide(id, from, to) })
}

// Take saves the newest revision with passages and fields of an earlier one.
func (a *App) Take(token string, q newsroom.TakeRequest) (newsroom.Saved, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.TakeFor(q) })
}

// Cuts is the paragraphs that were cut from a story, the latest first.
func (a *App) Cuts(token string, id article.ID) (newsroom.Drawer, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Drawer, error) { return r.Cuts(id) })
}

// PutCutBack puts one back where it was.
func (a *App) PutCutBack(token string, id article.ID, base int64, c article.Cut) (newsroom.Saved, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Saved, error) { return r.PutCutBack(id, base, c) })
}

// LetCutGo takes one out of the drawer.
func (a *App) LetCutGo(token string, id article.ID, c article.Cut) (newsroom.Drawer, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Drawer, error) { return r.LetCutGo(id, c) })
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

// dropWait is how long the system may take to say what was dropped.
const dropWait = 2 * time.Second

// TakeDropped takes the files that were just dropped onto the window: copy, each
// as a story, and pictures, if there is a story that they are for.
func (a *App) TakeDropped(token, section string, story bool) (newsroom.DroppedFiles, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.DroppedFiles, error) {
		return r.TakeDropped(a.work, a.dropped.Take(a.work, dropWait), section, story)
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

// Proposals is the tracked changes and comments that a story came with; places
// are UTF-16 units.
func (a *App) Proposals(token string, id article.ID) ([]newsroom.Proposal, error) {
	return call(a, token, func(r *newsroom.Room) ([]newsroom.Proposal, error) { return r.Proposals(id) })
}

// Decide gives some of them a verdict and makes the body say so.
func (a *App) Decide(token string, q newsroom.DecideRequest) (newsroom.DecidedNow, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.DecidedNow, error) { return r.DecideFor(q) })
}

// ── pictures ──

// ChoosePictures asks for pictures and keeps them; a bad one is named with its
// problem.
func (a *App) ChoosePictures(token string) (newsroom.PictureBatch, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.PictureBatch, error) {
		a.dialogs.Lock()
		defer a.dialogs.Unlock()
		paths, err := runtime.OpenMultipleFilesDialog(a.ctx, runtime.OpenDialogOptions{
			Title: "Choose pictures", Filters: []runtime.FileFilter{{DisplayName: "Pictures", Pattern: "*.jpg;*.jpeg;*.png;*.gif;*.webp;*.JPG;*.JPEG;*.PNG"}},
		})
		if err != nil {
			return newsroom.PictureBatch{}, err
		}
		return r.TakePictures(a.work, paths)
	})
}

// TakePicture keeps a picture that was pasted or dropped as bytes; data is base64 on
// its way here.
func (a *App) TakePicture(token, name string, data []byte) (newsroom.TakenPicture, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.TakenPicture, error) { return r.TakePicture(a.work, name, data) })
}

// PastePicture keeps the picture on the clipboard, where the page is not shown
// it; an empty batch = none is to be had.
func (a *App) PastePicture(token string) (newsroom.PictureBatch, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.PictureBatch, error) {
		return r.PastePicture(a.work, window.ClipboardPicture(a.work, newsroom.MaxPicture))
	})
}

// ReadClipboard is the copy on the clipboard, where the page may not read it
// by itself; empty = there is none, or it cannot be read here either.
func (a *App) ReadClipboard(token string) (window.Copied, error) {
	return call(a, token, func(*newsroom.Room) (window.Copied, error) {
		c := window.ClipboardCopy(a.work, newsroom.MaxCopy)
		if c == (window.Copied{}) {
			c.Text, _ = runtime.ClipboardGetText(a.ctx) // nothing is what it says of anything else
		}
		return c, nil
	})
}

// ── sections and settings ──

// Sections in their order.
func (a *App) Sections(token string) ([]desk.Section, error) {
	return call(a, token, (*newsroom.Room).Sections)
}

// ChangeSections does one thing to the sections, or takes the last one back.
func (a *App) ChangeSections(token string, c newsroom.SectionChange) (newsroom.SectionsNow, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.SectionsNow, error) { return r.ChangeSections(c) })
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

// ── snippets and templates ──

// Snippets is the texts that the house uses again, by name.
func (a *App) Snippets(token string) ([]newsroom.Snippet, error) {
	return call(a, token, (*newsroom.Room).Snippets)
}

// KeepSnippet adds one, or changes the one that is called was; answers with all.
func (a *App) KeepSnippet(token, was string, s newsroom.Snippet) ([]newsroom.Snippet, error) {
	return call(a, token, func(r *newsroom.Room) ([]newsroom.Snippet, error) { return r.KeepSnippet(was, s) })
}

// RemoveSnippet takes one away; answers with those that are left.
func (a *App) RemoveSnippet(token, name string) ([]newsroom.Snippet, error) {
	return call(a, token, func(r *newsroom.Room) ([]newsroom.Snippet, error) { return r.RemoveSnippet(name) })
}

// Templates is the starts of stories, by name.
func (a *App) Templates(token string) ([]newsroom.Template, error) {
	return call(a, token, (*newsroom.Room).Templates)
}

// TemplateOf is what a template of a story would hold.
func (a *App) TemplateOf(token string, id article.ID) (newsroom.Template, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.Template, error) { return r.TemplateOf(id) })
}

// KeepTemplate adds one, or changes the one that is called was; answers with all.
func (a *App) KeepTemplate(token, was string, t newsroom.Template) ([]newsroom.Template, error) {
	return call(a, token, func(r *newsroom.Room) ([]newsroom.Template, error) { return r.KeepTemplate(was, t) })
}

// RemoveTemplate takes one away; answers with those that are left.
func (a *App) RemoveTemplate(token, name string) ([]newsroom.Template, error) {
	return call(a, token, func(r *newsroom.Room) ([]newsroom.Template, error) { return r.RemoveTemplate(name) })
}

// CreateFrom makes a draft that starts as a template says, in its section or,
// where it names none, in this one.
func (a *App) CreateFrom(token, name, section string) (article.Article, error) {
	return call(a, token, func(r *newsroom.Room) (article.Article, error) { return r.CreateFrom(name, section) })
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
	return call(a, token, func(r *newsroom.Room) (LanguageHelp, error) {
		on, words, err := r.LanguageHelp()
		found := dictionaries()
		return LanguageHelp{On: on, Words: words, Folder: found[0], Dictionaries: found.Found()}, err
	})
}

// ChangeWords adds words to the house dictionary and takes others away.
func (a *App) ChangeWords(token string, add, remove []string) ([]string, error) {
	return call(a, token, func(r *newsroom.Room) ([]string, error) { return r.ChangeWords(add, remove) })
}

// Ignored is what the language help leaves alone in a story.
func (a *App) Ignored(token string, id article.ID) ([]newsroom.Ignored, error) {
	return call(a, token, func(r *newsroom.Room) ([]newsroom.Ignored, error) { return r.Ignored(id) })
}

// Ignore leaves one thing more alone in a story.
func (a *App) Ignore(token string, id article.ID, what newsroom.Ignored) ([]newsroom.Ignored, error) {
	return call(a, token, func(r *newsroom.Room) ([]newsroom.Ignored, error) { return r.Ignore(id, what) })
}

// ── going out ──

// CopyOut is a field of a story, or with "" the whole of it, for the clipboard.
func (a *App) CopyOut(token string, id article.ID, field string) (page.Copied, error) {
	return call(a, token, func(r *newsroom.Room) (page.Copied, error) { return r.CopyOut(a.ctx, id, field) })
}

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
		folder, err := a.askFolder("Where packages go")
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

// SaveProof puts a numbered proof of a story into the export folder, as PDF; its path.
func (a *App) SaveProof(token string, id article.ID) (string, error) {
	return call(a, token, func(r *newsroom.Room) (string, error) { return r.SaveProof(a.ctx, id) })
}

// PrintProof is a numbered proof of a story for the page to print, in any writing.
func (a *App) PrintProof(token string, id article.ID) (newsroom.PrintedProof, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.PrintedProof, error) { return r.PrintProof(a.ctx, id) })
}

// ── backups ──

// Backups says when the words were last proved restorable.
func (a *App) Backups(token string) (newsroom.BackupState, error) {
	return call(a, token, (*newsroom.Room).BackupState)
}

// BackUpNow makes a backup and proves it by restoring it on trial.
func (a *App) BackUpNow(token string) (newsroom.BackupState, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.BackupState, error) { return r.BackUpNow(a.work) })
}

// ChooseBackupFolder asks where backups go; left as it was when nothing is chosen.
func (a *App) ChooseBackupFolder(token string) (newsroom.BackupState, error) {
	return call(a, token, func(r *newsroom.Room) (newsroom.BackupState, error) {
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
	return runtime.OpenDirectoryDialog(a.ctx, runtime.OpenDialogOptions{Title: title, CanCreateDirectories: true})
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

// FullScreen gives the window the whole screen, without the system's frame, or
// gives it back.
func (a *App) FullScreen(token string, on bool) error {
	if err := a.session.Admit(token); err != nil {
		return err
	}
	if on {
		runtime.WindowFullscreen(a.ctx)
	} else {
		runtime.WindowUnfullscreen(a.ctx)
	}
	return nil
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
	a.life.Pulse.Beat()
	return nil
}

// Quit ends the program once the page has saved.
func (a *App) Quit(token string) error {
	if err := a.session.Admit(token); err != nil {
		return err
	}
	go a.life.Leave() // after the answer has gone back
	return nil
}
