package deliver

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// members are the members of a JSON object.
type members map[string]json.RawMessage

// differences holds what was sent against what the target stored, member by
// member, each text whole. What it wraps ({"raw": …}) is looked into; a member of a member is
// named with a dot.
func differences(sent, stored members) []Difference {
	found := []Difference{}
	for _, name := range slices.Sorted(maps.Keys(sent)) {
		want, have := sent[name], unwrapped(stored[name])
		var inner, innerStored members
		if json.Unmarshal(want, &inner) == nil && inner != nil {
			_ = json.Unmarshal(have, &innerStored) // another shape: all of it is missing
			for _, d := range differences(inner, innerStored) {
				d.Field = name + "." + d.Field
				found = append(found, d)
			}
			continue
		}
		if a, b := shown(want), shown(have); a != b {
			found = append(found, Difference{name, a, b})
		}
	}
	return found
}

// unwrapped is what lies in {"raw": …, "rendered": …}.
func unwrapped(value json.RawMessage) json.RawMessage {
	var wrap struct{ Raw json.RawMessage }
	if json.Unmarshal(value, &wrap) == nil && wrap.Raw != nil {
		return wrap.Raw
	}
	return value
}

// shown is a value as it is compared and shown: a text plain, and without the
// empty lines at its end, which CMSs cut; a list in order; nothing for null.
func shown(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return strings.TrimRight(plain(text), " \n\t")
	}
	var list []json.RawMessage
	if json.Unmarshal(value, &list) == nil {
		parts := make([]string, len(list))
		for i := range list {
			parts[i] = shown(list[i])
		}
		slices.Sort(parts)
		return strings.Join(parts, ", ")
	}
	var out bytes.Buffer
	if json.Compact(&out, value) != nil {
		return string(value)
	}
	return out.String()
}

var (
	plainer = strings.NewReplacer("\r\n", "\n", `"/>`, `" />`)
	padded  = regexp.MustCompile(`&#0+([1-9])`)
)

// plain takes away what CMSs write in their own way without changing anything:
// how a tag is closed, and with how many digits a character is named.
func plain(text string) string { return padded.ReplaceAllString(plainer.Replace(text), "&#$1") }

// around is what is shown of a long text at its first difference, in bytes.
const around = 120

// brief are differences as a report has them: long texts cut to where they part.
func brief(all []Difference) []Difference {
	for i, d := range all {
		all[i].Sent, all[i].Stored = aroundParting(d.Sent, d.Stored)
	}
	return all
}

func aroundParting(a, b string) (string, string) {
	if len(a) <= around && len(b) <= around {
		return a, b
	}
	from := 0
	for from < len(a) && from < len(b) && a[from] == b[from] {
		from++
	}
	from = max(0, from-around/4)
	return cut(a, from), cut(b, from)
}

func cut(text string, from int) string {
	from = min(from, len(text))
	for from > 0 && from < len(text) && !utf8.RuneStart(text[from]) {
		from--
	}
	to := min(len(text), from+around)
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to--
	}
	part := text[from:to]
	if from > 0 {
		part = "…" + part
	}
	if to < len(text) {
		part += "…"
	}
	return part
}

// member makes a value into a member; values are our own and marshal.
func (m members) set(name string, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	m[name] = data
}

func (m members) text(name string) string {
	var text string
	_ = json.Unmarshal(unwrapped(m[name]), &text) // not a text: empty
	return text
}

func (m members) number(name string) int64 {
	var n int64
	_ = json.Unmarshal(m[name], &n) // not a number: 0
	return n
}
