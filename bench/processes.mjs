// What the processes of a running program hold, read from /proc.
import { readFileSync, readdirSync } from 'node:fs'

const read = (pid, file) => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return '' // it ended while we looked, or is another user's
  }
}

/** the process ids of a program and of all that it started */
export function family(root) {
  const up = new Map()
  for (const pid of readdirSync('/proc').filter((d) => /^\d+$/.test(d))) {
    const stat = read(pid, 'stat')
    if (stat) up.set(pid, stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  }
  const belongs = (pid) => pid === String(root) || (up.has(pid) && belongs(up.get(pid)))
  return [...up.keys()].filter(belongs)
}

/** the name of a process's program, 15 characters at most */
export const nameOf = (pid) => read(pid, 'comm').trim()

/** megabytes of a process by a line of its smaps_rollup: "Pss", "Anonymous" */
export function megabytes(pid, line) {
  return Number(new RegExp(`^${line}:\\s+(\\d+)`, 'm').exec(read(pid, 'smaps_rollup'))?.[1] ?? 0) / 1024
}
