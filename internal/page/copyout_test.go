package page

import (
	"errors"
	"testing"

	"stet/internal/article"
	"stet/internal/markup"
)

func TestCopyOut(t *testing.T) {
	body := "Crews {==stopped==}{>>query: AL @Tom Poe 2026-12-03T1402Z: sure?<<}{>>answer: TP: quite<<} *work*.\n\n" +
		"![A gate](media/gate \"The gate.\")\n\n![Gone](media/gone)\n\n:::note\nFor the desk.\n:::\n\n## What now\n\nSee [the page](https://news.example/a) & wait."
	a := article.Article{
		Headlines: article.Headlines{Main: "Crews <walk> out"}, Overline: "Strike", Standfirst: "Half of it.", Bylines: []string{"Ada Lind", "Tom Poe"},
		Dateline: "Halvern", InternalNote: "Call back.\nTwice.", Body: body, Pictures: []article.Picture{{ID: "gate", Width: 4, Height: 3}},
	}
	in := Input{Article: &a, Doc: markup.New().Parse(body, a.Pictures), House: article.DefaultHouse()}
	const rest = `<figure class="picture"><figcaption>The gate.</figcaption></figure>` + "\n" + `<h2 id="s-what-now">What now</h2>` + "\n" +
		`<p>See <a href="https://news.example/a" rel="noopener">the page</a> &amp; wait.</p>`
	for _, c := range []struct {
		field string
		want  Copied
	}{
		{"", Copied{
			`<p class="story-overline">Strike</p>` + "\n" + `<h1 class="story-headline">Crews &lt;walk&gt; out</h1>` + "\n" +
				`<p class="story-standfirst">Half of it.</p>` + "\n" +
				`<p class="story-byline">By <span class="story-author">Ada Lind</span> and <span class="story-author">Tom Poe</span></p>` + "\n" +
				`<p><span class="story-dateline">Halvern —</span> Crews stopped <em>work</em>.</p>` + "\n" + rest,
			"Strike\n\nCrews <walk> out\n\nHalf of it.\n\nBy Ada Lind and Tom Poe\n\nHalvern — Crews stopped work.\n\nThe gate.\n\nWhat now\n\nSee the page & wait.",
		}},
		{"body", Copied{"<p>Crews stopped <em>work</em>.</p>\n" + rest, "Crews stopped work.\n\nThe gate.\n\nWhat now\n\nSee the page & wait."}},
		{"headlines.main", Copied{"<p>Crews &lt;walk&gt; out</p>", "Crews <walk> out"}},
		{"internalNote", Copied{"<p>Call back.<br>Twice.</p>", "Call back.\nTwice."}},
	} {
		if got, err := CopyOut(in, c.field); err != nil || got != c.want {
			t.Errorf("%q: %v\n%s\n%s", c.field, err, got.HTML, got.Text)
		}
	}
	if _, err := CopyOut(in, "nonsense"); !errors.Is(err, article.ErrField) {
		t.Errorf("no field: %v", err)
	}
}

// Nobody takes a story elsewhere without what readers were told of it.
func TestCopyOutTakesCorrectionsAlong(t *testing.T) {
	got, err := CopyOut(retracted(t), "")
	want := "Widerruf, 3. Dezember 2025: Der Bericht beruhte auf einem gefälschten Protokoll.\n\nDas Sturmtor hält\n\nDas Tor hielt in der ersten Nacht.\n\n" +
		"Klarstellung, 3. Dezember 2025: Gemeint ist das Tor am Fluss.\nAktualisierung, 3. Dezember 2025: Mit der Stellungnahme des Hafens."
	if err != nil || got.Text != want {
		t.Errorf("%v\n%s", err, got.Text)
	}
}
