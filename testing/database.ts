import { openAsBlob } from 'node:fs'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, inject } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { openLite } from '#server/platform/database/embedded.ts'
import { type Database, openDatabase } from '#server/platform/database/index.ts'
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
 * Everything except the migration history and the names of the queues. Rows are deleted, because truncating all tables takes
 * several times as long, and a lock on the table of jobs could deadlock with the maintenance of the queue. Only
 * tables that ever had a row are visited. The audit log refuses changes, and foreign keys ask for an order: the role "replica"
 * skips both, which only a superuser can do.
 */
const emptyTables = async ({ db }: Database) => {
  await db.execute(sql`
    do $$
    declare
      changed record;
    begin
      set local session_replication_role = replica;
      for changed in
        select oid::regclass as name from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0
      loop
        execute format('delete from %s', changed.name);
      end loop;
      perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
      from pg_sequences
      where schemaname = 'public' and last_value is not null;
      if to_regclass('pgboss.job') is not null then
        delete from pgboss.job;
      end if;
    end $$`)
}
