import svelte from 'eslint-plugin-svelte'
import ts from 'typescript-eslint'

const onlyApi = {
  patterns: [{ group: ['**/wailsjs/**'], message: 'Only src/api.ts speaks to the program; take an Api instead.' }],
}

export default ts.config(
  { ignores: ['dist/', 'wailsjs/', 'node_modules/'] },
  ...ts.configs.recommended,
  ...svelte.configs['flat/recommended'],
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      'no-restricted-imports': ['error', onlyApi],
      'no-restricted-globals': ['error', { name: 'alert', message: 'Dialogs are in the page.' }, { name: 'confirm', message: 'Dialogs are in the page.' }],
      'svelte/no-at-html-tags': 'error',
      // The window's CSP blocks style attributes; style: directives go through the DOM and pass.
      'no-restricted-syntax': ['error', { selector: 'SvelteAttribute[key.name="style"]', message: 'The CSP blocks style attributes; use a class or a style: directive.' }],
      // Plain maps and sets are plain on purpose: what the screen shows is $state.
      'svelte/prefer-svelte-reactivity': 'off',
      'no-undef': 'off', // the compiler knows better
    },
  },
  { files: ['src/api.ts'], rules: { 'no-restricted-imports': 'off', '@typescript-eslint/no-explicit-any': 'off' } },
)
