package newsroom

import (
	"errors"
	"fmt"
	"time"

	"stet/internal/article"
	"stet/internal/deliver"
)

// failed is a failure of a delivery as the desk reads it.
type failed struct {
	reason     deliver.Reason
	says, hint string
	hostKey    string
	after      time.Duration
	there      deliver.Remote
	shows      deliver.State // of there
	differs    []deliver.Difference
}

// failureWords is what each reason says to an editor; %s is the target's name.
var failureWords = map[deliver.Reason]struct{ says, hint string }{
	deliver.Offline:  {"There is no way to %s from here.", "It goes by itself as soon as there is."},
	deliver.Later:    {"%s is busy or ill.", "It is tried again by itself."},
	deliver.Refused:  {"%s does not take the story as it is.", "Mend it, then send it again."},
	deliver.NoAccess: {"%s does not let Stet in.", "Look at the name and the password of this destination, then test the connection."},
	deliver.Conflict: {"Somebody changed the story at %s.", "Look at both, then choose: yours goes over it, or theirs stays."},
	deliver.NotOurs:  {"Something else stands in the story's place at %s.", "Look at it there, then choose: yours goes over it, or theirs stays."},
	deliver.Stranger: {"%s does not prove to be what it was.", "Ask whoever runs it whether its certificate or key was changed. Until then nothing goes there."},
	deliver.Moved:    {"%s sends Stet to another address.", "Set this destination's address anew, then test the connection."},
	deliver.Unfit:    {"The package lacks what %s needs.", "Choose another format for this destination."},
	deliver.Setup:    {"%s cannot work as it is set up.", "Change this destination, then test the connection."},
}

// explainFailure says what went wrong at a target. An error that is no failure
// is one of this machine's, such as a full disk: it is tried again.
func explainFailure(target string, err error) failed {
	var f *deliver.Failure
	if !errors.As(err, &f) {
		return failed{reason: deliver.Later, says: Explain(err).Message, hint: Explain(err).Hint}
	}
	words, known := failureWords[f.Reason]
	if !known {
		words = failureWords[deliver.Later]
	}
	said := failed{reason: f.Reason, says: fmt.Sprintf(words.says, target), hint: words.hint, hostKey: f.HostKey, after: f.After, there: f.There, shows: f.Shows, differs: f.Differs}
	if f.Reason == deliver.Conflict && standing(f.Shows) == article.Down {
		said.says = fmt.Sprintf("Somebody took the story from readers at %s.", target)
		said.hint = "Choose: yours goes there again, or it stays away."
	}
	if why := article.OneLine(f.Unanswered()); f.Reason == deliver.Later && why != "" {
		said.says = fmt.Sprintf("%s does not answer: %s.", target, why)
		return said
	}
	switch {
	case f.Says != "":
		said.says += fmt.Sprintf(" It says: “%s”", shortened(article.OneLine(f.Says)))
	case f.Err != nil && f.Reason != deliver.Offline:
		said.says += fmt.Sprintf(" (%s: %s)", f.Doing, shortened(article.OneLine(f.Err.Error())))
	}
	return said
}

// standing is how a story stands at a target that somebody changed there, "" =
// nobody can tell.
func standing(s deliver.State) article.DeliveryState {
	switch s {
	case deliver.Live:
		return article.Shown
	case deliver.Draft, deliver.Gone, deliver.Absent:
		return article.Down
	}
	return ""
}

// shuts are the reasons for which nothing else is tried at a target either
// until somebody has looked after it: more tries could lock the account, and
// each would come to the same.
var shuts = map[deliver.Reason]bool{deliver.NoAccess: true, deliver.Stranger: true, deliver.Moved: true, deliver.Setup: true}

// shutBy is why a delivery keeps others from its target, "" = it does not.
func shutBy(d *article.Delivery) string {
	if d.State == article.Stopped && shuts[deliver.Reason(d.Reason)] {
		return d.Says
	}
	return ""
}

// How long is waited before the next try.
const (
	firstPause   = 5 * time.Second
	longestPause = 10 * time.Minute
	urgentPause  = time.Minute // of kills and of what takes a story down
	offlinePause = time.Minute // the network may come back at any time
	longestAsked = time.Hour   // by a target that wants to be left alone
	urgentAsked  = 5 * time.Minute
)

// pause is how long is waited after a failure that may pass.
func pause(d *article.Delivery, f *failed) time.Duration {
	most, asked := longestPause, longestAsked
	if d.Rank() < 2 {
		most, asked = urgentPause, urgentAsked
	}
	if f.reason == deliver.Offline {
		most = min(most, offlinePause)
	}
	wait := firstPause
	for range min(max(d.Tries, 1), 8) - 1 {
		wait *= 3
	}
	return max(min(wait, most), min(f.after, asked))
}

// failedWith is a delivery after a try that failed.
func (t *trip) failedWith(d *article.Delivery, err error) {
	f := explainFailure(t.target.Name, err)
	d.Tries++
	d.Reason, d.Says, d.Hint, d.Offline = string(f.reason), f.says, f.hint, f.reason == deliver.Offline
	switch d.Unsent = !t.noted && (d.Offline || deliver.NotConnected(err)); {
	case d.Unsent:
		d.Held.Perhaps = t.asked.Held.Perhaps
	case f.reason == deliver.Later:
		d.Held.Perhaps = d.Held.Perhaps || t.asked.Sends()
	}
	switch f.reason {
	case deliver.Offline, deliver.Later:
		d.State, d.Due = article.Queued, t.room.now().Add(pause(d, &f))
	case deliver.Conflict, deliver.NotOurs:
		there := heldOf(f.there, article.Held{State: standing(f.shows)})
		d.State, d.Due, d.There, d.Over = article.Conflicting, time.Time{}, &there, ""
		d.Apart = apartFrom(f.differs)
	default:
		d.State, d.Due = article.Stopped, time.Time{}
	}
}

// heldOf is what a target holds as it was told last; the pictures that are up
// stay known where they are not told again.
func heldOf(remote deliver.Remote, was article.Held) article.Held {
	held := article.Held{ID: remote.ID, URL: remote.URL, Version: remote.Version, Digest: remote.Digest, Rev: was.Rev, State: was.State, Media: was.Media}
	if remote.Media == nil {
		return held
	}
	held.Media = make(map[string]article.HeldMedia, len(remote.Media))
	for sum, m := range remote.Media {
		held.Media[sum] = article.HeldMedia(m)
	}
	return held
}

// remoteOf is the same for the target.
func remoteOf(h *article.Held) deliver.Remote {
	remote := deliver.Remote{ID: h.ID, URL: h.URL, Version: h.Version, Digest: h.Digest}
	if h.Media == nil {
		return remote
	}
	remote.Media = make(map[string]deliver.Media, len(h.Media))
	for sum, m := range h.Media {
		remote.Media[sum] = deliver.Media(m)
	}
	return remote
}
