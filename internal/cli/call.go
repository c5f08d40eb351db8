package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/user"
	"regexp"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/newsroom"
	"stet/internal/secret"
)

// call is one command line being carried out.
type call struct {
	World
	ctx     context.Context
	command command
	name    string
	args    []string
	dir     string
	json    bool
	room    *newsroom.Room
	safe    *secret.Safe

	passphraseFile string // that opens Stet's secrets; "-" = the first line of what is piped in
	declined       bool   // nobody wanted to choose a passphrase
}

// usageError is a command line that cannot be understood: exit 2.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }

// exitError ends with a status after the command has said all there is to say.
type exitError struct{ status int }

func (e *exitError) Error() string { return fmt.Sprintf("exit %d", e.status) }

// Exit statuses of the contract.
const (
	exitFailed  = 1
	exitUsage   = 2
	exitBlocked = 3
	exitDamaged = 4
	exitInUse   = 5
	exitStale   = 6
	exitQueued  = 7
)

// open takes the newsroom, once.
func (c *call) open() (*newsroom.Room, error) {
	if c.room != nil {
		return c.room, nil
	}
	o, err := c.newsroomOptions()
	if err != nil {
		return nil, err
	}
	room, err := newsroom.Open(o)
	if err != nil {
		return nil, err
	}
	c.room = room
	if p := room.ReadOnly(); p != nil {
		c.complain(p.Message, p.Hint)
	}
	return room, nil
}

// openExisting takes the newsroom where making an empty one would mislead.
func (c *call) openExisting() (*newsroom.Room, error) {
	o, err := c.newsroomOptions()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(o.Dir); err != nil {
		return nil, fmt.Errorf("look for a newsroom: %w", err)
	}
	return c.open()
}

// newsroomOptions say which newsroom the command line means.
func (c *call) newsroomOptions() (newsroom.Options, error) {
	dir := c.dir
	if dir == "" {
		var err error
		if dir, err = DefaultDir(c.Getenv); err != nil {
			return newsroom.Options{}, err
		}
	}
	secrets, err := c.secrets()
	if err != nil {
		return newsroom.Options{}, err
	}
	keys, err := Keys(c.Getenv)
	if err != nil {
		return newsroom.Options{}, err
	}
	return newsroom.Options{
		Dir: dir, Person: Somebody(), Program: "stet " + c.Version, Secrets: secrets, Keys: keys,
		Progress: func(m string) { fmt.Fprintln(c.Err, m) }, Probe: c.Probe,
	}, nil
}

// Somebody is who the operating system says is working here.
func Somebody() article.Person {
	u, err := user.Current()
	if err != nil {
		return article.Person{Name: "unknown"}
	}
	if name := article.OneLine(strings.Split(u.Name, ",")[0]); name != "" {
		return article.Person{Name: name}
	}
	return article.Person{Name: u.Username}
}

// report says what went wrong on stderr and picks the exit status.
func (c *call) report(err error) int {
	var usage *usageError
	var exit *exitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.status
	case errors.As(err, &usage):
		c.complain(usage.message, usage.hint)
		return exitUsage
	}
	return statusOf(c.explain(err).Code)
}

// explain says what happened and what to do at the command line.
func (c *call) explain(err error) newsroom.Problem {
	p := newsroom.Explain(err)
	var copied *named
	if errors.As(err, &copied) && !strings.Contains(p.Message, copied.name) {
		p.Message = copied.name + ": " + p.Message // of several pieces of copy, which?
	}
	if copied != nil && !strings.ContainsAny(copied.path, " \t'\"\\$") && copied.path != "-" {
		if before, ok := strings.CutSuffix(p.Command, " FILE"); ok {
			p.Command = before + " " + copied.path
		}
	}
	var refused *refusal
	if errors.As(err, &refused) {
		p.Command = refused.hint
	}
	c.complain(p.Message, cmp.Or(p.Command, p.Hint))
	return p
}

func (c *call) complain(message, hint string) {
	fmt.Fprintf(c.Err, "stet: %s\n", printable(message))
	if hint != "" {
		fmt.Fprintf(c.Err, "hint: %s\n", printable(hint))
	}
}

func statusOf(code newsroom.Code) int {
	switch code {
	case newsroom.Usage:
		return exitUsage
	case newsroom.Blocked:
		return exitBlocked
	case newsroom.Damaged:
		return exitDamaged
	case newsroom.InUse:
		return exitInUse
	case newsroom.Stale:
		return exitStale
	}
	return exitFailed
}

// options reads a command's own options, which may stand among its words, and
// returns the words.
func (c *call) options(define func(*flag.FlagSet)) ([]string, error) {
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	define(fs)
	var words []string
	args := c.args
	for len(args) > 0 {
		if args[0] == "--" {
			return append(words, args[1:]...), nil
		}
		if !strings.HasPrefix(args[0], "-") || args[0] == "-" {
			words, args = append(words, args[0]), args[1:]
			continue
		}
		before := args[0]
		if err := fs.Parse(args); err != nil {
			return nil, c.misused(optionProblem(c.name, before, err))
		}
		args = fs.Args()
		if used := c.consumed(args); used > 0 && c.args[used-1] == "--" {
			return append(words, args...), nil
		}
	}
	return words, nil
}

// optionProblem says what is wrong with an option in Stet's own words where
// the flag package's would name one dash for two.
func optionProblem(command, option string, err error) string {
	if strings.HasPrefix(err.Error(), "flag provided but not defined") {
		return fmt.Sprintf("%s is not an option of stet %s", option, command)
	}
	if m := badValue.FindStringSubmatch(err.Error()); m != nil {
		return fmt.Sprintf("--%s: %s", m[1], m[2])
	}
	if name, ok := strings.CutPrefix(err.Error(), "flag needs an argument: -"); ok {
		return fmt.Sprintf("--%s needs a value", name)
	}
	return fmt.Sprintf("%s: %v", option, err)
}

// badValue is how the flag package tells of a value: it names the option that
// the value was for, which need not be the first of the run.
var badValue = regexp.MustCompile(`^invalid (?:boolean )?value "[\s\S]*" for (?:flag )?-+([\w-]+): ([\s\S]*)$`)

// count is "1 story", "2 stories".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// consumed is how many of the command's arguments stand before left.
func (c *call) consumed(left []string) int { return len(c.args) - len(left) }

// none is for a command without options of its own.
func none(*flag.FlagSet) {}

// misused is a usage error that shows how the command is used.
func (c *call) misused(message string) error {
	return &usageError{message, "Usage: stet " + c.name + " " + c.command.usage}
}

// words reads a command's own options and as many words as it takes; most < 0
// = any number.
func (c *call) words(define func(*flag.FlagSet), least, most int) ([]string, error) {
	words, err := c.options(define)
	if err != nil {
		return nil, err
	}
	return words, c.want(words, least, most)
}

// want checks the number of words; most < 0 = any number.
func (c *call) want(words []string, least, most int) error {
	if len(words) < least {
		return c.misused("something is missing")
	}
	if most >= 0 && len(words) > most {
		return c.misused(fmt.Sprintf("%q is too much", words[most]))
	}
	return nil
}

// emit prints one JSON value.
func (c *call) emit(v any) error {
	out := json.NewEncoder(c.Out)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(v); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}

// say prints one line of text for people; control characters cannot reach the
// terminal.
func (c *call) say(format string, values ...any) {
	fmt.Fprintln(c.Out, printable(fmt.Sprintf(format, values...)))
}

// printable keeps tabs and line ends, and shows any other control character
// as a replacement sign, so that copy cannot steer a terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		if r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) || slices.Contains([]rune{0x202a, 0x202b, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069}, r) {
			return '\uFFFD'
		}
		return r
	}, text)
}

// stories resolves ids or slugs; it opens the newsroom.
func (c *call) stories(words []string) ([]article.ID, error) {
	room, err := c.open()
	if err != nil {
		return nil, err
	}
	ids := make([]article.ID, len(words))
	for i, w := range words {
		if ids[i], err = room.Resolve(w); err != nil {
			return nil, err
		}
	}
	return ids, nil
}
