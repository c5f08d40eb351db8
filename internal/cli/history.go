package cli

import (
	"cmp"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"stet/internal/article"
)

func runHistory(c *call) error {
	left := false
	words, err := c.words(func(f *flag.FlagSet) { f.BoolVar(&left, "sent", false, "") }, 1, 1)
	if err != nil {
		return err
	}
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	revisions, err := c.room.History(ids[0])
	if err != nil {
		return err
	}
	if left {
		revisions = slices.DeleteFunc(revisions, func(r article.Revision) bool { return !r.Sent })
		if !c.json {
			return c.showDepartures(revisions)
		}
	}
	if err := c.showRevisions(revisions); err != nil || c.json {
		return err
	}
	sent, err := c.room.LastSent(ids[0])
	if err == nil && sent != nil && len(sent.Changed) > 0 {
		c.say("changed since revision %d went out: %s", sent.Rev, strings.Join(sent.Changed, ", "))
	}
	return err
}

func (c *call) showRevisions(revisions []article.Revision) error {
	if c.json {
		return c.emit(revisions)
	}
	table := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for _, r := range revisions {
		fmt.Fprintf(table, "%d\t%s\t%s\t%d\t%s\t%s\n", r.Rev, r.At.Format("2006-01-02 15:04:05Z07:00"), printable(r.By), r.Words,
			strings.Join(r.Changed, ", "), strings.TrimSpace(printable(r.Note)+sentWord(r)+nameWord(r)))
	}
	return table.Flush()
}

// showDepartures prints what left, where to, when and with which seal.
func (c *call) showDepartures(revisions []article.Revision) error {
	table := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for _, r := range revisions {
		for _, d := range r.Left {
			what := cmp.Or(d.Profile, "package")
			if d.Act != "" {
				what += ", " + string(d.Act)
			}
			fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Rev, d.At.Format("2006-01-02 15:04:05Z07:00"), printable(d.By), printable(what), d.Digest, printable(cmp.Or(d.Target, d.Path)), signedWord(d))
		}
	}
	return table.Flush()
}

// signedWord says who signed what left; "" = nobody noted it.
func signedWord(d article.Departure) string {
	switch {
	case d.Key != "":
		return "signed with key " + d.Key
	case d.Unsigned != "":
		return "not signed: " + printable(d.Unsigned)
	}
	return ""
}

func sentWord(r article.Revision) string {
	if r.Sent {
		return " (sent)"
	}
	return ""
}

func nameWord(r article.Revision) string {
	if r.Name == "" {
		return ""
	}
	return fmt.Sprintf(" %q", r.Name)
}

// runName gives a revision a name; an empty one takes it away.
func runName(c *call) error {
	words, err := c.words(none, 3, 3)
	if err != nil {
		return err
	}
	id, revs, err := c.revisions(words[:2])
	if err != nil {
		return err
	}
	revisions, err := c.room.NameRevision(id, revs[0], words[2])
	if err != nil {
		return err
	}
	return c.showRevisions(revisions)
}

// runDiff prints what changed between two revisions: [-what went out-] and
// {+what came in+}.
func runDiff(c *call) error {
	sides := false
	words, err := c.words(func(f *flag.FlagSet) { f.BoolVar(&sides, "sides", false, "") }, 3, 3)
	if err != nil {
		return err
	}
	id, revs, err := c.revisions(words)
	if err != nil {
		return err
	}
	if sides {
		laid, err := c.room.SideBySide(id, revs[0], revs[1])
		if err != nil {
			return err
		}
		return c.showSides(laid)
	}
	compared, err := c.room.Compare(id, revs[0], revs[1])
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(compared)
	}
	c.say("%s  revision %d to %d", compared.ID, compared.A, compared.B)
	for _, f := range compared.Fields {
		c.say("%s: %s", f.Field, marked(f.Chunks))
	}
	return nil
}

// revisions reads a story and the revisions of it that are named behind it.
func (c *call) revisions(words []string) (article.ID, []int64, error) {
	ids, err := c.stories(words[:1])
	if err != nil {
		return "", nil, err
	}
	var revs []int64
	for _, word := range words[1:] {
		rev, err := c.revision(ids[0], word)
		if err != nil {
			return "", nil, err
		}
		revs = append(revs, rev)
	}
	return ids[0], revs, nil
}

// revision reads a revision's number, "now" for the newest, "sent" for the one
// that last went out, or a name that somebody gave it.
func (c *call) revision(id article.ID, word string) (int64, error) {
	switch word {
	case "now":
		return 0, nil
	case "sent":
		return c.room.SentRev(id)
	}
	rev, err := strconv.ParseInt(word, 10, 64)
	if err != nil {
		return c.room.NamedRev(id, word)
	}
	if rev < 1 {
		return 0, c.misused(fmt.Sprintf("%q is not a revision: a number, now, sent or a name", word))
	}
	return rev, nil
}

func marked(chunks []article.Chunk) string {
	var out strings.Builder
	for _, chunk := range chunks {
		switch chunk.Op {
		case article.Same:
			out.WriteString(printable(chunk.Text))
		case article.Out:
			out.WriteString("[-" + printable(chunk.Text) + "-]")
		case article.In:
			out.WriteString("{+" + printable(chunk.Text) + "+}")
		}
	}
	return out.String()
}

func runRestore(c *call) error {
	var fields, passages []string
	words, err := c.words(func(f *flag.FlagSet) {
		f.Func("field", "", func(path string) error { fields = append(fields, path); return nil })
		f.Func("passage", "", func(n string) error { passages = append(passages, n); return nil })
	}, 2, 2)
	if err != nil {
		return err
	}
	id, revs, err := c.revisions(words)
	if err != nil {
		return err
	}
	if len(passages) > 0 {
		return c.takePassages(id, revs[0], fields, passages, false)
	}
	saved, err := c.room.Restore(id, 0, revs[0], fields...)
	if err != nil {
		return err
	}
	return c.showSaved(saved)
}
