package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"stet/internal/newsroom"
)

// World is what a command may touch outside the newsroom.
type World struct {
	In      io.Reader
	Out     io.Writer
	Err     io.Writer
	Getenv  func(string) string
	Version string
	Probe   func(dir string) error // tries a database in another process; nil = nobody does
	Work    int                    // what a passphrase costs, as [secret.Options] has it: a second each time, which a test has not got
}

// command is one subcommand. A command without store needs no newsroom and
// runs while the window has it.
type command struct {
	name  string
	usage string
	about string
	run   func(*call) error
}

// commands in the order `stet help` shows them.
func commands() []command {
	return []command{
		{"import", "[--section S] [--as text|markdown|html|docx|ninjs|newsml|nitf|feed|wxr|ghost] [--as version|take|intro|new|kill] [--of ID] [--as-new] FILE|DIR|-...", "take copy in as stories, or into the story that it belongs to: as its next version, a take behind it, or a new intro; kill is for an agency's kill notice; a feed or a site's export gives all its stories, a folder or zip the copy in it with its pictures, a package all that it carries; a story that was handed over comes in with its history", runImport},
		{"list", "[--section S] [--status STATUS|FLAG] [--changed] [--trash]", "list stories, newest first; --changed those that readers have otherwise by now", runList},
		{"search", "QUERY [--limit N]", "find stories by their words: word, \"phrase\", -not, field:value, section:, status:, by:, before:, after:", runSearch},
		{"show", "ID [--json|--markdown|--html|--page|--proof|--cards]", "print a story; --proof is a PDF with numbered lines, --cards how search results, social cards, push notifications and fronts show it", runShow},
		{"print", "ID [--out FILE] [--pass STOP]... [--why TEXT]", "print copy as a PDF: the print headline, the words in one column, the captions; an embargo is stamped on every page", runPrint},
		{"legal-copy", "ID [--out FILE]", "a PDF of all that a lawyer reads, heads in lineups too, with numbered lines and what was changed since the last read marked", runLegalCopy},
		{"edit", "ID [--set field=value]... [--body FILE|-] [--base REV] [--note TEXT]", "save a change as a new revision", runEdit},
		{"status", "ID... [STATUS | --to STATUS] [--hold|--spike|--kill|--let-go|--unspike] [--section S] [--assignee NAME] [--deadline WHEN] [--legal required|done|none] [--why TEXT] | ID... --undo", "say where a story stands and what may follow, or change it; of several stories all are changed or none is; --undo takes back what was done last", runStatus},
		{"embargo", "ID [WHEN ZONE | lift | break] [--why TEXT]", "say, set, lift or break an embargo, such as 2026-12-03T00:01 Europe/Kyiv; a broken one goes out with who broke it and why", runEmbargo},
		{"clock", "[confirm]", "say whether the machine's clock went forward by itself while Stet ran, or that it is right: embargoes that ended only by that open", runClock},
		{"correct", "ID [--type correction|clarification|update|retraction|minor --note TEXT --why TEXT] [--change N|--take-back N]", "tell readers what was wrong in a story that went out, or list what they were told; --why stays in the house, a minor fix is told to nobody", runCorrect},
		{"wrong", "WORDS [--in ID] [--right WORDS --only N,N... --type T --note TEXT --why TEXT]", "list every place that has wrong words, numbered; with --right put right ones there, in those that --only names", runWrong},
		{"log", "[ID] [--limit N]", "say what was done to stories, by whom, when and why, newest first", runLog},
		{"history", "[--sent] ID", "list a story's revisions, newest first; --sent those that left, where to, when and with which seal", runHistory},
		{"name", "ID REV NAME", "give a revision a name, such as \"as filed\"; \"\" takes it away", runName},
		{"diff", "ID A B [--sides]", "say what changed between two revisions (numbers, names, now, or sent); --sides numbers the passages", runDiff},
		{"restore", "ID REV [--field F]... [--passage N]...", "save an earlier revision, or fields or passages of it, as the newest", runRestore},
		{"merge", "OTHER ID [--take N|FIELD]... [--both N]... [--sides] | --undo ID", "merge another story into a story, which keeps its id and address: --sides shows the two and numbers the passages, --take takes the other's, --both both; the other is spiked and points at it; --undo makes them two again", runMerge},
		{"settle", "ID [--field F]... [--passage N]... | ID --mine", "show what a new version and the desk both changed; take fields or passages of the version, or nothing, and settle it", runSettle},
		{"decide", "ID [--accept|--reject|--undo] [N]...", "list the tracked changes and comments of the document a story came from, or accept or reject them (all that are undecided, or those numbered)", runDecide},
		{"trash", "ID...", "hide stories; nothing is deleted", runTrash},
		{"untrash", "ID...", "bring stories back", runUntrash},
		{"section", "list | add NAME [--under S] | rename S NAME | move S POSITION [--under S] | set S field=value... | merge S INTO | delete S [--into S]", "work on sections; fields are slug, colour, language, direction, byline, usageTerms, mapping.wordpress, .ghost, .hugo, .arc, .iptc, and fit.main to fit.print: where headlines go", runSection},
		{"headline", "list ID [CHANNEL] | add ID CHANNEL TEXT [--note N] | reword ID CHANNEL N TEXT [--note N] | choose ID CHANNEL N|main [--why W] | drop ID CHANNEL N | history ID CHANNEL", "weigh headlines against each other: main, front, search, social, push, print", runHeadline},
		{"picture", "list ID | add ID FILE [--lead] | set ID PICTURE field=value... | lead ID PICTURE | remove ID PICTURE", "work on a story's pictures; fields are alt, caption, credit, rights, source, focus, shape", runPicture},
		{"lineup", "show [L] | new L | set L ID... | add L ID... [--at N] [--weight W] [--set field=value]... | move L ID N | swap L ID ID | remove L ID... | splash L ID | slot L ID --set field=value... | fill L [--section S [--below]] [--most N] [--except L]... | copy L [FROM] [--rev N|--yesterday] | spare L [--keep] | front L | check L | history L | diff L [A [B]] | revert L REV | rename L NAME | delete L; [--base REV] with what changes", "work on lineups; L is a name, an id, or a section's; fields of a place are headline, standfirst, picture, weight, pinned, until and sublinks; splash has a story and the splash change places; front is its page, check says what stops it; diff is against what was last sent; fill --below takes the sections below it too", runLineup},
		{"budget", "[--lineup L | --section S] [--csv|--html|--json]", "print the news list: sluglines, words, pictures, status, deadlines and what is still to come; --html is a page to print", runBudget},
		{"calendar", "[--from DAY] [--days N]", "list deadlines and embargoes by day, by the newsroom's clock", runCalendar},
		{"view", "list | show NAME [--limit N] | add NAME [--view V] [--section S] [--query WORDS] [--sort SORT] [--reverse] | rename NAME NEW | move NAME POSITION | delete NAME", "work on saved views: what the list shows, under a name; V is all, mine, in, sub, revise, ready, live, changed, held or trash, SORT updated, headline, slugline, section, words or assignee", runView},
		{"hand-over-sheet", "[--since WHEN] [--own TEXT] [--html|--json|--done]", "print what the next shift reads: what is open, what was done since WHEN (17:45; as it is, since the last sheet), and own lines; --done hands it over: it is saved, and the next one begins there", runHandOverSheet},
		{"snippet", "list | show NAME | add NAME FILE|- | change NAME FILE|- | rename NAME NEW | remove NAME", "work on the texts that the house uses again; {here} in one is where the cursor lands, {date} the day", runSnippet},
		{"template", "list | show NAME | add NAME ID | change NAME ID | rename NAME NEW | remove NAME | start NAME [--section S]", "work on the starts of stories; start makes a story that begins as a template says", runTemplate},
		{"check", "[--profile P] ID...", "say what stops a story and what to look at; --profile holds it against the limits of that package format too", runCheck},
		{"export", "[--profile P] --out DIR|FILE.zip [--skip-blocked] [--changed] [--kill] [--pass STOP]... [--why TEXT] ID... | --section S | --lineup L | --all", "write a sealed bundle; --pass lets stories go past a stop (hold, tk, ...) on your word, which the bundle carries; --kill writes a notice in the place of each killed story, past every check", runExport},
		{"profile", "list | show P | add NAME [--from P] field=value... | change P field=value... | rename P NEW | remove P", "work on package formats: which files a package holds, and how; fields are formats (html, rss, ...), feedItems, partSize, frontMatter, mediaUrl, tooLong (leaveOut: what is too long for a file format is left out there and told), and limit.FIELD: characters at most; those that come with Stet stay as they are", runProfile},
		{"target", "list | add NAME --kind wordpress|ghost|sftp|folder|webhook --address A [--user U] [--profile P] [--keeps-embargoes] [--unpacked] [--key-file F] | set NAME [the same] [--secret] [--host-key K] | test NAME [--secret] | remove NAME", "work on the places that stories go to; a password is asked for, or is the first line of what is piped in (--secret has set and test take it); --keeps-embargoes is for one that holds a story until its time", runTarget},
		{"send", "ID... | --section S | --lineup L --to TARGET[,TARGET]... [--pass STOP]... [--why TEXT] [--skip-blocked] [--queue] [--secret] | ID... | --lineup L --to TARGET --take-down|--withdraw --why TEXT", "send stories to targets, a lineup with its front to those that can carry one: those that an embargo holds wait for its end, killed ones are taken from everyone who got them; --pass embargo lets targets that keep embargoes have them early; --queue leaves the sending to the window or to stet outbox run; a password that is kept nowhere is asked for, or with --secret is a line of what is piped in; exit 7 where something waits, 3 where somebody has to decide", runSend},
		{"deliver", "BUNDLE --to TARGET[,TARGET]... [--pass STOP]... [--why TEXT] [--queue] [--secret]", "deliver a package as it is; it is checked again as it goes", runDeliver},
		{"outbox", "list | show ID|LINEUP [--to TARGET] | run [--keep-going] [--secret] | retry [ID|LINEUP]... [--to TARGET] [--secret] | cancel ID|LINEUP... [--to TARGET] | settle ID --to TARGET --ours|--theirs", "see what is on its way and what is there, of one story with what somebody changed there beside ours, send what is due, try again, call back, or say whose words stay where somebody changed them; a password that is kept nowhere is asked for, or with --secret is a line of what is piped in, one for each target in the order of their names", runOutbox},
		{"export-all", "DIR|FILE.zip", "write everything as plain files, notes and history too; for leaving, not for publishing", runExportAll},
		{"hand-over", "ID FILE.zip|DIR", "write a story with its whole history, notes and pictures into one file for another desk; not for publication", runHandOver},
		{"verify", "[--signed] BUNDLE|HAND-OVER", "prove a bundle, or a story that was handed over: name what is damaged, missing or extra, and who signed it; --signed asks for the signature of a known key", runVerify},
		{"key", "list | show [NAME] | make | export [NAME] [--out FILE] | export --private --out FILE | import FILE [--replace] | trust NAME KEY|FILE|BUNDLE | forget NAME | sign BUNDLE", "work on the keys that packages are signed and proved with; the private one lies in the system's keyring, else in a file that a passphrase locks; export --private writes it as a file of minisign's behind a password, for import on another machine; --replace lets the key go that signs there", runKey},
		{"backup", "[--prove] FILE", "bring a backup up to date and read it again; --prove restores it on trial", runBackup},
		{"restore-backup", "FILE", "make a newsroom, where none is yet, from a backup", runRestoreBackup},
		{"doctor", "[--repair]", "read every word stored and say what is damaged; --repair lets each copy mend the other", runDoctor},
		{"settings", "get [KEY] | set KEY VALUE", "read or change the newsroom's settings", runSettings},
		{"completion", "bash | fish | zsh", "print what a shell needs to complete Stet's commands", runCompletion},
		{"version", "", "say which Stet this is", runVersion},
		{"help", "[COMMAND] [--man]", "say how a command is used; --man writes the manual page", runHelp},
	}
}

// Main runs a command line without the program's name and returns the exit
// status: 0 done, 1 failed, 2 usage, 3 blocked by checks, 4 damaged, 5
// newsroom in use, 6 stale, 7 waiting to go.
func Main(args []string, w World) int {
	out := &output{to: w.Out}
	w.Out = out
	c, err := parse(args, w)
	if err == nil {
		err = c.guarded()
	}
	if out.err != nil { // whatever else there was, nobody was told all of it
		err = fmt.Errorf("print: %v", out.err) // its own words: a full disk here is not the newsroom's
	}
	return c.report(err)
}

// output remembers that something could not be written: half a page on a full
// disk must not look like a whole one.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.to.Write(p)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// parse splits the global options from the rest and finds the command.
func parse(args []string, w World) (*call, error) {
	c := &call{World: w, ctx: context.Background(), dir: w.Getenv("STET_NEWSROOM")}
	rest, err := c.globals(args)
	if err != nil {
		return c, err
	}
	if len(rest) == 0 {
		rest = []string{"help"}
	}
	c.name, c.args = rest[0], rest[1:]
	all := append(commands(), command{probeName, "FOLDER", "", runProbe}) // Stet calls itself with it: no help tells of it
	i := slices.IndexFunc(all, func(k command) bool { return k.name == c.name })
	if i < 0 {
		return c, &usageError{fmt.Sprintf("%q is not a command", c.name), "See all commands with: stet help"}
	}
	c.command = all[i]
	return c, nil
}

// globals takes --newsroom, --passphrase-file, --json, --help and --version from
// anywhere; all after -- is left alone.
func (c *call) globals(args []string) ([]string, error) {
	var rest []string
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			return append(rest, args[i:]...), nil
		case arg == "--json":
			c.json = true
		case arg == "--help" || arg == "-h":
			rest = slices.Insert(rest, 0, "help")
		case arg == "--version":
			rest = slices.Insert(rest, 0, "version")
		case arg == "--newsroom" && i+1 < len(args):
			i++
			c.dir = args[i]
		case strings.HasPrefix(arg, "--newsroom="):
			c.dir = strings.TrimPrefix(arg, "--newsroom=")
		case arg == "--newsroom":
			return nil, &usageError{"--newsroom names no folder", "Write --newsroom DIR"}
		case arg == "--passphrase-file" && i+1 < len(args):
			i++
			c.passphraseFile = args[i]
		case strings.HasPrefix(arg, "--passphrase-file="):
			c.passphraseFile = strings.TrimPrefix(arg, "--passphrase-file=")
		case arg == "--passphrase-file":
			return nil, &usageError{"--passphrase-file names no file", "Write --passphrase-file FILE, or - for the first line of what is piped in"}
		default:
			rest = append(rest, arg)
		}
	}
	return rest, nil
}

// guarded runs the command; a panic becomes an error with an exit status.
func (c *call) guarded() (err error) {
	defer newsroom.Rescue(&err)
	defer func() {
		if c.room == nil {
			return
		}
		if closing := c.room.Close(); err == nil && closing != nil {
			err = closing
		}
	}()
	return c.command.run(c)
}

// DefaultDir is where the newsroom lies when nobody says otherwise: apart
// from the folder that the web view writes to.
func DefaultDir(getenv func(string) string) (string, error) {
	if dir := getenv("STET_NEWSROOM"); dir != "" {
		return dir, nil
	}
	base, err := dataFolder(getenv)
	if err != nil {
		return "", fmt.Errorf("find the data folder: %w", err)
	}
	return filepath.Join(base, "newsroom"), nil
}

// DictionaryFolder is where somebody may put spelling dictionaries that do not
// come along with Stet: beside the newsrooms, which share them.
func DictionaryFolder(getenv func(string) string) (string, error) {
	base, err := dataFolder(getenv)
	if err != nil {
		return "", fmt.Errorf("find the data folder: %w", err)
	}
	return filepath.Join(base, "dictionaries"), nil
}
