package newsroom

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/internal/article"
	"stet/internal/bundle"
)

// What the house keeps to use again lies among the settings, one for each
// snippet and one for each template: a change writes that one and no list.
const (
	snippetPrefix  = "snippet."
	templatePrefix = "template."
)

// What a newsroom may keep: each list goes to the page whole.
const (
	longestKept    = 20_000 // characters of a snippet, or of a template's fields together
	mostKept       = 500
	longestKeptFor = 60 // characters of a name: it stands on one line
)

// What can be wrong with a name.
var (
	ErrNoSnippet  = errors.New("there is no such snippet")
	ErrNoTemplate = errors.New("there is no such template")
	ErrTaken      = errors.New("the name is taken")
)

// Snippet is a piece of body text that the house uses again.
type Snippet struct {
	Name string `json:"name"`
	Text string `json:"text"` // Stet Markdown; {here} = where the cursor lands, {date} = the day it is put in
}

// Snippets in the order of their names.
func (r *Room) Snippets() ([]Snippet, error) {
	kept, err := r.db.Settings()
	if err != nil {
		return nil, err
	}
	list := []Snippet{}
	for _, name := range namesIn(kept, snippetPrefix) {
		list = append(list, Snippet{Name: name, Text: kept[snippetPrefix+name]})
	}
	return list, nil
}

// KeepSnippet adds a snippet, or makes the one that is called was read so; "" =
// it is new. It wraps article.ErrValue, ErrTaken or ErrNoSnippet, and then
// nothing is changed.
func (r *Room) KeepSnippet(was string, s Snippet) ([]Snippet, error) {
	text := strings.Trim(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s.Text), "\n")
	switch {
	case strings.TrimSpace(text) == "":
		return nil, fmt.Errorf("%w: a snippet has words; this one is empty", article.ErrValue)
	case !utf8.ValidString(text) || strings.ContainsFunc(text, isUnseen):
		return nil, fmt.Errorf("%w: a snippet is plain text, and this one has control characters in it", article.ErrValue)
	case utf8.RuneCountInString(text) > longestKept:
		return nil, fmt.Errorf("%w: a snippet has at most %d characters", article.ErrValue, longestKept)
	}
	if err := r.keepAs(snippetPrefix, was, s.Name, text); err != nil {
		return nil, err
	}
	return r.Snippets()
}

func isUnseen(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }

// RemoveSnippet takes one away and answers with those that are left.
func (r *Room) RemoveSnippet(name string) ([]Snippet, error) {
	if err := r.forget(snippetPrefix, name); err != nil {
		return nil, err
	}
	return r.Snippets()
}

// SnippetCalled finds one by its name, in capitals or not.
func (r *Room) SnippetCalled(name string) (Snippet, error) {
	kept, err := r.db.Settings()
	if err != nil {
		return Snippet{}, err
	}
	key, err := calledSo(kept, snippetPrefix, name)
	return Snippet{Name: key, Text: kept[snippetPrefix+key]}, err
}

// keepAs writes one thing under its name, and takes away the name that it had,
// in one record.
func (r *Room) keepAs(prefix, was, name, text string) error {
	kept, err := r.db.Settings()
	if err != nil {
		return err
	}
	if name, err = keptName(name); err != nil {
		return err
	}
	changes := map[string]string{}
	if was != "" {
		if was, err = calledSo(kept, prefix, was); err != nil {
			return err
		}
		changes[prefix+was] = ""
	}
	if other, err := calledSo(kept, prefix, name); err == nil && other != was {
		return fmt.Errorf("%w: there is a %s called %q already", ErrTaken, strings.TrimSuffix(prefix, "."), other)
	}
	if was == "" && len(namesIn(kept, prefix)) >= mostKept {
		return fmt.Errorf("%w: a newsroom keeps at most %d; take away one that nobody uses", article.ErrValue, mostKept)
	}
	changes[prefix+name] = text
	return r.db.PutSettings(changes)
}

func (r *Room) forget(prefix, name string) error {
	kept, err := r.db.Settings()
	if err != nil {
		return err
	}
	if name, err = calledSo(kept, prefix, name); err != nil {
		return err
	}
	return r.db.PutSettings(map[string]string{prefix + name: ""})
}

// namesIn are the names under a prefix, sorted as a person looks for them.
func namesIn(kept map[string]string, prefix string) []string {
	names := []string{}
	for key := range kept {
		if name, ok := strings.CutPrefix(key, prefix); ok {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		return strings.Compare(strings.ToLower(a)+"\x00"+a, strings.ToLower(b)+"\x00"+b)
	})
	return names
}

// calledSo is the name as it is kept, whatever its capitals and spaces were said to be.
func calledSo(kept map[string]string, prefix, name string) (string, error) {
	wanted := strings.Join(strings.Fields(name), " ")
	for _, own := range namesIn(kept, prefix) {
		if strings.EqualFold(own, wanted) {
			return own, nil
		}
	}
	switch prefix {
	case templatePrefix:
		return "", fmt.Errorf("%w: %q", ErrNoTemplate, wanted)
	case profilePrefix:
		return "", fmt.Errorf("%w: %q", bundle.ErrProfile, wanted)
	}
	return "", fmt.Errorf("%w: %q", ErrNoSnippet, wanted)
}

func keptName(said string) (string, error) {
	name := strings.Join(strings.Fields(said), " ")
	switch {
	case name == "":
		return "", fmt.Errorf("%w: it needs a name to be found by", article.ErrValue)
	case utf8.RuneCountInString(name) > longestKeptFor:
		return "", fmt.Errorf("%w: a name has at most %d characters", article.ErrValue, longestKeptFor)
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return "", fmt.Errorf("%w: a name is one line of plain words", article.ErrValue)
	}
	return name, nil
}
