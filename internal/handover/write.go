package handover

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"stet/internal/archive"
)

// endings of file names by media type; a picture of another type has none.
var endings = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}

// Write writes a story to out, whose name must end in .zip. The same story gives
// the same bytes. mayReplace is asked about what stands there.
func Write(out string, s *Story, mayReplace func(path string) error) (path string, err error) {
	if !strings.HasSuffix(strings.ToLower(out), ".zip") {
		return "", &archive.TargetError{Path: out, Why: "is no name for a hand-over: it must end in .zip"}
	}
	items, err := items(s)
	if err != nil {
		return "", err
	}
	w, err := archive.Create(out, mayReplace)
	if err != nil {
		return "", fmt.Errorf("hand a story over: %w", err)
	}
	defer w.Abort()
	for _, item := range items {
		if err := w.Put(item); err != nil {
			return "", fmt.Errorf("hand a story over: %w", err)
		}
	}
	if err := w.Commit(); err != nil {
		return "", fmt.Errorf("hand a story over: %w", err)
	}
	return w.Path(), nil
}

// items are the entries in their order: what says that it is no copy to publish
// first.
func items(s *Story) ([]archive.Item, error) {
	items := []archive.Item{{Name: readmeName, Data: []byte(readme(s))}}
	add := func(name string, v any) error {
		text, err := indented(v)
		items = append(items, archive.Item{Name: name, Data: text})
		return err
	}
	if err := add(historyName, s.Past); err != nil {
		return nil, err
	}
	items = append(items, archive.Item{Name: bodyName, Data: []byte(s.Newest().Body)})
	if err := add(namesName, s.Names); err != nil {
		return nil, err
	}
	if err := add(exportsName, s.Receipts); err != nil {
		return nil, err
	}
	if s.Intake != nil {
		if err := add(intakeName, s.Intake); err != nil {
			return nil, err
		}
	}
	pictures := slices.Clone(s.Pictures)
	slices.SortFunc(pictures, func(a, b Picture) int { return cmp.Compare(a.ID, b.ID) })
	for _, p := range pictures {
		items = append(items, archive.Item{Name: pictureDir + p.ID + endings[p.Type], Data: p.Data, Stored: true})
	}
	text, err := indented(manifestOf(s, items))
	return slices.Insert(items, 1, archive.Item{Name: manifestName, Data: text}), err
}

func manifestOf(s *Story, items []archive.Item) manifest {
	newest := s.Newest()
	m := manifest{
		Format: format, Version: version, NotForPublication: true, From: s.From, Sections: s.Sections,
		Story: about{ID: s.ID, Rev: newest.Rev, Slugline: newest.Slugline, Headline: newest.Headlines.Main, Updated: newest.Updated},
	}
	for _, item := range items {
		sum := sha256.Sum256(item.Data)
		m.Files = append(m.Files, entry{item.Name, int64(len(item.Data)), hex.EncodeToString(sum[:])})
	}
	slices.SortFunc(m.Files, func(a, b entry) int { return cmp.Compare(a.Path, b.Path) })
	return m
}

func readme(s *Story) string {
	newest := s.Newest()
	return fmt.Sprintf(`NOT FOR PUBLICATION

This is a story as it is worked on, handed from one desk to another: with every
earlier state, with internal notes, questions to the writer and headlines that
nobody chose. Nothing in it may be published as it lies here.

Story     %s
Slugline  %s
Revision  %d
From      %s, by %s

Take it into a newsroom with Stet: Take files in, or "stet import FILE". Where
the story is known there already, only what is new comes in.
`, cmp.Or(newest.Headlines.Main, "(no headline)"), cmp.Or(newest.Slugline, "(none)"), newest.Rev, cmp.Or(s.From.Newsroom, "a newsroom"), cmp.Or(s.From.By, "somebody"))
}

func indented(v any) ([]byte, error) {
	var text bytes.Buffer
	out := json.NewEncoder(&text)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	if err := out.Encode(v); err != nil {
		return nil, fmt.Errorf("write a hand-over: %w", err)
	}
	return text.Bytes(), nil
}
