package page

import "strings"

// Withdrawn is what stands in the place of a story that must not be used: its
// headline and its only paragraph, in the story's language where the page speaks
// it, else in English.
func Withdrawn(lang string) (headline, paragraph string) {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	said, ok := withdrawals[base]
	if !ok {
		said = withdrawals["en"]
	}
	return said[0], said[1]
}

var withdrawals = map[string][2]string{
	"en": {"Story withdrawn", "This story was withdrawn. Please do not use it."},
	"uk": {"Матеріал відкликано", "Цей матеріал відкликано. Просимо його не використовувати."},
	"pl": {"Materiał wycofany", "Ten materiał został wycofany. Prosimy z niego nie korzystać."},
	"de": {"Beitrag zurückgezogen", "Dieser Beitrag wurde zurückgezogen. Bitte nicht verwenden."},
	"fr": {"Article retiré", "Cet article a été retiré. Merci de ne pas l’utiliser."},
	"es": {"Artículo retirado", "Este artículo ha sido retirado. No debe utilizarse."},
	"it": {"Articolo ritirato", "Questo articolo è stato ritirato. Si prega di non utilizzarlo."},
	"pt": {"Artigo retirado", "Este artigo foi retirado. Pede-se que não seja utilizado."},
	"ar": {"سُحبت المادة", "سُحبت هذه المادة. يُرجى عدم استخدامها."},
	"he": {"הכתבה הוסרה", "כתבה זו הוסרה. נא לא להשתמש בה."},
}
