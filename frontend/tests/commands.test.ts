import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../src/ui/commands'

describe('the table of commands', () => {
  it('gives no key twice', () => {
    const keys = COMMANDS.flatMap((c) => c.key ?? [])
    expect(keys.filter((k, i) => keys.indexOf(k) !== i)).toEqual([])
  })

  it('names nothing twice', () => {
    const ids = COMMANDS.map((c) => c.id)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  })

  it('has a key or a place in the toolbar for everything that is done while writing', () => {
    expect(COMMANDS.filter((c) => c.group === 'Writing' && !c.key && !c.tool).map((c) => c.id)).toEqual([])
  })

  it('draws no two tools alike', () => {
    const tools = COMMANDS.flatMap((c) => c.tool ?? [])
    expect(new Set(tools).size).toBe(tools.length)
  })
})
