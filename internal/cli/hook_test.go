package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// listener is a webhook that writes what it is told into hook.log, and answers
// with the status in hook.status; its address.
func listener(e *testscript.Env) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		status := http.StatusOK
		if text, err := os.ReadFile(filepath.Join(e.WorkDir, "hook.status")); err == nil {
			status, _ = strconv.Atoi(strings.TrimSpace(string(text)))
		}
		log, err := os.OpenFile(filepath.Join(e.WorkDir, "hook.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err == nil && status == http.StatusOK {
			_, _ = log.Write(append(body, '\n'))
		}
		_ = log.Close()
		w.WriteHeader(status)
	}))
	e.Defer(server.Close)
	return server.URL
}
