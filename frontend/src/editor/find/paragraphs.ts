import type { Text } from '@codemirror/state'

const FENCE = /^ {0,3}(`{3,}|~{3,})/

/** The stretches between blank lines with a line of some kind, so long at the most; none of code. */
export function* paragraphs(doc: Text, wanted: (line: string) => boolean, longest: number): Generator<{ from: number; source: string }> {
  let lines: string[] = []
  let has = false
  let code = ''
  let from = 0
  let at = 0
  const whole = () => (has && at - from <= longest ? [{ from, source: lines.join('\n') }] : [])
  for (const line of doc.iterLines()) {
    const fence = FENCE.exec(line)?.[1] ?? ''
    if (line.trim() === '' || code || fence) {
      yield* whole()
      lines = []
      has = false
      if (!code) code = fence
      else if (fence.startsWith(code)) code = ''
    } else {
      if (lines.length === 0) from = at
      lines.push(line)
      has ||= wanted(line)
    }
    at += line.length + 1
  }
  yield* whole()
}
