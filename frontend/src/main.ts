import { mount } from 'svelte'
import App from './App.svelte'
import { wailsApi, type Api } from './api'
import { Session } from './state/session.svelte'
import './ui/style.css'
import './ui/print.css'

// `npm run dev` with ?fake runs the window on stories kept in memory, in any
// browser. None of it is in the built program.
async function connect(): Promise<Api> {
  if (import.meta.env.DEV && location.search.includes('fake')) {
    return (await import('./fake/fake')).fakeApi(new URLSearchParams(location.search))
  }
  return wailsApi()
}

function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}

const target = document.getElementById('app')
if (target) {
  const api = await connect()
  const session = new Session(api, window.localStorage, nonce())

  api.onCloseAsked(() => void session.closeAsked())
  window.addEventListener('online', () => void session.going.online())
  api.onOutbox((news) => void session.going.changed(news))
  api.onBackup(() => void session.backedUp())
  const report = (what: unknown) => void api.report(String(what)).catch(() => undefined)
  // A pane that is measured while it is drawn is measured again in the next frame:
  // engines call that an error, and it is none.
  window.addEventListener('error', (e) => e.message.startsWith('ResizeObserver loop') || report(e.message))
  window.addEventListener('unhandledrejection', (e) => report(e.reason))
  setInterval(() => void api.beat().catch(() => undefined), 1000)

  // The desk is painted once, with its stories in it; a newsroom that takes
  // longer to open than anybody would notice gets an empty frame meanwhile.
  await Promise.race([session.start(), new Promise((late) => setTimeout(late, 200))])
  mount(App, { target, props: { session } })
}
