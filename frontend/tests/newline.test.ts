import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { stetMarkdown } from '../src/editor/language'
import { lineWithin, newline } from '../src/editor/newline'

type Key = typeof newline

/** what a key makes of a text with its cursor at ¦, or its selection from ¦ to ¦ */
function pressed(key: Key, text: string): string {
  const [before = '', ...rest] = text.split('¦')
  const head = before.length + (rest.length > 1 ? rest[0]!.length : 0)
  let state = EditorState.create({ doc: before + rest.join(''), selection: { anchor: before.length, head }, extensions: [stetMarkdown] })
  if (!key({ state, dispatch: (tr) => (state = tr.state) })) return 'nothing'
  const at = state.selection.main.head
  return `${state.sliceDoc(0, at)}¦${state.sliceDoc(at)}`
}
const enter = (text: string) => pressed(newline, text)

describe('Enter in a list', () => {
  it.each([
    ['goes on with it', '- One¦', '- One\n- ¦'],
    ['ends it after one item', '- One\n- ¦', '- One\n\n¦'],
    ['ends it after two', '- One\n- Two\n- ¦', '- One\n- Two\n\n¦'],
    ['ends one with numbers', '1. One\n2. ¦', '1. One\n\n¦'],
    ['ends one with gaps', '- One\n\n- ¦', '- One\n\n¦'],
    ['ends one that stands before words', '- One\n- ¦\n\nWords', '- One\n\n¦\n\nWords'],
    ['takes away a level', '- One\n  - Sub\n  - ¦', '- One\n  - Sub\n- ¦'],
    ['begins the next from a second line of one', '- Roses\\\n  red¦', '- Roses\\\n  red\n- ¦'],
    ['parts a second line', '- Roses\\\n  red ¦ blue', '- Roses\\\n  red\n- ¦blue'],
    ['takes back a second line', '- Roses\\\n  ¦red', '- Roses\n- ¦red'],
    ['begins the next from a second paragraph', '- One\n\n  More¦', '- One\n\n  More\n- ¦'],
    ['counts on from a second line', '1. Roses\\\n   red¦\n2. Two\n3. Three', '1. Roses\\\n   red\n2. ¦\n3. Two\n4. Three'],
    ['from a second line one level in', '- One\n  - Roses\\\n    red¦', '- One\n  - Roses\\\n    red\n  - ¦'],
    ['from a second line in a quotation', '> - Roses\\\n>   red¦', '> - Roses\\\n>   red\n> - ¦'],
    ['parts bold words of one', '- One **bold ¦words**', '- One **bold**\n- ¦**words**'],
    ['leaves a dash in code alone', '```\n- ¦\n```', 'nothing'],
  ])('%s', (_name, before, after) => expect(enter(before)).toBe(after))
})

describe('Enter in a quotation', () => {
  it.each([
    ['begins a paragraph of it', '> Ours¦', '> Ours\n>\n> ¦'],
    ['parts one', '> Ours, they ¦ said', '> Ours, they\n>\n> ¦said'],
    ['in one within another', '> > Ours¦', '> > Ours\n> >\n> > ¦'],
    ['leaves it from a paragraph that holds nothing', '> Ours\n>\n> ¦', '> Ours\n\n¦'],
    ['goes on with its list', '> - One¦', '> - One\n> - ¦'],
    ['ends its list', '> - One\n> - ¦', '> - One\n>\n> ¦'],
    ['parts italic words of it', '> Ours, *they ¦said*', '> Ours, *they*\n>\n> ¦*said*'],
  ])('%s', (_name, before, after) => expect(enter(before)).toBe(after))
})

describe('Enter in a paragraph', () => {
  it.each([
    ['begins the next', 'Words¦', 'Words\n\n¦'],
    ['begins one between two', 'Words¦\n\nMore', 'Words\n\n¦\n\nMore'],
    ['parts it', 'Some ¦ words', 'Some\n\n¦words'],
    ['takes the place of what is selected', 'Some ¦many¦ words', 'Some\n\n¦words'],
    ['takes the place of lines', 'So¦me\n\nwor¦ds', 'So\n\n¦ds'],
    ['makes room before it', 'Words\n\n¦More', 'Words\n\n\n\n¦More'],
    ['at the start of the text', '¦Words', '\n\n¦Words'],
    ['between two lines of it', 'Words¦\nmore', 'Words\n\n¦\n\nmore'],
    ['makes a paragraph of its second line', 'Words\n¦more', 'Words\n\n¦more'],
    ['ends a line that was made to count', 'Words\\¦\nmore', 'Words\n\n¦\n\nmore'],
    ['keeps a stroke that is a letter', 'Words\\\\¦', 'Words\\\\\n\n¦'],
    ['does nothing where it holds nothing', 'Words\n\n¦', 'Words\n\n¦'],
    ['does nothing in an empty story', '¦', '¦'],
    ['does nothing in one between two', 'Words\n\n¦\n\nMore', 'Words\n\n¦\n\nMore'],
    ['makes one of an empty line between two', 'Words\n¦\nMore', 'Words\n\n¦\n\nMore'],
    ['takes back a line that never came', 'Words\\\n¦', 'Words\n\n¦'],
    ['takes the sign of an empty crosshead away', 'Words\n\n## ¦', 'Words\n\n¦'],
    ['goes on after a crosshead', '## The night¦', '## The night\n\n¦'],
    ['moves a crosshead down from its first letter', 'Words\n\n## ¦The night', 'Words\n\n\n\n## ¦The night'],
    ['parts a crosshead', '## The ¦night', '## The\n\n¦night'],
    ['in a box', ':::note\nWords¦\n:::', ':::note\nWords\n\n¦\n:::'],
    ['leaves the first line of a box to others', ':::note¦\n:::', 'nothing'],
    ['leaves code to others', '```\nWords¦\n```', 'nothing'],
  ])('%s', (_name, before, after) => expect(enter(before)).toBe(after))
})

describe('Enter within marks', () => {
  it.each([
    ['ends bold and begins it anew', 'One **bold ¦words** here', 'One **bold**\n\n¦**words** here'],
    ['ends both of two', '***both ¦of them***', '***both***\n\n¦***of them***'],
    ['ends italic within bold', '**bold *and ¦more* so**', '**bold *and***\n\n¦***more* so**'],
    ['makes a link of either half', '[the ¦council](https://example.org/c)', '[the](https://example.org/c)\n\n¦[council](https://example.org/c)'],
    ['parts code', '`co¦de`', '`co`\n\n¦`de`'],
    ['parts what is struck', '~~ol¦d~~', '~~ol~~\n\n¦~~d~~'],
    ['leaves no empty mark before', 'One **¦bold**', 'One\n\n¦**bold**'],
    ['leaves no empty mark behind', '**bold¦** words', '**bold**\n\n¦words'],
    ['takes a mark away with all its words', 'One **¦bold¦** two', 'One\n\n¦two'],
    ['stands before a mark', 'One ¦**bold**', 'One\n\n¦**bold**'],
    ['leaves brackets that are words', '[the ¦council]', '[the\n\n¦council]'],
    ['leaves stars in code', '```\n**bo¦ld**\n```', 'nothing'],
  ])('%s', (_name, before, after) => expect(enter(before)).toBe(after))
})

describe('a line within a paragraph', () => {
  const refused: string[] = []
  const line = (text: string) => pressed(lineWithin((why) => refused.push(why)), text)

  it.each([
    ['ends the one before', 'Roses¦', 'Roses\\\n¦'],
    ['parts it', 'Roses ¦ red', 'Roses\\\n¦red'],
    ['takes the place of what is selected', 'Roses ¦are¦ red', 'Roses\\\n¦red'],
    ['has one sign only', 'Roses\\¦', 'Roses\\\n¦'],
    ['in an item', '- Roses¦', '- Roses\\\n  ¦'],
    ['in a numbered item', '12. Roses¦', '12. Roses\\\n    ¦'],
    ['in a quotation', '> Roses¦', '> Roses\\\n> ¦'],
    ['does what Enter does where there is no line', 'Roses\n\n¦', 'Roses\n\n¦'],
    ['does what Enter does before all words', 'Roses\n\n¦red', 'Roses\n\n\n\n¦red'],
    ['leaves code to others', '```\nRoses¦\n```', 'nothing'],
  ])('%s', (_name, before, after) => expect(line(before)).toBe(after))

  it.each([
    ['a crosshead', '## Roses¦', 'A crosshead is one line'],
    ['a table', '| A |\n|---|\n| Ro¦', 'A cell of a table is one line'],
  ])('is refused in %s', (_name, text, why) => {
    expect(pressed(lineWithin((w) => refused.push(w)), text)).not.toBe('nothing')
    expect(refused.pop()).toBe(why)
  })
})
