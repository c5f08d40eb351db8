package cli

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// A command that needs more memory than there is ends, or refuses; what was
// saved before is there, and so is what comes after.
func TestTooLittleMemory(t *testing.T) {
	room := t.TempDir()
	run := func(limit uint64, in string, args ...string) (string, string, error) {
		c := exec.Command(os.Args[0], append([]string{"--newsroom", room}, args...)...)
		c.Env = append(os.Environ(), roleEnv+"=1")
		var out, errs bytes.Buffer
		c.Stdout, c.Stderr = &out, &errs
		stdin, err := c.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if limit > 0 {
			if err := unix.Prlimit(c.Process.Pid, unix.RLIMIT_DATA, &unix.Rlimit{Cur: limit, Max: limit}, nil); err != nil {
				t.Fatal(err)
			}
		}
		_, _ = io.WriteString(stdin, in) // a process that ended does not read
		stdin.Close()
		err = c.Wait()
		return out.String(), errs.String(), err
	}
	const safe = "The boat sails again\n\nIt is back on the river after a year.\n"
	if _, said, err := run(0, safe, "import", "-"); err != nil {
		t.Fatal(err, said)
	}
	huge := "A long story\n\n" + strings.Repeat("The ferry sails at six and the crew is back on the river.\n\n", 19<<20/60)
	ended := 0
	for _, limit := range []uint64{100 << 20, 200 << 20, 300 << 20} {
		_, said, err := run(limit, huge, "import", "--as-new", "-")
		if err != nil {
			ended++
		}
		t.Logf("%d MB: %v %.80s", limit>>20, err, said)
		if out, said, err := run(0, "", "list"); err != nil || !strings.Contains(out, "The boat sails again") {
			t.Fatalf("after %d MB: %v %s", limit>>20, err, said)
		}
	}
	if ended == 0 {
		t.Error("there was memory enough for everything, so this proves nothing")
	}
	if out, said, err := run(300<<20, "", "show", "the-boat-sails-again"); err != nil || !strings.Contains(out, "back on the river") {
		t.Errorf("with 300 MB a story cannot be read: %v %s", err, said)
	}
}
