package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"stet/internal/newsroom"
)

// probeName is the command by which Stet has itself open a database where it
// does no harm when that ends the process.
const probeName = "try-database"

// probeTime is far more than opening the largest newsroom takes.
const probeTime = 2 * time.Minute

// Probe runs `stet try-database DIR` and says how it ended, unless it ended
// well or could not be run: that says nothing of the files.
func Probe(dir string) error {
	self, err := os.Executable()
	if err != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), probeTime)
	defer cancel()
	out, err := exec.CommandContext(ctx, self, probeName, dir).CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return nil
	}
	first, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return fmt.Errorf("a process that opened them ended (%v): %s", exit, first)
}

func runProbe(c *call) error {
	words, err := c.words(none, 1, 1)
	if err != nil {
		return err
	}
	return newsroom.TryDatabase(words[0])
}
