package newsroom

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"stet/internal/article"
	"stet/internal/bundle"
)

// sentShown keeps what was found of stories that went out, for as long as
// neither they nor their receipts change: a list asks for the same rows again
// and again.
type sentShown struct {
	mu    sync.Mutex
	known map[article.ID]knownSent
}

type knownSent struct {
	rev  int64
	mark uint64 // of the receipts
	sent *article.LastSent
}

// mostKnown bounds what is kept; beyond it all is found anew.
const mostKnown = 20_000

func (s *sentShown) get(id article.ID, rev int64, mark uint64) (*article.LastSent, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.known[id]
	return k.sent, ok && k.rev == rev && k.mark == mark
}

func (s *sentShown) put(id article.ID, k knownSent) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil || len(s.known) >= mostKnown {
		s.known = map[article.ID]knownSent{}
	}
	s.known[id] = k
}

// forget is for what changes stories without a revision, as a section's name.
func (s *sentShown) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known = nil
}

// forgetSent is for what changes stories without a revision.
func (r *Room) forgetSent() {
	r.sent.forget()
	r.behind.forget()
}

// withSent says of list lines what left of their stories, and what changed
// since; the lines that are given stay as they are.
func (r *Room) withSent(heads []article.Head, err error) ([]article.Head, error) {
	if err != nil || len(heads) == 0 {
		return heads, err
	}
	heads = slices.Clone(heads)
	ids := make([]article.ID, len(heads))
	for i := range heads {
		ids[i] = heads[i].ID
	}
	if len(heads) > manyLines {
		return heads, r.sentOfMany(heads, ids)
	}
	marks, err := r.db.ReceiptMarks(ids)
	if err != nil {
		return heads, err
	}
	errs := make([]error, len(heads))
	each(len(heads), func(i int) {
		if marks[i] > 0 {
			heads[i].Sent, errs[i] = r.sentOf(&heads[i], marks[i])
		}
	})
	return heads, errors.Join(errs...)
}

const (
	manyLines = 2000 // from here on they are no screen, and nothing of them is kept
	oneGo     = 500  // stories whose receipts are read in one go
)

// sentOfMany fills in what left of the stories of a long list. Most of what left
// stands as it left, so all of a receipt is read only where it does not.
func (r *Room) sentOfMany(heads []article.Head, ids []article.ID) error {
	errs := make([]error, (len(heads)+oneGo-1)/oneGo)
	each(len(errs), func(n int) {
		from := n * oneGo
		to := min(from+oneGo, len(heads))
		errs[n] = r.sentOfSome(heads[from:to], ids[from:to])
	})
	return errors.Join(errs...)
}

func (r *Room) sentOfSome(heads []article.Head, ids []article.ID) error {
	brief, err := r.db.LastReceipts(ids, wentToReaders)
	if err != nil {
		return err
	}
	for i, last := range brief {
		if last.ID == "" {
			continue
		}
		sent := &article.LastSent{Rev: last.Rev, At: last.At, Changed: []string{}}
		if last.Rev != heads[i].Rev {
			whole, _, err := r.db.LastReceipt(ids[i], wentToReaders)
			if err != nil {
				return err
			}
			if sent.Changed, err = r.changedSince(ids[i], &whole); err != nil {
				return err
			}
		}
		heads[i].Sent = sent
	}
	return nil
}

// LastSent is what left last of a story; nil = it never did.
func (r *Room) LastSent(id article.ID) (*article.LastSent, error) {
	heads, err := r.Heads([]article.ID{id})
	if err != nil || len(heads) == 0 {
		return nil, err
	}
	return heads[0].Sent, nil
}

// sentOf looks at the receipts of a story by its list line.
func (r *Room) sentOf(h *article.Head, mark uint64) (*article.LastSent, error) {
	if sent, ok := r.sent.get(h.ID, h.Rev, mark); ok {
		return sent, nil
	}
	sent, err := r.readSent(h)
	if err != nil {
		return nil, err
	}
	r.sent.put(h.ID, knownSent{rev: h.Rev, mark: mark, sent: sent})
	return sent, nil
}

func (r *Room) readSent(h *article.Head) (*article.LastSent, error) {
	last, found, err := r.db.LastReceipt(h.ID, wentToReaders)
	if err != nil || !found {
		return nil, err
	}
	sent := &article.LastSent{Rev: last.Rev, At: last.At, Changed: []string{}}
	if last.Rev != h.Rev || last.Rehoused(h.Section) {
		sent.Changed, err = r.changedSince(h.ID, &last)
	}
	return sent, err
}

// wentToReaders: paper stays in the house, and what takes a story down is no
// state of it.
func wentToReaders(e *article.ExportReceipt) bool {
	return e.Profile != onPaper && e.Act != article.Withdraw && e.Act != article.HoldBack
}

// changedSince names what readers would get otherwise than a receipt says.
func (r *Room) changedSince(id article.ID, last *article.ExportReceipt) ([]string, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return nil, err
	}
	return r.changedFrom(&a, last), nil
}

// changedFrom takes a body in which only marks and notes changed for the same.
func (r *Room) changedFrom(a *article.Article, last *article.ExportReceipt) []string {
	changed := last.ChangedSince(a)
	if at := slices.Index(changed, "body"); at >= 0 {
		before, err := r.db.GetRev(a.ID, last.Rev)
		if err == nil && r.readTheSame(&before, a) {
			changed = slices.Delete(changed, at, at+1)
		}
	}
	return changed
}

// leftAlready reports whether what readers get of a story as it stands has left
// in a package of a profile already; "" is the first.
func (r *Room) leftAlready(a *article.Article, profile string) (bool, error) {
	named := func(p string) string { return cmp.Or(p, bundle.Profiles[0].Name) } // receipts of an older Stet name the first by nothing
	last, found, err := r.db.LastReceipt(a.ID, func(e *article.ExportReceipt) bool {
		return wentToReaders(e) && named(e.Profile) == named(profile)
	})
	return found && err == nil && len(r.changedFrom(a, &last)) == 0, err
}

func (r *Room) readTheSame(before, after *article.Article) bool {
	if !bundle.MayHideWords(before.Body) && !bundle.MayHideWords(after.Body) {
		return before.Body == after.Body
	}
	was, err := r.outward(before)
	if err != nil {
		return false
	}
	is, err := r.outward(after)
	return err == nil && slices.Equal(was, is)
}

// outward is a body as it leaves, by its paragraphs: a note that goes leaves the
// empty lines around it.
func (r *Room) outward(a *article.Article) ([]string, error) {
	doc, err := r.render(context.Background(), a)
	if err != nil {
		return nil, err
	}
	body, err := bundle.PublicBody(context.Background(), r.dialect, a, doc)
	paragraphs := []string{}
	for part := range strings.SplitSeq(body, "\n\n") {
		if part = strings.Trim(part, "\n"); part != "" {
			paragraphs = append(paragraphs, part)
		}
	}
	return paragraphs, err
}
