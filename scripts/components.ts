import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

/** Serves web/ for development and prints the address of the page of components. */
const server = await createServer({
  root: fileURLToPath(new URL('../web', import.meta.url)),
  configFile: fileURLToPath(new URL('../web/vite.config.ts', import.meta.url)),
  // All dependencies, optimized at once: one that is found later reloads the page.
  optimizeDeps: { entries: ['{app,features,lib,ui}/**/*.{ts,tsx}', '!**/*.test.ts'] },
  server: { port: Number(process.env.WEB_PORT ?? 5173) },
})
await server.listen()
process.stdout.write(`components ${server.resolvedUrls?.local[0] ?? ''}ui\n`)
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)))
