package deliver

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	"stet/internal/bundle"
)

// post is a story as a CMS of the bundle's formats takes it, before names
// became numbers and files addresses.
type post struct {
	fields   members             // as they are sent: title, slug, excerpt
	content  string              // the body; it names pictures by their paths
	names    map[string][]string // by field: categories, tags
	category string              // what the newsroom says the CMS calls the section
	author   string
	featured string // path of the lead picture
	media    []mediaFile
}

// mediaFile is a picture of a story.
type mediaFile struct {
	path   string // as the body names it
	kind   string // media type
	sha256 string
	words  members // alternative text, caption and so on, as the CMS calls them
	stem   string  // what its name begins with there
	read   func() ([]byte, error)
}

// name is the name at a CMS, less its ending. It holds the digest, so that the
// picture is found again.
func (f mediaFile) name() string { return strings.Trim(f.stem+"-"+f.sha256[:16], "-") }

// called is how an editor knows the picture, where the bundle says it.
func (f mediaFile) called() string {
	if title := f.words.text("title"); title != "" {
		return fmt.Sprintf("the picture %q", title)
	}
	return "a picture"
}

func (p *post) find(path string) (mediaFile, bool) {
	i := slices.IndexFunc(p.media, func(f mediaFile) bool { return f.path == path })
	if i < 0 {
		return mediaFile{}, false
	}
	return p.media[i], true
}

// body is the body with the addresses of its pictures; false where one of them
// has none.
func (p *post) body(up map[string]Media) (string, bool) {
	body, whole := p.content, true
	for _, f := range p.media {
		m, ok := up[f.sha256]
		if !ok {
			whole = false
			continue
		}
		body = strings.ReplaceAll(body, `"`+html.EscapeString(f.path)+`"`, `"`+html.EscapeString(m.URL)+`"`)
	}
	return body, whole
}

// payload is the one file of a kind that a bundle holds of a story.
func payload(p Parcel, folder string, into any) error {
	const doing = "take the story out of the bundle"
	if p.Bundle == nil {
		return &Failure{Reason: Unfit, Doing: doing, Err: bundle.ErrNoFile}
	}
	for _, f := range p.Bundle.Of(p.Story, "") {
		if !strings.HasPrefix(f.Path, folder) {
			continue
		}
		data, err := p.Bundle.Read(f)
		if err == nil {
			err = json.Unmarshal(data, into)
		}
		if err != nil {
			return failed(Unfit, doing, err)
		}
		return nil
	}
	return &Failure{Reason: Unfit, Doing: doing, Err: fmt.Errorf("%w: %s of story %s", bundle.ErrNoFile, folder, p.Story)}
}

// mayGo: what waits for its time is not published before it, whoever asks. The
// outbox has looked at all that stops a story; this looks at what would leave.
// It goes by this machine's clock: what a host says of the time opens nothing.
func (p Parcel) mayGo(now time.Time) error {
	at := now
	if p.Act == Schedule {
		at = p.At
	}
	for _, carried := range p.Bundle.Stories {
		if (p.Story == "" || p.Story == carried.ID) && carried.Embargo.After(at) {
			return &Failure{Reason: Refused, Doing: "publish the story", Err: fmt.Errorf("%w until %s", errEmbargo, carried.Embargo.Format(time.RFC3339))}
		}
	}
	return nil
}

// holds: a site keeps a story until its time only where that lies ahead by its
// own clock, by so much. One whose clock is ahead would let it out at once; that
// waits, and is published when it is time by ours.
func (c *client) holds(p Parcel, margin time.Duration) error {
	wait := p.At.Sub(c.now())
	if p.Act != Schedule || wait <= 0 || wait-c.skew >= margin {
		return nil
	}
	return &Failure{Reason: Later, Doing: "have the story held until its time", After: wait, Err: errTooSoon}
}

var errTooSoon = errors.New("its time is too near by the site's clock, which would let it out at once")

// mayGoNow is mayGo at a target that holds nothing until its time: whoever
// listens there would have the story at once.
func (p Parcel) mayGoNow(now time.Time) error {
	if p.Act == Schedule {
		return &Failure{Reason: Setup, Doing: "hold the story until its time", Err: errHoldsNothing}
	}
	return p.mayGo(now)
}

var errHoldsNothing = errors.New("this target takes what it gets at once")

var errEmbargo = errors.New("it is under embargo")

// firstPublished is since when readers had it elsewhere; zero = they get it
// here first, now.
func (p Parcel) firstPublished(now time.Time) time.Time {
	carried, _ := p.Bundle.Story(p.Story)
	if carried.FirstPublished.After(now) {
		return time.Time{}
	}
	return carried.FirstPublished
}

// file is a picture of the bundle.
func (p Parcel) file(path, src, kind, stem string, words members) (mediaFile, error) {
	f, err := p.Bundle.Find(path)
	if err != nil {
		return mediaFile{}, failed(Unfit, "take a picture out of the bundle", err)
	}
	return mediaFile{
		path: src, kind: kind, sha256: f.SHA256, stem: stem, words: words,
		read: func() ([]byte, error) { return p.Bundle.Read(f) },
	}, nil
}

// membersOf are the members of a value that is written as an object.
func membersOf(value any) (members, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	m := members{}
	return m, json.Unmarshal(data, &m)
}
