package deliver_test

import (
	"net/http"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/deliver"
)

// atTime lets a fake site's clock go wrong.
func (s *site) atTime(ahead time.Duration) http.Handler {
	inner := s.inner
	s.inner = http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("Date", time.Now().Add(ahead).UTC().Format(http.TimeFormat))
		inner.ServeHTTP(out, r)
	})
	return inner
}

// What a site says of the time lets no story out before its own, and holds none
// back that is free.
func TestASitesClockOpensNoEmbargo(t *testing.T) {
	for _, kind := range []string{"wordpress", "ghost"} {
		a := sample("01989f2a-1b00-7000-8000-000000000007")
		at := time.Now().Add(24 * time.Hour).UTC().Truncate(time.Second)
		a.Embargo = &article.Embargo{At: at, Zone: "UTC"}
		s, target := started(t, kind)
		inner := s.atTime(48 * time.Hour)
		p := deliver.Parcel{Bundle: packed(t, a, formatOf[kind]), Story: a.ID, Act: deliver.Schedule, At: at}
		_, err := target.Send(t.Context(), p, func(deliver.Remote) {})
		if f := failure(t, err, deliver.Later); f.After < 23*time.Hour {
			t.Errorf("%s: asked to wait %s", kind, f.After)
		}
		p.Act = deliver.Publish
		_, err = target.Send(t.Context(), p, func(deliver.Remote) {})
		failure(t, err, deliver.Refused)
		if stories, _ := made(inner); stories != 0 {
			t.Errorf("%s: it went all the same", kind)
		}

		a.Embargo.At = time.Now().Add(-time.Second).UTC().Truncate(time.Second)
		s, target = started(t, kind)
		s.atTime(-10 * time.Minute)
		p.Bundle = packed(t, a, formatOf[kind])
		if o, err := target.Send(t.Context(), p, func(deliver.Remote) {}); err != nil || o.State != deliver.Live {
			t.Errorf("%s: free by now: %s, %v", kind, o.State, err)
		}
	}
}
