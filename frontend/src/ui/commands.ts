import type { Action } from '../editor/actions'
import { FORMS } from '../state/copyout'
import { toFlag, toStatus } from '../state/deeds'
import { DIRECTIONS } from '../state/direction'
import { SORTS } from '../state/desk.svelte'
import { LINES } from '../state/fields'
import type { Look } from '../state/layout.svelte'
import { STATUSES, type Standing } from '../state/standing.svelte'
import { NARROW } from '../state/stories.svelte'
import type { Session } from '../state/session.svelte'
import type { IconName } from './Icon.svelte'
import { lengthSaid } from './words'

/** One thing the desk can do. The keys, the palette and the sheet all come from here. */
export interface Command {
  id: string
  label: string
  key?: string
  /** Stands in the toolbar, with this picture. */
  tool?: IconName
  group: 'Desk' | 'Story' | 'Writing' | 'Window'
  /** Only with a story open. */
  story?: boolean
  /** Or with stories chosen in the list, which it is done to. */
  several?: boolean
  /** Changes something: not while the newsroom can only be read. */
  changes?: boolean
  /** Marks the body at its cursor: not while the keys are in another line. */
  marks?: boolean
  /** Its key means something else outside the body, which hears it by itself. */
  typed?: boolean
  /** False = nothing to do here, the key goes on to whoever wants it. */
  run(s: Session): boolean
}

const did = (what: unknown): boolean => {
  void what
  return true
}

const status = (value: string, key?: string): Command => ({
  id: `status.${value}`, label: `Status: ${STATUSES[value]}`, key, group: 'Story', story: true, several: true, changes: true,
  run: (s) => (s.inList ? did(s.acts.start(toStatus(value), s.desk.selection.targets)) : did(s.story?.standing.pick('status', value))),
})

const standing = (id: string, label: string, run: (now: Standing) => unknown, key?: string): Command => ({
  id, label, key, group: 'Story', story: true, changes: true, run: (s) => did(s.story && run(s.story.standing)),
})

const writing = (id: Action, label: string, key?: string, tool?: IconName): Command => ({
  id, label, key, tool, group: 'Writing', story: true, changes: id !== 'find', marks: id !== 'find' && id !== 'replace', run: (s) => !!s.story?.copy.run(id),
})

// Something that is done to what the cursor stands in: elsewhere it says so.
const NO_TABLE = 'The cursor is in no table where this can be done'
const within = (id: Action, label: string, none: string, key?: string): Command => ({ ...writing(id, label, key), run: (s) => !!s.story?.copy.run(id) || did(s.say(none)) })
const item = (id: 'indent' | 'outdent', label: string, key: string): Command => ({
  ...writing(id, label, key), run: (s) => !!s.story && (s.story.copy.run(id) || did(s.say('The cursor is in no item of a list'))),
})

const comment = (kind: 'cq' | 'stet', label: string, key: string, tool: IconName): Command => ({
  id: kind, label, key, tool, group: 'Writing', story: true, changes: true, marks: true, run: (s) => !!s.story?.copy.comment(kind, s.info?.person.initials || s.info?.person.name || ''),
})

const dialog = (name: Session['dialog']) => (s: Session) => {
  s.dialog = name
  return true
}

export const COMMANDS: Command[] = [
  { id: 'open', label: 'Open anything', key: 'Ctrl+O', group: 'Desk', run: dialog('open') },
  { id: 'beside', label: 'Open another story beside this one', key: 'Ctrl+Alt+B', group: 'Desk', story: true, run: beside },
  { id: 'close', label: 'Close this story', key: 'Ctrl+W', group: 'Story', story: true, run: (s) => did(s.stories.close()) },
  { id: 'new', label: 'New story', key: 'Ctrl+N', group: 'Desk', changes: true, run: (s) => did(s.create()) },
  { id: 'template.new', label: 'New story from a template', key: 'Ctrl+Alt+N', group: 'Desk', changes: true, run: (s) => did(s.kept.offerTemplates()) },
  { id: 'paste', label: 'Paste copy in', key: 'Ctrl+Shift+N', group: 'Desk', changes: true, run: dialog('paste') },
  { id: 'import', label: 'Take files in', group: 'Desk', changes: true, run: (s) => did(s.copyIn.files()) },
  ...SORTS.map((sort): Command => ({ id: `sort.${sort.id}`, label: `Sort the list: ${sort.label.toLowerCase()}`, group: 'Desk', run: (s) => did(s.desk.sortBy(sort.id)) })),
  { id: 'sort.round', label: 'Turn the order of the list round', group: 'Desk', run: (s) => did(s.desk.turnRound()) },
  { id: 'sections', label: 'Sections: add, move, rename, merge', key: 'Ctrl+Shift+S', group: 'Desk', changes: true, run: (s) => did(s.openSections('all')) },
  { id: 'board', label: 'Board: stories by status', key: 'Ctrl+Shift+B', group: 'Desk', run: (s) => did(s.openBoard()) },
  { id: 'lineups', label: 'Lineups and fronts: what leads, what stands where', key: 'Ctrl+Shift+O', group: 'Desk', run: (s) => did(s.openLineups()) },
  { id: 'views', label: 'Saved views: keep what the list shows, rename, order', key: 'Ctrl+Shift+E', group: 'Desk', run: dialog('views') },
  { id: 'handover', label: 'Hand-over sheet: what is open, what was done', key: 'Ctrl+Alt+Shift+S', group: 'Desk', run: (s) => did(s.openHandOver()) },
  { id: 'going', label: 'Going out: what waits, what is there, what was refused', key: 'Ctrl+Shift+G', group: 'Desk', run: (s) => did(s.going.open()) },
  { id: 'targets', label: 'Destinations: where stories are sent to', group: 'Desk', run: (s) => did(s.openTargets()) },
  { id: 'section.add', label: 'Add a section', group: 'Desk', changes: true, run: dialog('section') },
  { id: 'who', label: 'Someone else sits down', key: 'Ctrl+Shift+U', group: 'Desk', changes: true, run: dialog('who') },
  { id: 'backups', label: 'Backups', group: 'Desk', run: (s) => did(s.openBackups()) },
  { id: 'kept', label: 'Snippets and templates', group: 'Desk', changes: true, run: (s) => did(s.kept.open()) },
  { id: 'formats', label: 'Package formats: which files go, and what is too long for them', group: 'Desk', changes: true, run: (s) => did(s.openFormats()) },
  { id: 'settings', label: 'Settings', key: 'Ctrl+,', group: 'Desk', run: (s) => did(s.openSettings()) },

  ...['draft', 'filed', 'subbing', 'revise', 'ready', 'live'].map((value, i) => status(value, `Alt+${i + 1}`)),
  status('sent'),
  status('withdrawn'),
  { ...standing('hold', 'Hold, or let go', (now) => now.pick('flag', now.flag === 'hold' ? '' : 'hold'), 'Ctrl+Shift+H'), several: true, run: hold },
  { id: 'selection', label: 'What to do to the stories chosen', key: 'Ctrl+Shift+A', group: 'Desk', several: true, story: true, changes: true, run: (s) => did(s.acts.choose('any', s.inList || !s.story ? s.desk.selection.targets : [s.story.draft.id])) },
  { id: 'undo', label: 'Take back what was done last to stories', key: 'Ctrl+Z', group: 'Desk', changes: true, run: takeBack },
  standing('spike', 'Spike, or bring back', (now) => now.pick('flag', now.flag === 'spiked' ? '' : 'spiked')),
  standing('kill', 'Kill: it must not be used', (now) => now.pick('flag', 'killed')),
  ...LINES.map(({ path, label }): Command => ({ id: `line.${path}`, label: `To the line: ${label}`, group: 'Story', story: true, run: (s) => did(s.toLine(path)) })),
  standing('embargo.lift', 'Embargo: lift it', (now) => now.lift()),
  standing('embargo.break', 'Embargo: break it', (now) => now.break()),
  standing('legal.required', 'Legal read: a lawyer must read it', (now) => now.legal('required')),
  standing('legal.done', 'Legal read: done, as it stands', (now) => now.legal('done')),
  standing('legal.none', 'Legal read: not needed', (now) => now.legal('')),
  { id: 'correct', label: 'Correct: tell readers what was wrong, everywhere it stands', key: 'F9', group: 'Story', story: true, changes: true, run: (s) => did(s.openCorrection()) },
  { id: 'log', label: 'Log of the story: who held, killed, sent it, and why', key: 'Ctrl+Alt+Shift+H', group: 'Story', story: true, run: log },
  { id: 'save', label: 'Save now', key: 'Ctrl+S', group: 'Story', story: true, run: (s) => did(s.story?.draft.flush()) },
  { id: 'problem.next', label: 'Next problem', key: 'F8', group: 'Story', story: true, run: (s) => did(s.problems.next(1)) },
  { id: 'problem.last', label: 'Problem before', key: 'Shift+F8', group: 'Story', story: true, run: (s) => did(s.problems.next(-1)) },
  { id: 'stops', label: 'What stops this story, and how long there is', key: 'Ctrl+F8', group: 'Story', story: true, run: dialog('stops') },
  { id: 'history', label: 'History', key: 'Ctrl+Alt+H', group: 'Story', story: true, run: past },
  { id: 'changes', label: 'Tracked changes to decide', key: 'Ctrl+Alt+R', group: 'Story', story: true, run: (s) => did(s.copyIn.decide()) },
  { id: 'filed', label: 'As filed: the copy that came in last beside the story now', key: 'F4', group: 'Story', story: true, run: (s) => did(s.back.filed()) },
  { id: 'settle', label: 'Settle what a new version and the desk both changed', key: 'Shift+F4', group: 'Story', story: true, changes: true, run: (s) => did(s.back.settle()) },
  { id: 'merge', label: 'Merge another story into this one', key: 'Ctrl+Alt+Shift+M', group: 'Story', story: true, changes: true, run: dialog('merge') },
  { id: 'merge.undo', label: 'Take back that another story was merged with this one', group: 'Story', story: true, changes: true, run: (s) => did(s.story && s.part(s.story.draft.id)) },
  { id: 'headlines', label: 'Headlines by channel: options, widths, who chose', key: 'F2', group: 'Story', story: true, run: headlines },
  { id: 'queries', label: 'Queries of the story', key: 'Ctrl+Shift+M', group: 'Story', story: true, run: queries },
  { id: 'cuts', label: 'Show or hide what was cut', key: 'Ctrl+Alt+X', group: 'Story', story: true, run: drawer },
  { id: 'cuts.back', label: 'Put the latest cut back', key: 'Ctrl+Alt+Z', group: 'Story', story: true, changes: true, run: (s) => did(s.story?.cuts.putBackLatest()) },
  ...FORMS.map((form): Command => ({ id: `copy.${form.id}`, label: `Copy the story, or the field with the cursor, as ${form.name}`, key: form.key, group: 'Story', story: true, run: (s) => did(s.copyOut(form)) })),
  ...FORMS.map((form): Command => ({ id: `copy.body.${form.id}`, label: `Copy the body as ${form.name}`, group: 'Story', story: true, run: (s) => did(s.copyOut(form, 'body')) })),
  { id: 'counts', label: 'How long it is', key: 'Ctrl+Alt+W', group: 'Story', story: true, run: lengthOf },
  { id: 'template.keep', label: 'Keep the story as a template', key: 'Ctrl+Alt+Shift+N', group: 'Story', story: true, changes: true, run: (s) => did(s.kept.askTemplate()) },
  { id: 'send', label: 'Send to destinations', key: 'Ctrl+Enter', group: 'Story', run: (s) => did(s.send()) },
  { id: 'export', label: 'Save package', key: 'Ctrl+Shift+Enter', group: 'Story', run: (s) => did(s.askExport()) },
  { id: 'export.kill', label: 'Save a kill notice: to whoever got a package with the story', group: 'Story', story: true, run: (s) => did(s.askKill()) },
  { id: 'proof', label: 'Save a proof with numbered lines (PDF)', key: 'Ctrl+P', group: 'Story', story: true, run: (s) => did(s.papers.ask('save', '')) },
  { id: 'print', label: 'Print a proof with numbered lines', key: 'Ctrl+Shift+P', group: 'Story', story: true, run: (s) => did(s.papers.ask('print', '')) },
  { id: 'print.save', label: 'Save print copy for the page (PDF)', key: 'Ctrl+Alt+Shift+V', group: 'Story', story: true, run: (s) => did(s.papers.ask('save', 'print')) },
  { id: 'print.copy', label: 'Print the print copy', key: 'Ctrl+Alt+Shift+E', group: 'Story', story: true, run: (s) => did(s.papers.ask('print', 'print')) },
  { id: 'legal.save', label: 'Save a legal copy: all that a lawyer reads (PDF)', key: 'Ctrl+Alt+A', group: 'Story', story: true, run: (s) => did(s.papers.ask('save', 'legal')) },
  { id: 'legal.copy', label: 'Print a legal copy: all that a lawyer reads', key: 'Ctrl+Alt+Shift+A', group: 'Story', story: true, run: (s) => did(s.papers.ask('print', 'legal')) },
  { id: 'handover.story', label: 'Hand the story over as one file, with its history: not for publication', key: 'Ctrl+Alt+Shift+P', group: 'Story', story: true, run: (s) => did(s.saveHandOver()) },
  { id: 'trash', label: 'Put in the trash', group: 'Story', story: true, changes: true, run: (s) => did(s.story && s.trash(s.story.draft.id)) },
  { id: 'direction', label: 'Text direction: the next', key: 'Ctrl+Shift+X', group: 'Story', story: true, changes: true, run: nextDirection },
  ...DIRECTIONS.map(([value, name]): Command => ({ id: `direction.${value || 'auto'}`, label: `Text direction: ${name.toLowerCase()}`, group: 'Story', story: true, changes: true, run: (s) => direct(s, value) })),
  { id: 'leave', label: 'Back to the list', key: 'Alt+ArrowLeft', group: 'Story', story: true, run: (s) => did(s.leave()) },

  writing('bold', 'Bold', 'Ctrl+B', 'bold'),
  writing('italic', 'Italic', 'Ctrl+I', 'italic'),
  { id: 'link', label: 'Link', key: 'Ctrl+K', tool: 'link', group: 'Writing', story: true, changes: true, marks: true, run: (s) => did(s.story?.linking.here()) },
  writing('crosshead', 'Crosshead', 'Ctrl+Shift+K', 'crosshead'),
  writing('bullets', 'List', 'Ctrl+Shift+8', 'bullets'),
  writing('numbers', 'Numbered list', 'Ctrl+Shift+7', 'numbers'),
  item('indent', 'List item: one level in', 'Ctrl+]'),
  item('outdent', 'List item: one level out', 'Ctrl+['),
  { ...writing('line', 'New line in the same paragraph', 'Shift+Enter'), typed: true },
  writing('quote', 'Quotation', 'Ctrl+Shift+9', 'quote'),
  writing('pullquote', 'Pull quote', 'Ctrl+Alt+1', 'pullquote'),
  writing('factbox', 'Fact box', 'Ctrl+Alt+2', 'factbox'),
  writing('correction', 'Correction box', 'Ctrl+Alt+3', 'correction'),
  writing('embed', 'Link card', 'Ctrl+Alt+4', 'card'),
  writing('note', 'Note that stays here', 'Ctrl+Alt+5', 'note'),
  writing('table', 'Table', 'Ctrl+Alt+I', 'table'),
  within('addColumn', 'Table: another column behind this one', NO_TABLE, 'Ctrl+Alt+Shift+C'),
  within('dropColumn', 'Table: take this column out', NO_TABLE, 'Ctrl+Alt+Shift+D'),
  within('dropRow', 'Table: take this row out', NO_TABLE, 'Ctrl+Alt+Shift+R'),
  writing('footnote', 'Footnote', 'Ctrl+Shift+6', 'footnote'),
  { ...within('footnoteGo', 'Footnote: from its number to its words, or back', 'There is no footnote at the cursor', 'Ctrl+Alt+J'), changes: false },
  { id: 'picture', label: 'Insert a picture', key: 'Ctrl+Shift+I', tool: 'picture', group: 'Writing', story: true, changes: true, run: (s) => did(s.story?.pictures.choose(true)) },
  comment('cq', 'Checked, correct (CQ)', 'Ctrl+Alt+Q', 'check'),
  comment('stet', 'Let it stand (STET)', 'Ctrl+Alt+S', 'stet'),
  { id: 'query', label: 'Query: ask the writer, or answer the one at the cursor', key: 'Ctrl+Alt+M', tool: 'comment', group: 'Writing', story: true, marks: true, run: (s) => did(s.story?.queries.here(s.readOnly)) },
  { id: 'pictures', label: 'Pictures of the story', key: 'Ctrl+Alt+U', group: 'Story', story: true, run: (s) => did(s.layout.showTab('pictures')) },
  { id: 'snippet', label: 'Put a snippet in', key: 'Ctrl+J', group: 'Writing', story: true, changes: true, run: (s) => did(s.kept.offerSnippets()) },
  { id: 'snippet.keep', label: 'Keep what is selected as a snippet', key: 'Ctrl+Shift+J', group: 'Writing', story: true, changes: true, run: (s) => did(s.kept.askSnippet()) },
  writing('find', 'Find in the story', 'Ctrl+F'),
  writing('replace', 'Replace in the story', 'Ctrl+H'),
  { id: 'find.all', label: 'Find in all stories', key: 'Ctrl+Shift+F', group: 'Desk', run: dialog('open') },
  { id: 'menu', label: 'Menu of the text', key: 'Shift+F10', group: 'Writing', story: true, run: (s) => s.menu.ask() },
  { id: 'spelling.menu', label: 'Suggestions for the word at the cursor', key: 'Ctrl+.', group: 'Writing', story: true, changes: true, run: (s) => did(s.spelling?.open()) },
  { id: 'spelling.next', label: 'Next spelling problem', key: 'F7', group: 'Writing', story: true, changes: true, run: (s) => did(s.spelling?.next(1)) },
  { id: 'spelling.last', label: 'Spelling problem before', key: 'Shift+F7', group: 'Writing', story: true, changes: true, run: (s) => did(s.spelling?.next(-1)) },
  { id: 'spelling.toggle', label: 'Check spelling and grammar, or not', key: 'Ctrl+F7', group: 'Writing', changes: true, run: (s) => did(s.help().then((h) => h.toggle())) },
  { id: 'smart', label: 'Set quotation marks and dashes while typing, or not', key: 'Ctrl+Alt+Y', group: 'Writing', changes: true, run: (s) => did(s.toggleSmart()) },

  { id: 'palette', label: 'All commands', key: 'F1', group: 'Window', run: dialog('palette') },
  { id: 'keys', label: 'Keys', key: 'Ctrl+/', group: 'Window', run: dialog('keys') },
  { id: 'pane.next', label: 'Next pane', key: 'F6', group: 'Window', run: () => did(nextPane(1)) },
  { id: 'pane.last', label: 'Pane before', key: 'Shift+F6', group: 'Window', run: () => did(nextPane(-1)) },
  { id: 'side', label: 'Show or hide the page beside the story', key: 'Ctrl+\\', group: 'Window', run: (s) => did(s.layout.toggle('side')) },
  { id: 'look.page', label: 'The story as its page', key: 'Ctrl+Alt+G', group: 'Window', story: true, run: (s) => look(s, 'page') },
  { id: 'look.cards', label: 'The story as cards: search, social, push, front', key: 'Ctrl+Alt+K', group: 'Window', story: true, run: (s) => look(s, 'cards') },
  { id: 'look.outline', label: 'The story as a screen reader hears it', key: 'Ctrl+Alt+O', group: 'Window', story: true, run: (s) => look(s, 'outline') },
  { id: 'page.dark', label: 'Page and cards in light or dark', key: 'Ctrl+Alt+D', group: 'Window', story: true, run: pageTheme },
  { id: 'tools', label: 'Show or hide the toolbar', key: 'Ctrl+Alt+T', group: 'Window', run: (s) => did(s.layout.toggle('tools')) },
  { id: 'focus', label: 'Only this paragraph stands out, or all', key: 'Ctrl+Alt+F', group: 'Window', story: true, run: (s) => told(s, 'focus', 'Only this paragraph stands out', 'All paragraphs stand out') },
  { id: 'typewriter', label: 'Keep the line in the middle, or not', key: 'Ctrl+Alt+L', group: 'Window', story: true, run: (s) => told(s, 'typewriter', 'The line stays in the middle', 'The line goes where it goes') },
  { id: 'list', label: 'Show or hide the list beside the story', key: 'Ctrl+Shift+L', group: 'Window', run: (s) => did(s.layout.toggle('list')) },
  { id: 'full', label: 'Full screen, or not', key: 'F11', group: 'Window', run: (s) => did(s.fullScreen(!s.full)) },
  { id: 'theme', label: 'Light or dark', key: 'Ctrl+Shift+D', group: 'Window', run: (s) => did(s.layout.toggleTheme()) },
  { id: 'larger', label: 'Larger text', key: 'Ctrl+=', group: 'Window', run: (s) => did(s.layout.resize(1)) },
  { id: 'smaller', label: 'Smaller text', key: 'Ctrl+-', group: 'Window', run: (s) => did(s.layout.resize(-1)) },
  { id: 'normal', label: 'Text as it was', key: 'Ctrl+0', group: 'Window', run: (s) => did(s.layout.resize(0)) },
]

/** What can be done now. */
export const available = (s: Session): Command[] => COMMANDS.filter((c) => (!c.story || s.story || (c.several && s.inList)) && !(c.changes && s.readOnly))

export const keyOf = (id: string): string => COMMANDS.find((c) => c.id === id)?.key ?? ''

/** Opens the bench; a list that names its lines with F2 keeps the key. */
function headlines(s: Session): boolean {
  return !document.activeElement?.closest('[data-f2]') && did(s.openHeadlines())
}

/** Holds the story or lets it go; of several in the list all, as the one at the cursor stands. */
function hold(s: Session): boolean {
  if (!s.inList) {
    const now = s.story?.standing
    return !!now && did(now.pick('flag', now.flag === 'hold' ? '' : 'hold'))
  }
  const held = s.desk.head(s.desk.chosen)?.flag === 'hold'
  return did(s.acts.start(toFlag(held ? '' : 'hold'), s.desk.selection.targets))
}

/** Where no text has the keys: it has its own way back. */
function takeBack(s: Session): boolean {
  if (!s.acts.last || document.activeElement?.closest('input, textarea, select, [contenteditable="true"]')) return false
  return did(s.acts.undo())
}

/** Shows what was done to where the story stands, beside it. */
function log(s: Session): boolean {
  if (!s.story) return false
  s.story.past.shown = 'log'
  s.layout.showTab('history')
  return true
}

/** Turns something on or off that not everybody sees at once. */
function told(s: Session, what: 'focus' | 'typewriter', on: string, off: string): boolean {
  s.layout.toggle(what)
  s.say(s.layout[what] ? on : off)
  return true
}

/** Opens the drawer and gives it the keys, or gives them back to the text. */
function drawer({ story }: Session): boolean {
  if (!story) return false
  story.cuts.open = !story.cuts.open
  if (!story.cuts.open) story.copy.focus()
  return true
}

/** Asks which story; or says why there is no place for one. */
function beside(s: Session): boolean {
  if (s.layout.roomForSide) s.dialog = 'beside'
  else s.say(NARROW)
  return true
}

/** Makes the words of the open story run another way. */
function direct(s: Session, value: string): boolean {
  s.story?.draft.set('direction', value)
  s.say(`Text direction: ${(DIRECTIONS.find(([v]) => v === value) ?? DIRECTIONS[0])[1].toLowerCase()}`)
  return did(s.story?.draft.flush())
}

function nextDirection(s: Session): boolean {
  const at = DIRECTIONS.findIndex(([value]) => value === s.story?.draft.fields['direction'])
  return direct(s, DIRECTIONS[(at + 1) % DIRECTIONS.length]![0])
}

function lengthOf(s: Session): boolean {
  const { counts } = s.preview
  s.say(counts ? lengthSaid(counts, s.story?.draft.saved.commissionedLength) : 'It is not counted yet')
  return true
}

/** Shows the story in one of its looks, and gives that the keys. */
function look(s: Session, which: Look): boolean {
  s.layout.show(which)
  requestAnimationFrame(() => document.querySelector<HTMLElement>('#panel [data-look]')?.focus())
  return true
}

function pageTheme(s: Session): boolean {
  s.layout.togglePageDark()
  s.say(s.layout.pageDark ? 'Page and cards in dark' : 'Page and cards in light')
  return true
}

/** Shows what the story was, and gives its revisions the keys. */
function past(s: Session): boolean {
  if (s.story) s.story.past.shown = 'revisions'
  s.layout.showTab('history')
  requestAnimationFrame(() => document.querySelector<HTMLElement>('#panel [role=listbox]')?.focus())
  return true
}

/** Shows the questions to the writer, and gives them the keys. */
function queries(s: Session): boolean {
  s.layout.showTab('queries')
  requestAnimationFrame(() => document.querySelector<HTMLElement>('#panel [role=listbox]')?.focus())
  return true
}

/** Moves the focus to the next part of the window that is on screen. */
function nextPane(step: 1 | -1) {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((p) => p.offsetParent !== null)
  const at = panes.findIndex((p) => p.contains(document.activeElement))
  const pane = panes[(at + step + panes.length) % panes.length]
  const target = pane?.querySelector<HTMLElement>('[data-pane-focus], .cm-content') ?? pane
  target?.focus()
}
