package newsroom

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"stet/internal/article"
)

// comeBack makes copy that names a known story that story's next revision: it
// carries over what a file from outside never holds, so that a story that
// went out and came back loses nothing. What the file says and the desk
// decides otherwise is named in the receipt.
func comeBack(a, head *article.Article, receipt *article.Receipt) {
	if a.Status != "" && a.Status != head.Status {
		giveUp(receipt, string(a.Status), "The status stays “"+string(head.Status)+"”: the desk decides it.")
	}
	a.Status, a.Flag = head.Status, stricter(a.Flag, head.Flag, receipt)
	a.Created, a.Legal, a.Assignee, a.Deadline = head.Created, head.Legal, head.Assignee, head.Deadline
	a.CommissionedLength, a.NoLength, a.BudgetLine = head.CommissionedLength, head.NoLength, head.BudgetLine
	a.Queries, a.Options, a.Merge, a.MergedInto = head.Queries, head.Options, head.Merge, head.MergedInto
	if len(a.MoreSources) == 0 {
		a.MoreSources = head.MoreSources
	}
	if a.InternalNote == "" {
		a.InternalNote = head.InternalNote
	}
	if a.Embargo == nil || head.Embargo != nil && a.Embargo.At.Equal(head.Embargo.At) {
		a.Embargo = head.Embargo
	}
	keepCorrections(a, head)
	keepAuthors(a, head)
	keepPictureFacts(a, head)
	if strings.Contains(head.Body, ":::note") || strings.Contains(head.Body, "{>>") {
		receipt.Changed = append(receipt.Changed, article.Note{
			Text: "notes and marks", Field: "body", Why: "A package carries none; those of the revision before are in the history.",
		})
	}
	if a.Trashed = false; head.Trashed {
		receipt.Changed = append(receipt.Changed, article.Note{Text: "trash", Field: "copy", Why: "The story was in the trash; it is out again."})
	}
}

// cameBefore reports whether copy that names a known story says what that says
// already, to the letter: whoever takes the same package in again makes nothing
// new, whatever revision it was made on.
func (r *Room) cameBefore(a article.Article, q ImportRequest) (head article.Article, same bool) {
	if a.ID == "" || q.AsNew {
		return head, false
	}
	head, err := r.db.Get(a.ID)
	if err != nil || head.Trashed || !strings.EqualFold(cmp.Or(strings.TrimSpace(q.Section), a.Section), head.Section) {
		return head, false
	}
	var aside article.Receipt
	a.Authors, a.Pictures = slices.Clone(a.Authors), slices.Clone(a.Pictures)
	comeBack(&a, &head, &aside)
	a.Slug = cmp.Or(a.Slug, head.Slug)
	a.Section, a.SectionID, a.Rev, a.Updated = head.Section, head.SectionID, head.Rev, head.Updated
	came, err := json.Marshal(a)
	if err != nil {
		return head, false
	}
	there, err := json.Marshal(head)
	return head, err == nil && bytes.Equal(came, there)
}

// stricter is the flag that stops more: a kill that comes in is never lost,
// and a file cannot lift what the desk has set.
func stricter(file, desk article.Flag, receipt *article.Receipt) article.Flag {
	order := []article.Flag{article.NoFlag, article.Hold, article.Spiked, article.Killed}
	if slices.Index(order, file) > slices.Index(order, desk) {
		return file
	}
	if file != article.NoFlag && file != desk {
		giveUp(receipt, string(file), "The story stays “"+string(desk)+"”.")
	}
	return desk
}

// keepCorrections brings back what readers were told, with why and by whom, and
// what they were not: a package has the words alone.
func keepCorrections(a, head *article.Article) {
	known := func(c article.Correction) bool {
		return slices.ContainsFunc(head.Corrections, func(k article.Correction) bool {
			return k.Text == c.Text && k.At.Truncate(time.Second).Equal(c.At.Truncate(time.Second))
		})
	}
	came := slices.DeleteFunc(slices.Clone(a.Corrections), known)
	if a.Corrections = append(slices.Clone(head.Corrections), came...); len(a.Corrections) == 0 {
		a.Corrections = nil
	}
}

// keepAuthors brings back what is known of people whom the file names.
func keepAuthors(a, head *article.Article) {
	for _, known := range head.Authors {
		i := slices.IndexFunc(a.Authors, func(x article.Author) bool { return x.Name == known.Name })
		switch {
		case i >= 0 && a.Authors[i].Email == "":
			a.Authors[i].Email = known.Email
		case i < 0 && slices.Contains(a.Bylines, known.Name):
			a.Authors = append(a.Authors, known)
		}
	}
}

// keepPictureFacts brings back what is known of the originals and never
// leaves: it may name a source.
func keepPictureFacts(a, head *article.Article) {
	for _, known := range head.Pictures {
		for i := range a.Pictures {
			if p := &a.Pictures[i]; p.ID == known.ID {
				p.Name = cmp.Or(p.Name, known.Name)
				p.AsIs, p.Taken, p.Private = known.AsIs, known.Taken, known.Private
			}
		}
	}
}

// giveUp names words of the copy that stand in no field after all.
func giveUp(receipt *article.Receipt, words, why string) {
	receipt.Dropped = append(receipt.Dropped, article.Note{Text: words, Why: why})
	receipt.Kept = max(0, receipt.Kept-len(strings.Fields(words)))
}

// noSuchName is why a section's name is given up.
func noSuchName(err error) string { return "No section can be called so: " + err.Error() + "." }
