package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// asker is a webhook that keeps the numbers of what it was told, and answers
// nothing as long as it hangs.
type asker struct {
	mu    sync.Mutex
	told  []string
	hangs chan struct{} // nil = it answers
	heard chan struct{}
}

func (a *asker) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	a.told = append(a.told, r.Header.Get("webhook-id"))
	hangs := a.hangs
	a.mu.Unlock()
	if hangs != nil {
		a.heard <- struct{}{}
		<-hangs
	}
}

// A program that is killed while a target has taken a story and not answered
// sends it again, under the same number, and knows the rest.
func TestADeliveryOutlivesAKilledProgram(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	hook := &asker{heard: make(chan struct{}, 1)}
	server := httptest.NewServer(hook)
	defer server.Close()
	put(t, filepath.Join(dir, "passphrase"), "correct horse")
	put(t, filepath.Join(dir, "a.md"), "---\nheadline: First story\nsection: Sport\nslug: first-story\n---\nCrews stopped work at six.\n")
	program := func(in string, args ...string) *exec.Cmd {
		cmd := exec.Command(os.Args[0], args...)
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(in)
		cmd.Env = append(os.Environ(), roleEnv+"=1", "HOME="+dir, "XDG_DATA_HOME="+dir, "STET_NEWSROOM="+filepath.Join(dir, "newsroom"),
			"STET_KEYRING=off", "STET_PASSPHRASE_FILE="+filepath.Join(dir, "passphrase"))
		return cmd
	}
	run := func(in string, args ...string) []byte {
		t.Helper()
		out, err := program(in, args...).Output()
		if err != nil {
			t.Fatalf("stet %v: %v: %s", args, err, out)
		}
		return out
	}
	run("", "import", "a.md")
	run("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3\n", "target", "add", "Hook", "--kind", "webhook", "--profile", "web", "--address", server.URL)
	hook.hangs = make(chan struct{})
	sending := program("", "send", "first-story", "--to", "Hook")
	if err := sending.Start(); err != nil {
		t.Fatal(err)
	}
	<-hook.heard
	if err := sending.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = sending.Wait()
	hook.mu.Lock()
	close(hook.hangs)
	hook.hangs = nil
	hook.mu.Unlock()
	var page struct{ Waiting, Done []struct{ State string } }
	if err := json.Unmarshal(run("", "outbox", "list", "--json"), &page); err != nil || len(page.Waiting) != 1 || page.Waiting[0].State != "going" {
		t.Fatalf("after the kill: %+v, %v", page, err)
	}
	if err := json.Unmarshal(run("", "outbox", "run", "--json"), &page); err != nil || len(page.Waiting) != 0 || page.Done[0].State != "left" {
		t.Fatalf("after the next run: %+v, %v", page, err)
	}
	run("", "outbox", "run")
	if len(hook.told) != 2 || hook.told[0] != hook.told[1] || hook.told[0] == "" {
		t.Fatalf("it was told %q", hook.told)
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
