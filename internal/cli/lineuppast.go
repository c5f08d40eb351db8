package cli

import (
	"strconv"
	"strings"

	"stet/internal/article"
	"stet/internal/newsroom"
)

func (c *call) showLineupHistory(room *newsroom.Room, w *lineupWish) error {
	past, err := room.LineupHistory(w.words[0])
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(past)
	}
	for _, p := range past {
		sent := ""
		if p.Sent {
			sent = "  sent"
		}
		c.say("%d  %s  %s  %s  %s%s", p.Rev, p.At.Format("2006-01-02 15:04"), p.By, count(p.Places, "story", "stories"), p.Note, sent)
	}
	return nil
}

func (c *call) showLineupDiff(room *newsroom.Room, w *lineupWish) error {
	var revs [2]int64
	for i, word := range w.words[1:] {
		if err := revision(word, &revs[i]); err != nil {
			return c.misused(err.Error())
		}
	}
	d, err := room.DiffLineup(w.words[0], revs[0], revs[1])
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(d)
	}
	ids := make([]article.ID, len(d.Changes))
	for i, ch := range d.Changes {
		ids[i] = ch.Story
	}
	heads, err := room.Heads(ids)
	if err != nil {
		return err
	}
	names := map[article.ID]string{}
	for _, h := range heads {
		names[h.ID] = h.Headline
	}
	c.say("%s, revision %d to %d", d.Lineup, d.A, d.B)
	for _, ch := range d.Changes {
		c.say("%-7s  %2s > %-2s  %s  %s", ch.Kind, place(ch.From), place(ch.To), orNone(names[ch.Story], string(ch.Story)), strings.Join(ch.Fields, ", "))
	}
	return nil
}

func place(n int) string {
	if n == 0 {
		return "-"
	}
	return strconv.Itoa(n)
}
