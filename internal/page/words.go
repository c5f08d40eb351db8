package page

import (
	"strings"

	"stet/internal/article"
)

// words are what the page itself says, in the language of the story.
type words struct {
	published, updated        string
	by, and, comma            string // and with the spaces around it
	trending, full, missing   string
	corrected, clear, retract string
	update                    string   // a notice that there is more now
	date                      string   // with D, M and Y
	months                    []string // nil: dates are written as numbers
}

func (w words) correction(kind article.CorrectionKind) string {
	switch kind {
	case article.Clarification:
		return w.clear
	case article.Retraction:
		return w.retract
	case article.Update:
		return w.update
	}
	return w.corrected
}

// wordsFor looks up the language, without its region; other languages get
// English words and dates in numbers.
func wordsFor(lang string) words {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if w, ok := languages[base]; ok {
		return w
	}
	w := languages["en"]
	w.months = nil
	return w
}

var languages = map[string]words{
	"en": {
		published: "Published", updated: "Updated", by: "By", and: " and ", comma: ",",
		trending: "Trending", full: "Full version", missing: "Picture missing",
		corrected: "Correction", clear: "Clarification", retract: "Retraction", update: "Update", date: "D M Y",
		months: strings.Fields("January February March April May June July August September October November December"),
	},
	"uk": {
		published: "Опубліковано", updated: "Оновлено", and: " і ", comma: ",",
		trending: "Популярне", full: "Повна версія", missing: "Немає фото",
		corrected: "Виправлення", clear: "Уточнення", retract: "Спростування", update: "Доповнення", date: "D M Y",
		months: strings.Fields("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"),
	},
	"pl": {
		published: "Opublikowano", updated: "Zaktualizowano", and: " i ", comma: ",",
		trending: "Na czasie", full: "Pełna wersja", missing: "Brak zdjęcia",
		corrected: "Sprostowanie", clear: "Wyjaśnienie", retract: "Odwołanie", update: "Aktualizacja", date: "D M Y",
		months: strings.Fields("stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"),
	},
	"de": {
		published: "Veröffentlicht am", updated: "Aktualisiert am", by: "Von", and: " und ", comma: ",",
		trending: "Meistgelesen", full: "Vollständige Ansicht", missing: "Bild fehlt",
		corrected: "Korrektur", clear: "Klarstellung", retract: "Widerruf", update: "Aktualisierung", date: "D. M Y",
		months: strings.Fields("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
	},
	"fr": {
		published: "Publié le", updated: "Mis à jour le", by: "Par", and: " et ", comma: ",",
		trending: "Les plus lus", full: "Version complète", missing: "Photo manquante",
		corrected: "Correction", clear: "Précision", retract: "Rétractation", update: "Mise à jour", date: "D M Y",
		months: strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
	},
	"es": {
		published: "Publicado el", updated: "Actualizado el", by: "Por", and: " y ", comma: ",",
		trending: "Lo más leído", full: "Versión completa", missing: "Falta la foto",
		corrected: "Corrección", clear: "Aclaración", retract: "Retractación", update: "Actualización", date: "D de M de Y",
		months: strings.Fields("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
	},
	"it": {
		published: "Pubblicato il", updated: "Aggiornato il", by: "Di", and: " e ", comma: ",",
		trending: "I più letti", full: "Versione completa", missing: "Foto mancante",
		corrected: "Correzione", clear: "Precisazione", retract: "Ritrattazione", update: "Aggiornamento", date: "D M Y",
		months: strings.Fields("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
	},
	"pt": {
		published: "Publicado em", updated: "Atualizado em", by: "Por", and: " e ", comma: ",",
		trending: "Mais lidas", full: "Versão completa", missing: "Falta a foto",
		corrected: "Correção", clear: "Esclarecimento", retract: "Retratação", update: "Atualização", date: "D de M de Y",
		months: strings.Fields("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
	},
	"ar": {
		published: "نُشر في", updated: "حُدّث في", by: "بقلم", and: " و", comma: "،",
		trending: "الأكثر قراءة", full: "النسخة الكاملة", missing: "الصورة غير موجودة",
		corrected: "تصحيح", clear: "توضيح", retract: "سحب", update: "تحديث", date: "D M Y",
		months: strings.Fields("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
	},
	"he": {
		published: "פורסם ב־", updated: "עודכן ב־", by: "מאת", and: " ו", comma: ",",
		trending: "הנקראות ביותר", full: "לגרסה המלאה", missing: "התמונה חסרה",
		corrected: "תיקון", clear: "הבהרה", retract: "חזרה מפרסום", update: "עדכון", date: "D בM Y",
		months: strings.Fields("ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר"),
	},
}
