import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readPages } from './pages.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = readPages(root)
const pageNamed = (source: string) => pages.find((page) => page.source === source)?.markdown ?? ''

/** The source of the product without tests, as one text in which each text of several lines is whole. */
function sourceOf(...folders: readonly string[]): string {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
        .map((name) => read(join(folder, name))),
    )
    .join('\n')
    .replace(/['`]\s*\+\s*['`]/g, '')
    .replaceAll("\\'", "'")
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** An ellipsis stands for a value: a placeholder, or `#` in the words of a plural. */
const placeholder = '(?:\\$\\{[^`]*?\\}|#)'

function isShown(message: string, source: string): boolean {
  const pattern = message.split('…').map(escaped).join(placeholder)
  return new RegExp(pattern).test(source)
}

describe('The messages that the documentation quotes', () => {
  const source = sourceOf('contracts', 'web/words/en', 'server', 'panels')
  const messages = (page: string) =>
    [...page.matchAll(/“([^”]+)”/g)].map(([, text = '']) => text.replace(/\s+/g, ' '))
  const headings = [...pageNamed('docs/troubleshooting.md').matchAll(/^### (.+)$/gm)].map(
    ([, text = '']) => text,
  )

  it.each(headings)('%s is shown by the product', (heading) => {
    const [, message = ''] = /^“(.+)”$/.exec(heading) ?? []
    expect(message).not.toBe('')
    expect(isShown(message, source)).toBe(true)
  })

  it('are many, and none that the product does not show', () => {
    expect(headings.length).toBeGreaterThan(35)
    expect(isShown('This message does not exist.', source)).toBe(false)
    expect(isShown('The server is empty: … of … accounts used, … reserved.', source)).toBe(false)
  })

  it.each([
    'docs/staff/onboarding.md',
    'docs/staff/hosting.md',
    'docs/staff/billing.md',
  ])('%s quotes exactly', (name) => {
    const quoted = messages(pageNamed(name))
    expect(quoted.filter((message) => !isShown(message, source))).toEqual([])
  })
})

describe('The labels that the documentation names', () => {
  const words = sourceOf('web/words/en', 'panels')
  const guides = [
    'quick-start',
    'troubleshooting',
    'staff/onboarding',
    'staff/hosting',
    'staff/billing',
    'driver-guide',
  ]
  /** Terms that a page introduces, and names of things outside the console. */
  const others = new Set(['Tiny Panel', 'at most once'])

  it.each(guides)('%s names labels of the console, word for word', (name) => {
    const page = pageNamed(`docs/${name}.md`).replace(/```[\s\S]*?```/g, '')
    const labels = [...page.matchAll(/\*\*([^*]+)\*\*/g)].map(([, label = '']) => label.replace(/\s+/g, ' '))
    expect(labels.length).toBeGreaterThan(0)
    const wrong = labels
      .filter((label) => !others.has(label))
      .filter((label) => ![`'${label}'`, `"${label}"`, `'${label}...'`].some((text) => words.includes(text)))
    // "To a new customer" and similar begin an item of a list.
    expect(wrong.filter((label) => !page.includes(`- **${label}**: `))).toEqual([])
  })
})

describe('The commands that the documentation names', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')))
  const named = pages.flatMap(({ source, markdown }) =>
    [...markdown.matchAll(/\bnpm run (?:--?[\w-]+ )*([\w:-]+)/g)].map(
      ([, name = '']) => [source, name] as const,
    ),
  )

  it('are scripts of package.json', () => {
    expect(named.length).toBeGreaterThan(40)
    expect(named.filter(([, name]) => scripts[name] === undefined)).toEqual([])
  })
})
