// What the program measured is what a browser draws: every line of the cards
// and of the headlines in their places, in several scripts and the same faces. And axe-core looks at cards
// and outline, in light and in dark.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Browser } from '../lib/chromium.mjs'
import { Desk } from '../lib/desk.mjs'
import { bin, root, shots } from '../lib/place.mjs'
import { run, until } from '../lib/processes.mjs'
import { environment } from '../lib/window.mjs'

const headlines = [
  'Storm gate at Halvern holds on its first night, and the old town stays dry: AVATAR, To Tyne, office fjord',
  'Пором на острови ходитиме всю зиму: громади та перевізник домовилися про розклад',
  'Prom na wyspy będzie kursował całą zimę: gminy i przewoźnik uzgodniły rozkład, żółć i łódź',
  'Phà ra đảo sẽ chạy suốt mùa đông: các xã và hãng tàu đã thống nhất lịch trình',
  'Το πλοίο για τα νησιά θα εκτελεί δρομολόγια όλο τον χειμώνα',
  'המעבורת לאיים תפעל כל החורף: המועצות והמפעיל הסכימו על לוח זמנים',
  'بوابة العاصفة تصمد في ليلتها الأولى والبلدة القديمة تبقى جافة',
]

test('a browser draws the lines as wide as they were measured', async (t) => {
  const cards = []
  const browser = await Browser.open(t, {
    program: bin('stet-dev'),
    assets: join(root, 'frontend/dist'),
    fill: async (home) => {
      const env = environment(home)
      const stet = async (...args) => JSON.parse((await run(bin('stet-cli'), args, { env })).stdout)
      for (const headline of headlines) {
        writeFileSync(join(home, 'story.md'), `---\nheadline: "${headline}"\nstandfirst: "${headline}. ${headline}"\nlanguage: en\n---\nOne [here](https://halvern.example).\n\n#### Deep\n\nTwo.\n`)
        const [{ id }] = await stet('import', '--json', join(home, 'story.md'))
        cards.push(...(await stet('show', '--cards', '--json', id)))
        await stet('settings', 'set', 'fit.print', 'Two columns 270x3 source-serif-bold 30; One column 130x4 condensed-bold 26', '--json')
        const gauges = (await stet('headline', 'list', id, '--json')).flatMap((c) => c.now.gauges)
        cards.push({ texts: gauges.map((g) => ({ ...g, lines: g.lines.map((l) => ({ ...l, text: l.text.trimEnd() })) })) })
      }
    },
  })
  const desk = new Desk(browser)
  await desk.sitDown()
  await desk.click('option', 'Storm gate')
  await browser.press('Return')
  await desk.wait('textbox', 'Body')
  await browser.press('ctrl+alt+k')
  await desk.wait('region', 'The story as cards')

  const drawn = await browser.page.evaluate(async (texts) => {
    const pen = document.createElement('canvas').getContext('2d')
    const out = []
    for (const { face, size, lines } of texts) {
      const font = `${size}px stet-${face}, stet-arabic, stet-arial`
      await document.fonts.load(font, lines.map((l) => l.text).join(' '))
      pen.font = font
      pen.textRendering = 'geometricPrecision' // as wide as the face says, not as whole pixels allow
      for (const line of lines) out.push({ ...line, face, size, drawn: pen.measureText(line.text).width })
    }
    return out
  }, cards.flatMap((c) => c.texts))
  assert.ok(drawn.length > 80, `only ${drawn.length} lines`)
  assert.deepEqual(drawn.filter((l) => Math.abs(l.width / 100 - l.drawn) >= 0.5), [])

  const found = []
  for (const state of ['cards', 'outline']) {
    if (state === 'outline') {
      await browser.press('ctrl+alt+o')
      await until('the outline', () => desk.ask(`find('listbox', 'The story as a screen reader hears it')?.innerText.includes('A level is left out')`))
    }
    for (const theme of ['light', 'dark']) {
      await browser.theme(theme)
      await browser.picture(join(shots, `cards-chromium-${state}-${theme}.png`))
      for (const line of await browser.accessibility()) found.push(`${state}, ${theme}: ${line}`)
    }
  }
  assert.deepEqual(found, [])
  assert.deepEqual(browser.errors, [])
})
