import { expect, test } from 'vitest'
import { Signing } from '../src/state/signing.svelte'
import { FakeProgram, fakeOf } from '../src/fake/fake'
import type { Verdict } from '../src/exporttypes'

function signing(p = new FakeProgram(), more = {}) {
  const proved: Verdict[] = []
  return { p, proved, s: new Signing({ ...fakeOf(p), ...more }, (v) => proved.push(v)) }
}

test('a package is signed at once where the key is at hand', async () => {
  const { p, s, proved } = signing()
  p.secrets = 'keyring'
  await s.begin('x.zip')
  expect(s.open).toBe(false)
  expect(proved[0]?.signer).toBe('this desk')
})

test('a new passphrase is typed twice', async () => {
  const { s, proved } = signing()
  await s.begin('x.zip')
  expect([s.open, s.fresh, s.ready]).toEqual([true, true, false])
  s.first = 'open sesame'
  s.again = 'open'
  expect([s.differ, s.ready]).toEqual([true, false])
  await s.submit('x.zip')
  expect(proved).toEqual([])
  s.again = 'open sesame'
  await s.submit('x.zip')
  expect(proved.length).toBe(1)
  expect([s.open, s.first, s.again]).toEqual([false, '', ''])
})

test('a wrong passphrase is said, and can be typed again', async () => {
  let typed = ''
  const { p, s, proved } = signing(new FakeProgram(), {
    signPackage: (_: string, passphrase: string) => ((typed = passphrase), Promise.reject(new Error(JSON.stringify({ code: 'failed', message: 'this passphrase does not open the file of secrets', hint: 'Try again.' })))),
  })
  p.secrets = 'locked'
  await s.begin('x.zip')
  expect([s.open, s.fresh]).toEqual([true, false])
  s.first = 'open barley'
  await s.submit('x.zip')
  expect(typed).toBe('open barley')
  expect([s.open, s.busy, proved.length]).toEqual([true, false, 0])
  expect(s.problem).not.toBeNull()
})
