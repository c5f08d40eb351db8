// Starting, watching and ending the programs a test needs. Everything started
// here is started in a process group of its own and ended by that group's id.
import { spawn, execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

export const run = promisify(execFile)
export { sleep }

/** asks again until the answer is truthy; says what it waited for when it never is */
export async function until(what, ask, { within = 15_000, every = 25 } = {}) {
  const end = Date.now() + within
  let last
  for (;;) {
    try {
      const answer = await ask()
      if (answer) return answer
    } catch (err) {
      last = err
    }
    if (Date.now() > end) throw new Error(`waited ${within} ms for ${what}`, { cause: last })
    await sleep(every)
  }
}

// Below the numbers that a system gives to connections on their way out: one
// of those may be somebody's by the time a program wants to listen on it.
const ports = { first: 15_000, count: 15_000 }

/** a port that nobody listens on */
export async function freePort() {
  for (;;) {
    const port = ports.first + Math.floor(Math.random() * ports.count)
    if (await listens(port)) return port
  }
}

/** whether a program could listen on a port now */
function listens(port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.on('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/**
 * Whether anybody of a process group still runs. Who ended stays in the list until
 * a parent asks after it, and an orphan's new parent may take seconds for that
 * (seen: one to five): such a one holds no file and no port any more.
 */
function runs(group) {
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ') // from the state on: a name may hold anything
      const [state, , itsGroup] = fields
      const threads = Number(fields[17]) // the first of them may be over before the others
      return Number(itsGroup) === group && !(state === 'Z' && threads <= 1)
    } catch {
      return false // it ended while we looked
    }
  })
}

/** a child in its own process group; its output is kept in `log` */
export function start(command, args, { env, stdio = ['ignore', 'pipe', 'pipe'] } = {}) {
  const child = spawn(command, args, { env, stdio, detached: true })
  const started = { child, log: '' }
  started.ended = new Promise((done) => child.on('exit', (code, signal) => done({ code, signal })))
  for (const out of [child.stdout, child.stderr]) out?.on('data', (data) => (started.log += data))
  child.on('error', (err) => (started.log += err.message))

  /** false when nobody of the group is left to take it */
  started.signal = (name) => {
    try {
      process.kill(-child.pid, name)
      return true
    } catch {
      return false
    }
  }
  // The child may go before those it started: the group is waited for.
  const alone = () => !started.signal(0) || !runs(child.pid)
  started.kill = async () => {
    started.signal('SIGKILL')
    await until(`${command} to be gone`, alone, { within: 5000, every: 10 }).catch(() => {})
    for (const out of child.stdio) out?.destroy()
  }
  /** of a launcher, whom it started last: that is what it is there for */
  started.launched = () => {
    try {
      return Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ').at(-1)) || undefined
    } catch {
      return undefined // it ended, or this system does not say
    }
  }
  // Asks one of the group, or all of it, to end; false when that was not enough.
  started.stop = async (pid = -child.pid) => {
    try {
      process.kill(pid, 'SIGTERM')
    } catch {
      // gone already
    }
    const ended = await until(`${command} to end`, alone, { within: 10_000, every: 10 }).catch(() => false)
    await started.kill()
    return ended
  }
  return started
}

/** a screen of the test's own: resolves to { display, stop } */
export async function screen({ size = '1280x800' } = {}) {
  // Xvfb picks a free number itself and tells it on descriptor 3. -noreset: else
  // it starts over whenever its last client leaves, and refuses whoever comes then.
  const x = start('Xvfb', ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: process.env,
  })
  const number = await new Promise((resolve, reject) => {
    x.child.stdio[3].once('data', (data) => resolve(String(data).trim()))
    x.ended.then(() => reject(new Error(`Xvfb ended: ${x.log}`)))
  })
  return { display: `:${number}`, stop: x.stop }
}
