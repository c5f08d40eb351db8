package newsroom

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/proof"
	"stet/internal/store"
)

// Budget is the news list for the conference.
type Budget = proof.Budget

// Budget lists the stories of a lineup in its order, or the open ones of a
// section, or all that are open, by deadline. Open is what is neither live, nor
// dropped, nor in the trash.
func (r *Room) Budget(lineup, section string) (Budget, error) {
	house, err := r.House()
	if err != nil {
		return Budget{}, err
	}
	b := Budget{Newsroom: house.Name, At: r.now().In(house.Location()), Lines: []proof.BudgetLine{}}
	if lineup != "" {
		l, err := r.Lineup(lineup)
		if err != nil {
			return b, err
		}
		b.Name = l.Name
		lineups, err := r.storedLineups()
		if err != nil {
			return b, err
		}
		for i, s := range l.Slots {
			line, err := r.budgetLine(s.Story, lineups)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return b, err
			}
			line.ID, line.Place, line.Weight, line.Hole = s.Story, i+1, string(s.Weight), s.Hole
			b.Lines = append(b.Lines, line)
		}
		return b, nil
	}
	return r.openBudget(b, section)
}

// PrintedBudget is a news list as a web view prints it.
type PrintedBudget = proof.PrintedBudget

// PrintBudget is the news list of a lineup for a web view to print.
func (r *Room) PrintBudget(lineup string) (PrintedBudget, error) {
	b, err := r.Budget(lineup, "")
	return b.Print(), err
}

// SaveBudget puts the news list of a lineup into the export folder as a page to
// print, and returns its path.
func (r *Room) SaveBudget(lineup string) (string, error) {
	b, err := r.Budget(lineup, "")
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	if err := b.HTML(&out); err != nil {
		return "", err
	}
	name := cmp.Or(article.Slugify(b.Name), "lineup")
	path, err := r.exportPath("news-list-" + name + b.At.Format("-20060102-1504") + ".html")
	if err != nil {
		return "", err
	}
	return path, putFile(path, out.Bytes())
}

func (r *Room) openBudget(b Budget, section string) (Budget, error) {
	if section != "" {
		s, err := r.Section(section)
		if err != nil {
			return b, err
		}
		b.Name = s.Name
	}
	heads, err := r.All(section, false)
	if err != nil {
		return b, err
	}
	lineups, err := r.storedLineups()
	if err != nil {
		return b, err
	}
	for _, h := range heads {
		if h.Status == article.Live || (desk.Standing{Flag: h.Flag, Status: h.Status}).Dead() != "" {
			continue
		}
		line, err := r.budgetLine(h.ID, lineups)
		if err != nil {
			return b, err
		}
		b.Lines = append(b.Lines, line)
	}
	slices.SortStableFunc(b.Lines, func(x, y proof.BudgetLine) int {
		if x.Deadline.IsZero() != y.Deadline.IsZero() { // without a deadline comes last
			return x.Deadline.Compare(y.Deadline) * -1
		}
		return cmp.Or(x.Deadline.Compare(y.Deadline), strings.Compare(x.Slugline, y.Slugline))
	})
	return b, nil
}

func (r *Room) budgetLine(id article.ID, lineups []desk.Lineup) (proof.BudgetLine, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return proof.BudgetLine{}, err
	}
	legal := string(a.Legal.State)
	if unreadIn(&a, lineups) {
		legal += ", words changed since"
	}
	s, err := r.db.Summary(id)
	return proof.BudgetLine{
		ID: id, Slugline: a.Slugline, Line: cmp.Or(a.BudgetLine, a.Headlines.Main), Section: a.Section,
		Words: s.Words, Planned: a.CommissionedLength, Picture: a.LeadPicture != "" || len(a.Pictures) > 0,
		Source: a.Source.Service, Legal: legal, Status: a.Status, Flag: a.Flag, Embargo: a.Embargo,
		Deadline: a.Deadline, Assignee: a.Assignee, TKs: s.TKs, Queries: s.OpenQueries, Conflict: a.Conflicts() > 0,
	}, err
}
