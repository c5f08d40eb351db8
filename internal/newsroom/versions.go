package newsroom

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"stet/internal/article"
	"stet/internal/intake"
	"stet/internal/store"
)

// ErrOlder says that a version of a wire item came in after a newer one.
var ErrOlder = errors.New("a newer version of this item came in already")

// ErrAs says that copy cannot come in as what was asked for.
var ErrAs = errors.New("copy comes in as version, take, intro, new or kill")

// ErrDropped says that nothing more comes into a story that was dropped.
var ErrDropped = errors.New("the story is spiked, killed or in the trash")

// notCopy are the fields that are the desk's: copy that comes in again does not
// touch them.
var notCopy = []string{
	"slug", "oldSlugs", "leadPicture", "pictures", "body", "status", "flag", "assignee", "deadline", "commissionedLength", "budgetLine",
	"embargo", "embargo.reason", "legal.state", "queries", "options", "corrections", "firstPublished", "lastPublished",
}

// comesIn reports whether a field is copy, apart from the body.
func comesIn(path string) bool { return !slices.Contains(notCopy, path) }

// lastTakenIn is the revision that holds the copy that came in last, as it
// came; its Rev is 0 where the story was written here. What a restored revision
// left behind it does not count.
func (r *Room) lastTakenIn(head *article.Article) (article.Article, error) {
	revisions, err := r.db.History(head.ID)
	if err != nil {
		return article.Article{}, err
	}
	for rev := head.Rev; rev > 0; {
		said := revisions[len(revisions)-int(rev)]
		if _, taken := copyName(said.Note); taken {
			return r.db.GetRev(head.ID, rev)
		}
		if back, ok := restoredFrom(said.Note); ok && back < rev && slices.Contains(said.Changed, "body") {
			rev = back
			continue
		}
		rev--
	}
	return article.Article{}, nil
}

// copyName is what copy is called that a revision holds as it came, by the
// revision's note; false where it holds none.
func copyName(note string) (string, bool) {
	if note == takenIn {
		return asFiled, true
	}
	return strings.CutPrefix(note, takenIn+": ")
}

func restoredFrom(note string) (int64, bool) {
	number, ok := strings.CutPrefix(note, restoredNote)
	rev, err := strconv.ParseInt(number, 10, 64)
	return rev, ok && err == nil
}

const restoredNote = "restored from revision "

// takenAs counts the pieces of copy that came in: as a story and its versions,
// and as takes.
func (r *Room) takenAs(id article.ID) (versions, takes int, err error) {
	revisions, err := r.db.History(id)
	for i := range revisions {
		switch name, taken := copyName(revisions[i].Note); {
		case !taken:
		case strings.HasPrefix(name, takeName):
			takes++
		default:
			versions++
		}
	}
	return versions, takes, err
}

const takeName = "take "

// takeVersion merges copy into a story as the next state of what came in last:
// what the desk did stands, and where both changed the same words both are kept
// until somebody settles it. The copy as it came is a revision of its own,
// which is kept with the merged one or not at all.
func (r *Room) takeVersion(head *article.Article, read *intake.Result) (Imported, error) {
	base, err := r.lastTakenIn(head)
	if err != nil {
		return Imported{}, err
	}
	a := &read.Article
	if base.Rev > 0 && sameCopy(a, &base) {
		return unchanged(head, AsVersion), nil
	}
	if a.Source.Key != "" && a.Source.Key == head.Source.Key && older(a.Source.Version, head.Source.Version) {
		return Imported{}, tooOld(a, head)
	}
	name, err := r.versionName(head.ID, a)
	if err != nil {
		return Imported{}, err
	}
	was, came, err := asCopy(head, &base, a)
	if err != nil {
		return Imported{}, err
	}
	merged, conflicts := article.MergeStories(&was, head, &came)
	conflicts = append(conflicts, stops(&merged, a, &read.Receipt)...)
	merged.Leave(head.Rev+1, name, conflicts)
	return r.keepCopy(head, came, merged, read, copyIn{AsVersion, name, len(conflicts)})
}

// versionName is what a version is called: by the agency's count, else by ours.
func (r *Room) versionName(id article.ID, a *article.Article) (string, error) {
	versions, _, err := r.takenAs(id)
	if a.Source.Key == "" {
		return fmt.Sprintf("version %d", versions+1), err
	}
	if v := article.OneLine(a.Source.Version); counts(v) != nil {
		return "wire v" + strings.TrimPrefix(v, "v"), err
	}
	return fmt.Sprintf("wire v%d", versions+1), err
}

// asCopy is the story as the copy before and the copy now say it: its copy is
// theirs, all else the head's. What the copy says nothing of stays as it came
// before.
func asCopy(head, base, a *article.Article) (was, came article.Article, err error) {
	was, came = *head, *head
	for _, f := range article.Fields {
		if !comesIn(f.Path) {
			continue
		}
		before := f.Get(base)
		now := f.Get(a)
		if now == "" {
			now = before
		}
		if err := errors.Join(f.Set(&was, before), f.Set(&came, now)); err != nil {
			return was, came, err
		}
	}
	was.Body, came.Body = base.Body, a.Body
	was.Pictures, came.Pictures = base.Pictures, slices.Clone(base.Pictures)
	for _, p := range a.Pictures {
		if !slices.ContainsFunc(came.Pictures, func(known article.Picture) bool { return known.ID == p.ID }) {
			came.Pictures = append(came.Pictures, p)
		}
	}
	return was, came, nil
}

// stops takes over what holds the copy back: a hold, and an embargo where the
// story has none. Of two embargoes that differ a person decides, and whether
// copy that says of itself that it is killed or spiked kills the story.
func stops(merged, a *article.Article, receipt *article.Receipt) []article.Conflict {
	if a.Flag != article.NoFlag && merged.Flag == article.NoFlag {
		merged.Flag = article.Hold
	}
	if a.Flag == article.Killed || a.Flag == article.Spiked {
		giveUp(receipt, string(a.Flag), "The copy says so of itself: the story is on hold until somebody decides.")
	}
	switch was, is := merged.Embargo.Text(), a.Embargo.Text(); {
	case a.Embargo == nil || was == is && merged.Embargo != nil:
	case merged.Embargo == nil:
		merged.Embargo = a.Embargo
	default:
		return []article.Conflict{{Field: "embargo", Mine: was, Theirs: is}}
	}
	return nil
}

// takeTake puts copy behind what a story has, or above it as its new intro. A
// note for the desk says where it begins and who took it in; the words that
// were there stay as they are.
func (r *Room) takeTake(head *article.Article, read *intake.Result, as As) (Imported, error) {
	base, err := r.lastTakenIn(head)
	if err != nil {
		return Imported{}, err
	}
	a := &read.Article
	if base.Rev > 0 && sameCopy(a, &base) {
		return unchanged(head, as), nil
	}
	_, takes, err := r.takenAs(head.ID)
	if err != nil {
		return Imported{}, err
	}
	name := fmt.Sprintf("%s%d", takeName, takes+2) // the story itself is the first
	_, came, err := asCopy(head, &base, a)
	if err != nil {
		return Imported{}, err
	}
	mark := strings.Join(slices.DeleteFunc([]string{capital(name), r.Person().Sign(), r.timeSaid()}, func(s string) bool { return s == "" }), ", ")
	merged := *head
	for _, f := range article.Fields { // lines that the story lacks
		if comesIn(f.Path) && !strings.HasPrefix(f.Path, "source.") && f.Get(head) == "" {
			if err := f.Set(&merged, f.Get(&came)); err != nil {
				return Imported{}, err
			}
		}
	}
	stops(&merged, a, &read.Receipt)
	merged.Pictures = slices.Clone(head.Pictures)
	for _, p := range a.Pictures {
		if !slices.ContainsFunc(merged.Pictures, func(known article.Picture) bool { return known.ID == p.ID }) {
			merged.Pictures = append(merged.Pictures, p)
		}
	}
	if as == AsIntro {
		merged.Body = together(deskNote(mark+": new intro"), a.Body, deskNote("Take 1"), head.Body)
		came.Body = together(a.Body, base.Body)
	} else {
		merged.Body = together(head.Body, deskNote(mark), a.Body)
		came.Body = together(base.Body, a.Body)
	}
	came.Source = head.Source // a take is no version of the item
	return r.keepCopy(head, came, merged, read, copyIn{as, name, 0})
}

func deskNote(words string) string { return ":::note\n" + words + "\n:::" }

// together are texts with a blank line between them.
func together(texts ...string) string {
	var all []string
	for _, t := range texts {
		if t = strings.Trim(t, "\n"); t != "" {
			all = append(all, t)
		}
	}
	return strings.Join(all, "\n\n")
}

func capital(words string) string { return strings.ToUpper(words[:1]) + words[1:] }

// timeSaid is the time by the newsroom's clock.
func (r *Room) timeSaid() string {
	house, err := r.House()
	if err != nil {
		return ""
	}
	return r.now().In(house.Location()).Format("2 January, 15:04")
}

// copyIn is what copy came in as, what it is called, and what it left open.
type copyIn struct {
	as        As
	name      string
	conflicts int
}

// keepCopy keeps the copy as it came and the story that was made of it, both or
// neither.
func (r *Room) keepCopy(head *article.Article, came, merged article.Article, read *intake.Result, in copyIn) (Imported, error) {
	if err := r.settleSlug(head, &merged, map[string]string{}); err != nil {
		return Imported{}, err
	}
	// The stops of the copy are the desk's from the first of the two on.
	came.Flag, came.Embargo = merged.Flag, merged.Embargo
	deeds, err := article.Deeds(head, &came, r.hand(""), r.now())
	if err != nil {
		return Imported{}, err
	}
	first := r.entry(came, takenIn+": "+in.name)
	first.Revision.Changed, first.Revision.Deeds = article.Changed(head, &came), deeds
	note := in.name + " added"
	if in.as == AsVersion {
		note = in.name + " merged"
	}
	if in.conflicts > 0 {
		note += fmt.Sprintf(", conflicts to settle: %d", in.conflicts)
	}
	merged.Rev = head.Rev + 1
	second := r.entry(merged, note)
	second.Revision.Changed = article.Changed(&came, &merged)
	if in.conflicts > 0 {
		second.Revision.Deeds = []article.Deed{{What: article.DeedMerge, To: in.name}}
	}
	receipt := read.Receipt
	if err := r.addReceipt(head.ID, &receipt); err != nil {
		return Imported{}, err
	}
	saved, _, err := r.db.SaveWhole(store.Whole{
		Entries: []store.Entry{first, second}, Intake: &store.Taken{ID: head.ID, Rev: head.Rev + 2, Receipt: receipt},
	})
	if err != nil {
		return Imported{}, err
	}
	return Imported{
		ID: head.ID, Headline: saved[1].Headlines.Main, Section: saved[1].Section, Receipt: receipt,
		As: in.as, Called: in.name, Conflicts: in.conflicts, Rev: saved[1].Rev,
	}, nil
}

// addReceipt makes the receipt of the newest copy the story's; what nobody has
// decided of the copy before stays to be decided.
func (r *Room) addReceipt(id article.ID, receipt *article.Receipt) error {
	tidyReceipt(receipt)
	old, found, err := r.db.Intake(id)
	if err == nil && found && len(old.Changes) > 0 {
		for i := range receipt.Changes {
			receipt.Changes[i].ID += len(old.Changes)
		}
		receipt.Changes = append(slices.Clone(old.Changes), receipt.Changes...)
	}
	return err
}

// unchanged is what comes of copy that says nothing new.
func unchanged(head *article.Article, as As) Imported {
	in := Imported{ID: head.ID, Headline: head.Headlines.Main, Section: head.Section, As: as, Same: true, Rev: head.Rev}
	tidyReceipt(&in.Receipt)
	return in
}
