package deliver

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"stet/internal/article"
)

// ghost speaks Ghost's Admin API with the key of an integration.
//
// The mark of a story lies in the code that a post may add to its page's head:
// Ghost makes the body over, and finds posts by nothing else that is ours.
type ghost struct {
	config  Config
	options Options
}

// ghostSession is one sending.
type ghostSession struct {
	*client
	title string
}

// open asks who the site is, which needs no key and says what its clock says,
// and signs everything that follows.
func (t *ghost) open(ctx context.Context) (*ghostSession, error) {
	secret, err := t.options.secret(ctx, "get the Admin API key")
	if err != nil {
		return nil, err
	}
	id, text, ok := strings.Cut(strings.TrimSpace(secret), ":")
	key, err := hex.DecodeString(text)
	if !ok || err != nil || len(key) == 0 {
		return nil, &Failure{Reason: Setup, Doing: "read the Admin API key", Err: errors.New("an Admin API key is two numbers with a colon between")}
	}
	c, err := newClient(t.config, t.options, secret)
	if err != nil {
		return nil, failed(Setup, "read the address", err)
	}
	s := &ghostSession{client: c}
	var site struct {
		Site struct{ Title, Version string }
	}
	err = s.ask(ctx, s.at("ask who the site is", http.MethodGet, "/site/", nil), &site)
	if err == nil && site.Site.Version == "" {
		err = &Failure{Reason: Setup, Doing: "ask who the site is", Err: errNoData}
	}
	if err != nil {
		c.close()
		return nil, err
	}
	s.title = oneLine(site.Site.Title)
	c.sign = func(r *http.Request) error {
		r.Header.Set("Authorization", "Ghost "+token(id, key, c.now().Add(c.skew)))
		return nil
	}
	return s, nil
}

// token is a JSON Web Token for some minutes, by the site's own clock.
func token(id string, key []byte, now time.Time) string {
	code := base64.RawURLEncoding
	head := code.EncodeToString(fmt.Appendf(nil, `{"alg":"HS256","typ":"JWT","kid":%q}`, id))
	body := code.EncodeToString(fmt.Appendf(nil, `{"iat":%d,"exp":%d,"aud":"/admin/"}`, now.Unix(), now.Add(4*time.Minute).Unix()))
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(head + "." + body))
	return head + "." + body + "." + code.EncodeToString(mac.Sum(nil))
}

func (s *ghostSession) at(doing, method, path string, query url.Values) call {
	return call{doing: doing, method: method, path: "/ghost/api/admin" + path, query: query}
}

func (t *ghost) Test(ctx context.Context) (Tested, error) {
	s, err := t.open(ctx)
	if err != nil {
		return Tested{}, err
	}
	defer s.close()
	if _, err := s.posts(ctx, "ask for a story", "/posts/", url.Values{"limit": {"1"}}); err != nil {
		return Tested{}, err
	}
	tested := Tested{Says: s.title, Warnings: []string{}}
	if off := s.skew.Abs(); off > 2*time.Minute {
		tested.Warnings = append(tested.Warnings, fmt.Sprintf("This machine's clock and the site's differ by %s.", off.Round(time.Minute)))
	}
	return tested, nil
}

// posts asks for posts with all that is compared.
func (s *ghostSession) posts(ctx context.Context, doing, path string, query url.Values) ([]members, error) {
	query.Set("formats", "html,lexical")
	query.Set("include", "tags,authors")
	var found struct{ Posts []members }
	if err := s.ask(ctx, s.at(doing, http.MethodGet, path, query), &found); err != nil {
		return nil, err
	}
	if found.Posts == nil {
		return nil, &Failure{Reason: Later, Doing: doing, Err: errNoData}
	}
	return found.Posts, nil
}

// find looks for the story: under the number it had, else by its mark.
func (s *ghostSession) find(ctx context.Context, p Parcel) (members, error) {
	const doing = "look for the story in Ghost"
	if p.Known.ID != "" {
		posts, err := s.posts(ctx, doing, "/posts/"+url.PathEscape(p.Known.ID)+"/", url.Values{})
		if err == nil && len(posts) == 1 {
			return posts[0], sameAs(doing, posts[0].text("id"), p.Known.ID)
		}
		if err != nil && !hasStatus(err, http.StatusNotFound) {
			return nil, err
		}
	}
	posts, err := s.posts(ctx, doing, "/posts/", url.Values{"filter": {"codeinjection_head:~'" + string(p.Story) + "'"}})
	if err != nil {
		return nil, err
	}
	for _, post := range posts {
		if m, ok := markIn(post.text("codeinjection_head")); ok && m.story == p.Story {
			return post, nil
		}
	}
	return nil, nil
}

// ghostWritten are the members that Stet writes, but for the status.
var ghostWritten = []string{
	"title", "slug", "lexical", "custom_excerpt", "feature_image", "feature_image_alt", "feature_image_caption",
	"meta_title", "meta_description", "og_title", "og_description", "twitter_title", "twitter_description",
}

// ghostVersion is the state of a post. When its time comes it goes from
// scheduled to published by itself, which is nobody's change.
func ghostVersion(post members) string {
	parts := []string{strings.Join(labels(post["tags"], "slug"), " "), strings.Join(labels(post["authors"], "slug"), " ")}
	for _, name := range ghostWritten {
		parts = append(parts, shown(post[name]))
	}
	return versionOf(strings.Replace(post.text("status"), "scheduled", "published", 1), parts)
}

// labels is one member of each object of a list.
func labels(list json.RawMessage, name string) []string {
	var all []members
	_ = json.Unmarshal(list, &all) // no list: none
	found := []string{}
	for _, m := range all {
		found = append(found, m.text(name))
	}
	return found
}

func ghostState(post members) State {
	switch post.text("status") {
	case "published", "sent":
		return Live
	case "scheduled":
		return Scheduled
	}
	return Draft
}

func ghostRemote(post members, known Remote) Remote {
	r := Remote{ID: post.text("id"), URL: pageAddress(post.text("url")), Version: ghostVersion(post), Media: known.Media}
	if m, ok := markIn(post.text("codeinjection_head")); ok {
		r.Digest = m.digest
	}
	return r
}

func (s *ghostSession) outcome(post members, known Remote, found []Difference) Outcome {
	o := Outcome{Remote: ghostRemote(post, known), State: ghostState(post), Differences: found}
	if at, err := time.Parse(time.RFC3339, post.text("published_at")); err == nil && (o.State == Live || o.State == Scheduled) {
		o.At = at.UTC()
	}
	return o
}

func (t *ghost) Send(ctx context.Context, p Parcel, note func(Remote)) (Outcome, error) {
	s, err := t.open(ctx)
	if err != nil {
		return Outcome{}, err
	}
	defer s.close()
	return sendTo(ctx, s, t.options.Now(), p, note)
}

func (t *ghost) Read(ctx context.Context, p Parcel) (Outcome, error) {
	s, err := t.open(ctx)
	if err != nil {
		return Outcome{}, err
	}
	defer s.close()
	return readFrom(ctx, s, p)
}

// takeBack makes a post a draft. Ghost has no bin: what is deleted there is
// gone with all its past, so a story that was killed stays as a draft.
func (s *ghostSession) takeBack(ctx context.Context, p Parcel, there members) (Outcome, error) {
	known := p.Known
	if sameWords(ghostVersion(there), known.Version) {
		known.Version = "" // what it is now, Stet made of it
	}
	if ghostState(there) != Draft {
		var err error
		if there, err = s.change(ctx, "take the story back", there, members{"status": json.RawMessage(`"draft"`)}); err != nil {
			return Outcome{}, err
		}
	}
	return s.reread(ctx, there.text("id"), known, nil, "")
}

func (s *ghostSession) inPlace(ctx context.Context, p Parcel) (members, error) {
	const doing = "look whether the address is free"
	carried, _ := p.Bundle.Story(p.Story)
	posts, err := s.posts(ctx, doing, "/posts/", url.Values{"filter": {"slug:'" + carried.Slug + "'"}})
	if err != nil || len(posts) == 0 {
		return nil, err
	}
	if p.Over == ghostVersion(posts[0]) {
		return posts[0], nil
	}
	return nil, &Failure{Reason: NotOurs, Doing: doing, There: ghostRemote(posts[0], Remote{}), theirs: posts[0]}
}

// unchanged: the post is as Stet left it, or somebody chose to write over what
// it became. Ghost makes bodies over, so what a sending left whose answer was
// lost can be told from a change only as long as nothing was saved after it.
func (s *ghostSession) unchanged(p Parcel, there members) error {
	version := ghostVersion(there)
	m, ok := markIn(there.text("codeinjection_head"))
	unheard := ok && m.digest == p.Known.Digest && there.text("created_at") == there.text("updated_at")
	if version == p.Known.Version || version == p.Over || unheard {
		return nil
	}
	return &Failure{Reason: Conflict, Doing: "look whether somebody changed it", There: ghostRemote(there, p.Known), Shows: ghostState(there), theirs: there}
}

// change puts members into a post as it was read. If somebody was quicker,
// Ghost says so and nothing is written.
func (s *ghostSession) change(ctx context.Context, doing string, there, sent members) (members, error) {
	body := members{"updated_at": there["updated_at"]}
	for name, value := range sent {
		body[name] = value
	}
	made, err := s.save(ctx, doing, http.MethodPut, "/posts/"+there.text("id")+"/", body)
	if err == nil {
		err = sameAs(doing, made.text("id"), there.text("id"))
	}
	if f := (*Failure)(nil); errors.As(err, &f) && f.Reason == Conflict {
		f.There = ghostRemote(there, Remote{})
	}
	return made, err
}

// save posts or puts one post. Without source=html Ghost would drop the body
// and say nothing.
func (s *ghostSession) save(ctx context.Context, doing, method, path string, body members) (members, error) {
	k, err := s.at(doing, method, path, url.Values{"source": {"html"}, "formats": {"html,lexical"}, "include": {"tags,authors"}}).asJSON(map[string][]members{"posts": {body}})
	if err != nil {
		return nil, err
	}
	var made struct{ Posts []members }
	if err := s.ask(ctx, k, &made); err != nil {
		return nil, err
	}
	if len(made.Posts) != 1 || made.Posts[0].text("id") == "" {
		return nil, &Failure{Reason: Later, Doing: doing, Err: errNoData}
	}
	return made.Posts[0], nil
}

// reread is what Ghost has now, against what it was sent; nil = nothing to
// compare.
func (s *ghostSession) reread(ctx context.Context, id string, known Remote, sent members, html string) (Outcome, error) {
	const doing = "read the story back"
	posts, err := s.posts(ctx, doing, "/posts/"+url.PathEscape(id)+"/", url.Values{})
	if err == nil && len(posts) != 1 {
		err = &Failure{Reason: Later, Doing: doing, Err: errNoData}
	}
	if err == nil {
		err = sameAs(doing, posts[0].text("id"), id)
	}
	if err != nil {
		return Outcome{}, err
	}
	found := []Difference{}
	if sent != nil {
		found = ghostDifferences(sent, html, posts[0])
	}
	o := s.outcome(posts[0], known, found)
	o.since(known.Version)
	return o, nil
}

func (s *ghostSession) compare(p Parcel, story *post, there members) []Difference {
	if _, whole := story.body(p.Known.Media); !whole {
		return []Difference{}
	}
	sent, html := ghostCompose(p.Story, story, p.Known.Media, there)
	return ghostDifferences(sent, html, there)
}

// composedMark is the mark of a story as it is sent now. Its digest is over
// what the bundle says, since the body comes back made over.
func composedMark(id article.ID, story *post) mark {
	parts := []string{story.content, string(mustJSON(story.fields)), strings.Join(story.names["tags"], "\n"), story.author, story.featured}
	for _, f := range story.media {
		parts = append(parts, f.sha256)
	}
	return mark{id, digestOf(parts...)}
}
