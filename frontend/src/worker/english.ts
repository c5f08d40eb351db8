import { Dialect as Harper, LocalLinter, type Lint } from 'harper.js'
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
  const rules = await grammar.getLintDescriptions()
  // Plain English says no country: what one of two spells so is right.
  const other = dialect === 'any' ? await linter('American', (rule) => rule === 'SpellCheck') : null

  const wrongEverywhere = async (word: string) => !other || (await other.lint(word, { language: 'plaintext' })).length > 0

  return {
    async check(p) {
      const found: Problem[] = []
      for (const [rule, lints] of Object.entries(await grammar.organizedLints(p.text, { language: 'plaintext' }))) {
        for (const lint of lints) {
          const problem = problemOf(rule, lint, p, rules[rule] ?? '')
          lint.free()
          if (problem && (problem.rule !== SPELLING || (await wrongEverywhere(problem.text)))) found.push(problem)
        }
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

function problemOf(rule: string, lint: Lint, p: Prose, why: string): Problem | null {
  const span = lint.span()
  const place = p.source(span.start, span.end)
  const text = p.text.slice(span.start, span.end)
  const kind = lint.lint_kind()
  if (!place || REMARKS.has(kind)) return null
  const spelling = rule === 'SpellCheck'
  if (spelling && !isWord(text)) return null
  const fixes = lint.suggestions().map((s) => (s.kind() === 1 ? '' : s.kind() === 2 ? text + s.get_replacement_text() : s.get_replacement_text()))
  return {
    ...place, text,
    rule: spelling ? SPELLING : rule,
    message: spelling ? 'In no dictionary' : said(lint.message()),
    why: spelling ? '' : said(why),
    fixes: [...new Set(fixes)],
  }
}

/** Letters of the alphabet, not a code such as COP26, not an abbreviation such as NATO. */
const isWord = (text: string) => !/\p{N}/u.test(text) && text !== text.toUpperCase() && /^[\p{Script=Latin}\p{M}\P{L}]*$/u.test(text)

/** Its sentences are Markdown: words between backticks are quoted. */
const said = (markdown: string) => markdown.replace(/`([^`]*)`/g, '“$1”').trim()
