import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const example = join(root, 'testing/panels/tiny-panel')
const page = readFileSync(join(root, 'docs/driver-guide.md'), 'utf8')
const blocks = new Map(
  [...page.matchAll(/^```ts panels\/tiny-panel\/(\S+)\n(.*?)^```$/gms)].map(([, name = '', code = '']) => [
    name,
    code,
  ]),
)

// Inside the repository, so that #panels/kit is found. The toy panel itself is the only file that is not in the guide.
mkdirSync(join(root, 'test-results'), { recursive: true })
const folder = mkdtempSync(join(root, 'test-results', 'driver-guide-'))
for (const [name, code] of blocks) writeFileSync(join(folder, name), code)
copyFileSync(join(example, 'tiny-server.ts'), join(folder, 'tiny-server.ts'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// Declares the conformance suite for the driver that the guide has written.
await import(/* @vite-ignore */ pathToFileURL(join(folder, 'conformance.test.ts')).href)

describe('docs/driver-guide.md', () => {
  it('has a whole driver and its test', () => {
    const names = [
      'description.ts',
      'session.ts',
      'client.ts',
      'checks.ts',
      'index.ts',
      'conformance.test.ts',
    ]
    expect([...blocks.keys()]).toEqual(names)
  })

  it('shows the files of the example, unchanged', () => {
    const files = [...blocks.keys()].map((name) => [name, readFileSync(join(example, name), 'utf8')])
    expect([...blocks]).toEqual(files)
  })

  it('names each kind of error that the kit has, and no other', () => {
    const kit = readFileSync(join(root, 'panels/kit/error.ts'), 'utf8')
    const kinds = [...kit.matchAll(/^ {2}\| '([\w-]+)'$/gm)].map(([, kind]) => kind)
    const rows = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, kind]) => kind)
    expect(kinds.length).toBe(6)
    expect(rows.toSorted()).toEqual(kinds.toSorted())
  })
})
