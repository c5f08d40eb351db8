package newsroom

import (
	"context"
	"fmt"
	"slices"

	"stet/internal/article"
	"stet/internal/card"
	"stet/internal/check"
	"stet/internal/desk"
	"stet/internal/markup"
)

// Bench is the headlines of a story as the desk weighs them against each other.
type Bench struct {
	Rev      int64          `json:"rev"`
	Slug     string         `json:"slug"`
	Slugline string         `json:"slugline"`
	Frozen   bool           `json:"frozen"` // the story went out: its slug stays when the headline changes
	OldSlugs []string       `json:"oldSlugs"`
	Channels []BenchChannel `json:"channels"` // in the order of article.Channels
}

// BenchChannel is one channel: the headline that readers get there, and what
// else was proposed.
type BenchChannel struct {
	Channel article.Channel `json:"channel"`
	Field   string          `json:"field"`
	Now     BenchOption     `json:"now"`
	Own     bool            `json:"own"`     // false: the main headline speaks for it
	Options []BenchOption   `json:"options"` // but for the one in use, the latest first
	Older   int             `json:"older"`   // options that are not listed
}

// BenchOption is a headline with what there is to say of it. Place is its place
// in article.Options, -1 = it was typed into the story and is none.
type BenchOption struct {
	article.Option
	Place int `json:"place"`
	Weighed
}

// Weighed is how a headline lies in the places of its channel, and what is odd
// about it.
type Weighed struct {
	Gauges   []card.Gauge    `json:"gauges"`
	Findings []check.Finding `json:"findings"` // places in UTF-16 units for the window, else UTF-8 bytes
}

// mostOptions is how many options of a channel a bench lists unless more are
// asked for.
const mostOptions = 30

// Bench is a story's headlines, at most so many options of each channel; 0 =
// the usual number, -1 = all.
func (r *Room) Bench(ctx context.Context, id article.ID, most int) (Bench, error) {
	w, err := r.weigher(ctx, id)
	if err != nil {
		return Bench{}, err
	}
	wrote, err := r.writers(id)
	if err != nil {
		return Bench{}, err
	}
	if most == 0 {
		most = mostOptions
	}
	a := w.a
	b := Bench{Rev: a.Rev, Slug: a.Slug, Slugline: a.Slugline, OldSlugs: slices.Clone(a.OldSlugs)}
	if b.OldSlugs == nil {
		b.OldSlugs = []string{}
	}
	if b.Frozen, err = r.slugFrozen(a); err != nil {
		return Bench{}, err
	}
	w.findTwins(ctx, benchTexts(a, most))
	for _, c := range article.Channels {
		b.Channels = append(b.Channels, w.channel(c, most, wrote))
	}
	return b, nil
}

// benchTexts is the headlines that a bench judges.
func benchTexts(a *article.Article, most int) []string {
	var texts []string
	for _, c := range article.Channels {
		texts = append(texts, a.Headlines.Own(c))
		for _, at := range listed(a.OptionsFor(c), most) {
			texts = append(texts, a.Options[at].Text)
		}
	}
	return texts
}

// listed are the last so many places; a negative number is all of them.
func listed(places []int, most int) []int {
	if most < 0 || len(places) <= most {
		return places
	}
	return places[len(places)-most:]
}

func (w *weigher) channel(c article.Channel, most int, wrote map[article.Channel]article.Revision) BenchChannel {
	a := w.a
	all := a.OptionsFor(c)
	shown := listed(all, most)
	b := BenchChannel{Channel: c, Field: "headlines." + string(c), Own: a.Headlines.Own(c) != "", Options: []BenchOption{}, Older: len(all) - len(shown)}
	inUse := a.InUse(c)
	if b.Now = (BenchOption{Option: article.Option{Channel: c, Text: a.Headlines.For(c)}, Place: inUse}); inUse >= 0 {
		b.Now.Option = a.Options[inUse]
	} else if b.Own {
		b.Now.By, b.Now.At = wrote[c].By, wrote[c].At
	}
	b.Now.Weighed = w.weigh(c, b.Now.Text, b.Own)
	for _, at := range slices.Backward(shown) {
		if at != inUse {
			o := a.Options[at]
			b.Options = append(b.Options, BenchOption{Option: o, Place: at, Weighed: w.weigh(c, o.Text, true)})
		}
	}
	return b
}

// Weigh is how a headline would do that is still being typed.
func (r *Room) Weigh(ctx context.Context, id article.ID, c article.Channel, text string) (Weighed, error) {
	if _, err := article.ParseChannel(string(c)); err != nil {
		return Weighed{}, err
	}
	w, err := r.weigher(ctx, id)
	if err != nil {
		return Weighed{}, err
	}
	text = article.OneLine(text)
	w.findTwins(ctx, []string{text})
	return w.weigh(c, text, true), nil
}

// weigher judges the headlines of one story.
type weigher struct {
	r        *Room
	a        *article.Article
	story    check.Story
	headings *check.Headings
	fits     map[article.Channel][]article.Fit
}

func (r *Room) weigher(ctx context.Context, id article.ID) (*weigher, error) {
	a, err := r.db.Get(id)
	if err != nil {
		return nil, err
	}
	w := &weigher{r: r, a: &a}
	house, err := r.House()
	if err != nil {
		return nil, err
	}
	doc, err := r.render(ctx, &a)
	if err != nil {
		doc = markup.Doc{} // too heavy for now: the headlines are measured all the same
	}
	section, err := r.settled(a.SectionID)
	if err != nil {
		return nil, err
	}
	w.story = check.Story{Article: &a, Doc: doc, House: house, Section: section, Now: r.now()}
	w.headings = check.NewHeadings(w.story)
	w.fits, err = r.fits(a.SectionID)
	return w, err
}

// findTwins looks for other stories that have one of these headlines.
func (w *weigher) findTwins(ctx context.Context, texts []string) {
	w.story.Twins = w.r.twins(ctx, texts)
	w.headings = check.NewHeadings(w.story)
}

// weigh judges a headline; one that only stands in for another channel's is
// measured there and judged where it belongs.
func (w *weigher) weigh(c article.Channel, text string, own bool) Weighed {
	out := Weighed{Gauges: w.r.gauge(text, w.fits[c]), Findings: []check.Finding{}}
	for _, g := range out.Gauges {
		if g.Cut != "" {
			out.Findings = append(out.Findings, check.TooLong(overrun(c, text, g)))
		}
	}
	if own {
		out.Findings = append(out.Findings, w.headings.Holes(c, text)...)
		out.Findings = append(out.Findings, w.headings.Judge(c, text)...)
	}
	return out
}

// overrun says by how much a headline is too long for a place.
func overrun(c article.Channel, text string, g card.Gauge) check.Cut {
	by := fmt.Sprintf("%d lines, there are %d", len(g.Lines), g.Most)
	if g.Most == 1 {
		by = fmt.Sprintf("%d px wide, there are %d", (g.Width+99)/100, g.Room)
	}
	field := "headlines." + string(c)
	return check.Cut{Where: g.Name, Own: field, Field: field, Text: text, Rest: g.Cut, By: by}
}

// fits is the room that headlines have in each channel: what the section says of
// it, or one above it, else the house.
func (r *Room) fits(sectionID string) (map[article.Channel][]article.Fit, error) {
	settings, err := r.Settings()
	if err != nil {
		return nil, err
	}
	sections, err := r.db.Sections()
	if err != nil {
		return nil, err
	}
	return fitsOf(settings, sections, sectionID)
}

// fitsOf are where a section's headlines stand, else where the house's do.
func fitsOf(settings map[string]string, sections []desk.Section, sectionID string) (fits map[article.Channel][]article.Fit, err error) {
	fits = map[article.Channel][]article.Fit{}
	for _, c := range article.Channels {
		if fits[c], err = fitOf(settings, sections, sectionID, c); err != nil {
			return nil, err
		}
	}
	return fits, nil
}

func fitOf(settings map[string]string, sections []desk.Section, sectionID string, c article.Channel) ([]article.Fit, error) {
	text := desk.FitOf(sections, sectionID, c)
	if text == "" {
		text = settings[fitKey(c)]
	}
	return article.ParseFits(text)
}

// writers says which revision last changed the headline of each channel.
func (r *Room) writers(id article.ID) (map[article.Channel]article.Revision, error) {
	revisions, err := r.db.History(id)
	if err != nil {
		return nil, err
	}
	wrote := map[article.Channel]article.Revision{}
	for _, v := range revisions { // newest first
		for _, c := range article.Channels {
			if _, found := wrote[c]; !found && (v.Rev == 1 || slices.Contains(v.Changed, "headlines."+string(c))) {
				wrote[c] = v
			}
		}
	}
	return wrote, nil
}
