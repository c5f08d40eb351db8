import type { Api } from '../api'
import { FieldFind } from '../editor/find/fieldfind.svelte'
import type { Manuscript } from '../editor/manuscript'
import type { Article, Receipt } from '../types'
import { Cuts } from './cuts.svelte'
import { defaultsOf } from './defaults'
import { Draft } from './draft.svelte'
import { Linking } from './linking.svelte'
import { Past } from './past.svelte'
import { Pictures } from './pictures.svelte'
import { Queries } from './queries.svelte'
import type { Session } from './session.svelte'
import type { Spelling } from './spelling.svelte'
import { Standing } from './standing.svelte'
import type { Stories } from './stories.svelte'
import { storyLines } from './storylines'

/** A story that was opened: its draft, its manuscript, its past, its pictures, its cuts, its queries, its link under way, what its import left out. */
export interface Opened {
  draft: Draft
  copy: Manuscript
  past: Past
  pictures: Pictures
  cuts: Cuts
  queries: Queries
  linking: Linking
  /** Its status and flag, and what is asked before they change. */
  standing: Standing
  /** Find and replace in the lines beside the body. */
  lines: FieldFind
  receipt: Receipt | null
}

/** Where a story is opened. The editor's class is handed in: this is loaded beside it. */
export interface Around {
  api: Api
  session: Session
  stories: Stories
  nonce: string
  help: Spelling
  Manuscript: typeof Manuscript
}

/** A story for the desk; steps is what undo goes back through, from before a restart. */
export function opened(article: Article, steps: string, around: Around): Opened {
  const { api, session, stories, help } = around
  const say = (text: string) => session.say(text)
  const fail = (e: unknown) => session.fail(e)
  const draft = new Draft(api, article, session.readOnly)
  const lines = new FieldFind(storyLines(draft, () => story.pictures, session.layout))
  const copy = manuscript(draft, article, steps, around, { queries: () => queries, lines })
  const queries = new Queries(api, copy, { say, fail, slip: (on) => (session.dialog = on ? 'query' : '') })
  const story: Opened = {
    draft,
    copy,
    past: new Past(api, draft, (what) => ('text' in what ? say(what.text) : fail(what.reason))),
    pictures: new Pictures(api, draft, copy, session),
    cuts: new Cuts(api, draft, { say, fail, point: (text) => copy.goToText(text) }),
    queries,
    linking: new Linking(api, copy, { say, fail, slip: (on) => (session.dialog = on ? 'link' : '') }),
    standing: new Standing(api, draft, session),
    lines,
    receipt: null,
  }
  const isCurrent = () => stories.current?.draft === draft
  draft.copy = copy
  draft.instead = (path) => defaultsOf(session.desk.sections, draft.fields['section'] ?? '')[path] ?? ''
  draft.events = {
    changed: () => isCurrent() && session.preview.ask(),
    saved: (head, paths) => {
      session.saves++
      session.desk.put(head)
      // The page takes the section from what is saved.
      if (paths.includes('section') && isCurrent()) session.preview.ask()
      if (paths.includes('language') || paths.includes('section')) help.refresh()
      if (paths.includes('body')) void story.cuts.load()
      stories.checkSoon(story)
    },
    steps: (rev, write) => stories.keepSteps(article.id, rev, write),
  }
  return story
}

function manuscript(draft: Draft, article: Article, steps: string, { session, stories, nonce, help, Manuscript }: Around, { queries, lines }: { queries: () => Queries; lines: FieldFind }): Manuscript {
  const language = () => draft.language || (session.info?.house.language ?? '')
  const isCurrent = () => stories.current?.draft === draft
  const copy: Manuscript = new Manuscript(
    article.body,
    {
      typed: () => draft.typed(),
      copied: (words) => session.copyIn.left(words),
      says: (why) => session.say(why),
      pasted: (p) => {
        void session.copyIn.body(p, copy)
        return true
      },
      latest: (now) => isCurrent() && session.copyIn.stands(now),
      moved: (at) => {
        if (isCurrent()) session.cursor = at
        queries().near()
      },
      query: (p) => queries().show(p.query),
      signs: () => (session.info?.house.smartTyping ? language() : ''),
      menu: (at, place) => void session.menu.open(copy, at, place),
      selected: (words) => isCurrent() && session.counting.select(article.id, words),
      lines,
      readers: session.readOnly ? [] : help.extension(draft),
    },
    nonce,
    draft.fixed,
    steps,
  )
  return copy
}
