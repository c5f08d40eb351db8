package newsroom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"stet/internal/archive"
	"stet/internal/article"
	"stet/internal/handover"
	"stet/internal/store"
)

// HandedOver is a story that was written into a file of its own.
type HandedOver struct {
	ID        article.ID `json:"id"`
	Path      string     `json:"path"`
	Rev       int64      `json:"rev"`
	Revisions int        `json:"revisions"`
	Pictures  int        `json:"pictures"`
	Missing   []string   `json:"missing"` // pictures that a revision speaks of and the newsroom does not have
}

// HandOver writes a story with all its revisions, notes, headline options,
// receipts and pictures into one file, for another desk; docs/format.md says
// what is in it. out is a name that ends in .zip, or a folder, where the file
// gets a name of its own. An earlier hand-over of the story is written over,
// anything else is left alone.
func (r *Room) HandOver(ctx context.Context, id article.ID, out string) (HandedOver, error) {
	s, missing, err := r.handedOver(ctx, id)
	if err != nil {
		return HandedOver{}, err
	}
	if info, err := os.Stat(out); err == nil && info.IsDir() {
		out = filepath.Join(out, handOverName(s.Newest()))
	}
	path, err := handover.Write(out, s, func(path string) error { return earlierHandOver(path, id) })
	if err != nil {
		return HandedOver{}, err
	}
	if _, err := handover.Read(path); err != nil {
		return HandedOver{}, fmt.Errorf("%w: read the hand-over again: %v", ErrBug, err)
	}
	return HandedOver{ID: id, Path: path, Rev: s.Newest().Rev, Revisions: len(s.Past), Pictures: len(s.Pictures), Missing: missing}, nil
}

// SaveHandOver puts a story's hand-over into the export folder, named by its
// slug and revision.
func (r *Room) SaveHandOver(ctx context.Context, id article.ID) (HandedOver, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return HandedOver{}, err
	}
	path, err := r.exportPath(handOverName(&a))
	if err != nil {
		return HandedOver{}, err
	}
	return r.HandOver(ctx, id, path)
}

func handOverName(a *article.Article) string {
	return fmt.Sprintf("not-for-publication-%s-r%d.zip", cmp.Or(a.Slug, string(a.ID)), a.Rev)
}

// earlierHandOver refuses to write over anything but a hand-over of the story.
func earlierHandOver(path string, id article.ID) error {
	if s, err := handover.Read(path); err == nil && s.ID == id {
		return nil
	}
	return &archive.TargetError{Path: path, Why: "holds something else; choose another name"}
}

// handedOver gathers all that is known of a story.
func (r *Room) handedOver(ctx context.Context, id article.ID) (s *handover.Story, missing []string, err error) {
	settings, err := r.Settings()
	if err != nil {
		return nil, nil, err
	}
	s = &handover.Story{ID: id, From: handover.From{Newsroom: settings["newsroom.name"], By: r.Person().Sign(), Program: r.opts.Program}}
	revisions, err := r.db.History(id)
	if err != nil {
		return nil, nil, err
	}
	for _, revision := range slices.Backward(revisions) {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		a, err := r.db.GetRev(id, revision.Rev)
		if err != nil {
			return nil, nil, err
		}
		a.Section = ""
		s.Past = append(s.Past, handover.Past{Revision: revision, Story: a})
	}
	if s.Sections, err = r.sectionsOf(s); err != nil {
		return nil, nil, err
	}
	if s.Names, err = r.db.Namings(id); err != nil {
		return nil, nil, err
	}
	slices.Reverse(s.Names)
	if s.Receipts, err = r.db.Receipts(id); err != nil {
		return nil, nil, err
	}
	slices.Reverse(s.Receipts)
	if receipt, found, err := r.db.Intake(id); err != nil {
		return nil, nil, err
	} else if found {
		s.Intake = &handover.Intake{Rev: 1, Receipt: receipt}
	}
	missing, err = r.packPictures(s)
	return s, missing, err
}

// sectionsOf are the sections that the revisions were in, where they are known
// still.
func (r *Room) sectionsOf(s *handover.Story) ([]handover.Section, error) {
	sections, err := r.db.Sections()
	if err != nil {
		return nil, err
	}
	used := map[string]bool{}
	for i := range s.Past {
		used[s.Past[i].Story.SectionID] = true
	}
	found := []handover.Section{}
	for _, section := range sections {
		if used[section.ID] {
			found = append(found, handover.Section{ID: section.ID, Name: section.Name})
		}
	}
	return found, nil
}

func (r *Room) packPictures(s *handover.Story) (missing []string, err error) {
	missing = []string{}
	types := s.PictureTypes()
	for _, id := range slices.Sorted(maps.Keys(types)) {
		data, err := r.db.Picture(id)
		if errors.Is(err, store.ErrNotFound) {
			missing = append(missing, id)
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("hand over picture %s: %w", id, err)
		}
		s.Pictures = append(s.Pictures, handover.Picture{ID: id, Type: types[id], Data: data})
	}
	return missing, nil
}
