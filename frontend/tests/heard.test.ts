// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import whole from '../../internal/page/testdata/sample.html?raw'
import { Ear, type Heard } from '../src/ui/heard'

const frame = (head = '', lang = 'en-GB') => `<div class="stet-page" lang="${lang}"><article>${head}<div class="story-body"></div></article></div>`
const blocks = (html: string[]) => html.map((_, n) => ({ from: n, to: n }))
const hear = (html: string[], f = frame('<h1>Head</h1>')) => new Ear().hear({ frame: f, html, blocks: blocks(html) })
const said = (h: Heard) => [h.says, h.text].filter(Boolean).join(': ')
const troubles = (html: string[]) => hear(html).filter((h) => h.trouble).map((h) => h.trouble)

describe('a page as it is heard', () => {
  it('says landmarks, headings, lists, links and tables in their order', () => {
    const all = hear([
      '<p>One two.</p>', '<p>Three <a href="https://e.example">the plan of June</a>.</p>', '<h2>Next</h2>', '<ul><li>a b</li><li>c</li></ul>',
      '<div class="table"><table><thead><tr><th>Day</th><th>Height</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>',
      '<aside class="factbox">\n<p class="box-title">The gate</p>\n<p>It is high.</p></aside>',
      '<blockquote><p>So it is.</p></blockquote>',
    ])
    expect(all.map((h) => '  '.repeat(h.depth) + said(h))).toEqual([
      'In British English', 'Article', 'Heading 1: Head', '2 paragraphs, 7 words', 'Link: the plan of June', 'Heading 2: Next',
      'List, 2 items', '  2 paragraphs, 3 words', 'Table, 2 rows, 2 columns: Day, Height', 'Fact box: The gate', '  2 paragraphs, 5 words', 'Quotation', '  1 paragraph, 3 words',
    ])
    expect(all.filter((h) => h.trouble)).toEqual([])
    expect(all.map((h) => h.block)).toEqual([-1, -1, -1, 0, 1, 2, 3, 3, 4, 5, 5, 6, 6])
  })

  it('names what lets somebody down who listens', () => {
    expect(troubles(['<h4>Deep</h4>'])).toEqual(['A level is left out: heading 1 is followed by heading 4.'])
    expect(troubles(['<h2></h2>'])).toEqual(['A heading without words.'])
    expect(troubles(['<p><a href="https://e.example">here</a> <a href="https://e.example">Read more…</a> <a href="https://e.example">Читати далі »</a></p>'])).toHaveLength(3)
    expect(troubles(['<p><a href="https://e.example">the plan is here</a></p>'])).toEqual([])
    expect(troubles(['<p><a href="https://e.example">https://e.example/a/b</a></p>'])).toEqual(['The address is read out, sign by sign: give the link words.'])
    expect(troubles(['<figure><img src="a.jpg" alt=""></figure>'])).toEqual(['No description: who cannot see it hears nothing of it.'])
    expect(troubles(['<figure><img src="a.jpg" alt="DSC_1204.JPG"></figure>'])).toEqual(['The description is the name of a file.'])
    expect(troubles(['<figure><img src="a.jpg" alt="The gate."><figcaption>The gate. <span>Jo</span></figcaption></figure>'])).toEqual(['The description repeats the caption.'])
    expect(troubles(['<figure class="picture missing"><p class="missing-picture"><b>Picture missing</b> <span>A gate</span></p></figure>'])).toEqual(['The picture is missing.'])
    expect(troubles(['<table><tbody><tr><td>1</td></tr></tbody></table>'])).toEqual(['No cell says what its column holds.'])
  })

  it('says where the language changes', () => {
    expect(hear(['<p lang="uk">Так.</p>'], frame()).map(said)).toEqual(['In British English', 'Article', 'In Ukrainian', '1 paragraph, 1 word'])
    expect(hear(['<p lang="no-such-language-at-all">x</p>'], frame()).map(said)[2]).toContain('no-such-language-at-all')
  })

  it('hears the same after any change as of the whole', () => {
    const ear = new Ear()
    const kinds = ['<p>a</p>', '<h2>b</h2>', '<p>a</p>', '<p><a href="#">here</a></p>', '<h4>c</h4>']
    for (let n = 0; n < kinds.length; n++) {
      const html = kinds.slice(n).concat(kinds.slice(0, n))
      expect(ear.hear({ frame: frame(), html, blocks: blocks(html) })).toEqual(hear(html, frame()))
    }
  })

  // The page that the program makes of a story with everything in it.
  it('reads a page of the program', () => {
    const all = new Ear().hear({ frame: whole.replace('<div class="story-body">', '<div>'), html: [], blocks: [] })
    expect(all.filter((h) => h.trouble)).toEqual([])
    expect(all.map(said)).toContain('Heading 2: What happens next')
    expect(all.map(said)).toContain('Picture: Waves break over a closed steel gate at night')
    expect(all.map(said)).toContain('Navigation: Trending')
    expect(all.filter((h) => h.says === 'Footnote').map((h) => h.text)).toEqual(['1'])
  })
})
