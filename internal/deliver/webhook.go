package deliver

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
)

// webhook tells an address what became of a story, signed as in Standard
// Webhooks 1.0.0. It cannot be asked what it did with it.
type webhook struct {
	config  Config
	options Options
}

// event is what is posted. Its timestamp is that of the story, not of the
// attempt: the same event is the same bytes, however often it is tried.
type event struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      eventData `json:"data"`
}

type eventData struct {
	Story    string               `json:"story,omitempty"` // urn:uuid:…
	Front    string               `json:"front,omitempty"` // the same of a front
	Rev      int64                `json:"rev,omitempty"`
	Slug     string               `json:"slug,omitempty"`
	Headline string               `json:"headline,omitempty"`
	Section  string               `json:"section,omitempty"`
	Language string               `json:"language,omitempty"`
	Embargo  time.Time            `json:"embargo,omitzero"`
	Notices  []article.Correction `json:"corrections,omitempty"`
	Bundle   string               `json:"bundle,omitempty"` // its digest
	Files    []eventFile          `json:"files,omitempty"`
	Item     json.RawMessage      `json:"item,omitempty"` // the story as ninjs, a front as front.json
}

type eventFile struct {
	Path   string `json:"path"`
	Type   string `json:"type"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

// eventTypes by act.
var eventTypes = map[Act]string{
	Publish: "story.published", HoldBack: "story.held", Withdraw: "story.withdrawn",
}

// open makes a client that signs. What is signed is what is sent: id, time and
// body.
func (t *webhook) open(ctx context.Context) (*client, []byte, error) {
	secret, err := t.options.secret(ctx, "get the signing secret")
	if err != nil {
		return nil, nil, err
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(strings.TrimSpace(secret), "whsec_"))
	if err != nil || len(key) < 24 || len(key) > 64 {
		return nil, nil, failed(Setup, "read the signing secret", errors.New("a signing secret is whsec_ and 24 to 64 bytes in base64"))
	}
	c, err := newClient(t.config, t.options, secret)
	if err != nil {
		return nil, nil, failed(Setup, "read the address", err)
	}
	return c, key, nil
}

// signature is the header of a message.
func signature(key []byte, id string, at time.Time, body []byte) string {
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%d.", id, at.Unix())
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func (t *webhook) post(ctx context.Context, doing, id string, e event) error {
	body, err := json.Marshal(e)
	if err != nil {
		return failed(Unfit, doing, err)
	}
	c, key, err := t.open(ctx)
	if err != nil {
		return err
	}
	defer c.close()
	at := c.now()
	a, err := c.do(ctx, call{
		doing: doing, method: http.MethodPost, kind: "application/json", body: body,
		header: map[string]string{
			"webhook-id": id, "webhook-timestamp": strconv.FormatInt(at.Unix(), 10), "webhook-signature": signature(key, id, at, body),
		},
	})
	switch {
	case err != nil:
		return err
	case a.status == http.StatusGone: // it wants nothing more from here
		f := c.failure(Setup, doing, a)
		f.Err = &statusError{a.status}
		return f
	case a.status >= 300:
		return c.refusal(doing, a)
	case a.kind == "text/html": // a sign-in or a page of the network's, whatever its status says
		f := c.failure(Later, doing, a)
		f.Err = errNoData
		return f
	}
	return nil
}

// Test posts an event that nobody need heed: a webhook has no other way to be
// asked.
func (t *webhook) Test(ctx context.Context) (Tested, error) {
	id := "msg_test" + strings.ToLower(rand.Text())
	err := t.post(ctx, "post a test", id, event{Type: "stet.test", Timestamp: t.options.Now().UTC().Truncate(time.Second)})
	if err != nil {
		return Tested{}, err
	}
	return Tested{Says: t.config.Address, Warnings: []string{}}, nil
}

func (t *webhook) Send(ctx context.Context, p Parcel, note func(Remote)) (Outcome, error) {
	e := event{Type: eventTypes[p.Act], Timestamp: p.At}
	switch {
	case p.Front != "":
		e.Type, e.Data.Front = strings.Replace(e.Type, "story.", "front.", 1), p.Front.URN()
	case p.Story != "":
		e.Data.Story = p.Story.URN()
	default:
		e.Type = "bundle.made"
	}
	if p.Bundle != nil {
		if err := e.describe(p); err != nil {
			return Outcome{}, err
		}
		if err := p.mayGoNow(t.options.Now()); err != nil {
			return Outcome{}, err
		}
		if carried, ok := p.Bundle.Story(p.Story); ok {
			e.Timestamp = carried.Updated
		}
	}
	if e.Timestamp.IsZero() {
		e.Timestamp = t.options.Now().UTC().Truncate(time.Second)
	}
	taken := string(p.Act) + " " + e.Data.Bundle
	if p.Known.Version == taken {
		return told(p.Known, p.Act), nil // the address took it before
	}
	id := messageID(p, e.Data.Bundle)
	if err := t.post(ctx, "post the event", id, e); err != nil {
		return Outcome{}, err
	}
	known := Remote{ID: id, Version: taken, Digest: e.Data.Bundle}
	note(known)
	return told(known, p.Act), nil
}

// told: what the address does with it, nobody can say. A kill is done when it
// has been told.
func told(known Remote, act Act) Outcome {
	o := Outcome{Remote: known, State: Left, Differences: []Difference{}}
	if act == Withdraw {
		o.State = Gone
	}
	return o
}

// messageID is the same for each attempt at one event, so that whoever listens
// takes it once.
func messageID(p Parcel, digest string) string {
	return "msg_" + digestOf(string(p.Story+p.Front), string(p.Act), digest, p.Known.ID)[:32]
}

// describe says what the bundle has of the story.
func (e *event) describe(p Parcel) error {
	e.Data.Bundle = p.Bundle.Digest
	if p.Front != "" {
		return e.front(p)
	}
	c, ok := p.Bundle.Story(p.Story)
	if !ok {
		return nil
	}
	e.Data.Rev, e.Data.Slug, e.Data.Headline, e.Data.Section = c.Rev, c.Slug, c.Headline, c.Section
	e.Data.Language, e.Data.Embargo, e.Data.Notices = c.Language, c.Embargo, c.Corrections
	for _, f := range p.Bundle.Of(p.Story, "") {
		e.Data.Files = append(e.Data.Files, eventFile{f.Path, f.Type, f.Size, f.SHA256})
		if err := e.item(p, f); err != nil {
			return err
		}
	}
	return nil
}

// front puts the front itself in, as the bundle tells it to programs: order,
// words and addresses. The stories have events of their own.
func (e *event) front(p Parcel) error {
	for _, f := range p.Bundle.Of("", "front") {
		if path.Base(f.Path) != "front.json" {
			continue
		}
		data, err := p.Bundle.Read(f)
		if err == nil {
			err = json.Unmarshal(data, &e.Data.Item)
		}
		if err != nil {
			return failed(Unfit, "take the front out of the bundle", err)
		}
	}
	return nil
}

// item puts the story itself in, where the bundle has it as ninjs: the newest
// of its versions comes last.
func (e *event) item(p Parcel, f bundle.CarriedFile) error {
	if !strings.HasPrefix(f.Format, "ninjs") {
		return nil
	}
	data, err := p.Bundle.Read(f)
	if err == nil {
		err = json.Unmarshal(data, &e.Data.Item)
	}
	if err != nil {
		return failed(Unfit, "take the story out of the bundle", err)
	}
	return nil
}

// Read says what was sent: the address answers no questions.
func (t *webhook) Read(_ context.Context, p Parcel) (Outcome, error) {
	o := Outcome{Remote: p.Known, State: Absent, Differences: []Difference{}}
	if p.Known.Digest != "" {
		o.State = Left
	}
	return o, nil
}
