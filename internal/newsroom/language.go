package newsroom

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
)

// What the language help knows of this newsroom lies among the settings, one
// for each word of the house and one for each story in which something is to
// be left alone: a word that is added writes that word and no list.
const (
	languageHelp  = "language.help"
	housePrefix   = "language.word."
	ignoredPrefix = "language.ignored."
)

// What a newsroom may keep: a word stands on one line of a list, and the list
// goes to the page whole.
const (
	longestWord = 80
	mostWords   = 20_000
	mostIgnored = 1000
)

// Ignored is something the language help leaves alone in a story: every place
// that reads so, or with Here only the one between these two words.
type Ignored struct {
	Rule   string `json:"rule"`
	Text   string `json:"text"`
	Here   bool   `json:"here"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// LanguageHelp is whether words are checked while they are written, and the
// house dictionary, sorted.
func (r *Room) LanguageHelp() (on bool, words []string, err error) {
	kept, err := r.db.Settings()
	if err != nil {
		return false, nil, err
	}
	return kept[languageHelp] != "false", houseWords(kept), nil
}

func houseWords(kept map[string]string) []string {
	words := []string{}
	for key := range maps.Keys(kept) {
		if word, ok := strings.CutPrefix(key, housePrefix); ok {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return words
}

// ChangeWords adds words to the house dictionary and takes others away, all or
// none, and answers with all that it then has. It wraps article.ErrValue for
// what is no word.
func (r *Room) ChangeWords(add, remove []string) ([]string, error) {
	kept, err := r.db.Settings()
	if err != nil {
		return nil, err
	}
	changes := map[string]string{}
	for _, word := range remove {
		changes[housePrefix+word] = ""
	}
	for _, word := range add {
		if word, err = houseWord(word); err != nil {
			return nil, err
		}
		changes[housePrefix+word] = r.Person().Sign() + " " + r.now().UTC().Format("2006-01-02")
	}
	if have := len(houseWords(kept)) + len(add); len(add) > 0 && have > mostWords {
		return nil, fmt.Errorf("%w: a house dictionary holds at most %d words", article.ErrValue, mostWords)
	}
	if err := r.db.PutSettings(changes); err != nil {
		return nil, err
	}
	_, words, err := r.LanguageHelp()
	return words, err
}

func houseWord(text string) (string, error) {
	word := strings.TrimSpace(text)
	space := strings.IndexFunc(word, func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) })
	switch {
	case !strings.ContainsFunc(word, unicode.IsLetter) || !utf8.ValidString(word):
		return "", fmt.Errorf("%w: the house dictionary takes words, not %q", article.ErrValue, article.OneLine(text))
	case space >= 0:
		return "", fmt.Errorf("%w: %q is more than one word; add each by itself", article.ErrValue, article.OneLine(text))
	case utf8.RuneCountInString(word) > longestWord:
		return "", fmt.Errorf("%w: a word of the house dictionary has at most %d characters", article.ErrValue, longestWord)
	}
	return word, nil
}

// Ignored is what the language help leaves alone in a story, oldest first.
func (r *Room) Ignored(id article.ID) ([]Ignored, error) {
	kept, err := r.db.Settings()
	if err != nil {
		return nil, err
	}
	list := []Ignored{}
	if text := kept[ignoredPrefix+string(id)]; text != "" {
		if err := json.Unmarshal([]byte(text), &list); err != nil {
			return nil, fmt.Errorf("read what is ignored in %s: %w", id, err)
		}
	}
	return list, nil
}

// Ignore leaves one thing more alone in a story, and answers with all of them.
// Past a thousand the oldest is forgotten.
func (r *Room) Ignore(id article.ID, what Ignored) ([]Ignored, error) {
	if _, err := r.Story(id); err != nil {
		return nil, err
	}
	if what.Rule == "" || what.Text == "" {
		return nil, fmt.Errorf("%w: say what is to be ignored", article.ErrValue)
	}
	for _, text := range []*string{&what.Rule, &what.Text, &what.Before, &what.After} {
		*text = shortened(*text)
	}
	list, err := r.Ignored(id)
	if err != nil || slices.Contains(list, what) {
		return list, err
	}
	list = append(list, what)
	list = list[max(0, len(list)-mostIgnored):]
	text, err := json.Marshal(list)
	if err != nil {
		return nil, fmt.Errorf("write what is ignored in %s: %w", id, err)
	}
	return list, r.db.PutSettings(map[string]string{ignoredPrefix + string(id): string(text)})
}

// shortened keeps the length that the page cuts to as well.
func shortened(text string) string {
	const longest = 200
	chars := []rune(strings.ToValidUTF8(text, ""))
	return string(chars[:min(len(chars), longest)])
}
