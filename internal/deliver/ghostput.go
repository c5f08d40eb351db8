package deliver

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"time"
)

// put makes the post or changes it, and reads it back. Where the post is this
// state of the story already, by its mark, its words are not written again.
func (s *ghostSession) put(ctx context.Context, p Parcel, there members, story *post, note func(Remote)) (Outcome, error) {
	if ghostState(there) != Scheduled { // which it holds already: newer words may come
		if err := s.holds(p, ghostTooSoon); err != nil {
			return Outcome{}, err
		}
	}
	sent := composedMark(p.Story, story)
	m, ok := markIn(there.text("codeinjection_head"))
	again := ok && m == sent && p.Over == "" // it came through before
	if there != nil && !again {
		if err := s.unchanged(p, there); err != nil {
			return Outcome{}, err
		}
	}
	known := p.Known
	var err error
	if known.Media, err = s.pictures(ctx, story, known, there, note); err != nil {
		return Outcome{}, err
	}
	words, html := ghostCompose(p.Story, story, known.Media, there)
	if version := ghostVersion(there); again && version != p.Known.Version {
		changed := slices.ContainsFunc(ghostDifferences(words, html, there), inWords) || !asLeft(version, p.Known.Version, "published")
		if err := s.unchanged(p, there); changed && err != nil {
			return Outcome{}, err
		}
	}
	known.Digest = sent.digest // noted before it goes: its answer may be lost
	note(known)
	made, err := s.write(ctx, p, there, words, html, again)
	if err != nil {
		return Outcome{}, err
	}
	known = ghostRemote(made, known)
	note(known)
	return s.reread(ctx, known.ID, known, words, html)
}

// inWords: not in who wrote it or what it is about, which Ghost itself changes
// to what it knows.
func inWords(d Difference) bool { return d.Field != "authors" && d.Field != "tags" }

// write sends what differs and sets the time.
func (s *ghostSession) write(ctx context.Context, p Parcel, there, words members, html string, again bool) (members, error) {
	body := members{}
	if !again {
		body = maps.Clone(words)
		body.set("html", html)
	}
	now := s.now().Add(s.skew)
	if p.Act == Schedule && p.At.After(now) {
		body.set("status", "scheduled")
		body.set("published_at", p.At.UTC().Format(ghostTime))
	} else {
		body.set("status", "published")
		if first := p.firstPublished(now); there == nil && !first.IsZero() {
			body.set("published_at", first.UTC().Format(ghostTime))
		}
		if at, err := time.Parse(time.RFC3339, there.text("published_at")); err == nil && at.After(now) {
			body.set("published_at", now.UTC().Format(ghostTime))
		}
	}
	if there == nil {
		return s.save(ctx, "make the story in Ghost", http.MethodPost, "/posts/", body)
	}
	if p.Act == Schedule && ghostState(there) == Live { // Ghost lets no published post wait
		var err error
		if there, err = s.change(ctx, "take the story back", there, members{"status": json.RawMessage(`"draft"`)}); err != nil {
			return nil, err
		}
	}
	return s.change(ctx, "change the story in Ghost", there, body)
}

// ghostTooSoon: Ghost refuses what is due within two minutes.
const ghostTooSoon = 150 * time.Second

const ghostTime = "2006-01-02T15:04:05.000Z"
