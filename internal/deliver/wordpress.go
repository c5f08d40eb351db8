package deliver

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"stet/internal/format"
)

// wordpress speaks WordPress' REST API with an application password.
//
// WordPress keeps nothing of ours but what is part of a post, so a comment at
// the end of the body says whose story it is and what it looked like when it
// was sent: see mark.
type wordpress struct {
	config  Config
	options Options
}

// wpSession is one sending: who we are there is known.
type wpSession struct {
	*client
	me    wpUser
	plain bool // a site without pretty addresses
}

type wpUser struct {
	ID           int64           `json:"id"`
	Name         string          `json:"name"`
	Roles        []string        `json:"roles"`
	Capabilities map[string]bool `json:"capabilities"`
}

// open signs in. It costs one question, and says whether the name and the
// password are right before anything is begun.
func (t *wordpress) open(ctx context.Context) (*wpSession, error) {
	secret, err := t.options.secret(ctx, "get the application password")
	if err != nil {
		return nil, err
	}
	c, err := newClient(t.config, t.options, secret)
	if err != nil {
		return nil, failed(Setup, "read the address", err)
	}
	pair := t.config.User + ":" + strings.TrimSpace(secret)
	c.secrets = append(c.secrets, base64.StdEncoding.EncodeToString([]byte(pair)))
	c.sign = func(r *http.Request) error {
		r.SetBasicAuth(t.config.User, strings.TrimSpace(secret))
		return nil
	}
	s := &wpSession{client: c}
	me := call{doing: "sign in at WordPress", method: http.MethodGet, path: "/wp/v2/users/me", query: url.Values{"context": {"edit"}}}
	err = s.rest(ctx, me, &s.me)
	if hasStatus(err, http.StatusNotFound) || errors.Is(err, errPage) { // not by this address; by the one that works everywhere
		s.plain = true
		err = s.rest(ctx, me, &s.me)
	}
	if err == nil && s.me.ID == 0 {
		err = &Failure{Reason: Setup, Doing: me.doing, Err: errNoData}
	}
	if err != nil {
		c.close()
		return nil, err
	}
	return s, nil
}

// rest asks below the API's root.
func (s *wpSession) rest(ctx context.Context, k call, into any) error {
	return s.ask(ctx, s.below(k), into)
}

// below is a call as the site's API takes it.
func (s *wpSession) below(k call) call {
	if !s.plain {
		k.path = "/wp-json" + k.path
		return k
	}
	query := url.Values{"rest_route": {k.path}}
	for name, values := range k.query {
		query[name] = values
	}
	k.path, k.query = "/", query
	return k
}

// post sends JSON and reads the answer.
func (s *wpSession) post(ctx context.Context, doing, path string, body, into any) error {
	k, err := call{doing: doing, method: http.MethodPost, path: path}.asJSON(body)
	if err != nil {
		return err
	}
	return s.rest(ctx, k, into)
}

func (t *wordpress) Test(ctx context.Context) (Tested, error) {
	s, err := t.open(ctx)
	if err != nil {
		return Tested{}, err
	}
	defer s.close()
	var site struct{ Name string }
	if err := s.rest(ctx, call{doing: "ask for the site's name", method: http.MethodGet, path: "/"}, &site); err != nil {
		return Tested{}, err
	}
	tested := Tested{Says: oneLine(site.Name) + ", as " + oneLine(s.me.Name), Warnings: []string{}}
	for _, need := range []struct{ capability, warning string }{
		{"publish_posts", "This user may not publish, so no story can go live from here."},
		{"edit_others_posts", "This user may not change stories of others: one that an editor there took over cannot be corrected from here."},
		{"upload_files", "This user may not upload pictures."},
		{"manage_categories", "This user may not make categories: a section that WordPress does not know yet is left out, and said."},
		{"unfiltered_html", "WordPress takes embeds out of what this user sends."},
	} {
		if !s.me.Capabilities[need.capability] {
			tested.Warnings = append(tested.Warnings, need.warning)
		}
	}
	return tested, nil
}

// everyStatus is where a post of ours may be; "any" leaves out the bin.
const everyStatus = "publish,future,draft,pending,private,trash"

// find looks for the story: under the number it had, else by its mark, which
// stays with it whatever becomes of its address. nil = it is not there.
func (s *wpSession) find(ctx context.Context, p Parcel) (members, error) {
	const doing = "look for the story in WordPress"
	if p.Known.ID != "" {
		var post members
		err := s.rest(ctx, s.one(doing, p.Known.ID), &post)
		if err == nil {
			return post, sameAs(doing, strconv.FormatInt(post.number("id"), 10), p.Known.ID)
		}
		if !hasStatus(err, http.StatusNotFound) {
			return nil, err
		}
	}
	posts, err := s.list(ctx, doing, url.Values{"search": {string(p.Story)}})
	if err != nil {
		return nil, err
	}
	for _, post := range posts {
		if m, ok := markIn(post.text("content")); ok && m.story == p.Story {
			return post, nil
		}
	}
	return nil, nil
}

func (s *wpSession) one(doing, id string) call {
	return call{doing: doing, method: http.MethodGet, path: "/wp/v2/posts/" + url.PathEscape(id), query: url.Values{"context": {"edit"}}}
}

func (s *wpSession) list(ctx context.Context, doing string, query url.Values) ([]members, error) {
	query.Set("context", "edit")
	query.Set("status", everyStatus)
	var posts []members
	err := s.rest(ctx, call{doing: doing, method: http.MethodGet, path: "/wp/v2/posts", query: query}, &posts)
	if err == nil && (posts == nil || slices.ContainsFunc(posts, func(post members) bool { return post.number("id") == 0 })) {
		err = &Failure{Reason: Later, Doing: doing, Err: errNoData}
	}
	return posts, err
}

// wpWritten are the members that Stet writes. Where one of them is another
// than it was left, somebody changed it.
var wpWritten = []string{"title", "content", "excerpt", "slug", "featured_media", "categories", "tags", "author"}

// wpVersion is the state of a post. When its time comes a post goes from
// future to publish by itself, which is nobody's change; in the bin it has
// another slug.
func wpVersion(post members) string {
	parts := []string{}
	for _, name := range wpWritten {
		parts = append(parts, strings.TrimSuffix(shown(unwrapped(post[name])), "__trashed"))
	}
	return versionOf(strings.Replace(post.text("status"), "future", "publish", 1), parts)
}

// wpState is what a post's status means.
func wpState(post members) State {
	switch post.text("status") {
	case "publish":
		return Live
	case "future":
		return Scheduled
	case "trash":
		return Gone
	}
	return Draft
}

func (s *wpSession) remote(post members, known Remote) Remote {
	r := Remote{
		ID: strconv.FormatInt(post.number("id"), 10), URL: pageAddress(post.text("link")), Version: wpVersion(post), Media: known.Media,
	}
	if m, ok := markIn(post.text("content")); ok {
		r.Digest = m.digest
	}
	return r
}

// outcome is what a post says of itself.
func (s *wpSession) outcome(post members, known Remote, found []Difference) Outcome {
	o := Outcome{Remote: s.remote(post, known), State: wpState(post), Differences: found}
	if at, err := time.Parse(format.WPTime, post.text("date_gmt")); err == nil && (o.State == Live || o.State == Scheduled) {
		o.At = at.UTC()
	}
	return o
}

func (t *wordpress) Send(ctx context.Context, p Parcel, note func(Remote)) (Outcome, error) {
	s, err := t.open(ctx)
	if err != nil {
		return Outcome{}, err
	}
	defer s.close()
	return sendTo(ctx, s, t.options.Now(), p, note)
}

func (t *wordpress) Read(ctx context.Context, p Parcel) (Outcome, error) {
	s, err := t.open(ctx)
	if err != nil {
		return Outcome{}, err
	}
	defer s.close()
	return readFrom(ctx, s, p)
}

// takeBack makes a post a draft, or puts it into the bin. Nobody's change there
// stands in its way. A site without a bin would destroy it: there it becomes a
// draft.
func (s *wpSession) takeBack(ctx context.Context, p Parcel, there members) (Outcome, error) {
	id := strconv.FormatInt(there.number("id"), 10)
	const doing = "take the story back"
	if state := wpState(there); state == Live || state == Scheduled || state == Draft && p.Act == Withdraw {
		err := error(&statusError{http.StatusNotImplemented})
		if p.Act == Withdraw {
			err = s.rest(ctx, call{doing: doing, method: http.MethodDelete, path: "/wp/v2/posts/" + id}, nil)
		}
		if hasStatus(err, http.StatusNotImplemented) {
			err = s.post(ctx, doing, "/wp/v2/posts/"+id, map[string]string{"status": "draft"}, nil)
		}
		if err != nil && !hasStatus(err, http.StatusGone) { // somebody was quicker
			return Outcome{}, err
		}
	}
	known := p.Known
	if sameWords(wpVersion(there), known.Version) {
		known.Version = "" // what it is now, Stet made of it
	}
	return s.reread(ctx, id, known, members{})
}

// inPlace: at an address that is taken WordPress would give the story another
// one and say nothing.
func (s *wpSession) inPlace(ctx context.Context, p Parcel) (members, error) {
	carried, _ := p.Bundle.Story(p.Story)
	const doing = "look whether the address is free"
	posts, err := s.list(ctx, doing, url.Values{"slug": {carried.Slug}})
	if err != nil || len(posts) == 0 {
		return nil, err
	}
	if p.Over == wpVersion(posts[0]) {
		return posts[0], nil
	}
	return nil, &Failure{Reason: NotOurs, Doing: doing, There: s.remote(posts[0], Remote{}), theirs: posts[0]}
}

// unchanged: the post is as Stet left it, or somebody chose to write over what
// it became. A sending whose answer was lost left it as its mark says, with the
// digest that was noted before it went, or with that of what goes now.
func (s *wpSession) unchanged(ctx context.Context, p Parcel, there members, story *post) error {
	version := wpVersion(there)
	if version == p.Known.Version || version == p.Over {
		return nil
	}
	m, ok := markIn(there.text("content"))
	if ok && m.story == p.Story && m.digest == wpDigest(there) && asLeft(version, p.Known.Version, "publish") {
		now, err := s.digestNow(ctx, p, story)
		if err != nil || m.digest == p.Known.Digest || m.digest == now {
			return err
		}
	}
	return &Failure{Reason: Conflict, Doing: "look whether somebody changed it", There: s.remote(there, p.Known), Shows: wpState(there), theirs: there}
}

// digestNow is the digest of the story as it would be sent, if its pictures are
// up.
func (s *wpSession) digestNow(ctx context.Context, p Parcel, story *post) (string, error) {
	found, err := s.uploaded(ctx, story, p.Known.Media)
	if err != nil {
		return "", err
	}
	up := map[string]Media{}
	for sum, item := range found {
		up[sum] = Media{URL: item.text("source_url")}
	}
	body, _ := story.body(up)
	return wpDigestOf(story.fields.text("title"), story.fields.text("excerpt"), body), nil
}

// forMachines are members that a site loses nothing by: WordPress has dates of
// its own, a language that is not the house's stands in the body, and the
// slugline is the desk's.
var forMachines = []string{
	"meta.stet_id", "meta.stet_rev", "meta.stet_first_published", "meta.stet_last_published", "meta.stet_language", "meta.stet_direction",
	"meta.stet_slugline",
}

// reread is what WordPress has now, against what it was sent.
func (s *wpSession) reread(ctx context.Context, id string, known Remote, sent members) (Outcome, error) {
	var post members
	const doing = "read the story back"
	err := s.rest(ctx, s.one(doing, id), &post)
	if err == nil {
		err = sameAs(doing, strconv.FormatInt(post.number("id"), 10), id)
	}
	if err != nil {
		return Outcome{}, err
	}
	asked := members{}
	for name, value := range sent {
		if string(value) != "null" {
			asked[name] = value
		}
	}
	found := slices.DeleteFunc(differences(asked, post), func(d Difference) bool { return slices.Contains(forMachines, d.Field) })
	o := s.outcome(post, known, found)
	o.since(known.Version)
	return o, nil
}

func (s *wpSession) compare(p Parcel, story *post, there members) []Difference {
	if p.Known.Media == nil && p.Known.Digest == "" {
		return []Difference{}
	}
	sent := members{}
	for _, name := range []string{"title", "slug", "excerpt"} {
		if value, ok := story.fields[name]; ok {
			sent[name] = value
		}
	}
	if body, ok := story.body(p.Known.Media); ok {
		sent.set("content", body+mark{p.Story, wpDigestOf(story.fields.text("title"), story.fields.text("excerpt"), body)}.text())
	}
	return differences(sent, there)
}

// wpDigest is what a mark must say if the post is as it was sent.
func wpDigest(post members) string {
	return wpDigestOf(post.text("title"), post.text("excerpt"), withoutMark(post.text("content")))
}

func wpDigestOf(title, excerpt, body string) string {
	return digestOf(strings.TrimSpace(title), strings.TrimSpace(excerpt), strings.TrimSpace(plain(body)))
}

// sorted is a list of numbers as WordPress gives it back.
func sorted(ids []int64) []int64 {
	slices.Sort(ids)
	return slices.Compact(ids)
}
