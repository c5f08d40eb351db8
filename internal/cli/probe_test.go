package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/internal/newsroom"
)

// The process that tries a database may end of it; this one hears how.
func TestProbe(t *testing.T) {
	t.Setenv(roleEnv, "1") // the test binary is Stet's own program
	dir := t.TempDir()
	room, err := newsroom.Open(newsroom.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := room.AddSection("World", ""); err != nil {
		t.Fatal(err)
	}
	if err := room.Close(); err != nil {
		t.Fatal(err)
	}
	database := filepath.Join(dir, "badger")
	if err := Probe(database); err != nil {
		t.Errorf("a sound one: %v", err)
	}
	tables, err := filepath.Glob(filepath.Join(database, "*.sst"))
	if err != nil || len(tables) == 0 {
		t.Fatal("no tables", err)
	}
	info, err := os.Stat(tables[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(tables[0], info.Size()-1); err != nil {
		t.Fatal(err)
	}
	if err := Probe(database); err == nil || !strings.Contains(err.Error(), "panic") {
		t.Errorf("one with a table cut short: %v", err)
	}
}
