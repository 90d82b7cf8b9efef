import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { SandboxStartError } from '#sandbox/start-error.ts'
import { schemaSteps } from './store-schema.ts'

/**
 * Accounts, keys and the ledger. With a folder, every commit is fsynced before it is acknowledged (WAL,
 * FULL), and an exclusive lock, which the kernel releases after SIGKILL, prevents a second process. Without a
 * folder: in memory.
 * @throws {SandboxStartError} the folder is in use or cannot be written
 */
export function openStore(dataDir: string | undefined): DatabaseSync {
  if (dataDir === undefined) {
    const memory = new DatabaseSync(':memory:')
    migrate(memory)
    return memory
  }
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const file = join(dataDir, 'sandbox.sqlite')
    const store = new DatabaseSync(file)
    chmodSync(file, 0o600)
    store.exec(
      'pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; begin immediate;',
    )
    migrate(store)
    store.exec('commit;')
    return store
  } catch (cause) {
    const inUse = cause instanceof Error && /locked|busy/i.test(cause.message)
    const why = inUse ? 'is in use by another sandbox' : `cannot be used (${String(cause)})`
    throw new SandboxStartError(
      `The data folder ${dataDir} ${why}. Stop that sandbox, or set SANDBOX_DATA_DIR to another folder.`,
      { cause },
    )
  }
}

const version = z.object({ user_version: z.number() })

function migrate(store: DatabaseSync): void {
  const { user_version: done } = version.parse(store.prepare('pragma user_version').get())
  for (const step of schemaSteps.slice(done)) store.exec(step)
  // A folder of a later release keeps its number.
  if (done < schemaSteps.length) store.exec(`pragma user_version = ${schemaSteps.length}`)
}

/** Runs all of `work` or nothing. `work` must not wait, because there is one connection. */
export function inTransaction<T>(store: DatabaseSync, work: () => T): T {
  store.exec('begin immediate')
  try {
    const result = work()
    store.exec('commit')
    return result
  } catch (error) {
    store.exec('rollback')
    throw error
  }
}
