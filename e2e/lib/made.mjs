// The small programs in C that stand for other programs on the screen, made here
// with what the build needs anyway.
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bin } from './place.mjs'
import { run } from './processes.mjs'

/** where the program of that name lies, once it is made */
export async function made(name) {
  const source = fileURLToPath(new URL(`${name}.c`, import.meta.url))
  const program = bin(name)
  if (existsSync(program) && statSync(program).mtimeMs > statSync(source).mtimeMs) return program
  const { stdout } = await run('pkg-config', ['--cflags', '--libs', 'gtk+-3.0', 'x11'])
  await run('gcc', ['-O1', '-Wall', '-Wextra', '-o', program, source, ...stdout.trim().split(/\s+/)])
  return program
}
