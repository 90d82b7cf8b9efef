import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

const known = new Map<string, Promise<readonly string[]>>()

/**
 * Returns the hashes of a page's style elements in the form of a Content-Security-Policy. The build writes
 * the style of the first paint into each page, and a built file never changes.
 */
export function inlineStyles(file: string): Promise<readonly string[]> {
  const found = known.get(file)
  if (found) return found
  const reading = readFile(file, 'utf8').then(
    (html) =>
      [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(
        ([, css = '']) => `'sha256-${createHash('sha256').update(css).digest('base64')}'`,
      ),
    () => [],
  )
  known.set(file, reading)
  return reading
}
