package newsroom

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/proof"
	"stet/internal/store"
)

// PaperKind is for whom a story is set on paper.
type PaperKind = proof.Kind

// PaperWish says for whom a story is set on paper, and past which stops.
type PaperWish struct {
	Kind PaperKind `json:"kind"`
	Pass []Pass    `json:"pass"`
}

// onPaper is the profile of a receipt that tells of a stop that paper went past.
// It is no sending: readers have nothing of it yet.
const onPaper = "paper"

// PaperStops is what stops a story on its way to paper, by the one table.
func (r *Room) PaperStops(ctx context.Context, id article.ID, kind PaperKind) ([]PlannedStop, error) {
	a, found, err := r.preflight(ctx, id)
	if err != nil {
		return nil, err
	}
	one := prepared{findings: found}
	one.story.Article = a
	return stopsOf([]prepared{one}, kind.Act()), nil
}

// Paper writes a story as it is saved on paper of a kind: a PDF. A stop that is
// not passed refuses it with ErrBlocked.
func (r *Room) Paper(ctx context.Context, id article.ID, q PaperWish, w io.Writer) error {
	p, passed, err := r.paperOf(ctx, id, q)
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	if err := proof.Write(&pdf, p); err != nil {
		return err
	}
	if err := r.notePaper(p.Story, passed, ""); err != nil {
		return err
	}
	_, err = w.Write(pdf.Bytes())
	return err
}

// PrintPaper is the same for a web view to print, in any letters.
func (r *Room) PrintPaper(ctx context.Context, id article.ID, q PaperWish) (PrintedProof, error) {
	p, passed, err := r.paperOf(ctx, id, q)
	if err != nil {
		return PrintedProof{}, err
	}
	return proof.Print(p), r.notePaper(p.Story, passed, "")
}

// SavePaper puts the PDF into the export folder, named by its kind, slug and
// revision, and returns its path. One of the same revision takes the place of
// the earlier one.
func (r *Room) SavePaper(ctx context.Context, id article.ID, q PaperWish) (string, error) {
	p, passed, err := r.paperOf(ctx, id, q)
	if err != nil {
		return "", err
	}
	var pdf bytes.Buffer
	if err := proof.Write(&pdf, p); err != nil {
		return "", err
	}
	path, err := r.exportPath(fmt.Sprintf("%s-%s-r%d.pdf", q.Kind.Name(), cmp.Or(p.Story.Slug, string(id)), p.Story.Rev))
	if err != nil {
		return "", err
	}
	if err := putFile(path, pdf.Bytes()); err != nil {
		return "", err
	}
	return path, r.notePaper(p.Story, passed, path)
}

func (r *Room) paperOf(ctx context.Context, id article.ID, q PaperWish) (proof.Proof, []article.Passed, error) {
	if !slices.Contains(proof.Kinds, q.Kind) {
		return proof.Proof{}, nil, fmt.Errorf("%w: nothing is called %q on paper", article.ErrValue, q.Kind)
	}
	a, found, err := r.preflight(ctx, id)
	if err != nil {
		return proof.Proof{}, nil, err
	}
	passed, err := r.passPaper(&a, found, q)
	if err != nil {
		return proof.Proof{}, nil, err
	}
	p, err := r.proofOf(ctx, &a)
	if err != nil {
		return p, nil, err
	}
	sure, err := r.sure()
	if err != nil {
		return p, nil, err
	}
	p.Kind, p.Stamps = q.Kind, article.Stamps(&a, q.Kind.Act(), sure, p.At.Location())
	if q.Kind == proof.ForLegal {
		err = r.forLawyer(ctx, &p)
	}
	return p, passed, err
}

// passPaper refuses what is stopped and not passed, and says what was.
func (r *Room) passPaper(a *article.Article, found []check.Finding, q PaperWish) ([]article.Passed, error) {
	one := prepared{findings: found}
	one.story.Article = *a
	hand := r.hand("")
	reasons := map[string]string{}
	for _, p := range q.Pass {
		hand.Why = p.Why
		if err := r.mayPass(p.Stop, hand, q.Kind.Act()); err != nil {
			return nil, err
		}
		reasons[p.Stop] = article.OneLine(p.Why)
	}
	var passed []article.Passed
	var stopped []check.Finding
	for _, s := range stopsOf([]prepared{one}, q.Kind.Act()) {
		if why := reasons[s.Code]; why != "" {
			passed = append(passed, article.Passed{Stop: s.Code, By: hand.By, Why: why})
			continue
		}
		for _, f := range found {
			if f.Code == s.Code {
				stopped = append(stopped, f)
			}
		}
	}
	if len(stopped) > 0 {
		return nil, &BlockedError{Stories: []Planned{{ID: a.ID, Headline: a.Headlines.Main, Findings: stopped}}}
	}
	return passed, nil
}

// notePaper keeps which stops the paper went past, for the log.
func (r *Room) notePaper(a *article.Article, passed []article.Passed, path string) error {
	if len(passed) == 0 {
		return nil
	}
	return r.db.AddReceipts([]article.ExportReceipt{{
		ID: a.ID, Rev: a.Rev, At: r.now(), By: r.Person().Sign(), Profile: onPaper, Path: path, Fields: map[string]string{}, Passed: passed,
	}})
}

// forLawyer adds what lineups call the story, and what was read of it last.
func (r *Room) forLawyer(ctx context.Context, p *proof.Proof) error {
	lineups, err := r.storedLineups()
	if err != nil {
		return err
	}
	p.Heads = headsIn(lineups, p.Story.ID)
	l := p.Story.Legal
	if l.State != article.LegalDone {
		return nil
	}
	p.Read = &proof.Read{Said: check.ReadBy(l, p.At.Location()), Unread: article.UnreadWords(p.Story, p.Story, p.Heads)}
	if l.Over == "" {
		return nil
	}
	was, err := r.db.GetRev(p.Story.ID, l.Rev)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	read, err := r.proofOf(ctx, &was)
	p.Read.Proof = &read
	return err
}
