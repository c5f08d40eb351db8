package newsroom

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/deliver"
	"stet/internal/page"
	"stet/internal/store"
)

// DeliverRequest asks for a package that was saved to go to targets as it is.
type DeliverRequest struct {
	Bundle  string   `json:"bundle"` // its path
	Targets []string `json:"targets"`
	Pass    []Pass   `json:"pass"`
}

// DeliverBundle puts a package into the outbox: as one piece for targets that
// take files, story by story for those that show stories. Its stories are this
// newsroom's, and are checked as they stand now.
func (r *Room) DeliverBundle(ctx context.Context, q DeliverRequest) (SentOut, error) {
	if err := r.db.ReadOnly(); err != nil {
		return SentOut{}, err
	}
	targets, err := r.targetsNamed(q.Targets)
	if err != nil {
		return SentOut{}, err
	}
	path, err := filepath.Abs(q.Bundle)
	if err != nil {
		return SentOut{}, fmt.Errorf("find %s: %w", q.Bundle, err)
	}
	known, err := r.opts.Keys.Known()
	if err != nil {
		return SentOut{}, err
	}
	opened, err := bundle.Open(path, known...)
	if errors.Is(err, bundle.ErrDamaged) || errors.Is(err, bundle.ErrForeign) {
		return SentOut{}, fmt.Errorf("%w: %w", errNotToGo, err)
	}
	if err != nil {
		return SentOut{}, err
	}
	defer opened.Close()
	if err := r.vouched(opened); err != nil {
		return SentOut{}, err
	}
	notices, err := r.noticesIn(opened)
	if err != nil {
		return SentOut{}, err
	}
	ready := []prepared{}
	for _, c := range opened.Stories {
		p, err := r.prepareRevision(ctx, c.ID, c.Rev, nil)
		if err != nil {
			return SentOut{}, fmt.Errorf("%s in the package: %w", c.Headline, err)
		}
		if notices[c.ID] {
			if p.story.Article.Flag != article.Killed {
				return SentOut{}, notKilled(&p.story.Article)
			}
			p.findings = nil // a kill passes every check
		}
		ready = append(ready, p)
	}
	s := sending{room: r, request: &SendRequest{Pass: q.Pass}, refused: []Refused{}, notices: notices}
	if err := s.part(ready); err != nil {
		return SentOut{}, err
	}
	if err := s.noneKilled(ready); err != nil {
		return SentOut{}, err
	}
	return s.queueBundle(opened, targets)
}

// Errors of a package that does not go.
var (
	errNotToGo = errors.New("it does not go")
	ErrNotOurs = errors.New("this newsroom did not save the package, and no key that is known here signed it")
)

// vouched: that a package is whole says nothing of who made it, and its stories
// are checked by what the newsroom has under their ids. So its words must be
// those that were saved here, by its digest, or be signed by somebody who is
// trusted.
func (r *Room) vouched(b *bundle.Opened) error {
	if b.Signature == bundle.Good {
		return nil
	}
	for _, c := range b.Stories {
		receipts, err := r.db.Receipts(c.ID)
		if err != nil && !errors.Is(err, store.ErrNotFound) { // an id that is none
			return err
		}
		if !slices.ContainsFunc(receipts, func(x article.ExportReceipt) bool { return x.Bundle == b.Digest }) {
			return fmt.Errorf("%w: %s", ErrNotOurs, filepath.Base(b.Path))
		}
	}
	return nil
}

// noticesIn are the stories of which a package has a kill notice and no word.
func (r *Room) noticesIn(b *bundle.Opened) (map[article.ID]bool, error) {
	notices := map[article.ID]bool{}
	for i := range b.Stories {
		c := &b.Stories[i]
		if c.Flag != article.Killed || c.Status != article.Withdrawn {
			continue
		}
		house, err := r.House()
		if err != nil {
			return nil, err
		}
		for _, lang := range []string{c.Language, house.Language} {
			headline, body := page.Withdrawn(lang)
			if c.Headline == headline && c.Words == r.dialect.Parse(body, nil).Words {
				notices[c.ID] = true
			}
		}
	}
	return notices, nil
}

// noneKilled refuses a package with a story that was killed since: who got it is
// told by itself.
func (s *sending) noneKilled(ready []prepared) error {
	killed := []Planned{}
	for i := range ready {
		if a := &ready[i].story.Article; a.Flag == article.Killed && !s.notices[a.ID] {
			killed = append(killed, ready[i].planned())
		}
	}
	if len(killed) > 0 {
		return &BlockedError{Stories: killed}
	}
	return nil
}

func (s *sending) queueBundle(b *bundle.Opened, targets []article.Target) (SentOut, error) {
	whole := pieceOf(b)
	ways, early := []way{}, map[string]bool{}
	for _, t := range targets {
		early[t.ID] = t.KeepsEmbargoes && len(s.early) > 0
		if takesFiles(&t) {
			ways = append(ways, way{whole, t.ID})
			continue
		}
		for _, id := range s.order {
			ways = append(ways, way{id, t.ID})
		}
	}
	older, dead := map[article.ID]bool{}, map[article.ID]bool{}
	changed, err := s.room.changes(ways, func(d *article.Delivery) (bool, error) {
		if d.Story == whole {
			s.askWhole(d, b)
			return true, nil
		}
		p := s.going[d.Story]
		if s.notices[d.Story] {
			return s.askKilled(d, p, dead), nil
		}
		if d.Held.Rev > p.story.Article.Rev {
			older[d.Story] = true
			return false, nil
		}
		s.ask(d, p, early[d.Target])
		d.Bundle, d.Seal = b.Path, b.Digest
		return true, nil
	})
	if err != nil {
		return SentOut{}, err
	}
	s.refuseDead(dead, changed)
	for _, id := range s.order {
		if older[id] {
			s.refused = append(s.refused, Refused{id, deskName(&s.going[id].story.Article), "A newer revision is there already.", "Send the story itself, or save a package anew."})
		}
	}
	return s.room.sentOut(changed, s.refused)
}

// askWhole makes a delivery ask for a package as one piece.
func (s *sending) askWhole(d *article.Delivery, b *bundle.Opened) {
	r := s.room
	d.BreakOff()
	d.Act, d.Bundle, d.Seal, d.Carries = article.Publish, b.Path, b.Digest, nil
	d.By, d.Asked, d.Passed, d.Update = r.Person().Sign(), r.now(), nil, d.Held.Has()
	for _, c := range b.Stories {
		d.Carries = append(d.Carries, article.CarriedStory{ID: c.ID, Rev: c.Rev})
	}
	d.Urgent = len(s.notices) > 0
	again(d, r.now())
	for _, id := range s.order {
		s.carry(d, s.going[id])
	}
}

// takesFiles reports whether a target takes packages and not stories.
func takesFiles(t *article.Target) bool {
	return t.Kind == article.TargetFolder || t.Kind == article.TargetSFTP
}

// pieceOf names a package that goes as one piece, by its digest.
func pieceOf(b *bundle.Opened) article.ID { return pieceNamed(b.Digest) }

func pieceNamed(digest string) article.ID {
	digits := digest[:32]
	return article.ID(digits[:8] + "-" + digits[8:12] + "-" + digits[12:16] + "-" + digits[16:20] + "-" + digits[20:])
}

// showsStories reports whether a target shows stories, and can take one down.
func showsStories(t *article.Target) bool {
	kind, _ := deliver.FindKind(string(t.Kind))
	return kind.Reads
}
