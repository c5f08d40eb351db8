package newsroom_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"stet/internal/newsroom"
	"stet/internal/proof"
)

func TestSaveProof(t *testing.T) {
	r := open(t, t.TempDir())
	a := take(t, r, "---\nheadline: The crane waits\n---\nIt waits.\n")
	folder := filepath.Join(t.TempDir(), "out")
	if err := r.PutSettings(map[string]string{"export.folder": folder}); err != nil {
		t.Fatal(err)
	}
	path, err := r.SavePaper(t.Context(), a.ID, newsroom.PaperWish{})
	if err != nil || path != filepath.Join(folder, "proof-the-crane-waits-r1.pdf") {
		t.Fatalf("%q, %v", path, err)
	}
	first, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(first, []byte("%PDF-")) {
		t.Fatalf("%d bytes, %v", len(first), err)
	}
	if _, err := r.SavePaper(t.Context(), a.ID, newsroom.PaperWish{}); err != nil {
		t.Errorf("once more: %v", err)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
		t.Errorf("in the folder: %v, %v", files, err)
	}
}

func TestProofOfOtherLetters(t *testing.T) {
	r := open(t, t.TempDir())
	a := take(t, r, "---\nheadline: الرافعة\n---\nسفينة.\n")
	_, err := r.SavePaper(t.Context(), a.ID, newsroom.PaperWish{})
	if !errors.Is(err, proof.ErrScript) || newsroom.Explain(err).Hint == "" {
		t.Errorf("%v", err)
	}
}
