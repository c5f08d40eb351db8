import { describe, expect, it } from 'vitest'
import { prose } from '../src/worker/prose'
import { seeded } from './random'

const HELD = '\uFFFC'

describe('what is read of Markdown', () => {
  it.each([
    ['plain words', 'The ferry sails.', 'The ferry sails.'],
    ['emphasis', 'The **old** *ferry* ~~sank~~.', 'The old ferry sank.'],
    ['stars for letters', 'f***ing f\\*\\*\\*ing', `${HELD} ${HELD}`],
    ['a crosshead', '## What it costs', ' What it costs'],
    ['a link', 'See [the paper](https://example.org/a_b) now', `See the paper${HELD} now`],
    ['a bare address', 'See https://example.org/wrld, or www.example.org.', `See ${HELD}, or ${HELD}.`],
    ['an address in angle brackets', 'See <https://example.org/wrld> now', `See <${HELD} now`],
    ['mail', 'Write to ada.lind@halvern.example today', `Write to ${HELD} today`],
    ['handles and tags', 'By @halvrn_post and #gatefall, not a@b', `By ${HELD} and ${HELD}, not a@b`],
    ['code', 'Type `mkdri` here', `Type ${HELD} here`],
    ['a fenced block', '```\nmkdri\n\nwrld\n```', HELD],
    ['an open fence', '~~~ js\nmkdri', HELD],
    ['an escape', '1986\\. That \\*was\\* it', '1986. That *was* it'],
    ['a container', ':::factbox The gate in numbers\n- **62 metres**\n:::', `${HELD} The gate in numbers\n 62 metres\n${HELD}`],
    ['a container with attributes', ':::factbox The gate {title="Tehe"}\nText\n:::', `${HELD} The gate ${HELD}\nText\n${HELD}`],
    ['an embed', ':::embed https://video.example/wrld The night\n:::', `${HELD} The night\n${HELD}`],
    ['a picture', '![A gate](media/abc "The gaet"){credit="Ines Aalto/Halvern Post"} end', `A gate${HELD} ${HELD}The gaet${HELD} end`],
    ['a mark that says it is right', 'He {==was bron==}{>>cq: ML<<} here', `He ${HELD} here`],
    ['stet', '{==Teh==}{>>stet<<} end', `${HELD} end`],
    ['a query', '{==They sayd==}{>>query: TO: who sayd?<<} so', 'They sayd so'],
    ['a comment', 'One{>>wrld<<} two', 'One two'],
    ['still to come', 'The mayor, TK, said TKTK and tktk XX, not TK1951', `The mayor, ${HELD}, said ${HELD} and ${HELD} ${HELD}, not TK1951`],
    ['a footnote', 'So it was[^srce].', `So it was${HELD}.`],
    ['a quotation', '> He said so.\n> Twice.', ' He said so.\n Twice.'],
    ['indented, but no code', '    The ferry', '    The ferry'],
    ['HTML is text', 'The <b>ferry</b>', 'The <b>ferry</b>'],
    ['an entity', 'AT&amp;T', `AT${HELD}T`],
  ])('%s', (_name, source, text) => expect(prose(source).text).toBe(text))
})

describe('the way back', () => {
  it('counts UTF-16 units of the source', () => {
    const source = '😀 the **wrlde** [of tey](https://a.example) {==qéry==}{>>query: x<<}'
    const p = prose(source)
    for (const word of ['wrlde', 'of tey', 'qéry']) {
      const at = p.text.indexOf(word)
      const place = p.source(at, at + word.length)
      expect(source.slice(place?.from, place?.to)).toBe(word)
    }
  })

  it('leads nowhere from what is not read', () => {
    const p = prose('Type `x` here')
    expect(p.source(3, 8)).toBeNull()
    expect(p.source(2, 2)).toBeNull()
  })

  it('holds for any text: a stretch that is one piece reads the same in the source', () => {
    const pieces = ['word', ' ', '**', '*', '`', '[', '](https://x.example)', '\n', '> ', '- ', '# ', ':::box ', '{==', '==}', '{>>cq<<}', '{>>query: a<<}', '😀', 'é', 'e\u0301', '\\', '&amp;', '!', '"', '@me', 'TK', '|', '<', '~~~\n', '[^1]', '{credit="a"}']
    const random = seeded(120)
    for (let n = 0; n < 3000; n++) {
      const source = Array.from({ length: 1 + Math.floor(random() * 14) }, () => pieces[Math.floor(random() * pieces.length)]).join('')
      const p = prose(source)
      let last = 0
      for (let i = 0; i < p.text.length; i++) {
        const place = p.source(i, i + 1)
        if (!place) continue
        expect(source.slice(place.from, place.to), source).toBe(p.text[i])
        expect(place.from, source).toBeGreaterThanOrEqual(last)
        last = place.to
      }
    }
  })
})
