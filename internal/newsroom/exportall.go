package newsroom

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"stet/internal/archive"
	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/store"
)

// ExportedAll is what [Room.ExportAll] wrote.
type ExportedAll struct {
	Path      string `json:"path"`
	Stories   int    `json:"stories"`
	Revisions int    `json:"revisions"`
	Pictures  int    `json:"pictures"`
	// Missing names the pictures that a revision speaks of and the newsroom
	// does not have.
	Missing []string `json:"missing"`
}

// houseFile is newsroom.json.
type houseFile struct {
	Format   string            `json:"format"`
	Version  int               `json:"version"`
	Settings map[string]string `json:"settings"`
	Sections []desk.Section    `json:"sections"`
	Lineups  []desk.Lineup     `json:"lineups"`
}

// pastFile is history.json: the whole story at every revision, oldest first.
type pastFile struct {
	Revision article.Revision `json:"revision"`
	Story    article.Article  `json:"story"`
}

// ExportAll writes everything the newsroom has as plain files to out, a folder
// or, where the name ends in .zip, a zip: every story, trashed ones too, with
// all its revisions, receipts and pictures, the sections, lineups and
// settings. docs/format.md names the files. Internal notes are among them: it
// is a way to leave, not a way to publish. The target must be absent or
// empty; on an error, or when ctx ends, nothing is left at it.
func (r *Room) ExportAll(ctx context.Context, out string) (ExportedAll, error) {
	heads, err := r.everyHead()
	if err != nil {
		return ExportedAll{}, err
	}
	w, err := archive.Create(out, func(string) error { return errors.New("holds something already") })
	if err != nil {
		return ExportedAll{}, fmt.Errorf("write everything: %w", err)
	}
	defer w.Abort()
	all := &leaving{room: r, w: w, pictures: map[string]string{}}
	if err := all.house(); err != nil {
		return ExportedAll{}, err
	}
	for _, h := range heads {
		if err := ctx.Err(); err != nil {
			return ExportedAll{}, err
		}
		if err := all.story(h); err != nil {
			return ExportedAll{}, fmt.Errorf("write story %s: %w", h.ID, err)
		}
	}
	if err := all.putPictures(); err != nil {
		return ExportedAll{}, err
	}
	if err := w.Commit(); err != nil {
		return ExportedAll{}, fmt.Errorf("write everything: %w", err)
	}
	all.done.Path, all.done.Stories = w.Path(), len(heads)
	return all.done, nil
}

func (r *Room) everyHead() ([]article.Head, error) {
	heads, err := r.db.Heads(store.Filter{})
	if err != nil {
		return nil, err
	}
	trashed, err := r.db.Heads(store.Filter{Trash: true})
	return append(heads, trashed...), err
}

// leaving is an export of everything under way.
type leaving struct {
	room     *Room
	w        *archive.Writer
	pictures map[string]string // id -> media type, "" = no revision says
	done     ExportedAll
}

func (l *leaving) house() error {
	h := houseFile{Format: "stet-export-all", Version: 1}
	var err error
	if h.Settings, err = l.room.db.Settings(); err != nil {
		return err
	}
	if h.Sections, err = l.room.db.Sections(); err != nil {
		return err
	}
	if h.Lineups, err = l.room.storedLineups(); err != nil {
		return err
	}
	return errors.Join(l.put("newsroom.json", h), l.lineups(h.Lineups))
}

// lineups writes what the lineups were, those that were removed too.
func (l *leaving) lineups(all []desk.Lineup) error {
	removed, err := l.room.db.RemovedLineups()
	if err != nil {
		return err
	}
	for _, of := range slices.Concat(all, removed) {
		past, err := l.room.db.LineupHistory(of.ID)
		if err != nil {
			return err
		}
		slices.Reverse(past)
		if err := l.put("lineups/"+of.ID+".json", past); err != nil {
			return err
		}
	}
	return nil
}

func (l *leaving) story(h article.Head) error {
	db, folder := l.room.db, "stories/"+string(h.ID)+"/"
	revisions, err := l.room.History(h.ID)
	if err != nil {
		return err
	}
	past := make([]pastFile, 0, len(revisions))
	for _, revision := range slices.Backward(revisions) {
		a, err := db.GetRev(h.ID, revision.Rev)
		if err != nil {
			return err
		}
		l.note(&a)
		past = append(past, pastFile{revision, a})
	}
	receipts, err := db.Receipts(h.ID)
	if err != nil {
		return err
	}
	intake, _, err := db.Intake(h.ID)
	if err != nil {
		return err
	}
	l.done.Revisions += len(past)
	newest := past[len(past)-1].Story
	return errors.Join(
		l.w.Put(archive.Item{Name: folder + "body.md", Data: []byte(newest.Body)}),
		l.put(folder+"story.json", newest),
		l.put(folder+"history.json", past),
		l.put(folder+"exports.json", receipts),
		l.put(folder+"intake.json", intake),
	)
}

// note remembers which pictures a revision speaks of.
func (l *leaving) note(a *article.Article) {
	for _, p := range a.Pictures {
		l.pictures[p.ID] = p.Type
	}
	if _, known := l.pictures[a.LeadPicture]; !known && a.LeadPicture != "" {
		l.pictures[a.LeadPicture] = ""
	}
}

func (l *leaving) putPictures() error {
	l.done.Missing = []string{}
	for _, id := range slices.Sorted(maps.Keys(l.pictures)) {
		data, err := l.room.db.Picture(id)
		if errors.Is(err, store.ErrNotFound) {
			l.done.Missing = append(l.done.Missing, id)
			continue
		}
		if err != nil {
			return fmt.Errorf("write picture %s: %w", id, err)
		}
		if err := l.w.Put(archive.Item{Name: "pictures/" + id + endings[l.pictures[id]], Data: data, Stored: true}); err != nil {
			return err
		}
		l.done.Pictures++
	}
	return nil
}

// endings of file names by media type; a picture of another type has none.
var endings = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}

func (l *leaving) put(name string, v any) error {
	var text bytes.Buffer
	out := json.NewEncoder(&text)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(v); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return l.w.Put(archive.Item{Name: name, Data: text.Bytes()})
}
