package bridge

import (
	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/newsroom"
)

// Sections in their order.
func (d *Desk) Sections(token string) ([]desk.Section, error) {
	return Call(d, token, (*newsroom.Room).Sections)
}

// ChangeSections does one thing to the sections, or takes the last one back.
func (d *Desk) ChangeSections(token string, c newsroom.SectionChange) (newsroom.SectionsNow, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.SectionsNow, error) { return r.ChangeSections(c) })
}

// NextClose is what closes next.
func (d *Desk) NextClose(token string) (newsroom.Closing, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Closing, error) { return r.NextClose() })
}

// Settings is every setting by key.
func (d *Desk) Settings(token string) (map[string]string, error) {
	return Call(d, token, (*newsroom.Room).Settings)
}

// SetPerson switches who sits at the desk.
func (d *Desk) SetPerson(token, name, initials string) (article.Person, error) {
	return Call(d, token, func(r *newsroom.Room) (article.Person, error) { return r.SetPerson(name, initials) })
}

// Snippets is the texts that the house uses again, by name.
func (d *Desk) Snippets(token string) ([]newsroom.Snippet, error) {
	return Call(d, token, (*newsroom.Room).Snippets)
}

// KeepSnippet adds one, or changes the one that is called was; answers with all.
func (d *Desk) KeepSnippet(token, was string, s newsroom.Snippet) ([]newsroom.Snippet, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.Snippet, error) { return r.KeepSnippet(was, s) })
}

// RemoveSnippet takes one away; answers with those that are left.
func (d *Desk) RemoveSnippet(token, name string) ([]newsroom.Snippet, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.Snippet, error) { return r.RemoveSnippet(name) })
}

// Templates is the starts of stories, by name.
func (d *Desk) Templates(token string) ([]newsroom.Template, error) {
	return Call(d, token, (*newsroom.Room).Templates)
}

// TemplateOf is what a template of a story would hold.
func (d *Desk) TemplateOf(token string, id article.ID) (newsroom.Template, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Template, error) { return r.TemplateOf(id) })
}

// KeepTemplate adds one, or changes the one that is called was; answers with all.
func (d *Desk) KeepTemplate(token, was string, t newsroom.Template) ([]newsroom.Template, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.Template, error) { return r.KeepTemplate(was, t) })
}

// RemoveTemplate takes one away; answers with those that are left.
func (d *Desk) RemoveTemplate(token, name string) ([]newsroom.Template, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.Template, error) { return r.RemoveTemplate(name) })
}

// CreateFrom makes a draft that starts as a template says, in its section or,
// where it names none, in this one.
func (d *Desk) CreateFrom(token, name, section string) (article.Article, error) {
	return Call(d, token, func(r *newsroom.Room) (article.Article, error) { return r.CreateFrom(name, section) })
}

// ChangeWords adds words to the house dictionary and takes others away.
func (d *Desk) ChangeWords(token string, add, remove []string) ([]string, error) {
	return Call(d, token, func(r *newsroom.Room) ([]string, error) { return r.ChangeWords(add, remove) })
}

// Ignored is what the language help leaves alone in a story.
func (d *Desk) Ignored(token string, id article.ID) ([]newsroom.Ignored, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.Ignored, error) { return r.Ignored(id) })
}

// Ignore leaves one thing more alone in a story.
func (d *Desk) Ignore(token string, id article.ID, what newsroom.Ignored) ([]newsroom.Ignored, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.Ignored, error) { return r.Ignore(id, what) })
}
