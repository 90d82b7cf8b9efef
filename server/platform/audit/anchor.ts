import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { DataDirError } from '#server/platform/data-dir/index.ts'
import type { AuditHead } from './sealer.ts'

const shape = z.object({ entryId: z.number().int().positive(), hash: z.string().min(1) })

/**
 * The file in DATA_DIR that records the head of the hash chain. A writer of the database can remove the newest
 * entries together with their hashes. This file then shows that they existed.
 */
export const anchorPath = (dataDir: string): string => join(dataDir, 'audit-head.json')

/** Returns the recorded head, or null if there is none. @throws {DataDirError} for a damaged or unreadable file */
export async function readAnchor(dataDir: string): Promise<AuditHead | null> {
  const path = anchorPath(dataDir)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new DataDirError(
      `The recorded head of the audit log, ${path}, cannot be read (${error.code}). Give it to the user that runs this program.`,
      { cause: error },
    )
  })
  if (text === null) return null
  try {
    return shape.parse(JSON.parse(text))
  } catch (cause) {
    throw new DataDirError(
      `The recorded head of the audit log, ${path}, is damaged. Delete it: the application records the head again. Until then, removed entries at the end of the log are detected only with a head from elsewhere.`,
      { cause },
    )
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
