package article

import "strings"

// shingle is how many words in a row two texts must share, so that what they
// share is copy and not language.
const shingle = 3

// Shared is how many of a hundred words of a copy stand in a story, in runs of
// at least three (after Broder, On the Resemblance and Containment of Documents,
// 1997). Marks, spaces and capitals do not count.
func Shared(copied, story string) int {
	mine, theirs := spokenWords(copied), spokenWords(story)
	if len(mine) == 0 {
		return 0
	}
	run := min(shingle, len(mine))
	known := map[string]bool{}
	for i := 0; i+run <= len(theirs); i++ {
		known[strings.Join(theirs[i:i+run], " ")] = true
	}
	shared, counted := 0, 0 // words before counted are counted
	for i := 0; i+run <= len(mine); i++ {
		if known[strings.Join(mine[i:i+run], " ")] {
			shared += i + run - max(counted, i)
			counted = i + run
		}
	}
	return shared * 100 / len(mine)
}

// SameWords reports whether two texts have the same words with the same marks:
// only spaces and line ends may differ.
func SameWords(a, b string) bool {
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}

func spokenWords(text string) []string {
	var all []string
	for _, w := range words(strings.ToLower(text)) {
		if wordsAmong([]string{w}) > 0 {
			all = append(all, w)
		}
	}
	return all
}
