import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'docs', 'screenshots')
const pictures = readdirSync(folder).filter((name) => name.endsWith('.png'))
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')
const linked = (markdown: string, pattern: RegExp) =>
  [...markdown.matchAll(pattern)].flatMap(([, name]) => name ?? [])

describe('The gallery of screenshots', () => {
  const gallery = linked(read('docs', 'screenshots', 'README.md'), /!\[[^\]]+\]\(([^)]+)\)/g)

  it('shows each picture once, and each of its pictures exists', () => {
    expect(gallery.toSorted()).toEqual(pictures.toSorted())
  })

  it('has exactly the pictures that the screenshot scripts keep', () => {
    const scripts = readdirSync(join(root, 'e2e', 'screenshots')).filter((name) => name.endsWith('.spec.ts'))
    const kept = scripts.flatMap((name) =>
      linked(read('e2e', 'screenshots', name), /'(?:wide|tall|phone)-(?:light|dark)': '([\w-]+)'/g),
    )
    expect(kept.map((name) => `${name}.png`).toSorted()).toEqual(pictures.toSorted())
  })

  it('has no picture that is too large to load quickly', () => {
    const large = pictures.filter((name) => statSync(join(folder, name)).size > 220_000)
    expect(large).toEqual([])
  })

  it('has each picture that the README links', () => {
    const inReadme = linked(read('README.md'), /\((docs\/screenshots\/[^)]+)\)/g)
    expect(inReadme.length).toBeGreaterThan(3)
    expect(inReadme.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})
