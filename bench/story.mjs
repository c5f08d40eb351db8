// A made-up story of a given length, the same each time: plain paragraphs with
// crossheads, quotes and links where a news story has them.
const words = ('the harbour council said on Monday that a plan to move the old crane would wait until spring because nobody could ' +
  'agree who owned the ground below it and the engineers who had measured it twice came back with two answers').split(' ')

export function story(length) {
  const paragraphs = []
  let used = 0
  for (let n = 0; used < length; n++) {
    const size = Math.min(length - used, 38 + ((n * 17) % 23))
    const text = Array.from({ length: size }, (_, i) => words[(n * 7 + i * 3 + ((i * n) % 5)) % words.length])
    text[0] = text[0][0].toUpperCase() + text[0].slice(1)
    if (n % 4 === 1) text[2] = `“${text[2]}”`
    if (n % 5 === 2) text[4] = `[${text[4]}](https://example.org/${n})`
    if (n % 6 === 3) text[6] = `**${text[6]}**`
    if (n % 6 === 5) paragraphs.push('## What comes next')
    paragraphs.push(`${text.join(' ')}.`)
    used += size
  }
  return paragraphs.join('\n\n')
}
