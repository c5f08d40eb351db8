package deliver_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"stet/internal/bundle"
	"stet/internal/deliver"
)

// secretOf the fake sites.
var secretOf = map[string]string{
	"wordpress": "abcd EFGH 1234 ijkl MNOP 5678",
	"ghost":     "6b0cc6a9c0af655ceb1b0cb4:288d67c46771cc188b90b627f770a25b0b0e6eea174cdb155405205b094be448",
	"webhook":   "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
}

var formatOf = map[string]string{"wordpress": "wprest", "ghost": "ghostrest", "webhook": "ninjs"}

// site is a fake CMS with one fault, at one of its answers.
type site struct {
	*httptest.Server
	sync.Mutex
	inner http.Handler
	asked int
	at    int // the number of the answer that is faulty; -1 = none
	fault fault
}

// fault answers in the place of a site. It may let the site do its work first.
type fault struct {
	name   string
	want   deliver.Reason
	after  time.Duration // at least what Failure.After must be
	answer func(s *site, out http.ResponseWriter, r *http.Request)
}

func (s *site) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	s.Lock()
	n := s.asked
	s.asked++
	s.Unlock()
	if n == s.at {
		s.fault.answer(s, out, r)
		return
	}
	s.inner.ServeHTTP(out, r)
}

func status(code int, header ...string) func(*site, http.ResponseWriter, *http.Request) {
	return func(_ *site, out http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			out.Header().Set(header[i], header[i+1])
		}
		out.WriteHeader(code)
		_, _ = io.WriteString(out, "<html><head><title>Oh no</title><script>alert(1)</script></head><body>Something <b>broke</b></body></html>")
	}
}

// raw writes an answer to the letter and cuts the line.
func raw(text string) func(*site, http.ResponseWriter, *http.Request) {
	return func(_ *site, out http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		line, _, err := out.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = io.WriteString(line, text)
		line.Close()
	}
}

// How long a target waits for an answer, where one comes, and where none does.
const (
	patient   = 20 * time.Second
	impatient = 150 * time.Millisecond
)

var faults = []fault{
	{"500", deliver.Later, 0, status(500)},
	{"502", deliver.Later, 0, status(502)},
	{"429 in seconds", deliver.Later, 7 * time.Second, status(429, "Retry-After", "7")},
	{"429 with a date", deliver.Later, 80 * time.Second, func(s *site, out http.ResponseWriter, r *http.Request) {
		status(429, "Retry-After", time.Now().Add(90*time.Second).UTC().Format(http.TimeFormat))(s, out, r)
	}},
	{"429 with an absurd number", deliver.Later, 6 * time.Hour, status(429, "Retry-After", "99999999999999999999")},
	{"429 with nonsense", deliver.Later, 0, status(429, "Retry-After", "-3 days")},
	{"hang", deliver.Later, 0, func(_ *site, _ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}},
	{"half an answer", deliver.Later, 0, raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{\"id\": 1, \"con")},
	{"wrong length", deliver.Later, 0, raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 9\r\n\r\n{\"id\": 1, \"content\": 3}")},
	{"no answer", deliver.Later, 0, raw("")},
	{"a page with 200", deliver.Later, 0, status(200, "Content-Type", "text/html")},
	{"expired token", deliver.NoAccess, 0, func(_ *site, out http.ResponseWriter, _ *http.Request) {
		answer(out, 401, map[string]any{"errors": []any{map[string]any{"message": "Invalid token: jwt expired"}}})
	}},
	{"409", deliver.Conflict, 0, status(409)},
	{"422", deliver.Refused, 0, status(422)},
	{"redirect to another host", deliver.Moved, 0, func(_ *site, out http.ResponseWriter, r *http.Request) {
		http.Redirect(out, r, "http://elsewhere.test"+r.URL.Path+"?key=1", http.StatusTemporaryRedirect)
	}},
	{"huge body", deliver.Later, 0, func(_ *site, out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", "application/json")
		for range 10 << 10 {
			if _, err := out.Write([]byte(strings.Repeat(" ", 1024))); err != nil {
				return
			}
		}
	}},
	{"accepted, then silence", deliver.Later, 0, func(s *site, _ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		s.inner.ServeHTTP(httptest.NewRecorder(), r)
		<-r.Context().Done()
	}},
}

// made is how often a site has the story, and its pictures.
func made(inner http.Handler) (stories, pictures int) {
	switch s := inner.(type) {
	case *fakeWP:
		return len(s.posts), len(s.media)
	case *fakeGhost:
		return len(s.posts), 1
	case *listener:
		return len(s.events), 1
	}
	return 0, 0
}

func (s *site) kind() string {
	switch s.inner.(type) {
	case *fakeWP:
		return "wordpress"
	case *fakeGhost:
		return "ghost"
	}
	return "webhook"
}

func newInner(kind string) http.Handler {
	switch kind {
	case "wordpress":
		return &fakeWP{}
	case "ghost":
		return &fakeGhost{}
	}
	return &listener{events: map[string]string{}}
}

func started(t *testing.T, kind string) (*site, deliver.Target) {
	t.Helper()
	s := &site{inner: newInner(kind), at: -1}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s, targetAt(t, s.URL, kind, patient)
}

func targetAt(t *testing.T, address, kind string, patience time.Duration) deliver.Target {
	t.Helper()
	return targetWith(t, address, kind, secretOf[kind], patience)
}

func targetWith(t *testing.T, address, kind, secret string, patience time.Duration) deliver.Target {
	t.Helper()
	target, err := deliver.New(deliver.Config{Name: kind, Kind: kind, Address: address, User: "desk"}, deliver.Options{
		Program: "stet test", Patience: patience,
		Secret: func(context.Context) (string, error) { return secret, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return target
}

// acts are what a story goes through; each begins where the one before it ended.
var acts = []struct {
	name string
	act  deliver.Act
	rev  int64
	want map[string]deliver.State
}{
	{"publish", deliver.Publish, 1, map[string]deliver.State{"wordpress": deliver.Live, "ghost": deliver.Live, "webhook": deliver.Left}},
	{"correct", deliver.Publish, 2, map[string]deliver.State{"wordpress": deliver.Live, "ghost": deliver.Live, "webhook": deliver.Left}},
	{"kill", deliver.Withdraw, 2, map[string]deliver.State{"wordpress": deliver.Gone, "ghost": deliver.Draft, "webhook": deliver.Gone}},
}

// The n-th answer fails, for every n that a sending has, in every way: it ends
// in the right failure, nothing secret is told, and the next sending brings the
// story there, once.
func TestEveryAnswerMayFailInEveryWay(t *testing.T) {
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	bundles := map[string]*bundle.Opened{}
	for _, kind := range []string{"wordpress", "ghost", "webhook"} {
		for rev := range int64(2) {
			a.Rev, a.Headlines.Main = rev+1, fmt.Sprint("Harbour wall to be raised, ", rev+1)
			bundles[kind+fmt.Sprint(rev+1)] = packed(t, a, formatOf[kind])
		}
	}
	for _, kind := range []string{"wordpress", "ghost", "webhook"} {
		for i, act := range acts {
			answers := failsAt(t, bundles, kind, i, fault{}, -1)
			for _, f := range faults {
				if kind == "webhook" && f.name == "wrong length" {
					continue // what it answers makes no difference, as long as it says yes
				}
				t.Run(kind+"/"+act.name+"/"+f.name, func(t *testing.T) {
					t.Parallel()
					var all sync.WaitGroup // most of the time is waited away
					for n := range answers {
						all.Go(func() { failsAt(t, bundles, kind, i, f, n) })
					}
					all.Wait()
				})
			}
		}
	}
}

// failsAt lets the n-th answer of an act fail, and gives how many it has.
func failsAt(t *testing.T, bundles map[string]*bundle.Opened, kind string, last int, f fault, n int) int {
	s, target := started(t, kind)
	p := deliver.Parcel{Story: "01989f2a-1b00-7000-8000-000000000007"}
	note := func(r deliver.Remote) { p.Known = r }
	for i := range last + 1 {
		p.Act, p.Bundle = acts[i].act, bundles[kind+fmt.Sprint(acts[i].rev)]
		s.asked = 0
		if i == last && n >= 0 {
			s.fault, s.at = f, n
			fails(t, target, s, p, note, f, n)
			s.at = -1
		}
		o, err := target.Send(t.Context(), p, note)
		if err != nil {
			t.Errorf("answer %d: sent again: %v", n, err)
			return 0
		}
		if o.Changed || o.State != acts[i].want[kind] {
			t.Errorf("answer %d: %s, changed: %v", n, o.State, o.Changed)
		}
		p.Known = o.Remote
	}
	events := 1
	if kind == "webhook" {
		events = last + 1
	}
	if stories, pictures := made(s.inner); stories != events || pictures != 1 {
		t.Errorf("answer %d: the story is there %d times with %d pictures", n, stories, pictures)
	}
	return s.asked
}

// fails sends into a fault.
func fails(t *testing.T, target deliver.Target, s *site, p deliver.Parcel, note func(deliver.Remote), f fault, n int) {
	kind := s.kind()
	if strings.Contains(f.name, "hang") || strings.Contains(f.name, "silence") {
		target = targetAt(t, s.URL, kind, impatient)
	}
	_, err := target.Send(t.Context(), p, note)
	var failure *deliver.Failure
	if !errors.As(err, &failure) {
		if f.name != "no answer" || err != nil { // a question may be asked again when a line was cut
			t.Errorf("answer %d: %v, want a failure", n, err)
		}
		return
	}
	if failure.Reason != f.want || failure.After < f.after || failure.After > 6*time.Hour || f.after == 0 && failure.After != 0 {
		t.Errorf("answer %d: %s after %s (%v), want %s after %s", n, failure.Reason, failure.After, failure, f.want, f.after)
	}
	if strings.ContainsAny(failure.Says, "<>") || len(failure.Says) > 1000 {
		t.Errorf("answer %d: it says %q", n, failure.Says)
	}
	for _, secret := range strings.FieldsFunc(secretOf[kind], func(r rune) bool { return r == ':' }) {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("answer %d: the failure tells the secret: %v", n, err)
		}
	}
}

// listener is who hears a webhook: an event counts once, by its id.
type listener struct {
	sync.Mutex
	events map[string]string
}

func (l *listener) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	l.Lock()
	defer l.Unlock()
	body, _ := io.ReadAll(r.Body)
	var e struct{ Type string }
	if json.Unmarshal(body, &e) == nil {
		l.events[r.Header.Get("webhook-id")] = fmt.Sprint(e.Type, " ", r.Header.Get("webhook-timestamp"), " ", r.Header.Get("webhook-signature"), "\n", string(body))
	}
	out.WriteHeader(http.StatusNoContent)
}

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
