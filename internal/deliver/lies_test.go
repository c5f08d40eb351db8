package deliver_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"stet/internal/bundle"
	"stet/internal/deliver"
)

// lies are answers of a site that is ill or was taken over: it says yes, in
// good JSON, and means nothing by it.
var lies = []string{`null`, `{}`, `[]`, `[null]`, `[{}]`, `{"posts":null}`, `{"posts":[]}`, `{"posts":[null]}`, `{"posts":[{}]}`,
	`{"images":[null]}`, `{"id":77}`, `[{"id":77,"slug":"another"}]`, `{"posts":[{"id":"77","url":"http://quay.test/77"}]}`}

// lying says yes with a text.
func lying(text string) fault {
	return fault{name: text, answer: func(_ *site, out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(out, text)
	}}
}

// shownThere reports whether readers of a fake site get the story.
func shownThere(inner http.Handler) bool {
	switch s := inner.(type) {
	case *fakeWP:
		return len(s.posts) > 0 && s.posts[0]["status"] == "publish"
	case *fakeGhost:
		return len(s.posts) > 0 && s.posts[0]["status"] == "published"
	}
	return false
}

// Whatever one answer says: what did not happen is not told as done, and the
// next sending brings the story there once, or has it taken down.
func TestWhatASiteSaysInItsFeverIsNotBelieved(t *testing.T) {
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	for _, kind := range []string{"wordpress", "ghost"} {
		bundles := map[string]*bundle.Opened{}
		for rev := range int64(2) {
			a.Rev, a.Headlines.Main = rev+1, fmt.Sprint("Harbour wall to be raised, ", rev+1)
			bundles[kind+fmt.Sprint(rev+1)] = packed(t, a, formatOf[kind])
		}
		for last, act := range acts {
			answers := failsAt(t, bundles, kind, last, fault{}, -1)
			for _, lie := range lies {
				for n := range answers {
					t.Run(fmt.Sprint(kind, "/", act.name, "/", lie, "/", n), func(t *testing.T) {
						t.Parallel()
						believes(t, bundles, kind, last, lying(lie), n)
					})
				}
			}
		}
	}
}

func believes(t *testing.T, bundles map[string]*bundle.Opened, kind string, last int, f fault, n int) {
	s, target := started(t, kind)
	p := deliver.Parcel{Story: "01989f2a-1b00-7000-8000-000000000007"}
	note := func(r deliver.Remote) { p.Known = r }
	var told deliver.Outcome
	for i := range last + 1 {
		p.Act, p.Bundle = acts[i].act, bundles[kind+fmt.Sprint(acts[i].rev)]
		s.asked = 0
		if i == last {
			s.fault, s.at = f, n
		}
		o, err := target.Send(t.Context(), p, note)
		if err == nil {
			p.Known = o.Remote
		}
		told = o
		var failure *deliver.Failure
		if err != nil && !errors.As(err, &failure) || i < last && err != nil {
			t.Fatal(err)
		}
		if err != nil {
			told.State = ""
		}
	}
	s.at = -1
	if told.State == deliver.Live && !shownThere(s.inner) || (told.State == deliver.Gone || told.State == deliver.Absent || told.State == deliver.Draft) && shownThere(s.inner) {
		t.Errorf("told as %s, and it is not so", told.State)
	}
	o, err := target.Send(t.Context(), p, note)
	if p.Known.ID == "77" { // it said that it made the story: whoever looks there decides
		failure(t, err, deliver.Conflict)
		return
	}
	if err != nil || o.State != acts[last].want[kind] {
		t.Errorf("sent again: %s, %v (before: %s)", o.State, err, told.State)
	}
	if stories, _ := made(s.inner); stories != 1 {
		t.Errorf("the story is there %d times", stories)
	}
}

// Where a story stands is kept and can be opened: what is no address of a page
// is not taken for one, and the story is there all the same.
func TestAnAddressThatIsNone(t *testing.T) {
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	for _, kind := range []string{"wordpress", "ghost"} {
		for _, said := range []string{"javascript:alert(1)", "file:///etc/passwd", "/relative", "http://quay.test/" + strings.Repeat("x", 10<<10), ""} {
			s, _ := started(t, kind)
			lying := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
				heard := httptest.NewRecorder()
				s.inner.ServeHTTP(heard, r)
				out.Header().Set("Content-Type", heard.Header().Get("Content-Type"))
				out.WriteHeader(heard.Code)
				_, _ = io.WriteString(out, pages.ReplaceAllStringFunc(heard.Body.String(), func(found string) string { name, _, _ := strings.Cut(found, ":"); return name + `:"` + said + `"` }))
			}))
			t.Cleanup(lying.Close)
			p := deliver.Parcel{Bundle: packed(t, a, formatOf[kind]), Story: a.ID, Act: deliver.Publish}
			o, err := targetAt(t, lying.URL, kind, patient).Send(t.Context(), p, func(deliver.Remote) {})
			if err != nil || o.State != deliver.Live || o.URL != "" {
				t.Errorf("%s, %.30s: %s at %.40q, %v", kind, said, o.State, o.URL, err)
			}
		}
	}
}

// pages are the addresses of stories in answers of the fake sites.
var pages = regexp.MustCompile(`"(link|url)":"http://quay.test/[^"/]*"`)
