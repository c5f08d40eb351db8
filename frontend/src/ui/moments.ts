/** An instant as the program reads one: the clock of a zone and its name, or UTC. */
export function localMoment(at: string, zone = ''): string {
  const d = new Date(at)
  if (Number.isNaN(d.getTime())) return ''
  try {
    const part = new Map(
      new Intl.DateTimeFormat('en-GB', { timeZone: zone || 'UTC', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
        .formatToParts(d)
        .map((p) => [p.type, p.value]),
    )
    const clock = `${part.get('year')}-${part.get('month')}-${part.get('day')}T${part.get('hour')}:${part.get('minute')}`
    return zone ? `${clock} ${zone}` : `${clock}:00Z`
  } catch {
    return d.toISOString()
  }
}
