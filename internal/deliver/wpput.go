package deliver

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"stet/internal/format"
)

// put makes the post or changes it, and reads it back.
func (s *wpSession) put(ctx context.Context, p Parcel, there members, story *post, note func(Remote)) (Outcome, error) {
	if there != nil {
		if err := s.unchanged(ctx, p, there, story); err != nil {
			return Outcome{}, err
		}
	}
	if err := s.holds(p, tooSoon); err != nil {
		return Outcome{}, err
	}
	known := p.Known
	if there != nil {
		known = s.remote(there, known)
	}
	media, undescribed, err := s.pictures(ctx, story, known, note)
	if err != nil {
		return Outcome{}, err
	}
	known.Media = media
	sent, lost, err := s.compose(ctx, p, story, known.Media)
	if err != nil {
		return Outcome{}, err
	}
	path, doing := "/wp/v2/posts", "make the story in WordPress"
	if there != nil {
		path, doing = path+"/"+known.ID, "change the story in WordPress"
	}
	s.setTime(p, there, sent)
	if m, ok := markIn(sent.text("content")); ok {
		known.Digest = m.digest // noted before it goes: its answer may be lost
		note(known)
	}
	var made members
	if err := s.post(ctx, doing, path, sent, &made); err != nil {
		return Outcome{}, err
	}
	if made.number("id") == 0 {
		return Outcome{}, &Failure{Reason: Later, Doing: doing, Err: errNoData}
	}
	if there != nil {
		if err := sameAs(doing, strconv.FormatInt(made.number("id"), 10), known.ID); err != nil {
			return Outcome{}, err
		}
	}
	known = s.remote(made, known)
	note(known)
	o, err := s.reread(ctx, known.ID, known, sent)
	o.Differences = slices.Concat(lost, undescribed, o.Differences)
	return o, err
}

// tooSoon: what is due within a minute WordPress publishes at once. Whoever
// asks for that waits, and publishes when it is time.
const tooSoon = 90 * time.Second

// setTime says when readers get it. A post whose time lies ahead stays so,
// whatever status it is given, until it is told to begin now.
func (s *wpSession) setTime(p Parcel, there, sent members) {
	now := s.now().Add(s.skew)
	if p.Act == Schedule && p.At.After(now) {
		sent.set("status", "future")
		sent.set("date_gmt", p.At.UTC().Format(format.WPTime))
		return
	}
	sent.set("status", "publish")
	if first := p.firstPublished(now); there == nil && !first.IsZero() {
		sent.set("date_gmt", first.UTC().Format(format.WPTime))
	}
	if at, err := time.Parse(format.WPTime, there.text("date_gmt")); err == nil && at.After(now) {
		sent["date"] = json.RawMessage("null")
	}
}
