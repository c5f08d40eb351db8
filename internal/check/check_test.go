package check_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/markup"
)

var now = time.Date(2026, 11, 22, 22, 55, 0, 0, time.UTC)

// clean is a story that nothing can be said about.
func clean() check.Story {
	house := article.DefaultHouse()
	house.BaseURL = "https://news.example"
	a := article.Article{
		Headlines: article.Headlines{Main: "Ferry crews walk out"}, SectionID: "s", Section: "Transport",
		Body: "Crews stopped work at six.", Status: article.Draft,
	}
	return check.Story{Article: &a, House: house, Now: now}
}

func run(t *testing.T, s check.Story) []check.Finding {
	t.Helper()
	s.Doc = markup.New().Parse(s.Article.Body, s.Article.Pictures)
	found := check.Run(s)
	for _, f := range found {
		text := ""
		if f.Part != "" {
			for _, p := range s.Article.Pictures {
				for _, part := range article.PictureFields {
					if p.ID == f.Picture && part.Name == f.Part {
						text = part.Get(&p)
					}
				}
			}
		} else if field, err := article.FieldAt(f.Field); err == nil {
			text = field.Get(s.Article)
		} else if f.Field != "" && f.Field != "section" {
			t.Errorf("%s names field %q", f.Code, f.Field)
		}
		if f.From < 0 || f.From > f.To || f.To > len(text) {
			t.Errorf("%s: %d to %d in a text of %d bytes", f.Code, f.From, f.To, len(text))
		}
		if f.Message == "" || f.Severity == "" {
			t.Errorf("%s says nothing: %+v", f.Code, f)
		}
	}
	return found
}

func codes(found []check.Finding) string {
	var all []string
	for _, f := range found {
		all = append(all, string(f.Severity)+" "+f.Code)
	}
	return strings.Join(all, ", ")
}

func TestRules(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*check.Story)
		want   string
	}{
		"nothing wrong":     {func(*check.Story) {}, ""},
		"no headline":       {func(s *check.Story) { s.Article.Headlines.Main = "" }, "block no-headline"},
		"unseen headline":   {func(s *check.Story) { s.Article.Headlines.Main = "\u200b \u2060" }, "block no-headline"},
		"no body":           {func(s *check.Story) { s.Article.Body = " \n" }, "block no-body"},
		"notes are no body": {func(s *check.Story) { s.Article.Body = ":::note\nCall her.\n:::\n" }, "block no-body"},
		"too heavy":         {func(s *check.Story) { s.Article.Body, s.Unlaid = "", "The text is over 2 MB." }, "block no-layout"},
		"no section":        {func(s *check.Story) { s.Article.SectionID = "" }, "block no-section"},
		"tk in the body":    {func(s *check.Story) { s.Article.Body = "Some TK people and TKTK more." }, "block tk, block tk"},
		"tk in a headline":  {func(s *check.Story) { s.Article.Headlines.Push = "Ferries: TK" }, "block tk"},
		"xx in the body":    {func(s *check.Story) { s.Article.Body = "Some XX people paid $XX for Super Bowl XX." }, "block tk, block tk"},
		"text to come":      {func(s *check.Story) { s.Article.Standfirst = "Standfirst goes here" }, "block tk"},
		"checked tk":        {func(s *check.Story) { s.Article.Body = "A {==TK==}{>>cq: ML<<} and {==XX people==}{>>cq<<}." }, ""},
		"stet is no cq":     {func(s *check.Story) { s.Article.Body = "A {==TK==}{>>stet: ML<<}." }, "block tk"},
		"tk in a note":      {func(s *check.Story) { s.Article.InternalNote = "TK numbers"; s.Article.Slugline = "TK" }, ""},
		"tk is no word":     {func(s *check.Story) { s.Article.Body = "TK Maxx opened; flight TK1951 landed." }, ""},
		"open query":        {func(s *check.Story) { s.Article.Body = "{==Half==}{>>query: ML: of what?<<} left." }, "warn query"},
		"comment is open":   {func(s *check.Story) { s.Article.Body = "Half {>>of what?<<} left." }, "warn query"},
		"answered query": {func(s *check.Story) {
			s.Article.Body = "{==Half==}{>>query: ML: of what?<<}{>>answer: AB: the crew<<} left."
		}, ""},
		"query open again": {func(s *check.Story) {
			s.Article.Body = "{==Half==}{>>query: ML: of what?<<}{>>answer: AB: the crew<<}{>>reopen: ML<<} left."
		}, "warn query"},
		"links that ship": {func(s *check.Story) {
			s.Article.Body = "[a](https://example.org) [b](mailto:desk@example.org) <desk@example.org> [c](#left)\n\n## Left\n"
		}, ""},
		"links that do not": {func(s *check.Story) {
			s.Article.Body = "[a](www.example.org), [b](/a/b), [c]() and [d][e].\n\n[e]: javascript:x\n"
		}, "warn link, warn link, warn link, warn link"},
		"a card for a mailbox":      {func(s *check.Story) { s.Article.Body += "\n\n:::embed mailto:a@example.org Write\n:::\n" }, "warn link"},
		"table with a row too wide": {func(s *check.Story) { s.Article.Body = "| a | b |\n|---|---|\n| c | d | e |\n| f |\n" }, "warn table"},
		"table as wide as its head": {func(s *check.Story) { s.Article.Body = "| a | b |\n|---|---|\n| c | d \\| e | |\n" }, ""},
		"footnotes that are led to": {func(s *check.Story) {
			s.Article.Body = "Left[^1], `[^2]`.\n\n[^1]: At six.\n\n:::note\nAsk[^3].\n\n[^4]: Her.\n:::\n"
		}, ""},
		"footnotes that are not": {func(s *check.Story) { s.Article.Body = "Left[^1].\n\n[^2]: At six.\n" }, "warn footnote, warn footnote"},
		"other marks":            {func(s *check.Story) { s.Article.Body = "{==Half==}{>>cq: ML<<} {==left==}{>>stet<<}." }, ""},
		"embargo ahead":          {func(s *check.Story) { s.Article.Embargo = &article.Embargo{At: now.Add(time.Second)} }, "block embargo"},
		"embargo past":           {func(s *check.Story) { s.Article.Embargo = &article.Embargo{At: now} }, ""},
		"embargo broken": {func(s *check.Story) {
			s.Article.Embargo = &article.Embargo{At: now.Add(time.Hour), Broken: &article.Broken{By: "AB", Why: "it is out"}}
		}, ""},
		"embargo of other rules": {func(s *check.Story) {
			s.Article.Embargo = &article.Embargo{At: now.Add(time.Hour), Local: now.Format("2006-01-02T15:04:05"), Zone: "UTC"}
		}, "block embargo, warn embargo-moved"},
		"clock set back": {func(s *check.Story) {
			s.Article.Embargo, s.Newest = &article.Embargo{At: now.Add(-time.Hour)}, now.Add(time.Hour)
		}, "block embargo, warn clock"},
		"clock set right": {func(s *check.Story) {
			s.Article.Embargo, s.Newest = &article.Embargo{At: now.Add(-time.Hour)}, now.Add(time.Minute)
		}, ""},
		"clock set back, an old embargo": {func(s *check.Story) {
			s.Article.Embargo, s.Newest = &article.Embargo{At: now.Add(-48 * time.Hour)}, now.Add(time.Hour)
		}, ""},
		"legal, then changed": {func(s *check.Story) {
			s.Article.Legal = article.Legal{State: article.LegalDone, Over: article.LegalDigest(s.Article)}
			s.Article.Slug += "-2"
		}, "block legal-unread"},
		"legal, then called otherwise on a front": {func(s *check.Story) {
			s.Article.Legal = article.Legal{State: article.LegalDone, Over: article.LegalDigest(s.Article), Heads: "Read"}
			s.Heads = []article.PlacedHead{{Text: "Read", Where: "Home, place 1"}, {Text: "Unread", Where: "Home, place 1"}}
		}, "block legal-unread"},
		"legal, with its heads on fronts": {func(s *check.Story) {
			s.Article.Legal = article.Legal{State: article.LegalDone, Over: article.LegalDigest(s.Article), Heads: "Read"}
			s.Heads = []article.PlacedHead{{Text: "Read", Where: "Home, place 2"}, {Text: s.Article.Headlines.Main, Where: "Night, place 1"}}
		}, ""},
		"legal, then assigned": {func(s *check.Story) {
			s.Article.Legal = article.Legal{State: article.LegalDone, Over: article.LegalDigest(s.Article)}
			s.Article.Assignee = "BB"
		}, ""},
		"embargo unsettled":     {func(s *check.Story) { s.Article.Embargo = &article.Embargo{Said: "00.01"} }, "block embargo"},
		"hold":                  {func(s *check.Story) { s.Article.Flag = article.Hold }, "block hold"},
		"spiked":                {func(s *check.Story) { s.Article.Flag = article.Spiked }, "block spiked"},
		"killed":                {func(s *check.Story) { s.Article.Flag = article.Killed }, "block killed"},
		"trashed":               {func(s *check.Story) { s.Article.Trashed = true }, "block trashed"},
		"legal":                 {func(s *check.Story) { s.Article.Legal.State = article.LegalRequired }, "block legal"},
		"legal done":            {func(s *check.Story) { s.Article.Legal.State = article.LegalDone }, ""},
		"draft, house asks":     {func(s *check.Story) { s.House.RequireReady = true }, "block not-ready"},
		"no length, house asks": {func(s *check.Story) { s.House.RequireLength = true }, "block no-length"},
		"a length, house asks":  {func(s *check.Story) { s.House.RequireLength = true; s.Article.CommissionedLength = 400 }, ""},
		"why none, house asks":  {func(s *check.Story) { s.House.RequireLength = true; s.Article.NoLength = "live blog" }, ""},
		"ready, house asks":     {func(s *check.Story) { s.House.RequireReady = true; s.Article.Status = article.Ready }, ""},
		"no address":            {func(s *check.Story) { s.House.BaseURL = "" }, "warn no-base-url"},
		"too long":              {func(s *check.Story) { s.Article.Headlines.Main = strings.Repeat("ü", 91) }, "warn too-long"},
		"just fits":             {func(s *check.Story) { s.Article.Headlines.Main = strings.Repeat("ü", 90) }, ""},
		"cut where it goes": {func(s *check.Story) {
			s.Article.Headlines.Search = "Ferry crews walk out"
			s.Cuts = []check.Cut{{Where: "A search result", Own: "headlines.search", Field: "headlines.search", Text: "Ferry crews walk out", Rest: "out"}}
		}, "note cut"},
		"another is cut in its stead": {func(s *check.Story) {
			s.Cuts = []check.Cut{{Where: "A search result", Own: "headlines.search", Field: "headlines.main", Text: "Ferry crews walk out", Rest: "out"}}
		}, "note cut"},
		"no limit": {func(s *check.Story) { s.Article.Standfirst = strings.Repeat("x", 999); s.House.Limits.Standfirst = 0 }, ""},
		"picture without alt": {func(s *check.Story) {
			s.Article.LeadPicture, s.Article.Pictures = "ab", []article.Picture{{ID: "ab", Credit: "Jo"}}
		}, "warn no-alt"},
		"picture that stands nowhere": {func(s *check.Story) {
			s.Article.Pictures = []article.Picture{{ID: "ab", Alt: "A gate", Credit: "Jo"}}
		}, "note unshown"},
		"alt typed in the body": {func(s *check.Story) {
			s.Article.Pictures = []article.Picture{{ID: "ab", Rights: "© Jo"}}
			s.Article.Body += "\n\n![A gate](media/ab)\n"
		}, ""},
		"no alt in the body, nor in the lead": {func(s *check.Story) {
			s.Article.Pictures, s.Article.LeadPicture = []article.Picture{{ID: "ab", Rights: "© Jo"}}, "ab"
			s.Article.Body += "\n\n![](media/ab)\n"
		}, "warn no-alt, warn no-alt"},
		"nobody's picture": {func(s *check.Story) {
			s.Article.LeadPicture, s.Article.Pictures = "ab", []article.Picture{{ID: "ab", Alt: "A gate"}}
		}, "warn no-credit"},
		"picture that talks": {func(s *check.Story) {
			s.Article.LeadPicture = "ab"
			s.Article.Pictures = []article.Picture{{ID: "ab", Alt: "A gate", Credit: "Jo", Private: []string{"where it was taken (GPS)"}}}
		}, "note private-data"},
		"tk under a picture": {func(s *check.Story) {
			s.Article.LeadPicture = "ab"
			s.Article.Pictures = []article.Picture{{ID: "ab", Name: "TK.jpg", Alt: "A gate", Credit: "TK"}}
		}, "block tk"},
		"tk under a picture that the body shows": {func(s *check.Story) {
			s.Article.Pictures = []article.Picture{{ID: "ab", Alt: "A gate", Caption: "The gate, TK", Credit: "Jo"}}
			s.Article.Body += "\n\n![](media/ab)\n"
		}, "block tk"},
		"tk typed under a picture": {func(s *check.Story) {
			s.Article.Pictures = []article.Picture{{ID: "ab", Alt: "A gate", Caption: "The gate", Credit: "Jo"}}
			s.Article.Body += "\n\n![A TK gate](media/ab \"The gate, TK,\nat night\")\n"
		}, "block tk"},
		"lead that is not there": {func(s *check.Story) { s.Article.LeadPicture = "ab" }, "warn no-picture"},
		"missing picture":        {func(s *check.Story) { s.Article.Body += "\n\n![A ferry](media/" + strings.Repeat("a", 64) + ")\n" }, "warn no-picture"},
	} {
		t.Run(name, func(t *testing.T) {
			s := clean()
			c.change(&s)
			found := run(t, s)
			if got := codes(found); got != c.want {
				t.Errorf("found %q, want %q", got, c.want)
			}
			if blocked := strings.Contains(c.want, "block"); check.Blocked(found) != blocked {
				t.Errorf("blocked: %v", check.Blocked(found))
			}
		})
	}
}

// A link that does not ship is shown where it stands, with what to do.
func TestLinksSayWhatToDo(t *testing.T) {
	for address, want := range map[string]string{
		"www.example.org/a":           "write “https://www.example.org/a”.",
		"desk@example.org":            "write “mailto:desk@example.org”.",
		"https://https://a.org/b":     "begins twice: write “https://a.org/b”.",
		"https://https://localhost":   "“https://https://localhost” begins twice.",
		"https://a\u202e.example.org": "has signs that nobody sees: write “https://a.example.org” anew.",
		"https://a\u200b":             "has signs that nobody sees. Copy the address again",
		"page.html":                   "does not say on which site",
		"":                            "It has no address",
		"javascript:alert(1)":         "begins with javascript:",
		"https://":                    "names no site",
		"mailto:desk":                 "names no mailbox",
		"#":                           "names no crosshead",
		"https:\\\\example.org":       "no address that every browser reads the same way",
		"<http://exa mple.org>":       "no address that every browser reads the same way",
	} {
		s := clean()
		s.Article.Body = "Crews [stopped work](" + address + ") at six."
		found := run(t, s)
		if len(found) != 1 || !strings.Contains(found[0].Message, want) {
			t.Fatalf("%q: %+v", address, found)
		}
		if at := s.Article.Body[found[0].From:found[0].To]; at != "[stopped work]("+address+")" {
			t.Errorf("%q is shown at %q", address, at)
		}
	}
}

// What strayed is shown where it stands, with what to do.
func TestStraysSayWhatToDo(t *testing.T) {
	const lead = "Crews left[^1], “at six”.\n\n[^1]: On Monday.\n\n"
	for body, want := range map[string][2]string{
		"| a | b |\n|---|---|\n| c | d | LOST *words* |\n": {"LOST *words*", "Not on the page: “LOST *words*” stands behind the last column"},
		"> | a |\n> |---|\n> | `b|c`\n":                    {"c`", `is typed \|.`},
		"And slept[^2].":                                   {"[^2]", "The footnote sign [^2] has no words on the page."},
		"And slept.\n\n[^2]: In town.":                     {"[^2]: In town.", "No sign on the page leads to the footnote “In town.”: it stands last, and readers cannot tell what it is about. Type [^2] where"},
		"And slept.\n\n[^1]: In town.":                     {"[^1]: In town.", "Two footnotes are called [^1], and its signs lead to the first. Give “In town.”"},
		":::factbox Ships[^1]\nNone came.\n:::":            {"[^1]", "Readers see [^1] as it is typed: titles, captions and credits are plain words"},
		"And slept[^2].\n\n:::note\n[^2]: Ask.\n:::":       {"[^2]", "has no words on the page"},
	} {
		s := clean()
		s.Article.Body = lead + body
		found := run(t, s)
		if len(found) != 1 || !strings.Contains(found[0].Message, want[1]) {
			t.Fatalf("%q: %+v", body, found)
		}
		if at := s.Article.Body[found[0].From:found[0].To]; at != want[0] {
			t.Errorf("%q is shown at %q", body, at)
		}
	}
}

// A footnote of a note stays at the desk with it, so it is not astray.
func TestAFootnoteOfANoteIsNoStray(t *testing.T) {
	s := clean()
	s.Article.Body = "Crews left.\n\n:::note\nAsk[^2].\n:::\n\n[^2]: In town."
	if found := run(t, s); len(found) != 0 {
		t.Errorf("%+v", found)
	}
}

func TestHolesAreCountedEverywhere(t *testing.T) {
	s := clean()
	s.Article.Headlines.Main, s.Article.Standfirst, s.Article.InternalNote = "Ferry, TK", "XX people left", "TK"
	s.Article.Body = "Some TK people and {==XX people==}{>>cq<<}."
	s.Article.Pictures = []article.Picture{{ID: "ab", Caption: "Caption goes here"}}
	if got := check.Holes(s.Article, markup.New().Parse(s.Article.Body, s.Article.Pictures)); got != 4 {
		t.Errorf("%d holes, want 4", got)
	}
}

func TestAHoleInAPicturesWordsIsShown(t *testing.T) {
	s := clean()
	s.Article.Pictures = []article.Picture{{ID: "ab", Alt: "A gate", Credit: "Jo"}, {ID: "cd", Alt: "A quay", Credit: "Jo", Caption: "The quay, TK"}}
	s.Article.LeadPicture, s.Article.Body = "ab", "Crews left.\n\n![](media/cd)\n"
	found := run(t, s)
	if len(found) != 1 || found[0].Picture != "cd" || found[0].Part != "caption" || s.Article.Pictures[1].Caption[found[0].From:found[0].To] != "TK" {
		t.Errorf("%+v", found)
	}
}

func TestStopsComeFirst(t *testing.T) {
	s := clean()
	s.House.BaseURL, s.Article.SectionID, s.Article.Headlines.Front = "", "", strings.Repeat("x", 200)
	found := run(t, s)
	if !slices.IsSortedFunc(found, func(a, b check.Finding) int {
		return strings.Compare(string(a.Severity), string(b.Severity)) // block < warn, by chance of spelling
	}) || len(found) != 3 {
		t.Errorf("found %v", codes(found))
	}
}

func TestAHoleIsQuotedWithoutTheDesksMarks(t *testing.T) {
	s := clean()
	s.Article.Body = "The {==keeper==}{>>query: TO: which one?<<}{>>answer: ML: The old one.<<} has TK of the {==keys==}{>>query: TO: all?<<}."
	want := "“The keeper has TK of the keys.”"
	i := slices.IndexFunc(run(t, s), func(f check.Finding) bool { return f.Code == "tk" })
	if got := run(t, s)[i].Message; !strings.Contains(got, want) {
		t.Errorf("%s; want %s", got, want)
	}
}

func TestAHoleInATableIsQuotedByItsCell(t *testing.T) {
	s := clean()
	s.Article.Body = "The boats.\r\n\r\n| Ship | Tons, at TK |\r\n|---|---|\r\n| Aurora | about TK, \\| or so |\r\n| TK | |\r\n\r\nThen TK."
	s.Doc = markup.New().Parse(s.Article.Body, nil)
	var got []string
	for _, f := range check.Run(s) {
		if f.Code == "tk" {
			got = append(got, f.Message[len("Still to come: "):])
		}
	}
	if want := []string{"“Tons, at TK”", `“about TK, \| or so”`, "“TK”", "“Then TK.”"}; !slices.Equal(got, want) {
		t.Errorf("quoted %q, want %q", got, want)
	}
}

func TestAHoleShowsWhereItIs(t *testing.T) {
	s := clean()
	s.Article.Body = "Первый абзац.\n\nThe mayor, TK Andersson, said **TK** per cent."
	found := run(t, s)
	if len(found) != 2 {
		t.Fatalf("found %v", codes(found))
	}
	for _, f := range found {
		if got := s.Article.Body[f.From:f.To]; got != "TK" {
			t.Errorf("the place holds %q", got)
		}
	}
	if !strings.Contains(found[0].Message, "mayor, TK Andersson") {
		t.Errorf("message %q", found[0].Message)
	}
}

// A finding names who asks whom what, and points at the passage and nothing else.
func TestOpenQuerySaysWhatIsAsked(t *testing.T) {
	s := clean()
	s.Article.Body = "Crews {==stopped\nwork==}{>>query: ML @Tom Ode 2026-11-22T2140Z: at six,&#10;or at seven?<<} late."
	f := run(t, s)[0]
	if want := "Open query from ML to Tom Ode: “at six, or at seven?” (at “stopped work”)"; f.Message != want {
		t.Errorf("says %q", f.Message)
	}
	if got := s.Article.Body[f.From:f.To]; got != "stopped\nwork" {
		t.Errorf("points at %q", got)
	}
	s.Article.Body = "Crews {==" + strings.Repeat("stopped ", 40) + "==}{>>" + strings.Repeat("why ", 400) + "<<}."
	if f := run(t, s)[0]; len(f.Message) > 300 {
		t.Errorf("%d bytes: %s", len(f.Message), f.Message)
	}
}

// Words that stand for several fields are told of each, with which it is.
func TestALimitSaysAsWhatAFieldIsTooLong(t *testing.T) {
	s := clean()
	s.Article.Headlines.Main = strings.Repeat("x", 12)
	s.Limits = []check.Limit{{Field: "headlines.main", Most: 10, By: "Ghost"}, {Field: "headlines.search", Most: 10, By: "Ghost"}, {Field: "headlines.social", Most: 10, By: "Ghost"}}
	got := []string{}
	for _, f := range run(t, s) {
		got = append(got, f.Message)
	}
	const long = "12 characters; Ghost takes 10 at most."
	if want := []string{long, "As the search headline: " + long, "As the social headline: " + long}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// A picture that is neither the lead nor in the text is told, and stops nothing.
func TestAPictureThatStandsNowhere(t *testing.T) {
	s := clean()
	words := func(id string) article.Picture {
		return article.Picture{ID: id, Alt: "A gate", Caption: "The gate", Credit: "Jo"}
	}
	s.Article.Pictures = []article.Picture{words("ab"), words(inText), words("cd")}
	s.Article.LeadPicture, s.Article.Body = "ab", "Crews left.\n\n![](media/"+inText+")\n"
	found := run(t, s)
	if len(found) != 1 || found[0].Code != "unshown" || found[0].Severity != check.Note || found[0].Field != "pictures" || found[0].Picture != "cd" {
		t.Fatalf("%+v", found)
	}
	if want := "The picture “The gate” stands nowhere in the story: make it the lead, put it into the text, or take it out."; found[0].Message != want {
		t.Errorf("says %q", found[0].Message)
	}
}

const inText = "8a39d2abd3999ab73c34db2476849cddf303ce389b35826850f9a700589b4a90"
