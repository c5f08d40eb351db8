package article

// Said is what a story says in one place: its Text, and the Field it stands
// in. Own is the field that is there for the place alone; where that is empty
// another speaks for it. Field is "" and Text too where none says anything.
type Said struct {
	Text, Field, Own string
}

// SaidOn is the headline that readers of the channel see, as [Headlines.For],
// with where it comes from.
func (a *Article) SaidOn(c Channel) Said {
	return a.firstOf("headlines."+string(c), "headlines."+string(Main))
}

// Describes is the sentence that stands under the headline on a search result,
// on a social card and on a front; other channels have none.
func (a *Article) Describes(c Channel) Said {
	switch c {
	case Search:
		return a.firstOf("searchDescription", "standfirst", "trailText")
	case Social:
		return a.firstOf("socialDescription", "searchDescription", "standfirst", "trailText")
	case Front:
		return a.firstOf("trailText", "standfirst")
	}
	return Said{}
}

// firstOf is the first of some fields that holds a text; the first of all is
// the place's own.
func (a *Article) firstOf(paths ...string) Said {
	s := Said{Own: paths[0]}
	for _, path := range paths {
		f, err := FieldAt(path)
		if err != nil {
			continue
		}
		if text := f.Get(a); text != "" {
			s.Text, s.Field = text, path
			return s
		}
	}
	return s
}
