package page

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/markup"
)

// sample is a story with everything a page can show.
func sample(t testing.TB) Input {
	t.Helper()
	body, err := os.ReadFile("testdata/sample.md")
	if err != nil {
		t.Fatal(err)
	}
	a := &article.Article{
		ID: "0198c5a0-7b1e-7c3a-9f11-2b6d5e8f4a01", Rev: 3,
		Section: "Coast", Overline: "Harbour defences",
		Headlines: article.Headlines{
			Main:   "Storm gate at Halvern holds on its first night, and the old town stays dry",
			Search: "Halvern storm gate holds against highest tide in 40 years",
			Social: "“We heard it before we saw it”: the night Halvern’s gate closed",
		},
		Standfirst:  "The barrier closed at 02:40 for the first time. Engineers had expected to have another year before it was needed.",
		Bylines:     []string{"Mara Lind", "Tom Oyelaran"},
		Authors:     []article.Author{{Name: "Mara Lind", Role: "coast correspondent", Email: "mara@halvern.example"}},
		Dateline:    "HALVERN",
		Keywords:    []string{"Halvern", "flood defences", "storm gate"},
		Slug:        "halvern-storm-gate-holds",
		LeadPicture: "a1", Pictures: []article.Picture{
			{ID: "a1", Width: 1600, Height: 900, Alt: "Waves break over a closed steel gate at night", Caption: "The gate at the mouth of the inner harbour shortly before high water.", Credit: "Ines Aalto/Halvern Post"},
			{ID: "b2", Width: 1200, Height: 800, Alt: "A man in a yellow coat reads a gauge", Credit: "Ines Aalto/Halvern Post"},
		},
		Body: string(body), Credit: "Additional reporting by Sena Okur in Brack", UsageTerms: "© 2025 Halvern Post. Not for use after 31 January 2026.",
		Language: "en-GB", InternalNote: "canary-note", Queries: []article.Query{{Text: "canary-query"}},
		FirstPublished: time.Date(2025, 12, 3, 14, 5, 0, 0, time.UTC), LastPublished: time.Date(2025, 12, 3, 17, 30, 0, 0, time.UTC),
		Updated:     time.Date(2025, 12, 3, 17, 30, 0, 0, time.UTC),
		Corrections: []article.Correction{{At: time.Date(2025, 12, 3, 17, 20, 0, 0, time.UTC), Text: "An earlier version gave the height of the gate as 11 metres. It is 9 metres."}},
	}
	h := article.DefaultHouse()
	h.Name, h.Zone, h.Language = "Halvern Post", "Europe/London", "en-GB"
	return Input{
		Article: a, Doc: markup.New().Parse(a.Body, a.Pictures), House: h,
		Section: desk.Section{ID: "s1", Name: "Coast", Slug: "coast"},
		Trending: []Link{
			{"Ferry to Brack resumes after nine days", "../ferry-to-brack/"}, {"What the sea took: a street that moved", "../a-street-that-moved/"},
			{"Council votes on second gate", "../second-gate/"}, {"The people who read the tide", "../tide-readers/"},
		},
		Media: func(p article.Picture) Shown { return Shown{File: File{URL: "media/" + p.ID + ".jpg"}} },
	}
}

// arabic is a story that runs from right to left.
func arabic(t testing.TB) Input {
	t.Helper()
	in := sample(t)
	a := *in.Article
	a.Language, a.Direction = "ar", ""
	a.Overline = "دفاعات الميناء"
	a.Headlines = article.Headlines{Main: "بوابة العاصفة تصمد في ليلتها الأولى والبلدة القديمة تبقى جافة"}
	a.Standfirst = "أُغلق الحاجز عند الساعة 02:40 للمرة الأولى، قبل عام من الموعد المتوقع."
	a.Bylines, a.Authors, a.Dateline = []string{"ليلى حداد", "سامي نور"}, nil, "هالفرن"
	a.Body = "أُغلقت البوابة الفولاذية التي بُنيت لإبقاء البحر خارج البلدة للمرة الأولى فجر الأربعاء، وتوقفت المياه قبل أبواب البلدة القديمة بقليل.\n\n" +
		"«سمعناها قبل أن نراها»، قال يوهان بريكه (71 عاماً) الذي يسكن فوق المخبز في [شارع الشباك](https://halvern.example).\n\n" +
		":::pullquote آنا رييس\nلم يكن هناك تدريب. كان هناك زر وجدول للمد ونحن الخمسة.\n:::\n\n" +
		"تحركت البوابة عند الساعة 02:40، وتعطلت مرة واحدة لإحدى عشرة ثانية، ثم أكملت طريقها إلى القاع.\n\n## ماذا بعد\n\n" +
		"- يجب فحص المسار الجنوبي\n- ويجب إصلاح المضختين\n\n> قيل لنا إن البحر سيدور حولنا. لم يدُر حولنا.\n\n" +
		"| التاريخ | الارتفاع |\n|---|---:|\n| 3 ديسمبر 2025 | 4.11 |\n\n:::factbox البوابة بالأرقام\n- 62 متراً عرضاً\n- 740 طناً\n:::\n\n:::correction\nعُدّل هذا المقال.\n:::\n"
	in.Article, in.Section.Name = &a, "الساحل"
	in.Doc = markup.New().Parse(a.Body, a.Pictures)
	in.Trending = []Link{{"عودة العبّارة بعد تسعة أيام", "../a/"}, {"المجلس يصوّت على بوابة ثانية", "../b/"}}
	return in
}

// bare is a story of which nothing is known yet but a long headline and body,
// whose pictures are missing.
func bare(t testing.TB) Input {
	t.Helper()
	body := "![A gate](media/gone \"What it was to show\")\n\nText with ![](media/gone) within.\n\n![x](https://pictures.example/a.jpg)\n\n" +
		"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " + strings.Repeat("long", 60) + " https://example.org/" + strings.Repeat("path/", 40) +
		"\n\n| " + strings.Repeat("Column head | ", 12) + "\n" + strings.Repeat("|---", 12) + "|\n| " + strings.Repeat("cell value | ", 12) + "\n\n```\n" + strings.Repeat("code ", 60) + "\n```\n"
	a := &article.Article{Headlines: article.Headlines{Main: "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz aufgehoben"}, Body: body, LeadPicture: "nope"}
	return Input{Article: a, Doc: markup.New().Parse(body, nil), House: article.DefaultHouse()}
}

// retracted is a story that was corrected, brought up to date and taken back; of
// its minor fix readers hear nothing.
func retracted(t testing.TB) Input {
	t.Helper()
	at := time.Date(2025, 12, 3, 17, 20, 0, 0, time.UTC)
	body := "Das Tor hielt in der ersten Nacht.\n"
	a := &article.Article{Language: "de", Headlines: article.Headlines{Main: "Das Sturmtor hält"}, Body: body, FirstPublished: at.Add(-3 * time.Hour), Updated: at.Add(5 * time.Hour), Corrections: []article.Correction{
		{At: at, Kind: article.Clarification, Text: "Gemeint ist das Tor am Fluss.", Why: "canary-why", By: "canary-by"},
		{At: at.Add(time.Hour), Kind: article.Update, Text: "Mit der Stellungnahme des Hafens."},
		{At: at.Add(2 * time.Hour), Kind: article.Retraction, Text: "Der Bericht beruhte auf einem gefälschten Protokoll."},
		{At: at.Add(3 * time.Hour), Kind: article.MinorFix, Why: "canary-comma"},
	}}
	return Input{Article: a, Doc: markup.New().Parse(body, nil), House: article.DefaultHouse()}
}

var update = flag.Bool("update", false, "write the pages into testdata")

// TestGolden holds the fragments to what a person has looked at. To look again:
// STET_LOOK=/tmp/look go test ./internal/page writes whole pages there.
func TestGolden(t *testing.T) {
	for name, in := range map[string]Input{"sample": sample(t), "arabic": arabic(t), "bare": bare(t), "retracted": retracted(t)} {
		for suffix, page := range map[string]string{"": fragment(in, false), "-mobile": fragment(in, true)} {
			path := filepath.Join("testdata", name+suffix+".html")
			if *update {
				write(t, path, page+"\n")
			}
			if want, err := os.ReadFile(path); err != nil || string(want) != page+"\n" {
				t.Errorf("%s: the fragment is another (%v)", path, err)
			}
		}
		if dir := os.Getenv("STET_LOOK"); dir != "" {
			write(t, filepath.Join(dir, name+".html"), made(Full, in))
			write(t, filepath.Join(dir, name+"-mobile.html"), made(Mobile, in))
		}
	}
}

func write(t *testing.T, path, page string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
}
