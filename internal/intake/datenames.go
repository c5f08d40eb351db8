package intake

import (
	"strings"
	"time"
)

// Names of months and weekdays in the languages that copy comes in, and the
// words that stand between the parts of a date.
var (
	monthNames = inOrder(time.January,
		"january jan enero janvier januar jänner gennaio janeiro stycznia січня января ינואר يناير",
		"february feb febrero février februar febbraio fevereiro lutego лютого февраля פברואר فبراير",
		"march mar marzo mars märz março marca березня марта מרץ مارس",
		"april apr abril avril aprile kwietnia квітня апреля אפריל أبريل",
		"may mayo mai maggio maio maja травня мая מאי مايو",
		"june jun junio juin juni giugno junho czerwca червня июня יוני يونيو",
		"july jul julio juillet juli luglio julho lipca липня июля יולי يوليو",
		"august aug agosto août sierpnia серпня августа אוגוסט أغسطس",
		"september sep sept septiembre septembre settembre setembro września вересня сентября ספטמבר سبتمبر",
		"october oct octubre octobre oktober okt ottobre outubro października жовтня октября אוקטובר أكتوبر",
		"november nov noviembre novembre novembro listopada листопада ноября נובמבר نوفمبر",
		"december dec diciembre décembre dezember dez dicembre dezembro grudnia грудня декабря דצמבר ديسمبر",
	)
	weekdayNames = inOrder(time.Sunday,
		"sunday sun sonntag dimanche domingo domenica неділя неділю воскресенье",
		"monday mon montag lundi lunes lunedì понеділок понедельник",
		"tuesday tue tues dienstag mardi martes martedì вівторок вторник",
		"wednesday wed mittwoch mercredi miércoles mercoledì середа середу среда",
		"thursday thu thur thurs donnerstag jeudi jueves giovedì четвер четверг",
		"friday fri freitag vendredi viernes venerdì пʼятниця п'ятниця п’ятниця пятница",
		"saturday sat samstag sonnabend samedi sábado sabato субота суботу суббота",
	)
	dateFillers = words("at on of the um uhr o'clock à le el de del den der am o року рік р г года год в о об - – — @ hrs hours")
)

// doubtfulZones mean one thing in one country and another elsewhere.
var doubtfulZones = words("est edt et cst cdt ct mst mdt mt pst pdt pt bst ist msk aest aedt jst kst sast wib gst ast akst hst")

// zones that mean one offset wherever they are said. Others are left
// for a person.
var zones = map[string]*time.Location{
	"gmt": time.UTC, "utc": time.UTC, "z": time.UTC,
	"cet": time.FixedZone("CET", 3600), "cest": time.FixedZone("CEST", 2*3600),
	"eet": time.FixedZone("EET", 2*3600), "eest": time.FixedZone("EEST", 3*3600),
}

// inOrder maps each row's words to the value of the row.
func inOrder[T ~int](first T, rows ...string) map[string]T {
	names := map[string]T{}
	for i, row := range rows {
		for _, name := range strings.Fields(row) {
			names[name] = first + T(i)
		}
	}
	return names
}

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
