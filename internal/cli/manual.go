package cli

import (
	"fmt"
	"io"
	"strings"
)

// exitStatuses of the contract, in the words of help and manual.
func exitStatuses() []string {
	return []string{
		"0 done", "1 failed", "2 usage", "3 blocked by checks", "4 damaged", "5 newsroom in use", "6 stale", "7 waiting to go",
	}
}

const whatStetIs = "Stet is a desktop newsroom editor. Without a command it opens its window: copy comes in, is written and previewed, placed in its section, checked, and saved as a package that any CMS takes in. " +
	"Every draft is kept; nothing expires by itself. A command does one thing and ends. It says what it did on standard output and what went wrong on standard error."

// manual writes the manual page, stet(1), in the man macros that man-pages(7)
// describes. It is made of the same table as the help.
func (c *call) manual() error {
	w := c.Out
	fmt.Fprintf(w, ".TH STET 1 \"\" \"stet %s\" \"User Commands\"\n", c.Version)
	fmt.Fprint(w, ".SH NAME\nstet \\- write, check and package news stories, offline\n")
	fmt.Fprint(w, ".SH SYNOPSIS\n.B stet\n.RI [ \\-\\-newsroom\\~DIR ]\n.br\n.B stet\n.I COMMAND\n.RI [ ARGUMENT \\&.\\|.\\|.]\n")
	fmt.Fprintf(w, ".SH DESCRIPTION\n%s\n", roff(whatStetIs))
	fmt.Fprint(w, ".SH COMMANDS\n")
	for _, k := range commands() {
		fmt.Fprintf(w, ".TP\n.B %s\n%s.\n", roff(strings.TrimSpace(k.name+" "+k.usage)), roff(sentence(k.about)))
	}
	fmt.Fprint(w, ".SH OPTIONS\n")
	tagged(w, "--newsroom DIR", "The newsroom to work on, in place of the one in the user's data folder.")
	tagged(w, "--passphrase-file FILE", "A file with the passphrase of the secrets, which nobody else may read; - is the first line of what is piped in. For runs that nobody sits at, where there is no keyring.")
	tagged(w, "--json", "Answer in JSON.")
	tagged(w, "--help", "Say how a command is used.")
	fmt.Fprint(w, ".SH EXIT STATUS\n")
	for _, s := range exitStatuses() {
		number, means, _ := strings.Cut(s, " ")
		tagged(w, number, sentence(means)+".")
	}
	fmt.Fprint(w, ".SH ENVIRONMENT\n")
	tagged(w, "STET_NEWSROOM", "The newsroom's folder, where no --newsroom says otherwise.")
	tagged(w, "STET_KEYRING", "off = the system's keyring is left alone.")
	tagged(w, "STET_PASSPHRASE_FILE", "The file of --passphrase-file, where that is not said.")
	fmt.Fprint(w, ".SH FILES\n")
	tagged(w, "~/.local/share/stet-newsroom/newsroom", "The newsroom when nobody says otherwise.")
	tagged(w, "~/.local/share/stet-newsroom/keys.json", "The public keys that this machine knows.")
	tagged(w, "~/.local/share/stet-newsroom/secrets.age", "What is secret, locked with a passphrase, where there is no keyring.")
	tagged(w, "~/.local/share/stet-newsroom/dictionaries", "Spelling dictionaries of one's own: NAME.aff and NAME.dic.")
	tagged(w, "/usr/share/stet/dictionaries", "Those that come along, each with its licence.")
	fmt.Fprint(w, ".SH EXAMPLES\nTake copy in and save a package of all stories that nothing stops:\n.PP\n.nf\n.RS\n")
	fmt.Fprint(w, "stet import story.docx\nstet check ID\nstet export \\-\\-out tonight.zip ID\nstet verify tonight.zip\n.RE\n.fi\n")
	return nil
}

func tagged(w io.Writer, tag, text string) { fmt.Fprintf(w, ".TP\n.B %s\n%s\n", roff(tag), roff(text)) }

func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// roff makes a text safe for troff: a hyphen that can be typed again, no
// escapes, and no line that begins like a request.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, `-`, `\-`, `"`, `\(dq`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		return `\&` + text
	}
	return text
}
