package markup

import "testing"

func TestReadAddress(t *testing.T) {
	for typed, want := range map[string]Address{
		"https://example.org/a?b=c": {URL: "https://example.org/a?b=c"},
		" HTTP://example.org ":      {URL: "http://example.org"},
		"mailto:desk@example.org":   {URL: "mailto:desk@example.org"},
		"#what-next":                {URL: "#s-what-next"},
		"example.org":               {Refused: BareHost, Whole: "https://example.org"},
		"example.org/story":         {Refused: BareHost, Whole: "https://example.org/story"},
		"www.example.org":           {Refused: BareHost, Whole: "https://www.example.org"},
		"www.readme.md":             {Refused: BareHost, Whole: "https://www.readme.md"},
		"point.md/stories":          {Refused: BareHost, Whole: "https://point.md/stories"},
		"Example.ORG:8080/a#b":      {Refused: BareHost, Whole: "https://Example.ORG:8080/a#b"},
		"//example.org/a":           {Refused: BareHost, Whole: "https://example.org/a"},
		"новини.укр/київ":           {Refused: BareHost, Whole: "https://новини.укр/київ"},
		"xn--p1ag.xn--j1amh":        {Refused: BareHost, Whole: "https://xn--p1ag.xn--j1amh"},
		"desk@example.org":          {Refused: BareHost, Whole: "mailto:desk@example.org"},
		"":                          {Refused: NoAddress},
		" \n":                       {Refused: NoAddress},
		"/a/b":                      {Refused: Relative},
		"../a.html":                 {Refused: Relative},
		"page.html":                 {Refused: Relative},
		"readme.md":                 {Refused: Relative},
		"photo.jpg":                 {Refused: Relative},
		"council":                   {Refused: Relative},
		"council/minutes.pdf":       {Refused: Relative},
		"10.0.0.1/a":                {Refused: Relative},
		"localhost:8080":            {Refused: OtherKind, Scheme: "localhost:"},
		"the council says.no":       {Refused: Relative},
		"a.b":                       {Refused: Relative},
		".org":                      {Refused: Relative},
		"e.g.":                      {Refused: Relative},
		"-a.org":                    {Refused: Relative},
		"?q=1":                      {Refused: Relative},
		"TK":                        {Refused: Relative},
		"tk@":                       {Refused: Relative},
		"javascript:alert(1)":       {Refused: OtherKind, Scheme: "javascript:"},
		"ftp://example.org":         {Refused: OtherKind, Scheme: "ftp:"},
		"file:///etc/passwd":        {Refused: OtherKind, Scheme: "file:"},
		"https://":                  {Refused: NoSite},
		"https:example.org":         {Refused: NoSite},
		"mailto:desk":               {Refused: NoMailbox},
		"#":                         {Refused: NoHeading},
		"https:\\\\example.org":     {Refused: Unreadable},
		"example.org\\a":            {Refused: Unreadable},
		"http://[::1":               {Refused: Unreadable},
		"//user@example.org":        {Refused: Relative},
		"https.//example.org":       {Refused: Relative},
		"example.org/a b":           {Refused: Relative},

		"https://https://example.org/a?b":         {Refused: BegunTwice, Whole: "https://example.org/a?b"},
		"HTTP://Https://example.org":              {Refused: BegunTwice, Whole: "https://example.org"},
		"https://http//example.org/a":             {Refused: BegunTwice, Whole: "http://example.org/a"},
		"https://https://http://example.org":      {Refused: BegunTwice, Whole: "http://example.org"},
		"https://https://":                        {Refused: BegunTwice},
		"https://https":                           {Refused: BegunTwice},
		"https://https://localhost/a":             {Refused: BegunTwice},
		"https://web.example/https://a.org":       {URL: "https://web.example/https://a.org"},
		"https://https.example":                   {URL: "https://https.example"},
		"https://exam\u200bple.org/a":             {Refused: UnseenSigns, Whole: "https://example.org/a"},
		"https://\u202eexample.org":               {Refused: UnseenSigns, Whole: "https://example.org"},
		"https://ex\u00adample.org:8080":          {Refused: UnseenSigns, Whole: "https://example.org:8080"},
		"https://example.org\ufeff/a":             {Refused: UnseenSigns, Whole: "https://example.org/a"},
		"https://example\u2060.org":               {Refused: UnseenSigns, Whole: "https://example.org"},
		"https://exam\u00a0ple.org":               {Refused: UnseenSigns, Whole: "https://example.org"},
		"https://ex\ufe0fample.org":               {Refused: UnseenSigns, Whole: "https://example.org"},
		"https://ex%C2%ADample.org":               {Refused: UnseenSigns},
		"https://exa\u200cmple.org":               {Refused: UnseenSigns, Whole: "https://example.org"},
		"https://https://exam\u200bple.org":       {Refused: BegunTwice, Whole: "https://example.org"},
		"https://\u200b":                          {Refused: UnseenSigns},
		"mailto:desk@exam\u200bple.org?subject=a": {Refused: UnseenSigns, Whole: "mailto:desk@example.org?subject=a"},
		"https://example.org/a\u200b":             {URL: "https://example.org/a%E2%80%8B"},
	} {
		if got := ReadAddress(typed); got != want {
			t.Errorf("ReadAddress(%q) = %+v, want %+v", typed, got, want)
		}
	}
}

// A joiner belongs to words of some scripts.
func TestJoinersInAHostShip(t *testing.T) {
	for _, typed := range []string{"https://می\u200cخواهم.example", "https://श्री\u200dमान.example"} {
		if a := ReadAddress(typed); a.Refused != "" {
			t.Errorf("%q: %+v", typed, a)
		}
	}
}

// What is refused has a reason, what ships has none, and what completes ships.
func FuzzReadAddress(f *testing.F) {
	for _, typed := range []string{"example.org", "//a", "mailto:", "#", "a@b.org", "http://[", "x:y", "\\", "www.a.md:1/\x00", "https://https://a.org", "https://a\u200b.org", "mailto:a@b\u00ad.org", "https://می\u200cخواهم.ir"} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		a := ReadAddress(typed)
		if (a.URL == "") == (a.Refused == "") {
			t.Fatalf("%q: %+v", typed, a)
		}
		if a.Whole != "" {
			if again := ReadAddress(a.Whole); again.URL == "" {
				t.Fatalf("%q completes to %q, which is refused: %+v", typed, a.Whole, again)
			}
		}
	})
}
