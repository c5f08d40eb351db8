package cli

import (
	"fmt"
	"slices"

	"stet/internal/newsroom"
)

func runSettings(c *call) error {
	words, err := c.words(none, 1, 3)
	if err != nil {
		return err
	}
	room, err := c.open()
	if err != nil {
		return err
	}
	switch {
	case words[0] == "get" && len(words) == 1:
		return c.showSettings(room, newsroom.SettingKeys())
	case words[0] == "get" && len(words) == 2:
		return c.showSetting(room, words[1])
	case words[0] == "set" && len(words) == 3:
		if err := room.PutSettings(map[string]string{words[1]: words[2]}); err != nil {
			return err
		}
		return c.showSetting(room, words[1])
	}
	return c.misused("that is neither get nor set")
}

func (c *call) showSettings(room *newsroom.Room, keys []string) error {
	all, err := room.Settings()
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(all)
	}
	for _, key := range keys {
		c.say("%-22s %s", key, all[key])
	}
	return nil
}

// showSetting prints one value alone, as scripts want it.
func (c *call) showSetting(room *newsroom.Room, key string) error {
	if !slices.Contains(newsroom.SettingKeys(), key) {
		return c.misused(fmt.Sprintf("%q is not a setting", key))
	}
	all, err := room.Settings()
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(map[string]string{key: all[key]})
	}
	c.say("%s", all[key])
	return nil
}
