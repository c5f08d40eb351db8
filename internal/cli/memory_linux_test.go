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

// Copy that needs more memory than there is gets refused by name, ahead of the
// end that the process could not stop; what was saved before is there, and so
// is what comes after.
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
	const line = "The ferry sails at six and the crew is back on the river.\n\n"
	copyOf := func(size int) string { return "A long story\n\n" + strings.Repeat(line, size/len(line)) }
	huge, fits := copyOf(19<<20), copyOf(5<<20)
	many := "A long story\n\n" + strings.Repeat("a\n", 1<<20)
	for limit, in := range map[uint64]string{100 << 20: huge, 200 << 20: huge, 300 << 20: huge, 299 << 20: many, 480 << 20: fits} {
		_, said, err := run(limit, in, "import", "--as-new", "-")
		t.Logf("%d MB: %v %.140s", limit>>20, err, said)
		switch named := strings.Contains(said, "too little memory") && strings.Contains(said, "hint: "); {
		case limit == 100<<20: // too little to open a newsroom: that it ends is all that can be asked
		case in == fits && err != nil:
			t.Errorf("with %d MB what there is memory for is not taken in: %v %.300s", limit>>20, err, said)
		case in != fits && (err == nil || !named):
			t.Errorf("with %d MB it is not refused by name: %v %.300s", limit>>20, err, said)
		}
		if out, said, err := run(0, "", "list"); err != nil || !strings.Contains(out, "The boat sails again") {
			t.Fatalf("after %d MB: %v %s", limit>>20, err, said)
		}
	}
	if out, said, err := run(300<<20, "", "show", "the-boat-sails-again"); err != nil || !strings.Contains(out, "back on the river") {
		t.Errorf("with 300 MB a story cannot be read: %v %s", err, said)
	}
}
