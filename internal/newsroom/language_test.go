package newsroom_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/store"
)

func TestHouseDictionary(t *testing.T) {
	dir := t.TempDir()
	room := open(t, dir)
	if on, words, err := room.LanguageHelp(); err != nil || !on || len(words) != 0 {
		t.Fatalf("at first: on %v, %q, %v", on, words, err)
	}
	want := []string{"Halvern", "Solberg", "Київ", "l'Anselm"}
	if _, err := room.ChangeWords([]string{"Solberg", " Halvern ", "Київ", "l'Anselm", "gone"}, nil); err != nil {
		t.Fatal(err)
	}
	got, err := room.ChangeWords(nil, []string{"gone", "never there"})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("words %q, want %q", got, want)
	}
	for _, bad := range []string{"", "two words", "1984", "new\nline", "a\x00b", strings.Repeat("x", 81), "\xff"} {
		if _, err := room.ChangeWords([]string{"fine", bad}, nil); !errors.Is(err, article.ErrValue) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	all, err := room.Settings()
	if err != nil || all["language.help"] != "true" || len(all) != len(newsroom.SettingKeys()) {
		t.Errorf("the words stand among the settings: %v, %v", all, err)
	}
	if err := room.PutSettings(map[string]string{"language.help": "false"}); err != nil {
		t.Fatal(err)
	}
	if err := room.Close(); err != nil {
		t.Fatal(err)
	}
	if on, words, err := open(t, dir).LanguageHelp(); err != nil || on || !slices.Equal(words, want) {
		t.Errorf("opened again: on %v, %q, %v", on, words, err)
	}
}

func TestWhatAStoryIgnores(t *testing.T) {
	room := open(t, t.TempDir())
	a := take(t, room, ferry)
	always := newsroom.Ignored{Rule: "spelling", Text: "Skerrin"}
	here := newsroom.Ignored{Rule: "AnA", Text: "a", Here: true, Before: "is", After: "hour"}
	for _, what := range []newsroom.Ignored{always, here, always} {
		if _, err := room.Ignore(a.ID, what); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := room.Ignored(a.ID); err != nil || !slices.Equal(list, []newsroom.Ignored{always, here}) {
		t.Errorf("ignored %v, %v", list, err)
	}
	if after, err := room.Story(a.ID); err != nil || after.Rev != a.Rev {
		t.Errorf("it made a revision: %d after %d, %v", after.Rev, a.Rev, err)
	}
	if _, err := room.Ignore("no-such-story", always); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of a story that is not there: %v", err)
	}
	if _, err := room.Ignore(a.ID, newsroom.Ignored{Rule: "spelling"}); !errors.Is(err, article.ErrValue) {
		t.Errorf("nothing: %v", err)
	}
	long := newsroom.Ignored{Rule: "LongRule", Text: strings.Repeat("ю", 5000)}
	list, err := room.Ignore(a.ID, long)
	if err != nil || len([]rune(list[2].Text)) != 200 {
		t.Errorf("a long text: %v", err)
	}
	for n := range 1001 {
		if list, err = room.Ignore(a.ID, newsroom.Ignored{Rule: "spelling", Text: fmt.Sprint("w", n)}); err != nil {
			t.Fatal(err)
		}
	}
	if len(list) != 1000 || list[999].Text != "w1000" {
		t.Errorf("%d kept, last %v", len(list), list[len(list)-1])
	}
}
