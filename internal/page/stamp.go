package page

import (
	"strings"
	"time"
)

// moment writes "Published 3 December 2025, 14:05 GMT" with the instant in
// its datetime.
func (v *view) moment(h *writer, label string, at time.Time) {
	h.raw("<span>", escape(label))
	if !strings.HasSuffix(label, "\u05be") { // Hebrew joins its prepositions
		h.text(" ")
	}
	h.raw("<time")
	h.attr("datetime", v.iso(at))
	h.raw(">", escape(v.day(at)+v.words.comma+" "+at.In(v.zone).Format("15:04")+" "+zoneName(at.In(v.zone))), "</time></span>")
}

// iso is the instant in the house zone, in whole seconds.
func (v *view) iso(at time.Time) string {
	return at.In(v.zone).Format("2006-01-02T15:04:05Z07:00")
}

func (v *view) day(at time.Time) string {
	at = at.In(v.zone)
	if v.words.months == nil {
		return at.Format("2006-01-02")
	}
	var day strings.Builder
	for _, c := range v.words.date {
		switch c {
		case 'D':
			day.WriteString(itoa(at.Day()))
		case 'M':
			day.WriteString(v.words.months[at.Month()-1])
		case 'Y':
			day.WriteString(itoa(at.Year()))
		default:
			day.WriteRune(c)
		}
	}
	return day.String()
}

// zoneName is "GMT" or "CET"; a zone that has only an offset for a name
// becomes "UTC+3".
func zoneName(at time.Time) string {
	name, offset := at.Zone()
	if !strings.HasPrefix(name, "+") && !strings.HasPrefix(name, "-") {
		return name
	}
	if offset == 0 {
		return "UTC"
	}
	sign, minutes := "+", offset/60
	if minutes < 0 {
		sign, minutes = "\u2212", -minutes
	}
	text := "UTC" + sign + itoa(minutes/60)
	if m := minutes % 60; m != 0 {
		text += ":" + string([]byte{byte('0' + m/10), byte('0' + m%10)})
	}
	return text
}
