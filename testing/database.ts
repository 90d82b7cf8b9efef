import { openAsBlob } from 'node:fs'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, inject } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { openLite } from '#server/platform/database/embedded.ts'
import { type Database, openDatabase, rowsOf } from '#server/platform/database/index.ts'
import { createDatabase, dropDatabase } from './postgres-databases.ts'

/** A migrated database for this test file, emptied before each test. */
export interface TestDatabase {
  readonly database: Database
}

/**
 * Describes `body` twice: on the embedded database and on PostgreSQL.
 * @param body gets a function that returns the database, to be called in tests and hooks only
 */
export const describeOnBothDatabases = (name: string, body: (open: () => TestDatabase) => void): void => {
  describeOnEmbedded(name, body)
  describeOnPostgres(name, body)
}

/** For long tests that need no second database. */
export const describeOnEmbedded = (name: string, body: (open: () => TestDatabase) => void): void =>
  describeOn(`${name}, on the embedded database`, openEmbeddedCopy, body)

/** For tests that only PostgreSQL supports: several processes on one database. */
export const describeOnPostgres = (name: string, body: (open: () => TestDatabase) => void): void =>
  describeOn(`${name}, on PostgreSQL`, openPostgresCopy, body)

interface Copy extends TestDatabase {
  remove(): Promise<void>
}

const describeOn = (
  name: string,
  openCopy: () => Promise<Copy>,
  body: (open: () => TestDatabase) => void,
) => {
  describe(name, () => {
    let copy: Copy | undefined
    const opened = () => {
      if (copy === undefined) throw new Error('The test database is open in tests and hooks only.')
      return copy
    }
    beforeAll(async () => {
      copy = await openCopy()
    })
    beforeEach(() => emptyTables(opened().database))
    afterAll(async () => {
      await copy?.remove()
    })
    body(opened)
  })
}

/** In memory, from the run's template. */
export const openEmbeddedCopy = async (): Promise<Copy> => {
  const { database } = await openLite({ loadDataDir: await openAsBlob(inject('testLiteTemplate')) })
  return { database, remove: () => database.close() }
}

/** On the run's PostgreSQL server, from the run's template. */
const openPostgresCopy = async (): Promise<Copy> => {
  const adminUrl = inject('testPostgresUrl')
  const name = `test_${newId().replaceAll('-', '')}`
  const databaseUrl = await createDatabase(adminUrl, name, inject('testPostgresTemplate'))
  const database = await openDatabase({ databaseUrl, dataDir: '.' })
  const remove = async () => {
    await database.close()
    await dropDatabase(adminUrl, name)
  }
  return { database, remove }
}

/**
 * Everything except the migration history and the names of the queues.
 * Jobs are deleted, not truncated: the queue's maintenance reads them, and a lock on the table could deadlock
 * with it.
 */
const emptyTables = async ({ db }: Database) => {
  const found = await db.execute(sql`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public'`)
  const names = rowsOf(found).map((row) => String(row.name))
  if (names.length > 0)
    await db.transaction(async (tx) => {
      // The audit log refuses TRUNCATE, also for its owner. Only a superuser can do this.
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql.raw(`truncate ${names.join(', ')} restart identity cascade`))
    })
  const queue = await db.execute(sql`select to_regclass('pgboss.job') as found`)
  if (rowsOf(queue)[0]?.found) await db.execute(sql`delete from pgboss.job`)
}
