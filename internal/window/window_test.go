package window

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

var page = http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(`<meta name="csp-nonce" content="` + NoncePlaceholder + `"><meta name="stet-token" content="` + TokenPlaceholder + `">`))
})

var png = []byte("\x89PNG\r\n\x1a\n0000")

func pictures(id string) ([]byte, error) {
	switch id[0] {
	case 'a':
		return png, nil
	case 'b':
		return []byte("<svg onload=alert(1)>"), nil
	case 'c':
		return nil, errors.New("disk on fire")
	}
	return nil, fs.ErrNotExist
}

func get(t *testing.T, s Session, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	q := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		q.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.Guard(page, pictures).ServeHTTP(w, q)
	return w
}

func TestEveryAnswerCarriesThePolicy(t *testing.T) {
	s := NewSession()
	for _, path := range []string{"/", "/index.html", "/assets/x.js", "/nowhere"} {
		policy := get(t, s, path).Header().Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self' 'wasm-unsafe-eval';", "worker-src 'self';", "connect-src 'self';", "frame-src 'none'", "base-uri 'none'", "form-action 'none'", "'nonce-" + s.Nonce + "'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: policy %q lacks %q", path, policy, want)
			}
		}
		if strings.Contains(strings.Replace(policy, "'wasm-unsafe-eval'", "", 1), "unsafe") {
			t.Errorf("%s: policy %q is unsafe", path, policy)
		}
	}
}

func TestThePageGetsItsNonce(t *testing.T) {
	s := NewSession()
	if body := get(t, s, "/").Body.String(); !strings.Contains(body, s.Nonce) || strings.Contains(body, NoncePlaceholder) {
		t.Errorf("page %q", body)
	}
}

func TestOnlyThePageGetsTheToken(t *testing.T) {
	s := NewSession()
	for _, site := range []string{"", "none", "same-origin"} {
		if got := get(t, s, "/", "Sec-Fetch-Site", site).Body.String(); !strings.Contains(got, s.Token) {
			t.Errorf("from %q the page got %q", site, got)
		}
	}
	if got := get(t, s, "/assets/x.js").Body.String(); strings.Contains(got, s.Token) {
		t.Errorf("a script holds the token: %q", got)
	}
	if w := get(t, s, "/", "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden || strings.Contains(w.Body.String(), s.Token) {
		t.Errorf("a stranger got %d %q", w.Code, w.Body)
	}
	if err := s.Admit(s.Token); err != nil {
		t.Error(err)
	}
	for _, wrong := range []string{"", "x", s.Token + "x", NewSession().Token} {
		if err := s.Admit(wrong); !errors.Is(err, ErrNotOurs) {
			t.Errorf("token %q: %v", wrong, err)
		}
	}
}

func TestPicturesAreAskedForByDigestOnly(t *testing.T) {
	s := NewSession()
	digest := func(c string) string { return "/asset/" + strings.Repeat(c, 64) }
	want := map[string]int{
		digest("a"): 200, digest("b"): 415, digest("c"): 500, digest("d"): 404, digest("A"): 404,
		digest("a") + "-16x9-960-500-333": 200, digest("a") + "-480": 200, digest("a") + "-480-": 404, digest("a") + "-..%2f": 404,
		"/asset/": 404, "/asset/../index.html": 404, "/asset/" + strings.Repeat("a", 63): 404, digest("a") + "/x": 404,
	}
	for path, code := range want {
		w := get(t, s, path)
		if w.Code != code {
			t.Errorf("%s: %d, want %d", path, w.Code, code)
		}
		if code == 200 && (w.Header().Get("Content-Type") != "image/png" || !strings.Contains(w.Header().Get("Content-Security-Policy"), "sandbox")) {
			t.Errorf("%s: headers %v", path, w.Header())
		}
	}
}

func TestLogLinesAreCutAndStayOneLine(t *testing.T) {
	var out bytes.Buffer
	l := NewLog(&out, func() time.Time { return time.Date(2026, 11, 22, 14, 0, 0, 0, time.UTC) })
	l.Error("process message error: " + strings.Repeat("ю", 5000) + "\nINJECTED \x1b[2J\xff")
	l.Warning("short\nline")
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != 2 || len(lines[0]) > logLimit+40 || lines[1] != "2026-11-22T14:00:00Z warning short line" {
		t.Errorf("log:\n%s", out.String())
	}
}

func TestSafeLink(t *testing.T) {
	pass := map[string]string{
		"https://news.example/Berlin_(film)?a=1": "https://news.example/Berlin_%28film%29?a=1",
		" http://news.example/a~b ":              "http://news.example/a%7Eb",
		"mailto:desk@news.example":               "mailto:desk@news.example",
	}
	for link, want := range pass {
		if got, err := SafeLink(link); err != nil || got != want {
			t.Errorf("SafeLink(%q) = %q, %v; want %q", link, got, err, want)
		}
	}
	for _, link := range []string{"javascript:alert(1)", "file:///etc/passwd", "smb://x/y", "ms-msdt:/id", "vscode://x", "//host/x", "/x", "", "https:", "JaVaScRiPt:x", "data:text/html,x"} {
		if got, err := SafeLink(link); !errors.Is(err, ErrLink) {
			t.Errorf("SafeLink(%q) = %q, %v; want a refusal", link, got, err)
		}
	}
}

func TestMemoryIsGivenBackAtRest(t *testing.T) {
	const mb = 1 << 20
	r := &Rest{left: 30 * mb}
	for _, look := range []struct {
		name       string
		made, held uint64
		want       bool
	}{
		{"a story is opened", 80 * mb, 90 * mb, false},
		{"its page is drawn", 100 * mb, 95 * mb, false},
		{"nobody does anything", 100*mb + 1000, 95 * mb, true},
		{"little is held", 100*mb + 2000, 40 * mb, false},
		{"somebody types", 110 * mb, 60 * mb, false},
	} {
		if got := r.due(look.made, look.held); got != look.want {
			t.Errorf("%s: due = %v, want %v", look.name, got, look.want)
		}
	}
	if made, held := heap(); made == 0 || held == 0 {
		t.Errorf("the heap holds %d bytes and %d were ever made", held, made)
	}
}

func TestPulse(t *testing.T) {
	gone, alive := func() bool { return false }, func() bool { return true }
	p := NewPulse()
	p.born = p.born.Add(-time.Hour)
	if p.Dead(gone) {
		t.Error("a page that never came up is not dead: it may be starting")
	}
	p.Beat()
	if p.Dead(gone) {
		t.Error("dead right after a beat")
	}
	p.last.Add(-int64(silence + time.Second))
	if p.Dead(alive) || !p.Dead(gone) {
		t.Error("silence with a live process is not death; without one it is")
	}
}
