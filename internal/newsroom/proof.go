package newsroom

import (
	"bytes"
	"cmp"
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

// PrintProof is a proof of the story as it is saved, for a web view to print.
func (r *Room) PrintProof(ctx context.Context, id article.ID) (PrintedProof, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return PrintedProof{}, err
	}
	p, err := r.proofOf(ctx, &a)
	if err != nil {
		return PrintedProof{}, err
	}
	return proof.Print(p), nil
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
	section, err := r.settled(a.SectionID)
	if err != nil {
		return proof.Proof{}, err
	}
	complete := section.Complete(*a)
	at := r.now().In(house.Location())
	return proof.Proof{
		Newsroom: house.Name, Story: &complete, Doc: doc, At: at,
		Stamps: article.Stamps(a, article.ActProof, at, house.Location()),
	}, nil
}

// SaveProof puts a proof of the story as it is saved into the export folder,
// named by its slug and revision, and returns its path. A proof of the same
// revision takes the place of the earlier one.
func (r *Room) SaveProof(ctx context.Context, id article.ID) (string, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return "", err
	}
	var pdf bytes.Buffer
	if err := r.Proof(ctx, &a, &pdf); err != nil {
		return "", err
	}
	path, err := r.exportPath(fmt.Sprintf("proof-%s-r%d.pdf", cmp.Or(a.Slug, string(a.ID)), a.Rev))
	if err != nil {
		return "", err
	}
	return path, putFile(path, pdf.Bytes())
}

// exportPath is a name in the export folder, which is made when it is not there.
func (r *Room) exportPath(name string) (string, error) {
	folder, err := r.ExportFolder()
	if err != nil {
		return "", err
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
