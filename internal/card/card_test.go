package card

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/measure"
)

var update = flag.Bool("update", false, "write the cards into testdata")

func halvern(a article.Article) Input {
	h := article.DefaultHouse()
	h.Name, h.BaseURL = "Halvern Post", "https://www.halvern.example/news"
	return Input{Article: &a, House: h, Section: desk.Section{Slug: "coast"}, Picture: func(p article.Picture, s article.Shape) string {
		return "/asset/" + p.ID + " " + string(s)
	}}
}

// stories are what a desk has: one that is done, one that is only begun, and
// others in other scripts.
var stories = map[string]Input{
	"english": halvern(article.Article{
		Overline: "Harbour defences", Slug: "halvern-storm-gate-holds", LeadPicture: "a1",
		Pictures: []article.Picture{{ID: "a1", Alt: "Waves break over a gate"}},
		Headlines: article.Headlines{
			Main:   "Storm gate at Halvern holds on its first night, and the old town stays dry",
			Search: "Halvern storm gate holds against highest tide in 40 years, first night shows",
			Push:   "The storm gate at Halvern has held on its first night. The old town is dry; two of five pumps failed.",
		},
		Standfirst: "The barrier closed at 02:40 for the first time. Engineers had expected to have another year before it was needed, and the town had not been told.",
		TrailText:  "It closed at 02:40. It was a year early.",
	}),
	"empty": {Article: &article.Article{}, House: article.House{}},
	"ukrainian": halvern(article.Article{Headlines: article.Headlines{Main: "Пором на острови ходитиме всю зиму: громади та перевізник домовилися про розклад"},
		Standfirst: "Останній рейс о 23:40 лишається до березня. Її об’єднана громада чекала на це дев’ять тижнів."}),
	"arabic": halvern(article.Article{Headlines: article.Headlines{Main: "بوابة العاصفة تصمد في ليلتها الأولى والبلدة القديمة تبقى جافة والمضخات الثلاث تعمل حتى الصباح"},
		Standfirst: "أُغلق الحاجز عند الساعة 02:40 للمرة الأولى، قبل عام من الموعد المتوقع."}),
	"chinese": halvern(article.Article{Headlines: article.Headlines{Main: "哈尔文风暴闸门首夜经受住四十年来最高潮位考验，老城区未进水，两台水泵发生故障"},
		Standfirst: "闸门于凌晨2时40分首次关闭。"}),
	"emoji":     halvern(article.Article{Headlines: article.Headlines{Main: "🇺🇦 Ferry 🚢 crews walk out 👩‍👩‍👧 over pay 💸 and the islands wait 🏝️ for the morning boat"}}),
	"long-word": halvern(article.Article{Headlines: article.Headlines{Main: "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzentwurfsberatung aufgehoben"}}),
}

// TestGolden holds the cards to what a person has looked at.
func TestGolden(t *testing.T) {
	m := measure.New()
	for name, in := range stories {
		path := filepath.Join("testdata", name+".txt")
		got := written(Of(in, m))
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(path); err != nil || string(want) != got {
			t.Errorf("%s: the cards are others (%v):\n%s", path, err, got)
		}
	}
}

func written(cards []Card) string {
	var b strings.Builder
	for _, c := range cards {
		fmt.Fprintf(&b, "%s, %v px%s\n", c.Place, c.Width, prefixed(", picture ", c.Picture))
		for _, t := range c.Texts {
			fmt.Fprintf(&b, "  %s in %s %v px, %d lines of %v px, from %q for %q%s\n", t.Part, t.Face, t.Size, t.Most, t.Room, t.Field, t.Own, map[bool]string{true: ", roughly"}[t.Rough])
			for _, l := range t.Lines {
				fmt.Fprintf(&b, "    %5.1f %s\n", float64(l.Width)/100, l.Text)
			}
			if t.Cut != "" {
				fmt.Fprintf(&b, "    cut   %s\n", t.Cut)
			}
		}
	}
	return b.String()
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// What a card shows and what it leaves out are the field, and no line is wider
// than its room.
func TestNothingIsLost(t *testing.T) {
	m := measure.New()
	for name, in := range stories {
		for _, c := range Of(in, m) {
			for _, text := range c.Texts {
				shown := ""
				for _, l := range text.Lines {
					shown += l.Text
					if l.Width > text.Room*100 {
						t.Errorf("%s, %s %s: %q is %v px wide", name, c.Place, text.Part, l.Text, l.Width)
					}
				}
				f, err := article.FieldAt(text.Field)
				if err != nil || text.Field == "slug" {
					continue
				}
				if text.Cut != "" {
					shown = strings.TrimSuffix(strings.TrimSuffix(shown, "…"), " ")
				}
				if squeezed(shown+text.Cut) != squeezed(f.Get(in.Article)) {
					t.Errorf("%s, %s %s: %q and %q", name, c.Place, text.Part, shown, text.Cut)
				}
			}
		}
	}
}

func squeezed(s string) string { return strings.ReplaceAll(s, " ", "") }
