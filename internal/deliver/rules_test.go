package deliver_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/deliver"
)

func failure(t *testing.T, err error, want deliver.Reason) *deliver.Failure {
	t.Helper()
	var f *deliver.Failure
	if !errors.As(err, &f) {
		t.Fatalf("%v, want a failure of kind %s", err, want)
	}
	if f.Reason != want {
		t.Errorf("%s (%v), want %s", f.Reason, f, want)
	}
	return f
}

func TestWhatCannotWorkIsSaidBeforeAnythingIsSent(t *testing.T) {
	good := deliver.Config{Name: "x", Kind: "wordpress", Address: "https://www.example.org/blog", User: "desk"}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*deliver.Config){
		"no kind":               func(c *deliver.Config) { c.Kind = "fax" },
		"no address":            func(c *deliver.Config) { c.Address = " " },
		"plain http":            func(c *deliver.Config) { c.Address = "http://www.example.org" },
		"http to a name":        func(c *deliver.Config) { c.Address = "http://localhost.example.org" },
		"another scheme":        func(c *deliver.Config) { c.Address = "ftp://www.example.org" },
		"a secret in it":        func(c *deliver.Config) { c.Address = "https://desk:secret@www.example.org" },
		"a query":               func(c *deliver.Config) { c.Address = "https://www.example.org/?key=1" },
		"no port":               func(c *deliver.Config) { c.Address = "https://www.example.org:99999" },
		"a line end in it":      func(c *deliver.Config) { c.Address = "https://www.example.org/a%0d%0aHost: b" },
		"a NUL in a folder":     func(c *deliver.Config) { c.Kind, c.Address = "sftp", "sftp://files.example.org/a%00b" },
		"no host":               func(c *deliver.Config) { c.Address = "https:///x" },
		"no user":               func(c *deliver.Config) { c.User = "" },
		"a profile of others":   func(c *deliver.Config) { c.Profile = "ghost" },
		"a folder by half":      func(c *deliver.Config) { c.Kind, c.Address = "folder", "incoming" },
		"a folder that embargo": func(c *deliver.Config) { c.Kind, c.Address, c.KeepsEmbargoes = "folder", "/srv", true },
		"sftp by https":         func(c *deliver.Config) { c.Kind = "sftp" },
	} {
		c := good
		change(&c)
		if err := c.Check(); !errors.Is(err, deliver.ErrConfig) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := deliver.New(c, deliver.Options{}); !errors.Is(err, deliver.ErrConfig) {
			t.Errorf("%s: made all the same: %v", name, err)
		}
	}
	for _, here := range []string{"http://127.0.0.1:8080", "HTTP://LOCALHOST:8080/blog", "http://[::1]:8080"} {
		good.Address = here
		if err := good.Check(); err != nil {
			t.Errorf("plain http to this machine: %v", err)
		}
	}
}

func TestAHostMustProveWhoItIs(t *testing.T) {
	inner := &fakeWP{}
	s := httptest.NewUnstartedServer(inner)
	s.Config.ErrorLog = quiet()
	s.StartTLS()
	defer s.Close()
	options := deliver.Options{Secret: func(context.Context) (string, error) { return secretOf["wordpress"], nil }}
	c := deliver.Config{Name: "x", Kind: "wordpress", Address: s.URL, User: "desk"}
	target, err := deliver.New(c, options)
	if err != nil {
		t.Fatal(err)
	}
	_, err = target.Test(t.Context())
	failure(t, err, deliver.Stranger)
	options.Roots = x509.NewCertPool()
	options.Roots.AddCert(s.Certificate())
	if target, err = deliver.New(c, options); err != nil {
		t.Fatal(err)
	}
	if _, err := target.Test(t.Context()); err != nil {
		t.Errorf("with its certificate known: %v", err)
	}
	c.Address = strings.Replace(s.URL, "127.0.0.1", "nobody.invalid", 1)
	if target, err = deliver.New(c, options); err != nil {
		t.Fatal(err)
	}
	_, err = target.Test(t.Context())
	failure(t, err, deliver.Offline)
}

// What proves who we are goes to the host that was named, and to no other.
func TestNobodyElseGetsTheSecret(t *testing.T) {
	heard := make(chan http.Header, 10)
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { heard <- r.Header }))
	defer other.Close()
	first := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		http.Redirect(out, r, other.URL+"/wp-json/", http.StatusFound)
	}))
	defer first.Close()
	for _, kind := range []string{"wordpress", "ghost", "webhook"} {
		_, err := targetAt(t, first.URL, kind, patient).Test(t.Context())
		if f := failure(t, err, deliver.Moved); f.Says != other.URL+"/wp-json/" {
			t.Errorf("%s: it says %q", kind, f.Says)
		}
	}
	if len(heard) > 0 {
		t.Errorf("another host was asked: %v", <-heard)
	}
}

// A host that says a secret back is not shown with it.
func TestASecretIsNotShown(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		_, password, _ := r.BasicAuth()
		refuse(out, 403, "no", "Go away, "+password+", "+strings.ReplaceAll(password, " ", "")+", "+r.Header.Get("Authorization"))
	}))
	defer s.Close()
	_, err := targetAt(t, s.URL, "wordpress", patient).Test(t.Context())
	f := failure(t, err, deliver.NoAccess)
	if !strings.HasPrefix(f.Says, "Go away, …") || strings.Contains(f.Says, "1234") || strings.Contains(f.Says, base64.StdEncoding.EncodeToString([]byte("desk:"+secretOf["wordpress"]))) {
		t.Errorf("it says %q", f.Says)
	}
}

// published is a story at a site of this kind, and what would be sent again.
func published(t *testing.T, kind string) (*site, deliver.Target, deliver.Parcel, article.Article) {
	t.Helper()
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	s, target := started(t, kind)
	p := deliver.Parcel{Bundle: packed(t, a, formatOf[kind]), Story: a.ID, Act: deliver.Publish}
	o, err := target.Send(t.Context(), p, func(deliver.Remote) {})
	if err != nil {
		t.Fatal(err)
	}
	p.Known = o.Remote
	return s, target, p, a
}

// changed sends a story, lets somebody change it there, and sends the next
// state.
func changed(t *testing.T, kind string, change func(s *site)) (deliver.Target, deliver.Parcel, error) {
	t.Helper()
	s, target, p, a := published(t, kind)
	change(s)
	seen, err := target.Read(t.Context(), p)
	if err != nil || !seen.Changed || seen.Version != p.Known.Version {
		t.Errorf("%s: read after the change: %+v, %v", kind, seen, err)
	}
	a.Rev, a.Body = 2, a.Body+"\n\nA new end.\n"
	p.Bundle = packed(t, a, formatOf[kind])
	_, err = target.Send(t.Context(), p, func(r deliver.Remote) { p.Known.Media = r.Media })
	return target, p, err
}

func TestWhatSomebodyChangedThereIsNotWrittenOver(t *testing.T) {
	edit := map[string]func(s *site){
		"wordpress": func(s *site) { s.inner.(*fakeWP).posts[0]["title"] = map[string]string{"raw": "Theirs"} },
		"ghost": func(s *site) {
			p := s.inner.(*fakeGhost).posts[0]
			p["title"], p["updated_at"] = "Theirs", "2026-11-21T00:00:00.000Z"
		},
	}
	unpublish := map[string]func(s *site){
		"wordpress": func(s *site) { s.inner.(*fakeWP).posts[0]["status"] = "draft" },
		"ghost": func(s *site) {
			p := s.inner.(*fakeGhost).posts[0]
			p["status"], p["updated_at"] = "draft", "2026-11-21T00:00:00.000Z"
		},
	}
	for _, kind := range []string{"wordpress", "ghost"} {
		for _, change := range []func(*site){edit[kind], unpublish[kind]} {
			var s *site
			target, p, err := changed(t, kind, func(on *site) { s = on; change(on) })
			f := failure(t, err, deliver.Conflict)
			if f.There.ID == "" || f.There.URL == "" || f.There.Version == p.Known.Version {
				t.Errorf("%s: there: %+v", kind, f.There)
			}
			p.Over = "something that was seen before"
			_, err = target.Send(t.Context(), p, func(deliver.Remote) {})
			failure(t, err, deliver.Conflict)
			p.Over = f.There.Version
			o, err := target.Send(t.Context(), p, func(deliver.Remote) {})
			if err != nil || o.State != deliver.Live || o.ID != p.Known.ID {
				t.Errorf("%s: written over by choice: %+v, %v", kind, o, err)
			}
			if stories, _ := made(s.inner); stories != 1 {
				t.Errorf("%s: %d stories", kind, stories)
			}
		}
	}
}

// Another desk that has the story sent a newer state of it: that is no lost
// sending of ours.
func TestWhatAnotherDeskSentIsNotWrittenOver(t *testing.T) {
	for _, kind := range []string{"wordpress", "ghost"} {
		a := sample("01989f2a-1b00-7000-8000-000000000007")
		_, target := started(t, kind)
		ours := deliver.Parcel{Story: a.ID, Act: deliver.Publish}
		theirs := ours
		send := func(p *deliver.Parcel, rev int64) error {
			a.Rev, a.Headlines.Main = rev, fmt.Sprint("State ", rev)
			p.Bundle = packed(t, a, formatOf[kind])
			_, err := target.Send(t.Context(), *p, func(r deliver.Remote) { p.Known = r })
			return err
		}
		if err := send(&ours, 1); err != nil {
			t.Fatal(err)
		}
		failure(t, send(&theirs, 2), deliver.Conflict) // they know nothing of ours
		theirs.Known = ours.Known
		if err := send(&theirs, 3); err != nil {
			t.Fatal(err)
		}
		failure(t, send(&ours, 4), deliver.Conflict)
	}
}

// The same state again: what somebody took offline there stays offline.
func TestWhatSomebodyTookOfflineIsNotPutBackByTheSameAgain(t *testing.T) {
	for _, kind := range []string{"wordpress", "ghost"} {
		s, target, p, _ := published(t, kind)
		switch inner := s.inner.(type) {
		case *fakeWP:
			inner.posts[0]["status"] = "draft"
		case *fakeGhost:
			inner.posts[0]["status"], inner.posts[0]["updated_at"] = "draft", "2026-11-21T00:00:00.000Z"
		}
		_, err := target.Send(t.Context(), p, func(deliver.Remote) {})
		failure(t, err, deliver.Conflict)
		p.Known = deliver.Remote{}
		_, err = target.Send(t.Context(), p, func(deliver.Remote) {})
		failure(t, err, deliver.Conflict)
	}
}

func TestWhatSomebodyDeletedThereComesBackByChoiceOnly(t *testing.T) {
	for _, kind := range []string{"wordpress", "ghost"} {
		s, target, p, _ := published(t, kind)
		s.inner = newInner(kind)
		_, err := target.Send(t.Context(), p, func(deliver.Remote) {})
		f := failure(t, err, deliver.Conflict)
		p.Over = f.There.Version
		if o, err := target.Send(t.Context(), p, func(deliver.Remote) {}); err != nil || o.State != deliver.Live {
			t.Errorf("%s: made again by choice: %+v, %v", kind, o, err)
		}
	}
}

// A kill asks nobody: whatever somebody did to the story there, it is taken away.
func TestAKillPassesEveryChange(t *testing.T) {
	target, p, err := changed(t, "wordpress", func(s *site) { s.inner.(*fakeWP).posts[0]["title"] = map[string]string{"raw": "Theirs"} })
	failure(t, err, deliver.Conflict)
	p.Act, p.Bundle = deliver.Withdraw, nil
	if o, err := target.Send(t.Context(), p, func(deliver.Remote) {}); err != nil || o.State != deliver.Gone {
		t.Errorf("killed: %+v, %v", o, err)
	}
	_, empty := started(t, "wordpress")
	if o, err := empty.Send(t.Context(), p, func(deliver.Remote) {}); err != nil || o.State != deliver.Absent {
		t.Errorf("killed where nothing is: %+v, %v", o, err)
	}
}

func TestAnotherStoryInItsPlaceStays(t *testing.T) {
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	for _, kind := range []string{"wordpress", "ghost"} {
		s, target := started(t, kind)
		p := deliver.Parcel{Bundle: packed(t, a, formatOf[kind]), Story: a.ID, Act: deliver.Publish}
		switch inner := s.inner.(type) {
		case *fakeWP:
			inner.posts = append(inner.posts, map[string]any{"id": 100, "slug": a.Slug, "status": "publish", "content": map[string]string{"raw": "Other words"}, "title": map[string]string{"raw": "Another"}})
		case *fakeGhost:
			inner.posts = append(inner.posts, map[string]any{"id": "000000000000000000000001", "slug": a.Slug, "status": "published", "title": "Another", "updated_at": "2026-11-20T12:00:00.000Z", "created_at": "2026-11-20T11:00:00.000Z"})
		}
		_, err := target.Send(t.Context(), p, func(deliver.Remote) {})
		f := failure(t, err, deliver.NotOurs)
		p.Over = f.There.Version
		o, err := target.Send(t.Context(), p, func(deliver.Remote) {})
		if err != nil || o.ID != f.There.ID {
			t.Errorf("%s: taken over by choice: %+v, %v", kind, o, err)
		}
		if stories, _ := made(s.inner); stories != 1 {
			t.Errorf("%s: %d stories", kind, stories)
		}
	}
}

func TestWhatASiteDropsIsTold(t *testing.T) {
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	a.Slugline = "WALL" // the desk's: no loss
	s, target := started(t, "wordpress")
	s.inner.(*fakeWP).dropContent = "<strong>old</strong>"
	o, err := target.Send(t.Context(), deliver.Parcel{Bundle: packed(t, a, "wprest"), Story: a.ID, Act: deliver.Publish}, func(deliver.Remote) {})
	if err != nil {
		t.Fatal(err)
	}
	fields := []string{}
	for _, d := range o.Differences {
		fields = append(fields, d.Field)
		if d.Field == "content" && (!strings.Contains(d.Sent, "<strong>old") || strings.Contains(d.Stored, "<strong>old")) {
			t.Errorf("of the content: %q became %q", d.Sent, d.Stored)
		}
	}
	if !slices.Contains(fields, "content") || !slices.Contains(fields, "meta.stet_overline") || slices.Contains(fields, "meta.stet_slugline") {
		t.Errorf("told: %v", fields)
	}
}

func TestAnEmbargoHolds(t *testing.T) {
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	at := time.Now().Add(24 * time.Hour).UTC().Truncate(time.Second)
	a.Embargo = &article.Embargo{At: at, Zone: "UTC"}
	for _, story := range []article.ID{a.ID, ""} { // a whole bundle too
		folder, err := deliver.New(deliver.Config{Name: "In", Kind: "folder", Address: t.TempDir()}, deliver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = folder.Send(t.Context(), deliver.Parcel{Bundle: packed(t, a), Story: story, Act: deliver.Publish}, func(deliver.Remote) {})
		failure(t, err, deliver.Refused)
		_, err = folder.Send(t.Context(), deliver.Parcel{Bundle: packed(t, a), Story: story, Act: deliver.Schedule, At: at}, func(deliver.Remote) {})
		failure(t, err, deliver.Setup)
	}
	for _, kind := range []string{"wordpress", "ghost", "webhook"} {
		s, target := started(t, kind)
		p := deliver.Parcel{Bundle: packed(t, a, formatOf[kind]), Story: a.ID, Act: deliver.Publish}
		_, err := target.Send(t.Context(), p, func(deliver.Remote) {})
		failure(t, err, deliver.Refused)
		if stories, _ := made(s.inner); stories != 0 {
			t.Errorf("%s: it went all the same", kind)
		}
		if kind == "webhook" {
			continue
		}
		p.Act, p.At = deliver.Schedule, at.Add(-time.Minute)
		_, err = target.Send(t.Context(), p, func(deliver.Remote) {})
		failure(t, err, deliver.Refused)
		p.At = at
		if o, err := target.Send(t.Context(), p, func(deliver.Remote) {}); err != nil || o.State != deliver.Scheduled || !o.At.Equal(at) {
			t.Errorf("%s: scheduled: %+v, %v", kind, o, err)
		}
	}
}

// A newsroom that was restored from an old backup knows nothing of a sending.
func TestWithNothingKnownAStoryAndItsPicturesAreFound(t *testing.T) {
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	for _, kind := range []string{"wordpress", "ghost"} {
		s, target := started(t, kind)
		p := deliver.Parcel{Bundle: packed(t, a, formatOf[kind]), Story: a.ID, Act: deliver.Publish}
		first, err := target.Send(t.Context(), p, func(deliver.Remote) {})
		if err != nil {
			t.Fatal(err)
		}
		again, err := target.Send(t.Context(), p, func(deliver.Remote) {})
		if err != nil || again.ID != first.ID || !maps.Equal(again.Media, first.Media) {
			t.Errorf("%s: %+v, %v; was %+v", kind, again, err, first)
		}
		if inner, ok := s.inner.(*fakeGhost); ok && inner.images != 1 {
			t.Errorf("%d pictures were uploaded", inner.images)
		}
		if stories, pictures := made(s.inner); stories != 1 || pictures != 1 {
			t.Errorf("%s: %d stories, %d pictures", kind, stories, pictures)
		}
	}
}

func TestWithoutASecretNobodyIsAsked(t *testing.T) {
	for _, kind := range []string{"wordpress", "ghost", "webhook"} {
		s, _ := started(t, kind)
		_, err := targetWith(t, s.URL, kind, "", patient).Test(t.Context())
		if f := failure(t, err, deliver.NoAccess); f.Says != "" || s.asked != 0 {
			t.Errorf("%s was asked all the same, and says %q", kind, f.Says)
		}
	}
}

func TestASiteWithoutPrettyAddresses(t *testing.T) {
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	s, target := started(t, "wordpress")
	s.inner.(*fakeWP).plain = true
	p := deliver.Parcel{Bundle: packed(t, a, "wprest"), Story: a.ID, Act: deliver.Publish}
	if o, err := target.Send(t.Context(), p, func(deliver.Remote) {}); err != nil || o.State != deliver.Live {
		t.Errorf("sent: %+v, %v", o, err)
	}
}

// WordPress publishes at once what is due within a minute: an embargo would be
// broken by as much.
func TestWordPressIsNotTrustedWithTheLastMinute(t *testing.T) {
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	s, target := started(t, "wordpress")
	p := deliver.Parcel{Bundle: packed(t, a, "wprest"), Story: a.ID, Act: deliver.Schedule, At: time.Now().Add(time.Minute)}
	_, err := target.Send(t.Context(), p, func(deliver.Remote) {})
	if f := failure(t, err, deliver.Later); f.After < 30*time.Second || f.After > 62*time.Second {
		t.Errorf("asked to wait %s", f.After)
	}
	if stories, _ := made(s.inner); stories != 0 {
		t.Error("it went all the same")
	}
}

// The signature is that of Standard Webhooks 1.0.0: id, time and body, each as
// it was sent.
func TestAnEventIsSigned(t *testing.T) {
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	s, target := started(t, "webhook")
	_, err := target.Send(t.Context(), deliver.Parcel{Bundle: packed(t, a, "ninjs"), Story: a.ID, Act: deliver.Publish}, func(deliver.Remote) {})
	if err != nil {
		t.Fatal(err)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secretOf["webhook"], "whsec_"))
	if err != nil {
		t.Fatal(err)
	}
	for id, event := range s.inner.(*listener).events {
		head, body, _ := strings.Cut(event, "\n")
		parts := strings.Fields(head)
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(id + "." + parts[1] + "." + body))
		if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); parts[2] != want || parts[0] != "story.published" {
			t.Errorf("%v, want the signature %s", parts, want)
		}
		for _, part := range []string{`"story":"urn:uuid:` + string(a.ID), `"headline":"Harbour wall to be raised"`, `"item":{"uri"`} {
			if !strings.Contains(body, part) {
				t.Errorf("the event does not say %s: %s", part, body)
			}
		}
	}
	_, err = targetWith(t, s.URL, "webhook", "whsec_short", patient).Test(t.Context())
	failure(t, err, deliver.Setup)
}
