package newsroom_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/card"
	"stet/internal/check"
	"stet/internal/newsroom"
)

func titleOf(t *testing.T, cards []card.Card, place string) card.Text {
	t.Helper()
	for _, c := range cards {
		for _, text := range c.Texts {
			if c.Place == place && text.Part == "title" {
				return text
			}
		}
	}
	t.Fatalf("no card for %s in %+v", place, cards)
	return card.Text{}
}

// Cards follow what is typed, come only when they are asked for, and say what
// the check says.
func TestCardsFollowTheKeys(t *testing.T) {
	room, ctx := open(t, t.TempDir()), context.Background()
	a := take(t, room, ferry)
	long := strings.Repeat("Last night ferry saved ", 4) + "at last"
	ask := newsroom.PreviewRequest{ID: a.ID, Set: map[string]string{"headlines.search": long}}
	answer, err := room.Preview(ctx, ask)
	if err != nil || answer.Cards != nil {
		t.Fatalf("cards that nobody asked for: %+v, %v", answer.Cards, err)
	}
	ask.Cards = true
	if answer, err = room.Preview(ctx, ask); err != nil {
		t.Fatal(err)
	}
	title := titleOf(t, answer.Cards, "search")
	if title.Field != "headlines.search" || title.Cut == "" || !strings.HasSuffix(long, title.Cut) {
		t.Errorf("the search title is %+v", title)
	}

	a.Headlines.Search = long
	saved, err := room.Cards(&a)
	if err != nil || !slices.EqualFunc(answer.Cards, saved, func(a, b card.Card) bool { return a.Place == b.Place && len(a.Texts) == len(b.Texts) }) || titleOf(t, saved, "search").Cut != title.Cut {
		t.Errorf("the command line has others: %+v, %v", saved, err)
	}

	if a, err = room.Edit(article.Edit{ID: a.ID, Base: a.Rev, Set: ask.Set}); err != nil {
		t.Fatal(err)
	}
	found, err := room.Check(ctx, a.ID)
	at := slices.IndexFunc(found, func(f check.Finding) bool { return f.Code == "cut" })
	if err != nil || at < 0 || long[found[at].From:found[at].To] != title.Cut {
		t.Errorf("the check found %+v, %v", found, err)
	}
}
