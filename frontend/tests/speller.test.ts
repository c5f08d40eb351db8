// @vitest-environment node
import esAff from '../node_modules/dictionary-es/index.aff?raw'
import esDic from '../node_modules/dictionary-es/index.dic?raw'
import frAff from '../node_modules/dictionary-fr/index.aff?raw'
import frDic from '../node_modules/dictionary-fr/index.dic?raw'
import { createHunspellFromStrings } from 'hunspell-wasm'
import { describe, expect, it } from 'vitest'
import { english } from '../src/worker/english'
import { prose } from '../src/worker/prose'
import { decoded, foreign, Words } from '../src/worker/words'

const FILES = { 'dictionary-fr': { aff: frAff, dic: frDic }, 'dictionary-es': { aff: esAff, dic: esDic } }
const bytes = (text: string) => new TextEncoder().encode(text)

async function words(name: keyof typeof FILES, language: string): Promise<Words> {
  const { aff, dic } = decoded(bytes(FILES[name].aff), bytes(FILES[name].dic))
  return new Words(await createHunspellFromStrings(aff, dic), language)
}

const wrong = (found: { text: string }[]) => found.map((p) => p.text)

describe('French', async () => {
  const fr = await words('dictionary-fr', 'fr')
  it.each([
    ['right words', 'L’école d’été était fermée, jusqu’au 3 décembre, aujourd’hui.', []],
    ['a wrong word, in its place', 'Le mairre a dit « non ».', ['mairre']],
    ['after an elision', 'C’est l’ecolle.', ['l’ecolle']],
    ['compounds of right words', 'le maire-adjoint et la porte-bidulle', ['porte-bidulle']],
    ['no code, no address', 'Voir `mkdri`, https://exemple.example/xyzt et @halvrn', []],
    ['abbreviations, codes, other letters', 'La SNCFX, le TK1951, COP26 et Київ', []],
  ])('%s', (_name, text, want) => expect(wrong(fr.check(prose(text)))).toEqual(want))

  it('suggests', () => {
    expect(fr.suggest('mairre')).toContain('maire')
    const [problem] = fr.check(prose('😀 **Le** mairre'))
    expect(problem).toMatchObject({ from: 10, to: 16, rule: 'spelling', fixes: null })
  })
})

it('Spanish', async () => {
  const es = await words('dictionary-es', 'es')
  expect(wrong(es.check(prose('El alcalde dijo que el puerto cerrara mañana; ¿volverá el barcco?')))).toEqual(['barcco'])
})

describe('a dictionary in an older encoding', () => {
  const latin = (text: string) => new Uint8Array([...text].map((c) => c.charCodeAt(0)))
  it('is read as what it says it is', async () => {
    const files = decoded(latin('SET ISO8859-1\nTRY e\nSFX \xdf Y 1\nSFX \xdf 0 s .\n'), latin('2\nStra\xdfe/\xdf\nf\xfcr\n'))
    expect(files.dic).toContain('Straße')
    const de = new Words(await createHunspellFromStrings(files.aff, files.dic), 'de')
    expect(wrong(de.check(prose('für Straßes, Strase')))).toEqual(['Strase'])
  })
  it('is left alone when it is UTF-8', () => {
    const utf8 = new TextEncoder()
    expect(decoded(utf8.encode('SET UTF-8\n'), utf8.encode('1\nсло́во\n'))).toEqual({ aff: 'SET UTF-8\n', dic: '1\nсло́во\n' })
  })
})

describe('English', async () => {
  const en = await english('any')
  it.each([
    ['a wrong word', 'The ferry had a wrld of its own.', [['wrld', 'spelling', 'world']]],
    ['both spellings, where no country is named', 'The colour and the color of a harbor.', []],
    ['grammar', 'He could of gone. He arrive at nine.', [['could of', 'WordChoice', 'could have'], ['arrive', 'Agreement', 'arrives']]],
    ['a word twice', 'It is is late.', [['is is', 'Repetition', 'is']]],
    ['a house settles its style', 'Rain, snow and ice... he said - and "left". He has 5 cats -- maybe.', []],
    ['what is not read', 'See `wrld`, https://example.org/wrld, @wrld and TK, for COP26 or TK1951.', []],
    ['marked as right', '{==Teh==}{>>stet<<} boat', []],
  ])('%s', async (_name, text, want) => {
    const found = await en.check(prose(text))
    expect(found.map((p) => [p.text, p.rule, p.fixes?.find((f) => want.some((w) => w[2] === f)) ?? ''])).toEqual(want)
  })

  it('knows where, and says what', async () => {
    const source = '😀 **He** could of [gone](https://a.example).'
    const [problem] = await en.check(prose(source))
    expect(source.slice(problem?.from, problem?.to)).toBe('could of')
    expect(problem?.message).toMatch(/of/)
  })

  it('keeps to a country where one is named', async () => {
    const us = await english('American')
    expect(wrong(await us.check(prose('The colour of a harbor.')))).toEqual(['colour'])
  })
}, 60_000)

describe('a text in another language', async () => {
  const en = await english('any')
  it.each([
    ['is one with hardly a word that is known', 'Der Hafenmeister sagte, die Schleuse werde heute Nacht nicht mehr geöffnet.', true],
    ['is not one with names in it', 'Setha Sasas of Vesterhavn met Mikkel Brannø and Ada Lind at the harbour on Monday evening.', false],
    ['is not a short one that is misspelt', 'The gaet opned.', false],
  ])('%s', async (_name, text, want) => {
    const p = prose(text)
    expect(foreign(p, await en.check(p))).toBe(want)
  })
})
