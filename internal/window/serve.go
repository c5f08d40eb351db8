package window

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// The placeholders stand in index.html where the session's secrets go.
const (
	NoncePlaceholder = "__STET_NONCE__"
	TokenPlaceholder = "__STET_TOKEN__"
)

// policy lets the page run its own files and nothing else: no frames, no
// inline script, no request that leaves the program. 'wasm-unsafe-eval' is for
// the language help, whose checkers are WebAssembly: it allows that to be
// compiled and no text to be run as script.
func (s Session) policy() string {
	return strings.Join([]string{
		"default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self' 'nonce-" + s.Nonce + "'",
		"img-src 'self' data:", "font-src 'self'", "connect-src 'self'", "worker-src 'self'",
		"frame-src 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'none'",
	}, "; ")
}

// PictureSource finds a picture's bytes by its name; the error of a picture
// that is not there wraps fs.ErrNotExist.
type PictureSource func(id string) ([]byte, error)

// Guard wraps the web view's asset server: every answer carries the policy,
// /asset/NAME serves pictures, and the page gets its token and nonce.
func (s Session) Guard(next http.Handler, pictures PictureSource) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", s.policy())
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		switch path := q.URL.Path; {
		case strings.HasPrefix(path, "/asset/"):
			servePicture(w, strings.TrimPrefix(path, "/asset/"), pictures)
		case path == "/" || path == "/index.html":
			s.servePage(w, q, next)
		default:
			next.ServeHTTP(w, q)
		}
	})
}

// servePage puts the session's token and nonce into the page. The page is the
// one document that a frame or a page of another origin cannot read; a script
// could be run by them, so the token stands in no script.
func (s Session) servePage(w http.ResponseWriter, q *http.Request, next http.Handler) {
	if site := q.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		http.Error(w, "not yours", http.StatusForbidden)
		return
	}
	page := &held{header: w.Header(), status: http.StatusOK}
	next.ServeHTTP(page, q)
	body := bytes.ReplaceAll(page.body.Bytes(), []byte(NoncePlaceholder), []byte(s.Nonce))
	body = bytes.ReplaceAll(body, []byte(TokenPlaceholder), []byte(s.Token))
	if w.Header().Get("Content-Length") != "" {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(page.status)
	_, _ = w.Write(body)
}

// held keeps an answer until its text can be changed.
type held struct {
	header http.Header
	body   bytes.Buffer
	status int
}

func (h *held) Header() http.Header         { return h.header }
func (h *held) Write(b []byte) (int, error) { return h.body.Write(b) }
func (h *held) WriteHeader(status int)      { h.status = status }

// assetName is the only form in which a picture can be asked for: a digest,
// and what the newsroom puts behind it for one of its renditions.
var assetName = regexp.MustCompile(`^[0-9a-f]{64}(?:-[0-9x]{1,5}){0,4}$`)

// servePicture serves a picture by its digest; its type is told from its
// bytes, and it may run nothing.
func servePicture(w http.ResponseWriter, name string, pictures PictureSource) {
	if !assetName.MatchString(name) || pictures == nil {
		http.Error(w, "no such picture", http.StatusNotFound)
		return
	}
	data, err := pictures(name)
	if errors.Is(err, fs.ErrNotExist) {
		http.Error(w, "no such picture", http.StatusNotFound)
		return
	}
	if err != nil {
		http.Error(w, "the picture cannot be read", http.StatusInternalServerError)
		return
	}
	kind := http.DetectContentType(data)
	if !strings.HasPrefix(kind, "image/") {
		http.Error(w, "not a picture", http.StatusUnsupportedMediaType)
		return
	}
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(data)
}
