// A client of WebKit's remote inspector, as far as it is needed: run a piece of
// JavaScript in the page and get its value.
//
// WebKit listens when the program is started with
// WEBKIT_INSPECTOR_HTTP_SERVER=127.0.0.1:PORT. Commands for the page travel
// wrapped: Target.sendMessageToTarget carries them as text, answers come back in
// Target.dispatchMessageFromTarget.
import WebSocket from 'ws'
import { until } from './processes.mjs'

/** how long a page may be busy before an answer of it is given up, in ms: else a lost one is a test that hangs */
const patience = 90_000

/** nobody listens where the inspector should */
export class Unheard extends Error {}

export class Inspector {
  #socket
  #target = ''
  #next = 1
  #waiting = new Map()

  static async connect(port) {
    const client = new Inspector()
    // Its list of pages comes first: asked for a page that is not there yet,
    // WebKit has been seen to crash.
    await until('the page to be listed', async () => (await (await fetch(`http://127.0.0.1:${port}/`)).text()).includes('wails://')).catch((err) => {
      throw new Unheard(err.message, { cause: err.cause })
    })
    await until('the inspector', () => client.#open(port))
    await until('the page', () => client.#target !== '')
    return client
  }

  #open(port) {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/socket/1/1/WebPage`)
      socket.on('error', reject)
      socket.on('close', () => this.#fail(new Error('the inspector hung up')))
      socket.on('message', (data) => this.#receive(JSON.parse(data)))
      socket.on('open', () => {
        this.#socket = socket
        resolve(true)
      })
    })
  }

  #receive(message) {
    if (message.method === 'Target.targetCreated' && message.params.targetInfo.type === 'page') {
      this.#target = message.params.targetInfo.targetId
    } else if (message.method === 'Target.didCommitProvisionalTarget') {
      this.#target = message.params.newTargetId
    } else if (message.method === 'Target.dispatchMessageFromTarget') {
      const inner = JSON.parse(message.params.message)
      this.#waiting.get(inner.id)?.resolve(inner)
      this.#waiting.delete(inner.id)
    }
  }

  #fail(err) {
    for (const { reject } of this.#waiting.values()) reject(err)
    this.#waiting.clear()
  }

  #send(method, params) {
    const id = this.#next++
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
    const late = setTimeout(() => {
      this.#waiting.get(id)?.reject(new Error(`the inspector gave no answer in ${patience / 1000} s to ${JSON.stringify(params).slice(0, 200)}`))
      this.#waiting.delete(id)
    }, patience)
    const told = () => clearTimeout(late)
    answer.then(told, told)
    const message = JSON.stringify({ id, method, params })
    const outer = { id: this.#next++, method: 'Target.sendMessageToTarget', params: { targetId: this.#target, message } }
    this.#socket.send(JSON.stringify(outer))
    this.#urge(id)
    return answer
  }

  // Inside the engine an answer waits behind the word that its command was taken,
  // for the 40 ms after which a system says that it has got something; at once when
  // it has something else to say on that way. A command without a number is that:
  // it is refused, and nobody asks for the refusal.
  #urge(id, wait = 1) {
    setTimeout(() => {
      if (!this.#waiting.has(id)) return
      this.#socket.send('{}')
      this.#urge(id, Math.min(2 * wait, 20))
    }, wait)
  }

  /** the value of an expression in the page; a promise is awaited there */
  async evaluate(expression) {
    // WebKit's inspector cannot await for us: the value of a promise is parked in
    // the page under a number and fetched when it has settled. Any other comes at
    // once: each way there and back takes as long as the page is busy.
    const slot = this.#next++
    const settled = await this.#raw(`(() => {
      const s = (window.__stetE2E ??= {})
      const failed = (err) => ({ error: String(err?.stack ? err.message + '\\n' + err.stack : err) })
      try {
        const value = (${expression})
        if (typeof value?.then !== 'function') return { value }
        value.then((value) => { s[${slot}] = { value } }, (err) => { s[${slot}] = failed(err) })
      } catch (err) {
        return failed(err)
      }
    })()`)
    return answerOf(settled ?? (await this.#parked(slot, expression)))
  }

  #parked(slot, expression) {
    const fetch = `(() => { const s = window.__stetE2E; if (!s) return { gone: true }; const v = s[${slot}]; delete s[${slot}]; return v })()`
    return until(`the page to answer ${expression.slice(0, 80)}`, () => this.#raw(fetch), { every: 5, within: 30_000 })
  }

  async #raw(expression) {
    const { result, error } = await this.#send('Runtime.evaluate', { expression, returnByValue: true })
    if (error) throw new Error(error.message)
    if (result.wasThrown) throw new Error(`in the page: ${result.result.description}`)
    return result.result.value
  }

  close() {
    this.#socket?.terminate()
  }
}

function answerOf(settled) {
  if (settled.gone) throw new Error('the page was replaced by another while it was asked')
  if (settled.error !== undefined) throw new Error(`in the page: ${settled.error}`)
  return settled.value
}
