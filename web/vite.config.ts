import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { chunkGroups } from './build/chunk-groups.ts'
import { firstPaint } from './build/first-paint.ts'
import { pageLanguage, wordsAlias } from './build/language.ts'
import { leanApiRoutes } from './build/lean-api-routes.ts'
import { precompress } from './build/precompress.ts'
import { styleElements } from './build/style-elements.ts'

const backend = `http://127.0.0.1:${process.env.API_PORT ?? 8001}`

// biome-ignore lint/style/noDefaultExport: vite reads the default export
export default defineConfig({
  resolve: { alias: wordsAlias },
  plugins: [
    react(),
    tailwindcss(),
    pageLanguage(),
    leanApiRoutes(),
    styleElements(),
    firstPaint(),
    precompress(),
  ],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Only the word lists of the password estimator are near the limit, and no page waits for them.
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: chunkGroups } } },
  },
  // A worker has the Content-Security-Policy of its own response, so it must not be among the assets without one.
  worker: { rolldownOptions: { output: { entryFileNames: 'workers/[name]-[hash].js' } } },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': backend } },
})
