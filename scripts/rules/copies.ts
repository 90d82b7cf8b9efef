import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { applyEdit } from './edit.ts'
import type { Edit } from './rule.ts'
import type { Place } from './run-tests.ts'

/** The committed files, without uncommitted ones, in a separate folder. */
export function copyTree(folder: string): void {
  mkdirSync(folder)
  const archive = `${folder}.tar`
  execFileSync('git', ['archive', '--output', archive, 'HEAD'])
  execFileSync('tar', ['-xf', archive, '-C', folder])
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
}

/**
 * Makes the edits, runs `work`, and restores the files.
 * @throws {Error} naming the file in which a text to replace does not occur exactly once
 */
export async function withEdits<T>(
  { folder, vitest }: Place,
  edits: readonly Edit[],
  work: () => Promise<T>,
): Promise<T> {
  const before = new Map<string, string>()
  try {
    for (const edit of edits) {
      const path = join(folder, edit.file)
      const text = await readFile(path, 'utf8')
      if (!before.has(path)) before.set(path, text)
      await writeFile(path, applyEdit(text, edit))
      vitest.invalidateFile(path)
    }
    return await work()
  } finally {
    for (const [path, text] of before) {
      await writeFile(path, text)
      vitest.invalidateFile(path)
    }
  }
}
