package check_test

import (
	"slices"
	"strings"
	"testing"

	"stet/internal/article"
	"stet/internal/check"
	"stet/internal/markup"
)

const ferryCopy = `Ferry crews at Halvern walked out on Monday after talks with Ada Lindqvist, the operator's head, broke down.

The union said 1,200 sailors and 14 engineers would not return before 3 December. The United Nations office lost £3.2bn, or 40 per cent, in May.

Lindqvist did not resign. Two boats sank. Ukraine and Russia spoke to Volodymyr Zelensky. Horse boxes stayed. The prime minister said nothing.`

const ferryUk = `Поромники у Гальверні вийшли на страйк у понеділок, 3 грудня. Володимир Зеленський сказав, що двоє людей не повернулися. Збитки сягнули 3 млрд гривень.`

func TestHeadings(t *testing.T) {
	for text, c := range map[string]struct {
		channel article.Channel
		lang    string
		want    string // codes, and of names and numbers the words
	}{
		"Ferry crews walk out at Halvern":                      {article.Front, "en", ""},
		"Ferry crews walk out at Halvren":                      {article.Front, "en", "head-name:Halvren"},
		"Ferry crews walk out at Brightport":                   {article.Front, "en", "head-name:Brightport"},
		"Brightport crews walk out":                            {article.Front, "en", ""}, // any first word has a capital
		"Ada Lindquist stays":                                  {article.Front, "en", "head-name:Lindquist"},
		"Lindqvist’s crews: Walkout goes on":                   {article.Front, "en", ""},
		"Ferry Crews Walk Out in Bitter Dispute":               {article.Front, "en", ""}, // every word has a capital
		"Ferry Crews Walk Out Against Lindqvits":               {article.Front, "en", "head-name:Lindqvits"},
		"Crews tell UN and PM of losses":                       {article.Front, "en", ""},
		"Crews tell NATO of losses":                            {article.Front, "en", "head-name:NATO"},
		"1,200 sailors stop work":                              {article.Push, "en", ""},
		"1200 sailors and fourteen engineers stop work":        {article.Push, "en", ""},
		"1,300 sailors stop work":                              {article.Push, "en", "head-number:1,300"},
		"UN office loses £3.2 billion, or 40%, as two sink":    {article.Push, "en", ""},
		"UN office loses £3.2m":                                {article.Push, "en", "head-number:3.2m"},
		"Three boats sink":                                     {article.Push, "en", ""}, // 3 December
		"Seven boats sink":                                     {article.Push, "en", "head-number:Seven"},
		"Crews walk out on Tuesday":                            {article.Push, "en", "head-date:Tuesday"},
		"Crews back by 3 January":                              {article.Push, "en", "head-date:January"},
		"Crews may be back by 3 Dec":                           {article.Push, "en", ""},
		"Lindqvist to resign after ferry crews walk out":       {article.Search, "en", ""},
		"Ferry crews do not walk out":                          {article.Search, "en", "head-negation:not"},
		"Sailors and engineers would return before December":   {article.Search, "en", "head-negation:"},
		"Sailors and engineers won’t return before December":   {article.Search, "en", ""},
		"FERRY CREWS WALK OUT":                                 {article.Main, "en", "head-capitals:FERRY CREWS WALK OUT"},
		"Ferry crews walk out.":                                {article.Main, "en", "head-stop:."},
		"Ferry crews walk out…":                                {article.Main, "en", ""},
		"Will ferry crews walk out?":                           {article.Main, "en", "head-question:?"},
		"Harbour anger over ferry talks":                       {article.Print, "en", "head-verb:Harbour anger over ferry talks"},
		"Crews reject ferry talks":                             {article.Print, "en", ""},
		"Crews walk ferries out":                               {article.Print, "en", "head-twin:Crews walk ferries out"},
		"إضراب عمال العبارات":                                  {article.Main, "ar", ""},
		"Talks in Ukrainian capital over Russian boats":        {article.Main, "en", ""},
		"Horse boxes and the House at Halvern":                 {article.Main, "en", "head-name:House"},
		"Zelenski’s crews walk out":                            {article.Main, "en", "head-name:Zelenski’s"},
		"🚢 Ferry crews walk out 🚢":                             {article.Main, "en", ""},
		"Зеленського чекають у Гальверні":                      {article.Main, "uk", ""},
		"Двоє не повернулися, збитки – 3 мільярди":             {article.Main, "uk", ""},
		"П’ятеро не повернулися":                               {article.Main, "uk", "head-number:П’ятеро"},
		"Страйк почався у вівторок":                            {article.Main, "uk", "head-date:вівторок"},
		"Fährleute in Halvern streiken":                        {article.Main, "de", ""},
		"":                                                     {article.Main, "en", ""},
		"\u202e \u200b":                                        {article.Main, "en", ""},
		strings.Repeat("Ferry crews walk out at Halvern ", 30): {article.Main, "en", ""},
	} {
		a := article.Article{Headlines: article.Headlines{Main: "Ferry crews walk out"}, Body: ferryCopy, Language: c.lang}
		if c.lang == "uk" {
			a.Body, a.Headlines.Main = ferryUk, "Поромники страйкують"
		}
		s := check.Story{Article: &a, Doc: markup.New().Parse(a.Body, nil), House: article.DefaultHouse(),
			Twins: check.Twins{article.HeadlineKey("ferries: CREWS walk out"): {{ID: "x", Headline: "Ferries: crews walk out"}}}}
		var got []string
		for _, f := range check.NewHeadings(s).Judge(c.channel, text) {
			if f.From < 0 || f.From > f.To || f.To > len(text) || f.Field != "headlines."+string(c.channel) || f.Message == "" {
				t.Errorf("%q: %+v", text, f)
				continue
			}
			got = append(got, f.Code+":"+text[f.From:f.To])
		}
		if all := strings.Join(got, ", "); all != c.want {
			t.Errorf("%q: %s, want %s", text, all, c.want)
		}
	}
}

func TestHeadingsOfTheStory(t *testing.T) {
	s := clean()
	s.Article.Headlines.Push = "Crews at Halvern stopped work."
	if got := codes(run(t, s)); got != "warn head-name, warn head-stop" {
		t.Errorf("the preflight says %s", got)
	}
	s.Unlaid = "The text is over 2 MB." // nothing is known of its words
	for _, f := range check.Run(s) {
		if strings.HasPrefix(f.Code, "head-") {
			t.Errorf("%+v", f)
		}
	}
}

func TestHeadlineKey(t *testing.T) {
	same := []string{"Storm closes port", "PORT: storm closes", "“Storm” closes — port!"}
	for _, text := range same {
		if article.HeadlineKey(text) != article.HeadlineKey(same[0]) {
			t.Errorf("%q has another key", text)
		}
	}
	for _, text := range []string{"", "Storm closes", "Storm closes port port", "Storm closes ports", "Stormcloses port"} {
		if article.HeadlineKey(text) == article.HeadlineKey(same[0]) {
			t.Errorf("%q has the same key", text)
		}
	}
}

// A headline that lost its "no", and one that has one too many, where the
// language's words for it are known.
func TestNegationOfLanguages(t *testing.T) {
	dialect := markup.New()
	for lang, c := range map[string]struct{ body, same, other string }{
		"it":    {"I traghetti di Halvern non lasciano il porto lunedì.", "I traghetti di Halvern non lasciano il porto", "I traghetti di Halvern lasciano il porto"},
		"pt-BR": {"Os barcos de Halvern nunca deixam o porto na segunda.", "Os barcos de Halvern nunca deixam o porto", "Os barcos de Halvern deixam o porto"},
		"sv":    {"Färjorna i Halvern lämnar inte hamnen på måndag.", "Färjorna i Halvern lämnar inte hamnen", "Färjorna i Halvern lämnar hamnen"},
		"nb":    {"Fergene i Halvern forlater ikke havna på mandag.", "Fergene i Halvern forlater ikke havna", "Fergene i Halvern forlater havna"},
		"nn":    {"Ferjene i Halvern forlèt ikkje hamna på måndag.", "Ferjene i Halvern forlèt ikkje hamna", "Ferjene i Halvern forlèt hamna"},
		"cs":    {"Trajekty v Halvernu neopustí přístav v pondělí.", "Trajekty v Halvernu opustí přístav", ""},
	} {
		a := article.Article{Body: c.body, Language: lang}
		h := check.NewHeadings(check.Story{Article: &a, Doc: dialect.Parse(a.Body, nil)})
		denies := func(text string) bool {
			return slices.ContainsFunc(h.Judge(article.Main, text), func(f check.Finding) bool { return f.Code == "head-negation" })
		}
		if denies(c.same) {
			t.Errorf("%s: %q is told of", lang, c.same)
		}
		if c.other != "" && !denies(c.other) {
			t.Errorf("%s: %q is not told of", lang, c.other)
		}
	}
}
