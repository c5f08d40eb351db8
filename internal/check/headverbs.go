package check

import (
	"slices"
	"strings"

	"stet/internal/article"
)

// verb tells of a print head in which nothing happens: cut to its width, it lost
// its verb. Only languages whose verbs can be known by their looks are judged.
func (h *Headings) verb(c article.Channel, text string, words []word) []Finding {
	if c != article.Print || len(words) < 3 {
		return nil
	}
	looks, known := map[speech]func(string) bool{"en": verbEn, "uk": verbUk}[h.speech]
	if !known {
		return nil
	}
	for i, w := range words {
		if looks(bareWord(w.low)) && !(h.speech == "en" && governed(words, i)) {
			return nil
		}
	}
	return []Finding{{Code: "head-verb", Severity: Note, To: len(text), Message: "No word in it looks like a verb: nothing happens."}}
}

// governed holds for a last word that a preposition stands shortly before: in
// "anger over ferry talks" nobody talks.
func governed(words []word, i int) bool {
	if i < len(words)-1 {
		return false
	}
	for _, w := range words[max(0, i-2):i] {
		if slices.Contains([]string{"over", "of", "for", "after", "amid", "on", "about", "against"}, w.low) {
			return true
		}
	}
	return false
}

func verbUk(low string) bool {
	for _, end := range []string{"ти", "ться", "тися", "ть", "ла", "ли", "ло", "лася", "лися", "лося", "вся", "ив", "ав", "ів", "ено", "ано", "ято"} {
		if strings.HasSuffix(low, end) && len(low) > len(end)+2 {
			return true
		}
	}
	return false
}

// verbEn is generous: who is told that a head has no verb should find none.
func verbEn(low string) bool {
	if verbsEn[low] {
		return true
	}
	if len(low) > 4 && (strings.HasSuffix(low, "ed") || strings.HasSuffix(low, "ing") || strings.HasSuffix(low, "n't")) {
		return true
	}
	if s, ok := strings.CutSuffix(low, "s"); ok {
		es, _ := strings.CutSuffix(s, "e")
		ies := ""
		if i, ok := strings.CutSuffix(s, "ie"); ok {
			ies = i + "y"
		}
		return verbsEn[s] || verbsEn[es] || verbsEn[ies]
	}
	return false
}

var verbsEn = spellVerbs(`
	is are was were be been am has have had do does did will would can could may might must should shall cannot
	accept accuse act add admit adopt advance agree aid aim allow announce appeal appear approve argue arrest arrive ask attack avoid award axe
	back ban bar battle beat become began begin believe bet bid bite blame blast block blow book boost bow brace break bring broke build built burn burst buy
	call came cancel care carry cast catch caught cause celebrate challenge change charge chase cheat check choose chose cite claim clash clean clear climb close collapse come condemn confirm confront consider continue convict cost count cover crack crash create criticise criticize cross crush cry cull cut
	damage dare dash deal debate decide declare decline defeat defend defy delay deliver demand deny deploy describe destroy detain die dig dip discover dismiss ditch divide dodge double drag draw drew drive drop drown drove dump
	earn ease eat edge elect emerge end enter erupt escape evict examine expect expel expire explain explode express extend
	face fail fall fear fell feel fight file find fine fire fix flee fled float flock flood fly flew focus follow force forge found free freeze fret froze fuel
	gain gather gave get give go goes got grab grant grew grill grip grow guard guide gut
	hail halt hang happen head heal hear heard held help hide hike hint hit hold honour honor hope host hunt hurt
	ignore impose improve inch increase injure insist invest investigate invite issue
	jail join judge jump keep kept kick kill knew know
	lack land lash last laud launch lay lead lean leap learn leave led left let lie lift like limp link list live locate lock look loom loosen lose lost love lure
	made make march mark mean meet met miss mock mourn move mull name near need nod note
	offer open oppose order oust outlaw overturn overtake own
	pass pause pay paid peak pick pile plan play plead pledge plot plunge pose post praise predict prepare press prevent probe produce promise propose prosecute protect protest prove publish pull punish push put
	query question quit quiz
	race raid raise rally ran rank rap reach react read rebound rebuild recall receive recover reduce refuse regain reject rejoin release remain remember remove rename reopen repair replace report rescue resign resist resume retain retire return reveal revise revive rise risk rise rob rocket roll rose row rule run rush
	sack said sail sank save saw say scale scrap seal search see seek seem seize sell send sent sentence serve set settle shake shape share shed shift shine shock shoot shot show shrink shrug shun shut sign signal silence sing sink sit slam slash sleep slide slip slow slump smash soar sold solve sought spark speak spell spend spike split spoke spot spread spring spur stab stand start stay steal step stick stir stole stood stop storm strand stress stretch strike struck struggle study suffer sue suggest support surge survive suspect suspend swap swear sweep swim switch
	tackle take talk target tax teach tear tell tempt test thank think thought threaten threw thrive throw tie tighten tip told took top topple torch touch tout trace track trade trail train trap travel treat tried trigger trim trip try trump turn
	uncover unite unveil upgrade uphold upset urge use
	vanish visit vote vow wage wait wake walk want warn wash watch weigh weaken welcome went widen win withdraw woke won work worry wound wreck write wrote yield
`)

func spellVerbs(rows string) map[string]bool {
	table := map[string]bool{}
	for verb := range strings.FieldsSeq(rows) {
		table[verb] = true
	}
	return table
}
