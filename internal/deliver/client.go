package deliver

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// client speaks to one host, and to no other.
type client struct {
	base     *url.URL
	http     *http.Client
	program  string
	now      func() time.Time
	sign     func(*http.Request) error // adds what proves who we are
	patience time.Duration
	secrets  []string      // never shown, whatever a host makes of them
	skew     time.Duration // how far the host's clock is ahead, by its newest answer
}

// maxAnswer is what an answer may hold; a story with all its revisions at a CMS
// is far below.
const maxAnswer = 8 << 20

// slowest is what a line must carry in a second for a picture to get through.
const slowest = 32 << 10

// newClient keeps no connection: a target is spoken to for a moment, and its
// next sending may be tomorrow.
func newClient(c Config, o Options, secret string) (*client, error) {
	base, err := url.Parse(c.Address)
	if err != nil {
		return nil, fmt.Errorf("%w: %q is no address", ErrConfig, c.Address)
	}
	base.Path = strings.TrimSuffix(base.Path, "/")
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = o.tls()
	transport.ResponseHeaderTimeout = o.patience()
	transport.MaxResponseHeaderBytes = 256 << 10
	cl := &client{base: base, program: o.Program, now: o.Now, patience: o.patience(), secrets: secretsOf(secret)}
	cl.http = &http.Client{Transport: transport, CheckRedirect: stayHere}
	return cl, nil
}

// secret is what proves who we are. A target that has none given is not asked
// without: it would only say that it knows nobody by that name.
func (o Options) secret(ctx context.Context, doing string) (string, error) {
	secret, err := o.Secret(ctx)
	if err != nil && ctx.Err() != nil {
		return "", ctx.Err()
	}
	if err == nil && strings.TrimSpace(secret) == "" {
		err = errNoSecret
	}
	if err != nil {
		return "", failed(NoAccess, doing, err)
	}
	return secret, nil
}

var errNoSecret = errors.New("none is kept for this target, and none was given")

func (c *client) close() { c.http.CloseIdleConnections() }

// stayHere follows a question to another place of the same host. Everything
// else is for a person: what is posted would come as a question, and what
// proves who we are would go to somebody else.
func stayHere(r *http.Request, via []*http.Request) error {
	first := via[0]
	if len(via) > 3 || first.Method != http.MethodGet || r.URL.Host != first.URL.Host || r.URL.Scheme != first.URL.Scheme {
		return http.ErrUseLastResponse
	}
	return nil
}

// call is one request.
type call struct {
	doing  string // for people: "upload a picture"
	method string
	path   string // below the base
	query  url.Values
	header map[string]string
	kind   string // media type of the body
	body   []byte
}

// asJSON gives the call a value as its body.
func (k call) asJSON(v any) (call, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return k, fmt.Errorf("%s: %w", k.doing, err)
	}
	k.kind, k.body = "application/json", data
	return k, nil
}

// answer is what came back, whole.
type answer struct {
	status int
	header http.Header
	kind   string // media type
	body   []byte
}

// do sends a call and reads the answer, whatever its status. The error is a
// [*Failure] or the context's.
func (c *client) do(ctx context.Context, k call) (*answer, error) {
	within, cancel := context.WithTimeout(ctx, 2*c.patience+time.Duration(len(k.body)/slowest)*time.Second)
	defer cancel()
	r, err := c.request(within, k)
	if err != nil {
		return nil, failed(Setup, k.doing, err)
	}
	response, err := c.http.Do(r)
	if err != nil {
		return nil, c.unsent(ctx, k.doing, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	switch {
	case err != nil:
		return nil, c.unsent(ctx, k.doing, err)
	case len(body) > maxAnswer:
		return nil, &Failure{Reason: Later, Doing: k.doing, Says: fmt.Sprintf("more than %d MB", maxAnswer>>20)}
	}
	if date, err := http.ParseTime(response.Header.Get("Date")); err == nil {
		c.skew = date.Sub(c.now())
	}
	a := &answer{status: response.StatusCode, header: response.Header, kind: mediaType(response.Header), body: body}
	if a.status >= 300 && a.status < 400 {
		return nil, &Failure{Reason: Moved, Doing: k.doing, Says: whither(response)}
	}
	return a, nil
}

func (c *client) request(ctx context.Context, k call) (*http.Request, error) {
	u := *c.base
	u.Path += k.path
	if k.query != nil {
		query := u.Query()
		for name, values := range k.query {
			query[name] = values
		}
		u.RawQuery = query.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, k.method, u.String(), bytes.NewReader(k.body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("User-Agent", c.program)
	r.Header.Set("Accept", "application/json")
	if k.kind != "" {
		r.Header.Set("Content-Type", k.kind)
	}
	for name, value := range k.header {
		r.Header.Set(name, value)
	}
	if c.sign == nil {
		return r, nil
	}
	return r, c.sign(r)
}

// ask does a call that must go well, and reads the JSON of its answer.
func (c *client) ask(ctx context.Context, k call, into any) error {
	a, err := c.do(ctx, k)
	if err != nil {
		return err
	}
	if a.status >= 400 {
		return c.refusal(k.doing, a)
	}
	return c.decode(k.doing, a, into)
}

// decode reads JSON. A page instead is no success, whatever its status says:
// a sign-in, a maintenance page or a wrong address answers like that.
func (c *client) decode(doing string, a *answer, into any) error {
	if into == nil {
		into = new(json.RawMessage)
	}
	if err := json.Unmarshal(a.body, into); err != nil {
		f := c.failure(Later, doing, a)
		f.Err = errNoData
		if a.kind == "text/html" {
			f.Err = errPage
		}
		return f
	}
	return nil
}

var errPage = errors.New("the answer is a page, not the data that was asked for")

var errNoData = errors.New("the answer is not the data that was asked for")

// longestPage is the longest address of a page that is kept, in bytes.
const longestPage = 4 << 10

// pageAddress is where a site says that a story stands, if it can be opened and
// kept: "" else.
func pageAddress(said string) string {
	u, err := url.Parse(said)
	if err != nil || len(said) > longestPage || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	return said
}

// sameAs: an answer about a story is about the one that was asked for. Nothing
// is concluded from one about another story, or about none: a kill would count
// as done.
func sameAs(doing, answered, asked string) error {
	if answered == asked {
		return nil
	}
	return &Failure{Reason: Later, Doing: doing, Err: errNoData}
}

// refusal sorts an answer that is no success.
func (c *client) refusal(doing string, a *answer) *Failure {
	f := c.failure(reasonOf(a.status), doing, a)
	f.Err = &statusError{a.status}
	if f.Reason == Later {
		f.After = c.retryAfter(a.header)
	}
	return f
}

// statusError keeps the number for callers who know more of it.
type statusError struct{ status int }

func (e *statusError) Error() string {
	return fmt.Sprintf("status %d %s", e.status, http.StatusText(e.status))
}

// hasStatus reports whether a target answered with one of the statuses.
func hasStatus(err error, statuses ...int) bool {
	var s *statusError
	if !errors.As(err, &s) {
		return false
	}
	for _, status := range statuses {
		if s.status == status {
			return true
		}
	}
	return false
}

func reasonOf(status int) Reason {
	switch {
	case status == 401, status == 403, status == 407, status == 511:
		return NoAccess
	case status == 409, status == 412:
		return Conflict
	case status == 408, status == 425, status == 429, status >= 500:
		return Later
	}
	return Refused
}

func (c *client) failure(reason Reason, doing string, a *answer) *Failure {
	return &Failure{Reason: reason, Doing: doing, Says: c.wordsOf(a)}
}

// maxWait is as long as a target is believed when it asks to be left alone.
const maxWait = 6 * time.Hour

// retryAfter reads how long a target asks to be left alone, in seconds or as a
// date by its own clock. What makes no sense is as if it had said nothing.
func (c *client) retryAfter(h http.Header) time.Duration {
	text := strings.TrimSpace(h.Get("Retry-After"))
	wait := time.Duration(0)
	if date, err := http.ParseTime(text); err == nil {
		wait = date.Sub(c.now().Add(c.skew))
	} else if digits := strings.TrimLeft(text, "0"); digits != "" && strings.Trim(digits, "0123456789") == "" {
		wait = maxWait
		if len(digits) <= 6 {
			wait, _ = time.ParseDuration(digits + "s")
		}
	}
	return max(0, min(wait, maxWait))
}

// whither is where a redirect leads, without what may be secret in it.
func whither(r *http.Response) string {
	to, err := r.Location()
	if err != nil {
		return ""
	}
	return to.Scheme + "://" + to.Host + to.EscapedPath()
}
