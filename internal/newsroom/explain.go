package newsroom

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"stet/internal/archive"
	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/deliver"
	"stet/internal/desk"
	"stet/internal/handover"
	"stet/internal/intake"
	"stet/internal/markup"
	"stet/internal/picture"
	"stet/internal/proof"
	"stet/internal/search"
	"stet/internal/secret"
	"stet/internal/store"
)

// Code is a stable name for what went wrong; the command line maps it to an
// exit status, the window to what it offers.
type Code string

// The codes.
const (
	Failed    Code = "failed"
	Usage     Code = "usage"
	Blocked   Code = "blocked"
	Damaged   Code = "damaged"
	InUse     Code = "in-use"
	Stale     Code = "stale"
	NotFound  Code = "not-found"
	Value     Code = "value"
	NoLetters Code = "no-letters" // a proof as PDF cannot be set: it can be printed
	ReadOnly  Code = "read-only"
	Bug       Code = "bug"
)

// Problem is an error in an editor's words: what happened and what to do.
type Problem struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
	Command string `json:"-"` // the hint for someone at the command line; "" = Hint serves
}

// ErrSetting says that there is no setting of that name.
var ErrSetting = errors.New("no such setting")

// ErrBug marks an error that only a fault in Stet can cause.
var ErrBug = errors.New("internal fault")

// explanation is one row of the table below: the first row whose sentinel the
// error is decides. An empty message shows the error's own words.
type explanation struct {
	sentinel      error
	code          Code
	message, hint string
	command       string
}

// explanations is the one place that turns errors into words.
var explanations = []explanation{
	{ErrBug, Bug, "Stet made a mistake. Your words are safe.", "Go on; if it happens again, send the log to us.", ""},
	{store.ErrReadOnly, ReadOnly, "", "", ""},
	{store.ErrInUse, InUse, "Stet is already open on this machine, with this newsroom.", "Go to the window that has it, or close it first.",
		"Close the window or wait for the other command, or name another newsroom with --newsroom."},
	{store.ErrStale, Stale, "", "Compare the two versions, then save yours on top or take the other.",
		"Look at the newest revision (stet show ID), then save on top of it."},
	{ErrNoKey, NotFound, "", "Choose one from the list.", "See them with: stet key list"},
	{ErrKeyTaken, Value, "", "Choose another name.", ""},
	{ErrSigns, Value, "", "Nothing was changed.", "It stays known while it signs. Another takes its place with: stet key import FILE --replace"},
	{ErrKeyBook, Failed, "", "Mend it, or move it away: then only this desk's own key is known.", ""},
	{ErrNoOwnKey, NotFound, "", "Save a signed package first: the key is made for it.", "Make one with: stet key make"},
	{ErrOwnKey, Value, "", "Nothing was changed.", "Nothing was changed. Keep that one first with: stet key export --private --out FILE. Then say --replace."},
	{bundle.ErrPassword, Value, "", "Try again: capitals count.", ""},
	{bundle.ErrKey, Value, "", "Nothing was changed. Ask whoever signs for the key as minisign writes it.", ""},
	{bundle.ErrNotWhole, Damaged, "", "Save the package again.", "See what is wrong with: stet verify BUNDLE"},
	{secret.ErrSilent, Failed, "", "Unlock the keyring, or answer what it asks, then try again.", ""},
	{secret.ErrPassphrase, Failed, "", "Try again: capitals count.", ""},
	{secret.ErrPassphraseFile, Failed, "", "Mend that file, then open Stet again.", "Mend it (it holds the passphrase, and nobody else may read it: chmod 600 FILE), or name another with --passphrase-file FILE. Without one, packages go unsigned where there is no keyring."},
	{secret.ErrFile, Failed, "", "Mend it, or move it away and enter the passwords anew.", ""},
	{secret.ErrNone, NotFound, "", "Enter it again.", ""},
	{secret.ErrNowhere, Failed, "", "Start the system's keyring, or choose a passphrase for a file of secrets.", "Start the system's keyring, or run the command at a terminal, or name a file with a passphrase: --passphrase-file FILE (or STET_PASSPHRASE_FILE)."},
	{store.ErrBackup, Damaged, "", "Choose another file; this one was left as it is.", ""},
	{ErrUnproved, Damaged, "", "Keep this backup and the newsroom's folder, and tell us.", ""},
	{ErrFolderGone, Failed, "The folder for backups is not there.", "Connect the disk it is on, or choose another folder.", ""},
	{ErrNoFolder, Usage, "", "Choose a folder, best on another disk.", "Choose one with: stet settings set backup.folder DIR"},
	{ErrNoExports, Usage, "", "Choose a folder in the settings.", "Choose one with: stet settings set export.folder DIR"},
	{store.ErrOccupied, Failed, "", "Name a folder that is not there yet, or is empty; nothing was changed.", "Name a folder that is not there yet, or is empty: stet --newsroom DIR restore-backup FILE"},
	{store.ErrNewer, Failed, "", "Install a newer Stet to open this newsroom; nothing was changed.", ""},
	{store.ErrDamaged, Damaged, "", "Open the newsroom again: what one copy lost, the other gives back. If this comes twice, keep a copy of its folder and tell us.",
		"Run the command again: what one copy lost, the other gives back. If this comes twice, keep a copy of the newsroom's folder and tell us."},
	{store.ErrDiskFull, Failed, "The disk is full. Nothing was lost, and nothing new was saved.", "Free some space, then try again.", ""},
	{store.ErrTooLarge, Failed, "", "Split the story into two.", ""},
	{store.ErrBehind, Failed, "", "Close Stet and open it again; every save is on disk.", ""},
	{ErrNoOrder, NotFound, "", "Choose one from its history.", "See them with: stet lineup history NAME"},
	{store.ErrNotFound, NotFound, "", "Look for it in the list and in the trash.", "See the stories with: stet list"},
	{desk.ErrNoSection, Value, "", "Choose a section from the list, or add it.", "See the sections with: stet section list"},
	{desk.ErrSectionTaken, Value, "", "Choose another name.", ""},
	{desk.ErrCycle, Value, "", "Choose a section that does not lie below it.", ""},
	{desk.ErrNoLineup, Value, "", "Choose a lineup from the list.", "See the lineups with: stet lineup show"},
	{desk.ErrPlaced, Value, "", "Move it instead.", ""},
	{desk.ErrNoSlot, Value, "", "Add it first.", "See the lineup with: stet lineup show NAME"},
	{desk.ErrLineupTaken, Value, "", "Choose another name.", ""},
	{desk.ErrFull, Value, "", "Take stories out first.", ""},
	{desk.ErrSplash, Value, "", "Make the other the splash: the two change places.", "Make the other the splash: stet lineup splash NAME ID"},
	{desk.ErrNoSpare, Failed, "", "Keep an order as the spare first.", "Keep an order as the spare first: stet lineup spare NAME --keep"},
	{desk.ErrNoRule, Usage, "", "Say of which section.", "Say of which section: stet lineup fill NAME --section S"},
	{ErrNothingToCopy, Failed, "", "Nothing was changed.", "See what there is with: stet lineup history NAME"},
	{ErrDead, Value, "", "Bring the story back first.", ""},
	{ErrAct, Usage, "", "Nothing was changed.", ""},
	{ErrRefused, Value, "", "Nothing was changed. Leave these out, or mend what stops them.", ""},
	{ErrNotPlaced, Failed, "", "There is nothing to take back.", ""},
	{ErrNeedsHome, Value, "", "Choose a section for them to move to.", "Name a section for them: stet section delete NAME --into OTHER"},
	{ErrNoStep, Failed, "", "The sections are as they are.", ""},
	{ErrNoRedo, Failed, "", "The sections are as they are.", ""},
	{ErrSectionsChanged, Failed, "", "Change the sections by hand.", ""},
	{ErrNotEmpty, Failed, "", "Move them first, or delete the section with a new home for them.", ""},
	{ErrNoTarget, NotFound, "", "Choose one from the list.", "See them with: stet target list"},
	{ErrTargetTaken, Value, "", "Choose another name.", ""},
	{ErrNoTargets, Usage, "", "Choose at least one destination.", "Name one with --to TARGET; see them with: stet target list"},
	{deliver.ErrConfig, Value, "", "Correct it; nothing was changed.", ""},
	{ErrBlocked, Blocked, "", "Mend what is listed, or leave these stories out.", "Mend what is listed, or leave these stories out with --skip-blocked."},
	{proof.ErrScript, NoLetters, "", "Print it instead (Ctrl+Shift+P): that has the letters of every writing, and the print dialog can make a PDF too.", "Print the page instead: stet show ID --page > page.html"},
	{ErrNothing, Failed, "There is no story to export.", "Choose at least one story.", "Name stories, or --section, --lineup or --all."},
	{ErrNeverSent, Failed, "", "Compare with a revision instead.", "Name a revision; see them with: stet history ID"},
	{ErrNoName, NotFound, "", "Choose a revision from the history.", "Name a revision by its number, now, sent or its name; see them with: stet history ID"},
	{ErrNoView, NotFound, "", "Choose one from the list.", "See them with: stet view list"},
	{ErrViewTaken, Value, "", "Choose another name.", ""},
	{ErrNoSnippet, NotFound, "", "Choose one from the list.", "See them with: stet snippet list"},
	{ErrNoTemplate, NotFound, "", "Choose one from the list.", "See them with: stet template list"},
	{ErrTaken, Value, "", "Choose another name, or change the one that has it.", ""},
	{ErrUnchanged, Failed, "", "Nothing was written, and nothing is missing.", "Nothing was written. Leave --changed out to export all the same."},
	{article.ErrNoID, NotFound, "", "Look for it in the list.", "An id is 36 letters and digits; see: stet list"},
	{search.ErrQuote, Usage, "", "Close it with \", or leave it out.", ""},
	{search.ErrField, Usage, "", "Fields are headline, body, furniture, note, by, slug, section, status, before and after. Put words with a colon in quotation marks.", ""},
	{search.ErrEmpty, Usage, "", "Type a word.", "Name a word, as in: stet search harbour"},
	{ErrDay, Usage, "", "Write a day as 2026-12-31, a month as 2026-12, or today or yesterday.", ""},
	{ErrSetting, Usage, "", "Nothing was changed.", "See the settings with: stet settings get"},
	{handover.ErrRefused, Damaged, "", "Nothing was taken in. Ask for the file again.", ""},
	{handover.ErrNewer, Failed, "", "Install a newer Stet to take it in.", ""},
	{ErrStranger, Failed, "", "Nothing was taken in. It may be another story under the same id; ask whoever sent it.", "Take it in as a story of its own with --as-new."},
	{ErrOlder, Value, "", "Leave it out, or take it in as a story of its own.", "Leave it out, or take it in with: stet import --as new FILE"},
	{ErrUnlike, Value, "", "Choose a story, or take it in as a new one.", "Name the story with --of ID, as in: stet import --as version --of ID FILE"},
	{ErrDropped, Value, "", "Bring the story back first, or take the copy in as a new one.", ""},
	{ErrAs, Usage, "", "Nothing came in.", ""},
	{ErrAnswered, Failed, "", "Paste it, or take the file in, once more.", ""},
	{article.ErrMove, Value, "", "", ""},
	{ErrNotUnited, Value, "", "Only a merging that nothing was done after is taken back; the history has every earlier state.", ""},
	{ErrWorkedSince, Value, "", "Both stories have every earlier state in their history: restore the words, and bring the other story back.", ""},
	{article.ErrField, Usage, "", "Nothing was changed.", "Fields are named as in: stet show ID --json"},
	{article.ErrValue, Value, "", "Correct the value; nothing was changed.", ""},
	{errNotToGo, Damaged, "", "Save the package again, then deliver that.", "See what is wrong with: stet verify BUNDLE"},
	{ErrNotOurs, Failed, "", "Save its stories as a package again and deliver that, or have whoever made it sign it.",
		"Save its stories again with stet export, or trust the key that it is signed with: stet key trust NAME KEY"},
	{bundle.ErrDamaged, Damaged, "", "Nothing was taken in. Ask for the package again.", "Nothing was taken in. See what is wrong with: stet verify PACKAGE"},
	{ErrNoMarkdown, Failed, "", "Ask for a package in a profile that has it, such as web or archive.", ""},
	{bundle.ErrForeign, Failed, "", "Take in the files that lie in it one by one.", ""},
	{archive.ErrName, Damaged, "", "Nothing was taken in. Ask for the file again.", ""},
	{archive.ErrClash, Damaged, "", "Nothing was taken in. Ask for the file again.", ""},
	{archive.ErrKind, Damaged, "", "Nothing was taken in. Ask for the file again.", ""},
	{archive.ErrFeature, Damaged, "", "Nothing was taken in. Unpack it, and take in the folder.", ""},
	{archive.ErrFormat, Damaged, "", "Nothing was taken in. Ask for the file again.", ""},
	{archive.ErrDamaged, Damaged, "", "Nothing was taken in. Ask for the file again.", ""},
	{archive.ErrLimit, Damaged, "", "Nothing was taken in. Unpack it, and take in what you need.", ""},
	{ErrNoCopy, Failed, "", "Name the files, or a folder that holds them; hidden files are passed over.", ""},
	{ErrNoFile, Failed, "", "Save it as a file first.", "For what another program writes, use: stet import -"},
	{ErrLink, Failed, "", "Take in the file that it leads to.", "Name the file that it leads to."},
	{ErrPacked, Failed, "", "Take it in by itself.", ""},
	{ErrUnshown, Failed, "", "Insert those that a story needs.", ""},
	{intake.ErrFile, Failed, "", "Ask for the file again, or paste the text of the story.", ""},
	{intake.ErrMany, Failed, "", "Take the file in whole: each story in it becomes one here.", ""},
	{intake.ErrEmpty, Failed, "", "Check that the copy was selected before it was copied.", ""},
	{intake.ErrTooLarge, Failed, "", "Split the copy and take it in piece by piece.", ""},
	{ErrMemory, Failed, "", "Close other programs, or split the copy and take it in piece by piece; nothing was changed.", ""},
	{ErrNotice, Value, "", "Kill the story that it is about, or leave it out.", "Kill it with: stet import --as kill FILE"},
	{intake.ErrCanceled, Failed, "", "No story here comes from it, so there is nothing to kill.", "No story here comes from it, so there is nothing to kill. If one is meant, name it: stet import --as kill --of ID FILE"},
	{intake.ErrNoStory, Failed, "", "Take in the story that it belongs to.", ""},
	{intake.ErrItem, Failed, "", "Ask who sent it for the item again; nothing was taken in.", ""},
	{intake.ErrKind, Failed, "", "Paste its text instead, or save it as .docx, .txt, .md or .html.", ""},
	{intake.ErrLocked, Failed, "", "Open it in the program that it was made with, take the password off and save it again.", ""},
	{intake.ErrDocument, Failed, "", "Open it in Word or LibreOffice and save it again as .docx.", ""},
	{intake.ErrPlace, Failed, "", "Change the words by hand, then tick the change off as accepted.", ""},
	{intake.ErrFrontMatter, Failed, "", "Mend the lines between --- at the top, or take them out and try again.", ""},
	{intake.ErrEncoding, Failed, "", "Save the file as UTF-8 and try again.", ""},
	{picture.ErrKind, Failed, "", "Nothing was taken in.", ""},
	{picture.ErrLarge, Failed, "", "Nothing was taken in.", ""},
	{picture.ErrBroken, Failed, "", "Nothing was taken in.", ""},
	{ErrNoDrop, Failed, "", "Save it in a folder and drop it from there, or use Take files in.", ""},
	{ErrNoPicture, NotFound, "", "Choose one of the story's pictures.", "See them with: stet picture list ID"},
	{context.Canceled, Failed, "Stopped; nothing was left behind.", "Start again when you are ready.", ""}, // ahead of the text that was being laid out then
	{markup.ErrBudget, Failed, "This text takes too long to lay out.", "Look for very long runs of *, [ or ` and take them out.", ""},
	{markup.ErrPassage, Value, "No query can stand there.", "Select words of one paragraph, outside code, addresses and titles.", ""},
	{markup.ErrNoQuery, NotFound, "The query is not there any more.", "Its passage was taken out or changed; the history has it.", ""},
	{markup.ErrSilent, Value, "There is not a word in it.", "Write what you want to say.", ""},
	{bundle.ErrProfile, Failed, "", "Choose a format from the list.", "Leave --profile out, or name one of: stet profile list"},
	{ErrComing, Failed, "", "Wait until it is in, or stop it first.", ""},
	{ErrExporting, Failed, "", "Wait until it is saved, or stop it first.", ""},
	{bundle.ErrTwice, Failed, "", "Name each story once.", ""},
	{bundle.ErrNotes, Failed, "", "Look at the notes and marks in the text: each must be closed where it stands.", ""},
	{bundle.ErrTarget, Failed, "", "Choose a folder that is not there yet, is empty, or holds an earlier package.", ""},
	{syscall.ENOSPC, Failed, "The disk is full. Nothing was lost, and nothing new was written.", "Free some space, then try again.", ""},
	{syscall.EROFS, Failed, "The disk takes no changes. Nothing was lost, and nothing new was written.", "Keep your words elsewhere, look after the disk, then open Stet again.", ""},
	{fs.ErrNotExist, NotFound, "", "Check the path.", ""},
	{fs.ErrPermission, Failed, "", "Check who may read and write there.", ""},
}

// Explain turns an error into words. An error that nobody foresaw keeps its
// own.
func Explain(err error) Problem {
	for _, e := range explanations {
		if !errors.Is(err, e.sentinel) {
			continue
		}
		p := Problem{Code: e.code, Message: e.message, Hint: e.hint, Command: e.command}
		if e.code == ReadOnly {
			p.Message, p.Hint = onlyRead(err)
		}
		if p.Message == "" {
			p.Message = message(err)
		}
		var move *article.MoveError
		if p.Hint == "" && errors.As(err, &move) {
			p.Hint, p.Command = move.Hint, move.Command
		}
		return p
	}
	return Problem{Code: Failed, Message: err.Error(), Hint: "Try again; if it happens again, tell us what it said."}
}

// onlyRead says why a newsroom can only be read and what to do.
func onlyRead(err error) (message, hint string) {
	const still = "Words can be read, copied and exported to another place; "
	switch {
	case errors.Is(err, store.ErrNewer):
		return "This newsroom can only be read: a newer Stet wrote it.", still + "install a newer Stet to go on working in it."
	case errors.Is(err, store.ErrDiskFull):
		return "This newsroom can only be read: the disk is full.", still + "free some space and open it again."
	}
	return "This newsroom can only be read: its folder takes no changes.", still + "unlock the disk or the folder and open it again."
}

// message is the error's own words, but for the one that everybody meets.
func message(err error) string {
	var stale *store.StaleError
	switch {
	case !errors.As(err, &stale):
		return err.Error()
	case stale.Base == 0:
		return fmt.Sprintf("It does not say which revision it was made from; revision %d is the newest.", stale.Head)
	case stale.Base == stale.Head:
		return fmt.Sprintf("It was made on another revision %d than the one here, in another newsroom or before a backup was restored.", stale.Base)
	}
	return fmt.Sprintf("It was saved elsewhere: revision %d is the newest, this was made on revision %d.", stale.Head, stale.Base)
}

// Rescue turns a panic into an ErrBug, so that one fault costs one action and
// not the window.
func Rescue(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v", ErrBug, p)
	}
}
