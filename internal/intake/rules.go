package intake

import (
	"regexp"
	"strings"
	"sync"
	"time"
)

// place is where on the page a rule's line may stand.
type place int

const (
	anywhere place = iota
	atEdge         // above the body or below it
	atTail         // below the last paragraph
	inRun          // beside another line that offers to share the page
)

// act is what happens to a line that a rule knows.
type act int

const (
	drop       act = iota // to the receipt
	dropRest              // the line, and the headlines listed under it, to the receipt
	toNote                // to the internal note
	toNoteRest            // the line and all that follows to the internal note
	setEmbargo            // to the internal note, and the story is held
	toKeywords            // subjects, to the keywords
)

// rule knows one kind of line that is no part of a story. check, where there
// is one, must agree with the pattern.
type rule struct {
	name    string
	place   place
	act     act
	why     string // what an editor reads in the receipt
	pattern pattern
	check   func(text string) bool
}

// pattern is matched against a whole line. Where long holds, a line of any
// length is known by how it begins. It is compiled when the first line comes:
// together the rules take as long as opening a newsroom does.
type pattern struct {
	compiled func() *regexp.Regexp
	long     bool
}

// longest is the length in bytes of a line that rules look at. Longer lines
// are running text, and matching them would cost more than it finds; only
// lines that say at once whom they are for are known at any length.
const longest = 300

// rules in order: the first that knows a line decides. Each has a case in
// testdata. Times, bylines and datelines are found by their parts
// (stamp.go, byline.go), since a pattern cannot check a date or a name.
var rules = []rule{
	{"embargo", anywhere, setEmbargo, "Embargo: the story is on hold until a person answers.",
		opening(`\W*(?:strictly |under )?embargoed(?: (?:until|till|for|to)\b.*|\W*:.*|\W*)`,
			`\W*(?:strict )?embargo(?: (?:until|till)\b.*|\W*[:–—-].*(?:\d|until|till|noon|midnight|release|lift).*)`,
			`(?:strictly )?not for (?:publication|release|broadcast|use) (?:before|until)\b.*`,
			`hold for release\b.*`, `ембарго (?:до|:).*`, `sperrfrist ?[:–—-].*`, `sous embargo jusqu.*`), nil},
	{"immediate release", anywhere, toNote, "An instruction to editors.",
		whole(`\W*for immediate release\W*`, `\W*not for publication\W*`), nil},
	{"end mark", anywhere, toNoteRest, "The end mark of the copy; what stands under it is for editors.",
		exact(`\W*ENDS\W*`, `[-–—*\[(]+ ?(?:[Ee]nds?|END) ?[-–—*\])]+`, `# ?# ?#`, `[-–] ?30 ?[-–]`), nil},
	{"notes to editors", anywhere, toNoteRest, "Notes to editors; what stands under them is for editors.",
		opening(`\W*notes? (?:to|for) (?:the )?editors?(?:\W*|\s*[:–—].*)`, `hinweis an die redaktionen(?:\W*|\s*[:–—].*)`, `примітк[аи] для редактор(?:а|ів)(?:\W*|\s*[:–—].*)`), nil},
	{"more follows", anywhere, toNote, "Says that more of this copy is to come.",
		whole(`\W*more follows\W*`, `\(more(?: to come)?\)`, `\W*(?:add|take) \d+ (?:follows|to come)\W*`, `mft?l\W*`, `\W*далі буде\W*`, `\W*folgt mehr\W*`), nil},
	{"take", anywhere, toNote, "Counts the pieces in which the copy came.",
		whole(`[\[(]?(?:(?:first|second|third|last) take|take \d+(?: of \d+)?)[\])]?[:.]?`), nil},
	{"credits of the desk", anywhere, toNote, "Says who worked on the copy.",
		whole(`[(\[]?(?:(?:additional |further )?(?:reporting|editing|writing)|compiled|edited|written|filed) by .+`,
			`[(\[]?by .{1,80}[;,] (?:editing|edited|writing) by .+`), onlyNames},
	{"to editors", anywhere, toNote, "A message to editors.",
		opening(`\W*(?:attn|attention)\W+(?:all )?(?:editors?|desks?|news ?desks?|subs|picture desks?)\b.*`,
			`\W*(?:editors?|eds)[:,]? please note\b.*`, `eds\W*[:–—-].*`, `(?-i:EDITORS?|ADVISORY)\W*[:–—-].*`, `увага,? редактор(?:и|ам).*`), nil},
	{"contact", atEdge, toNote, "A way to reach somebody, not for readers.",
		whole(`(?:media |press |news ?desk )?(?:contacts?|enquiries|inquiries)(?: ?[:–—-] ?.*[\d@].*| for (?:editors|media|press)\b.*)`,
			`for (?:more|further|all) (?:information|enquiries|details)\b.*(?:@|\d[\d ]{4}).*`,
			`(?:tel|telephone|phone|mobile|mob|cell|fax|тел|телефон|email|e-mail)\.? ?: ?.*[\d@].*`), nil},
	{"mail header", inRun, toNote, "The head of a mail.",
		whole(`(?:from|to|cc|bcc|sent|date|subject|reply-to|von|an|betreff|gesendet|від|кому|тема|дата) ?: ?\S.*`), nil},
	{"phone number", anywhere, toNote, "A phone number, not for readers.",
		whole(`(?:[\p{L}.'’ -]{1,60}[:,–-] ?)?(?:\+|00|\()\d[\d ()./-]{7,20}\d(?: ?(?:\(\w+\)|ext\.? ?\d+))?`,
			`(?:press|media|news) ?(?:office|desk|room|team) ?[:–—-] ?[+(]?\d[\d ().-]{5,20}\d`,
			`(?:tel|telephone|phone|mobile|mob|cell|fax|тел|телефон)\.?:? ?\+?[\d ()./-]{7,24}`), nil},
	{"bare phone number", anywhere, toNote, "A phone number, not for readers.", whole(`\+?[\d(][\d\s\p{Z}().‐‑–-]*\d`), phoneDigits},

	{"button", anywhere, drop, "A button of the web page.",
		whole(`exit mobile version`, `skip to (?:main )?content`, `back to top`, `(?:view|switch to) (?:full|desktop|mobile) (?:site|version)`,
			`print this (?:article|story|page)`, `listen to this (?:article|story)(?: ?[·|(-].*)?`, `(?:save|bookmark) (?:this )?(?:article|story|for later)`,
			`show (?:more|less|comments)`, `open (?:image|photo) in (?:new tab|gallery)`, `gift this article`), nil},
	{"advertisement", anywhere, drop, "An advertisement's label.",
		whole(`\W*(?:advertisements?|advert|sponsored(?: content)?)\W*`, `(?:\W*advertisement\W+)?(?:story|article|content) continues (?:below|after)(?: (?:this |the )?(?:ad|advert|advertisement))?\W*`,
			`continue reading(?: below| the main story)?`, `scroll to continue(?: reading)?`, `\W*(?:anzeige|werbung|publicité|publicidad|pubblicità|реклама)\W*`), nil},
	{"read more", anywhere, drop, "A link to another story.",
		whole(`(?:[>»→▶•*-] ?)?(?:read|see|watch|listen) (?:more|also|next|now)(?: ?[:|–—>»-].*| ?→| ?»|…|\.\.\.)?`,
			`(?:also read|see also|more on this(?: story| topic)?|related(?: (?:story|article|coverage|news|topics?))?|recommended) ?[:|–—>»-].+`,
			`(?:читайте також|читати (?:далі|також)|дивіться також|lesen sie auch|lire aussi|à lire aussi|lea también|leggi anche) ?(?:[:|–—>»-].*)?`), nil},
	{"share bar", anywhere, drop, "Buttons to share the page.",
		whole(`(?:share|tweet|pin|post|send|save|like|follow)(?: (?:this|on|via|by|to|with|us|the|article|story|post|page|link|&|and|or|`+networks+`)){1,8}\W*`,
			buttons+`(?:[ |·•,/-]+`+buttons+`)+`, `\d[\d.,]*[km]? (?:shares?|views|likes|reactions)`,
			`(?:copy link|copy url)(?: to clipboard)?`, `link copied!?`, `поділи(?:тися|тись)(?: .{0,40})?`, `(?:artikel |beitrag )?teilen(?: auf .{1,30})?`, `partager(?: .{0,40})?`, `compartir(?: en .{0,40})?`), nil},
	{"share button", inRun, drop, "Buttons to share the page.", whole(buttons), nil},
	{"cookies", anywhere, drop, "A notice about cookies.",
		whole(`(?:we|this (?:web)?site|our (?:web)?site|we and our partners) uses? cookies\b.*(?:experience|consent|preferences|settings|policy|traffic|accept|advert|personali[sz]e|agree).*`,
			`by (?:continuing|using|clicking)\b.*\bcookies\b.*`, `(?:accept|reject|allow|manage) (?:all )?(?:cookies|cookie (?:settings|preferences))`,
			`cookie (?:settings|policy|preferences|notice)`, `ми використовуємо (?:файли )?(?:cookie|куки).*`, `(?:diese|unsere) (?:web)?seite verwendet cookies.*`), nil},
	{"newsletter", anywhere, drop, "A call to subscribe.",
		whole(`(?:sign up|subscribe)(?: here| now| today)? (?:for|to|and get) .{0,80}(?:newsletters?|inbox|channel|podcast|briefing|alerts)\b.{0,60}`,
			`(?:get|receive) .{1,120}(?:delivered|straight|sent|direct(?:ly)?) to your (?:inbox|phone|email).{0,40}`, `subscribe(?: now)?[!.]?`, `sign up(?: now)?[!.]?`,
			`enter your email(?: address)?`, `(?:already a subscriber\?|have an account\?).*`, `підпи(?:шіться|суйтесь|суйтеся) на .{1,100}`), nil},
	{"follow us", anywhere, drop, "A call to follow the site elsewhere.",
		whole(`(?:follow|find|like) us on\b.{1,100}`, `download (?:our|the) (?:free )?app\b.{0,60}`, `(?:join|follow) our (?:whatsapp|telegram|facebook).{0,80}`), nil},
	{"comments", anywhere, drop, "The page's comments.",
		whole(`(?:\d[\d.,]*|view|read|show|post|leave a|add a|join the) (?:comments?|conversation|reply)(?: \(\d+\))?`, `no comments(?: yet)?`, `comments? (?:\(\d+\)|are closed\.?|section)`, `comments? ?[:|] ?\d+`,
			`\d+ (?:коментар(?:і|ів)?|kommentare|commentaires|comentarios)`), nil},
	{"reading time", anywhere, drop, "The page's reading time.",
		whole(`\d{1,3}(?: ?-)? ?min(?:ute)?s?(?: ?-)? (?:read|listen|watch)`, `(?:estimated )?reading time ?:? ?(?:about )?\d{1,3} ?min(?:ute)?s?`, `lesezeit:? \d{1,3} min(?:uten)?\.?`, `час читання:? \d{1,3} (?:хв|хвилин[иа]?)\.?`), nil},
	{"picture line", anywhere, drop, "A picture's line; the picture did not come with the text.",
		whole(`(?:file )?(?:photo(?:graph)?|picture|image|illustration|credit|caption|foto|bild|фото|ілюстрація)(?: (?:credit|by|courtesy(?: of)?|source))? ?[:©].{1,250}`,
			`(?:photo(?:graph)?|picture|image|illustration) (?:by|courtesy of) (?-i:\p{Lu}).{1,100}`, `.{0,80}(?:/|\| ?|via )(?:getty images|afp|reuters|shutterstock|ap photo|epa)(?:/.{1,40})?`, `getty images(?: .{1,200})?`,
			`.{1,200}[.!?)”"] ?[(\[]?(?:photo|photograph|picture|image)s?(?: credit| courtesy)? ?(?::|by) ?.{1,80}`), nil},
	{"tags", atEdge, toKeywords, "The page's subjects.",
		whole(`(?:tags?|topics?|keywords?|filed under|теги|schlagwörter|themen)(?: in this (?:article|story))? ?: ?.{1,250}`), nil},
	{"address", atEdge, drop, "The page's address.", whole(`https?://\S+`, `www\.\S+\.\S+`), nil},
	{"rights line", atTail, drop, "The page's rights line.",
		whole(`(?:©|\(c\)|copyright) ?.{0,200}`, `all rights reserved\.?.{0,160}`, `terms (?:of (?:use|service)|and conditions)(?: ?[|·&].*)?`, `privacy policy(?: ?[|·&].*)?`), nil},
	{"other stories", atTail, dropRest, "The page's list of other stories.",
		whole(`\W*(?:trending(?: (?:now|stories|topics|news))?|related(?: (?:stories|articles|news|content|posts|topics|coverage))?|up next|next up|more (?:from|in|on) .{1,60}|more (?:stories|news)` +
			`|most (?:read|popular|viewed|shared)|popular(?: now| stories)?|recommended(?: for you| stories| reading)?|you (?:may|might) (?:also )?(?:like|be interested in)|don['’]t miss|latest(?: news| stories)?|top stories|editor['’]?s['’]? picks?|what to read next|from around the web|see also` +
			`|популярне|новини за темою|останні новини|meistgelesen|mehr zum thema|lo más leído)\W*`), nil},
}

var digitGroup = regexp.MustCompile(`\d+`)

// phoneDigits holds for figures that are as many as a phone number has and
// are no date and no years.
func phoneDigits(text string) bool {
	digits, years, groups := 0, 0, digitGroup.FindAllString(text, -1)
	for _, g := range groups {
		digits += len(g)
		if n := number(g); len(g) == 4 && n >= 1000 && n <= 2100 {
			years++
		}
	}
	if digits < 7 || digits > 15 || years == len(groups) || len(groups) == digits {
		return false // too few or too many, years, or the games of a match
	}
	_, err := time.Parse("20060102", text)
	return err != nil && !dateShaped(text) && !slashDate.MatchString(text)
}

// networks and buttons are what share bars say.
const (
	networks = `facebook|twitter|whats ?app|email|e-mail|linkedin|telegram|reddit|pinterest|messenger|viber|bluesky|mastodon|threads|instagram|flipboard|pocket|sms|tiktok|youtube|x`
	buttons  = `(?:share|tweet|pin|post|save|print|copy|copy link|comment|` + networks + `)`
)

// whole builds a pattern that knows lines which are one of the alternatives
// from end to end, in any case.
func whole(alternatives ...string) pattern { return compile(`(?is)`, alternatives) }

// exact is [whole] where case matters.
func exact(alternatives ...string) pattern { return compile(`(?s)`, alternatives) }

// opening is [whole] for lines of any length.
func opening(alternatives ...string) pattern {
	p := compile(`(?is)`, alternatives)
	p.long = true
	return p
}

func compile(flags string, alternatives []string) pattern {
	return pattern{compiled: sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(flags + `^(?:` + strings.Join(alternatives, `|`) + `)$`)
	})}
}

// ruleFor is the first rule that knows a line, wherever it stands; nil = none.
func ruleFor(text string) *rule {
	long := len(text) > longest
	if long {
		text = strings.ToValidUTF8(text[:longest], "")
	}
	for i := range rules {
		r := &rules[i]
		if (r.pattern.long || !long) && r.pattern.compiled().MatchString(text) && (r.check == nil || r.check(text)) {
			return r
		}
	}
	return nil
}
