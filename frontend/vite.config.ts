import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [svelte()],
  // WebKitGTK 2.40 and later; nothing is transpiled for older engines.
  build: {
    target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false,
    // A licence without an ending gets one: Go embeds no name that ends with a dot.
    rollupOptions: { output: { assetFileNames: ({ names }) => (names.every((n) => n.includes('.')) ? 'assets/[name]-[hash][extname]' : 'assets/[name]-[hash].txt') } },
  },
  worker: { format: 'es' },
  server: { host: '127.0.0.1', port: 5173, strictPort: false, fs: { allow: ['..'] } },
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  test: { include: ['tests/**/*.test.ts'], isolate: false, testTimeout: 30_000 },
})
