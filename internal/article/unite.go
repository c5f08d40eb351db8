package article

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Taking is what comes of another story into the one that it is merged into:
// fields whole, the body change by change as [Facing] numbers them.
type Taking struct {
	Fields []string `json:"fields"`
	Body   []Pick   `json:"body"` // of each change; short = the story's own words stand
}

// uniteChoices are the fields of which one story has one: a person says whose.
var uniteChoices = []string{
	"overline", "headlines.main", "headlines.front", "headlines.search", "headlines.social", "headlines.push", "headlines.print",
	"standfirst", "dateline", "trailText", "searchDescription", "socialDescription",
}

// UniteChoices are the fields in which the other story says something else, in
// the order of the desk.
func UniteChoices(story, other *Article) []string {
	paths := []string{}
	for _, f := range Fields {
		if slices.Contains(uniteChoices, f.Path) && f.Get(other) != "" && f.Get(other) != f.Get(story) {
			paths = append(paths, f.Path)
		}
	}
	return paths
}

// MayUnite says why another story cannot be merged into a story; nil = it can.
func MayUnite(story, other *Article) error {
	refuse := func(message, hint string) error { return &MoveError{Message: message, Hint: hint} }
	switch {
	case story.ID == other.ID:
		return refuse("A story cannot be merged into itself.", "Choose another story.")
	case story.Flag == Killed:
		return refuse("The story is killed. Nothing is merged into it.", "Take the kill back to hold first, if it was a mistake.")
	case other.Flag == Killed:
		return refuse("The other story is killed. Nothing of it is taken into another one.", "Take the kill back to hold first, if it was a mistake.")
	case other.MergedInto != "":
		return refuse("The other story has been merged into one already.", "Open the one that it leads to.")
	case other.Conflicts() > 0:
		return refuse("The other story has words in conflict.", "Open it and settle them first.")
	case story.Flag == Spiked:
		return refuse("The story is spiked. Nothing is merged into it.", "Bring it back first, or merge it into the other story.")
	case story.Trashed || other.Trashed:
		return refuse("A story in the trash cannot be merged.", "Take it out of the trash first.")
	}
	return nil
}

// Unite merges another story into a story: what was taken of its words, and all
// of what goes with a story and does not shut anything out. The story keeps what
// it is: id, address, slugline, status. Headlines that were not taken become
// options. at is the moment, for those.
func Unite(story, other *Article, t Taking, at time.Time) (Article, error) {
	u := *story
	if err := soundPicks(t.Body); err != nil {
		return u, err
	}
	apart := *other
	apart.Body = ApartNotes(other.Body, story.Body)
	if err := takeFields(&u, &apart, t.Fields); err != nil {
		return u, err
	}
	u.Body = Mix(Facing(apart.Body, story.Body), t.Body)
	keepHeadlines(&u, story, other, at)
	uniteWords(&u, other)
	uniteLists(&u, other)
	u.Embargo = StricterEmbargo(story.Embargo, other.Embargo)
	u.Legal = stricterLegal(story.Legal, other.Legal)
	if other.Flag == Hold {
		u.Flag = Hold
	}
	return u, nil
}

func takeFields(u, other *Article, paths []string) error {
	for _, path := range paths {
		f, err := FieldAt(path)
		if err != nil {
			return err
		}
		if !slices.Contains(uniteChoices, path) {
			return fmt.Errorf("%w: %s is not taken from another story; these are: %s", ErrValue, path, strings.Join(uniteChoices, ", "))
		}
		if err := f.Set(u, f.Get(other)); err != nil {
			return err
		}
	}
	return nil
}

// keepHeadlines makes options of the headlines that nobody uses now.
func keepHeadlines(u, story, other *Article, at time.Time) {
	u.Options = uniteList(u.Options, other.Options, func(o Option) string { return string(o.Channel) + "\n" + o.Text })
	for _, c := range Channels {
		for _, of := range []struct {
			text, note string
		}{{story.Headlines.Own(c), "stood here before another story was merged in"}, {other.Headlines.Own(c), "of the story that was merged in"}} {
			if of.text != "" && of.text != u.Headlines.Own(c) {
				// A headline that is too long for an option is in the history.
				_, _, _ = u.Propose(Option{Channel: c, Text: of.text, Note: of.note, At: at})
			}
		}
	}
}

// uniteWords takes what the story lacks, and puts behind each other what stands
// beside each other.
func uniteWords(u, other *Article) {
	u.Credit = besides(u.Credit, other.Credit, ", ")
	u.UsageTerms = besides(u.UsageTerms, other.UsageTerms, " ")
	u.InternalNote = besides(u.InternalNote, other.InternalNote, "\n\n")
	u.LeadPicture = cmp.Or(u.LeadPicture, other.LeadPicture)
	u.BudgetLine = cmp.Or(u.BudgetLine, other.BudgetLine)
	u.Assignee = cmp.Or(u.Assignee, other.Assignee)
	u.Slugline = cmp.Or(u.Slugline, other.Slugline)
	u.Language = cmp.Or(u.Language, other.Language)
	if u.SectionID == "" {
		u.SectionID, u.Section = other.SectionID, other.Section
	}
	if u.Deadline.IsZero() {
		u.Deadline = other.Deadline
	}
	if u.Urgency == 0 || other.Urgency != 0 && other.Urgency < u.Urgency {
		u.Urgency = other.Urgency
	}
}

// besides puts a text behind another that does not say it already.
func besides(text, more, between string) string {
	switch {
	case text == "":
		return more
	case more == "" || strings.Contains(strings.ToLower(text), strings.ToLower(more)):
		return text
	}
	return text + between + more
}

func uniteLists(u, other *Article) {
	itself := func(s string) string { return strings.ToLower(s) }
	u.Bylines = uniteList(u.Bylines, other.Bylines, itself)
	u.Keywords = uniteList(u.Keywords, other.Keywords, itself)
	u.Authors = uniteList(u.Authors, other.Authors, func(a Author) string { return strings.ToLower(a.Name) })
	u.Pictures = uniteList(u.Pictures, other.Pictures, func(p Picture) string { return p.ID })
	u.Queries = uniteList(u.Queries, other.Queries, func(q Query) string { return q.By + "\n" + q.Text })
	u.Corrections = uniteList(u.Corrections, other.Corrections, func(c Correction) string { return string(c.Kind) + "\n" + c.Text + "\n" + c.Why })
	slices.SortStableFunc(u.Corrections, func(a, b Correction) int { return a.At.Compare(b.At) })
	item := func(s Source) string { return strings.ToLower(s.Service) + "\n" + s.Key }
	sources := uniteList([]Source{u.Source}, append([]Source{other.Source}, slices.Concat(u.MoreSources, other.MoreSources)...), item)
	sources = slices.DeleteFunc(sources, func(s Source) bool { return s == Source{} })
	if u.Source, u.MoreSources = (Source{}), nil; len(sources) > 0 {
		u.Source, u.MoreSources = sources[0], slices.Clone(sources[1:])
	}
}

// uniteList is a list with what another has besides, each once.
func uniteList[T any](list, more []T, key func(T) string) []T {
	united, seen := list[:0:0], map[string]bool{}
	for _, item := range slices.Concat(list, more) {
		if k := key(item); !seen[k] {
			seen[k] = true
			united = append(united, item)
		}
	}
	return united
}

// StricterEmbargo is the one of two that opens later: one whose end nobody has
// settled opens never, a broken one is open.
func StricterEmbargo(a, b *Embargo) *Embargo {
	switch {
	case b == nil || b.IsBroken():
		return cmp.Or(a, b)
	case a == nil || a.IsBroken():
		return b
	case a.At.IsZero() || !b.At.IsZero() && !b.Until().After(a.Until()):
		return a
	}
	return b
}

// stricterLegal is the one of two states that stops more. A read covers the
// words that were read, and none that come in; where those of the other story
// were read, none of this one's is known to be.
func stricterLegal(story, other Legal) Legal {
	order := []LegalState{LegalNotNeeded, LegalDone, LegalRequired}
	if slices.Index(order, other.State) <= slices.Index(order, story.State) {
		return story
	}
	if other.Rev = 0; other.State == LegalDone {
		other.Over = cmp.Or(other.Over, "none of this story")
	}
	return other
}
