//go:build consumers

package deliver_test

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"

	"stet/internal/article"
	"stet/internal/deliver"
)

// Real software that somebody started: `make consumers` does.
func TestARealWordPress(t *testing.T) {
	address, secret := os.Getenv("STET_WORDPRESS"), os.Getenv("STET_WORDPRESS_SECRET")
	if address == "" {
		t.Fatal("STET_WORDPRESS names no site")
	}
	wholeWay(t, deliver.Config{Name: "Site", Kind: "wordpress", Address: address, User: cmp.Or(os.Getenv("STET_WORDPRESS_USER"), "admin")}, secret, "wprest", deliver.Gone)
}

func TestARealGhost(t *testing.T) {
	address, secret := os.Getenv("STET_GHOST"), os.Getenv("STET_GHOST_SECRET")
	if address == "" {
		t.Fatal("STET_GHOST names no site")
	}
	wholeWay(t, deliver.Config{Name: "Site", Kind: "ghost", Address: address}, secret, "ghostrest", deliver.Draft)
}

// everyElement is what a body may hold beside the sample's.
const everyElement = `
:::pullquote Anna Reyes, harbour authority
There was no rehearsal.
:::

:::factbox The gate in numbers
- **62 metres** across
- **18 minutes** to close
:::

:::correction
This article was amended on 3 December.
:::

:::embed https://video.example/watch?v=1 The night in one minute
Seen from the customs house.
:::

1. one
2. two
   - nested

A ~~struck~~ word, H~2~O and a note.[^1] متن فارسی & <angle> “quotes” {{ braces }} [shortcode] ]]>

    code & <b>

---

[^1]: Said on Monday.
`

// wholeWay takes one story through all that may become of it.
func wholeWay(t *testing.T, c deliver.Config, secret, format string, killed deliver.State) {
	ctx := t.Context()
	target, err := deliver.New(c, deliver.Options{
		Program: "stet test", Secret: func(context.Context) (string, error) { return secret, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	tested, err := target.Test(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("tested: %+v", tested)
	a := sample(article.ID(uuid.Must(uuid.NewV7()).String()))
	a.Body += everyElement
	p := deliver.Parcel{Bundle: packed(t, a, format), Story: a.ID, Act: deliver.Schedule, At: time.Now().Add(48 * time.Hour).Truncate(time.Second)}
	page := "" // where readers find it
	send := func(what string, want deliver.State) deliver.Outcome {
		t.Helper()
		o, err := target.Send(ctx, p, func(r deliver.Remote) { p.Known = r })
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if o.State != want || o.Changed {
			t.Errorf("%s: %s (changed: %v), want %s", what, o.State, o.Changed, want)
		}
		t.Logf("%s: %s %s %s", what, o.State, o.URL, o.At)
		for _, d := range o.Differences {
			t.Logf("   %s\n      sent   %q\n      stored %q", d.Field, d.Sent, d.Stored)
		}
		p.Known = o.Remote
		if o.State == deliver.Live {
			page = o.URL
		}
		if got := readersGet(t, page, a.Headlines.Main); got != (o.State == deliver.Live) {
			t.Errorf("%s: readers get it: %v", what, got)
		}
		return o
	}
	if o := send("schedule", deliver.Scheduled); !o.At.Equal(p.At) {
		t.Errorf("scheduled for %s, want %s", o.At, p.At)
	}
	p.Act = deliver.Publish
	first := send("publish", deliver.Live)
	if time.Since(first.At).Abs() > time.Hour {
		t.Errorf("published at %s", first.At)
	}
	if again := send("publish again", deliver.Live); again.ID != first.ID || !again.At.Equal(first.At) {
		t.Errorf("the same again is %s at %s, was %s at %s", again.ID, again.At, first.ID, first.At)
	}
	p.Known = deliver.Remote{}
	if found := send("with nothing known", deliver.Live); found.ID != first.ID {
		t.Errorf("found as %s, was %s", found.ID, first.ID)
	}
	behind := p // a desk that does not hear of the correction
	a.Rev, a.Headlines.Main, a.Body = 2, "Harbour wall is raised", a.Body+"\n\nA new end.\n"
	a.Pictures[0].Alt = "The wall, higher now"
	p.Bundle = packed(t, a, format)
	if o := send("correct", deliver.Live); o.ID != first.ID || !o.At.Equal(first.At) {
		t.Errorf("corrected is %s at %s, was %s at %s", o.ID, o.At, first.ID, first.At)
	}
	if o, err := target.Read(ctx, p); err != nil || o.State != deliver.Live || o.Changed || len(o.Differences) > 12 {
		t.Errorf("read: %+v, %v", o, err)
	}
	a.Rev, a.Headlines.Main = 3, "Harbour wall is not raised"
	behind.Bundle = packed(t, a, format)
	_, err = target.Send(ctx, behind, func(deliver.Remote) {})
	failure(t, err, deliver.Conflict)
	a.Headlines.Main = "Harbour wall is raised"
	p.Act = deliver.HoldBack
	send("hold back", deliver.Draft)
	p.Act = deliver.Publish
	if o := send("publish once more", deliver.Live); !o.At.Equal(first.At) {
		t.Errorf("published once more at %s, was %s", o.At, first.At)
	}
	p.Act = deliver.Withdraw
	send("kill", killed)
	send("kill again", killed)
	p.Act = deliver.Publish
	send("back from the dead", deliver.Live)
}

// readersGet asks for the page as a reader does.
func readersGet(t *testing.T, page, headline string) bool {
	t.Helper()
	if page == "" {
		return false
	}
	r, err := http.Get(page)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return err == nil && r.StatusCode == 200 && bytes.Contains(body, []byte(headline))
}
