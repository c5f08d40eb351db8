package newsroom_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"stet/internal/newsroom"
)

// Copy becomes stories, and pictures wait for the story that they are for.
func TestDroppedFiles(t *testing.T) {
	room := open(t, t.TempDir())
	dir := t.TempDir()
	var paths []string
	for name, data := range map[string]string{"a.md": "# Gate shuts\n\nAt ten.\n", "B.JPG": string(grey(t, 40, 30)), "c.heic": "no picture", "d.odt": "PK"} {
		path := filepath.Join(dir, name)
		must(t, os.WriteFile(path, []byte(data), 0o600))
		paths = append(paths, path)
	}
	for story, want := range map[bool]string{true: "1 pictures, 1 not, 1 stories, 1 not", false: "0 pictures, 0 not, 1 stories, 3 not"} {
		came, err := room.TakeDropped(t.Context(), paths, "", story)
		got := fmt.Sprintf("%d pictures, %d not, %d stories, %d not", len(came.Pictures.Taken), len(came.Pictures.Refused), len(came.Copy.Imported), len(came.Copy.Refused))
		if err != nil || got != want {
			t.Errorf("with a story %v: %s (%v), want %s", story, got, err, want)
		}
	}
	if _, err := room.TakeDropped(t.Context(), nil, "", true); !errors.Is(err, newsroom.ErrNoDrop) {
		t.Errorf("nothing came: %v", err)
	}
}
