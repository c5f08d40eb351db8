package newsroom

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"stet/internal/article"
)

// setting is one thing a newsroom can settle: its key, its default and what
// it may be.
type setting struct {
	key, fallback string
	check         func(string) error
}

// settings in the order the settings pane and `stet settings get` show them.
func settings(d article.House) []setting {
	l := d.Limits
	limit := func(key string, n int) setting { return setting{"limits." + key, strconv.Itoa(n), isLimit} }
	return []setting{
		{"newsroom.name", d.Name, isName},
		{"newsroom.baseUrl", d.BaseURL, isBaseURL},
		{"newsroom.zone", d.Zone, isZone},
		{"newsroom.language", d.Language, isLanguage},
		{languageHelp, "true", isBool},
		{"typing.smart", strconv.FormatBool(d.SmartTyping), isBool},
		limit("headline.main", l.Headlines.Main), limit("headline.front", l.Headlines.Front),
		limit("headline.search", l.Headlines.Search), limit("headline.social", l.Headlines.Social),
		limit("headline.push", l.Headlines.Push), limit("headline.print", l.Headlines.Print),
		fitSetting(article.Main), fitSetting(article.Front), fitSetting(article.Search),
		fitSetting(article.Social), fitSetting(article.Push), fitSetting(article.Print),
		limit("overline", l.Overline), limit("standfirst", l.Standfirst), limit("trailText", l.TrailText),
		{closesKey, "", isCloses},
		{staleAfter, strconv.Itoa(d.StaleAfter), isHours},
		{"export.requireReady", strconv.FormatBool(d.RequireReady), isBool},
		{"export.requireLength", strconv.FormatBool(d.RequireLength), isBool},
		{"export.sign", "true", isBool},
		{"export.folder", "", anything},
		{backupFolder, "", anything},
		{"editor.name", "", anything},
		{"editor.initials", "", anything},
	}
}

// fitKey is the setting that says how much room headlines of a channel have.
func fitKey(c article.Channel) string { return "fit." + string(c) }

func fitSetting(c article.Channel) setting { return setting{fitKey(c), article.DefaultFits[c], isFit} }

func isFit(v string) error {
	_, err := article.ParseFits(v)
	return plainly(err)
}

// plainly leaves out of an error that the value cannot be: whoever asks says so.
func plainly(err error) error {
	if err == nil {
		return nil
	}
	return errors.New(strings.TrimPrefix(err.Error(), article.ErrValue.Error()+": "))
}

// staleAfter is after how many hours a lead on a front is stale.
const staleAfter = "fronts.staleAfter"

// SettingKeys lists every key, in display order.
func SettingKeys() []string {
	var keys []string
	for _, s := range settings(article.DefaultHouse()) {
		keys = append(keys, s.key)
	}
	return keys
}

// Settings is every setting by key, defaults filled in.
func (r *Room) Settings() (map[string]string, error) {
	kept, err := r.db.Settings()
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	for _, s := range settings(article.DefaultHouse()) {
		all[s.key] = s.fallback
	}
	all["editor.name"] = r.opts.Person.Name
	for key := range all {
		if v, ok := kept[key]; ok { // others are the program's own notes
			all[key] = v
		}
	}
	return all, nil
}

// PutSettings changes settings; "" goes back to the default. A value that
// cannot be is refused with article.ErrValue and nothing is written.
func (r *Room) PutSettings(changes map[string]string) error {
	clean := map[string]string{}
	for key, value := range changes {
		s, known := findSetting(key)
		if !known {
			return fmt.Errorf("%w: %q", ErrSetting, key)
		}
		value = article.OneLine(value)
		if err := s.check(value); value != "" && err != nil {
			return fmt.Errorf("%w: %s %q: %v", article.ErrValue, key, value, err)
		}
		clean[key] = value
	}
	return r.db.PutSettings(clean)
}

func findSetting(key string) (setting, bool) {
	for _, s := range settings(article.DefaultHouse()) {
		if s.key == key {
			return s, true
		}
	}
	return setting{}, false
}

// House is what the newsroom settled, as the pages and the checks need it.
func (r *Room) House() (article.House, error) {
	s, err := r.Settings()
	if err != nil {
		return article.House{}, err
	}
	n := func(key string) int { v, _ := strconv.Atoi(s["limits."+key]); return v } // checked when it was set
	hours, _ := strconv.Atoi(s[staleAfter])
	return article.House{
		Name: s["newsroom.name"], BaseURL: strings.TrimRight(s["newsroom.baseUrl"], "/"),
		Zone: s["newsroom.zone"], Language: s["newsroom.language"],
		RequireReady: s["export.requireReady"] == "true", RequireLength: s["export.requireLength"] == "true", SmartTyping: s["typing.smart"] == "true", StaleAfter: hours,
		Limits: article.Limits{
			Headlines: article.Lengths{
				Main: n("headline.main"), Front: n("headline.front"), Search: n("headline.search"),
				Social: n("headline.social"), Push: n("headline.push"), Print: n("headline.print"),
			},
			Overline: n("overline"), Standfirst: n("standfirst"), TrailText: n("trailText"),
		},
	}, nil
}

// Person is who sits at the desk: who said so, else the operating system's
// idea of it.
func (r *Room) Person() article.Person {
	kept, err := r.db.Settings()
	if err != nil || kept["editor.name"] == "" {
		return r.opts.Person
	}
	return article.Person{Name: kept["editor.name"], Initials: kept["editor.initials"], Asked: true}
}

// SetPerson switches who sits at the desk.
func (r *Room) SetPerson(name, initials string) (article.Person, error) {
	if name = article.OneLine(name); name == "" {
		return r.Person(), fmt.Errorf("%w: editor.name is empty; say who is at the desk", article.ErrValue)
	}
	err := r.PutSettings(map[string]string{"editor.name": name, "editor.initials": initials})
	return r.Person(), err
}

func anything(string) error { return nil }
func isName(string) error   { return nil }

func isLimit(v string) error {
	if n, err := strconv.Atoi(v); err != nil || n < 0 || n > 10_000 {
		return fmt.Errorf("write a number of characters from 0 (none) to 10000")
	}
	return nil
}

func isHours(v string) error {
	if n, err := strconv.Atoi(v); err != nil || n < 0 || n > 10_000 {
		return fmt.Errorf("write a number of hours from 0 (never) to 10000")
	}
	return nil
}

func isBool(v string) error {
	if v != "true" && v != "false" {
		return fmt.Errorf("write true or false")
	}
	return nil
}

func isZone(v string) error {
	if _, err := time.LoadLocation(v); err != nil || v == "Local" {
		return fmt.Errorf("write a zone like Europe/Kyiv")
	}
	return nil
}

func isLanguage(v string) error {
	if _, err := language.Parse(v); err != nil {
		return fmt.Errorf("write a language like en or uk")
	}
	return nil
}

func isBaseURL(v string) error {
	u, err := url.Parse(v)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return fmt.Errorf("write an address like https://news.example")
	}
	return nil
}
