import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const web = fileURLToPath(new URL('../../web', import.meta.url))

/** Builds the web app with the pseudo catalogue, and returns the folder of the build. */
export async function buildPseudoApp(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'pseudo-app-'))
  await build({
    root: web,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '#words': join(web, 'testing/pseudo-words.ts') } },
    plugins: [react(), tailwindcss()],
    build: { outDir, emptyOutDir: true, minify: false },
  })
  return outDir
}

/** Serves the files of a build to the page. The API is that of the running server. */
export async function serveBuild(page: Page, folder: string): Promise<void> {
  await page.route(
    ({ pathname }) => !pathname.startsWith('/api/'),
    (route) => {
      const file = join(folder, new URL(route.request().url()).pathname)
      const isPage = route.request().isNavigationRequest() || !existsSync(file)
      return route.fulfill({ path: isPage ? join(folder, 'index.html') : file })
    },
  )
}
