import { describe, expect, it } from 'vitest'
import { momentIn } from '../src/state/fields'

describe('A deadline as it is typed', () => {
  it('is by the clock of the newsroom', () => {
    expect(momentIn('2026-12-03T16:00:00Z', 'Europe/Kyiv')).toBe('2026-12-03 18:00')
    expect(momentIn('2026-06-03T16:00:00Z', 'America/New_York')).toBe('2026-06-03 12:00')
  })

  it('says which of two it is where clocks show a time twice', () => {
    expect(momentIn('2026-10-25T00:30:00Z', 'Europe/Kyiv')).toBe('2026-10-25T03:30:00+03:00')
    expect(momentIn('2026-10-25T01:30:00Z', 'Europe/Kyiv')).toBe('2026-10-25T03:30:00+02:00')
    expect(momentIn('2026-11-01T06:30:00Z', 'America/New_York')).toBe('2026-11-01T01:30:00-05:00')
    expect(momentIn('2026-10-25T02:30:00Z', 'Europe/Kyiv')).toBe('2026-10-25 04:30')
  })

  it('stays as typed where it is none', () => {
    expect(momentIn('', 'UTC')).toBe('')
    expect(momentIn('tomorrow at six', 'UTC')).toBe('tomorrow at six')
  })
})
