package cli

import (
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"text/template"
)

//go:embed shells
var shells embed.FS

// completed is what a shell is told of one command: verbs are the words that
// may come first after its name, such as "add" of "stet section add".
type completed struct {
	Name, About string
	Verbs       []string
	Options     []string
}

// runCompletion prints what a shell needs to complete Stet's command line. It
// is made of the table of commands, so the two cannot drift apart. Words that
// are no command, verb or option are left to the shell, which completes files.
func runCompletion(c *call) error {
	words, err := c.words(none, 1, 1)
	if err != nil {
		return err
	}
	text, err := shells.ReadFile("shells/" + words[0])
	if err != nil {
		return c.misused(fmt.Sprintf("%q is no shell that Stet knows", words[0]))
	}
	t := template.Must(template.New(words[0]).Funcs(template.FuncMap{"join": strings.Join, "quote": shellQuote}).Parse(string(text)))
	var all []completed
	for _, k := range commands() {
		all = append(all, completed{Name: k.name, About: k.about, Verbs: verbsOf(k.usage), Options: optionsOf(k.usage)})
	}
	return t.Execute(c.Out, all)
}

// verbsOf reads them from a usage such as "list | add NAME | rename S NAME".
func verbsOf(usage string) []string {
	var verbs []string
	for _, alternative := range strings.Split(usage, " | ") {
		first, _, _ := strings.Cut(alternative, " ")
		if first != "" && strings.Trim(first, "abcdefghijklmnopqrstuvwxyz") == "" {
			verbs = append(verbs, first)
		}
	}
	return verbs
}

// optionsOf reads them from a usage, each once, with those that every command has.
func optionsOf(usage string) []string {
	found := regexp.MustCompile(`--[a-z][a-z-]*`).FindAllString(usage+" --json --newsroom --passphrase-file --help", -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// shellQuote makes one word of a text, for bash, fish and zsh alike.
func shellQuote(text string) string {
	return `'` + strings.NewReplacer(`\`, "", `'`, "’").Replace(text) + `'`
}
