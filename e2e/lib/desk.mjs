// The desk as a person meets it: things are found by role and name, as a screen
// reader finds them, and worked with real clicks and keys. Works on both
// drivers, Window and Browser.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { until } from './processes.mjs'

const finder = readFileSync(fileURLToPath(new URL('finder.js', import.meta.url)), 'utf8')
const quote = (value) => JSON.stringify(value)

export class Desk {
  constructor(driver) {
    this.driver = driver
  }

  /** runs a function of the page's finder in the page: (find) => value */
  ask(expression) {
    return this.driver.evaluate(`((find) => (${expression}))(${finder})`)
  }

  has(role, name) {
    return this.ask(`find(${quote(role)}, ${quote(name)}) !== null`)
  }

  wait(role, name, options) {
    return until(`${role} "${name}"`, () => this.has(role, name), options)
  }

  /** waits until no dialog stands any more */
  closed() {
    return until('the dialog to go', async () => !(await this.has('dialog', '')))
  }

  async click(role, name) {
    await this.wait(role, name)
    const box = await this.ask(`(() => {
      const el = find(${quote(role)}, ${quote(name)})
      el.scrollIntoView({ block: 'nearest' })
      const r = el.getBoundingClientRect()
      const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2 // of what is on the screen
      return { x: Math.min(middle(r.left, r.right, innerWidth), r.left + 200), y: middle(r.top, r.bottom, innerHeight) }
    })()`)
    await this.driver.click(box)
  }

  /** what a box holds, as text */
  value(name) {
    return this.ask(`(() => { const el = find('textbox', ${quote(name)}); return el && (el.value ?? el.innerText) })()`)
  }

  /** replaces what a box holds, by hand */
  async fill(name, text) {
    await this.click('textbox', name)
    await this.driver.press('ctrl+a')
    await this.driver.type(text)
  }

  /** picks an option of a closed list by typing its name into it */
  async pick(name, option) {
    await this.wait('combobox', name)
    await this.ask(`find('combobox', ${quote(name)}).focus()`)
    await this.driver.type(option.slice(0, 4))
    await until(`${name} to be ${option}`, () => this.picked(name).then((p) => p === option), { within: 3000 })
  }

  picked(name) {
    return this.ask(`find('combobox', ${quote(name)}).selectedOptions[0]?.textContent.trim()`)
  }

  /** the words on the reader's page in the preview */
  page() {
    return this.ask(`(() => {
      const root = find('document', 'The page as readers see it')?.shadowRoot
      return root?.querySelector('.stet-page')?.innerText ?? ''
    })()`)
  }

  /** the body as it stands in the editor's document, not only on the screen */
  body() {
    return this.ask(`find('textbox', 'Body')?.innerText ?? ''`)
  }

  /** what a screen reader says where the focus is; the signs that let names run their own way are not said */
  async heard() {
    return (await this.ask('document.activeElement.ariaLabel ?? document.activeElement.textContent')).replace(/[\u2068\u2069]/g, '')
  }

  /** how many pictures are drawn in the text on screen */
  figures() {
    return this.ask(`document.querySelectorAll('.cm-content .cm-figure').length`)
  }

  async intoBody(key = 'ctrl+End') {
    await this.click('textbox', 'Body')
    await this.driver.press(key)
  }

  /** waits until every word typed so far is on disk */
  async saved(options) {
    await until('the story to be saved', () => this.ask(`(() => {
      const said = [...document.querySelectorAll('[role=status][data-state]')] // of two stories, each says so
      return said.length > 0 && said.every((s) => s.dataset.state === 'saved')
    })()`), options)
  }

  /** answers the question that Stet asks once: who is at the desk */
  async sitDown(name = 'Ada Brandt') {
    await this.fill('Name', name)
    await this.click('button', 'Start')
    await this.closed()
  }

  text() {
    return this.driver.evaluate('document.body.innerText')
  }

  saw(words, options) {
    return until(`the words "${words}"`, async () => (await this.text()).includes(words), options)
  }
}
