// A name that is nowhere is found before a test of ten minutes trips over it.
// What the page has is named within strings only, but for these.
const names = (list) => Object.fromEntries(list.split(' ').map((name) => [name, 'readonly']))

export default [
  {
    ignores: ['node_modules/'],
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: names(
        'process console Buffer URL URLSearchParams fetch setTimeout clearTimeout setInterval clearInterval performance structuredClone AbortController AbortSignal TextDecoder TextEncoder DecompressionStream Response Blob FormData WebSocket document window navigator getComputedStyle',
      ),
    },
    rules: { 'no-undef': 'error', 'no-unused-vars': ['error', { varsIgnorePattern: '^_' }] },
  },
]
