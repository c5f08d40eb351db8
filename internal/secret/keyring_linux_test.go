package secret

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const ownKeyring = "STET_TEST_OWN_KEYRING"

// A real keyring, on a session bus of the test's own: nobody's else is touched.
func TestARealKeyring(t *testing.T) {
	if os.Getenv(ownKeyring) == "" {
		inOwnSession(t)
		return
	}
	path := filepath.Join(t.TempDir(), "secrets")
	s := Open(Options{Service: "Stet", File: path})
	if s.State() != InKeyring {
		t.Fatal("the state is", s.State())
	}
	if _, err := s.Get("target desk"); !errors.Is(err, ErrNone) {
		t.Error("before, it is", err)
	}
	const value = "two\nlines, and ünïcode"
	must(t, s.Set("target desk", "first"))
	must(t, s.Set("target desk", value))
	want(t, Open(Options{Service: "Stet"}), "target desk", value)
	must(t, s.Delete("target desk"))
	must(t, s.Delete("target desk"))
	if _, err := s.Get("target desk"); !errors.Is(err, ErrNone) || s.file.exists() {
		t.Error("after its end it is", err)
	}
}

func inOwnSession(t *testing.T) {
	for _, program := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is not here; scripts/setup.sh installs it", program)
			}
			t.Skipf("skipped: %s is not here", program)
		}
	}
	home := t.TempDir()
	again := exec.Command("dbus-run-session", "--", "sh", "-c",
		`printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null && "$0" -test.run '^TestARealKeyring$'`, os.Args[0])
	again.Env = append(os.Environ(), ownKeyring+"=1", "HOME="+home, "XDG_DATA_HOME="+home, "XDG_RUNTIME_DIR="+home, "DISPLAY=", "WAYLAND_DISPLAY=")
	if said, err := again.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}
