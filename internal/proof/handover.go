package proof

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
)

// Shift is all that a hand-over sheet is made of: what the desk has, what was
// done, and since when. At and Since are told in At's zone.
type Shift struct {
	Newsroom  string
	By        string // who hands over
	At, Since time.Time
	Stories   []ShiftStory
	Log       []article.LogLine // in any order; what lies before Since is left out
	Going     []ShiftGoing      // on its way to targets, in the order in which it goes
	Own       string            // lines of the editor's
}

// ShiftGoing is a story that is on its way to a target.
type ShiftGoing struct {
	ID       article.ID
	Slugline string
	Headline string
	To       string    // the target's name
	State    string    // in an editor's words
	Says     string    // why it waits
	Due      time.Time // when it goes; zero = nobody can say
	By       string    // who sent it
}

// ShiftStory is one story of the desk.
type ShiftStory struct {
	article.Head
	Legal   article.LegalState
	Unread  bool // words changed since a lawyer read it, heads in lineups among them
	Changed bool // words changed since it was sent
}

// HandOver is the sheet: what is open, then what was done, then own lines.
type HandOver struct {
	Newsroom string         `json:"newsroom"`
	By       string         `json:"by"`
	At       time.Time      `json:"at" ts_type:"string"`
	Since    time.Time      `json:"since" ts_type:"string"`
	Open     []HandOverPart `json:"open"`
	Done     []HandOverPart `json:"done"`
	Own      []string       `json:"own"`
}

// HandOverPart is one part of it; those without lines are left out.
type HandOverPart struct {
	Title string         `json:"title"`
	Lines []HandOverLine `json:"lines"`
	More  int            `json:"more"` // lines that there is no room for
}

// HandOverLine is one story in a part, or one thing that was done to it.
type HandOverLine struct {
	ID   article.ID `json:"id"`
	When string     `json:"when"` // as the sheet says it; "" = no moment
	Name string     `json:"name"` // slugline, else headline
	Head string     `json:"head"` // headline, where the name is the slugline
	What string     `json:"what"` // "2 TK, 1 query"; "held"
	Why  string     `json:"why"`
	By   string     `json:"by"`
}

// mostLines is how many lines a part has: a sheet is read in a minute.
const mostLines = 60

// NewHandOver makes the sheet of a shift. Nothing in it hangs on the order of
// the stories or of the log.
func NewHandOver(s Shift) HandOver {
	h := HandOver{Newsroom: s.Newsroom, By: s.By, At: s.At, Since: s.Since.In(s.At.Location()), Own: []string{}}
	h.Open = parts(
		part("Embargoes", s.open(embargoed)), part("On its way out", s.going()), part("Waiting to go", s.open(unsent)), part("Killed, not withdrawn", s.killedOut()), part("Sent, not seen live", s.open(notLive)),
		part("Changed since it was sent", s.open(changedSince)), part("Words in conflict", s.open(torn)), part("Legal read", s.open(legalWaits)), part("Held", s.open(onHold)),
		part("Still to come", s.open(holes)),
	)
	done := s.done()
	h.Done = parts(
		part("Sent, live, withdrawn", s.did(done, "sent", "live", "withdrawn")), part("Corrected", s.did(done, "correction")),
		part("Killed and spiked", s.did(done, "killed", "spiked", "unspiked")), part("Held and let go", s.did(done, "held")),
		part("Embargoes set, moved, lifted", s.did(done, "embargo")), part("Legal reads", s.did(done, "legal")),
		part("Went out past a stop", s.did(done, "passed")), part("Moved", s.moved(done)),
	)
	for line := range strings.SplitSeq(s.Own, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			h.Own = append(h.Own, line)
		}
	}
	return h
}

func parts(all ...HandOverPart) []HandOverPart {
	return slices.DeleteFunc(all, func(p HandOverPart) bool { return len(p.Lines) == 0 })
}

func part(title string, lines []HandOverLine) HandOverPart {
	more := max(0, len(lines)-mostLines)
	return HandOverPart{Title: title, Lines: lines[:len(lines)-more], More: more}
}

// going is what waits in the outbox, as it goes.
func (s *Shift) going() []HandOverLine {
	lines := make([]HandOverLine, len(s.Going))
	for i, g := range s.Going {
		name, head := named(g.Slugline, g.Headline, g.ID)
		lines[i] = HandOverLine{ID: g.ID, Name: name, Head: head, What: g.To + ": " + strings.ToLower(g.State[:1]) + g.State[1:], Why: g.Says, By: g.By}
		if g.Due.After(s.At) {
			lines[i].When = s.moment(g.Due)
		}
	}
	return lines
}

// opened is a line and what it is ordered by: the moment, none last.
type opened struct {
	HandOverLine
	at time.Time
}

// open is the lines of the stories that a question takes. What is dropped or in
// the trash is nobody's any more.
func (s *Shift) open(take func(*Shift, *ShiftStory) (opened, bool)) []HandOverLine {
	return s.lines(func(s *Shift, story *ShiftStory) (opened, bool) {
		if story.Trashed || story.Flag == article.Killed || story.Flag == article.Spiked || story.Status == article.Withdrawn {
			return opened{}, false
		}
		return take(s, story)
	})
}

// killedOut is what was killed when readers had it: it is theirs until somebody
// takes it down.
func (s *Shift) killedOut() []HandOverLine {
	return s.lines(func(_ *Shift, story *ShiftStory) (opened, bool) {
		out := story.Status == article.Sent || story.Status == article.Live
		return opened{HandOverLine{What: "readers may have it: " + string(story.Status)}, time.Time{}}, out && story.Flag == article.Killed && !story.Trashed
	})
}

func (s *Shift) lines(take func(*Shift, *ShiftStory) (opened, bool)) []HandOverLine {
	found := []opened{}
	for i := range s.Stories {
		story := &s.Stories[i]
		if o, ok := take(s, story); ok {
			o.ID = story.ID
			o.Name, o.Head = named(story.Slugline, story.Headline, story.ID)
			found = append(found, o)
		}
	}
	slices.SortFunc(found, func(a, b opened) int {
		if a.at.IsZero() != b.at.IsZero() {
			return b.at.Compare(a.at)
		}
		return cmp.Or(a.at.Compare(b.at), strings.Compare(a.Name, b.Name), strings.Compare(string(a.ID), string(b.ID)))
	})
	lines := make([]HandOverLine, len(found))
	for i, o := range found {
		lines[i] = o.HandOverLine
	}
	return lines
}

func named(slugline, headline string, id article.ID) (name, head string) {
	if slugline != "" {
		return slugline, headline
	}
	return cmp.Or(headline, string(id)), ""
}

func embargoed(s *Shift, story *ShiftStory) (opened, bool) {
	e := story.Embargo
	if !e.InForce(s.At) {
		return opened{}, false
	}
	if e.At.IsZero() {
		return opened{HandOverLine{What: "no time yet: " + cmp.Or(e.Said, "nobody has said until when")}, time.Time{}}, true
	}
	return opened{HandOverLine{When: s.moment(e.Until()), What: "lifts at " + e.Clocks(s.At.Location()), Why: e.Reason, By: e.By}, e.Until()}, true
}

// unsent is what is ready and may go: what waits for an embargo stands there.
func unsent(s *Shift, story *ShiftStory) (opened, bool) {
	return opened{HandOverLine{What: words(story)}, time.Time{}}, story.Status == article.Ready && story.Flag == article.NoFlag && !story.Embargo.InForce(s.At)
}

func notLive(s *Shift, story *ShiftStory) (opened, bool) {
	return opened{HandOverLine{What: "nobody has seen it there yet"}, time.Time{}}, story.Status == article.Sent
}

func changedSince(_ *Shift, story *ShiftStory) (opened, bool) {
	return opened{HandOverLine{What: "readers have an earlier revision"}, time.Time{}}, story.Changed
}

// torn is what a new version and the desk both changed: no package may have it.
func torn(_ *Shift, story *ShiftStory) (opened, bool) {
	places := fmt.Sprintf("%d places to settle", story.Conflicts)
	if story.Conflicts == 1 {
		places = "1 place to settle"
	}
	return opened{HandOverLine{What: places}, time.Time{}}, story.Conflicts > 0
}

func legalWaits(_ *Shift, story *ShiftStory) (opened, bool) {
	switch {
	case story.Legal == article.LegalRequired:
		return opened{HandOverLine{What: "a lawyer must read it"}, time.Time{}}, true
	case story.Unread:
		return opened{HandOverLine{What: "words changed since the lawyer’s read"}, time.Time{}}, true
	}
	return opened{}, false
}

func onHold(_ *Shift, story *ShiftStory) (opened, bool) {
	return opened{HandOverLine{What: string(story.Status)}, time.Time{}}, story.Flag == article.Hold
}

func holes(_ *Shift, story *ShiftStory) (opened, bool) {
	said := []string{}
	if story.TKs > 0 {
		said = append(said, fmt.Sprintf("%d TK", story.TKs))
	}
	switch {
	case story.OpenQueries == 1:
		said = append(said, "1 open query")
	case story.OpenQueries > 1:
		said = append(said, fmt.Sprintf("%d open queries", story.OpenQueries))
	}
	if story.Assignee != "" {
		said = append(said, "with "+story.Assignee)
	}
	return opened{HandOverLine{What: strings.Join(said, ", ")}, time.Time{}}, story.TKs > 0 || story.OpenQueries > 0
}

func words(story *ShiftStory) string {
	if story.Commission > 0 {
		return fmt.Sprintf("%d/%d words", story.Words, story.Commission)
	}
	return fmt.Sprintf("%d words", story.Words)
}

// done is the log since the shift began, the earliest first.
func (s *Shift) done() []article.LogLine {
	done := slices.DeleteFunc(slices.Clone(s.Log), func(l article.LogLine) bool { return l.At.Before(s.Since) || l.At.After(s.At) })
	slices.SortStableFunc(done, func(a, b article.LogLine) int {
		return cmp.Or(a.At.Compare(b.At), strings.Compare(string(a.ID), string(b.ID)), cmp.Compare(a.Rev, b.Rev))
	})
	return done
}

// did is what was done of some kinds, line by line.
func (s *Shift) did(done []article.LogLine, kinds ...string) []HandOverLine {
	lines := []HandOverLine{}
	for _, l := range done {
		if slices.Contains(kinds, kindOf(l.Deed)) {
			name, head := named(l.Slugline, l.Headline, l.ID)
			lines = append(lines, HandOverLine{ID: l.ID, When: s.moment(l.At), Name: name, Head: head, What: l.Said, Why: l.Why, By: l.By})
		}
	}
	return lines
}

// kindOf is where a deed stands on the sheet; "" = under what was moved.
func kindOf(d article.Deed) string {
	switch d.What {
	case article.DeedStatus:
		if s := article.Status(d.To); s == article.Sent || s == article.Live || s == article.Withdrawn {
			return d.To
		}
		return ""
	case article.DeedFlag:
		switch {
		case article.Flag(d.To) == article.Hold, article.Flag(d.From) == article.Hold && d.To == "":
			return "held"
		case d.To == "":
			return "unspiked"
		}
		return d.To
	case article.DeedBroken:
		return "embargo"
	case article.DeedTrash:
		return "spiked"
	}
	return string(d.What)
}

// moved says of each story that went from one status of the desk to another
// where it was when the shift began and where it is now.
func (s *Shift) moved(done []article.LogLine) []HandOverLine {
	last := map[article.ID]int{}
	lines := []HandOverLine{}
	from := []string{}
	for _, l := range done {
		if l.What != article.DeedStatus || kindOf(l.Deed) != "" {
			continue
		}
		at, known := last[l.ID]
		if !known {
			at = len(lines)
			last[l.ID] = at
			name, head := named(l.Slugline, l.Headline, l.ID)
			lines, from = append(lines, HandOverLine{ID: l.ID, Name: name, Head: head}), append(from, l.From)
		}
		lines[at].When, lines[at].By, lines[at].What = s.moment(l.At), l.By, from[at]+" to "+l.To
	}
	return slices.DeleteFunc(lines, func(l HandOverLine) bool { // there and back again
		was, is, _ := strings.Cut(l.What, " to ")
		return was == is
	})
}

// moment leaves the day out where it is the sheet's.
func (s *Shift) moment(at time.Time) string {
	at = at.In(s.At.Location())
	if at.Format(time.DateOnly) == s.At.Format(time.DateOnly) {
		return at.Format("15:04")
	}
	return at.Format("2 Jan 15:04")
}
