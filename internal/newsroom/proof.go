package newsroom

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"stet/internal/article"
	"stet/internal/proof"
)

// PrintedProof is a proof as a web view prints it, in whatever letters it is.
type PrintedProof = proof.Printed

// Proof writes a story, at the revision it was read at, as a numbered proof: a
// PDF. It wraps [proof.ErrScript] for letters that a proof has no type for.
func (r *Room) Proof(ctx context.Context, a *article.Article, w io.Writer) error {
	p, err := r.proofOf(ctx, a)
	if err != nil {
		return err
	}
	return proof.Write(w, p)
}

func (r *Room) proofOf(ctx context.Context, a *article.Article) (proof.Proof, error) {
	doc, err := r.render(ctx, a)
	if err != nil {
		return proof.Proof{}, err
	}
	house, err := r.House()
	if err != nil {
		return proof.Proof{}, err
	}
	now, err := r.db.Get(a.ID) // what stops it now stops what it was, too
	if err != nil {
		return proof.Proof{}, err
	}
	section, err := r.settled(a.SectionID)
	if err != nil {
		return proof.Proof{}, err
	}
	complete := section.Complete(*a)
	sure, err := r.sure()
	return proof.Proof{
		Newsroom: house.Name, Story: &complete, Doc: doc, At: r.now().In(house.Location()),
		Stamps: article.Stamps(&now, article.ActProof, sure, house.Location()),
	}, err
}

// ErrNoExports: nobody chose a folder for what leaves.
var ErrNoExports = errors.New("no folder for what is written out is chosen")

// exportPath is a name in the export folder, which is made when it is not there.
func (r *Room) exportPath(name string) (string, error) {
	folder, err := r.ExportFolder()
	if err != nil {
		return "", err
	}
	if folder == "" {
		return "", ErrNoExports
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", fmt.Errorf("make the export folder: %w", err)
	}
	return filepath.Join(folder, name), nil
}

// putFile writes a file beside its place and renames it into it: half a proof
// is never found.
func putFile(path string, data []byte) error {
	beside, err := os.CreateTemp(filepath.Dir(path), ".proof-*")
	if err != nil {
		return fmt.Errorf("save a proof: %w", err)
	}
	defer os.Remove(beside.Name()) // not there any more when all went well
	_, err = beside.Write(data)
	err = errors.Join(err, beside.Chmod(0o644), beside.Sync(), beside.Close())
	if err == nil {
		err = os.Rename(beside.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("save a proof: %w", err)
	}
	return nil
}
