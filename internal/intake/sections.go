package intake

import "strings"

// sectionNames are labels that news pages give their sections. A label that
// is not among them is a section only if it is a single word.
var sectionNames = names(
	"World|World News|International|Global|Africa|Americas|Asia|Asia Pacific|Europe|Middle East|North America|South America|Latin America|UK|US|U.S.|USA|Ukraine|China|India|Russia|Australia",
	"News|Local|Local News|National|Nation|Regional|Metro|City|Politics|Elections|Government|Society|Community|Crime|Courts|Law|Defence|Defense|Security|War|Investigations|In Depth|Long Reads|Features",
	"Business|Economy|Money|Markets|Finance|Companies|Energy|Property|Real Estate|Jobs|Personal Finance|Work|Agriculture|Farming",
	"Science|Technology|Tech|Science & Environment|Environment|Climate|Health|Education|Space|Innovation|Weather|Transport|Motoring|Cars",
	"Culture|Arts|Arts & Culture|Entertainment|Entertainment & Arts|Books|Film|Movies|Music|Theatre|Television|TV|TV & Radio|Media|Style|Fashion|Food|Food & Drink|Travel|Life|Lifestyle|Life & Style|Family|Religion|History|Games",
	"Sport|Sports|Football|Soccer|Cricket|Tennis|Rugby|Rugby Union|Formula 1|Athletics|Olympics|Opinion|Comment|Commentary|Editorial|Editorials|Letters|Columnists|Obituaries|Video|Pictures",
	"Світ|Україна|Політика|Економіка|Суспільство|Війна|Культура|Спорт|Наука|Технології|Здоров'я|Здоров’я|Освіта|Події|Новини|Думки|Бізнес|Європа|Життя|Київ|Кримінал",
	"Welt|Politik|Wirtschaft|Gesellschaft|Kultur|Wissen|Wissenschaft|Technik|Gesundheit|Ausland|Inland|Panorama|Regionales|Lokales|Meinung|Reise|Feuilleton",
	"Monde|Politique|Économie|Société|Sports|Culture|Planète|Sciences|Santé|Idées|Mundo|Política|Economía|Sociedad|Deportes|Cultura|Ciencia|Esteri|Politica|Economia|Cronaca|Świat|Kraj|Sport|Kultura|Gospodarka",
	"В мире|Политика|Экономика|Общество|Культура|Наука|عالم|العالم|سياسة|اقتصاد|رياضة|ثقافة|أخبار|חדשות|עולם|פוליטיקה|כלכלה|ספורט|תרבות|国际|国内|政治|经济|社会|科技|文化|体育|财经|國際|世界|経済|スポーツ|国際|국제|정치|경제|사회|문화|스포츠",
)

// overlineWords are labels of a story, never of a section.
var overlineWords = names(
	"Exclusive|Analysis|Breaking|Breaking News|Live|Interview|Explainer|Explained|Updated|Update|Watch|Profile|Review|Investigation|Revealed|Special Report|Fact Check|First Person|Q&A|Long Read|The Long Read|Obituary|Just In|Developing|Feature|In Focus|Eyewitness",
	"Ексклюзив|Аналітика|Інтерв'ю|Інтерв’ю|Репортаж|Терміново|Огляд|Exklusiv|Analyse|Interview|Eilmeldung|Kommentar|Reportage|Exclusif|Entretien|Exclusiva|Entrevista|Análisis|独家|分析|速报|عاجل|حصري|תחקיר",
)

// names makes a set of names in lower case from rows parted by "|".
func names(rows ...string) map[string]bool {
	set := map[string]bool{}
	for _, row := range rows {
		for _, name := range strings.Split(row, "|") {
			set[strings.ToLower(name)] = true
		}
	}
	return set
}
