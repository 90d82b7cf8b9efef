import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generateSdk } from './sdk/generate.ts'

/** Writes sdk/src/generated/ from the contract. A test compares it. */
const root = join(import.meta.dirname, '..')
const files = await generateSdk()
for (const [path, text] of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
execFileSync('biome', ['check', '--write', ...files.keys()], { cwd: root, stdio: 'inherit' })
