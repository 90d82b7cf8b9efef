import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export const webAppDir = join(root, 'web', 'dist')

function newestChange(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  const inside = readdirSync(path).filter((name) => name !== 'dist' && name !== 'node_modules')
  return Math.max(0, ...inside.map((name) => newestChange(join(path, name))))
}

/** Whether the build is there and no older than what it is made of. */
export function isWebAppBuilt(): boolean {
  const built = join(webAppDir, 'index.html')
  if (!existsSync(built)) return false
  const sources = ['web', 'contracts', 'package.json'].map((name) => newestChange(join(root, name)))
  return statSync(built).mtimeMs >= Math.max(...sources)
}

export async function buildWebApp(): Promise<void> {
  // Loaded only where it is needed: a built web app starts without the bundler.
  const { build } = await import('vite')
  await build({ root: join(root, 'web'), configFile: join(root, 'web', 'vite.config.ts'), logLevel: 'warn' })
}
