import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { AuditHead } from './sealer.ts'

const shape = z.object({ entryId: z.number().int().positive(), hash: z.string().min(1) })

/**
 * The file in DATA_DIR that records the head of the hash chain. A writer of the database can remove the newest
 * entries together with their hashes. This file then shows that they existed.
 */
export const anchorPath = (dataDir: string): string => join(dataDir, 'audit-head.json')

/** Returns the recorded head, or null if there is none. @throws for a damaged file */
export async function readAnchor(dataDir: string): Promise<AuditHead | null> {
  const path = anchorPath(dataDir)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  try {
    return shape.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error(`${path} is damaged. Restore it from a backup, or delete it.`, { cause })
  }
}

/** Replaces the file as a whole, so that a crash leaves no partial one. */
export async function writeAnchor(dataDir: string, { entryId, hash }: AuditHead): Promise<void> {
  const path = anchorPath(dataDir)
  const draft = `${path}.${process.pid}`
  // With PostgreSQL and SECRET_KEY, it is the first file in DATA_DIR.
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await writeFile(draft, `${JSON.stringify({ entryId, hash })}\n`, { mode: 0o600 })
  await rename(draft, path)
}
