import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { foreignOwner } from '#server/platform/data-dir/index.ts'
import {
  connectAlone,
  DatabaseStartError,
  lockDirectory,
  openCluster,
} from '#server/platform/database/index.ts'
import { BackupError } from './backup-error.ts'
import type { BackupHeader } from './format.ts'
import { liteSession, postgresSession, type Session } from './session.ts'
import { requestSnapshot } from './snapshots.ts'

/** A database that is read for a backup. */
export interface BackupSource {
  readonly kind: BackupHeader['databaseKind']
  readonly session: Session
  close(): Promise<void>
}

/** Opens PostgreSQL, or the embedded database. If a server runs on the latter, it is asked for a copy. */
export async function openSource(from: {
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
}): Promise<BackupSource> {
  if (from.databaseUrl !== undefined) return openPostgresSource(from.databaseUrl)
  const owner = await foreignOwner(from.dataDir)
  if (owner !== null)
    throw new BackupError(
      `DATA_DIR ${from.dataDir} belongs to another user (uid ${owner}). Run this command as that user: the application cannot use files that another user creates there.`,
    )
  const directory = join(from.dataDir, 'database')
  if (!existsSync(join(directory, 'PG_VERSION')))
    throw new BackupError(`There is no database in ${from.dataDir}. Check DATA_DIR and DATABASE_URL.`)
  const lock = tryLock(directory)
  if (lock) return openClusterSource(directory, async () => lock.release())
  const snapshot = await requestSnapshot(from.dataDir)
  return openClusterSource(snapshot.directory, snapshot.remove)
}

export async function openPostgresSource(url: string): Promise<BackupSource> {
  const client = await connectAlone(url)
  return { kind: 'postgres', session: postgresSession(client), close: () => client.end() }
}

/** @param release runs after the database was closed */
export async function openClusterSource(
  directory: string,
  release: () => Promise<void> = async () => {},
): Promise<BackupSource> {
  try {
    const lite = await openCluster(directory)
    const close = () => lite.close().finally(release)
    return { kind: 'embedded', session: liteSession(lite), close }
  } catch (error) {
    await release()
    throw error
  }
}

function tryLock(directory: string) {
  try {
    return lockDirectory(directory)
  } catch (error) {
    if (error instanceof DatabaseStartError) return null
    throw error
  }
}
