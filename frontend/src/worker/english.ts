import { Dialect as Harper, LocalLinter, SuggestionKind, type Lint, type Suggestion } from 'harper.js'
import { binary } from 'harper.js/binary'
import type { Prose } from './prose'
import { SPELLING, type Dialect, type Problem } from './protocol'

// A house settles its style by itself: serial commas, dashes, dots, quotation
// marks that stay open over paragraphs, capitals of names, figures. What is
// typed is what ships, so nothing here asks for other characters.
const STYLE = [
  'OxfordComma', 'NoOxfordComma', 'Dashes', 'NumericRangeEnDash', 'UseEllipsisCharacter', 'EllipsisLength', 'UnclosedQuotes', 'QuoteSpacing',
  'FootInchMinuteSecondSymbols', 'Spaces', 'NoFrenchSpaces', 'LongSentences', 'SpelledNumbers', 'CurrencyPlacement', 'SentenceCapitalization',
  'OrthographicConsistency', 'UseTitleCase', 'AvoidContractions', 'AvoidCurses', 'UpdatePlaceNames', 'DiscourseMarkers', 'ThatWhich',
  'SplitWords', 'MassNouns', 'WrongNegative',
]

// Kinds of remark about style; the others are about mistakes.
const REMARKS = new Set(['Enhancement', 'Formatting', 'Readability', 'Redundancy', 'Regionalism', 'Style'])

/** English spelling and grammar. */
export interface English {
  check(p: Prose): Promise<Problem[]>
}

export async function english(dialect: Dialect): Promise<English> {
  const grammar = await linter(dialect === 'any' ? 'British' : dialect, (rule) => !STYLE.includes(rule))
  // Plain English says no country: what one of two spells so is right.
  const other = dialect === 'any' ? await linter('American', (rule) => rule === 'SpellCheck') : null

  async function wrongEverywhere(word: string): Promise<boolean> {
    if (!other) return true
    const lints = await other.lint(word, { language: 'plaintext' })
    for (const lint of lints) lint.free()
    return lints.length > 0
  }

  return {
    async check(p) {
      const found: Problem[] = []
      // Not organizedLints, which says the rules' names: it makes an object for
      // each of 900 rules at every call, and WebKit gave back none of them.
      for (const lint of await grammar.lint(p.text, { language: 'plaintext' })) {
        const problem = problemOf(lint, p)
        lint.free()
        if (problem && (problem.rule !== SPELLING || (await wrongEverywhere(problem.text)))) found.push(problem)
      }
      return found.sort((a, b) => a.from - b.from)
    },
  }
}

async function linter(dialect: Exclude<Dialect, 'any'>, wanted: (rule: string) => boolean): Promise<LocalLinter> {
  const made = new LocalLinter({ binary, dialect: Harper[dialect] })
  await made.setup()
  const rules = Object.entries(await made.getDefaultLintConfig())
  await made.setLintConfig(Object.fromEntries(rules.map(([rule, on]) => [rule, wanted(rule) && (rule === 'SpellCheck' || on)])))
  return made
}

function problemOf(lint: Lint, p: Prose): Problem | null {
  const span = lint.span()
  const { start, end } = span
  span.free() // nothing of Harper's is collected in time: its memory only grows
  const place = p.source(start, end)
  const text = p.text.slice(start, end)
  const kind = lint.lint_kind()
  if (!place || REMARKS.has(kind)) return null
  const spelling = kind === 'Spelling' && !/\s/.test(text)
  if (spelling && !isWord(text)) return null
  const fixes = lint.suggestions().map((s) => fixOf(s, text))
  return { ...place, text, rule: spelling ? SPELLING : kind, message: spelling ? 'In no dictionary' : said(lint.message()), fixes: [...new Set(fixes)] }
}

function fixOf(s: Suggestion, text: string): string {
  const kind = s.kind()
  const words = kind === SuggestionKind.Remove ? '' : kind === SuggestionKind.InsertAfter ? text + s.get_replacement_text() : s.get_replacement_text()
  s.free()
  return words
}

/** Letters of the alphabet, not a code such as COP26, not an abbreviation such as NATO. */
const isWord = (text: string) => !/\p{N}/u.test(text) && text !== text.toUpperCase() && /^[\p{Script=Latin}\p{M}\P{L}]*$/u.test(text)

/** Its sentences are Markdown: words between backticks are quoted. */
const said = (markdown: string) => markdown.replace(/`([^`]*)`/g, '“$1”').trim()
