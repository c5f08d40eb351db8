// Answers as WordPress does, as far as Stet asks: posts and sections, one user.
// It can be shut for a while, and its posts can be changed by hand.
import { createServer } from 'node:http'

export const password = 'abcd efgh ijkl mnop qrst uvwx'

const raw = (text) => ({ raw: text, rendered: `<p>${text}` })
const shown = ['title', 'content', 'excerpt']

export class FakeWP {
  posts = []
  #terms = []
  #server
  #port = 0

  static async open(t) {
    const site = new FakeWP()
    t.after(() => site.shut())
    await site.start()
    return site
  }

  get address() {
    return `http://127.0.0.1:${this.#port}`
  }

  /** answers again, where it did before */
  async start() {
    this.#server = createServer((ask, answer) => void this.#serve(ask, answer))
    await new Promise((up) => this.#server.listen(this.#port, '127.0.0.1', up))
    this.#port = this.#server.address().port
  }

  async shut() {
    this.#server.closeAllConnections()
    await new Promise((down) => this.#server.close(down))
  }

  /** what somebody does there who does not ask Stet */
  byHand(post, change) {
    this.#store(post, change)
  }

  #store(post, sent) {
    for (const [name, value] of Object.entries(sent)) post[name] = shown.includes(name) ? raw(value) : value
  }

  async #serve(ask, answer) {
    let body = ''
    for await (const part of ask) body += part
    const url = new URL(ask.url, this.address)
    const [kind = '', id = ''] = url.pathname.split('/').slice(4) // behind /wp-json/wp/v2
    const [status, value] = this.#answered(ask, url, kind, id, body ? JSON.parse(body) : {})
    answer.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' })
    answer.end(JSON.stringify(value))
  }

  #answered(ask, url, kind, id, sent) {
    const known = Buffer.from(`desk:${password}`).toString('base64')
    if (ask.headers.authorization !== `Basic ${known}`) return [401, { code: 'rest_not_logged_in', message: 'You are not currently logged in.', data: { status: 401 } }]
    if (kind === 'users') return [200, id === 'me' ? { id: 1, name: 'Desk', capabilities: { publish_posts: true, edit_others_posts: true } } : [{ id: 5, name: 'Ada Brandt' }]]
    if (kind === 'posts') return this.#post(ask.method, url.searchParams, id, sent)
    if (kind === '') return [200, { name: 'The Quay' }]
    if (ask.method === 'GET') {
      const post = this.posts.find((p) => String(p.id) === url.searchParams.get('post'))
      return [200, this.#terms.filter((t) => t.kind === kind && (!post || post[kind]?.includes(t.id)))]
    }
    const term = { id: this.#terms.length + 20, kind, ...sent }
    this.#terms.push(term)
    return [201, term]
  }

  #post(method, query, id, sent) {
    let post = this.posts.find((p) => String(p.id) === id)
    if (id && !post) return [404, { code: 'rest_post_invalid_id', message: 'Invalid post ID.', data: { status: 404 } }]
    if (method === 'GET' && id) return [200, post]
    if (method === 'GET') return [200, this.posts.filter((p) => (query.has('slug') ? p.slug === query.get('slug') : p.content.raw.includes(query.get('search') ?? '')))]
    if (method === 'DELETE') {
      post.status = 'trash'
      return [200, post]
    }
    if (!post) {
      post = { id: this.posts.length + 100, author: 1, status: 'draft', date_gmt: '2026-11-20T12:00:00', excerpt: raw(''), link: `${this.address}/?p=${this.posts.length + 100}` }
      this.posts.push(post)
    }
    this.#store(post, sent)
    return [200, post]
  }
}
