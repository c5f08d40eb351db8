package intake

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"stet/internal/article"
)

// Kill is an agency's word that an item must not be used.
type Kill struct {
	Sources  []article.Source // what the item may be called, the likeliest first
	Slugline string
	Reason   string // in the agency's words; "" = none is given
}

// longestReason in characters: a reason stands on one line of the log.
const longestReason = 300

// KillItem reads a kill notice that comes as a news item (ninjs, whose pubstatus
// is canceled); false where the bytes are none.
func KillItem(data []byte) (Kill, bool) {
	var item struct {
		URI       string `json:"uri"`
		PubStatus string `json:"pubstatus"` // as ninjs 1 and 2 write it; the names of 3 differ in case alone, which does not count
		EdNote    string `json:"ednote"`
		Slugline  string `json:"slugline"`
		Version   string `json:"version"`
		AltIDs    []struct {
			Value string `json:"value"`
		} `json:"altids"`
		InfoSources []struct {
			Name string `json:"name"`
		} `json:"infosources"`
	}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) || json.Unmarshal(data, &item) != nil || item.URI == "" {
		return Kill{}, false
	}
	if status := strings.ToLower(item.PubStatus); status != "canceled" && status != "cancelled" && status != "stat:canceled" {
		return Kill{}, false
	}
	kill := Kill{Slugline: article.OneLine(item.Slugline), Reason: reason(item.EdNote)}
	services := []string{}
	for _, s := range item.InfoSources {
		services = append(services, s.Name)
	}
	keys := []string{item.URI}
	for _, a := range item.AltIDs {
		keys = append(keys, a.Value)
	}
	for _, key := range keys {
		for _, service := range append(services, "") {
			kill.Sources = append(kill.Sources, article.Source{Service: service, Key: key, Version: item.Version})
		}
	}
	return kill, true
}

// killLine is how a notice in words begins. "Kill" alone counts in capitals
// only: a headline may begin with it.
var killLine = regexp.MustCompile(`^\W*(?:(?i:(?:bulletin|mandatory|advisory|urgent)\W+)*(?i:kill\W+(?:notice|bulletin|advisory|mandatory|story)|(?:mandatory|bulletin|advisory) kill)\b|KILL(?:\W*$|\W*[:–—-]))`)

// KillWords reads a kill notice that came as words: its first line says so.
func KillWords(read *Result) (Kill, bool) {
	a := &read.Article
	first, rest, _ := strings.Cut(strings.TrimSpace(a.Body), "\n")
	lines := []string{a.Overline, a.Headlines.Main, first}
	for i, line := range lines {
		if !killLine.MatchString(line) {
			continue
		}
		why := a.Body
		if i == 2 && strings.TrimSpace(rest) != "" {
			why = rest
		}
		return Kill{Sources: []article.Source{a.Source}, Slugline: a.Slugline, Reason: reason(why)}, true
	}
	return Kill{}, false
}

func reason(words string) string {
	words = article.OneLine(words)
	if article.Characters(words) <= longestReason {
		return words
	}
	return string([]rune(words)[:longestReason-1]) + "…"
}
