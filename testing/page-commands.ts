import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Block {
  readonly language: string
  /** After the language. */
  readonly title: string
  readonly text: string
  /** Number of its first line. */
  readonly line: number
}

/** Returns the code blocks of a page, in their order. */
export const blocksOf = (page: string): readonly Block[] =>
  [...page.matchAll(/^```(\S*)[ ]*([^\n]*)\n(.*?)^```$/gms)].map(
    ({ index, 1: language = '', 2: title = '', 3: text = '' }) => ({
      language,
      title,
      text,
      line: page.slice(0, index).split('\n').length,
    }),
  )

/** A reader who runs the commands of a page in one shell, one block after the other. */
export interface Reader {
  /** The commands run in it. */
  readonly folder: string
  /** Returns the output. @throws if the command fails */
  run(command: string): Promise<string>
  remove(): void
}

/** @param env added to the path of the programs */
export function openReader(env: Readonly<Record<string, string>> = {}): Reader {
  const folder = mkdtempSync(join(tmpdir(), 'test-page-'))
  return {
    folder,
    run(command) {
      // Variables of one block are known in the next one.
      const script = `set -eu; set -a; [ ! -e .variables ] || . ./.variables; ${command}\nexport -p > .variables`
      const child = spawn('bash', ['-c', script], { cwd: folder, env: { PATH: process.env.PATH, ...env } })
      const output = { stdout: '', stderr: '' }
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output.stdout += text
      })
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        output.stderr += text
      })
      return new Promise((resolve, reject) => {
        child.on('error', reject)
        child.on('close', (code) => {
          if (code === 0) resolve(output.stdout)
          else reject(new Error(`Exit code ${code} of: ${command}\n${output.stdout}${output.stderr}`))
        })
      })
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const id = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Compares a response with the shortened one of a page. An id of the page stands for the real one from then on.
 * @returns the differences, each with its path
 */
export function differencesOf(
  shown: unknown,
  real: unknown,
  ids: Map<string, string>,
  path = '',
): readonly string[] {
  if (typeof shown === 'string' && id.test(shown)) {
    if (typeof real !== 'string' || !id.test(real)) return [`${path}: ${JSON.stringify(real)} is not an id`]
    const known = ids.get(shown)
    if (known !== undefined && known !== real) return [`${path}: another id than before`]
    ids.set(shown, real)
    return []
  }
  if (shown === null || typeof shown !== 'object')
    return shown === real ? [] : [`${path}: ${JSON.stringify(real)} instead of ${JSON.stringify(shown)}`]
  if (real === null || typeof real !== 'object')
    return [`${path}: ${JSON.stringify(real)} instead of an object`]
  const values = new Map(Object.entries(real))
  const missing = Array.isArray(shown) && shown.length === 0 && values.size > 0 ? [`${path}: not empty`] : []
  return [
    ...missing,
    ...Object.entries(shown).flatMap(([key, value]) =>
      values.has(key)
        ? differencesOf(value, values.get(key), ids, `${path}/${key}`)
        : [`${path}/${key}: missing in the response`],
    ),
  ]
}
