import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'rolldown'

/** Bundles the command line program with its packages. A checkout runs the sources instead. */
const root = join(import.meta.dirname, '..')
const dir = join(root, 'cli', 'dist')
rmSync(dir, { recursive: true, force: true })
await build({
  input: join(root, 'cli', 'main.ts'),
  cwd: root,
  platform: 'node',
  logLevel: 'warn',
  output: { dir, format: 'esm', entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' },
})
