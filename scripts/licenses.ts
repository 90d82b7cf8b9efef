import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Licenses that allow use and distribution in a product under Apache-2.0. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
])

const manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
})

/** One license of an "OR" is enough. An "AND" needs all. */
const isAllowed = (license: string): boolean =>
  license
    .replace(/[()]/g, '')
    .split(/ OR /i)
    .some((choice) => choice.split(/ AND /i).every((part) => allowed.has(part.trim())))

function* packagesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.name.startsWith('@')) yield* packagesIn(path)
    else {
      yield path
      try {
        yield* packagesIn(join(path, 'node_modules'))
      } catch {
        // A package without packages of its own.
      }
    }
  }
}

let checked = 0
const refused: string[] = []
for (const path of packagesIn(join(import.meta.dirname, '..', 'node_modules'))) {
  let text: string
  try {
    text = readFileSync(join(path, 'package.json'), 'utf8')
  } catch {
    continue
  }
  const parsed = manifest.safeParse(JSON.parse(text))
  if (!parsed.success) continue
  const { name, version, license } = parsed.data
  checked += 1
  const found = typeof license === 'object' ? license.type : (license ?? 'none')
  if (!isAllowed(found)) refused.push(`${name} ${version}: ${found}`)
}
process.stdout.write(`${checked} packages checked.\n`)
if (refused.length > 0) {
  process.stdout.write(`These licenses are not allowed by scripts/licenses.ts:\n${refused.join('\n')}\n`)
  process.exit(1)
}
