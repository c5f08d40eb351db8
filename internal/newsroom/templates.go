package newsroom

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/internal/article"
	"stet/internal/desk"
)

// Template is a named start of a story: fields by path in their text form, as
// an edit sets them. "section" holds a section's id.
type Template struct {
	Name string            `json:"name"`
	Set  map[string]string `json:"set"`
}

// templateFields are what a story may start with. What belongs to one story
// alone (where it stands, whose it is, when it goes, who let it, what it came
// from, its web address) starts anew each time.
var templateFields = []string{
	"overline", "headlines.main", "headlines.front", "headlines.search", "headlines.social", "headlines.push", "headlines.print",
	"standfirst", "bylines", "dateline", "trailText", "searchDescription", "socialDescription", "keywords",
	"pictures", "body", "commissionedLength", "budgetLine", "credit", "usageTerms", "language", "direction", "internalNote",
}

// Templates in the order of their names.
func (r *Room) Templates() ([]Template, error) {
	kept, err := r.db.Settings()
	if err != nil {
		return nil, err
	}
	list := []Template{}
	for _, name := range namesIn(kept, templatePrefix) {
		t, err := readTemplate(kept, name)
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

func readTemplate(kept map[string]string, name string) (Template, error) {
	t := Template{Name: name, Set: map[string]string{}}
	if err := json.Unmarshal([]byte(kept[templatePrefix+name]), &t.Set); err != nil {
		return t, fmt.Errorf("read the template %q: %w", name, err)
	}
	return t, nil
}

// TemplateOf is what a template of a story would hold; it has no name yet.
// Pictures come along only where the body shows them.
func (r *Room) TemplateOf(id article.ID) (Template, error) {
	a, err := r.Story(id)
	if err != nil {
		return Template{}, err
	}
	a.Pictures = slices.DeleteFunc(slices.Clone(a.Pictures), func(p article.Picture) bool { return !strings.Contains(a.Body, p.ID) })
	t := Template{Set: map[string]string{}}
	for _, f := range article.Fields {
		if text := f.Get(&a); text != "" && slices.Contains(templateFields, f.Path) {
			t.Set[f.Path] = text
		}
	}
	if a.SectionID != "" {
		t.Set["section"] = a.SectionID
	}
	return t, nil
}

// KeepTemplate adds a template, or makes the one that is called was read so; ""
// = it is new. It wraps article.ErrField, article.ErrValue, ErrTaken or
// ErrNoTemplate, and then nothing is changed.
func (r *Room) KeepTemplate(was string, t Template) ([]Template, error) {
	size := 0
	for path, text := range t.Set {
		if path != "section" && !slices.Contains(templateFields, path) {
			return nil, fmt.Errorf("%w: a template holds no %q", article.ErrField, path)
		}
		size += utf8.RuneCountInString(text)
	}
	switch {
	case size == 0:
		return nil, fmt.Errorf("%w: there is nothing in this story to start another one with", article.ErrValue)
	case size > longestKept:
		return nil, fmt.Errorf("%w: a template has at most %d characters", article.ErrValue, longestKept)
	}
	if _, err := r.started(t); err != nil {
		return nil, err
	}
	text, err := json.Marshal(t.Set)
	if err != nil {
		return nil, fmt.Errorf("write the template %q: %w", t.Name, err)
	}
	if err := r.keepAs(templatePrefix, was, t.Name, string(text)); err != nil {
		return nil, err
	}
	return r.Templates()
}

// RemoveTemplate takes one away and answers with those that are left.
func (r *Room) RemoveTemplate(name string) ([]Template, error) {
	if err := r.forget(templatePrefix, name); err != nil {
		return nil, err
	}
	return r.Templates()
}

// TemplateCalled finds one by its name, in capitals or not.
func (r *Room) TemplateCalled(name string) (Template, error) {
	kept, err := r.db.Settings()
	if err != nil {
		return Template{}, err
	}
	if name, err = calledSo(kept, templatePrefix, name); err != nil {
		return Template{}, err
	}
	return readTemplate(kept, name)
}

// SectionGone reports whether a template names a section that is no more.
func (r *Room) SectionGone(t Template) (bool, error) {
	sections, err := r.db.Sections()
	named := t.Set["section"]
	return named != "" && !slices.ContainsFunc(sections, func(s desk.Section) bool { return s.ID == named }), err
}

// CreateFrom makes a draft that starts as a template says, in the section it
// names; where it names none, or one that is gone, in section (id, slug or
// name; "" = none).
func (r *Room) CreateFrom(name, section string) (article.Article, error) {
	t, err := r.TemplateCalled(name)
	if err != nil {
		return article.Article{}, err
	}
	a, err := r.started(t)
	if err != nil {
		return a, err
	}
	a.ID = r.opts.NewID()
	err = r.place(&a, t.Set)
	if a.SectionID == "" && (err == nil || errors.Is(err, desk.ErrNoSection)) {
		err = r.place(&a, map[string]string{"section": section})
	}
	if err != nil {
		return a, err
	}
	if err := r.settleSlug(&article.Article{ID: a.ID}, &a, nil); err != nil {
		return a, err
	}
	return r.keep(a, "from the template "+t.Name, nil)
}

// started is the story that a template starts, without a place.
func (r *Room) started(t Template) (article.Article, error) {
	set := maps.Clone(t.Set)
	delete(set, "section")
	return article.Apply(article.Article{}, article.Edit{Set: set})
}
