package check

import "strings"

// dayTable is what a language calls days by where the reader stands. Words of two
// words are joined by "_".
type dayTable struct {
	near     map[string]int  // days from the one on which it is said
	weekdays map[string]int  // 0 = Sunday; an entry that ends in * is how words begin
	not      map[string]bool // a word behind one of these means no day of this week
}

func dayTableOf(near string, not string, sundayFirst ...string) dayTable {
	t := dayTable{near: map[string]int{}, weekdays: map[string]int{}, not: map[string]bool{}}
	for n, list := range strings.Split(near, "|") { // from the day before yesterday on
		for w := range strings.FieldsSeq(list) {
			t.near[w] = n - 2
		}
	}
	for w := range strings.FieldsSeq(not) {
		t.not[w] = true
	}
	for n, forms := range sundayFirst {
		for w := range strings.FieldsSeq(forms) {
			t.weekdays[w] = n
		}
	}
	return t
}

// dayTables by language: the day before yesterday, yesterday, today, tomorrow and
// the day after it; what a day's name stands behind that means another; the
// names. Names of habits (Mondays, montags, los lunes) are left out.
var dayTables = map[speech]dayTable{
	"en": dayTableOf("|yesterday last_night|today tonight this_morning this_afternoon this_evening|tomorrow|",
		"every each black good ash easter palm bloody super cyber",
		"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"),
	"uk": dayTableOf("позавчора|вчора учора вчорашній вчорашня вчорашнє вчорашнього вчорашньої|сьогодні сьогоднішній сьогоднішня сьогоднішнє сьогоднішнього сьогоднішньої|завтра завтрашній завтрашня завтрашнє завтрашнього завтрашньої|післязавтра",
		"кожен кожну кожної кожного чорна чорної чорну",
		"неділя неділю неділі неділею", "понеділок понеділка понеділком", "вівторок вівторка вівторком", "середа середу середи середою",
		"четвер четверга четвергом", "п'ятниця п'ятницю п'ятниці п'ятницею", "субота суботу суботи суботою"),
	"de": dayTableOf("vorgestern|gestern gestrige gestrigen gestriger|heute heutige heutigen heutiger|morgen morgige morgigen morgiger|übermorgen",
		"jeden jeder jedem schwarzer schwarzen",
		"sonntag sonntagmorgen sonntagabend sonntagnachmittag", "montag montagmorgen montagabend montagnachmittag", "dienstag dienstagmorgen dienstagabend dienstagnachmittag",
		"mittwoch mittwochmorgen mittwochabend mittwochnachmittag", "donnerstag donnerstagmorgen donnerstagabend donnerstagnachmittag",
		"freitag freitagmorgen freitagabend freitagnachmittag", "samstag samstagmorgen samstagabend samstagnachmittag sonnabend"),
	"fr": dayTableOf("avant-hier|hier|aujourd'hui ce_matin ce_soir|demain|après-demain",
		"chaque le les tous", // le lundi is each Monday
		"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"),
	"es": dayTableOf("anteayer|ayer anoche|hoy esta_noche esta_tarde esta_mañana|mañana|pasado_mañana",
		"cada los la esta una de black",
		"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"),
	"it": dayTableOf("|ieri|oggi stasera stamattina stanotte|domani|dopodomani",
		"ogni il la black",
		"domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"),
	"pt": dayTableOf("anteontem|ontem|hoje|amanhã|",
		"cada aos às todas todos black",
		"domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado"),
	"pl": dayTableOf("przedwczoraj|wczoraj wczorajszy wczorajsza wczorajsze wczorajszego wczorajszej|dziś dzisiaj dzisiejszy dzisiejsza dzisiejsze dzisiejszego dzisiejszej|jutro jutrzejszy jutrzejsza jutrzejszego jutrzejszej|pojutrze",
		"każdy każdą każdego każdej czarny czarnego",
		"niedziela niedzielę niedzieli niedzielą", "poniedziałek poniedziałku poniedziałkiem poniedziałkowy poniedziałkowego", "wtorek wtorku wtorkiem wtorkowy wtorkowego",
		"środa środę środą", "czwartek czwartku czwartkiem czwartkowy czwartkowego", "piątek piątku piątkiem piątkowy piątkowego", "sobota sobotę sobotą"),
	"ar": dayTableOf("|أمس البارحة|اليوم الليلة|غدا غداً غدًا|", "كل",
		"الأحد", "الاثنين الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"),
	"he": dayTableOf("שלשום|אתמול אמש|היום הערב הלילה|מחר|מחרתיים", "כל",
		"יום_ראשון ביום_ראשון", "יום_שני ביום_שני", "יום_שלישי ביום_שלישי", "יום_רביעי ביום_רביעי", "יום_חמישי ביום_חמישי", "יום_שישי ביום_שישי", "שבת בשבת"),
}
