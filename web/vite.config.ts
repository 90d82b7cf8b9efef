import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { leanApiRoutes } from './build/lean-api-routes.ts'
import { precompress } from './build/precompress.ts'

const backend = `http://127.0.0.1:${process.env.API_PORT ?? 8001}`

// biome-ignore lint/style/noDefaultExport: vite reads the default export
export default defineConfig({
  plugins: [react(), tailwindcss(), leanApiRoutes(), precompress()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Only word lists come near it, and nothing waits for them.
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': backend } },
})
