import { describe, expect, it } from 'vitest'
import type { Api } from '../src/api'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import { Session } from '../src/state/session.svelte'
import type { Wanted } from '../src/exporttypes'

async function asked(more: Partial<Api> = {}) {
  const p = new FakeProgram()
  const api = { ...fakeOf(p), ...more }
  const s = new Session(api)
  await s.start()
  const a = p.add({ headlines: { main: 'A' }, body: 'Words.', sectionId: 's1' })
  await s.open(a.id)
  await s.askExport()
  s.story?.draft.close()
  return { p, s, out: s.exporting }
}

describe('the format of a package', () => {
  it('is the first until somebody chooses, and goes along with what is asked', async () => {
    const plans: Wanted[] = []
    const sent: Wanted[] = []
    const program = fakeOf(new FakeProgram())
    const { out } = await asked({
      exportPlan: (w) => (plans.push(w), Promise.resolve({ stories: [{ id: 'x', headline: 'A', findings: [] }], stops: [], blocked: 0 })),
      exportPackage: (w, ...rest) => (sent.push(w), program.exportPackage(w, ...rest)),
    })
    expect(out.profile).toBe('web')
    await out.refine('archive', true)
    await out.run()
    expect(plans.at(-1)).toMatchObject({ profile: 'archive', changed: true })
    expect(sent).toEqual([expect.objectContaining({ profile: 'archive', changed: true })])
  })

  it('that is gone gives way to the first', async () => {
    const { s, out } = await asked()
    await out.refine('Our CMS', false)
    await s.chooseExport('all')
    expect(out.profile).toBe('web')
    expect(out.changed).toBe(false)
  })
})

describe('what goes', () => {
  it('is the stories that are chosen in the list, where several are', async () => {
    const plans: Wanted[] = []
    const p = new FakeProgram()
    const s = new Session({ ...fakeOf(p), exportPlan: (w) => (plans.push(w), Promise.resolve({ stories: [], stops: [], blocked: 0 })) })
    await s.start()
    const [a, b] = [p.add({ headlines: { main: 'A' } }), p.add({ headlines: { main: 'B' } })]
    await s.desk.load()
    s.desk.choose(a.id)
    s.desk.selection.point(b.id)
    await s.askExport()
    expect(s.exporting.scope).toBe('chosen')
    expect(new Set(plans.at(-1)!.ids)).toEqual(new Set([a.id, b.id]))
    await s.chooseExport('story')
    expect(plans.at(-1)!.ids).toHaveLength(1)
  })
})

describe('a package that is being saved', () => {
  it('says how far it is, and can be stopped', async () => {
    let end: (reason: unknown) => void = () => {}
    const { out } = await asked({
      exportPackage: () => new Promise((_, reject) => (end = reject)),
      exportProgress: () => Promise.resolve({ stage: 'writing', done: 3, of: 9, headline: 'A' }),
      stopExport: () => (end({ code: 'failed', message: 'Stopped; nothing was left behind.' }), Promise.resolve()),
    })
    const done = out.run()
    await expect.poll(() => out.progress?.done).toBe(3)
    expect(out.ready).toBe(false)
    await out.stop()
    await done
    expect(out).toMatchObject({ busy: false, stopped: true, result: null, problem: null, progress: null })
    expect(out.ready).toBe(true)
  })

  it('that was in its place before anybody stopped it is saved', async () => {
    let end: (result: never) => void = () => {}
    const { out } = await asked({ exportPackage: () => new Promise((resolve) => (end = resolve)) })
    const done = out.run()
    await out.stop()
    end({ path: '/x.zip', digest: '0', stories: 1, formats: [], notCarried: [], leftOut: [], warned: [] } as never)
    await done
    expect(out.result?.path).toBe('/x.zip')
    expect(out.stopped).toBe(false)
  })

  it('that fails says why, though nobody stopped it', async () => {
    const { out } = await asked({ exportPackage: () => Promise.reject({ code: 'failed', message: 'The disk is full.' }) })
    await out.run()
    expect(out.problem?.message).toBe('The disk is full.')
    expect(out.stopped).toBe(false)
  })
})

describe('formats of the newsroom’s own', () => {
  it('begin like another, under a name that is free', async () => {
    const { formats } = (await asked()).out
    const web = formats.named('web')!
    expect(formats.like(web)).toMatchObject({ name: 'Our web', own: true, formats: web.formats })
    await formats.keep('', formats.like(web))
    expect(formats.like(web).name).toBe('Our web 2')
  })

  it('are taken away, and come back', async () => {
    const { formats } = (await asked()).out
    await formats.keep('', { ...formats.like(formats.named('web')!), limits: { slug: 40 } })
    await formats.remove(formats.named('our web')!)
    expect(formats.named('Our web')).toBeUndefined()
    expect(formats.undone?.text).toBe('Removed: Our web')
    await formats.takeBack()
    expect(formats.named('Our web')?.limits).toEqual({ slug: 40 })
  })

  it('are changed, and are as they were again', async () => {
    const { formats } = (await asked()).out
    const first = { ...formats.like(formats.named('web')!), limits: { slug: 40 } }
    await formats.keep('', first)
    expect(formats.undone).toBeNull()
    await formats.keep('Our web', { ...first, name: 'Harbour', limits: { slug: 9 } })
    expect(formats.undone?.text).toBe('Changed: Harbour')
    await formats.takeBack()
    expect(formats.named('Our web')?.limits).toEqual({ slug: 40 })
    expect(formats.named('Harbour')).toBeUndefined()
  })

  it('that cannot be are not kept, and it is said why', async () => {
    const { formats } = (await asked()).out
    expect(await formats.keep('', { ...formats.named('web')! })).toBe(false)
    expect(formats.problem?.message).toContain('comes with Stet')
    expect(formats.all.length).toBe(2)
  })

  it('are what goes once they are made, whatever they are called later', async () => {
    const { out } = await asked()
    const made = out.formats.like(out.formats.named('web')!)
    await out.formats.keep('', made)
    expect(out.profile).toBe('Our web')
    await out.formats.keep('Our web', { ...made, name: 'Harbour site' })
    expect(out.profile).toBe('Harbour site')
    await out.formats.remove(out.formats.named('Harbour site')!)
    await out.refine(out.profile, false)
    expect(out.profile).toBe('web')
    expect(out.plan).not.toBeNull()
  })

  it('lead back to the package that they were opened from', async () => {
    const { s } = await asked()
    await s.openFormats(true)
    expect(s.dialog).toBe('formats')
    await s.leaveFormats()
    expect(s.dialog).toBe('export')
    await s.openFormats()
    await s.leaveFormats()
    expect(s.dialog).toBe('')
  })
})

describe('a kill notice', () => {
  it('is what goes of a story that is killed, and can be nothing else', async () => {
    const plans: Wanted[] = []
    const p = new FakeProgram()
    const program = fakeOf(p)
    const s = new Session({ ...program, exportPlan: (w) => (plans.push(w), program.exportPlan(w)) })
    await s.start()
    const a = p.add({ headlines: { main: 'A' }, body: 'Words.', flag: 'killed' })
    await s.open(a.id)
    await s.askExport()
    s.story?.draft.close()
    expect(s.exporting).toMatchObject({ kill: true, dead: [a.id], ready: true, alive: null })
    expect(plans.at(-1)).toMatchObject({ ids: [a.id], kill: true })
    await s.exporting.setKill(false)
    expect(s.exporting.ready).toBe(false)
  })

  it('is asked for by its own command, and of a story that nobody has there is none', async () => {
    const { p, s, out } = await asked()
    await s.askKill()
    expect(out.kill).toBe(false)
    expect(s.notice?.text).toMatch('never went out')
    p.left.set(s.story!.draft.id, '2026-11-20T20:00:00Z')
    await s.askKill()
    expect(out.kill).toBe(true)
  })

  it('of a story that readers have kills it first, and only with a reason', async () => {
    const { p, s, out } = await asked()
    const id = s.story!.draft.id
    expect(out.mayKill).toBe(false)
    p.left.set(id, '2026-11-20T20:00:00Z')
    await s.chooseExport('story')
    expect(out.mayKill).toBe(true)
    await out.setKill(true)
    expect(out).toMatchObject({ ready: false, alive: { id } })
    await out.run()
    expect(p.get(id).flag).not.toBe('killed')
    out.why = 'the wrong man'
    await out.run()
    expect(p.get(id).flag).toBe('killed')
    expect(out.result).not.toBeNull()
  })
})
